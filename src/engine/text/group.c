/*
 * Groups of texts: spherical k-means on the places that graph.c gives them (spectral
 * clustering), then what stands alone is set apart, and the groups are put in order.
 */
#include "engine/text/text_internal.h"

#include "base/parallel.h"

#include <math.h>

enum {
	MOST_GROUPS = 30,    /* where the number is chosen here */
	FAMILIES_A_GROUP = 6, /* at least, on average, where the number is chosen here */
	STARTS = 12,
	SAMPLE = 4000,       /* families by which the centres are found */
	MOST_OVERVIEW = 7,
	CAMPAIGN = 3,        /* texts of a family that is a group even by itself */
	DIMENSIONS = 64,     /* of the graph: one for each group, up to this */
};

/* A text whose mean cosine to its group is below this share of the middle one stands alone. */
#define ALONE 0.35

/* ---- Groups of families ---- */

/* The first `width` coordinates of each text, made length 1. */
static struct text_points points_of(struct arena *a, const struct text_space *s, const struct text_eigen *e,
                                    size_t width)
{
	float *row = arena_array(a, e->n * width, sizeof *row);
	for (size_t u = 0; u < e->n; u++) {
		memcpy(row + u * width, e->vector + u * e->width, width * sizeof *row);
		text_normalise(row + u * width, width);
	}
	return (struct text_points){ e->n, width, row, s->weight };
}

/* While grouping, by unique; families are kept together by their leader. */
struct grouping {
	const struct text_space *space;
	int32_t *of;     /* beside the uniques */
	size_t n_groups;
};

static bool is_leader(const struct text_space *s, uint32_t u)
{
	return s->leader[u] == u;
}

/* Centres are found on every so many-th point, so that the time is bounded, and then given all. */
static void find_groups(struct grouping *g, const struct text_points *all, size_t k)
{
	const struct text_options *o = &g->space->corpus->options;
	struct arena *scratch = arena_new();
	size_t step = (all->n + SAMPLE - 1) / SAMPLE, n = 0;
	float *row = arena_array(scratch, SAMPLE * all->width, sizeof *row);
	float *weight = arena_array(scratch, SAMPLE, sizeof *weight);
	for (size_t u = 0; u < all->n; u += step, n++) {
		memcpy(row + n * all->width, all->row + u * all->width, all->width * sizeof *row);
		weight[n] = all->weight[u];
	}
	struct text_points sample = { n, all->width, row, weight };
	struct text_kmeans m = text_kmeans(scratch, &sample, k, STARTS, o->threads, o->seed + 2);
	uint32_t *of = arena_array(scratch, all->n, sizeof *of);
	text_kmeans_assign(all, m.centre, m.k, of);
	for (uint32_t u = 0; u < all->n; u++)
		g->of[u] = (int32_t)of[g->space->leader[u]];
	g->n_groups = k;
	arena_free(scratch);
}

/* The sum of each group's places, by the weights of the texts. */
static float *sum_places(struct arena *a, const struct grouping *g)
{
	const struct text_eigen *place = &g->space->place;
	float *sum = arena_array(a, g->n_groups * place->width, sizeof *sum);
	for (size_t u = 0; u < place->n; u++)
		if (g->of[u] >= 0)
			text_add_scaled(sum + (size_t)g->of[u] * place->width, g->space->weight[u],
			                place->vector + u * place->width, place->width);
	return sum;
}

static int compare_floats(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;
	return (x > y) - (x < y);
}

/* Each text's cosine with the rest of its group. */
static float *measure_fit(struct arena *a, const struct grouping *g)
{
	const struct text_eigen *place = &g->space->place;
	struct arena *scratch = arena_new();
	float *sum = sum_places(scratch, g), *rest = arena_array(scratch, place->width, sizeof *rest);
	float *cosine = arena_array(a, place->n, sizeof *cosine);
	for (size_t u = 0; u < place->n; u++) {
		const float *row = place->vector + u * place->width;
		memcpy(rest, sum + (size_t)g->of[u] * place->width, place->width * sizeof *rest);
		text_add_scaled(rest, -g->space->weight[u], row, place->width);
		text_normalise(rest, place->width);
		cosine[u] = text_dot(rest, row, place->width);
	}
	arena_free(scratch);
	return cosine;
}

