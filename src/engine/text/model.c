#include "engine/text/model.h"

#include "base/parallel.h"

#include <math.h>

enum {
	EXAMPLES = 20000,  /* that are learnt from: above it, an even choice */
	CALIBRATING = 1000, /* that the weights of evidence are found on */
	OTHERS = 0,        /* the class of nodes without examples */
};

/* What a text's place in the space counts beside its features: the root of a half, squared. */
#define PLACE 0.70711F
/* A chance below this is no suggestion. What counts is the chance of the whole branch that the best node stands
 * in: not to know which subgoal of a theme a text is about is no reason to say nothing of the theme. */
#define SURE 0.4

/* ---- What is seen of a text ---- */

struct text_sight text_sight_of(struct arena *a, const struct text_space *s, size_t u, float *sum)
{
	const struct text_sparse *near = &s->near;
	return (struct text_sight){ .row = text_row_of(a, s, u, sum), .landmark = near->column + near->at[u],
		.near = near->value + near->at[u], .n_near = near->at[u + 1] - near->at[u] };
}

/* What is learnt from: the features, and behind them the mean place of the texts around, which two texts
 * share that have no word in common. */
static struct text_row learnable(const struct text_model *m, const struct text_sight *sight, struct arena *a)
{
	size_t width = m->space->place.width, n = sight->row.n;
	struct text_row row = { arena_array(a, n + width, sizeof *row.feature),
	                        arena_array(a, n + width, sizeof *row.value), n + width };
	memcpy(row.feature, sight->row.feature, n * sizeof *row.feature);
	memcpy(row.value, sight->row.value, n * sizeof *row.value);
	float *place = row.value + n;
	for (size_t i = 0; i < sight->n_near; i++)
		text_add_scaled(place, sight->near[i], m->landmark_place + sight->landmark[i] * width, width);
	text_normalise(place, width);
	for (size_t d = 0; d < width; d++) {
		place[d] *= PLACE;
		row.feature[n + d] = (uint32_t)(m->space->features.n + d);
	}
	return row;
}

/* ---- Evidence ---- */

/* Each node's score and those of all below it, summed upwards; the nodes' order does not matter. */
static float *sum_branches(const struct text_model *m, const float *learnt, struct arena *a)
{
	float *sum = arena_array(a, m->n_nodes, sizeof *sum);
	for (size_t c = 0; c < m->n_nodes; c++)
		for (int64_t node = (int64_t)c; learnt[c] != 0 && node >= 0; node = m->parent[node])
			sum[node] += learnt[c];
	return sum;
}

static float rate(const struct text_model *m, size_t node, double total)
{
	double n = (double)m->n_nodes;
	return total > 0 ? (float)log(((double)m->examples[node] * n / total + 1) / 2) : 0;
}

/* What speaks for each node: n_nodes rows of EVIDENCE_KINDS. score is beside the classes, or NULL. */
static float *gather(const struct text_model *m, const struct text_sight *sight, const float *score, struct arena *a)
{
	size_t n = m->n_nodes;
	float *written = arena_array(a, n, sizeof *written), *learnt = arena_array(a, n, sizeof *learnt);
	float *evidence = arena_array(a, n * EVIDENCE_KINDS, sizeof *evidence);
	const struct text_sparse *nodes = &m->written.nodes_t;
	for (size_t i = 0; i < sight->n_near; i++)
		text_add_scaled(written, TEXT_SPREAD * sight->near[i], m->written.landmark + sight->landmark[i] * n, n);
	for (size_t i = 0; i < sight->row.n; i++) {
		uint32_t f = sight->row.feature[i];
		for (size_t k = nodes->at[f]; k < nodes->at[f + 1]; k++)
			written[nodes->column[k]] += (1 - TEXT_SPREAD) * sight->row.value[i] * nodes->value[k];
	}
	double total = 0;
	for (size_t c = 0; c < n; c++) {
		total += m->examples[c];
		if (score && m->class_of[c] != TEXT_NONE)
			learnt[c] = score[m->class_of[c]];
	}
	float *branch = sum_branches(m, learnt, a);
	for (size_t c = 0; c < n; c++) {
		float *e = evidence + c * EVIDENCE_KINDS;
		e[EVIDENCE_WRITTEN] = written[c];
		e[EVIDENCE_LEARNT] = learnt[c];
		e[EVIDENCE_BRANCH] = m->parent[c] >= 0 ? branch[m->parent[c]] : 0;
		e[EVIDENCE_RATE] = rate(m, c, total);
	}
	return evidence;
}

/* ---- Learning ---- */

/* A text that a person placed. */
struct placed {
	uint32_t text, node;
};

static struct placed *list_placed(struct arena *a, const struct text_node *nodes, size_t n_nodes, size_t *n)
{
	VEC(struct placed) all = { 0 };
	for (size_t c = 0; c < n_nodes; c++)
		for (size_t i = 0; i < nodes[c].n_examples; i++)
			*VEC_PUSH(a, &all) = (struct placed){ nodes[c].examples[i], (uint32_t)c };
	*n = all.n < EXAMPLES ? all.n : EXAMPLES;
	for (size_t i = 0; i < *n; i++)
		all.v[i] = all.v[i * all.n / *n];
	return all.v;
}

