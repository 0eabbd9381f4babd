/*
 * What the engine sees in a text, word by word: the same steps as for a collection whose texts
 * are the text's sentences, kept apart so that they can be shown.
 */
#include "engine/text/text_internal.h"

#include "base/utf8.h"

#include <assert.h>

static_assert(TEXT_SEEN_PARTS == TEXT_PARTS_MAX, "all parts have room");

struct text_explainer {
	struct span text;
	struct span *sentences;
	size_t n, next;
	struct text_personal *personal;
	size_t n_personal, next_personal;
	struct text_corpus *corpus;
	struct text_parts *parts;
	struct text_stemmer *stemmer;
	struct arena *arena;
	struct text_seen_word **known; /* beside the corpus's forms: what was seen of each; NULL before */
};

struct text_explainer *text_explainer_new(struct arena *a, struct span text)
{
	struct text_explainer *e = arena_alloc(a, sizeof *e);
	struct text_options options = { .threads = 1, .seed = 1 };
	e->text = span_of(utf8_nfc(a, text));
	e->sentences = text_sentences(a, e->text, &e->n);
	e->personal = text_personal(a, e->text, &e->n_personal);
	const char **texts = arena_array(a, e->n, sizeof *texts);
	for (size_t i = 0; i < e->n; i++)
		texts[i] = arena_strndup(a, e->sentences[i].s, e->sentences[i].n);
	e->corpus = text_prepare(a, texts, e->n, &options);
	e->parts = text_parts_new(a, e->corpus);
	e->stemmer = text_stemmer_new(a);
	e->arena = a;
	e->known = arena_array(a, e->corpus->n_forms, sizeof *e->known);
	return e;
}

/* What a form of the collection is counted as: its role, spelling, stem and parts. */
static void see_form(const struct text_explainer *e, const struct text_form *form, struct text_seen_word *w)
{
	struct arena *a = e->arena;
	struct span word = form->text;
	size_t at = 0;
	uint32_t first = utf8_next(word, &at);
	unsigned flags = form->flags;
	bool english = 2 * form->english > form->count;
	w->folded = word.s;
	if (utf8_is_digit(first)) {
		w->role = TEXT_NUMBER;
		return;
	}
	if (flags & WORD_STOP) {
		w->role = TEXT_STOP;
		return;
	}
	bool name = text_parts_name(e->parts, word).s != NULL;
	w->role = name ? TEXT_PROPER : utf8_is_letter(first) ? TEXT_CONTENT : TEXT_SIGN;
	struct text_analysis seen = text_analyse(a, e->parts, e->stemmer, word, english);
	w->stem = seen.stem.s;
	w->n_parts = seen.n_parts;
	for (unsigned i = 0; i < seen.n_parts; i++)
		w->part[i] = seen.part[i].s;
	struct span spelled = text_spell(e->stemmer, word);
	if (!english && w->role != TEXT_PROPER && !span_eq(spelled, word))
		w->spelling = arena_strndup(a, spelled.s, spelled.n);
}

/* A word that is cut otherwise than in the collection (a very long one) is shown without what it counts as. */
static struct text_seen_word see_word(struct text_explainer *e, struct arena *a, struct span word)
{
	const char *folded = text_normal(a, word);
	uint32_t form = text_corpus_form(e->corpus, span_of(folded));
	if (form == TEXT_NONE)
		return (struct text_seen_word){ .folded = folded, .role = TEXT_SIGN };
	if (!e->known[form]) {
		e->known[form] = arena_alloc(e->arena, sizeof **e->known);
		see_form(e, &e->corpus->forms[form], e->known[form]);
	}
	return *e->known[form];
}

static void see_words(struct text_explainer *e, struct arena *a, struct text_seen *seen)
{
	VEC(struct text_seen_word) words = { 0 };
	struct span word;
	for (size_t at = 0; text_next_word(seen->sentence, &at, &word);) {
		struct text_seen_word w = see_word(e, a, word);
		if (!*w.folded)
			continue;
		w.at = (size_t)(word.s - seen->sentence.s);
		w.bytes = word.n;
		*VEC_PUSH(a, &words) = w;
	}
	seen->words = words.v;
	seen->n_words = words.n;
}

/* Both lists are in the order of the text. */
static void see_personal(struct text_explainer *e, struct arena *a, struct text_seen *seen)
{
	VEC(struct text_personal) found = { 0 };
	size_t from = (size_t)(seen->sentence.s - e->text.s), to = from + seen->sentence.n;
	for (; e->next_personal < e->n_personal && e->personal[e->next_personal].at < to; e->next_personal++) {
		struct text_personal p = e->personal[e->next_personal];
		if (p.at < from)
			continue;
		p.at -= from;
		p.bytes = p.at + p.bytes > seen->sentence.n ? seen->sentence.n - p.at : p.bytes;
		*VEC_PUSH(a, &found) = p;
	}
	seen->personal = found.v;
	seen->n_personal = found.n;
}

bool text_explain_next(struct text_explainer *e, struct arena *a, struct text_seen *seen)
{
	if (e->next == e->n)
		return false;
	*seen = (struct text_seen){ .sentence = e->sentences[e->next++] };
	seen->language = text_language(seen->sentence);
	see_words(e, a, seen);
	see_personal(e, a, seen);
	return true;
}

const char *text_role_code(enum text_role role)
{
	static const char *const codes[] = {
		[TEXT_CONTENT] = "content", [TEXT_STOP] = "stop", [TEXT_PROPER] = "name",
		[TEXT_NUMBER] = "number", [TEXT_SIGN] = "sign",
	};
	return codes[role];
}