/* How many texts each family has. */
static size_t *count_voices(struct arena *a, const struct text_space *s)
{
	size_t *voices = arena_array(a, s->duplicates.n_families, sizeof *voices);
	for (size_t i = 0; i < s->corpus->n; i++)
		voices[s->duplicates.of[i].family]++;
	return voices;
}

/*
 * Takes out of their groups the families whose leader is far from what else is in them, and
 * then the groups that are left with one family. A family of many texts does not stand alone.
 */
static void set_apart(struct grouping *g)
{
	const struct text_space *s = g->space;
	struct arena *scratch = arena_new();
	float *cosine = measure_fit(scratch, g), *sorted = arena_array(scratch, s->place.n, sizeof *sorted);
	size_t *voices = count_voices(scratch, s), n = 0;
	size_t *families = arena_array(scratch, g->n_groups, sizeof *families);
	for (uint32_t u = 0; u < s->place.n; u++)
		if (is_leader(s, u) && s->features.scale[u] > 0)
			sorted[n++] = cosine[u];
	qsort(sorted, n, sizeof *sorted, compare_floats);
	float least = n ? (float)ALONE * sorted[n / 2] : 0;
	for (uint32_t u = 0; u < s->place.n; u++) {
		bool many = voices[s->duplicates.of[s->corpus->first[u]].family] >= CAMPAIGN;
		if (is_leader(s, u) && (!(s->features.scale[u] > 0) || (cosine[u] < least && !many)))
			g->of[u] = TEXT_NOT_GROUPED;
		else
			families[g->of[u]] += is_leader(s, u) ? 1 + many : 0;
	}
	for (uint32_t u = 0; u < s->place.n; u++)
		if (g->of[u] >= 0 && families[g->of[u]] < 2)
			g->of[u] = TEXT_NOT_GROUPED;
	for (uint32_t u = 0; u < s->place.n; u++)
		g->of[u] = g->of[s->leader[u]];
	arena_free(scratch);
}

/* ---- Numbers ---- */

struct size {
	size_t families, first; /* first: its first text */
	int32_t group;
};

static int compare_sizes(const void *a, const void *b)
{
	const struct size *x = a, *y = b;
	if (x->families != y->families)
		return x->families < y->families ? 1 : -1;
	return (x->first > y->first) - (x->first < y->first);
}

/* Numbers the groups by falling size; those without texts disappear. */
static void number_groups(struct grouping *g)
{
	struct arena *scratch = arena_new();
	struct size *sizes = arena_array(scratch, g->n_groups, sizeof *sizes);
	int32_t *number = arena_array(scratch, g->n_groups, sizeof *number);
	size_t k = 0;
	for (size_t i = 0; i < g->n_groups; i++)
		sizes[i] = (struct size){ 0, SIZE_MAX, (int32_t)i };
	for (uint32_t u = 0; u < g->space->corpus->n_unique; u++) {
		if (g->of[u] < 0)
			continue;
		struct size *size = &sizes[g->of[u]];
		size->families += is_leader(g->space, u);
		if (size->first == SIZE_MAX)
			size->first = u;
	}
	qsort(sizes, g->n_groups, sizeof *sizes, compare_sizes);
	while (k < g->n_groups && sizes[k].families > 0) {
		number[sizes[k].group] = (int32_t)k;
		k++;
	}
	for (size_t u = 0; u < g->space->corpus->n_unique; u++)
		if (g->of[u] >= 0)
			g->of[u] = number[g->of[u]];
	g->n_groups = k;
	arena_free(scratch);
}

/* ---- The overview ---- */

