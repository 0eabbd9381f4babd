/*
 * Leading eigenvectors by randomised subspace iteration (Halko, Martinsson and Tropp 2011,
 * algorithm 4.4): random vectors are multiplied by the matrix and made orthonormal a few times,
 * and the small matrix that remains is solved by Jacobi's rotations (Golub and Van Loan, 8.5).
 *
 * Vectors are stored by rows: a vector's coordinates are a column of n rows.
 */
#include "engine/text/text_internal.h"

#include "base/hash.h"
#include "base/parallel.h"
#include "base/random.h"

#include <assert.h>
#include <math.h>

#define OVERSAMPLING 8

/* Sums over rows are made in at most this many slices, each by one thread, and added in order. */
#define SLICES 32

static void randomise_chunk(void *arg, size_t chunk)
{
	const struct text_eigen *e = ((void **)arg)[0];
	uint64_t seed = *(const uint64_t *)((void **)arg)[1];
	struct random r = random_seeded(hash_u64(seed ^ (chunk + 1)));
	for (size_t i = chunk * TEXT_CHUNK * e->width; i < text_chunk_end(chunk, e->n) * e->width; i++)
		e->vector[i] = (float)random_normal(&r);
}

/* ---- The lower triangle of X'Y, both n × l, where the product is known to be symmetric ---- */

struct cross {
	size_t n, l;
	const float *x, *y;
	double *slice; /* SLICES times l × l */
};

static void cross_slice(void *arg, size_t s)
{
	const struct cross *c = arg;
	double *out = c->slice + s * c->l * c->l;
	for (size_t r = s * c->n / SLICES; r < (s + 1) * c->n / SLICES; r++) {
		const float *x = c->x + r * c->l, *y = c->y + r * c->l;
		for (size_t i = 0; i < c->l; i++) {
			double xi = (double)x[i];
			double *row = out + i * c->l;
			for (size_t j = 0; j <= i; j += 8) /* l is a multiple of 8 */
				for (size_t b = 0; b < 8; b++)
					row[j + b] += xi * (double)y[j + b];
		}
	}
}

static double *cross_product(struct arena *a, const float *x, const float *y, size_t n, size_t l, unsigned threads)
{
	struct cross c = { n, l, x, y, arena_array(a, SLICES * l * l, sizeof(double)) };
	parallel(threads, SLICES, cross_slice, &c);
	for (size_t s = 1; s < SLICES; s++)
		for (size_t i = 0; i < l * l; i++)
			c.slice[i] += c.slice[s * l * l + i];
	return c.slice;
}

/* ---- Orthonormal columns ---- */

/*
 * Cholesky's factor of the l × l matrix m, in its lower triangle, with the diagonal inverted. A
 * column that depends on those before it gets 0, and so becomes 0 when it is solved for.
 */
static void factorise(double *m, size_t l)
{
	for (size_t j = 0; j < l; j++) {
		double pivot = m[j * l + j], whole = pivot;
		for (size_t k = 0; k < j; k++)
			pivot -= m[j * l + k] * m[j * l + k];
		double inverse = pivot > 1e-9 * whole && pivot > 1e-30 ? 1 / sqrt(pivot) : 0;
		for (size_t i = j + 1; i < l; i++) {
			double v = m[i * l + j];
			for (size_t k = 0; k < j; k++)
				v -= m[i * l + k] * m[j * l + k];
			m[i * l + j] = v * inverse;
		}
		m[j * l + j] = inverse;
	}
}

struct solving {
	size_t n, l;
	float *x;
	const double *factor;
};

static void solve_chunk(void *arg, size_t chunk)
{
	const struct solving *s = arg;
	for (size_t r = chunk * TEXT_CHUNK; r < text_chunk_end(chunk, s->n); r++) {
		float *x = s->x + r * s->l;
		for (size_t j = 0; j < s->l; j++) {
			const double *row = s->factor + j * s->l;
			double v = (double)x[j];
			for (size_t k = 0; k < j; k++)
				v -= row[k] * (double)x[k];
			x[j] = (float)(v * row[j]);
		}
	}
}

static void orthonormalise(float *x, size_t n, size_t l, unsigned threads)
{
	struct arena *scratch = arena_new();
	double *gram = cross_product(scratch, x, x, n, l, threads);
	factorise(gram, l);
	struct solving s = { n, l, x, gram };
	parallel(threads, text_chunks(n), solve_chunk, &s);
	arena_free(scratch);
}

/* ---- The small problem ---- */

