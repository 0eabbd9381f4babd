/*
 * Vectors of texts from outside, such as sentence embeddings, in the space of meanings.
 *
 * The space is the leading eigenvectors of a matrix of likenesses between texts (space.c). With
 * vectors from outside that matrix is (1 - share) times the cosines of the words and share times the
 * cosines of the vectors. Both are products of a matrix with its transpose, so the sum is positive
 * semi-definite, too, and is only ever multiplied with. The vectors' weighted mean is taken away
 * first: in most models all texts share a direction that tells nothing (Mu and Viswanath 2018).
 *
 * Vectors of some hundred numbers make any two texts more alike, or unlike, than sparse features do,
 * and would decide nearly alone. So the two matrices are brought to the same size before they are
 * mixed: their Frobenius norm, estimated by multiplying with random signs (Hutchinson 1990).
 */
#include "engine/text/text_internal.h"

#include "base/parallel.h"
#include "base/random.h"

#include <math.h>

/* Numbers of a vector that one thread adds up over all texts, whatever the number of threads. */
#define SLICE 16
/* Random vectors that a norm is estimated with. */
#define PROBES 32

/* Takes the mean away from all that say something. */
static void centre(const struct text_outside *o, const float *weight)
{
	struct arena *scratch = arena_new();
	double *mean = arena_array(scratch, o->dim, sizeof *mean), sum = 0;
	bool *tells = arena_array(scratch, o->n, sizeof *tells);
	for (size_t u = 0; u < o->n; u++) {
		float *row = o->row + u * o->dim;
		tells[u] = text_normalise(row, o->dim) > 0;
		sum += tells[u] ? (double)weight[u] : 0;
		for (size_t d = 0; d < o->dim; d++)
			mean[d] += (double)weight[u] * (double)row[d];
	}
	for (size_t u = 0; u < o->n; u++)
		for (size_t d = 0; tells[u] && d < o->dim; d++)
			o->row[u * o->dim + d] -= (float)(mean[d] / sum);
	arena_free(scratch);
}

struct text_outside text_outside_new(struct arena *a, const struct text_corpus *corpus, const float *weight)
{
	const struct text_embedding *e = corpus->options.embedding;
	struct text_outside o = { .n = e ? corpus->n_unique : 0 };
	if (!e)
		return o;
	o.dim = e->dim;
	o.vectors = (float)e->share;
	o.words = 1 - o.vectors;
	o.row = arena_array(a, o.n * o.dim, sizeof *o.row);
	for (size_t u = 0; u < o.n; u++)
		memcpy(o.row + u * o.dim, e->rows + corpus->first[u] * o.dim, o.dim * sizeof *o.row);
	centre(&o, weight);
	for (size_t u = 0; u < o.n; u++) {
		float *row = o.row + u * o.dim, root = sqrtf(weight[u]);
		text_normalise(row, o.dim);
		for (size_t d = 0; d < o.dim; d++)
			row[d] *= root;
	}
	return o;
}

struct text_outside text_outside_pick(struct arena *a, const struct text_outside *o, const uint32_t *unique, size_t n)
{
	struct text_outside p = { .n = o->n ? n : 0, .dim = o->dim, .words = o->words, .vectors = o->vectors };
	p.row = arena_array(a, p.n * p.dim, sizeof *p.row);
	for (size_t i = 0; i < p.n; i++)
		memcpy(p.row + i * p.dim, o->row + unique[i] * o->dim, o->dim * sizeof *p.row);
	return p;
}

/* ---- Multiplying ---- */

struct mixing {
	const struct text_outside *from, *to;
	const float *in;
	float *middle; /* dim rows of `w`: the transpose of the vectors of `from`, times in */
	float *out;
	size_t width, column, w;
};

static void gather_slice(void *arg, size_t slice)
{
	const struct mixing *m = arg;
	size_t dim = m->from->dim, begin = slice * SLICE, end = begin + SLICE < dim ? begin + SLICE : dim;
	for (size_t u = 0; u < m->from->n; u++)
		for (size_t d = begin; d < end; d++)
			text_add_scaled(m->middle + d * m->w, m->from->row[u * dim + d], m->in + u * m->width + m->column, m->w);
}

static void spread_chunk(void *arg, size_t chunk)
{
	const struct mixing *m = arg;
	const struct text_outside *o = m->to;
	for (size_t u = chunk * TEXT_CHUNK; u < text_chunk_end(chunk, o->n); u++) {
		float *out = m->out + u * m->width + m->column;
		for (size_t j = 0; j < m->w; j++)
			out[j] *= o->words;
		for (size_t d = 0; d < o->dim; d++)
			text_add_scaled(out, o->vectors * o->row[u * o->dim + d], m->middle + d * m->w, m->w);
	}
}

void text_outside_mix(const struct text_outside *from, const struct text_outside *to, const float *in, float *out,
                      size_t width, size_t column, size_t w, unsigned threads)
{
	if (from->n == 0)
		return;
	struct arena *scratch = arena_new();
	struct mixing m = { from, to, in, arena_array(scratch, from->dim * w, sizeof(float)), out, width, column, w };
	parallel(threads, (from->dim + SLICE - 1) / SLICE, gather_slice, &m);
	parallel(threads, text_chunks(to->n), spread_chunk, &m);
	arena_free(scratch);
}

/* ---- Balance ---- */

/* The squared norm of the matrix: the mean of |A·z|² over random signs z. */
static double norm(const struct text_operator *op, uint64_t seed)
{
	struct arena *scratch = arena_new();
	size_t n = op->n * PROBES;
	float *in = arena_array(scratch, n, sizeof *in), *out = arena_array(scratch, n, sizeof *out);
	struct random r = random_seeded(seed);
	double sum = 0;
	for (size_t i = 0; i < n; i++)
		in[i] = random_next(&r) >> 63 ? 1 : -1;
	op->apply(op->arg, in, out, PROBES);
	for (size_t i = 0; i < n; i++)
		sum += (double)out[i] * (double)out[i];
	arena_free(scratch);
	return sum / PROBES;
}

void text_outside_balance(struct text_outside *o, const struct text_operator *op, uint64_t seed)
{
	if (o->n == 0)
		return;
	struct text_outside as_asked = *o;
	o->words = 1;
	o->vectors = 0;
	double by_words = norm(op, seed);
	o->words = 0;
	o->vectors = 1;
	double by_vectors = norm(op, seed);
	*o = as_asked;
	if (by_words > 0 && by_vectors > 0)
		o->vectors *= (float)sqrt(by_words / by_vectors);
}
