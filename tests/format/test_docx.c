/* Word documents written and read; what matters of documents from elsewhere, part by part. */
#include "base/out.h"
#include "format/docx_read.h"
#include "format/docx_write.h"
#include "format/table.h"
#include "format_test.h"
#include "zip_parts.h"

#include <stdlib.h>

static const struct docx_info info = {
	.title = "Innspill <&> æøå", .show_title = true, .author = "Rådet", .created = INT64_C(1762500000) * 1000000,
	.header = "Topp", .footer = "Bunn", .page_numbers = true,
};

static struct span written(struct out *o)
{
	return (struct span){ out_string(o), o->n };
}

static void write_sample(struct docx *d)
{
	static const char *const names[] = { "Tema", "Antall" };
	static const char *const row[] = { "Kraft", "3" };
	docx_heading(d, 1, "Klima");
	docx_paragraph(d, "En\nto\ttre\x01 \xFF.");
	docx_heading(d, 3, "Delmål");
	docx_bullet(d, 1, "a");
	docx_bullet(d, 2, "b");
	docx_numbered(d, 1, "en");
	docx_numbered(d, 2, "to");
	docx_begin_block(d, DOCX_QUOTE, 0);
	docx_run(d, "fet ", DOCX_BOLD);
	docx_run(d, "og kursiv", DOCX_ITALIC);
	docx_end_block(d);
	docx_numbered(d, 1, "en igjen");
	docx_caption(d, "Tabell");
	docx_table_begin(d, names, NULL, 2);
	docx_table_row(d, row);
	docx_table_end(d);
	docx_page_break(d);
}

static void what_is_written_is_read(void **state)
{
	struct arena *a = *state;
	struct out o = out_memory(a);
	struct docx_read r;
	struct err err = { 0 };
	struct docx *d = docx_begin(a, &o, &info);
	write_sample(d);
	assert_ok(docx_end(d, &err), err);
	assert_ok(docx_read_bytes(a, written(&o), "x.docx", 0, &r, &err), err);
	static const struct {
		const char *text, *style;
		int heading, list;
		bool numbered, title;
	} expected[] = {
		{ "Innspill <&> æøå", "Title", 0, 0, false, true },
		{ "Klima", "heading 1", 1, 0, false, false },
		{ "En\nto\ttre \uFFFD.", "", 0, 0, false, false },
		{ "Delmål", "heading 3", 3, 0, false, false },
		{ "a", "List Bullet", 0, 1, false, false },
		{ "b", "List Bullet 2", 0, 2, false, false },
		{ "en", "List Number", 0, 1, true, false },
		{ "to", "List Number 2", 0, 2, true, false },
		{ "fet og kursiv", "Quote", 0, 0, false, false },
		{ "en igjen", "List Number", 0, 1, true, false },
		{ "Tabell", "caption", 0, 0, false, false },
		{ "Tema", "Table Text", 0, 0, false, false },
		{ "Antall", "Table Text", 0, 0, false, false },
		{ "Kraft", "Table Text", 0, 0, false, false },
		{ "3", "Table Text", 0, 0, false, false },
		{ "", "", 0, 0, false, false },
		{ "\n", "", 0, 0, false, false },
	};
	assert_int_equal(r.n, ARRAY_LEN(expected));
	for (size_t i = 0; i < r.n; i++) {
		assert_string_equal(r.paragraphs[i].text, expected[i].text);
		assert_string_equal(r.paragraphs[i].style, expected[i].style);
		assert_int_equal(r.paragraphs[i].heading, expected[i].heading);
		assert_int_equal(r.paragraphs[i].list, expected[i].list);
		assert_int_equal(r.paragraphs[i].numbered, expected[i].numbered);
		assert_int_equal(r.paragraphs[i].title, expected[i].title);
		assert_int_equal(r.paragraphs[i].number, i + 1);
	}
	assert_int_equal(r.tracked_changes, 0);
}