static void number_classes(struct arena *a, struct text_model *m, const struct placed *placed, size_t n, size_t *n_classes)
{
	m->class_of = arena_array(a, m->n_nodes, sizeof *m->class_of);
	m->examples = arena_array(a, m->n_nodes, sizeof *m->examples);
	memset(m->class_of, 0xff, m->n_nodes * sizeof *m->class_of); /* TEXT_NONE */
	*n_classes = 1;
	for (size_t i = 0; i < n; i++) {
		if (m->examples[placed[i].node]++ == 0)
			m->class_of[placed[i].node] = (uint32_t)(*n_classes)++;
	}
}

/* Folds in turn within each class, beginning with another for each. Texts of one family share a fold: a model that
 * was shown a copy has seen the text. */
static uint8_t *deal_folds(struct arena *a, const struct text_model *m, const struct placed *placed, size_t n)
{
	const struct text_duplicates *d = &m->space->duplicates;
	uint8_t *fold = arena_array(a, n, sizeof *fold);
	uint8_t *of_family = arena_array(a, d->n_families, sizeof *of_family); /* fold + 1 */
	uint32_t *dealt = arena_array(a, m->n_nodes, sizeof *dealt);
	for (size_t i = 0; i < n; i++) {
		uint32_t c = m->class_of[placed[i].node];
		uint8_t *f = &of_family[d->of[placed[i].text].family];
		if (!*f)
			*f = (uint8_t)((dealt[c]++ + c) % TEXT_FOLDS + 1);
		fold[i] = (uint8_t)(*f - 1);
	}
	return fold;
}

static struct text_sight *look(struct arena *a, const struct text_model *m, const struct placed *placed, size_t n)
{
	struct text_sight *sight = arena_array(a, n, sizeof *sight);
	float *sum = arena_array(a, m->space->features.n, sizeof *sum);
	for (size_t i = 0; i < n; i++)
		sight[i] = text_sight_of(a, m->space, m->space->corpus->unique[placed[i].text], sum);
	return sight;
}

/* Examples while they are put together. */
struct stack {
	struct arena *arena;
	VEC(size_t) at;
	VEC(uint32_t) column;
	VEC(float) value;
	VEC(uint32_t) of;
	VEC(uint8_t) fold;
};

static void push_example(struct stack *s, const uint32_t *feature, const float *value, size_t n, uint32_t class, uint8_t fold)
{
	for (size_t i = 0; i < n; i++) {
		*VEC_PUSH(s->arena, &s->column) = feature[i];
		*VEC_PUSH(s->arena, &s->value) = value[i];
	}
	*VEC_PUSH(s->arena, &s->at) = s->column.n;
	*VEC_PUSH(s->arena, &s->of) = class;
	*VEC_PUSH(s->arena, &s->fold) = fold;
}

/* The placed texts, and what is written of the other nodes: without them nothing would tell the
 * texts of a single node with examples from others. */
static struct text_examples stack_examples(struct arena *a, const struct text_model *m, const struct placed *placed,
                                           const struct text_sight *sight, size_t n, size_t n_classes)
{
	struct stack s = { .arena = a };
	struct arena *each = arena_new();
	const uint8_t *fold = deal_folds(a, m, placed, n);
	*VEC_PUSH(a, &s.at) = 0;
	for (size_t i = 0; i < n; i++) {
		struct text_row row = learnable(m, &sight[i], each);
		push_example(&s, row.feature, row.value, row.n, m->class_of[placed[i].node], fold[i]);
		arena_reset(each);
	}
	const struct text_sparse *nodes = &m->written.nodes;
	for (size_t c = 0; c < m->n_nodes; c++)
		if (m->class_of[c] == TEXT_NONE)
			push_example(&s, nodes->column + nodes->at[c], nodes->value + nodes->at[c], nodes->at[c + 1] - nodes->at[c],
			             OTHERS, TEXT_FOLDS + 1);
	arena_free(each);
	struct text_sparse rows = { s.of.n, m->space->features.n + m->space->place.width, s.at.v, s.column.v, s.value.v };
	return (struct text_examples){ rows, s.of.v, s.fold.v, n_classes };
}

static void weigh_evidence(struct text_model *m, const struct placed *placed, const struct text_sight *sight, size_t n,
                           const float *held_out)
{
	struct arena *scratch = arena_new(), *each = arena_new();
	size_t used = n < CALIBRATING ? n : CALIBRATING, row = m->n_nodes * EVIDENCE_KINDS;
	float *evidence = arena_array(scratch, used * row, sizeof *evidence);
	uint32_t *node = arena_array(scratch, used, sizeof *node);
	for (size_t i = 0; i < used; i++) {
		size_t from = i * n / used;
		node[i] = placed[from].node;
		memcpy(evidence + i * row, gather(m, &sight[from], held_out + from * m->learned->n_classes, each), row * sizeof *evidence);
		arena_reset(each);
	}
	text_weights_learnt(evidence, node, used, m->n_nodes, m->weight);
	arena_free(each);
	arena_free(scratch);
}

