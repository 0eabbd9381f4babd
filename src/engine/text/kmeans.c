/*
 * Spherical k-means (Dhillon and Modha 2001) with k-means++ starts (Arthur and Vassilvitskii 2007):
 * points and centres have length 1, and each point belongs to the centre of the largest cosine.
 */
#include "engine/text/text_internal.h"

#include "base/hash.h"
#include "base/parallel.h"
#include "base/random.h"

enum { ROUNDS = 40 };

/* Rounds end when the objective grows by less than this share of itself. */
#define CONVERGED 1e-4

static bool is_point(const struct text_points *p, size_t i)
{
	return p->weight[i] > 0 && text_dot(p->row + i * p->width, p->row + i * p->width, p->width) > 0;
}

/* ---- Starts ---- */

/* A point drawn with a chance that grows with `far` times its weight; p->n where all are 0. */
static size_t draw(const struct text_points *p, const double *far, struct random *r)
{
	double sum = 0;
	for (size_t i = 0; i < p->n; i++)
		sum += far[i] * (double)p->weight[i];
	double at = random_unit(r) * sum;
	size_t last = p->n;
	for (size_t i = 0; i < p->n && sum > 0; i++) {
		if (!(far[i] > 0) || !(p->weight[i] > 0))
			continue;
		last = i;
		if ((at -= far[i] * (double)p->weight[i]) < 0)
			break;
	}
	return last;
}

/* Each next centre is a point far from those before. Returns how many there are. */
static size_t start(const struct text_points *p, size_t k, struct random *r, float *centre)
{
	struct arena *scratch = arena_new();
	double *far = arena_array(scratch, p->n, sizeof *far);
	size_t n = 0;
	for (size_t i = 0; i < p->n; i++)
		far[i] = is_point(p, i);
	for (; n < k; n++) {
		size_t chosen = draw(p, far, r);
		if (chosen == p->n)
			break;
		float *c = centre + n * p->width;
		memcpy(c, p->row + chosen * p->width, p->width * sizeof *c);
		for (size_t i = 0; i < p->n; i++) {
			double d = 1 - (double)text_dot(p->row + i * p->width, c, p->width);
			far[i] = d < 1e-6 ? 0 : far[i] < d ? far[i] : d;
		}
	}
	arena_free(scratch);
	return n;
}

/* ---- Rounds ---- */

/* The centres with a column for each, so that a point is compared with eight at a time. */
struct columns {
	float *value; /* width × padded */
	float *cosine; /* of one point with each centre */
	size_t k, width, padded;
};

static struct columns columns_new(struct arena *a, size_t k, size_t width)
{
	size_t padded = (k + 7) / 8 * 8;
	return (struct columns){ arena_array(a, width * padded, sizeof(float)), arena_array(a, padded, sizeof(float)),
	                         k, width, padded };
}

static void columns_set(struct columns *c, const float *centre)
{
	for (size_t g = 0; g < c->k; g++)
		for (size_t d = 0; d < c->width; d++)
			c->value[d * c->padded + g] = centre[g * c->width + d];
}

struct nearest {
	uint32_t group;
	float cosine;
};

static struct nearest nearest(struct columns *c, const float *row)
{
	memset(c->cosine, 0, c->padded * sizeof *c->cosine);
	for (size_t d = 0; d < c->width; d++)
		text_add_scaled(c->cosine, row[d], c->value + d * c->padded, c->padded);
	struct nearest best = { 0, c->cosine[0] };
	for (size_t g = 1; g < c->k; g++)
		if (c->cosine[g] > best.cosine)
			best = (struct nearest){ (uint32_t)g, c->cosine[g] };
	return best;
}

void text_kmeans_assign(const struct text_points *p, const float *centre, size_t k, uint32_t *of)
{
	struct arena *scratch = arena_new();
	struct columns c = columns_new(scratch, k, p->width);
	columns_set(&c, centre);
	for (size_t i = 0; i < p->n; i++)
		of[i] = nearest(&c, p->row + i * p->width).group;
	arena_free(scratch);
}

/* Assigns the points and moves the centres to the middle of theirs; one without keeps its place. */
static void round_once(const struct text_points *p, struct text_kmeans *m, struct columns *c, float *sum)
{
	memset(sum, 0, m->k * p->width * sizeof *sum);
	columns_set(c, m->centre);
	m->objective = 0;
	for (size_t i = 0; i < p->n; i++) {
		const float *row = p->row + i * p->width;
		struct nearest best = nearest(c, row);
		m->of[i] = best.group;
		m->objective += (double)(p->weight[i] * best.cosine);
		text_add_scaled(sum + best.group * p->width, p->weight[i], row, p->width);
	}
	for (size_t g = 0; g < m->k; g++)
		if (text_normalise(sum + g * p->width, p->width) > 0)
			memcpy(m->centre + g * p->width, sum + g * p->width, p->width * sizeof *sum);
}

struct starts {
	const struct text_points *points;
	struct text_kmeans *result; /* beside the starts */
	uint64_t seed;
	size_t k;
};

static void run_start(void *arg, size_t i)
{
	const struct starts *s = arg;
	const struct text_points *p = s->points;
	struct text_kmeans *m = &s->result[i];
	struct arena *scratch = arena_new();
	float *sum = arena_array(scratch, s->k * p->width, sizeof *sum);
	struct random r = random_seeded(hash_u64(s->seed + i + 1));
	m->k = start(p, s->k, &r, m->centre);
	struct columns c = columns_new(scratch, m->k, p->width);
	double before = -1;
	for (int round = 0; m->k && round < ROUNDS; round++) {
		round_once(p, m, &c, sum);
		if (m->objective - before < CONVERGED * m->objective)
			break;
		before = m->objective;
	}
	arena_free(scratch);
}

struct text_kmeans text_kmeans(struct arena *a, const struct text_points *points, size_t k,
                               unsigned starts, unsigned threads, uint64_t seed)
{
	struct arena *scratch = arena_new();
	struct starts s = { points, arena_array(scratch, starts, sizeof *s.result), seed, k };
	for (unsigned i = 0; i < starts; i++) {
		s.result[i].of = arena_array(scratch, points->n, sizeof *s.result[i].of);
		s.result[i].centre = arena_array(scratch, k * points->width, sizeof *s.result[i].centre);
	}
	parallel(threads, starts, run_start, &s);
	size_t best = 0;
	for (size_t i = 1; i < starts; i++)
		if (s.result[i].objective > s.result[best].objective)
			best = i;
	struct text_kmeans m = s.result[best];
	m.of = memcpy(arena_array(a, points->n, sizeof *m.of), m.of, points->n * sizeof *m.of);
	m.centre = memcpy(arena_array(a, k * points->width, sizeof *m.centre), m.centre,
	                  k * points->width * sizeof *m.centre);
	arena_free(scratch);
	return m;
}