/* Rotates the symmetric l × l matrix m, and v with it, so that m[p][q] becomes 0. */
static void rotate(double *m, double *v, size_t l, size_t p, size_t q)
{
	double apq = m[p * l + q];
	double theta = (m[q * l + q] - m[p * l + p]) / (2 * apq);
	double t = (theta >= 0 ? 1 : -1) / (fabs(theta) + sqrt(theta * theta + 1));
	double c = 1 / sqrt(t * t + 1), s = t * c;
	for (size_t k = 0; k < l; k++) {
		double kp = m[k * l + p], kq = m[k * l + q];
		m[k * l + p] = c * kp - s * kq;
		m[k * l + q] = s * kp + c * kq;
	}
	for (size_t k = 0; k < l; k++) {
		double pk = m[p * l + k], qk = m[q * l + k];
		m[p * l + k] = c * pk - s * qk;
		m[q * l + k] = s * pk + c * qk;
		double vp = v[p * l + k], vq = v[q * l + k]; /* eigenvectors are v's rows */
		v[p * l + k] = c * vp - s * vq;
		v[q * l + k] = s * vp + c * vq;
	}
}

static void diagonalise(double *m, double *v, size_t l)
{
	double whole = 0;
	for (size_t i = 0; i < l * l; i++)
		whole += m[i] * m[i];
	for (size_t i = 0; i < l; i++)
		v[i * l + i] = 1;
	for (int sweep = 0; sweep < 30; sweep++) {
		double off = 0;
		for (size_t p = 0; p < l; p++)
			for (size_t q = p + 1; q < l; q++)
				off += m[p * l + q] * m[p * l + q];
		if (off <= 1e-18 * whole)
			return;
		for (size_t p = 0; p < l; p++)
			for (size_t q = p + 1; q < l; q++)
				if (m[p * l + q] * m[p * l + q] > 1e-24 * whole / (double)(l * l))
					rotate(m, v, l, p, q);
	}
}

/* The largest `want` of the l diagonal values, by falling value and then rising number. */
static size_t *rank(struct arena *a, const double *m, size_t l, size_t want)
{
	size_t *order = arena_array(a, l, sizeof *order);
	for (size_t i = 0; i < l; i++) {
		size_t at = i;
		for (; at > 0 && m[i * l + i] > m[order[at - 1] * l + order[at - 1]]; at--)
			order[at] = order[at - 1];
		order[at] = i;
	}
	assert(want <= l);
	return order;
}

struct turning {
	const struct text_eigen *from, *to;
	const float *turn; /* l × want */
};

static void turn_chunk(void *arg, size_t chunk)
{
	const struct turning *t = arg;
	for (size_t r = chunk * TEXT_CHUNK; r < text_chunk_end(chunk, t->from->n); r++)
		for (size_t i = 0; i < t->from->width; i++)
			text_add_scaled(t->to->vector + r * t->to->width, t->from->vector[r * t->from->width + i],
			                t->turn + i * t->to->width, t->to->width);
}

/* Solves the problem within the span of the vectors of g, of which `image` is the image. */
static struct text_eigen solve_within(struct arena *a, const struct text_eigen *g, const float *image, size_t want,
                                      unsigned threads)
{
	struct arena *scratch = arena_new();
	size_t l = g->width;
	double *m = cross_product(scratch, g->vector, image, g->n, l, threads);
	double *v = arena_array(scratch, l * l, sizeof *v);
	for (size_t i = 0; i < l; i++)
		for (size_t j = 0; j < i; j++)
			m[j * l + i] = m[i * l + j];
	diagonalise(m, v, l);
	size_t *order = rank(scratch, m, l, want);

	struct text_eigen e = { g->n, want, arena_array(a, g->n * want, sizeof(float)), arena_array(a, want, sizeof(double)) };
	float *turn = arena_array(scratch, l * want, sizeof *turn);
	for (size_t j = 0; j < want; j++) {
		e.value[j] = fmax(0, m[order[j] * l + order[j]]);
		for (size_t i = 0; i < l; i++)
			turn[i * want + j] = (float)v[order[j] * l + i];
	}
	struct turning t = { g, &e, turn };
	parallel(threads, text_chunks(g->n), turn_chunk, &t);
	arena_free(scratch);
	return e;
}

struct text_eigen text_eigen_leading(struct arena *a, const struct text_operator *op, size_t want,
                                     unsigned iterations, uint64_t seed)
{
	if (want > op->n)
		want = op->n;
	struct arena *scratch = arena_new();
	size_t l = (want + OVERSAMPLING + 7) / 8 * 8;
	struct text_eigen g = { op->n, l, arena_array(scratch, op->n * l, sizeof(float)), NULL };
	float *image = arena_array(scratch, op->n * l, sizeof *image);
	parallel(op->threads, text_chunks(op->n), randomise_chunk, (void *[]){ &g, &seed });
	orthonormalise(g.vector, g.n, l, op->threads);
	for (unsigned i = 0; i < iterations; i++) {
		op->apply(op->arg, g.vector, image, l);
		float *swapped = g.vector;
		g.vector = image;
		image = swapped;
		orthonormalise(g.vector, g.n, l, op->threads);
	}
	op->apply(op->arg, g.vector, image, l);
	struct text_eigen e = solve_within(a, &g, image, want, op->threads);
	arena_free(scratch);
	return e;
}
