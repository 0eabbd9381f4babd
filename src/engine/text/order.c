/*
 * An order of the different texts and of the words that follows from what they are, not from where
 * they stood in the input: samples are drawn and sums are added up in this order, so that the same
 * texts in another order give the same result to the bit.
 */
#include "engine/text/text_internal.h"

#include "base/hash.h"

#include <stdlib.h>

struct place {
	uint64_t key; /* of the words, in their order */
	uint32_t unique;
};

/* By key; where two texts have the same, by their words. */
static int compare_places(const void *a, const void *b, void *corpus)
{
	const struct place *x = a, *y = b;
	const struct text_corpus *c = corpus;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	const uint32_t *p = c->word + c->word_at[x->unique], *q = c->word + c->word_at[y->unique];
	size_t n = c->word_at[x->unique + 1] - c->word_at[x->unique], m = c->word_at[y->unique + 1] - c->word_at[y->unique];
	for (size_t i = 0; i < n && i < m; i++) {
		struct span s = c->forms[p[i]].text, t = c->forms[q[i]].text;
		int order = strcmp(s.s, t.s);
		if (order)
			return order;
	}
	return (n > m) - (n < m);
}

static struct place *sort_places(struct arena *a, const struct text_corpus *c)
{
	struct place *place = arena_array(a, c->n_unique, sizeof *place);
	uint64_t *hash = arena_array(a, c->n_forms, sizeof *hash);
	for (size_t f = 0; f < c->n_forms; f++)
		hash[f] = hash_bytes(c->forms[f].text.s, c->forms[f].text.n, 5);
	for (size_t u = 0; u < c->n_unique; u++) {
		uint64_t key = 0;
		for (size_t i = c->word_at[u]; i < c->word_at[u + 1]; i++)
			key = hash_u64(key ^ hash[c->word[i]]);
		place[u] = (struct place){ key, (uint32_t)u };
	}
	qsort_r(place, c->n_unique, sizeof *place, compare_places, (void *)(uintptr_t)c);
	return place;
}

/* Numbers the forms as they appear in the texts' new order. */
static void renumber_forms(struct arena *a, struct text_corpus *c)
{
	uint32_t *number = arena_array(a, c->n_forms, sizeof *number), n = 0; /* 1 + the new number, by the old one */
	struct text_form *forms = arena_array(c->arena, c->n_forms, sizeof *forms);
	for (size_t i = 0; i < c->word_at[c->n_unique]; i++) {
		uint32_t *f = &c->word[i];
		if (!number[*f]) {
			forms[n] = c->forms[*f];
			number[*f] = ++n;
			*strmap_at(c->form_numbers, forms[n - 1].text, NULL) = n - 1;
		}
		*f = number[*f] - 1;
	}
	c->forms = forms;
}

void text_order(struct text_corpus *c)
{
	struct arena *scratch = arena_new();
	struct place *place = sort_places(scratch, c);
	uint32_t *number = arena_array(scratch, c->n_unique, sizeof *number); /* the new one, by the old one */
	uint32_t *first = arena_array(c->arena, c->n_unique, sizeof *first);
	uint32_t *copies = arena_array(c->arena, c->n_unique, sizeof *copies);
	size_t *word_at = arena_array(c->arena, c->n_unique + 1, sizeof *word_at);
	uint32_t *word = arena_array(c->arena, c->word_at[c->n_unique], sizeof *word);
	for (size_t u = 0; u < c->n_unique; u++) {
		uint32_t old = place[u].unique;
		size_t n = c->word_at[old + 1] - c->word_at[old];
		number[old] = (uint32_t)u;
		first[u] = c->first[old];
		copies[u] = c->copies[old];
		word_at[u + 1] = word_at[u] + n;
		memcpy(word + word_at[u], c->word + c->word_at[old], n * sizeof *word);
	}
	for (size_t i = 0; i < c->n; i++)
		c->unique[i] = number[c->unique[i]];
	c->first = first;
	c->copies = copies;
	c->word_at = word_at;
	c->word = word;
	renumber_forms(scratch, c);
	arena_free(scratch);
}
