/* Plan documents as plain text and as Markdown. */
#include "outline_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

/* Any sentence may be a demand: its length tells. */
static enum outline_demand demand(void *arg, struct span sentence)
{
	(void)arg;
	return (enum outline_demand)(sentence.n % 3);
}

static const char *addressee(void *arg, struct span text)
{
	(void)arg;
	return text.n % 2 ? "eu" : "";
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const enum outline_form forms[] = { OUTLINE_TEXT, OUTLINE_MARKDOWN };
	for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
		struct arena *a = arena_new();
		struct outline o;
		struct err err = { 0 };
		static const struct outline_judge judge = { demand, addressee, NULL };
		if (outline_read_judged(a, (struct span){ (const char *)bytes, n }, "input.txt", forms[i], &judge, &o, &err))
			outline_check(a, &o);
		else if (!err.message[0])
			abort();
		arena_free(a);
	}
	return 0;
}
