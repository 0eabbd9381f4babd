#include "engine/text/learn.h"

#include <math.h>

enum { ITERATIONS = 60 };

/* Against an example's own product with itself: how far a score may stay from 1 or -1. */
#define REGULARISATION 1.0
/* Conjugate gradients stop where the residual's square is below this share of what it was. */
#define TOLERANCE 1e-8
/* What one example may change, in multiples of its features. */
#define STEP 0.5F

/* ---- The features that examples have ---- */

static uint32_t *number_features(struct arena *a, const struct text_sparse *rows, size_t *n)
{
	uint32_t *row_of = arena_array(a, rows->columns, sizeof *row_of);
	memset(row_of, 0xff, rows->columns * sizeof *row_of); /* TEXT_NONE */
	*n = 0;
	for (size_t k = 0; k < rows->at[rows->rows]; k++)
		if (row_of[rows->column[k]] == TEXT_NONE)
			row_of[rows->column[k]] = (uint32_t)(*n)++;
	return row_of;
}

static struct text_sparse renumbered(struct arena *a, const struct text_sparse *rows, const uint32_t *row_of, size_t n)
{
	struct text_sparse m = *rows;
	m.columns = n;
	m.column = arena_array(a, rows->at[rows->rows], sizeof *m.column);
	for (size_t k = 0; k < rows->at[rows->rows]; k++)
		m.column[k] = row_of[rows->column[k]];
	return m;
}

/* ---- Conjugate gradients, for all classes at once ---- */

struct solver {
	const struct text_examples *e;
	struct text_sparse rows, rows_t; /* examples × features they have, and transposed */
	unsigned threads;
	unsigned left_out; /* the fold that is held out; TEXT_FOLDS for none */
	size_t n, k;       /* examples, classes */
	double *noise;     /* beside the examples */
	double *count;     /* beside the classes: examples that are not held out */
	float *weight;     /* features × classes */
	float *solution, *residual, *direction, *product; /* examples × classes */
};

static struct solver solver_new(struct arena *a, const struct text_examples *e, const uint32_t *row_of,
                                size_t n_features, unsigned threads)
{
	size_t cells = e->rows.rows * e->n_classes;
	struct solver s = { .e = e, .threads = threads, .n = e->rows.rows, .k = e->n_classes,
		.rows = renumbered(a, &e->rows, row_of, n_features),
		.noise = arena_array(a, e->rows.rows, sizeof(double)), .count = arena_array(a, e->n_classes, sizeof(double)),
		.weight = arena_array(a, n_features * e->n_classes, sizeof(float)),
		.solution = arena_array(a, cells, sizeof(float)), .residual = arena_array(a, cells, sizeof(float)),
		.direction = arena_array(a, cells, sizeof(float)), .product = arena_array(a, cells, sizeof(float)) };
	s.rows_t = text_sparse_transpose(a, &s.rows);
	return s;
}

static bool shown(const struct solver *s, size_t i)
{
	return s->e->fold[i] != s->left_out;
}

/* What an example counts: the fewer its class has, the more. */
static double count_of(const struct solver *s, size_t i)
{
	return 1 / sqrt(s->count[s->e->of[i]]);
}

/* Sets the noise and the right-hand side: 1 or -1, less the class's weighted mean. */
static void begin(struct solver *s, struct arena *scratch)
{
	double *mean = arena_array(scratch, s->k, sizeof *mean), total = 0, length = 0, shown_n = 0;
	memset(s->count, 0, s->k * sizeof *s->count);
	for (size_t i = 0; i < s->n; i++)
		s->count[s->e->of[i]] += shown(s, i);
	for (size_t i = 0; i < s->n; i++) {
		if (!shown(s, i))
			continue;
		total += count_of(s, i);
		mean[s->e->of[i]] += 2 * count_of(s, i);
		shown_n++;
		for (size_t k = s->rows.at[i]; k < s->rows.at[i + 1]; k++)
			length += (double)s->rows.value[k] * (double)s->rows.value[k];
	}
	memset(s->residual, 0, s->n * s->k * sizeof *s->residual);
	for (size_t i = 0; i < s->n; i++) {
		if (!shown(s, i))
			continue;
		s->noise[i] = REGULARISATION * length / shown_n * (total / shown_n) / count_of(s, i);
		for (size_t c = 0; c < s->k; c++)
			s->residual[i * s->k + c] = (float)((s->e->of[i] == c ? 2 : 0) - mean[c] / total);
	}
}

