/*
 * Where a new text stands, and what stands around it.
 *
 * Its place is found from its features by the same map that the space's own places come from
 * (folding in, Deerwester et al. 1990): a feature's row is the weighted sum of the places of the texts
 * that have it, over the dimension's eigenvalue. The landmarks nearest to the place name the texts to look at; of these
 * the nearest by place are compared by their features too.
 */
#include "engine/text/resident_internal.h"

#include <math.h>

enum {
	TIES = 20,     /* landmarks that a text is near to */
	SEARCHED = 5,  /* landmarks whose texts are looked at */
	LOOKED = 1500, /* texts of each: those that are nearest to it */
};

/* A text that is no part of the corpus. */
struct added {
	const float *place;
	struct text_row row;
};

struct text_around {
	struct arena *arena;
	const struct text_model *model;
	float *map;      /* features × dimensions */
	float *landmark; /* landmarks × dimensions, of length 1 */
	struct text_sparse members; /* landmarks × texts: the texts to look at */
	VEC(struct added) added;
};

/* map = features of forms' · counts' · (texts' places, scaled) / eigenvalues */
static float *make_map(struct arena *a, const struct text_space *s)
{
	const struct text_features *f = &s->features;
	struct arena *scratch = arena_new();
	size_t width = s->place.width;
	unsigned threads = s->corpus->options.threads;
	float *texts = arena_array(scratch, s->place.n * width, sizeof *texts);
	float *forms = arena_array(scratch, f->of_form.rows * width, sizeof *forms);
	float *map = arena_array(a, f->n * width, sizeof *map);
	for (size_t u = 0; u < s->place.n; u++)
		for (size_t d = 0; d < width; d++)
			if (s->place.value[d] > 0)
				texts[u * width + d] = f->scale[u] * sqrtf(s->weight[u]) * s->place.vector[u * width + d] / (float)s->place.value[d];
	text_sparse_multiply(&f->counts_t, texts, forms, width, threads);
	text_sparse_multiply(&f->of_form_t, forms, map, width, threads);
	arena_free(scratch);
	return map;
}

struct member {
	uint32_t unique;
	float near;
};

static int by_nearness(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	if (x->near != y->near)
		return x->near < y->near ? 1 : -1;
	return (x->unique > y->unique) - (x->unique < y->unique);
}

static struct text_sparse choose_members(struct arena *a, const struct text_sparse *near_t)
{
	struct arena *scratch = arena_new();
	size_t landmarks = near_t->rows, n = 0;
	struct text_sparse m = { .rows = landmarks, .columns = near_t->columns, .at = arena_array(a, landmarks + 1, sizeof *m.at) };
	for (size_t l = 0; l < landmarks; l++) {
		size_t all = near_t->at[l + 1] - near_t->at[l];
		m.at[l + 1] = n += all < LOOKED ? all : LOOKED;
	}
	m.column = arena_array(a, n, sizeof *m.column);
	for (size_t l = 0; l < landmarks; l++) {
		size_t from = near_t->at[l], all = near_t->at[l + 1] - from;
		struct member *member = arena_array(scratch, all, sizeof *member);
		for (size_t k = 0; k < all; k++)
			member[k] = (struct member){ near_t->column[from + k], near_t->value[from + k] };
		qsort(member, all, sizeof *member, by_nearness);
		for (size_t k = m.at[l]; k < m.at[l + 1]; k++)
			m.column[k] = member[k - m.at[l]].unique;
		arena_reset(scratch);
	}
	arena_free(scratch);
	return m;
}

struct text_around *text_around_new(struct arena *a, const struct text_model *m)
{
	struct text_around *n = arena_alloc(a, sizeof *n);
	size_t width = m->space->place.width, landmarks = m->space->near.columns;
	*n = (struct text_around){ .arena = a, .model = m, .map = make_map(a, m->space),
	                           .landmark = arena_array(a, landmarks * width, sizeof *n->landmark),
	                           .members = choose_members(a, &m->space->near_t) };
	memcpy(n->landmark, m->landmark_place, landmarks * width * sizeof *n->landmark);
	for (size_t l = 0; l < landmarks; l++)
		text_normalise(n->landmark + l * width, width);
	return n;
}

