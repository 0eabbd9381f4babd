#include "format/table.h"
#include "format_test.h"

static bool read_lines(struct arena *a, struct span bytes, struct table *t, struct err *err)
{
	*err = (struct err){ 0 };
	return table_read_bytes(a, bytes, "innspill.jsonl", NULL, t, err);
}

#define READ(literal) read_lines(a, SPAN(literal), &t, &err)

static void keys_become_columns(void **state)
{
	struct arena *a = *state;
	struct table t;
	struct err err;
	assert_ok(READ("{\"text\":\"Bedre buss\",\"n\":3}\n\n{\"group\":\"Ung\",\"text\":\"Mer \\u00f8\"}\r\n"), err);
	assert_int_equal(t.form, TABLE_JSONL);
	assert_int_equal(t.n_columns, 3);
	assert_string_equal(t.columns[2], "group");
	assert_int_equal(t.n_rows, 2);
	assert_string_equal(t.rows[0].cells[2], "");
	assert_string_equal(t.rows[1].cells[0], "Mer ø");
	assert_string_equal(t.rows[1].cells[1], "");
	assert_string_equal(t.rows[1].cells[2], "Ung");
	assert_int_equal(t.rows[1].line, 3);
}

static void values_become_text(void **state)
{
	struct arena *a = *state;
	struct table t;
	struct err err;
	assert_ok(READ("{\"i\":-12,\"f\":0.1,\"e\":1e21,\"t\":true,\"u\":false,\"n\":null}"), err);
	static const char *const expected[] = { "-12", "0.1", "1e+21", "true", "false", "" };
	for (size_t i = 0; i < ARRAY_LEN(expected); i++)
		assert_string_equal(t.rows[0].cells[i], expected[i]);
}

static void mistakes_name_their_line(void **state)
{
	struct arena *a = *state;
	struct table t;
	struct err err;
	assert_refused(READ("{\"a\":1}\n{\"a\":[1,2]}\n"), err, 2, "the field \"a\" holds a list");
	assert_refused(READ("{\"a\":1}\n{\"a\":\n"), err, 2, "not valid JSON");
	assert_true(err.column > 0);
	assert_refused(READ("[{\"a\":1}]\n"), err, 1, "no object");
	assert_refused(READ("{\"a\":1,\"a\":2}\n"), err, 1, "duplicate");
	assert_refused(READ("{\"a\":1}\n{\"A\":2}\n"), err, 0, "both named");
	assert_refused(READ("{}\n"), err, 0, "no row of column names");
	struct table_options small = { .max_cell = 10 };
	err = (struct err){ 0 };
	assert_refused(table_read_bytes(a, SPAN("{\"a\":1}\n{\"a\":1234567890}\n"), "x.jsonl", &small, &t, &err), err, 2, "longer than");
}

static void content_tells_the_form(void **state)
{
	struct arena *a = *state;
	struct table t;
	struct err err = { 0 };
	assert_ok(table_read_bytes(a, SPAN("{\"a\":1}\n"), "-", NULL, &t, &err), err);
	assert_int_equal(t.form, TABLE_JSONL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(keys_become_columns),
		ARENA_TEST(values_become_text),
		ARENA_TEST(mistakes_name_their_line),
		ARENA_TEST(content_tells_the_form),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