/* Joins the two groups whose texts are nearest on average, until there are few enough. */
static uint32_t *make_overview(struct arena *a, const struct grouping *g, size_t *n_overview)
{
	struct arena *scratch = arena_new();
	size_t k = g->n_groups, width = g->space->place.width, left = k;
	float *sum = sum_places(scratch, g);
	double *size = arena_array(scratch, k, sizeof *size);
	uint32_t *theme = arena_array(a, k, sizeof *theme);
	for (size_t u = 0; u < g->space->place.n; u++)
		if (g->of[u] >= 0)
			size[g->of[u]] += (double)g->space->weight[u];
	for (size_t i = 0; i < k; i++)
		theme[i] = (uint32_t)i;
	for (; left > MOST_OVERVIEW; left--) {
		double best = -2;
		size_t x = 0, y = 0;
		for (size_t i = 0; i < k; i++)
			for (size_t j = i + 1; j < k; j++) {
				if (theme[i] != i || theme[j] != j)
					continue;
				double cosine = (double)text_dot(sum + i * width, sum + j * width, width) / (size[i] * size[j]);
				if (cosine > best) {
					best = cosine;
					x = i;
					y = j;
				}
			}
		text_add_scaled(sum + x * width, 1, sum + y * width, width);
		size[x] += size[y];
		for (size_t i = 0; i < k; i++)
			if (theme[i] == y)
				theme[i] = (uint32_t)x;
	}
	/* A theme is now named after its first group; number them without gaps. */
	uint32_t *number = arena_array(scratch, k, sizeof *number), next = 0;
	for (size_t i = 0; i < k; i++)
		theme[i] = number[i] = theme[i] == i ? next++ : number[theme[i]];
	*n_overview = next;
	arena_free(scratch);
	return theme;
}

/* ---- All together ---- */

static size_t most_groups(const struct text_space *s)
{
	size_t most = s->duplicates.n_families / FAMILIES_A_GROUP;
	return most < 2 ? 2 : most < MOST_GROUPS ? most : MOST_GROUPS;
}

static struct text_groups finish(struct arena *a, struct grouping *g)
{
	const struct text_corpus *c = g->space->corpus;
	number_groups(g);
	text_progress(&c->options, "texts grouped", c->n, c->n);
	struct text_groups out = { .of = arena_array(a, c->n, sizeof *out.of), .n_groups = g->n_groups };
	out.overview = make_overview(a, g, &out.n_overview);
	for (size_t i = 0; i < c->n; i++)
		out.of[i] = g->of[c->unique[i]];
	return out;
}

struct text_groups text_group(struct arena *a, const struct text_space *space, unsigned k)
{
	const struct text_corpus *c = space->corpus;
	struct arena *scratch = arena_new();
	struct grouping g = { .space = space, .of = arena_array(scratch, c->n_unique, sizeof *g.of) };
	if (c->n_unique > 0) {
		size_t most = k ? k : most_groups(space);
		struct text_eigen e = text_graph_places(scratch, space, most < DIMENSIONS ? most : DIMENSIONS);
		size_t chosen = k;
		if (!k) {
			struct text_points p = points_of(scratch, space, &e, e.width);
			chosen = text_stable_k(&p, e.width, c->options.threads, c->options.seed + 3);
		}
		struct text_points p = points_of(scratch, space, &e, chosen < e.width ? chosen : e.width);
		find_groups(&g, &p, chosen);
		if (!k)
			set_apart(&g);
	}
	struct text_groups out = finish(a, &g);
	arena_free(scratch);
	return out;
}

/* ---- More texts in groups that are there ---- */

