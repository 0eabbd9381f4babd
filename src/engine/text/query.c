/* Texts outside the corpus (plan nodes, single sentences) in the corpus' features. */
#include "engine/text/text_internal.h"

#include <math.h>

struct term {
	uint32_t feature;
	float value;
};

struct text_query {
	struct arena *arena, *scratch;
	const struct text_space *space;
	struct text_stemmer *stemmer;
	VEC(struct term) terms;
};

static void free_scratch(void *arg)
{
	arena_free(arg);
}

struct text_query *text_query_new(struct arena *a, const struct text_space *space)
{
	struct text_query *q = arena_alloc(a, sizeof *q);
	*q = (struct text_query){ .arena = a, .scratch = arena_new(), .space = space, .stemmer = text_stemmer_new(a) };
	arena_defer(a, free_scratch, q->scratch);
	return q;
}

static void add_term(struct text_query *q, uint32_t feature, float value)
{
	*VEC_PUSH(q->arena, &q->terms) = (struct term){ feature, value };
}

static void add_form(struct text_query *q, uint32_t form, float weight)
{
	const struct text_sparse *m = &q->space->features.of_form;
	for (size_t k = m->at[form]; k < m->at[form + 1]; k++)
		add_term(q, m->column[k], weight * m->value[k]);
}

static void add_unknown(struct text_query *q, struct span word, float weight)
{
	const struct text_features *f = &q->space->features;
	struct text_analysis w = text_analyse(q->scratch, q->space->parts, q->stemmer, word, false);
	for (size_t i = 0; i < w.n_raw; i++) {
		uint32_t feature = text_feature_find(f->table, w.raw[i].key);
		if (feature != TEXT_NONE)
			add_term(q, feature, weight * w.raw[i].weight * f->idf[feature]);
	}
}

void text_query_add(struct text_query *q, struct span text, float weight)
{
	for (struct span rest = span_of(text_normal(q->scratch, text)); rest.n;) {
		struct span word = span_cut(&rest, ' ');
		uint32_t form = text_corpus_form(q->space->corpus, word);
		const struct text_word *known = text_lexicon_find(word);
		if (form != TEXT_NONE)
			add_form(q, form, weight); /* nothing, for a stop word */
		else if (text_word_counts(word, known ? known->flags : 0))
			add_unknown(q, word, weight);
	}
	arena_reset(q->scratch);
}

static int compare_terms(const void *a, const void *b)
{
	const struct term *x = a, *y = b;
	if (x->feature != y->feature)
		return x->feature > y->feature ? 1 : -1;
	return (x->value > y->value) - (x->value < y->value);
}

struct text_row text_query_row(struct text_query *q, struct arena *a)
{
	struct text_row row = { arena_array(a, q->terms.n, sizeof *row.feature), arena_array(a, q->terms.n, sizeof *row.value), 0 };
	/* Equal terms are sorted too, so that they are added in the same order every time. */
	if (q->terms.n)
		qsort(q->terms.v, q->terms.n, sizeof *q->terms.v, compare_terms);
	for (size_t i = 0; i < q->terms.n; i++) {
		if (row.n == 0 || row.feature[row.n - 1] != q->terms.v[i].feature)
			row.feature[row.n++] = q->terms.v[i].feature;
		row.value[row.n - 1] += q->terms.v[i].value;
	}
	q->terms.n = 0;
	text_normalise(row.value, row.n);
	return row;
}

float text_row_dot(const struct text_row *x, const struct text_row *y)
{
	float sum = 0;
	for (size_t i = 0, j = 0; i < x->n && j < y->n;) {
		if (x->feature[i] == y->feature[j])
			sum += x->value[i++] * y->value[j++];
		else if (x->feature[i] < y->feature[j])
			i++;
		else
			j++;
	}
	return sum;
}
