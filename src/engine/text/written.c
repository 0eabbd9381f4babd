/*
 * A node is a short text too: title, keywords, body and its parent's title. Each text's cosines with the
 * nodes are spread over the graph of landmarks (Zhou et al. 2004, learning with local and global
 * consistency), so that a text without a word in common with a node is still led there by
 * texts between them. What is kept is the last step of it: each landmark's mean.
 */
#include "engine/text/model.h"

enum {
	WIDTH = 16,  /* nodes that are spread at a time, which bounds the memory */
	ROUNDS = 12, /* of spreading: 0.7 to the 12th is about 1 % */
};

#define WEIGHT_TITLE 2.0F
#define WEIGHT_KEYWORD 2.0F
#define WEIGHT_BODY 1.0F
#define WEIGHT_PARENT 0.5F

static struct text_row describe(struct text_query *q, struct arena *a, const struct text_node *nodes, size_t node)
{
	const struct text_node *n = &nodes[node];
	text_query_add(q, span_of(str_or(n->title, "")), WEIGHT_TITLE);
	text_query_add(q, span_of(str_or(n->body, "")), WEIGHT_BODY);
	for (size_t i = 0; i < n->n_keywords; i++)
		text_query_add(q, span_of(n->keywords[i]), WEIGHT_KEYWORD);
	if (n->parent >= 0)
		text_query_add(q, span_of(str_or(nodes[n->parent].title, "")), WEIGHT_PARENT);
	return text_query_row(q, a);
}

static struct text_sparse describe_all(struct arena *a, const struct text_space *s, const struct text_node *nodes,
                                       size_t n_nodes)
{
	struct arena *scratch = arena_new();
	struct text_query *q = text_query_new(scratch, s);
	VEC(uint32_t) column = { 0 };
	VEC(float) value = { 0 };
	struct text_sparse m = { .rows = n_nodes, .columns = s->features.n, .at = arena_array(a, n_nodes + 1, sizeof *m.at) };
	for (size_t node = 0; node < n_nodes; node++) {
		struct text_row row = describe(q, scratch, nodes, node);
		for (size_t i = 0; i < row.n; i++) {
			*VEC_PUSH(a, &column) = row.feature[i];
			*VEC_PUSH(a, &value) = row.value[i];
		}
		m.at[node + 1] = column.n;
	}
	m.column = column.n ? column.v : arena_alloc(a, 0); /* so that offsets can be added to it */
	m.value = column.n ? value.v : arena_alloc(a, 0);
	arena_free(scratch);
	return m;
}

/* ---- Spreading ---- */

struct spreading {
	const struct text_space *space;
	float *features, *forms, *landmarks; /* WIDTH wide, as the next two */
	float *direct, *spread;              /* beside the uniques */
};

static struct spreading spreading_new(struct arena *a, const struct text_space *s)
{
	size_t n = s->corpus->n_unique * WIDTH, size = sizeof(float);
	return (struct spreading){
		.space = s,
		.features = arena_array(a, s->features.n * WIDTH, size), .forms = arena_array(a, s->corpus->n_forms * WIDTH, size),
		.landmarks = arena_array(a, s->near.columns * WIDTH, size),
		.direct = arena_array(a, n, size), .spread = arena_array(a, n, size),
	};
}

/* The cosines of all texts with nodes from … to - 1. */
static void compare(struct spreading *g, const struct text_sparse *nodes, size_t from, size_t to)
{
	const struct text_space *s = g->space;
	memset(g->features, 0, s->features.n * WIDTH * sizeof *g->features);
	for (size_t node = from; node < to; node++)
		for (size_t k = nodes->at[node]; k < nodes->at[node + 1]; k++)
			g->features[nodes->column[k] * WIDTH + node - from] = nodes->value[k];
	unsigned threads = s->corpus->options.threads;
	text_sparse_multiply(&s->features.of_form, g->features, g->forms, WIDTH, threads);
	text_sparse_multiply(&s->features.counts, g->forms, g->direct, WIDTH, threads);
	for (size_t u = 0; u < s->corpus->n_unique; u++)
		for (size_t j = 0; j < WIDTH; j++)
			g->direct[u * WIDTH + j] *= s->features.scale[u];
}

/* landmarks = the weighted mean over the texts around each. Leaves g->spread with each text's weight on it. */
static void collect(struct spreading *g)
{
	const struct text_space *s = g->space;
	for (size_t u = 0; u < s->corpus->n_unique; u++)
		for (size_t j = 0; j < WIDTH; j++)
			g->spread[u * WIDTH + j] *= s->weight[u];
	text_sparse_multiply(&s->near_t, g->spread, g->landmarks, WIDTH, s->corpus->options.threads);
	for (size_t l = 0; l < s->near.columns; l++)
		for (size_t j = 0; j < WIDTH; j++)
			g->landmarks[l * WIDTH + j] /= s->landmark_degree[l] > 0 ? s->landmark_degree[l] : 1;
}

/* spread = (1 - TEXT_SPREAD) · direct + TEXT_SPREAD · near · landmarks, again and again. */
static void spread(struct spreading *g)
{
	const struct text_space *s = g->space;
	size_t n = s->corpus->n_unique * WIDTH;
	memcpy(g->spread, g->direct, n * sizeof *g->spread);
	for (int round = 0; round < ROUNDS; round++) {
		collect(g);
		if (round + 1 == ROUNDS)
			break;
		text_sparse_multiply(&s->near, g->landmarks, g->spread, WIDTH, s->corpus->options.threads);
		for (size_t i = 0; i < n; i++)
			g->spread[i] = (1 - TEXT_SPREAD) * g->direct[i] + TEXT_SPREAD * g->spread[i];
	}
}

struct text_written text_written_new(struct arena *a, const struct text_space *s, const struct text_node *nodes,
                                     size_t n_nodes)
{
	struct arena *scratch = arena_new();
	struct spreading g = spreading_new(scratch, s);
	struct text_written w = { .nodes = describe_all(a, s, nodes, n_nodes),
	                          .landmark = arena_array(a, s->near.columns * n_nodes, sizeof *w.landmark) };
	w.nodes_t = text_sparse_transpose(a, &w.nodes);
	for (size_t from = 0; from < n_nodes; from += WIDTH) {
		size_t to = from + WIDTH < n_nodes ? from + WIDTH : n_nodes;
		compare(&g, &w.nodes, from, to);
		spread(&g);
		for (size_t l = 0; l < s->near.columns; l++)
			memcpy(w.landmark + l * n_nodes + from, g.landmarks + l * WIDTH, (to - from) * sizeof *w.landmark);
		text_progress(&s->corpus->options, "nodes compared", to, n_nodes);
	}
	arena_free(scratch);
	return w;
}
