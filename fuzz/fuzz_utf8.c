/* Text of unknown encoding: what comes out is valid UTF-8, whatever went in. */
#include "base/utf8.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void check_text(struct arena *a, const char *text)
{
	struct span s = span_of(text);
	assert(utf8_valid(s, NULL));
	assert(utf8_valid(span_of(utf8_fold(a, s)), NULL));
	const char *composed = utf8_nfc(a, s);
	assert(utf8_valid(span_of(composed), NULL));
	assert(str_eq(utf8_nfc(a, span_of(composed)), composed));
	const char *cut = utf8_shorten(a, s, 20);
	assert(utf8_valid(span_of(cut), NULL) && utf8_length(span_of(cut)) <= 21);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new();
	struct span s = { (const char *)bytes, n };
	struct err err = { 0 };
	const char *encoding = NULL;
	char *text = utf8_from_file_bytes(a, s, &encoding, &err);
	assert((text != NULL) == (err.kind == ERR_NONE));
	if (text)
		check_text(a, text);

	/* The bytes as they are: every function takes what is not valid, too. */
	size_t points = 0;
	for (size_t at = 0, before = 0; at < n; points++, before = at) {
		utf8_next(s, &at);
		assert(at > before && at <= n);
	}
	assert(points == utf8_length(s));
	assert(utf8_valid(span_of(utf8_fold(a, s)), NULL));
	arena_free(a);
	return 0;
}
