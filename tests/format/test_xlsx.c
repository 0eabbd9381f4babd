#include "base/out.h"
#include "base/utf8.h"
#include "format/table.h"
#include "format/xlsx_write.h"
#include "format_test.h"
#include "zip_parts.h"

#include <stdlib.h>

static struct span written(struct out *o)
{
	return (struct span){ out_string(o), o->n };
}

static const struct xlsx_column two_columns[] = { { "tekst", 40 }, { "verdi", 0 } };

static void what_is_written_is_read(void **state)
{
	struct arena *a = *state;
	struct out o = out_memory(a);
	struct table t;
	struct err err = { 0 };
	struct xlsx *x = xlsx_begin(a, &o, "Prøve");
	xlsx_sheet(x, "Innspill", two_columns, 2);
	xlsx_text(x, "=1+1 & <æøå>");
	xlsx_number(x, 0.1);
	xlsx_row_end(x);
	xlsx_row_end(x);
	xlsx_text(x, "to\nlinjer\x01");
	xlsx_date(x, (struct date){ 2025, 11, 7 });
	xlsx_row_end(x);
	xlsx_empty(x);
	xlsx_bool(x, true);
	xlsx_row_end(x);
	xlsx_text(x, "stort");
	xlsx_i64(x, INT64_C(9007199254740993));
	xlsx_row_end(x);
	xlsx_text(x, "");
	xlsx_i64(x, 45968);
	xlsx_row_end(x);
	assert_ok(xlsx_end(x, &err), err);
	assert_int_equal(xlsx_cut(x), 0);
	assert_ok(table_read_bytes(a, written(&o), "prøve.xlsx", NULL, &t, &err), err);
	assert_int_equal(t.form, TABLE_XLSX);
	assert_string_equal(t.sheet, "Innspill");
	assert_int_equal(t.n_rows, 5);
	assert_string_equal(t.rows[0].cells[0], "=1+1 & <æøå>");
	assert_string_equal(t.rows[0].cells[1], "0.1");
	assert_string_equal(t.rows[1].cells[0], "to\nlinjer");
	assert_string_equal(t.rows[1].cells[1], "2025-11-07");
	assert_int_equal(t.rows[1].line, 4);
	assert_string_equal(t.rows[2].cells[0], "");
	assert_string_equal(t.rows[2].cells[1], "true");
	assert_string_equal(t.rows[3].cells[1], "9007199254740993");
	assert_string_equal(t.rows[4].cells[1], "45968");
}

static void long_texts_are_cut_and_counted(void **state)
{
	struct arena *a = *state;
	struct out o = out_memory(a);
	struct table t;
	struct err err = { 0 };
	char *text = arena_alloc(a, 2 * 40000 + 1);
	for (size_t i = 0; i < 40000; i++)
		memcpy(text + 2 * i, "ø", 2);
	struct xlsx *x = xlsx_begin(a, &o, NULL);
	xlsx_sheet(x, "Ark", two_columns, 2);
	xlsx_text(x, text);
	text[2 * 32767] = '\0';
	xlsx_text(x, text);
	xlsx_row_end(x);
	assert_ok(xlsx_end(x, &err), err);
	assert_int_equal(xlsx_cut(x), 1);
	assert_ok(table_read_bytes(a, written(&o), "x.xlsx", NULL, &t, &err), err);
	assert_int_equal(utf8_length(span_of(t.rows[0].cells[0])), 32767);
	assert_true(str_ends(t.rows[0].cells[0], "ø… [kuttet]"));
	assert_string_equal(t.rows[0].cells[1], text);
}

static void sheets_are_found_by_name(void **state)
{
	struct arena *a = *state;
	struct out o = out_memory(a);
	struct table t;
	struct err err = { 0 };
	struct table_options second = { .sheet = "INNSPILL alle fra til 2" }, missing = { .sheet = "Nei" };
	struct xlsx *x = xlsx_begin(a, &o, NULL);
	xlsx_sheet(x, "innspill[alle]fra/til", two_columns, 2);
	xlsx_text(x, "første");
	xlsx_row_end(x);
	xlsx_sheet(x, "Innspill[alle]fra/til", two_columns, 2);
	xlsx_sheet(x, "et navn som er mye lengre enn et ark kan ha", two_columns, 2);
	assert_ok(xlsx_end(x, &err), err);
	assert_ok(table_read_bytes(a, written(&o), "x.xlsx", NULL, &t, &err), err);
	assert_string_equal(t.sheet, "innspill alle fra til");
	assert_refused(table_read_bytes(a, written(&o), "x.xlsx", &missing, &t, &err), err, 0,
	               "no sheet \"Nei\"; it has \"innspill alle fra til\", \"Innspill alle fra til 2\"");
	err = (struct err){ 0 };
	assert_ok(table_read_bytes(a, written(&o), "x.xlsx", &second, &t, &err), err);
	assert_int_equal(t.n_rows, 0);
}

