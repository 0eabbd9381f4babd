/*
 * Goodness of fit. The chi-square tail is the upper incomplete gamma function, by its series
 * below a + 1 and its continued fraction above (Abramowitz and Stegun 1964, 6.5.29 and 6.5.31),
 * the latter evaluated by Lentz's method (1976). Small expected counts are simulated, with p =
 * (1 + as extreme) / (1 + all), which is never 0 (Davison and Hinkley 1997, 4.2).
 */
#include "engine/figures/fit.h"

#include "base/random.h"

#include <math.h>
#include <stdlib.h>

#define SIMULATIONS 4999
#define SIMULATED_MOST 5000  /* counts; more are pooled, so that a page does not wait */
#define EXACT_MOST 100000    /* of a binomial test */
#define TIE 1e-7             /* what rounding may make of equal numbers */

/* ---- The chi-square distribution ---- */

static double gamma_series(double a, double x)
{
	double term = 1 / a, sum = term;
	for (int i = 1; i < 1000 && fabs(term) > fabs(sum) * 1e-15; i++) {
		term *= x / (a + i);
		sum += term;
	}
	int sign;
	return sum * exp(-x + a * log(x) - lgamma_r(a, &sign));
}

static double gamma_fraction(double a, double x)
{
	const double tiny = 1e-300;
	double b = x + 1 - a, c = 1 / tiny, d = 1 / b, h = d;
	for (int i = 1; i < 1000; i++) {
		double an = -i * (i - a);
		b += 2;
		d = an * d + b;
		d = fabs(d) < tiny ? tiny : d;
		c = b + an / c;
		c = fabs(c) < tiny ? tiny : c;
		d = 1 / d;
		double factor = d * c;
		h *= factor;
		if (fabs(factor - 1) < 1e-15)
			break;
	}
	int sign;
	return h * exp(-x + a * log(x) - lgamma_r(a, &sign));
}

double fit_chi_square(double x, unsigned degrees)
{
	double a = degrees / 2.0, half = x / 2;
	if (degrees == 0 || x <= 0)
		return 1;
	return half < a + 1 ? 1 - gamma_series(a, half) : gamma_fraction(a, half);
}

/* ---- Pearson's statistic ---- */

static double pearson(const int64_t *counts, const double *shares, size_t n, double total)
{
	double sum = 0;
	for (size_t i = 0; i < n; i++) {
		double expected = shares[i] * total, off = (double)counts[i] - expected;
		sum += expected > 0 ? off * off / expected : 0;
	}
	return sum;
}

