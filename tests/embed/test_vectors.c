/* Tables of word vectors: made from text, read where they lie, refused when damaged. */
#include "embed/vectors.h"

#include "base/str.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>

static const char words[] = "4 2\nTog 1 0\nbuss 0 1\nog 1 1\ntog 3 4\ntog 9 9\n";

static struct span made(struct arena *a, const char *w, const char *grams, const char *counts)
{
	struct err err = { 0 };
	struct span table;
	struct vectors_source source = { { "words", span_of(w) }, { "grams", span_of(grams) }, { "counts", span_of(counts) } };
	if (!vectors_from_text(a, &source, &table, &err))
		fail_msg("%ld: %s", err.line, err.message);
	return table;
}

static struct vectors table_of(struct arena *a, const char *w, const char *grams, const char *counts)
{
	struct err err = { 0 };
	struct vectors v;
	if (!vectors_open(made(a, w, grams, counts), &v, &err))
		fail_msg("%s", err.message);
	return v;
}

static void expect(const struct vectors *v, const char *text, float x, float y)
{
	struct err err = { 0 };
	float out[2];
	assert_true(vectors_embed(v, span_of(text), out, &err));
	if (fabsf(out[0] - x) > 1e-5F || fabsf(out[1] - y) > 1e-5F)
		fail_msg("%s: %g %g, expected %g %g", text, (double)out[0], (double)out[1], (double)x, (double)y);
}

static void a_text_is_the_mean_of_its_words(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct vectors v = table_of(a, words, NULL, NULL);
	assert_int_equal(v.words, 4);
	expect(&v, "Tog", 1, 0);     /* as it is written */
	expect(&v, "TOG!", 3, 4);    /* else folded; the first of two lines */
	expect(&v, "Tog, buss – og ukjent", 2.0F / 3, 2.0F / 3);
	expect(&v, "", 0, 0);
	expect(&v, "ukjent \xff", 0, 0);
	arena_free(a);
}

static void common_words_weigh_less(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct vectors v = table_of(a, words, NULL, "og 999\nbuss 1\nannet 0\n");
	assert_int_equal(v.total, 1000);
	/* a / (a + p): 0.001 / (0.001 + 0.999), and 0.001 / (0.001 + 0.001). */
	double og = 0.001, buss = 0.5;
	expect(&v, "buss og", (float)(og / (og + buss)), 1);
	arena_free(a);
}

static void unknown_words_have_n_grams(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct vectors v = table_of(a, words, "<la 1 0\nlær 0 1\nær> 5 5\n", NULL);
	assert_int_equal(v.grams, 3);
	assert_int_equal(v.gram_min, 3);
	assert_int_equal(v.gram_max, 3);
	expect(&v, "lær", 2.5F, 3); /* "lær" and "ær>" */
	expect(&v, "Lærer", 0, 1);
	expect(&v, "buss", 0, 1);   /* a word of its own */
	expect(&v, "x", 0, 0);
	arena_free(a);
}

static void text_with_errors_is_refused(void **state)
{
	(void)state;
	static const struct { const char *text; long line; } cases[] = {
		{ "", 0 }, { "ord\n", 1 }, { "ord 1 x\n", 1 }, { "a 1 2\nb 1\n", 2 }, { "a 1 2\nb 1 2 3\n", 2 },
		{ "a 1 nan\n", 1 }, { "a 1 1e39\n", 1 }, { " 1 2\n", 1 },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct arena *a = arena_new();
		struct err err = { 0 };
		struct span table;
		struct vectors_source source = { .words = { "f", span_of(cases[i].text) } };
		assert_false(vectors_from_text(a, &source, &table, &err));
		assert_int_equal(err.line, cases[i].line);
		assert_int_equal(err.kind, ERR_INPUT);
		arena_free(a);
	}
}

/* A copy with n bytes at `at` replaced. */
static bool opens_changed(struct arena *a, struct span table, size_t at, uint64_t value, size_t n)
{
	char *copy = arena_strndup(a, table.s, table.n);
	struct vectors v;
	struct err err = { 0 };
	memcpy(copy + at, &value, n);
	return vectors_open((struct span){ copy, table.n }, &v, &err);
}

static void damaged_tables_are_refused(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct span table = made(a, words, "og> 1 1\n", "og 5\nTog 3\n");
	struct vectors v;
	assert_true(vectors_open(table, &v, &(struct err){ 0 }));
	for (size_t n = 0; n < table.n; n++) {
		struct err err = { 0 };
		char *cut = arena_strndup(a, table.s, n);
		assert_false(vectors_open((struct span){ cut, n }, &v, &err));
	}
	assert_false(opens_changed(a, table, 0, 0, 1));                /* magic */
	assert_false(opens_changed(a, table, 8, 2, 4));                /* version */
	assert_false(opens_changed(a, table, 12, 0, 4));               /* dim */
	assert_false(opens_changed(a, table, 12, UINT32_MAX, 4));
	assert_false(opens_changed(a, table, 16, UINT64_MAX / 8, 8));  /* words: the size overflows */
	assert_false(opens_changed(a, table, 24, UINT64_MAX, 8));      /* n-grams */
	assert_false(opens_changed(a, table, 32, 0, 4));               /* their letters */
	assert_false(opens_changed(a, table, 40, 1, 8));               /* total below the counts */
	assert_false(opens_changed(a, table, 56, 1, 8));               /* reserved */
	assert_false(opens_changed(a, table, 64 + 8, UINT64_MAX, 8));  /* a name outside */
	assert_false(opens_changed(a, table, table.n - 6, 'a', 1));    /* names out of order */
	arena_free(a);
}

static void numbers_are_checked_when_used(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct span table = made(a, words, NULL, NULL);
	struct vectors v;
	struct err err = { 0 };
	float out[2], nan = NAN;
	memcpy((char *)(uintptr_t)table.s + 64 + 5 * 8, &nan, sizeof nan); /* of "Tog", the first by bytes */
	assert_true(vectors_open(table, &v, &err));
	assert_true(vectors_embed(&v, span_of("buss"), out, &err));
	assert_false(vectors_embed(&v, span_of("Tog"), out, &err));
	assert_non_null(strstr(err.message, "not finite"));
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_is_the_mean_of_its_words),
		cmocka_unit_test(common_words_weigh_less),
		cmocka_unit_test(unknown_words_have_n_grams),
		cmocka_unit_test(text_with_errors_is_refused),
		cmocka_unit_test(damaged_tables_are_refused),
		cmocka_unit_test(numbers_are_checked_when_used),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
