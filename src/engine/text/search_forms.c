/*
 * Forms taken apart: what they mean (stems, and the parts of compounds) and how they look
 * (character n-grams). Forms are taken apart when they first appear; when there are twice as
 * many as when parts were learnt, all of them are taken apart anew.
 */
#include "engine/text/search_internal.h"

#include "base/parallel.h"
#include "base/utf8.h"

#include <math.h>

#define GRAM 3 /* letters */
#define BLOCK (16 * TEXT_CHUNK)

/* ---- Words ---- */

static bool is_number(struct span word)
{
	size_t at = 0;
	return utf8_is_digit(utf8_next(word, &at));
}

static const char *join(struct arena *a, const char *const *part, unsigned n)
{
	const char *joined = part[0];
	for (unsigned i = 1; i < n; i++)
		joined = arena_printf(a, "%s+%s", joined, part[i]);
	return joined;
}

struct search_concepts search_take_apart(struct arena *a, const struct text_parts *parts,
                                         struct text_stemmer *stemmer, struct span word)
{
	struct search_concepts c = { 0 };
	struct span found[TEXT_PARTS_MAX] = { { NULL, 0 } };
	if (!is_number(word)) {
		struct span spelled = text_spell(stemmer, word);
		word = (struct span){ arena_strndup(a, spelled.s, spelled.n), spelled.n };
		c.n_parts = text_parts_split(parts, word, stemmer, found);
		/* A first part that is not known is left out of them. */
		c.complete = c.n_parts > 1 && found[0].s == word.s;
	}
	if (c.n_parts > 0 && found[0].s > word.s) {
		c.head = (struct span){ word.s, (size_t)(found[0].s - word.s) };
		c.tail = (struct span){ found[0].s, word.n - c.head.n };
	}
	for (unsigned i = 0; i < c.n_parts; i++) {
		struct span stem = text_stem(stemmer, found[i], false);
		c.part[i] = arena_strndup(a, stem.s, stem.n);
	}
	/* By their parts "kollektivtilbud" and "kollektivtilbod" are the same word. */
	struct span stem = is_number(word) ? word : text_stem(stemmer, word, false);
	c.whole = c.complete ? join(a, c.part, c.n_parts) : arena_strndup(a, stem.s, stem.n);
	return c;
}

uint64_t *search_grams(struct arena *a, struct span word, size_t *n)
{
	uint64_t *grams = arena_array(a, word.n + 1, sizeof *grams), last = ' ';
	size_t letters = 1;
	*n = 0;
	for (size_t at = 0; at <= word.n; letters++) {
		uint64_t c = ' ';
		if (at < word.n)
			c = utf8_next(word, &at);
		else
			at++;
		last = (last << 21 | c) & ((UINT64_C(1) << 21 * GRAM) - 1);
		if (letters + 1 >= GRAM)
			grams[(*n)++] = last;
	}
	return grams;
}

uint32_t search_letter_set(struct span word)
{
	uint32_t set = 0;
	for (size_t at = 0; at < word.n;)
		set |= UINT32_C(1) << utf8_next(word, &at) % 32;
	return set;
}

/* ---- Numbering ---- */

static uint32_t number_in(struct strmap *numbers, struct span key, size_t *n)
{
	bool added;
	int64_t *number = strmap_at(numbers, key, &added);
	if (added)
		*number = (int64_t)(*n)++;
	return (uint32_t)*number;
}

static uint32_t concept_number(struct search_index *x, const char *text)
{
	size_t n = x->concepts.n;
	uint32_t number = number_in(x->concept_numbers, span_of(text), &n);
	if (n > x->concepts.n)
		VEC_PUSH(x->apart, &x->concepts);
	return number;
}

static struct span gram_key(const uint64_t *gram)
{
	return (struct span){ (const char *)gram, sizeof *gram };
}

static struct search_gram *gram_at(struct search_index *x, uint64_t gram)
{
	size_t n = x->grams.n;
	uint32_t number = number_in(x->gram_numbers, gram_key(&gram), &n);
	if (n > x->grams.n)
		VEC_PUSH(x->apart, &x->grams);
	return &x->grams.v[number];
}

uint32_t search_concept_find(const struct search_index *x, const char *concept)
{
	const int64_t *number = strmap_find(x->concept_numbers, span_of(concept));
	return number ? (uint32_t)*number : TEXT_NONE;
}

uint32_t search_form_find(const struct search_index *x, struct span text)
{
	return text_corpus_form(&x->known, text);
}

const struct search_gram *search_gram_find(const struct search_index *x, uint64_t key)
{
	const int64_t *number = strmap_find(x->gram_numbers, gram_key(&key));
	return number ? &x->grams.v[*number] : NULL;
}

