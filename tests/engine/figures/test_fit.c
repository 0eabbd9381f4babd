#include "engine/figures/fit.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void near(double x, double y, double within)
{
	if (!(fabs(x - y) <= within))
		fail_msg("%.9g is not %.9g", x, y);
}

static void knows_the_chi_square_distribution(void **state)
{
	(void)state;
	/* Closed forms: exp(-x/2) for 2 degrees, erfc(sqrt(x/2)) for 1, exp(-x/2)(1 + x/2) for 4. */
	for (double x = 0.1; x < 60; x *= 1.7) {
		near(fit_chi_square(x, 2), exp(-x / 2), 1e-12);
		near(fit_chi_square(x, 1), erfc(sqrt(x / 2)), 1e-12);
		near(fit_chi_square(x, 4), exp(-x / 2) * (1 + x / 2), 1e-12);
	}
	/* The 95 % quantiles of any table of the distribution. */
	near(fit_chi_square(18.307, 10), 0.05, 1e-5);
	near(fit_chi_square(124.342, 100), 0.05, 1e-5);
	near(fit_chi_square(0, 3), 1, 0);
}

static void tests_large_counts_by_chi_square(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	/* A die of 60 throws; X² = (4 + 4 + 0 + 1 + 1 + 0) / 10. */
	int64_t throws[] = { 8, 12, 10, 9, 11, 10 };
	double fair[] = { 1 / 6.0, 1 / 6.0, 1 / 6.0, 1 / 6.0, 1 / 6.0, 1 / 6.0 };
	struct fit f = fit_test(a, throws, fair, 6, 1);
	assert_int_equal(f.method, FIT_CHI_SQUARE);
	assert_int_equal(f.degrees, 5);
	near(f.statistic, 1.0, 1e-12);
	near(f.smallest_expected, 10, 1e-12);
	near(f.p, 0.9625658, 1e-6); /* 1 - pchisq(1, 5) */
	arena_free(a);
}

/* The chance of an X² as large, over all outcomes of three parts, counted. */
static double exact_three(int64_t x, int64_t y, int64_t z, const double *share)
{
	int64_t n = x + y + z;
	double observed = 0, p = 0;
	const int64_t counts[] = { x, y, z };
	for (int i = 0; i < 3; i++)
		observed += pow((double)counts[i] - share[i] * (double)n, 2) / (share[i] * (double)n);
	for (int64_t i = 0; i <= n; i++) {
		for (int64_t k = 0; i + k <= n; k++) {
			int64_t other[] = { i, k, n - i - k };
			double statistic = 0, chance = lgamma((double)n + 1);
			for (int m = 0; m < 3; m++) {
				statistic += pow((double)other[m] - share[m] * (double)n, 2) / (share[m] * (double)n);
				chance += (double)other[m] * log(share[m]) - lgamma((double)other[m] + 1);
			}
			p += statistic >= observed - 1e-9 ? exp(chance) : 0;
		}
	}
	return p;
}

static void simulates_small_counts(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const double share[] = { 0.5, 0.3, 0.2 };
	static const int64_t cases[][3] = { { 3, 3, 3 }, { 1, 2, 6 }, { 0, 1, 5 }, { 9, 0, 0 } };
	for (size_t i = 0; i < 4; i++) {
		struct fit f = fit_test(a, cases[i], share, 3, 7);
		double exact = exact_three(cases[i][0], cases[i][1], cases[i][2], share);
		assert_int_equal(f.method, FIT_SIMULATED);
		/* Four standard errors of a share of 4,999 draws. */
		near(f.p, exact, 4 * sqrt(exact * (1 - exact) / 4999) + 1.0 / 5000);
		near(fit_test(a, cases[i], share, 3, 7).p, f.p, 0); /* the same seed, the same result */
	}
	arena_free(a);
}

static void pools_what_is_too_much_to_simulate(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	int64_t counts[] = { 6000, 3990, 6, 4 };
	const double share[] = { 0.6, 0.399, 0.0006, 0.0004 };
	struct fit f = fit_test(a, counts, share, 4, 1);
	assert_int_equal(f.method, FIT_POOLED);
	assert_int_equal(f.degrees, 2); /* the last two are one */
	near(f.p, 1, 1e-9);
	arena_free(a);
}

static void has_nothing_to_say_of_nothing(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	int64_t none[] = { 0, 0 }, one[] = { 5 };
	const double half[] = { 0.5, 0.5 }, whole[] = { 1 };
	assert_int_equal(fit_test(a, none, half, 2, 1).method, FIT_NONE);
	assert_int_equal(fit_test(a, one, whole, 1, 1).method, FIT_NONE);
	near(fit_binomial(0, 0, 0.5), 1, 0);
	arena_free(a);
}

static void tests_one_part_exactly(void **state)
{
	(void)state;
	near(fit_binomial(5, 10, 0.5), 1, 1e-12);
	near(fit_binomial(0, 10, 0.5), 2.0 / 1024, 1e-12);
	near(fit_binomial(1, 10, 0.5), 22.0 / 1024, 1e-12);
	near(fit_binomial(0, 3, 0.9), 0.001, 1e-12);
	near(fit_binomial(3, 3, 0.1), 0.001, 1e-12);
	/* The normal distribution takes over where it is as good. */
	near(fit_binomial(50500, 100001, 0.5), fit_binomial(50500, 100000, 0.5), 2e-5);
	near(fit_binomial(1, 10, 0), 0, 0);
	near(fit_binomial(10, 10, 1), 1, 0);
}

static void corrects_for_many(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	double p[] = { 0.01, 0.04, 0.03, 0.005, 0.9 };
	/* By hand: 0.005·5, 0.01·4, 0.03·3, 0.04·2 raised to the one before, 0.9. */
	const double expected[] = { 0.04, 0.09, 0.09, 0.025, 0.9 };
	fit_holm(a, p, 5);
	for (size_t i = 0; i < 5; i++)
		near(p[i], expected[i], 1e-12);
	fit_holm(a, p, 0);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_the_chi_square_distribution),
		cmocka_unit_test(tests_large_counts_by_chi_square),
		cmocka_unit_test(simulates_small_counts),
		cmocka_unit_test(pools_what_is_too_much_to_simulate),
		cmocka_unit_test(has_nothing_to_say_of_nothing),
		cmocka_unit_test(tests_one_part_exactly),
		cmocka_unit_test(corrects_for_many),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
