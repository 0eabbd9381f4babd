#include "format/table.h"
#include "format_test.h"

static bool read_text(struct arena *a, struct span bytes, struct table *t, struct err *err)
{
	*err = (struct err){ 0 };
	return table_read_bytes(a, bytes, "innspill.csv", NULL, t, err);
}

#define READ(literal) read_text(a, SPAN(literal), &t, &err)

static void separators_are_found(void **state)
{
	struct arena *a = *state;
	struct table t;
	struct err err;
	assert_ok(READ("text;group\nBedre buss, og tog;Ung\n"), err);
	assert_int_equal(t.separator, ';');
	assert_string_equal(t.rows[0].cells[0], "Bedre buss, og tog");
	assert_ok(READ("text,group\na;b,c\n"), err);
	assert_int_equal(t.separator, ',');
	assert_string_equal(t.rows[0].cells[0], "a;b");
	assert_ok(READ("text\tgroup\n1,5\t2;5\n"), err);
	assert_int_equal(t.separator, '\t');
	assert_string_equal(t.rows[0].cells[1], "2;5");
	assert_ok(READ("\"a;b;c;d\",e\n1,2\n"), err);
	assert_int_equal(t.separator, ',');
	assert_ok(READ("sep=;\na,b;c\n1;2\n"), err);
	assert_string_equal(t.columns[0], "a,b");
	assert_int_equal(t.rows[0].line, 3);
}

static void one_column_keeps_separators(void **state)
{
	struct arena *a = *state;
	struct table t;
	struct err err;
	assert_ok(READ("text\nMer, og bedre; kollektivt\n\"Sitat \"\"her\"\"\"\n"), err);
	assert_int_equal(t.separator, 0);
	assert_int_equal(t.n_columns, 1);
	assert_string_equal(t.rows[0].cells[0], "Mer, og bedre; kollektivt");
	assert_string_equal(t.rows[1].cells[0], "Sitat \"her\"");
}

static void quotes_hold_anything(void **state)
{
	struct arena *a = *state;
	struct table t;
	struct err err;
	assert_ok(READ("a,b\r\n\"en, \"\"to\"\"\r\ntre\",x\r\n\r\n,\r\n\"\",siste"), err);
	assert_int_equal(t.n_rows, 2);
	assert_string_equal(t.rows[0].cells[0], "en, \"to\"\ntre");
	assert_int_equal(t.rows[0].line, 2);
	assert_string_equal(t.rows[1].cells[0], "");
	assert_string_equal(t.rows[1].cells[1], "siste");
	assert_int_equal(t.rows[1].line, 6);
	assert_ok(READ("a,b\n5\" rør,x\n"), err);
	assert_string_equal(t.rows[0].cells[0], "5\" rør");
}

static void line_ends_may_be_mixed(void **state)
{
	struct arena *a = *state;
	struct table t;
	struct err err;
	assert_ok(READ("a,b\r1,2\n3,4\r\n5,6"), err);
	assert_int_equal(t.n_rows, 3);
	assert_string_equal(t.rows[2].cells[1], "6");
	assert_int_equal(t.rows[2].line, 4);
}

static void encodings_are_found(void **state)
{
	struct arena *a = *state;
	struct table t;
	struct err err;
	assert_ok(READ("navn;sted\n\xC5se;T\xF8nsberg \x96 \x80\n"), err);
	assert_string_equal(t.encoding, "Windows-1252");
	assert_string_equal(t.rows[0].cells[1], "Tønsberg – €");
	assert_ok(READ("\xEF\xBB\xBFnavn;sted\nÅse;Tønsberg\n"), err);
	assert_string_equal(t.encoding, "UTF-8");
	assert_int_equal(table_column(&t, "navn"), 0);
	assert_ok(READ("\xFF\xFE" "a\0;\0b\0\n\0\xF8\0;\0\xE5\0"), err);
	assert_string_equal(t.encoding, "UTF-16");
	assert_string_equal(t.rows[0].cells[0], "ø");
}

static void columns_are_looked_up(void **state)
{
	struct arena *a = *state;
	struct table t;
	struct err err;
	assert_ok(READ("Text; Group ;\nx;y;\n"), err);
	assert_int_equal(t.n_columns, 2);
	assert_int_equal(table_column(&t, "group"), 1);
	assert_int_equal(table_column(&t, "missing"), -1);
	assert_string_equal(table_cell(&t, 0, table_column(&t, "GROUP")), "y");
	assert_string_equal(table_cell(&t, 0, -1), "");
}

