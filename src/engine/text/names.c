/*
 * Which words of a collection are names: those in no list that are written with a capital letter
 * within sentences more often than with a small one. Names are not cut into parts nor brought
 * together with other words by their stems: "Sandvika" is neither sand nor a bay.
 */
#include "engine/text/text_internal.h"

#include "base/parallel.h"
#include "base/utf8.h"

struct counting {
	struct text_corpus *corpus;
	uint32_t *within; /* beside the forms: with a capital, behind another word of the sentence */
	uint32_t *first;  /* with a capital, first in the sentence or line: says nothing */
};

/* What may stand between two words of one sentence. */
static bool is_within(struct span between)
{
	static const char *const quotes[] = { " \"", " «", " (", " “", " '" };
	if (span_is(between, " ") || span_is(between, ", ") || span_is(between, "-") || span_is(between, "/"))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(quotes); i++)
		if (span_is(between, quotes[i]))
			return true;
	return false;
}

/* "Oslo" has a capital letter; "OSLO" may stand in a text of capitals. */
static bool is_capitalised(struct span word)
{
	unsigned char c = (unsigned char)word.s[0];
	if ((c < 'A' || c > 'Z') && c < 0x80)
		return false;
	size_t at = 0;
	bool first = utf8_is_upper(utf8_next(word, &at));
	return first && at < word.n && !utf8_is_upper(utf8_next(word, &at));
}

static void count_word(struct counting *c, struct arena *a, struct span word, bool within)
{
	uint32_t form = text_corpus_form(c->corpus, span_of(text_normal(a, word)));
	if (form != TEXT_NONE) /* a sum does not depend on the order */
		__atomic_fetch_add(within ? &c->within[form] : &c->first[form], 1, __ATOMIC_RELAXED);
}

static void count_chunk(void *arg, size_t chunk)
{
	struct counting *c = arg;
	struct arena *a = arena_new();
	for (size_t u = chunk * TEXT_CHUNK; u < text_chunk_end(chunk, c->corpus->n_unique); u++) {
		struct span text = span_of(c->corpus->texts[c->corpus->first[u]]), word;
		const char *end = NULL; /* of the word before */
		for (size_t at = 0; text_next_word(text, &at, &word); end = word.s + word.n)
			if (is_capitalised(word))
				count_word(c, a, word, end && is_within((struct span){ end, (size_t)(word.s - end) }));
		arena_reset(a);
	}
	arena_free(a);
}

void text_find_names(struct text_corpus *corpus)
{
	struct arena *scratch = arena_new();
	struct counting c = { corpus, arena_array(scratch, corpus->n_forms, sizeof *c.within),
	                      arena_array(scratch, corpus->n_forms, sizeof *c.first) };
	parallel(corpus->options.threads, text_chunks(corpus->n_unique), count_chunk, &c);
	for (size_t f = 0; f < corpus->n_forms; f++) {
		struct text_form *form = &corpus->forms[f];
		size_t capital = (size_t)c.within[f] + c.first[f];
		size_t small = form->count > capital ? form->count - capital : 0;
		if (c.within[f] > small && !text_lexicon_find(form->text))
			form->flags |= WORD_NAME;
	}
	arena_free(scratch);
}
