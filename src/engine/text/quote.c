/*
 * Sentences that speak for a group, quoted as they stand: near the middle of the group, and
 * unlike those already chosen (maximal marginal relevance, Carbonell and Goldstein 1998).
 */
#include "engine/text/text_internal.h"

#include "base/parallel.h"
#include "base/utf8.h"

enum {
	TEXTS_MOST = 150,  /* of a group, the most central, whose sentences are looked at */
	SENTENCES_MOST = 40, /* of a text */
	CANDIDATES = 60,
	SHORT = 30, LONG = 320, /* letters of a sentence that is quoted where there is a choice */
};

/* How much being central counts against being unlike what is chosen. */
#define CENTRAL 0.7F

struct candidate {
	struct text_quote quote;
	uint32_t family;
	struct text_row row;
	float central, like_chosen;
	bool chosen;
};

struct quoting {
	const struct text_space *space;
	const struct text_groups *groups;
	struct text_members members;
	unsigned per_group;
	struct text_quote *quotes; /* per_group for each group */
	size_t *n;                 /* beside the groups: how many of them */
};

/* ---- The middle of a group ---- */

/* The sum of a group's rows, times their weights: beside the features. */
static float *middle(struct arena *a, const struct text_space *s, const uint32_t *member, size_t n)
{
	const struct text_features *f = &s->features;
	struct arena *scratch = arena_new();
	float *form = arena_array(scratch, f->counts.columns, sizeof *form), *sum = arena_array(a, f->n, sizeof *sum);
	for (size_t i = 0; i < n; i++)
		for (size_t k = f->counts.at[member[i]]; k < f->counts.at[member[i] + 1]; k++)
			form[f->counts.column[k]] += s->weight[member[i]] * f->scale[member[i]] * f->counts.value[k];
	for (size_t w = 0; w < f->counts.columns; w++)
		for (size_t k = f->of_form.at[w]; form[w] > 0 && k < f->of_form.at[w + 1]; k++)
			sum[f->of_form.column[k]] += form[w] * f->of_form.value[k];
	text_normalise(sum, f->n);
	arena_free(scratch);
	return sum;
}

struct central {
	uint32_t unique;
	float cosine;
};

static int compare_central(const void *a, const void *b)
{
	const struct central *x = a, *y = b;
	if (x->cosine != y->cosine)
		return x->cosine < y->cosine ? 1 : -1;
	return (x->unique > y->unique) - (x->unique < y->unique);
}

/* The first texts of the group's families, the most central first. */
static struct central *rank_texts(struct arena *a, const struct text_space *s, const uint32_t *member, size_t n,
                                  size_t *ranked)
{
	const struct text_eigen *place = &s->place;
	struct central *texts = arena_array(a, n, sizeof *texts);
	float *sum = arena_array(a, place->width, sizeof *sum);
	for (size_t i = 0; i < n; i++)
		text_add_scaled(sum, s->weight[member[i]], place->vector + member[i] * place->width, place->width);
	*ranked = 0;
	for (size_t i = 0; i < n; i++) {
		float cosine = text_dot(sum, place->vector + member[i] * place->width, place->width);
		if (s->leader[member[i]] == member[i])
			texts[(*ranked)++] = (struct central){ member[i], cosine };
	}
	qsort(texts, *ranked, sizeof *texts, compare_central);
	return texts;
}

/* ---- Sentences ---- */

static bool is_personal(const struct text_personal *p, size_t n, size_t at, size_t bytes)
{
	for (size_t i = 0; i < n; i++)
		if (p[i].at < at + bytes && at < p[i].at + p[i].bytes)
			return true;
	return false;
}

/* Keeps the most central candidates, the earlier one where two are equally so. */
static void keep(struct candidate *list, size_t *n, struct candidate c)
{
	if (*n == CANDIDATES && c.central <= list[*n - 1].central)
		return;
	size_t at = *n < CANDIDATES ? (*n)++ : *n - 1;
	for (; at > 0 && c.central > list[at - 1].central; at--)
		list[at] = list[at - 1];
	list[at] = c;
}