/* ---- Taking apart what is new ---- */

struct block {
	const struct search_index *index;
	size_t from, n;
	struct arena *arena[BLOCK / TEXT_CHUNK];
	struct search_concepts concepts[BLOCK];
};

static void take_apart_chunk(void *arg, size_t chunk)
{
	struct block *b = arg;
	struct arena *a = b->arena[chunk];
	struct text_stemmer *stemmer = text_stemmer_new(a);
	for (size_t i = chunk * TEXT_CHUNK; i < text_chunk_end(chunk, b->n); i++) {
		const struct text_form *form = &b->index->texts.v[b->from + i];
		if (!(form->flags & WORD_STOP))
			b->concepts[i] = search_take_apart(a, b->index->parts, stemmer, form->text);
	}
}

static void number_form(struct search_index *x, struct arena *scratch, uint32_t number, const struct search_concepts *c)
{
	struct search_form *form = &x->forms.v[number];
	const struct text_form *text = &x->texts.v[number];
	form->letters = (uint32_t)utf8_length(text->text);
	form->letter_set = search_letter_set(text->text);
	if (text->flags & WORD_STOP)
		return;
	form->concept = concept_number(x, c->whole);
	*VEC_PUSH(x->apart, &x->concepts.v[form->concept].whole) = number;
	for (unsigned i = 0; i < c->n_parts; i++) {
		uint32_t part = concept_number(x, c->part[i]);
		*VEC_PUSH(x->apart, &x->concepts.v[part].part) = number;
	}
	size_t n;
	const uint64_t *grams = search_grams(scratch, text->text, &n);
	for (size_t i = 0; i < n; i++) {
		struct search_gram *gram = gram_at(x, grams[i]);
		*VEC_PUSH(x->apart, &gram->forms) = number;
	}
}

static void take_apart(struct search_index *x)
{
	struct arena *scratch = arena_new();
	struct block *b = arena_alloc(scratch, sizeof *b);
	for (size_t i = 0; i < ARRAY_LEN(b->arena); i++)
		b->arena[i] = arena_new();
	b->index = x;
	for (b->from = x->n_apart; b->from < x->forms.n; b->from += b->n) {
		b->n = x->forms.n - b->from < BLOCK ? x->forms.n - b->from : BLOCK;
		parallel(x->threads, text_chunks(b->n), take_apart_chunk, b);
		for (size_t i = 0; i < b->n; i++)
			number_form(x, b->arena[i / TEXT_CHUNK], (uint32_t)(b->from + i), &b->concepts[i]);
		for (size_t i = 0; i < ARRAY_LEN(b->arena); i++)
			arena_reset(b->arena[i]);
	}
	for (size_t i = 0; i < ARRAY_LEN(b->arena); i++)
		arena_free(b->arena[i]);
	arena_free(scratch);
	x->n_apart = x->forms.n;
}

static void free_apart(void *arg)
{
	struct search_index *x = arg;
	arena_free(x->apart);
}

static void learn(struct search_index *x)
{
	if (x->apart)
		arena_reset(x->apart);
	else {
		x->apart = arena_new();
		arena_defer(x->arena, free_apart, x);
	}
	x->n_apart = 0;
	x->n_learnt = x->forms.n;
	x->parts = text_parts_new(x->apart, &x->known);
	x->concept_numbers = strmap_new(x->apart);
	x->gram_numbers = strmap_new(x->apart);
	memset(&x->concepts, 0, sizeof x->concepts);
	memset(&x->grams, 0, sizeof x->grams);
}

/* An n-gram tells more the fewer documents it stands in; those of its forms are added up. */
static void weigh_grams(struct search_index *x)
{
	for (size_t f = 0; f < x->forms.n; f++)
		x->forms.v[f].norm = 0;
	for (size_t g = 0; g < x->grams.n; g++) {
		struct search_gram *gram = &x->grams.v[g];
		double documents = 0;
		for (size_t i = 0; i < gram->forms.n; i++)
			documents += x->forms.v[gram->forms.v[i]].documents;
		gram->idf = (float)log(1 + (double)x->n_live / (1 + documents));
		for (size_t i = 0; i < gram->forms.n; i++)
			x->forms.v[gram->forms.v[i]].norm += gram->idf * gram->idf;
	}
	for (size_t f = 0; f < x->forms.n; f++)
		x->forms.v[f].norm = sqrtf(x->forms.v[f].norm);
}

void search_forms_update(struct search_index *x)
{
	x->known.forms = x->texts.v;
	x->known.n_forms = x->texts.n;
	if (!x->apart || x->forms.n > 2 * x->n_learnt)
		learn(x);
	take_apart(x);
	weigh_grams(x);
}
