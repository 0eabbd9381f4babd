/* Which nodes of the plan the texts of a corpus belong to: a model of the nodes, asked about each. */
#include "engine/text/model.h"

#include "base/parallel.h"

struct assigning {
	const struct text_model *model;
	struct text_suggestions *best; /* beside the uniques */
};

static void assign_chunk(void *arg, size_t chunk)
{
	const struct assigning *g = arg;
	const struct text_space *s = g->model->space;
	struct arena *scratch = arena_new(), *each = arena_new();
	float *sum = arena_array(scratch, s->features.n, sizeof *sum);
	for (size_t u = chunk * TEXT_CHUNK; u < text_chunk_end(chunk, s->corpus->n_unique); u++) {
		struct text_sight sight = text_sight_of(each, s, u, sum);
		g->best[u] = text_model_suggest(g->model, &sight, each);
		arena_reset(each);
	}
	arena_free(each);
	arena_free(scratch);
}

struct text_suggestions *text_assign(struct arena *a, const struct text_space *space,
                                     const struct text_node *nodes, size_t n_nodes)
{
	const struct text_corpus *c = space->corpus;
	struct arena *scratch = arena_new();
	struct assigning g = { text_model_new(scratch, space, nodes, n_nodes),
	                       arena_array(scratch, c->n_unique, sizeof *g.best) };
	parallel(c->options.threads, text_chunks(c->n_unique), assign_chunk, &g);
	struct text_suggestions *best = arena_array(a, c->n, sizeof *best);
	for (size_t i = 0; i < c->n; i++)
		best[i] = g.best[c->unique[i]];
	arena_free(scratch);
	return best;
}