static void marks_of_revision_are_read_as_such(void **state)
{
	struct arena *a = *state;
	struct out o = out_memory(a);
	struct docx_read r;
	struct err err = { 0 };
	struct docx *d = docx_begin(a, &o, &(struct docx_info){ .author = "<A & B>", .created = INT64_C(1767225600000000) });
	docx_begin_block(d, DOCX_PARAGRAPH, 0);
	docx_run(d, "Vi vil ", 0);
	docx_run(d, "kanskje\t<snart> ", DOCX_DELETED);
	docx_run(d, "nå ", DOCX_INSERTED | DOCX_BOLD);
	docx_run(d, "handle.", 0);
	docx_end_block(d);
	docx_begin_marked_block(d, DOCX_HEADING, 2, DOCX_INSERTED);
	docx_run(d, "Nytt mål", DOCX_INSERTED);
	docx_end_block(d);
	assert_ok(docx_end(d, &err), err);
	assert_ok(docx_read_bytes(a, written(&o), "x.docx", 0, &r, &err), err);
	assert_int_equal(r.n, 2);
	assert_string_equal(r.paragraphs[0].text, "Vi vil nå handle.");
	assert_string_equal(r.paragraphs[1].text, "Nytt mål");
	assert_int_equal(r.paragraphs[1].heading, 2);
	assert_int_equal(r.tracked_changes, 4); /* two runs, a paragraph and its text */
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
		struct docx *d = docx_begin(a, &o[i], &info);
		write_sample(d);
		assert_ok(docx_end(d, &err), err);
	}
	assert_true(span_eq(written(&o[0]), written(&o[1])));
}

static bool refuse(void *arg, const char *bytes, size_t n)
{
	(void)arg, (void)bytes, (void)n;
	return false;
}