/* product = (rows · rows' + noise) · direction, over the examples that are shown. */
static void multiply(struct solver *s)
{
	text_sparse_multiply(&s->rows_t, s->direction, s->weight, s->k, s->threads);
	text_sparse_multiply(&s->rows, s->weight, s->product, s->k, s->threads);
	for (size_t i = 0; i < s->n; i++)
		for (size_t j = i * s->k; j < (i + 1) * s->k; j++)
			s->product[j] = shown(s, i) ? s->product[j] + (float)s->noise[i] * s->direction[j] : 0;
}

/* The product of each class's columns. */
static void dots(const struct solver *s, const float *x, const float *y, double *dot)
{
	memset(dot, 0, s->k * sizeof *dot);
	for (size_t i = 0; i < s->n; i++)
		for (size_t c = 0; c < s->k; c++)
			dot[c] += (double)x[i * s->k + c] * (double)y[i * s->k + c];
}

static void add_columns(const struct solver *s, float *to, const double *factor, const float *from)
{
	for (size_t i = 0; i < s->n; i++)
		for (size_t c = 0; c < s->k; c++)
			to[i * s->k + c] += (float)factor[c] * from[i * s->k + c];
}

static bool small(const struct solver *s, const double *square, const double *first)
{
	for (size_t c = 0; c < s->k; c++)
		if (square[c] > TOLERANCE * first[c])
			return false;
	return true;
}

/* Leaves the weights in s->weight. */
static void solve(struct solver *s)
{
	struct arena *scratch = arena_new();
	begin(s, scratch);
	memset(s->solution, 0, s->n * s->k * sizeof *s->solution);
	memcpy(s->direction, s->residual, s->n * s->k * sizeof *s->direction);
	double *first = arena_array(scratch, s->k, sizeof *first), *square = arena_array(scratch, s->k, sizeof *square),
	       *factor = arena_array(scratch, s->k, sizeof *factor), *before = arena_array(scratch, s->k, sizeof *before);
	dots(s, s->residual, s->residual, first);
	memcpy(square, first, s->k * sizeof *square);
	for (unsigned round = 0; round < ITERATIONS && !small(s, square, first); round++) {
		multiply(s);
		dots(s, s->direction, s->product, factor);
		for (size_t c = 0; c < s->k; c++)
			factor[c] = factor[c] > 0 ? square[c] / factor[c] : 0;
		add_columns(s, s->solution, factor, s->direction);
		for (size_t c = 0; c < s->k; c++)
			factor[c] = -factor[c];
		add_columns(s, s->residual, factor, s->product);
		memcpy(before, square, s->k * sizeof *before);
		dots(s, s->residual, s->residual, square);
		for (size_t i = 0; i < s->n; i++)
			for (size_t c = 0; c < s->k; c++) {
				float *d = &s->direction[i * s->k + c];
				*d = s->residual[i * s->k + c] + (before[c] > 0 ? (float)(square[c] / before[c]) * *d : 0);
			}
	}
	text_sparse_multiply(&s->rows_t, s->solution, s->weight, s->k, s->threads);
	arena_free(scratch);
}

static float *hold_out(struct arena *a, struct solver *s)
{
	float *score = arena_array(a, s->n * s->k, sizeof *score);
	for (s->left_out = 0; s->left_out < TEXT_FOLDS; s->left_out++) {
		solve(s);
		text_sparse_multiply(&s->rows, s->weight, s->product, s->k, s->threads);
		for (size_t i = 0; i < s->n; i++)
			if (!shown(s, i))
				memcpy(score + i * s->k, s->product + i * s->k, s->k * sizeof *score);
	}
	return score;
}

