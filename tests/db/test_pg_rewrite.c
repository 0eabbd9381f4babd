#include "db/pg_rewrite.h"

#include "base/out.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

struct rewrite {
	const char *sql, *text, *names; /* names: joined by spaces */
};

static const struct rewrite rewrites[] = {
	{ "SELECT 1", "SELECT 1", "" },
	{ "a = $a AND b = $b", "a = $1 AND b = $2", "$a $b" },
	{ "$b $a $b", "$1 $2 $1", "$b $a" },
	{ "$a$ab $a_1)", "$1$2 $3)", "$a $ab $a_1" },
	{ "'$a' $a", "'$a' $1", "$a" },
	{ "'it''s $a' $a", "'it''s $a' $1", "$a" },
	{ "\"$a\" $a", "\"$a\" $1", "$a" },
	{ "-- $a\n$b -- $c", "-- $a\n$1 -- $c", "$b" },
	{ "/* $a ' */ $b", "/* $a ' */ $1", "$b" },
	{ "'-- /*' $a", "'-- /*' $1", "$a" },
	{ "1 - $a / $b", "1 - $1 / $2", "$a $b" },
	{ "'$a", "'$a", "" },
	{ "/* $a", "/* $a", "" },
	{ "$ $", "$ $", "" },
	{ "«$å» $a", "«$å» $1", "$a" },
};

static void names_become_numbers(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(rewrites); i++) {
		struct pg_rewritten r;
		assert_true(pg_rewrite(a, rewrites[i].sql, &r));
		assert_string_equal(r.text, rewrites[i].text);
		struct out names = out_memory(a);
		for (int k = 0; k < r.n; k++)
			out_format(&names, "%s%s", k ? " " : "", r.names[k]);
		assert_string_equal(out_string(&names), rewrites[i].names);
	}
	arena_free(a);
}

static void too_many_names_are_refused(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct pg_rewritten r;
	struct out sql = out_memory(a);
	for (int i = 0; i < PG_PARAMETERS_MAX; i++)
		out_format(&sql, "$p%d ", i);
	assert_true(pg_rewrite(a, out_string(&sql), &r));
	assert_int_equal(r.n, PG_PARAMETERS_MAX);
	assert_string_equal(r.names[PG_PARAMETERS_MAX - 1], "$p47");
	out_text(&sql, "$one_more");
	assert_false(pg_rewrite(a, out_string(&sql), &r));
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_become_numbers),
		cmocka_unit_test(too_many_names_are_refused),
	};
	return cmocka_run_group_tests_name("db/pg_rewrite", tests, NULL, NULL);
}