static void failures_to_write_are_told_at_the_end(void **state)
{
	struct out o = out_sink(refuse, NULL);
	struct err err = { 0 };
	struct docx *d = docx_begin(*state, &o, &info);
	write_sample(d);
	assert_false(docx_end(d, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_non_null(strstr(err.message, "cannot write"));
}

/* The whole document goes through; memory stays with what is not yet in the archive. */
static void memory_does_not_grow(void **state)
{
	struct arena *a = *state;
	FILE *f = tmpfile();
	struct out o = out_file(f);
	struct err err = { 0 };
	struct docx *d = docx_begin(a, &o, &info);
	for (int i = 0; i < 20000; i++)
		docx_paragraph(d, "Et avsnitt som er omtrent like langt som de fleste avsnitt i et innspill er.");
	assert_true(arena_used(a) < (size_t)512 << 10);
	assert_ok(docx_end(d, &err), err);
	fclose(f);
}

/* ---- Documents from elsewhere ---- */

#define WORD " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define DOCUMENT(body) "<w:document" WORD " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>" \
	body "</w:body></w:document>"
#define RUN(text) "<w:r><w:t>" text "</w:t></w:r>"
#define P(properties, text) "<w:p><w:pPr>" properties "</w:pPr>" RUN(text) "</w:p>"
#define STYLED(style, text) P("<w:pStyle w:val=\"" style "\"/>", text)
#define STYLE(id, name, more) "<w:style w:type=\"paragraph\" w:styleId=\"" id "\"><w:name w:val=\"" name "\"/>" more "</w:style>"
#define STYLES "<w:styles" WORD ">" \
	STYLE("Overskrift2", "heading 2", "") \
	STYLE("Min", "Min egen", "<w:basedOn w:val=\"Overskrift2\"/>") \
	STYLE("Nivaa", "Kapittel", "<w:pPr><w:outlineLvl w:val=\"3\"/></w:pPr>") \
	STYLE("Brodtekst", "Ikke overskrift", "<w:basedOn w:val=\"Overskrift2\"/><w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr>") \
	STYLE("Gammel", "Overskrift 1", "") \
	STYLE("Punkt", "List Bullet", "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>") \
	STYLE("Punkt2", "List Bullet 2", "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>") \
	STYLE("INNH1", "toc 1", "") STYLE("Tittel", "Title", "") \
	STYLE("Ring", "Ring", "<w:basedOn w:val=\"Ring\"/>") \
	"</w:styles>"
#define NUMBERING "<w:numbering" WORD "><w:abstractNum w:abstractNumId=\"7\">" \
	"<w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:pStyle w:val=\"Punkt\"/></w:lvl>" \
	"<w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"lowerLetter\"/><w:pStyle w:val=\"Punkt2\"/></w:lvl>" \
	"<w:lvl w:ilvl=\"2\"><w:numFmt w:val=\"none\"/></w:lvl></w:abstractNum>" \
	"<w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num></w:numbering>"

static struct docx_read parsed(struct arena *a, const char *document)
{
	struct docx_read r;
	struct err err = { 0 };
	assert_ok(docx_read_bytes(a, zip_docx(a, span_of(document), SPAN(STYLES), SPAN(NUMBERING), true), "x.docx", 0, &r, &err), err);
	return r;
}

static void headings_are_told_by_style_and_level(void **state)
{
	struct docx_read r = parsed(*state, DOCUMENT(
		STYLED("Overskrift2", "a") STYLED("Min", "b") STYLED("Nivaa", "c") STYLED("Brodtekst", "d") STYLED("Gammel", "e")
		STYLED("Heading3", "f") P("<w:outlineLvl w:val=\"4\"/>", "g") STYLED("Ring", "h") STYLED("INNH1", "i")
		STYLED("Tittel", "j")
		"<w:p><w:pPr><w:pStyle w:val=\"Nivaa\"/><w:pPrChange><w:pPr><w:pStyle w:val=\"Gammel\"/></w:pPr></w:pPrChange></w:pPr>"
		RUN("k") "</w:p>"));
	static const int expected[] = { 2, 2, 4, 0, 1, 3, 5, 0, 0, 0, 4 };
	assert_int_equal(r.n, ARRAY_LEN(expected));
	for (size_t i = 0; i < r.n; i++)
		assert_int_equal(r.paragraphs[i].heading, expected[i]);
	assert_true(r.paragraphs[8].contents);
	assert_true(r.paragraphs[9].title);
}

static void lists_are_told_by_style_and_numbering(void **state)
{
	struct docx_read r = parsed(*state, DOCUMENT(
		STYLED("Punkt", "a") STYLED("Punkt2", "b") P("<w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr>", "c")
		P("<w:pStyle w:val=\"Punkt\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>", "d")
		P("<w:numPr><w:ilvl w:val=\"2\"/><w:numId w:val=\"1\"/></w:numPr>", "e")
		P("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"99\"/></w:numPr>", "f")
		P("<w:pStyle w:val=\"Overskrift2\"/><w:numPr><w:numId w:val=\"1\"/></w:numPr>", "g")));
	static const int expected[] = { 1, 2, 2, 0, 0, 1, 0 };
	static const bool numbered[] = { false, true, true, false, false, false, false };
	assert_int_equal(r.n, ARRAY_LEN(expected));
	for (size_t i = 0; i < r.n; i++) {
		assert_int_equal(r.paragraphs[i].list, expected[i]);
		assert_int_equal(r.paragraphs[i].numbered, numbered[i]);
	}
}

static void tracked_changes_are_taken_as_accepted(void **state)
{
	struct docx_read r = parsed(*state, DOCUMENT(
		"<w:p>" RUN("Vi ") "<w:ins w:id=\"1\">" RUN("vil ") "</w:ins><w:del w:id=\"2\"><w:r><w:delText>skal </w:delText></w:r></w:del>"
		"<w:moveFrom w:id=\"3\">" RUN("flyttet ") "</w:moveFrom>" RUN("vokse") "</w:p>"
		"<w:p><w:pPr><w:rPr><w:del w:id=\"4\"/></w:rPr></w:pPr>" RUN("Første ") "</w:p><w:p>" RUN("og andre") "</w:p>"
		"<w:tbl><w:tr><w:trPr><w:del w:id=\"5\"/></w:trPr><w:tc><w:p>" RUN("borte") "</w:p></w:tc></w:tr>"
		"<w:tr><w:tc><w:p>" RUN("celle") "</w:p></w:tc></w:tr></w:tbl>"));
	static const char *const expected[] = { "Vi vil vokse", "Første og andre", "celle" };
	assert_int_equal(r.n, ARRAY_LEN(expected));
	for (size_t i = 0; i < r.n; i++)
		assert_string_equal(r.paragraphs[i].text, expected[i]);
	assert_int_equal(r.tracked_changes, 5);
}

static void only_the_text_is_taken(void **state)
{
	struct docx_read r = parsed(*state, DOCUMENT(
		"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr><w:sdtContent>"
		"<w:p>" RUN("Innhold") "</w:p></w:sdtContent></w:sdt>"
		"<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"1\"/></w:tabs></w:pPr><w:r><w:instrText>PAGE</w:instrText></w:r>"
		"<w:r><w:t>før</w:t><mc:AlternateContent><mc:Choice><w:txbxContent><w:p>" RUN("boks") "</w:p></w:txbxContent></mc:Choice>"
		"<mc:Fallback><w:txbxContent><w:p>" RUN("boks") "</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent>"
		"<w:noBreakHyphen/><w:t>etter</w:t></w:r><w:hyperlink>" RUN(" lenke") "</w:hyperlink></w:p>"));
	assert_int_equal(r.n, 3);
	assert_true(r.paragraphs[0].contents);
	assert_string_equal(r.paragraphs[1].text, "boks");
	assert_false(r.paragraphs[1].contents);
	assert_string_equal(r.paragraphs[2].text, "før\u2011etter lenke");
}

static void broken_documents_are_refused(void **state)
{
	struct arena *a = *state;
	struct docx_read r;
	struct err err = { 0 };
	struct span entities = SPAN("<!DOCTYPE w [<!ENTITY a \"b\">]><w>&a;</w>");
	assert_refused(docx_read_bytes(a, zip_docx(a, entities, SPAN(STYLES), SPAN(NUMBERING), true), "x.docx", 0, &r, &err), err, 0,
	               "document type");
	err = (struct err){ 0 };
	assert_refused(docx_read_bytes(a, SPAN("PK\x03\x04"), "x.docx", 0, &r, &err), err, 0, "damaged");
	struct zip_part part = ZIP_PART("x", "y");
	err = (struct err){ 0 };
	assert_refused(docx_read_bytes(a, zip_of_parts(a, &part, 1, true), "x.docx", 0, &r, &err), err, 0, "no Word document");
	struct out deep = out_memory(a);
	out_text(&deep, "<w:document" WORD ">");
	for (int i = 0; i < 20; i++)
		out_text(&deep, "<w:p>");
	err = (struct err){ 0 };
	assert_refused(docx_read_bytes(a, zip_docx(a, written(&deep), SPAN(STYLES), SPAN(NUMBERING), true), "x.docx", 0, &r, &err),
	               err, 0, "text boxes within text boxes");
}

static void list_items_are_a_table(void **state)
{
	struct arena *a = *state;
	struct out o = out_memory(a);
	struct table t;
	struct table_options all = { .paragraphs = true };
	struct err err = { 0 };
	struct docx *d = docx_begin(a, &o, &info);
	docx_bullet(d, 1, "uten overskrift");
	docx_heading(d, 1, "Klima");
	docx_heading(d, 2, "Tiltak");
	docx_paragraph(d, "Et avsnitt.");
	docx_bullet(d, 1, " Plante trær ");
	docx_numbered(d, 2, "furu");
	docx_heading(d, 1, "Vei");
	docx_bullet(d, 1, "Bygge");
	assert_ok(docx_end(d, &err), err);
	assert_ok(table_read_bytes(a, written(&o), "x.docx", NULL, &t, &err), err);
	assert_int_equal(t.form, TABLE_DOCX);
	static const char *const expected[][3] = {
		{ "uten overskrift", "", "1" }, { "Plante trær", "Klima / Tiltak", "1" }, { "furu", "Klima / Tiltak", "2" },
		{ "Bygge", "Vei", "1" },
	};
	assert_int_equal(t.n_rows, ARRAY_LEN(expected));
	for (size_t i = 0; i < t.n_rows; i++)
		for (size_t k = 0; k < 3; k++)
			assert_string_equal(t.rows[i].cells[k], expected[i][k]);
	assert_int_equal(t.rows[1].line, 6);
	assert_ok(table_read_bytes(a, written(&o), "x.docx", &all, &t, &err), err);
	assert_int_equal(t.n_rows, 5);
	assert_string_equal(t.rows[1].cells[0], "Et avsnitt.");
	assert_string_equal(t.rows[1].cells[2], "0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(what_is_written_is_read),
		ARENA_TEST(marks_of_revision_are_read_as_such),
		ARENA_TEST(the_same_calls_give_the_same_bytes),
		ARENA_TEST(failures_to_write_are_told_at_the_end),
		ARENA_TEST(memory_does_not_grow),
		ARENA_TEST(headings_are_told_by_style_and_level),
		ARENA_TEST(lists_are_told_by_style_and_numbering),
		ARENA_TEST(tracked_changes_are_taken_as_accepted),
		ARENA_TEST(only_the_text_is_taken),
		ARENA_TEST(broken_documents_are_refused),
		ARENA_TEST(list_items_are_a_table),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