/* Adds a text's sentences. `any` takes sentences of any length. */
static void add_sentences(const struct quoting *g, struct arena *a, struct text_query *q, uint32_t group,
                          uint32_t unique, const float *centre, bool any, struct candidate *list, size_t *n)
{
	uint32_t text = g->space->corpus->first[unique];
	struct span whole = span_of(g->space->corpus->texts[text]);
	size_t n_sentences, n_personal;
	struct text_personal *personal = text_personal(a, whole, &n_personal);
	struct span *sentences = text_sentences(a, whole, &n_sentences);
	for (size_t i = 0; i < n_sentences && i < SENTENCES_MOST; i++) {
		size_t at = (size_t)(sentences[i].s - whole.s), letters = utf8_length(sentences[i]);
		if ((!any && (letters < SHORT || letters > LONG)) || is_personal(personal, n_personal, at, sentences[i].n)
		    || !utf8_valid(sentences[i], NULL))
			continue;
		struct candidate c = { .quote = { group, text, at, sentences[i].n },
		                       .family = g->space->duplicates.of[text].family };
		text_query_add(q, sentences[i], 1);
		c.row = text_query_row(q, a);
		for (size_t k = 0; k < c.row.n; k++)
			c.central += c.row.value[k] * centre[c.row.feature[k]];
		if (c.row.n)
			keep(list, n, c);
	}
}

/* The next sentence to quote, or NULL. */
static struct candidate *choose(struct candidate *list, size_t n)
{
	struct candidate *best = NULL;
	float best_score = 0;
	for (size_t i = 0; i < n; i++) {
		float score = CENTRAL * list[i].central - (1 - CENTRAL) * list[i].like_chosen;
		if (!list[i].chosen && (!best || score > best_score)) {
			best = &list[i];
			best_score = score;
		}
	}
	return best;
}

static void quote_group(void *arg, size_t group)
{
	const struct quoting *g = arg;
	const uint32_t *member = g->members.unique + g->members.start[group];
	size_t n_members = g->members.start[group + 1] - g->members.start[group], n = 0, ranked;
	struct arena *scratch = arena_new();
	struct text_query *q = text_query_new(scratch, g->space);
	struct candidate *list = arena_array(scratch, CANDIDATES, sizeof *list);
	float *centre = middle(scratch, g->space, member, n_members);
	struct central *texts = rank_texts(scratch, g->space, member, n_members, &ranked);
	for (int any = 0; any < 2 && n < g->per_group; any++) {
		n = 0;
		for (size_t i = 0; i < ranked && i < TEXTS_MOST; i++)
			add_sentences(g, scratch, q, (uint32_t)group, texts[i].unique, centre, any, list, &n);
	}
	struct candidate *c;
	while (g->n[group] < g->per_group && (c = choose(list, n))) {
		g->quotes[group * g->per_group + g->n[group]++] = c->quote;
		for (size_t i = 0; i < n; i++) {
			list[i].chosen |= list[i].family == c->family;
			float like = text_row_dot(&list[i].row, &c->row);
			list[i].like_chosen = like > list[i].like_chosen ? like : list[i].like_chosen;
		}
	}
	arena_free(scratch);
}

struct text_quotes text_quotes(struct arena *a, const struct text_space *space,
                               const struct text_groups *groups, unsigned per_group)
{
	const struct text_options *o = &space->corpus->options;
	struct arena *scratch = arena_new();
	struct quoting g = {
		.space = space, .groups = groups, .per_group = per_group,
		.members = text_group_members(scratch, space->corpus, groups),
		.quotes = arena_array(scratch, groups->n_groups * per_group, sizeof *g.quotes),
		.n = arena_array(scratch, groups->n_groups, sizeof *g.n),
	};
	parallel(o->threads, groups->n_groups, quote_group, &g);
	struct text_quotes out = { arena_array(a, groups->n_groups * per_group, sizeof *out.v), 0 };
	for (size_t i = 0; i < groups->n_groups; i++)
		for (size_t k = 0; k < g.n[i]; k++)
			out.v[out.n++] = g.quotes[i * per_group + k];
	text_progress(o, "quotes chosen", out.n, out.n);
	arena_free(scratch);
	return out;
}