/* A family stands where any of its texts stood. Returns whether one is new. */
static bool take_over(struct grouping *g, const int32_t *before)
{
	const struct text_space *s = g->space;
	bool any = false;
	for (uint32_t u = 0; u < s->corpus->n_unique; u++)
		g->of[u] = TEXT_NEW;
	for (size_t i = 0; i < s->corpus->n; i++) {
		int32_t *of = &g->of[s->leader[s->corpus->unique[i]]];
		*of = before[i] > *of ? before[i] : *of;
		g->n_groups = before[i] >= (int32_t)g->n_groups ? (size_t)before[i] + 1 : g->n_groups;
	}
	for (uint32_t u = 0; u < s->corpus->n_unique; u++) {
		g->of[u] = g->of[s->leader[u]];
		any = any || g->of[u] == TEXT_NEW;
	}
	return any;
}

/* Half of those that stand in groups are nearer than the middle cosine of these. */
static float least_cosine(const struct grouping *g, float *sum)
{
	const struct text_eigen *place = &g->space->place;
	struct arena *scratch = arena_new();
	float *sorted = arena_array(scratch, place->n, sizeof *sorted);
	size_t n = 0;
	for (size_t k = 0; k < g->n_groups; k++)
		text_normalise(sum + k * place->width, place->width);
	for (uint32_t u = 0; u < place->n; u++)
		if (is_leader(g->space, u) && g->of[u] >= 0)
			sorted[n++] = text_dot(sum + (size_t)g->of[u] * place->width, place->vector + u * place->width, place->width);
	qsort(sorted, n, sizeof *sorted, compare_floats);
	float least = n ? (float)ALONE * sorted[n / 2] : 0;
	arena_free(scratch);
	return least;
}

/* Families that are new, or stood alone, join the group that they are nearest. */
static void place_rest(struct grouping *g)
{
	const struct text_space *s = g->space;
	struct arena *scratch = arena_new();
	float *sum = sum_places(scratch, g), least = least_cosine(g, sum);
	size_t *voices = count_voices(scratch, s), width = s->place.width, there = g->n_groups;
	for (uint32_t u = 0; u < s->corpus->n_unique; u++) {
		float best = least;
		if (!is_leader(s, u) || g->of[u] >= 0)
			continue;
		g->of[u] = TEXT_NOT_GROUPED;
		for (size_t k = 0; s->features.scale[u] > 0 && k < there; k++) {
			float cosine = text_dot(sum + k * width, s->place.vector + u * width, width);
			if (cosine >= best) {
				best = cosine;
				g->of[u] = (int32_t)k;
			}
		}
		/* What many wrote is a group, if by itself. */
		if (g->of[u] < 0 && voices[s->duplicates.of[s->corpus->first[u]].family] >= CAMPAIGN)
			g->of[u] = (int32_t)g->n_groups++;
	}
	for (uint32_t u = 0; u < s->corpus->n_unique; u++)
		g->of[u] = g->of[s->leader[u]];
	arena_free(scratch);
}

struct text_groups text_group_extend(struct arena *a, const struct text_space *space, const int32_t *before)
{
	struct arena *scratch = arena_new();
	struct grouping g = { .space = space, .of = arena_array(scratch, space->corpus->n_unique, sizeof *g.of) };
	if (take_over(&g, before))
		place_rest(&g);
	struct text_groups out = finish(a, &g);
	arena_free(scratch);
	return out;
}

struct text_members text_group_members(struct arena *a, const struct text_corpus *c, const struct text_groups *groups)
{
	struct text_members m = { arena_array(a, c->n_unique, sizeof *m.unique),
	                          arena_array(a, groups->n_groups + 2, sizeof *m.start) };
	/* Counted two places on, so that filling moves each start to where it belongs. */
	for (size_t u = 0; u < c->n_unique; u++)
		if (groups->of[c->first[u]] >= 0)
			m.start[groups->of[c->first[u]] + 2]++;
	for (size_t g = 2; g < groups->n_groups + 2; g++)
		m.start[g] += m.start[g - 1];
	for (size_t u = 0; u < c->n_unique; u++)
		if (groups->of[c->first[u]] >= 0)
			m.unique[m.start[groups->of[c->first[u]] + 1]++] = (uint32_t)u;
	return m;
}
