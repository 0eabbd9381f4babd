#include "base/out.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <limits.h>
#include <math.h>

static struct arena *arena;

static int make_arena(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int drop_arena(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* Runs a call on a fresh writer named o and compares what it wrote. */
#define assert_writes(call, text) do { \
	struct out writer_ = out_memory(arena), *o = &writer_; \
	call; \
	assert_string_equal(out_string(o), text); \
	assert_int_equal(writer_.total, strlen(text)); \
} while (0)

static void html_escapes_what_it_is_given_and_not_its_format(void **state)
{
	(void)state;
	assert_writes(html(o, "<b title=\"%s\">%s</b>", "\"'", "<script>&amp;"),
	              "<b title=\"&quot;&#39;\">&lt;script&gt;&amp;amp;</b>");
	assert_writes(html(o, "%c%c", '<', 'x'), "&lt;x");
	assert_writes(html(o, "%.*s|", 3, "<æøå"), "&lt;æ|");
	const char *volatile nothing = NULL; /* volatile: gcc would warn of it */
	assert_writes(html(o, "[%s]", nothing), "[]");
	assert_writes(html(o, "%s", "a\x01\x1b" "b\tc\nd"), "a  b\tc\nd");
	assert_writes(html_markup(o, ((struct markup){ "<i>" })), "<i>");
	assert_writes(html(o, "50 %%"), "50 %");
}

static void urls_escape_all_but_unreserved(void **state)
{
	(void)state;
	assert_writes(url(o, "/søk?q=%s&side=%d", "kraft & nett/æ~-._", 2),
	              "/søk?q=kraft%20%26%20nett%2F%C3%A6~-._&side=2");
}

static void numbers_of_every_type(void **state)
{
	(void)state;
	assert_writes(out_format(o, "%d %u %x %c", INT_MIN, UINT_MAX, 0xBEEFu, 'z'), "-2147483648 4294967295 beef z");
	assert_writes(out_format(o, "%ld %lu", LONG_MIN, ULONG_MAX), "-9223372036854775808 18446744073709551615");
	assert_writes(out_format(o, "%lld %llu %zu", LLONG_MAX, ULLONG_MAX, SIZE_MAX),
	              "9223372036854775807 18446744073709551615 18446744073709551615");
	assert_writes(out_format(o, "%5d|%-5d|%05d|%+d", 42, 42, 42, 42), "   42|42   |00042|+42");
	assert_writes(out_format(o, "%.2f %g %8.3f|%f", 3.14159, 0.5, 2.5, 1e300 / 1e300), "3.14 0.5    2.500|1.000000");
	assert_writes(out_format(o, "%s%%%s", "a", "b"), "a%b");
}

static void write_translated(struct out *o, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	html_translated(o, format, args);
	va_end(args);
}

static void a_translation_may_reorder(void **state)
{
	(void)state;
	assert_writes(write_translated(o, "%2$s før %1$s: %3$d", "<a>", "b", 7), "b før &lt;a&gt;: 7");
	assert_writes(write_translated(o, "%2$.1f %1$lld %2$.0f", 5LL, 2.25), "2.2 5 2");
	assert_writes(write_translated(o, "%s og %d", "<", 3), "&lt; og 3");
}

static void csv_fields_are_quoted_and_no_formula_survives(void **state)
{
	(void)state;
	assert_writes(csv_field(o, "enkel"), "enkel");
	assert_writes(csv_field(o, ""), "");
	assert_writes(csv_field(o, NULL), "");
	assert_writes(csv_field(o, "a,b"), "\"a,b\"");
	assert_writes(csv_field(o, "si \"hei\""), "\"si \"\"hei\"\"\"");
	assert_writes(csv_field(o, "to\nlinjer"), "\"to\nlinjer\"");
	assert_writes(csv_field(o, "=1+1"), "\"'=1+1\"");
	assert_writes(csv_field(o, "@SUM(A1)"), "\"'@SUM(A1)\"");
	assert_writes(csv_field(o, "-1"), "\"'-1\"");
	assert_writes(csv_field(o, "\t=x"), "\"'\t=x\"");
}

static void json_texts(void **state)
{
	(void)state;
	assert_writes(json_text(o, "\"\\\b\n\r\t\x1f/æ😀"), "\"\\\"\\\\\\u0008\\n\\r\\t\\u001f/æ😀\"");
	assert_writes(json_text(o, "a\xFF" "b\xC3"), "\"a\xEF\xBF\xBD" "b\xEF\xBF\xBD\"");
	assert_writes(json_text(o, "\xEF\xBF\xBD"), "\"\xEF\xBF\xBD\"");
}

static void write_document(struct out *o, unsigned indent)
{
	struct json j = json_to(o, indent);
	json_put_object(&j, NULL);
	json_put_string(&j, "a", "x");
	json_put_array(&j, "b");
	json_put_i64(&j, NULL, INT64_MIN);
	json_put_bool(&j, NULL, true);
	json_put_object(&j, NULL);
	json_put_end(&j);
	json_put_end(&j);
	json_put_string(&j, "c", NULL);
	json_put_end(&j);
}

static void json_documents(void **state)
{
	(void)state;
	assert_writes(write_document(o, 0),
	              "{\"a\": \"x\", \"b\": [-9223372036854775808, true, {}], \"c\": null}\n");
	assert_writes(write_document(o, 2),
	              "{\n  \"a\": \"x\",\n  \"b\": [\n    -9223372036854775808,\n    true,\n    {}\n  ],\n  \"c\": null\n}\n");
}

static void put_number(struct out *o, double value)
{
	struct json j = json_to(o, 0);
	json_put_f64(&j, NULL, value);
}

static void json_numbers_are_short_and_exact(void **state)
{
	(void)state;
	assert_writes(put_number(o, 0.1), "0.1");
	assert_writes(put_number(o, 1.0 / 3), "0.333333333333333" "3");
	assert_writes(put_number(o, 1e22), "1e+22");
	assert_writes(put_number(o, 0.1 + 0.2), "0.30000000000000004");
	assert_writes(put_number(o, NAN), "null");
	assert_writes(put_number(o, -INFINITY), "null");
}

static bool refuse_after_ten(void *arg, const char *bytes, size_t n)
{
	size_t *taken = arg;
	(void)bytes;
	*taken += n;
	return *taken <= 10;
}

static void a_failed_writer_stays_failed_and_quiet(void **state)
{
	(void)state;
	size_t taken = 0;
	struct out o = out_sink(refuse_after_ten, &taken);
	out_text(&o, "12345");
	assert_true(out_ok(&o));
	out_text(&o, "1234567");
	assert_false(out_ok(&o));
	out_text(&o, "more");
	assert_int_equal(taken, 12); /* nothing was offered after the failure */
	assert_false(out_ok(&o));
}

static void a_full_disk_is_noticed(void **state)
{
	(void)state;
	FILE *f = fopen("/dev/full", "w");
	assert_non_null(f);
	struct out o = out_file(f);
	for (int i = 0; i < 10000; i++)
		out_text(&o, "some text that fills the buffer of the stream\n");
	assert_false(out_ok(&o));
	fclose(f);
}

static void memory_grows_with_the_text(void **state)
{
	(void)state;
	struct out o = out_memory(arena);
	assert_string_equal(out_string(&o), "");
	for (int i = 0; i < 100000; i++)
		out_format(&o, "%d,", i % 10);
	assert_int_equal(o.n, 200000);
	assert_int_equal(strlen(out_string(&o)), 200000);
	assert_memory_equal(out_string(&o) + 199980, "0,1,2,3,4,5,6,7,8,9,", 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(html_escapes_what_it_is_given_and_not_its_format),
		cmocka_unit_test(urls_escape_all_but_unreserved),
		cmocka_unit_test(numbers_of_every_type),
		cmocka_unit_test(a_translation_may_reorder),
		cmocka_unit_test(csv_fields_are_quoted_and_no_formula_survives),
		cmocka_unit_test(json_texts),
		cmocka_unit_test(json_documents),
		cmocka_unit_test(json_numbers_are_short_and_exact),
		cmocka_unit_test(a_failed_writer_stays_failed_and_quiet),
		cmocka_unit_test(a_full_disk_is_noticed),
		cmocka_unit_test(memory_grows_with_the_text),
	};
	return cmocka_run_group_tests_name("base/out", tests, make_arena, drop_arena);
}