static void the_same_calls_give_the_same_bytes(void **state)
{
	struct arena *a = *state;
	struct out o[2] = { out_memory(a), out_memory(a) };
	struct err err = { 0 };
	static const char *const zones[] = { "UTC", "Asia/Tokyo" };
	for (int i = 0; i < 2; i++) {
		setenv("TZ", zones[i], 1);
		tzset();
		struct xlsx *x = xlsx_begin(a, &o[i], "Prøve");
		xlsx_sheet(x, "Ark", two_columns, 2);
		xlsx_text(x, "tekst");
		xlsx_row_end(x);
		assert_ok(xlsx_end(x, &err), err);
	}
	assert_true(span_eq(written(&o[0]), written(&o[1])));
}

/* ---- Files from elsewhere, part by part ---- */

#define SHEET_SPACE " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define WORKBOOK(properties) \
	"<workbook" SHEET_SPACE " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">" properties \
	"<sheets><sheet name=\"Ark1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
#define SHEET(rows) "<worksheet" SHEET_SPACE "><sheetData>" rows "</sheetData></worksheet>"
#define HEADER "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>verdi</t></is></c></row>"
#define STRINGS "<sst" SHEET_SPACE "><si><t>tekst</t></si><si><r><t>sammen</t></r><r><t>satt_x000D_\n_x005F_</t></r>" \
	"<rPh><t>uleselig</t></rPh></si></sst>"
#define STYLES "<styleSheet" SHEET_SPACE "><numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-414]d. mmmm yyyy\"/>" \
	"<numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd hh:mm\"/><numFmt numFmtId=\"166\" formatCode=\"0 &quot;days&quot;\"/>" \
	"</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/>" \
	"<xf numFmtId=\"165\"/><xf numFmtId=\"166\"/><xf numFmtId=\"20\"/></cellXfs></styleSheet>"

static bool read_sheet(struct arena *a, const char *workbook, const char *sheet, struct table *t, struct err *err)
{
	struct span file = zip_xlsx(a, span_of(workbook), span_of(sheet), SPAN(STRINGS), SPAN(STYLES), true);
	*err = (struct err){ 0 };
	return table_read_bytes(a, file, "x.xlsx", NULL, t, err);
}

static void cells_of_all_kinds(void **state)
{
	struct arena *a = *state;
	struct table t;
	struct err err;
	const char *sheet = SHEET(HEADER
		"<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"B3\" s=\"1\"><v>45968</v></c></row>"
		"<row r=\"4\"><c r=\"A4\" t=\"str\"><f>CONCAT(A1)</f><v>formel</v></c><c r=\"B4\" s=\"2\"><v>45968.75</v></c></row>"
		"<row r=\"5\"><c r=\"B5\" s=\"4\"><v>0.5</v></c></row>"
		"<row><c t=\"e\"><v>#N/A</v></c><c s=\"3\"><v>45968</v></c></row>"
		"<row r=\"9\"><c r=\"A9\" t=\"b\"><v>1</v></c><c r=\"B9\"><v>0.30000000000000004</v></c></row>");
	assert_ok(read_sheet(a, WORKBOOK(""), sheet, &t, &err), err);
	static const struct {
		long line;
		const char *text, *value;
	} expected[] = {
		{ 3, "sammensatt\n_", "2025-11-07" },
		{ 4, "formel", "2025-11-07T18:00:00" },
		{ 5, "", "12:00:00" },
		{ 6, "#N/A", "45968" },
		{ 9, "true", "0.3" },
	};
	assert_int_equal(t.n_rows, ARRAY_LEN(expected));
	for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
		assert_int_equal(t.rows[i].line, expected[i].line);
		assert_string_equal(t.rows[i].cells[0], expected[i].text);
		assert_string_equal(t.rows[i].cells[1], expected[i].value);
	}
}

