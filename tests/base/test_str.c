#include "base/str.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>

static void assert_span(struct span got, const char *text)
{
	assert_int_equal(got.n, strlen(text));
	assert_memory_equal(got.s, text, got.n);
}

static void trimming_takes_every_kind_of_space(void **state)
{
	(void)state;
	assert_span(span_trim(SPAN(" \t\r\n tekst \f\v")), "tekst");
	assert_span(span_trim(SPAN("\xEF\xBB\xBF\xC2\xA0 Å b Å\xC2\xA0\xC2\xA0")), "Å b Å");
	assert_span(span_trim(SPAN("  ")), "");
	assert_span(span_trim(SPAN("\xC2\xA0")), "");
	assert_span(span_trim(SPAN("")), "");
	/* The second half of another character that looks like the end of a no-break space. */
	assert_span(span_trim(SPAN("à")), "à");
}

static void cutting_gives_every_piece_and_ends(void **state)
{
	(void)state;
	struct span rest = SPAN("a,,b,");
	const char *expected[] = { "a", "", "b", "" };
	size_t n = 0;
	while (rest.s) {
		assert_true(n < ARRAY_LEN(expected));
		assert_span(span_cut(&rest, ','), expected[n++]);
	}
	assert_int_equal(n, 4);
	rest = SPAN("alene");
	assert_span(span_cut(&rest, ','), "alene");
	assert_null(rest.s);
}

static void comparing(void **state)
{
	(void)state;
	assert_true(span_eq((struct span){ 0 }, SPAN("")));
	assert_false(span_eq(SPAN("ab"), SPAN("abc")));
	assert_true(span_is(SPAN("mål"), "mål"));
	assert_true(span_starts(SPAN("Delmål 1"), "Delmål"));
	assert_false(span_starts(SPAN("Del"), "Delmål"));
	assert_true(span_ends(SPAN("plan.json"), ".json"));
	assert_false(span_ends(SPAN("n"), ".json"));
	assert_true(span_contains(SPAN("en lang tekst"), "lang"));
	assert_false(span_contains(SPAN("en"), "lang"));
	assert_true(str_starts("abc", "") && str_starts("abc", "ab") && !str_starts("a", "ab"));
	assert_true(str_ends("abc", "bc") && !str_ends("c", "bc"));
	assert_string_equal(str_or("", "x"), "x");
	assert_string_equal(str_or(NULL, "x"), "x");
	assert_string_equal(str_or("y", "x"), "y");
}

static void whole_numbers_are_strict(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "-", "+1", " 1", "1 ", "1.0", "0x1", "1e3", "--1", "-+1",
	                                   "9223372036854775808", "-9223372036854775809", "１" };
	int64_t v = 42;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		assert_false(str_to_i64(bad[i], &v));
		assert_int_equal(v, 42);
	}
	assert_true(str_to_i64("-9223372036854775808", &v) && v == INT64_MIN);
	assert_true(str_to_i64("9223372036854775807", &v) && v == INT64_MAX);
	assert_true(str_to_i64("007", &v) && v == 7);
}

static void decimal_numbers_are_strict(void **state)
{
	(void)state;
	static const char *const bad[] = { "", " 1", "1,5", "1.5x", "nan", "inf", "0x10", "1e999", ".", "e5", "-" };
	double v = 42;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		assert_false(str_to_f64(bad[i], &v));
		assert_true(v == 42);
	}
	assert_true(str_to_f64("-1.5e-3", &v) && v == -0.0015);
	assert_true(str_to_f64("1e-999", &v) && v == 0);
}

static void file_names(void **state)
{
	(void)state;
	assert_string_equal(path_base("/a/b/c.txt"), "c.txt");
	assert_string_equal(path_base("c.txt"), "c.txt");
	assert_string_equal(path_base("/a/"), "");
}

static void a_map_keeps_what_it_was_given(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct strmap *m = strmap_new(a);
	char key[32];
	for (int64_t i = 0; i < 20000; i++) {
		bool added;
		int n = snprintf(key, sizeof key, "nøkkel %lld", (long long)i);
		int64_t *value = strmap_at(m, (struct span){ key, (size_t)n }, &added);
		assert_true(added);
		assert_int_equal(*value, 0);
		*value = i * i;
	}
	assert_int_equal(strmap_len(m), 20000);
	for (int64_t i = 0; i < 20000; i++) {
		bool added;
		int n = snprintf(key, sizeof key, "nøkkel %lld", (long long)i);
		assert_int_equal(*strmap_at(m, (struct span){ key, (size_t)n }, &added), i * i);
		assert_false(added);
	}
	assert_null(strmap_find(m, SPAN("nøkkel 20000")));
	assert_null(strmap_find(m, SPAN("")));
	*strmap_at(m, SPAN(""), NULL) = 5; /* an empty key is a key */
	assert_int_equal(*strmap_find(m, SPAN("")), 5);
	assert_int_equal(*strmap_find(m, (struct span){ 0 }), 5);
	assert_int_equal(strmap_len(m), 20001);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trimming_takes_every_kind_of_space),
		cmocka_unit_test(cutting_gives_every_piece_and_ends),
		cmocka_unit_test(comparing),
		cmocka_unit_test(whole_numbers_are_strict),
		cmocka_unit_test(decimal_numbers_are_strict),
		cmocka_unit_test(file_names),
		cmocka_unit_test(a_map_keeps_what_it_was_given),
	};
	return cmocka_run_group_tests_name("base/str", tests, NULL, NULL);
}
