/* Plan documents as plain text and as Markdown. */
#include "outline_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static const enum outline_form forms[] = { OUTLINE_TEXT, OUTLINE_MARKDOWN };
	for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
		struct arena *a = arena_new();
		struct outline o;
		struct err err = { 0 };
		if (outline_read_bytes(a, (struct span){ (const char *)bytes, n }, "input.txt", forms[i], &o, &err))
			outline_check(a, &o);
		else if (!err.message[0])
			abort();
		arena_free(a);
	}
	return 0;
}
