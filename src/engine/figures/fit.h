/*
 * Whether counts fit expected shares: have the parts of a region spoken as often as their
 * populations would let one expect?
 *
 * Pure computation; nothing fails. The same numbers and seed give the same result.
 */
#ifndef PLANVERK_ENGINE_FIT_H
#define PLANVERK_ENGINE_FIT_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An expected count below this is small: the chi-square distribution is then no good
 * approximation (Cochran 1954). */
#define FIT_SMALL 5.0

enum fit_method {
	FIT_NONE,       /* nothing to test: fewer than two categories, or no counts */
	FIT_CHI_SQUARE, /* by the chi-square distribution; every expected count is FIT_SMALL or more */
	FIT_SIMULATED,  /* by Monte Carlo, because some are smaller */
	FIT_POOLED,     /* some are smaller, and there are too many counts to simulate: the small are one */
};

struct fit {
	enum fit_method method;
	double statistic;        /* Pearson's X² (1900) */
	unsigned degrees;        /* of freedom */
	double p;                /* of an X² as large or larger, if the shares hold; 1 for FIT_NONE */
	double smallest_expected;
};

/* Tests n counts against shares, which are 0 or more and add up to 1; a part with share 0 must
 * have no counts. The arena is for scratch. */
struct fit fit_test(struct arena *a, const int64_t *counts, const double *shares, size_t n, uint64_t seed);

/* The two-sided p of `count` of `of` where each has the chance `share`: exact, by the sum of the
 * outcomes that are no likelier; above 100,000 by the normal distribution. 1 where of is 0. */
double fit_binomial(int64_t count, int64_t of, double share);

/* Corrects n p-values, in place, for that they are many (Holm 1979). */
void fit_holm(struct arena *a, double *p, size_t n);

/* The chance that a chi-square variable with so many degrees of freedom is x or more. */
double fit_chi_square(double x, unsigned degrees);

#endif
