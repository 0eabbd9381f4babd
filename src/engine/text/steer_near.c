/*
 * Who follows a decision to move members: of those that came after it into the groups that members were
 * taken from, the ones that are nearer the centroid of the moved than that of the members left behind. Only members that
 * planners knew when they decided make up the centroids, so that the new do not decide about the new.
 */
#include "engine/text/steer_internal.h"

#include <math.h>

/* A sum of places, whose direction is the centroid's. */
struct centroid {
	double *sum;
	double length;
	size_t n;
};

static struct centroid centroid_new(struct arena *a, size_t width)
{
	return (struct centroid){ .sum = arena_array(a, width, sizeof(double)) };
}

static void add(struct centroid *c, const float *place, size_t width)
{
	c->n++;
	for (size_t k = 0; place && k < width; k++)
		c->sum[k] += (double)place[k];
}

static void finish(struct centroid *c, size_t width)
{
	double square = 0;
	for (size_t k = 0; k < width; k++)
		square += c->sum[k] * c->sum[k];
	c->length = sqrt(square);
}

/* -1, the least a cosine can be, where there is no direction. */
static double cosine(const struct centroid *c, const float *place, size_t width)
{
	double dot = 0;
	for (size_t k = 0; k < width; k++)
		dot += c->sum[k] * (double)place[k];
	return c->length > 0 ? dot / c->length : -1;
}

static bool is_new(const struct steering *s, size_t decision, size_t member)
{
	return s->in->members[member].came > s->in->decisions[decision].known;
}

/* The centroids of what is left of each slot; unused ones have no sum. */
static struct centroid *left_behind(struct steering *s, struct arena *a, size_t decision, const int32_t *was, int32_t to)
{
	struct centroid *left = arena_array(a, s->slots.n, sizeof *left);
	for (size_t i = 0; i < s->in->n; i++)
		if (was[i] >= 0 && was[i] != to && !left[was[i]].sum)
			left[was[i]] = centroid_new(a, s->in->width);
	for (size_t i = 0; i < s->in->n; i++)
		if (s->of[i] >= 0 && left[s->of[i]].sum && !is_new(s, decision, i))
			add(&left[s->of[i]], s->in->members[i].place, s->in->width);
	for (size_t g = 0; g < s->slots.n; g++)
		if (left[g].sum)
			finish(&left[g], s->in->width);
	return left;
}

void steer_follow(struct steering *s, size_t decision, const int32_t *was, int32_t to)
{
	const struct steer_member *members = s->in->members;
	size_t width = s->in->width;
	struct arena *scratch = arena_new();
	struct centroid *left = left_behind(s, scratch, decision, was, to), moved = centroid_new(scratch, width);
	for (size_t i = 0; i < s->in->n; i++)
		if (s->of[i] == to && was[i] != STEER_NOT_MOVED)
			add(&moved, members[i].place, width);
	finish(&moved, width);
	for (size_t i = 0; i < s->in->n; i++) {
		if (s->of[i] < 0 || !left[s->of[i]].sum || !is_new(s, decision, i) || !members[i].place)
			continue;
		const struct centroid *rest = &left[s->of[i]];
		if (rest->n > 0 && cosine(rest, members[i].place, width) >= cosine(&moved, members[i].place, width))
			continue;
		s->of[i] = to;
		*VEC_PUSH(s->a, &s->followers) = (struct steer_follower){ decision, i };
	}
	arena_free(scratch);
}
