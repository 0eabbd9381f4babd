/* Reading the texts once: what is equal is kept once, and words become numbers. */
#include "engine/text/text_internal.h"

#include "base/parallel.h"
#include "base/utf8.h"

#include <assert.h>

void text_progress(const struct text_options *options, const char *what, size_t done, size_t total)
{
	if (options->progress)
		options->progress(options->progress_arg, what, done, total);
}

/* Texts are normalised in blocks, so that only one block's normalised texts are held beside the
 * different ones. */
#define BLOCK (64 * TEXT_CHUNK)

struct block {
	const struct text_corpus *corpus;
	size_t from, to;
	struct arena *arena[BLOCK / TEXT_CHUNK];
	const char *normal[BLOCK];
};

static void normalise_chunk(void *arg, size_t chunk)
{
	struct block *b = arg;
	size_t n = b->to - b->from;
	for (size_t i = chunk * TEXT_CHUNK; i < text_chunk_end(chunk, n); i++)
		b->normal[i] = text_normal(b->arena[chunk], span_of(b->corpus->texts[b->from + i]));
}

/* While reading: vectors that grow, and the numbers of the different texts. */
struct reading {
	struct strmap *unique_numbers;
	VEC(uint32_t) first;
	VEC(uint32_t) copies;
	VEC(uint32_t) word;
	VEC(size_t) word_at;
	VEC(struct text_form) form;
};

static uint32_t form_number(struct text_corpus *c, struct reading *r, struct span word)
{
	bool added;
	int64_t *number = strmap_at(c->form_numbers, word, &added);
	if (added) {
		*number = (int64_t)r->form.n;
		VEC_PUSH(c->arena, &r->form)->text = (struct span){ arena_strndup(c->arena, word.s, word.n), word.n };
	}
	return (uint32_t)*number;
}

static void add_text(struct text_corpus *c, struct reading *r, size_t i, const char *normal)
{
	struct arena *a = c->arena;
	bool added;
	int64_t *number = strmap_at(r->unique_numbers, span_of(normal), &added);
	if (added) {
		*number = (int64_t)r->first.n;
		*VEC_PUSH(a, &r->first) = (uint32_t)i;
		*VEC_PUSH(a, &r->copies) = 0;
		*VEC_PUSH(a, &r->word_at) = r->word.n;
		for (struct span rest = span_of(normal); rest.n;)
			*VEC_PUSH(a, &r->word) = form_number(c, r, span_cut(&rest, ' '));
	}
	c->unique[i] = (uint32_t)*number;
	r->copies.v[*number]++;
}

static void read_texts(struct text_corpus *c, struct reading *r)
{
	struct arena *scratch = arena_new();
	struct block *b = arena_alloc(scratch, sizeof *b);
	b->corpus = c;
	for (size_t i = 0; i < ARRAY_LEN(b->arena); i++)
		b->arena[i] = arena_new();
	for (b->from = 0; b->from < c->n; b->from = b->to) {
		b->to = b->from + BLOCK < c->n ? b->from + BLOCK : c->n;
		parallel(c->options.threads, text_chunks(b->to - b->from), normalise_chunk, b);
		for (size_t i = b->from; i < b->to; i++)
			add_text(c, r, i, b->normal[i - b->from]);
		for (size_t i = 0; i < ARRAY_LEN(b->arena); i++)
			arena_reset(b->arena[i]);
		text_progress(&c->options, "texts read", b->to, c->n);
	}
	for (size_t i = 0; i < ARRAY_LEN(b->arena); i++)
		arena_free(b->arena[i]);
	arena_free(scratch);
}

/* ---- Languages ---- */

struct telling {
	const struct text_corpus *corpus;
	struct text_clue *clue; /* beside the forms */
	struct text_language_guess *guess; /* beside the uniques */
};

static void find_clues(void *arg, size_t chunk)
{
	struct telling *t = arg;
	for (size_t f = chunk * TEXT_CHUNK; f < text_chunk_end(chunk, t->corpus->n_forms); f++)
		t->clue[f] = text_language_clue(t->corpus->forms[f].text);
}

static void weigh_clues(void *arg, size_t chunk)
{
	struct telling *t = arg;
	const struct text_corpus *c = t->corpus;
	for (size_t u = chunk * TEXT_CHUNK; u < text_chunk_end(chunk, c->n_unique); u++) {
		struct text_clues sum = { 0 };
		for (size_t i = c->word_at[u]; i < c->word_at[u + 1]; i++)
			text_language_add(&sum, &t->clue[c->word[i]]);
		t->guess[u] = text_language_decide(&sum);
	}
}

static void tell_languages(struct text_corpus *c)
{
	struct arena *scratch = arena_new();
	struct telling t = { c, arena_array(scratch, c->n_forms, sizeof *t.clue),
	                     arena_array(scratch, c->n_unique, sizeof *t.guess) };
	parallel(c->options.threads, text_chunks(c->n_forms), find_clues, &t);
	parallel(c->options.threads, text_chunks(c->n_unique), weigh_clues, &t);
	c->language = arena_array(c->arena, c->n, sizeof *c->language);
	for (size_t i = 0; i < c->n; i++)
		c->language[i] = t.guess[c->unique[i]];
	arena_free(scratch);
}

/* ---- The corpus ---- */

/* Counts the forms and notes what the lists say of them. */
static void describe_forms(struct text_corpus *c)
{
	for (size_t u = 0; u < c->n_unique; u++) {
		bool english = c->language[c->first[u]].language == TEXT_EN;
		for (size_t i = c->word_at[u]; i < c->word_at[u + 1]; i++) {
			c->forms[c->word[i]].count++;
			c->forms[c->word[i]].english += english;
		}
	}
	for (size_t f = 0; f < c->n_forms; f++) {
		struct text_form *form = &c->forms[f];
		const struct text_word *known = text_lexicon_find(form->text);
		form->flags = known ? known->flags : 0;
		if (form->flags & WORD_STOP_ENGLISH && 2 * form->english > form->count)
			form->flags |= WORD_STOP;
	}
}

/* An array even where there is nothing, so that offsets can be added to it. */
static void *some(struct arena *a, void *v)
{
	return v ? v : arena_alloc(a, 0);
}

static void take_vectors(struct text_corpus *c, struct reading *r)
{
	c->n_unique = r->first.n;
	c->first = some(c->arena, r->first.v);
	c->copies = some(c->arena, r->copies.v);
	*VEC_PUSH(c->arena, &r->word_at) = r->word.n;
	c->word_at = r->word_at.v;
	c->word = some(c->arena, r->word.v);
	c->n_forms = r->form.n;
	c->forms = some(c->arena, r->form.v);
}

struct text_corpus *text_prepare(struct arena *a, const char *const *texts, size_t n,
                                 const struct text_options *options)
{
	assert(n < TEXT_NONE);
	struct text_corpus *c = arena_alloc(a, sizeof *c);
	c->arena = a;
	c->options = *options;
	c->texts = texts;
	c->n = n;
	c->unique = arena_array(a, n, sizeof *c->unique);
	c->form_numbers = strmap_new(a);
	struct reading r = { .unique_numbers = strmap_new(a) };
	read_texts(c, &r);
	take_vectors(c, &r);
	text_order(c);
	tell_languages(c);
	describe_forms(c);
	text_find_names(c);
	return c;
}

const struct text_language_guess *text_languages(const struct text_corpus *corpus)
{
	return corpus->language;
}

uint32_t text_corpus_form(const struct text_corpus *corpus, struct span word)
{
	const int64_t *number = strmap_find(corpus->form_numbers, word);
	return number ? (uint32_t)*number : TEXT_NONE;
}
