/*
 * Which nodes of the plan a text belongs to.
 *
 * A node is a short text too: title, keywords, body, and texts that a person has placed there (Rocchio
 * 1971). Each text's cosines with the nodes are then spread over the graph of landmarks (Zhou
 * et al. 2004, learning with local and global consistency), so that a text without a word in
 * common with a node is still led there by texts between them.
 */
#include "engine/text/text_internal.h"

#include "base/parallel.h"

#include <math.h>

enum {
	NODES = 16,       /* nodes that are scored at a time, which bounds the memory */
	ROUNDS = 12,      /* of spreading: 0.7 to the 12th is about 1 % */
	EXAMPLES = 64,    /* of a node that are looked at */
};

#define SPREAD 0.7F
#define WEIGHT_TITLE 2.0F
#define WEIGHT_KEYWORD 2.0F
#define WEIGHT_BODY 1.0F
#define WEIGHT_PARENT 0.5F
#define WEIGHT_EXAMPLES 1.5F /* of all examples, against 1 for what is written of the node */

/* Scores become chances by a softmax with this temperature, against "none of these" at NONE. */
#define TEMPERATURE 0.02
#define NONE 0.03
/* A chance below this is no suggestion. What counts is the chance of the best node and of those
 * of the best three that stand in the same branch: not to know which subgoal of a theme a text
 * is about is no reason to say nothing of the theme. */
#define SURE 0.3

/* ---- Nodes in the corpus' features ---- */

static void add_row(const struct text_row *row, float factor, float *matrix, size_t column)
{
	for (size_t i = 0; i < row->n; i++)
		matrix[row->feature[i] * NODES + column] += factor * row->value[i];
}

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

/* Writes the node's features, with length 1, into a column of the matrix. */
static void write_node(const struct text_space *s, struct text_query *q, const struct text_node *nodes, size_t node,
                       float *matrix, size_t column)
{
	struct arena *scratch = arena_new();
	const struct text_node *n = &nodes[node];
	struct text_row row = describe(q, scratch, nodes, node);
	add_row(&row, 1, matrix, column);
	size_t step = (n->n_examples + EXAMPLES - 1) / EXAMPLES;
	size_t looked_at = step ? (n->n_examples + step - 1) / step : 0;
	for (size_t i = 0; i < n->n_examples; i += step) {
		text_query_add(q, span_of(s->corpus->texts[n->examples[i]]), 1);
		row = text_query_row(q, scratch);
		add_row(&row, WEIGHT_EXAMPLES / (float)looked_at, matrix, column);
	}
	double sum = 0;
	for (size_t f = 0; f < s->features.n; f++)
		sum += (double)matrix[f * NODES + column] * (double)matrix[f * NODES + column];
	float factor = sum > 0 ? (float)(1 / sqrt(sum)) : 0;
	for (size_t f = 0; f < s->features.n; f++)
		matrix[f * NODES + column] *= factor;
	arena_free(scratch);
}

/* ---- Scores of all texts for a few nodes ---- */

struct scoring {
	const struct text_space *space;
	struct text_query *query;
	float *features, *forms, *landmarks;    /* NODES wide, as the next two */
	float *direct, *spread, *weighted; /* beside the uniques */
};

static struct scoring scoring_new(struct arena *a, const struct text_space *s)
{
	size_t n = s->corpus->n_unique * NODES, size = sizeof(float);
	return (struct scoring){
		.space = s, .query = text_query_new(a, s),
		.features = arena_array(a, s->features.n * NODES, size), .forms = arena_array(a, s->corpus->n_forms * NODES, size),
		.landmarks = arena_array(a, s->near.columns * NODES, size),
		.direct = arena_array(a, n, size), .spread = arena_array(a, n, size), .weighted = arena_array(a, n, size),
	};
}

static void score_directly(struct scoring *g, const struct text_node *nodes, size_t from, size_t to)
{
	const struct text_space *s = g->space;
	memset(g->features, 0, s->features.n * NODES * sizeof *g->features);
	for (size_t node = from; node < to; node++)
		write_node(s, g->query, nodes, node, g->features, node - from);
	unsigned threads = s->corpus->options.threads;
	text_sparse_multiply(&s->features.of_form, g->features, g->forms, NODES, threads);
	text_sparse_multiply(&s->features.counts, g->forms, g->direct, NODES, threads);
	for (size_t u = 0; u < s->corpus->n_unique; u++)
		for (size_t j = 0; j < NODES; j++)
			g->direct[u * NODES + j] *= s->features.scale[u];
}