struct text_sight text_around_look(const struct text_around *n, const struct text_row *row, struct arena *a, float *place)
{
	const struct text_space *s = n->model->space;
	size_t width = s->place.width;
	uint32_t *landmark = arena_array(a, TIES, sizeof *landmark);
	float *near = arena_array(a, TIES, sizeof *near), sum = 0;
	struct text_sight sight = { .row = *row, .landmark = landmark, .near = near };
	memset(place, 0, width * sizeof *place);
	for (size_t i = 0; i < row->n; i++)
		text_add_scaled(place, row->value[i], n->map + row->feature[i] * width, width);
	text_normalise(place, width);
	for (uint32_t l = 0; l < s->near.columns; l++) {
		float likeness = text_dot(place, n->landmark + l * width, width);
		if (likeness <= 0 || (sight.n_near == TIES && likeness <= near[TIES - 1]))
			continue;
		size_t at = sight.n_near < TIES ? sight.n_near++ : TIES - 1;
		for (; at > 0 && likeness > near[at - 1]; at--) {
			near[at] = near[at - 1];
			landmark[at] = landmark[at - 1];
		}
		near[at] = likeness;
		landmark[at] = l;
	}
	for (size_t i = 0; i < sight.n_near; i++)
		sum += near[i] *= near[i];
	for (size_t i = 0; i < sight.n_near; i++)
		near[i] /= sum;
	return sight;
}

void text_around_add(struct text_around *n, const struct text_sight *sight, const float *place)
{
	size_t width = n->model->space->place.width, k = sight->row.n;
	struct added *added = VEC_PUSH(n->arena, &n->added);
	float *kept = arena_array(n->arena, width, sizeof *kept);
	memcpy(kept, place, width * sizeof *kept);
	added->place = kept;
	added->row = (struct text_row){ arena_array(n->arena, k, sizeof(uint32_t)), arena_array(n->arena, k, sizeof(float)), k };
	for (size_t i = 0; i < k; i++) {
		added->row.feature[i] = sight->row.feature[i];
		added->row.value[i] = sight->row.value[i];
	}
}

/* ---- Finding ---- */

/* The nearest so far, best first. */
struct nearest {
	struct text_neighbour *v;
	size_t n;
};

static void offer(struct nearest *best, uint32_t unique, float likeness)
{
	if (best->n == TEXT_NEIGHBOURS && likeness <= best->v[best->n - 1].likeness)
		return;
	for (size_t i = 0; i < best->n; i++)
		if (best->v[i].unique == unique)
			return;
	size_t at = best->n < TEXT_NEIGHBOURS ? best->n++ : best->n - 1;
	for (; at > 0 && likeness > best->v[at - 1].likeness; at--)
		best->v[at] = best->v[at - 1];
	best->v[at] = (struct text_neighbour){ unique, likeness };
}

/* The product of the text's features, laid out beside the features, with those of text u. */
static float product_with(const struct text_space *s, size_t u, const float *laid_out)
{
	const struct text_features *f = &s->features;
	float sum = 0;
	for (size_t i = f->counts.at[u]; i < f->counts.at[u + 1]; i++) {
		uint32_t form = f->counts.column[i];
		float of_form = 0;
		for (size_t k = f->of_form.at[form]; k < f->of_form.at[form + 1]; k++)
			of_form += f->of_form.value[k] * laid_out[f->of_form.column[k]];
		sum += f->counts.value[i] * of_form;
	}
	return sum * f->scale[u];
}

static int by_likeness(const void *a, const void *b)
{
	const struct text_neighbour *x = a, *y = b;
	if (x->likeness != y->likeness)
		return x->likeness < y->likeness ? 1 : -1;
	return (x->unique > y->unique) - (x->unique < y->unique);
}

/* Likeness becomes the mean of the cosines of places and of features. */
static void compare_features(const struct text_around *n, const struct text_sight *sight, struct nearest *best,
                             float *laid_out)
{
	const struct text_space *s = n->model->space;
	for (size_t i = 0; i < sight->row.n; i++)
		laid_out[sight->row.feature[i]] = sight->row.value[i];
	for (size_t i = 0; i < best->n; i++) {
		uint32_t u = best->v[i].unique;
		float product = u < s->place.n ? product_with(s, u, laid_out)
		                               : text_row_dot(&sight->row, &n->added.v[u - s->place.n].row);
		best->v[i].likeness = (best->v[i].likeness + product) / 2;
	}
	for (size_t i = 0; i < sight->row.n; i++)
		laid_out[sight->row.feature[i]] = 0;
	qsort(best->v, best->n, sizeof *best->v, by_likeness);
}

size_t text_around_find(const struct text_around *n, const struct text_sight *sight, const float *place,
                        float *laid_out, struct text_neighbour found[TEXT_NEIGHBOURS])
{
	const struct text_space *s = n->model->space;
	size_t width = s->place.width;
	struct nearest best = { found, 0 };
	for (size_t i = 0; i < sight->n_near && i < SEARCHED; i++) {
		uint32_t l = sight->landmark[i];
		for (size_t k = n->members.at[l]; k < n->members.at[l + 1]; k++) {
			uint32_t u = n->members.column[k];
			offer(&best, u, text_dot(place, s->place.vector + u * width, width));
		}
	}
	for (size_t i = 0; i < n->added.n; i++)
		offer(&best, (uint32_t)(s->place.n + i), text_dot(place, n->added.v[i].place, width));
	compare_features(n, sight, &best, laid_out);
	return best.n;
}
