/* Explaining a text: any bytes, as one text of many sentences. */
#include "base/utf8.h"
#include "engine/text/text.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void check_word(const struct text_seen *seen, const struct text_seen_word *w, size_t from)
{
	check(w->at >= from && w->bytes > 0 && w->at + w->bytes <= seen->sentence.n);
	check(*w->folded && text_role_code(w->role));
	check(!w->stem || *w->stem);
	for (unsigned i = 0; i < w->n_parts; i++)
		check(*w->part[i]);
	check(w->role == TEXT_CONTENT || w->n_parts == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new();
	struct span text = { (const char *)bytes, strnlen((const char *)bytes, n < 20000 ? n : 20000) };
	struct text_explainer *e = text_explainer_new(a, text);
	const char *from = NULL;
	for (struct text_seen seen; text_explain_next(e, a, &seen);) {
		check(seen.sentence.n > 0 && (!from || seen.sentence.s >= from));
		from = seen.sentence.s + seen.sentence.n;
		check(utf8_valid(seen.sentence, NULL));
		check(text_language_code(seen.language.language) && seen.language.confidence >= 0);
		for (size_t i = 0; i < seen.n_words; i++)
			check_word(&seen, &seen.words[i], i ? seen.words[i - 1].at + seen.words[i - 1].bytes : 0);
		for (size_t i = 0; i < seen.n_personal; i++)
			check(seen.personal[i].bytes > 0 && seen.personal[i].at + seen.personal[i].bytes <= seen.sentence.n
			      && text_personal_code(seen.personal[i].kind));
	}
	arena_free(a);
	return 0;
}
