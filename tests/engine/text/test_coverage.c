#include "collection.h"

#include "base/random.h"

static void near(double x, double y)
{
	if (x < y - 5e-5 || x > y + 5e-5)
		fail_msg("%.6f is not %.6f", x, y);
}

static void gives_wilsons_interval(void **state)
{
	(void)state;
	/* Computed by hand from the formula of Wilson (1927) with z = 1.96. */
	struct text_share s = text_share(10, 100);
	near(s.share, 0.1);
	near(s.low, 0.05523);
	near(s.high, 0.17437);
	s = text_share(0, 10);
	near(s.low, 0);
	near(s.high, 0.27753);
	s = text_share(7, 7);
	near(s.low, 0.64567);
	near(s.high, 1);
	s = text_share(0, 0);
	near(s.share, 0);
	near(s.high, 1);
}

static void hides_small_cells(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	int64_t one_small[] = { 40, 3, 12, 0 };
	struct text_share *s = text_coverage(a, one_small, 4);
	assert_false(s[0].hidden);
	assert_true(s[1].hidden);
	assert_true(s[2].hidden); /* else the 3 is what is left of the sum */
	assert_false(s[3].hidden); /* nobody is no person */
	int64_t two_small[] = { 40, 3, 12, 4 };
	s = text_coverage(a, two_small, 4);
	assert_false(s[2].hidden);
	assert_true(s[1].hidden && s[3].hidden);
	int64_t none_small[] = { 5, 6 };
	s = text_coverage(a, none_small, 2);
	assert_false(s[0].hidden || s[1].hidden);
	assert_int_equal(s[0].of, 11);
	arena_free(a);
}

/* What a reader can subtract from the whole is at least two parts and no small number. */
static void gives_nothing_away_by_subtraction(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	int64_t two_tiny[] = { 40, 1, 12, 2, 0 };
	struct text_share *s = text_coverage(a, two_tiny, 5);
	assert_true(s[1].hidden && s[3].hidden);
	assert_true(s[2].hidden); /* else 1 + 2 is what is left of the sum */
	assert_false(s[0].hidden || s[4].hidden);
	int64_t alone[] = { 0, 3, 0 };
	s = text_coverage(a, alone, 3);
	assert_true(s[1].hidden);
	assert_false(s[0].hidden);
	assert_true(text_share(3, 3).hidden); /* the whole is as small */
	struct random random = random_seeded(5);
	for (int round = 0; round < 2000; round++) {
		int64_t counts[6], sum = 0, shown = 0;
		size_t n = 1 + random_below(&random, 6), hidden = 0;
		for (size_t i = 0; i < n; i++)
			sum += counts[i] = (int64_t)random_below(&random, 1 + random_below(&random, 12));
		s = text_coverage(a, counts, n);
		for (size_t i = 0; i < n; i++) {
			assert_false(counts[i] > 0 && counts[i] < TEXT_SMALL && !s[i].hidden);
			hidden += s[i].hidden;
			shown += s[i].hidden ? 0 : counts[i];
		}
		if (hidden > 0 && !text_share(sum, sum).hidden)
			assert_true(hidden > 1 && sum - shown >= TEXT_SMALL);
	}
	arena_free(a);
}

static void counts_the_nodes_of_texts(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct text_suggestions s[] = {
		{ .n = 2, .best = { { 1, 0.8 }, { 0, 0.1 } } },
		{ .n = 1, .best = { { 1, 0.5 } } },
		{ .n = 1, .best = { { 0, 0.1 } }, .abstain = true },
		{ .n = 0, .abstain = true },
	};
	int64_t *counts = text_node_counts(a, s, 4, 3);
	assert_int_equal(counts[0], 0);
	assert_int_equal(counts[1], 2);
	assert_int_equal(counts[2], 0);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_wilsons_interval),
		cmocka_unit_test(hides_small_cells),
		cmocka_unit_test(gives_nothing_away_by_subtraction),
		cmocka_unit_test(counts_the_nodes_of_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