/* spread = (1 - SPREAD) · direct + SPREAD · W · spread, where W is the step from a text to its landmarks
 * and back to texts. A text without landmarks keeps what it has. */
static void spread_scores(struct scoring *g)
{
	const struct text_space *s = g->space;
	unsigned threads = s->corpus->options.threads;
	size_t n = s->corpus->n_unique;
	memcpy(g->spread, g->direct, n * NODES * sizeof *g->spread);
	for (int round = 0; round < ROUNDS; round++) {
		for (size_t u = 0; u < n; u++)
			for (size_t j = 0; j < NODES; j++)
				g->weighted[u * NODES + j] = s->weight[u] * g->spread[u * NODES + j];
		text_sparse_multiply(&s->near_t, g->weighted, g->landmarks, NODES, threads);
		for (size_t l = 0; l < s->near.columns; l++)
			for (size_t j = 0; j < NODES; j++)
				g->landmarks[l * NODES + j] /= s->landmark_degree[l] > 0 ? s->landmark_degree[l] : 1;
		text_sparse_multiply(&s->near, g->landmarks, g->spread, NODES, threads);
		for (size_t i = 0; i < n * NODES; i++)
			g->spread[i] = (1 - SPREAD) * g->direct[i] + SPREAD * g->spread[i];
	}
}

/* ---- The best of each text ---- */

/* While nodes are scored: the best so far, and the sum that makes chances of scores. */
struct ballot {
	unsigned n;
	uint32_t node[TEXT_SUGGESTED];
	double score[TEXT_SUGGESTED], sum;
};

static void cast(struct ballot *b, uint32_t node, double score)
{
	b->sum += exp(score / TEMPERATURE);
	if (!(score > 0) || (b->n == TEXT_SUGGESTED && score <= b->score[TEXT_SUGGESTED - 1]))
		return;
	unsigned at = b->n < TEXT_SUGGESTED ? b->n++ : TEXT_SUGGESTED - 1;
	for (; at > 0 && score > b->score[at - 1]; at--) {
		b->score[at] = b->score[at - 1];
		b->node[at] = b->node[at - 1];
	}
	b->score[at] = score;
	b->node[at] = node;
}

/* The node at the top of the branch that a node stands in. */
static uint32_t branch_of(const struct text_node *nodes, uint32_t node)
{
	while (nodes[node].parent >= 0)
		node = (uint32_t)nodes[node].parent;
	return node;
}

static struct text_suggestions count_votes(const struct ballot *b, const struct text_node *nodes)
{
	struct text_suggestions s = { .n = b->n };
	double sum = b->sum + exp(NONE / TEMPERATURE), branch = 0;
	for (unsigned i = 0; i < b->n; i++) {
		s.best[i].node = b->node[i];
		s.best[i].score = exp(b->score[i] / TEMPERATURE) / sum;
		if (branch_of(nodes, b->node[i]) == branch_of(nodes, b->node[0]))
			branch += s.best[i].score;
	}
	s.abstain = branch < SURE;
	return s;
}

struct text_suggestions *text_assign(struct arena *a, const struct text_space *space,
                                     const struct text_node *nodes, size_t n_nodes)
{
	const struct text_corpus *c = space->corpus;
	struct arena *scratch = arena_new();
	struct scoring g = scoring_new(scratch, space);
	struct ballot *ballots = arena_array(scratch, c->n_unique, sizeof *ballots);
	for (size_t from = 0; from < n_nodes; from += NODES) {
		size_t to = from + NODES < n_nodes ? from + NODES : n_nodes;
		score_directly(&g, nodes, from, to);
		spread_scores(&g);
		for (size_t u = 0; u < c->n_unique; u++)
			for (size_t node = from; node < to; node++)
				cast(&ballots[u], (uint32_t)node, (double)g.spread[u * NODES + node - from]);
		text_progress(&c->options, "nodes compared", to, n_nodes);
	}
	struct text_suggestions *best = arena_array(a, c->n, sizeof *best);
	for (size_t i = 0; i < c->n; i++)
		best[i] = count_votes(&ballots[c->unique[i]], nodes);
	arena_free(scratch);
	return best;
}
