/* Demands in any bytes: sentences and cues lie within the text, in order and apart. */
#include "engine/text/demand.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void check_cues(const struct demand *d)
{
	unsigned addressees = 0;
	size_t firmness = 0;
	for (size_t i = 0; i < d->n_cues; i++) {
		const struct demand_cue *c = &d->cues[i];
		assert(c->bytes > 0 && c->at >= d->at && c->at + c->bytes <= d->at + d->bytes);
		assert(i == 0 || c->at >= d->cues[i - 1].at + d->cues[i - 1].bytes);
		firmness += c->kind == DEMAND_CUE_FIRMNESS;
		if (c->kind == DEMAND_CUE_ADDRESSEE)
			addressees |= 1U << c->addressee;
	}
	assert(firmness == 1 && addressees == d->addressees);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new();
	static const struct demand_name names[] = { { "Ruter", DEMAND_OTHER }, { "Grønn Havn AS", DEMAND_BUSINESS } };
	static struct demand_finder *finder; /* as long as the program */
	if (!finder)
		finder = demand_finder_new(arena_new(), names, 2);
	size_t n_demands, end = 0;
	struct demand *d = demand_find(a, finder, (struct span){ (const char *)bytes, n }, &n_demands);
	for (size_t i = 0; i < n_demands; i++) {
		assert(d[i].at >= end && d[i].at + d[i].bytes <= n);
		assert(d[i].firmness > DEMAND_NONE && d[i].firmness < DEMAND_FIRMNESSES);
		end = d[i].at + d[i].bytes;
		check_cues(&d[i]);
	}
	arena_free(a);
	return 0;
}
