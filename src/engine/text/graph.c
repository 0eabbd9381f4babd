/*
 * Spectral places (Ng, Jordan and Weiss 2001, on the graph of landmarks of Chen and Cai 2011): the
 * leading eigenvectors of the normalised graph put texts that hang together, directly or
 * through others, in one direction.
 */
#include "engine/text/text_internal.h"

#include <math.h>

enum { ITERATIONS = 8 };

struct graph {
	const struct text_space *space;
	float *text_factor;     /* root of the weight */
	float *landmark_factor; /* 1 over the landmark's degree */
	unsigned threads;
};

/* out = W·Z·D⁻¹·Z'·W · in, where Z ties texts to landmarks and W are roots of weights. */
static void apply_graph(const void *arg, const float *in, float *out, size_t width)
{
	const struct graph *g = arg;
	const struct text_sparse *near = &g->space->near;
	struct arena *scratch = arena_new();
	float *texts = arena_array(scratch, near->rows * width, sizeof *texts);
	float *landmarks = arena_array(scratch, near->columns * width, sizeof *landmarks);
	for (size_t u = 0; u < near->rows; u++)
		for (size_t j = 0; j < width; j++)
			texts[u * width + j] = g->text_factor[u] * in[u * width + j];
	text_sparse_multiply(&g->space->near_t, texts, landmarks, width, g->threads);
	for (size_t l = 0; l < near->columns; l++)
		for (size_t j = 0; j < width; j++)
			landmarks[l * width + j] *= g->landmark_factor[l];
	text_sparse_multiply(near, landmarks, out, width, g->threads);
	for (size_t u = 0; u < near->rows; u++)
		for (size_t j = 0; j < width; j++)
			out[u * width + j] *= g->text_factor[u];
	arena_free(scratch);
}

struct text_eigen text_graph_places(struct arena *a, const struct text_space *s, size_t dimensions)
{
	const struct text_options *o = &s->corpus->options;
	struct arena *scratch = arena_new();
	struct graph g = { s, arena_array(scratch, s->near.rows, sizeof(float)),
	                   arena_array(scratch, s->near.columns, sizeof(float)), o->threads };
	for (size_t u = 0; u < s->near.rows; u++)
		g.text_factor[u] = sqrtf(s->weight[u]);
	for (size_t l = 0; l < s->near.columns; l++)
		g.landmark_factor[l] = s->landmark_degree[l] > 0 ? 1 / s->landmark_degree[l] : 0;
	struct text_operator op = { s->near.rows, apply_graph, &g, o->threads };
	struct text_eigen e = text_eigen_leading(a, &op, dimensions, ITERATIONS, o->seed + 1);
	arena_free(scratch);
	return e;
}