static int by_share(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* The share below which parts are put together, so that the pool's expected count is not small. */
static double pool_limit(struct arena *a, const double *shares, size_t n, double total)
{
	double *sorted = arena_array(a, n, sizeof *sorted), pool = 0, limit = 0;
	for (size_t i = 0; i < n; i++)
		sorted[i] = shares[i];
	qsort(sorted, n, sizeof *sorted, by_share);
	for (size_t i = 0; i < n && (sorted[i] * total < FIT_SMALL || pool * total < FIT_SMALL); i++) {
		pool += sorted[i];
		limit = sorted[i];
	}
	return limit;
}

static void test_pooled(struct arena *a, const int64_t *counts, const double *shares, size_t n, double total, struct fit *fit)
{
	double *share = arena_array(a, n + 1, sizeof *share), limit = pool_limit(a, shares, n, total);
	int64_t *count = arena_array(a, n + 1, sizeof *count);
	size_t kept = 1; /* the pool comes first */
	for (size_t i = 0; i < n; i++) {
		size_t to = shares[i] <= limit ? 0 : kept++;
		share[to] += shares[i];
		count[to] += counts[i];
	}
	fit->method = FIT_POOLED;
	fit->statistic = pearson(count, share, kept, total);
	fit->degrees = (unsigned)kept - 1;
	fit->p = fit_chi_square(fit->statistic, fit->degrees);
}

/* ---- Simulation ---- */

/* A table from which a part is drawn in constant time (Walker 1977, made as by Vose 1991). */
struct alias {
	double *chance;
	size_t *other;
	size_t n;
};

static struct alias make_alias(struct arena *a, const double *shares, size_t n)
{
	struct alias t = { arena_array(a, n, sizeof *t.chance), arena_array(a, n, sizeof *t.other), n };
	size_t *small = arena_array(a, n, sizeof *small), *large = arena_array(a, n, sizeof *large);
	size_t n_small = 0, n_large = 0;
	for (size_t i = 0; i < n; i++) {
		t.chance[i] = shares[i] * (double)n;
		t.other[i] = i;
		if (t.chance[i] < 1)
			small[n_small++] = i;
		else
			large[n_large++] = i;
	}
	while (n_small > 0 && n_large > 0) {
		size_t s = small[--n_small], l = large[n_large - 1];
		t.other[s] = l;
		t.chance[l] -= 1 - t.chance[s];
		if (t.chance[l] < 1) {
			small[n_small++] = l;
			n_large--;
		}
	}
	/* What is left is 1 but for rounding. */
	while (n_small > 0)
		t.chance[small[--n_small]] = 1;
	while (n_large > 0)
		t.chance[large[--n_large]] = 1;
	return t;
}

static double simulate(struct arena *a, double statistic, const double *shares, size_t n, int64_t total, uint64_t seed)
{
	struct alias t = make_alias(a, shares, n);
	int64_t *counts = arena_array(a, n, sizeof *counts);
	struct random random = random_seeded(seed);
	int extreme = 0;
	for (int round = 0; round < SIMULATIONS; round++) {
		for (size_t i = 0; i < n; i++)
			counts[i] = 0;
		for (int64_t k = 0; k < total; k++) {
			size_t i = random_below(&random, n);
			counts[random_unit(&random) < t.chance[i] ? i : t.other[i]]++;
		}
		extreme += pearson(counts, shares, n, (double)total) >= statistic * (1 - TIE);
	}
	return (1.0 + extreme) / (1.0 + SIMULATIONS);
}

struct fit fit_test(struct arena *a, const int64_t *counts, const double *shares, size_t n, uint64_t seed)
{
	struct fit fit = { .p = 1, .smallest_expected = INFINITY };
	int64_t total = 0;
	unsigned parts = 0;
	for (size_t i = 0; i < n; i++)
		total += counts[i];
	for (size_t i = 0; i < n; i++) {
		parts += shares[i] > 0;
		if (shares[i] > 0)
			fit.smallest_expected = fmin(fit.smallest_expected, shares[i] * (double)total);
	}
	if (parts < 2 || total == 0)
		return fit;
	fit.method = fit.smallest_expected >= FIT_SMALL ? FIT_CHI_SQUARE : FIT_SIMULATED;
	fit.statistic = pearson(counts, shares, n, (double)total);
	fit.degrees = parts - 1;
	if (fit.method == FIT_SIMULATED && total > SIMULATED_MOST)
		test_pooled(a, counts, shares, n, (double)total, &fit);
	else if (fit.method == FIT_SIMULATED)
		fit.p = simulate(a, fit.statistic, shares, n, total, seed);
	else
		fit.p = fit_chi_square(fit.statistic, fit.degrees);
	return fit;
}

/* ---- One part ---- */

static double log_binomial(int64_t k, int64_t n, double share)
{
	int sign;
	double dn = (double)n, dk = (double)k;
	return lgamma_r(dn + 1, &sign) - lgamma_r(dk + 1, &sign) - lgamma_r(dn - dk + 1, &sign)
	       + dk * log(share) + (dn - dk) * log1p(-share);
}

double fit_binomial(int64_t count, int64_t of, double share)
{
	if (of <= 0)
		return 1;
	if (share <= 0 || share >= 1)
		return (share <= 0 ? count == 0 : count == of) ? 1 : 0;
	double expected = (double)of * share;
	if (of > EXACT_MOST) {
		double off = fmax(0, fabs((double)count - expected) - 0.5);
		return erfc(off / sqrt(2 * expected * (1 - share)));
	}
	double limit = log_binomial(count, of, share) + TIE, p = 0;
	for (int64_t k = 0; k <= of; k++) {
		double chance = log_binomial(k, of, share);
		p += chance <= limit ? exp(chance) : 0;
	}
	return fmin(1, p);
}

/* ---- Many at once ---- */

struct ranked {
	double p;
	size_t at;
};

static int by_p(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	return x->p != y->p ? (x->p > y->p) - (x->p < y->p) : (x->at > y->at) - (x->at < y->at);
}

void fit_holm(struct arena *a, double *p, size_t n)
{
	struct ranked *ranked = arena_array(a, n + 1, sizeof *ranked);
	for (size_t i = 0; i < n; i++)
		ranked[i] = (struct ranked){ p[i], i };
	qsort(ranked, n, sizeof *ranked, by_p);
	double least = 0;
	for (size_t i = 0; i < n; i++) {
		least = fmax(least, fmin(1, ranked[i].p * (double)(n - i)));
		p[ranked[i].at] = least;
	}
}