static void quotes_are_checked(void **state)
{
	struct arena *a = *state;
	struct table t;
	struct err err;
	assert_refused(READ("a,b\n1,2\n3,\"open\nx,y\nz,w\n"), err, 3, "never closed");
	assert_refused(READ("a,b\n1,2\n\"two\"x,y\n"), err, 3, "double the quotes");
	assert_refused(READ("a,b\n\"open,1\n3,\"x\"\n"), err, 2, "double the quotes");
}

static void rows_are_checked(void **state)
{
	struct arena *a = *state;
	struct table t;
	struct err err;
	assert_refused(READ("a,b\n1,2\n1,2,3\n"), err, 3, "3 cells, but only 2 columns");
	assert_refused(READ("a,b,c\n1,2,3\n\n1,2\n"), err, 4, "2 cells, but there are 3 columns");
	assert_refused(READ("a,b,\n1,2,3\n"), err, 2, "name the column");
}

static void headers_are_checked(void **state)
{
	struct arena *a = *state;
	struct table t;
	struct err err;
	assert_refused(READ(""), err, 0, "empty");
	assert_refused(READ(" \n\n"), err, 0, "empty");
	assert_refused(READ("a,,c\n1,2,3\n"), err, 1, "column 2 has no name");
	assert_refused(READ("Navn,sted,navn\n1,2,3\n"), err, 1, "columns 1 and 3 are both named \"navn\"");
	assert_refused(READ("\n17;2,5;3\n4;5;6\n"), err, 2, "names of the columns");
}

static void other_files_are_refused(void **state)
{
	struct arena *a = *state;
	struct table t;
	struct err err;
	assert_refused(READ("a,b\n1,\0002\n"), err, 2, "not text");
	assert_refused(READ("%PDF-1.7\n"), err, 0, "PDF");
	assert_refused(READ("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), err, 0, "old format or with a password");
	assert_refused(READ("PK\x03\x04 and then nothing"), err, 0, "damaged");
	assert_refused(READ("\x89PNG\r\n"), err, 0, "picture");
	assert_false(table_read(a, "/nowhere/innspill.csv", NULL, &t, &err));
}

static void limits_hold(void **state)
{
	struct arena *a = *state;
	struct table t;
	struct err err = { 0 };
	struct table_options few = { .max_rows = 2 }, narrow = { .max_columns = 2 }, small = { .max_cell = 4 };
	assert_refused(table_read_bytes(a, SPAN("a,b\n1,2\n3,4\n5,6\n"), "x.csv", &few, &t, &err), err, 4, "more than 2 rows");
	err = (struct err){ 0 };
	assert_refused(table_read_bytes(a, SPAN("a,b,c\n1,2,3\n"), "x.csv", &narrow, &t, &err), err, 1, "more than 2 columns");
	err = (struct err){ 0 };
	assert_refused(table_read_bytes(a, SPAN("a,b\n1,12345\n"), "x.csv", &small, &t, &err), err, 2, "a cell holds more");
}

/* A line of 100 MB is one cell, or too many. */
static void long_lines_are_refused(void **state)
{
	struct arena *a = *state;
	size_t n = (size_t)100 << 20;
	char *bytes = arena_alloc(a, n + 1);
	struct table t;
	struct err err = { 0 };
	memcpy(bytes, "text\n", 5);
	memset(bytes + 5, 'x', n - 5);
	assert_refused(table_read_bytes(a, (struct span){ bytes, n }, "x.csv", NULL, &t, &err), err, 2, "more than 16 MB");
	memset(bytes, ';', n);
	bytes[0] = 'a';
	err = (struct err){ 0 };
	assert_refused(table_read_bytes(a, (struct span){ bytes, n }, "x.csv", NULL, &t, &err), err, 1, "columns");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(separators_are_found),
		ARENA_TEST(one_column_keeps_separators),
		ARENA_TEST(quotes_hold_anything),
		ARENA_TEST(line_ends_may_be_mixed),
		ARENA_TEST(encodings_are_found),
		ARENA_TEST(columns_are_looked_up),
		ARENA_TEST(quotes_are_checked),
		ARENA_TEST(rows_are_checked),
		ARENA_TEST(headers_are_checked),
		ARENA_TEST(other_files_are_refused),
		ARENA_TEST(limits_hold),
		ARENA_TEST(long_lines_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
