/*
 * Latent semantic analysis (Deerwester et al. 1990): each text gets a place in a hundred
 * dimensions, the leading eigenvectors of the weighted matrix of cosines between texts. The
 * matrix is only ever multiplied with, never formed.
 *
 * In a large collection the axes are found on a sample of the texts, and all are folded in: a text's
 * place follows from its features by the same product that gave the sample theirs. The time is then
 * linear in the number of texts with a small factor, and the axes of 16,384 texts differ little from
 * those of a million.
 */
#include "engine/text/text_internal.h"

#include "base/random.h"

#include <math.h>

enum {
	DIMENSIONS = 100,
	BLOCK_WIDTH = 32, /* vectors that are multiplied at a time, which bounds the memory */
	ITERATIONS = 2,
	SAMPLE = 16384,
};

/* Some or all of the texts as rows of words, and of the features of these words. */
struct view {
	size_t n;
	struct text_sparse counts, counts_t;   /* texts × forms */
	struct text_sparse of_form, of_form_t; /* forms × features; empty rows for forms not in sight */
	const float *factor; /* beside the texts: scale times the root of the weight */
	struct text_outside outside;
	unsigned threads;
};

/* ---- A sample ---- */

static int compare_numbers(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

/* SAMPLE of n numbers, rising. */
static uint32_t *draw(struct arena *a, size_t n, uint64_t seed)
{
	struct random r = random_seeded(seed);
	uint32_t *number = arena_array(a, n, sizeof *number);
	for (size_t i = 0; i < n; i++)
		number[i] = (uint32_t)i;
	for (size_t i = 0; i < SAMPLE; i++) {
		size_t j = i + random_below(&r, n - i);
		uint32_t swapped = number[i];
		number[i] = number[j];
		number[j] = swapped;
	}
	qsort(number, SAMPLE, sizeof *number, compare_numbers);
	return number;
}

/* The rows of m that are named, in that order. */
static struct text_sparse pick_rows(struct arena *a, const struct text_sparse *m, const uint32_t *row, size_t n)
{
	struct text_sparse p = { .rows = n, .columns = m->columns, .at = arena_array(a, n + 1, sizeof *p.at) };
	for (size_t i = 0; i < n; i++)
		p.at[i + 1] = p.at[i] + m->at[row[i] + 1] - m->at[row[i]];
	p.column = arena_array(a, p.at[n], sizeof *p.column);
	p.value = arena_array(a, p.at[n], sizeof *p.value);
	for (size_t i = 0; i < n; i++) {
		size_t from = m->at[row[i]], length = p.at[i + 1] - p.at[i];
		memcpy(p.column + p.at[i], m->column + from, length * sizeof *p.column);
		memcpy(p.value + p.at[i], m->value + from, length * sizeof *p.value);
	}
	return p;
}

/* m with those rows emptied that are empty in `seen`. */
static struct text_sparse keep_rows(struct arena *a, const struct text_sparse *m, const struct text_sparse *seen)
{
	struct text_sparse k = { .rows = m->rows, .columns = m->columns, .at = arena_array(a, m->rows + 1, sizeof *k.at) };
	for (size_t r = 0; r < m->rows; r++)
		k.at[r + 1] = k.at[r] + (seen->at[r + 1] > seen->at[r] ? m->at[r + 1] - m->at[r] : 0);
	k.column = arena_array(a, k.at[m->rows], sizeof *k.column);
	k.value = arena_array(a, k.at[m->rows], sizeof *k.value);
	for (size_t r = 0; r < m->rows; r++) {
		memcpy(k.column + k.at[r], m->column + m->at[r], (k.at[r + 1] - k.at[r]) * sizeof *k.column);
		memcpy(k.value + k.at[r], m->value + m->at[r], (k.at[r + 1] - k.at[r]) * sizeof *k.value);
	}
	return k;
}

static struct view sample_of(struct arena *a, const struct view *all, uint64_t seed)
{
	uint32_t *row = draw(a, all->n, seed);
	float *factor = arena_array(a, SAMPLE, sizeof *factor);
	for (size_t i = 0; i < SAMPLE; i++)
		factor[i] = all->factor[row[i]];
	struct view v = { .n = SAMPLE, .factor = factor, .threads = all->threads,
	                  .outside = text_outside_pick(a, &all->outside, row, SAMPLE) };
	v.counts = pick_rows(a, &all->counts, row, SAMPLE);
	v.counts_t = text_sparse_transpose(a, &v.counts);
	v.of_form = keep_rows(a, &all->of_form, &v.counts_t);
	v.of_form_t = text_sparse_transpose(a, &v.of_form);
	return v;
}

/* ---- Multiplying ---- */

/* Room for a block of vectors on the way from texts to texts. */
struct room {
	float *from, *forms, *features, *to;
};

static struct room make_room(struct arena *a, const struct view *from, const struct view *to)
{
	return (struct room){
		arena_array(a, from->n * BLOCK_WIDTH, sizeof(float)), arena_array(a, to->of_form.rows * BLOCK_WIDTH, sizeof(float)),
		arena_array(a, to->of_form.columns * BLOCK_WIDTH, sizeof(float)), arena_array(a, to->n * BLOCK_WIDTH, sizeof(float)) };
}

/* out = D·C·F·F'·C'·D · in, where C are counts, F features of forms and D the factors, the right half
 * those of `from` and the left half those of `to`; mixed with vectors from outside where there are any. */
static void multiply(const struct view *from, const struct view *to, const float *in, float *out, size_t width)
{
	struct arena *scratch = arena_new();
	struct room r = make_room(scratch, from, to);
	unsigned threads = from->threads;
	for (size_t column = 0; column < width; column += BLOCK_WIDTH) {
		size_t w = width - column < BLOCK_WIDTH ? width - column : BLOCK_WIDTH;
		for (size_t u = 0; u < from->n; u++)
			for (size_t j = 0; j < w; j++)
				r.from[u * w + j] = from->factor[u] * in[u * width + column + j];
		text_sparse_multiply(&from->counts_t, r.from, r.forms, w, threads);
		text_sparse_multiply(&from->of_form_t, r.forms, r.features, w, threads);
		text_sparse_multiply(&to->of_form, r.features, r.forms, w, threads);
		text_sparse_multiply(&to->counts, r.forms, r.to, w, threads);
		for (size_t u = 0; u < to->n; u++)
			for (size_t j = 0; j < w; j++)
				out[u * width + column + j] = to->factor[u] * r.to[u * w + j];
		text_outside_mix(&from->outside, &to->outside, in, out, width, column, w, threads);
	}
	arena_free(scratch);
}

static void apply(const void *arg, const float *in, float *out, size_t width)
{
	const struct view *v = arg;
	multiply(v, v, in, out, width);
}

/* ---- Places ---- */

/* With eigenvectors U and values λ of the sample's matrix A·A', a text's row a is at a·A'·U·λ^-½: for
 * a text of the sample this is its row of U·λ^½. */
static struct text_eigen fold_in(struct arena *a, const struct view *sample, const struct view *all,
                                 const struct text_eigen *e)
{
	struct text_eigen place = { all->n, e->width, arena_array(a, all->n * e->width, sizeof(float)), e->value };
	for (size_t j = 0; j < e->width; j++) {
		float factor = e->value[j] > 0 ? (float)(1 / sqrt(e->value[j])) : 0;
		for (size_t u = 0; u < e->n; u++)
			e->vector[u * e->width + j] *= factor;
	}
	multiply(sample, all, e->vector, place.vector, e->width);
	return place;
}

struct text_eigen text_latent_places(struct arena *a, const struct text_space *s)
{
	const struct text_corpus *c = s->corpus;
	const struct text_features *f = &s->features;
	struct arena *scratch = arena_new();
	float *factor = arena_array(scratch, c->n_unique, sizeof *factor);
	for (size_t u = 0; u < c->n_unique; u++)
		factor[u] = f->scale[u] * sqrtf(s->weight[u]);
	struct view all = { c->n_unique, f->counts, f->counts_t, f->of_form, f->of_form_t, factor,
	                    text_outside_new(scratch, c, s->weight), c->options.threads };
	struct view sample = all.n > SAMPLE ? sample_of(scratch, &all, c->options.seed + 4) : all;
	struct text_operator op = { sample.n, apply, &sample, c->options.threads };
	text_outside_balance(&sample.outside, &op, c->options.seed);
	all.outside.vectors = sample.outside.vectors;
	struct text_eigen e = text_eigen_leading(a, &op, DIMENSIONS, ITERATIONS, c->options.seed);
	if (sample.n < all.n)
		e = fold_in(a, &sample, &all, &e);
	else
		for (size_t u = 0; u < e.n; u++)
			for (size_t j = 0; j < e.width; j++)
				e.vector[u * e.width + j] *= (float)sqrt(e.value[j]);
	/* The root of a text's weight drops out when rows are made length 1. */
	for (size_t u = 0; u < e.n; u++)
		text_normalise(e.vector + u * e.width, e.width);
	arena_free(scratch);
	return e;
}
