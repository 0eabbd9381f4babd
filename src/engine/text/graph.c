/*
 * Spectral places (Ng, Jordan and Weiss 2001, on the graph of landmarks of Chen and Cai 2011): the
 * leading eigenvectors of the normalised graph put texts that hang together, directly or
 * through others, in one direction.
 *
 * The graph is B·B' with B = W·Z·D^-½, where Z ties texts to landmarks, W are roots of weights and D the
 * landmarks' degrees. Its eigenvectors are B·V·λ^-½, V and λ being those of B'·B, which has a row
 * for each landmark only.
 */
#include "engine/text/text_internal.h"

#include "base/parallel.h"

#include <math.h>

enum { ITERATIONS = 8 };

struct graph {
	const struct text_space *space;
	float *factor;   /* beside the landmarks: 1 over the root of the degree */
	float *likeness; /* B'·B */
	unsigned threads;
};

/* Each row of B'·B is added up by one thread in the order of the texts. */
static void liken_chunk(void *arg, size_t chunk)
{
	const struct graph *g = arg;
	const struct text_sparse *near = &g->space->near, *near_t = &g->space->near_t;
	size_t n = near->columns;
	for (size_t l = chunk * TEXT_CHUNK; l < text_chunk_end(chunk, n); l++) {
		float *row = g->likeness + l * n;
		for (size_t k = near_t->at[l]; k < near_t->at[l + 1]; k++) {
			uint32_t u = near_t->column[k];
			float value = near_t->value[k] * g->space->weight[u];
			for (size_t m = near->at[u]; m < near->at[u + 1]; m++)
				row[near->column[m]] += value * near->value[m];
		}
		for (size_t m = 0; m < n; m++)
			row[m] *= g->factor[l] * g->factor[m];
	}
}

struct product {
	const struct graph *graph;
	const float *in;
	float *out;
	size_t width;
};

static void apply_chunk(void *arg, size_t chunk)
{
	const struct product *p = arg;
	size_t n = p->graph->space->near.columns;
	for (size_t l = chunk * TEXT_CHUNK; l < text_chunk_end(chunk, n); l++)
		text_add_rows(p->out + l * p->width, p->graph->likeness + l * n, NULL, n, p->in, p->width);
}

static void apply(const void *arg, const float *in, float *out, size_t width)
{
	const struct graph *g = arg;
	struct product p = { g, in, out, width };
	parallel(g->threads, text_chunks(g->space->near.columns), apply_chunk, &p);
}

/* The rows of B·V·λ^-½; V comes with its rows scaled by D^-½. */
static struct text_eigen spread(struct arena *a, const struct graph *g, const struct text_eigen *v)
{
	const struct text_space *s = g->space;
	struct text_eigen e = { s->near.rows, v->width, arena_array(a, s->near.rows * v->width, sizeof(float)), v->value };
	for (size_t l = 0; l < v->n; l++)
		for (size_t j = 0; j < v->width; j++)
			v->vector[l * v->width + j] *= v->value[j] > 0 ? g->factor[l] / (float)sqrt(v->value[j]) : 0;
	text_sparse_multiply(&s->near, v->vector, e.vector, e.width, g->threads);
	for (size_t u = 0; u < e.n; u++)
		for (size_t j = 0; j < e.width; j++)
			e.vector[u * e.width + j] *= sqrtf(s->weight[u]);
	return e;
}

struct text_eigen text_graph_places(struct arena *a, const struct text_space *s, size_t dimensions)
{
	const struct text_options *o = &s->corpus->options;
	struct arena *scratch = arena_new();
	size_t n = s->near.columns;
	struct graph g = { s, arena_array(scratch, n, sizeof(float)), arena_array(scratch, n * n, sizeof(float)), o->threads };
	for (size_t l = 0; l < n; l++)
		g.factor[l] = s->landmark_degree[l] > 0 ? 1 / sqrtf(s->landmark_degree[l]) : 0;
	parallel(o->threads, text_chunks(n), liken_chunk, &g);
	struct text_operator op = { n, apply, &g, o->threads };
	struct text_eigen v = text_eigen_leading(a, &op, dimensions, ITERATIONS, o->seed + 1);
	struct text_eigen e = spread(a, &g, &v);
	arena_free(scratch);
	return e;
}
