/* A planner's Word document gives the same tree as the same plan in plain text. */
#include "format/docx_write.h"
#include "outline_test.h"
#include "zip_parts.h"

static const char plan[] =
	"Handlingsprogram for Elvedalen\n\nInnledning som ikke hører til noe tema, og som er en hel setning.\n\n"
	"1. Overordnede mål\n\n- Vokse sammen\n- Dele godt. Det betyr mye.\n\n"
	"2. Klima og natur\n\nVi har *mye* natur.\n\nUtfordringer\n\n- Flom\n- Tørke\n  - om sommeren\n\nDelmål\n\nHalvere utslippene\n\n"
	"2.1 Innspill på tiltak fra faggruppe Vann:\n\nRør:\n\n- Bytte rør\n- Rense\n\nMålere\n\n- Lese av\n\n"
	"3. Tverrgående temaer\n\n3.1 Kraft\n\nTiltak:\n\n- Spare strøm\n\n"
	"3.1.1 Innspill fra gruppene:\n\nGruppene ble ikke utfordret på dette.\n";

/* The text form, line by line, as Word would have it: real headings and lists, or typed ones. */
static struct span as_docx(struct arena *a, bool styled, struct err *err)
{
	struct out o = out_memory(a);
	struct docx_info info = { .title = "Handlingsprogram for Elvedalen", .show_title = styled };
	struct docx *d = docx_begin(a, &o, &info);
	for (struct span rest = span_of(plan); rest.s;) {
		struct span line = span_cut(&rest, '\n');
		const char *text = arena_strndup(a, line.s, line.n);
		size_t number = strspn(text, "0123456789.");
		if (!*text || (styled && str_eq(text, info.title)))
			continue;
		if (styled && number) {
			/* Word numbers styled headings itself; some also type the number. */
			int level = text[number - 1] == '.' ? 1 : number == 3 ? 2 : 3;
			docx_heading(d, level, text + (level == 2 ? 0 : number + 1));
		} else if (styled && str_starts(text, "- ")) {
			docx_bullet(d, 1, text + 2);
		} else if (styled && str_starts(text, "  - ")) {
			docx_bullet(d, 2, text + 4);
		} else {
			docx_paragraph(d, text);
		}
	}
	docx_end(d, err);
	return (struct span){ out_string(&o), o.n };
}

static void the_tree_is_that_of_the_text(void **state)
{
	struct arena *a = *state;
	struct outline text = outline_parsed(a, plan, OUTLINE_TEXT), docx;
	struct err err = { 0 };
	assert_int_equal(text.n_nodes, 8);
	assert_int_equal(text.n_contributions, 3);
	assert_round_trip(a, &text);
	static const bool styled[] = { true, false };
	for (size_t i = 0; i < ARRAY_LEN(styled); i++) {
		struct span bytes = as_docx(a, styled[i], &err);
		assert_ok(outline_read_bytes(a, bytes, "plan.docx", OUTLINE_AUTO, &docx, &err), err);
		assert_int_equal(docx.form, OUTLINE_DOCX);
		assert_string_equal(outline_drawn(a, &docx), outline_drawn(a, &text));
		assert_log_is_complete(&docx);
		assert_round_trip(a, &docx);
	}
}

static void labels_may_be_headings_and_topics_too(void **state)
{
	struct arena *a = *state;
	struct out o = out_memory(a);
	struct outline outline;
	struct err err = { 0 };
	struct docx *d = docx_begin(a, &o, &(struct docx_info){ 0 });
	docx_heading(d, 1, "Klima");
	docx_heading(d, 2, "Delmål");
	docx_paragraph(d, "Halvere utslippene");
	docx_heading(d, 2, "Hovedmål 1: Rent vann");
	docx_bullet(d, 1, "Rene elver");
	docx_heading(d, 2, "Innspill fra ungdommen");
	docx_heading(d, 3, "Hva vil dere?");
	docx_bullet(d, 1, "Bade");
	assert_ok(docx_end(d, &err), err);
	assert_ok(outline_read_bytes(a, (struct span){ out_string(&o), o.n }, "plan.docx", OUTLINE_AUTO, &outline, &err), err);
	assert_string_equal(outline_drawn(a, &outline),
	                    "\ntheme: Klima\n  subgoal: Halvere utslippene\n  goal: Rent vann\n    subgoal: Rene elver\n"
	                    "Klima [ungdommen; Hva vil dere?] Bade\n");
	assert_round_trip(a, &outline);
}

#define WORD " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""

/* Norwegian Word: translated style ids, a table of contents, tracked changes. */
static void norwegian_word_is_read(void **state)
{
	struct arena *a = *state;
	struct outline o;
	struct err err = { 0 };
	struct span document = SPAN(
		"<w:document" WORD "><w:body>"
		"<w:p><w:pPr><w:pStyle w:val=\"Tittel\"/></w:pPr><w:r><w:t>Planen</w:t></w:r></w:p>"
		"<w:p><w:r><w:t>Innholdsfortegnelse</w:t></w:r></w:p>"
		"<w:p><w:pPr><w:pStyle w:val=\"INNH1\"/></w:pPr><w:r><w:t>Klima</w:t><w:tab/><w:t>2</w:t></w:r></w:p>"
		"<w:p><w:pPr><w:pStyle w:val=\"Overskrift1\"/></w:pPr><w:r><w:t>Klima</w:t></w:r></w:p>"
		"<w:p><w:r><w:t>Tiltak</w:t></w:r></w:p>"
		"<w:p><w:pPr><w:pStyle w:val=\"Listeavsnitt\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>"
		"<w:r><w:t xml:space=\"preserve\">Plante </w:t></w:r><w:del><w:r><w:delText>busker</w:delText></w:r></w:del>"
		"<w:ins><w:r><w:t>trær</w:t></w:r></w:ins></w:p></w:body></w:document>");
	struct span styles = SPAN(
		"<w:styles" WORD "><w:style w:styleId=\"Tittel\"><w:name w:val=\"Title\"/></w:style>"
		"<w:style w:styleId=\"Overskrift1\"><w:name w:val=\"heading 1\"/><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style>"
		"<w:style w:styleId=\"INNH1\"><w:name w:val=\"toc 1\"/></w:style>"
		"<w:style w:styleId=\"Listeavsnitt\"><w:name w:val=\"List Paragraph\"/></w:style></w:styles>");
	struct span bytes = zip_docx(a, document, styles, SPAN("<w:numbering" WORD "/>"), true);
	assert_ok(outline_read_bytes(a, bytes, "plan.docx", OUTLINE_AUTO, &o, &err), err);
	assert_string_equal(outline_drawn(a, &o), "Planen\ntheme: Klima\n  measure: Plante trær\n");
	assert_int_equal(o.tracked_changes, 2);
	assert_string_equal(o.log[2].what, OUTLINE_SAID_CONTENTS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(the_tree_is_that_of_the_text),
		ARENA_TEST(labels_may_be_headings_and_topics_too),
		ARENA_TEST(norwegian_word_is_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