static void learn(struct arena *a, struct text_model *m, const struct text_node *nodes)
{
	struct arena *scratch = arena_new();
	size_t n, n_classes;
	struct placed *placed = list_placed(scratch, nodes, m->n_nodes, &n);
	number_classes(a, m, placed, n, &n_classes);
	struct text_sight *sight = look(scratch, m, placed, n);
	struct text_examples e = stack_examples(scratch, m, placed, sight, n, n_classes);
	float *held_out;
	m->learned = text_learn(a, &e, m->space->corpus->options.threads, &held_out);
	text_weights_assumed(m->weight);
	if (n > 0)
		weigh_evidence(m, placed, sight, n, held_out);
	arena_free(scratch);
}

/* The weighted mean place of the texts around each landmark. */
static float *find_landmark_places(struct arena *a, const struct text_space *s)
{
	size_t width = s->place.width;
	float *place = arena_array(a, s->near.columns * width, sizeof *place);
	for (size_t l = 0; l < s->near.columns; l++) {
		for (size_t k = s->near_t.at[l]; k < s->near_t.at[l + 1]; k++) {
			uint32_t u = s->near_t.column[k];
			text_add_scaled(place + l * width, s->near_t.value[k] * s->weight[u], s->place.vector + u * width, width);
		}
		for (size_t d = 0; d < width && s->landmark_degree[l] > 0; d++)
			place[l * width + d] /= s->landmark_degree[l];
	}
	return place;
}

struct text_model *text_model_new(struct arena *a, const struct text_space *space, const struct text_node *nodes,
                                  size_t n_nodes)
{
	struct text_model *m = arena_alloc(a, sizeof *m);
	int32_t *parent = arena_array(a, n_nodes, sizeof *parent);
	for (size_t c = 0; c < n_nodes; c++)
		parent[c] = nodes[c].parent;
	*m = (struct text_model){ .space = space, .n_nodes = n_nodes, .parent = parent,
		.written = text_written_new(a, space, nodes, n_nodes), .landmark_place = find_landmark_places(a, space) };
	learn(a, m, nodes);
	return m;
}

void text_model_add(struct text_model *m, const struct text_sight *sight, uint32_t node)
{
	struct arena *scratch = arena_new();
	if (m->examples[node]++ == 0)
		m->class_of[node] = text_learned_add_class(m->learned);
	struct text_row row = learnable(m, sight, scratch);
	text_learned_add(m->learned, &row, m->class_of[node]);
	arena_free(scratch);
}

/* ---- Suggesting ---- */

/* The node at the top of the branch that a node stands in. */
static uint32_t branch_of(const struct text_model *m, uint32_t node)
{
	while (m->parent[node] >= 0)
		node = (uint32_t)m->parent[node];
	return node;
}

static void nominate(struct text_suggestions *s, uint32_t node, double chance)
{
	unsigned last = TEXT_SUGGESTED - 1;
	if (s->n == TEXT_SUGGESTED && chance <= s->best[last].score)
		return;
	unsigned at = s->n < TEXT_SUGGESTED ? s->n++ : last;
	for (; at > 0 && chance > s->best[at - 1].score; at--)
		s->best[at] = s->best[at - 1];
	s->best[at].node = node;
	s->best[at].score = chance;
}

/* Base rates alone are no reason to suggest a node. */
static bool speaks_for(const float *evidence)
{
	return evidence[EVIDENCE_WRITTEN] > 0 || evidence[EVIDENCE_LEARNT] > 0 || evidence[EVIDENCE_BRANCH] > 0;
}

struct text_suggestions text_model_suggest(const struct text_model *m, const struct text_sight *sight,
                                           struct arena *scratch)
{
	struct text_suggestions s = { .abstain = true };
	if (sight->row.n == 0)
		return s;
	float *score = arena_array(scratch, m->learned->n_classes, sizeof *score);
	double *chance = arena_array(scratch, m->n_nodes + 1, sizeof *chance), branch = 0;
	struct text_row row = learnable(m, sight, scratch);
	text_learned_score(m->learned, &row, score);
	float *evidence = gather(m, sight, score, scratch);
	text_chances(evidence, m->n_nodes, m->weight, chance);
	for (uint32_t c = 0; c < m->n_nodes; c++)
		if (speaks_for(evidence + c * EVIDENCE_KINDS))
			nominate(&s, c, chance[c]);
	for (uint32_t c = 0; s.n > 0 && c < m->n_nodes; c++)
		if (branch_of(m, c) == branch_of(m, s.best[0].node))
			branch += chance[c];
	s.abstain = branch < SURE;
	return s;
}
