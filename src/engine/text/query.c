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

static void add_word(struct text_query *q, struct span word, float weight)
{
	uint32_t form = text_corpus_form(q->space->corpus, word);
	const struct text_word *known = text_lexicon_find(word);
	if (form != TEXT_NONE)
		add_form(q, form, weight); /* nothing, for a stop word */
	else if (text_word_counts(word, known ? known->flags : 0))
		add_unknown(q, word, weight);
}

void text_query_add(struct text_query *q, struct span text, float weight)
{
	for (struct span rest = span_of(text_normal(q->scratch, text)); rest.n;)
		add_word(q, span_cut(&rest, ' '), weight);
	arena_reset(q->scratch);
}

static int compare_words(const void *a, const void *b)
{
	const struct span *x = a, *y = b;
	int order = memcmp(x->s, y->s, x->n < y->n ? x->n : y->n);
	return order ? order : (x->n > y->n) - (x->n < y->n);
}

void text_query_add_counted(struct text_query *q, const char *normal)
{
	VEC(struct span) words = { 0 };
	for (struct span rest = span_of(normal); rest.n;)
		*VEC_PUSH(q->scratch, &words) = span_cut(&rest, ' ');
	if (words.n)
		qsort(words.v, words.n, sizeof *words.v, compare_words);
	for (size_t i = 0, next; i < words.n; i = next) {
		for (next = i + 1; next < words.n && span_eq(words.v[i], words.v[next]);)
			next++;
		add_word(q, words.v[i], 1 + logf((float)(next - i)));
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

struct text_row text_row_of(struct arena *a, const struct text_space *s, size_t u, float *sum)
{
	const struct text_features *f = &s->features;
	struct text_row row = { 0 };
	size_t most = 0;
	for (size_t i = f->counts.at[u]; i < f->counts.at[u + 1]; i++)
		most += f->of_form.at[f->counts.column[i] + 1] - f->of_form.at[f->counts.column[i]];
	row.feature = arena_array(a, most, sizeof *row.feature);
	for (size_t i = f->counts.at[u]; i < f->counts.at[u + 1]; i++) {
		uint32_t form = f->counts.column[i];
		for (size_t k = f->of_form.at[form]; k < f->of_form.at[form + 1]; k++) {
			uint32_t feature = f->of_form.column[k];
			if (sum[feature] == 0)
				row.feature[row.n++] = feature;
			sum[feature] += f->scale[u] * f->counts.value[i] * f->of_form.value[k];
		}
	}
	row.value = arena_array(a, row.n, sizeof *row.value);
	for (size_t i = 0; i < row.n; i++) {
		row.value[i] = sum[row.feature[i]];
		sum[row.feature[i]] = 0;
	}
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
