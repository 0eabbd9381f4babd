/*
 * Signatures: what is kept of a text among millions.
 *
 * A text is the set of its pairs of neighbouring content words, without regard to their place, so
 * that reordered sentences change little and a typing error two pairs. The pairs with the smallest
 * hashes are a random sample of the set, and the same one in all texts (a bottom-k sketch, Broder
 * 1997): the share of the smallest ones of both that both have estimates the Jaccard index.
 */
#include "engine/text/duplicates.h"

#include "base/hash.h"

uint32_t text_pair(uint32_t left, uint32_t right)
{
	return (uint32_t)(hash_u64((uint64_t)left << 32 | right) >> 32);
}

/* Puts a feature in its place among the smallest. */
static void keep(struct text_signature *s, uint32_t feature)
{
	size_t at = s->n;
	while (at > 0 && s->feature[at - 1] > feature)
		at--;
	if (at == TEXT_SKETCH || (at > 0 && s->feature[at - 1] == feature))
		return;
	size_t end = s->n < TEXT_SKETCH ? s->n++ : TEXT_SKETCH - 1;
	memmove(s->feature + at + 1, s->feature + at, (end - at) * sizeof *s->feature);
	s->feature[at] = feature;
}

void text_sketch(struct text_signature *s, const struct text_keys *keys)
{
	s->words = (uint32_t)(keys->n < UINT32_MAX ? keys->n : UINT32_MAX);
	s->n = 0;
	if (keys->n < TEXT_SHORTEST)
		return;
	uint32_t last = 0;
	for (size_t i = 0; i < keys->n; i++) {
		if (!(keys->v[i] & TEXT_KEY_CONTENT))
			continue;
		if (last) {
			uint32_t feature = text_pair(last, keys->v[i]);
			if (s->n < TEXT_SKETCH || feature < s->feature[TEXT_SKETCH - 1])
				keep(s, feature);
		}
		last = keys->v[i];
	}
}

double text_sketch_likeness(const struct text_signature *x, const struct text_signature *y)
{
	unsigned i = 0, j = 0, either = 0, both = 0;
	while (either < TEXT_SKETCH && (i < x->n || j < y->n)) {
		if (i < x->n && j < y->n && x->feature[i] == y->feature[j]) {
			both++;
			i++;
			j++;
		} else if (j == y->n || (i < x->n && x->feature[i] < y->feature[j])) {
			i++;
		} else {
			j++;
		}
		either++;
	}
	return either ? (double)both / either : 0;
}

struct text_signature *text_signatures_push(struct arena *a, struct text_signatures *all)
{
	size_t segment = all->n >> TEXT_SEGMENT_BITS;
	if (segment == all->n_segments) {
		struct { struct text_signature **v; size_t n, cap; } list = { all->segment, all->n_segments, all->cap };
		*VEC_PUSH(a, &list) = arena_array(a, (size_t)1 << TEXT_SEGMENT_BITS, sizeof **all->segment);
		all->segment = list.v;
		all->n_segments = list.n;
		all->cap = list.cap;
	}
	return text_signature_at(all, all->n++);
}
