/*
 * How many groups? As many as are found again: the points are cut in halves at random, each half
 * is grouped by itself, and both groupings are continued to all points (Ben-Hur, Elisseeff and
 * Guyon 2002; Lange et al. 2004). What the two have in common is measured as information, less
 * what chance would give (the bias term of Miller 1955), and as the share that this is of all that
 * so many groups could say. Few groups agree well and say little, many say much and do not agree:
 * the number is taken whose information, times the square of that share, is largest.
 */
#include "engine/text/text_internal.h"

#include "base/hash.h"
#include "base/parallel.h"
#include "base/random.h"

#include <math.h>

enum {
	HALVINGS = 6,
	SAMPLE = 1000, /* points that are looked at */
};

/* Information that two groupings of n points into at most k groups share, without what chance gives. */
static double shared_information(struct arena *scratch, const uint32_t *x, const uint32_t *y, size_t n, size_t k)
{
	double *cell = arena_array(scratch, k * k, sizeof *cell);
	double *row = arena_array(scratch, k, sizeof *row), *column = arena_array(scratch, k, sizeof *column);
	for (size_t i = 0; i < n; i++) {
		cell[x[i] * k + y[i]]++;
		row[x[i]]++;
		column[y[i]]++;
	}
	double sum = 0, all = (double)n;
	for (size_t i = 0; i < k; i++)
		for (size_t j = 0; j < k; j++)
			if (cell[i * k + j] > 0)
				sum += cell[i * k + j] / all * log(cell[i * k + j] * all / (row[i] * column[j]));
	return sum - (double)(k - 1) * (double)(k - 1) / (2 * all);
}

struct trials {
	const struct text_points *points; /* the sample */
	uint64_t seed;
	const size_t *k; /* the numbers that are tried */
	double *information; /* beside them, HALVINGS for each */
};

/* The first k coordinates of the points, made length 1, with half of the weights put to 0. */
static struct text_points half(struct arena *a, const struct text_points *p, size_t k, uint64_t seed, bool second)
{
	float *row = arena_array(a, p->n * k, sizeof *row), *weight = arena_array(a, p->n, sizeof *weight);
	struct random r = random_seeded(seed);
	for (size_t i = 0; i < p->n; i++) {
		memcpy(row + i * k, p->row + i * p->width, k * sizeof *row);
		text_normalise(row + i * k, k);
		weight[i] = (random_next(&r) >> 63) == second ? p->weight[i] : 0;
	}
	return (struct text_points){ p->n, k, row, weight };
}

static void run_trial(void *arg, size_t i)
{
	const struct trials *t = arg;
	size_t k = t->k[i / HALVINGS];
	uint64_t seed = hash_u64(t->seed + i % HALVINGS + 1);
	struct arena *scratch = arena_new();
	uint32_t *of[2];
	for (int h = 0; h < 2; h++) {
		struct text_points p = half(scratch, t->points, k, seed, h);
		struct text_kmeans m = text_kmeans(scratch, &p, k, 1, 1, seed);
		of[h] = arena_array(scratch, p.n, sizeof *of[h]);
		text_kmeans_assign(&p, m.centre, m.k, of[h]);
	}
	t->information[i] = shared_information(scratch, of[0], of[1], t->points->n, k);
	arena_free(scratch);
}

/* Every so many-th point, so that no more than SAMPLE are left. */
static struct text_points sample(struct arena *a, const struct text_points *p)
{
	size_t step = (p->n + SAMPLE - 1) / SAMPLE, n = 0;
	if (step <= 1)
		return *p;
	float *row = arena_array(a, SAMPLE * p->width, sizeof *row), *weight = arena_array(a, SAMPLE, sizeof *weight);
	for (size_t i = 0; i < p->n; i += step, n++) {
		memcpy(row + n * p->width, p->row + i * p->width, p->width * sizeof *row);
		weight[n] = p->weight[i];
	}
	return (struct text_points){ n, p->width, row, weight };
}

/* All numbers up to 12, and then every other one. */
static size_t list_numbers(size_t *k, size_t most)
{
	size_t n = 0;
	for (size_t next = 2; next <= most; next += next < 12 ? 1 : 2)
		k[n++] = next;
	return n;
}

size_t text_stable_k(const struct text_points *points, size_t most, unsigned threads, uint64_t seed)
{
	if (most <= 2)
		return 2;
	struct arena *scratch = arena_new();
	struct text_points p = sample(scratch, points);
	size_t *k = arena_array(scratch, most, sizeof *k), n = list_numbers(k, most), chosen = 0;
	struct trials t = { &p, seed, k, arena_array(scratch, n * HALVINGS, sizeof *t.information) };
	parallel(threads, n * HALVINGS, run_trial, &t);
	double best = 0;
	for (size_t i = 0; i < n; i++) {
		double mean = 0;
		for (size_t h = 0; h < HALVINGS; h++)
			mean += t.information[i * HALVINGS + h] / HALVINGS;
		double share = fmax(0, mean) / log((double)k[i]);
		if (mean * share * share > best) {
			best = mean * share * share;
			chosen = i;
		}
	}
	size_t stable = k[chosen];
	arena_free(scratch);
	return stable;
}