struct text_learned *text_learn(struct arena *a, const struct text_examples *e, unsigned threads, float **held_out)
{
	struct text_learned *l = arena_alloc(a, sizeof *l);
	*l = (struct text_learned){ .arena = a, .n_classes = e->n_classes, .n_features = e->rows.columns };
	l->row_of = number_features(a, &e->rows, &l->n_rows);
	struct arena *scratch = arena_new();
	struct solver s = solver_new(scratch, e, l->row_of, l->n_rows, threads);
	if (held_out)
		*held_out = hold_out(a, &s);
	s.left_out = TEXT_FOLDS;
	solve(&s);
	l->room = l->n_rows;
	l->weight = arena_array(a, l->room * l->n_classes, sizeof *l->weight);
	memcpy(l->weight, s.weight, l->n_rows * l->n_classes * sizeof *l->weight);
	arena_free(scratch);
	return l;
}

/* ---- One text ---- */

void text_learned_score(const struct text_learned *l, const struct text_row *row, float *score)
{
	memset(score, 0, l->n_classes * sizeof *score);
	for (size_t i = 0; i < row->n; i++)
		if (l->row_of[row->feature[i]] != TEXT_NONE)
			text_add_scaled(score, row->value[i], l->weight + l->row_of[row->feature[i]] * l->n_classes, l->n_classes);
}

uint32_t text_learned_add_class(struct text_learned *l)
{
	size_t k = l->n_classes;
	float *wider = arena_array(l->arena, l->room * (k + 1), sizeof *wider);
	for (size_t r = 0; r < l->n_rows; r++)
		memcpy(wider + r * (k + 1), l->weight + r * k, k * sizeof *wider);
	l->weight = wider;
	l->n_classes = k + 1;
	return (uint32_t)k;
}

/* Gives every feature of the row a row of weights. Room doubles, so that what is left behind in the
 * arena is no more than what is used. */
static void know_features(struct text_learned *l, const struct text_row *row)
{
	size_t size = l->n_classes * sizeof *l->weight;
	for (size_t i = 0; i < row->n; i++) {
		if (l->row_of[row->feature[i]] != TEXT_NONE)
			continue;
		if (l->n_rows == l->room) {
			l->room = 2 * l->room + 256;
			l->weight = arena_grow(l->arena, l->weight, l->n_rows * size, l->room * size);
		}
		l->row_of[row->feature[i]] = (uint32_t)l->n_rows++;
	}
}

/* The class other than this one that scores most; the class itself where it is the only one. */
static uint32_t rival_of(const float *score, size_t n_classes, uint32_t class)
{
	uint32_t rival = class;
	for (uint32_t c = 0; c < n_classes; c++)
		if (c != class && (rival == class || score[c] > score[rival]))
			rival = c;
	return rival;
}

void text_learned_add(struct text_learned *l, const struct text_row *row, uint32_t class)
{
	struct arena *scratch = arena_new();
	float *score = arena_array(scratch, l->n_classes, sizeof *score);
	text_learned_score(l, row, score);
	uint32_t rival = rival_of(score, l->n_classes, class);
	float loss = 1 - score[class] + (rival != class ? score[rival] : 0);
	float length = text_dot(row->value, row->value, row->n);
	arena_free(scratch);
	if (loss <= 0 || length <= 0)
		return;
	float step = fminf(STEP, loss / ((rival != class ? 2 : 1) * length));
	know_features(l, row);
	for (size_t i = 0; i < row->n; i++) {
		float *weight = l->weight + l->row_of[row->feature[i]] * l->n_classes;
		weight[class] += step * row->value[i];
		if (rival != class)
			weight[rival] -= step * row->value[i];
	}
}