/* 1904 is four years and a day later; in the 1900 system day 60 never was. */
static void dates_follow_the_workbook(void **state)
{
	struct arena *a = *state;
	struct table t;
	struct err err;
	const char *sheet = SHEET(HEADER "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>59</v></c><c r=\"B2\" s=\"1\"><v>61</v></c></row>"
	                          "<row r=\"3\"><c r=\"A3\" s=\"1\"><v>60</v></c><c r=\"B3\" s=\"1\"><v>-1</v></c></row>");
	assert_ok(read_sheet(a, WORKBOOK(""), sheet, &t, &err), err);
	assert_string_equal(t.rows[0].cells[0], "1900-02-28");
	assert_string_equal(t.rows[0].cells[1], "1900-03-01");
	assert_string_equal(t.rows[1].cells[0], "60");
	assert_string_equal(t.rows[1].cells[1], "-1");
	assert_ok(read_sheet(a, WORKBOOK("<workbookPr date1904=\"1\"/>"), sheet, &t, &err), err);
	assert_string_equal(t.rows[0].cells[0], "1904-02-29");
}

static void broken_workbooks_are_refused(void **state)
{
	struct arena *a = *state;
	struct table t;
	struct err err;
	assert_refused(read_sheet(a, WORKBOOK(""), SHEET(HEADER "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>7</v></c></row>"), &t, &err),
	               err, 2, "text that the file does not have");
	assert_refused(read_sheet(a, WORKBOOK(""), SHEET(HEADER "<row r=\"1\"/>"), &t, &err), err, 2, "not in order");
	assert_refused(read_sheet(a, WORKBOOK(""), SHEET(HEADER "<row r=\"2\"><c r=\"ZZZ2\"><v>1</v></c></row>"), &t, &err),
	               err, 2, "no valid place");
	assert_refused(read_sheet(a, WORKBOOK(""), SHEET(HEADER "<row r=\"2\"><c r=\"C2\"><v>1</v></c></row>"), &t, &err),
	               err, 2, "only 2 columns have a name");
	assert_refused(read_sheet(a, WORKBOOK(""), SHEET(""), &t, &err), err, 0, "no row of column names");
	assert_refused(read_sheet(a, WORKBOOK(""), "<worksheet", &t, &err), err, 0, "not well-formed");
	assert_refused(read_sheet(a, "<!DOCTYPE x [<!ENTITY a \"b\">]><workbook>&a;</workbook>", SHEET(""), &t, &err), err, 0,
	               "document type");
	assert_refused(read_sheet(a, "<workbook/>", SHEET(""), &t, &err), err, 0, "no sheet");
}

static void zip_bombs_are_refused(void **state)
{
	struct arena *a = *state;
	size_t n = (size_t)80 << 20;
	char *spaces = arena_alloc(a, n + 1);
	struct table t;
	struct err err = { 0 };
	struct table_options small = { .max_unpacked = (size_t)1 << 20 };
	memset(spaces, ' ', n);
	memcpy(spaces, "<worksheet>", 11);
	struct span file = zip_xlsx(a, SPAN(WORKBOOK("")), (struct span){ spaces, n }, SPAN(STRINGS), SPAN(STYLES), true);
	assert_refused(table_read_bytes(a, file, "x.xlsx", NULL, &t, &err), err, 0, "zip bomb");
	err = (struct err){ 0 };
	assert_refused(table_read_bytes(a, file, "x.xlsx", &small, &t, &err), err, 0, "limit of 1 MB");
}

static void other_archives_are_refused(void **state)
{
	struct arena *a = *state;
	struct table t;
	struct err err = { 0 };
	struct zip_part text = ZIP_PART("les.txt", "hei");
	struct zip_part binary = ZIP_PART("_rels/.rels", RELATIONS_BEGIN RELATION("rId1", "officeDocument", "xl/workbook.bin") RELATIONS_END);
	assert_refused(table_read_bytes(a, zip_of_parts(a, &text, 1, true), "x.zip", NULL, &t, &err), err, 0, "neither XLSX nor DOCX");
	err = (struct err){ 0 };
	assert_refused(table_read_bytes(a, zip_of_parts(a, &binary, 1, true), "x.xlsb", NULL, &t, &err), err, 0, "binary Excel");
	struct span whole = zip_xlsx(a, SPAN(WORKBOOK("")), SPAN(SHEET(HEADER)), SPAN(STRINGS), SPAN(STYLES), true);
	err = (struct err){ 0 };
	assert_refused(table_read_bytes(a, (struct span){ whole.s, whole.n / 2 }, "x.xlsx", NULL, &t, &err), err, 0, "damaged");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(what_is_written_is_read),
		ARENA_TEST(long_texts_are_cut_and_counted),
		ARENA_TEST(sheets_are_found_by_name),
		ARENA_TEST(the_same_calls_give_the_same_bytes),
		ARENA_TEST(cells_of_all_kinds),
		ARENA_TEST(dates_follow_the_workbook),
		ARENA_TEST(broken_workbooks_are_refused),
		ARENA_TEST(zip_bombs_are_refused),
		ARENA_TEST(other_archives_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
