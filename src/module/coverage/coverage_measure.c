/*
 * The share of voices with Wilson's interval; its ratio to the share of the register, whose
 * interval is the share's divided by that share (the register is a count, not a sample); exact
 * binomial tests with Holm's correction; and one test of all categories together.
 *
 * What the public version hides. A part is hidden where it is small, and others with it, so
 * that neither the sum of the parts nor the sum of all voices gives it away: a share and its
 * interval tell the first sum, and the report the second. Where the parts together, or the voices
 * in no category, are a small number, the first sum must not be told: then shares are of all voices.
 */
#include "module/coverage/coverage_measure.h"

#include <math.h>

#define SEED 1
#define LEVEL 0.05

struct sums {
	int64_t parts, rest;
};

static struct sums sums_of(const struct coverage *c, const int64_t *counts)
{
	struct sums s = { 0 };
	for (size_t i = 0; i < c->n; i++)
		s.parts += counts[i];
	s.rest = counts[c->n] + counts[c->n + 1];
	return s;
}

static bool is_small(int64_t n)
{
	return n > 0 && n < TEXT_SMALL;
}

/* Whether one sum only is told, that of all voices. */
static bool has_one_sum(struct sums s)
{
	return is_small(s.rest) || is_small(s.parts);
}

/* hidden[i] of the parts, then of what is outside and what is not known. */
static bool *find_hidden(struct arena *a, const struct coverage *c, const int64_t *counts)
{
	bool *hidden = arena_array(a, c->n + 2, sizeof *hidden), together = has_one_sum(sums_of(c, counts));
	struct text_share *parts = text_coverage(a, counts, together ? c->n + 2 : c->n),
	                  *rest = together ? parts + c->n : text_coverage(a, counts + c->n, 2);
	for (size_t i = 0; i < c->n + 2; i++)
		hidden[i] = i < c->n ? parts[i].hidden : rest[i - c->n].hidden;
	return hidden;
}

static void measure_parts(struct arena *a, struct coverage *c, enum coverage_unit unit, const int64_t *counts, int64_t of)
{
	double *p = arena_array(a, c->n, sizeof *p);
	for (size_t i = 0; i < c->n; i++)
		p[i] = fit_binomial(counts[i], of, c->parts[i].population_share);
	fit_holm(a, p, c->n);
	for (size_t i = 0; i < c->n; i++) {
		double share = c->parts[i].population_share;
		struct coverage_voices *v = &c->parts[i].voices[unit];
		v->share = text_share(counts[i], of);
		v->share.hidden = false;
		v->ratio = share > 0 ? v->share.share / share : NAN;
		v->low = share > 0 ? v->share.low / share : NAN;
		v->high = share > 0 ? v->share.high / share : NAN;
		v->p = p[i];
	}
}

static void test_together(struct arena *a, struct coverage *c, enum coverage_unit unit, const int64_t *counts)
{
	double *shares = arena_array(a, c->n, sizeof *shares);
	int64_t *tested = arena_array(a, c->n, sizeof *tested);
	for (size_t i = 0; i < c->n; i++) {
		shares[i] = c->parts[i].population_share;
		tested[i] = shares[i] > 0 ? counts[i] : 0; /* of nobody nothing is expected */
	}
	c->fit[unit] = fit_test(a, tested, shares, c->n, SEED);
}

/* The exact statistic would let one compute what is hidden. */
static void blur(struct fit *fit)
{
	fit->statistic = NAN;
	fit->p = ceil(fit->p * 100) / 100;
}

static void hide(struct arena *a, struct coverage *c, enum coverage_unit unit, const int64_t *counts)
{
	bool *hidden = find_hidden(a, c, counts), any = false;
	for (size_t i = 0; i < c->n; i++) {
		c->parts[i].voices[unit].share.hidden = hidden[i];
		any |= hidden[i];
	}
	c->outside[unit].hidden = hidden[c->n];
	c->unknown[unit].hidden = hidden[c->n + 1];
	c->hide_total[unit] = is_small(c->total[unit]);
	if (any)
		blur(&c->fit[unit]);
}

void coverage_measure(struct arena *a, struct coverage *c, enum coverage_unit unit, const int64_t *counts,
                      bool published_only)
{
	struct sums s = sums_of(c, counts);
	c->total[unit] = s.parts + s.rest;
	c->outside[unit] = (struct coverage_rest){ .count = counts[c->n] };
	c->unknown[unit] = (struct coverage_rest){ .count = counts[c->n + 1] };
	measure_parts(a, c, unit, counts, published_only && has_one_sum(s) ? c->total[unit] : s.parts);
	test_together(a, c, unit, counts);
	if (published_only)
		hide(a, c, unit, counts);
}

enum coverage_verdict coverage_verdict(const struct coverage_voices *v)
{
	if (v->share.hidden)
		return COVERAGE_HIDDEN;
	if (v->share.of == 0 || isnan(v->ratio) || v->p >= LEVEL)
		return COVERAGE_UNCLEAR;
	return v->ratio > 1 ? COVERAGE_MORE : COVERAGE_LESS;
}
