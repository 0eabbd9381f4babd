/* Positions as rows of a file, and as a policy note. */
#include "module/position/position_internal.h"

#include "format/docx_write.h"
#include "ui/translate.h"

const char *const position_columns[POSITION_COLUMNS] = {
	[POSITION_REF] = "ref", [POSITION_STATE] = "state", [POSITION_BODY] = "body", [POSITION_DECIDED_BY] = "decided_by",
	[POSITION_DECIDED_ON] = "decided_on", [POSITION_TITLE] = "title", [POSITION_CHAPTER] = "chapter",
	[POSITION_ADDRESSEE] = "addressee", [POSITION_DONE] = "times_worked_for", [POSITION_RESULT] = "outcome",
	[POSITION_RESULT_ON] = "outcome_on",
};

void position_cells(struct arena *a, const struct position *p, const char *cells[POSITION_COLUMNS])
{
	cells[POSITION_REF] = p->node->ref;
	cells[POSITION_STATE] = position_states[p->state].code;
	cells[POSITION_BODY] = p->body;
	cells[POSITION_DECIDED_BY] = p->decided_by;
	cells[POSITION_DECIDED_ON] = date_iso(a, p->decided_on);
	cells[POSITION_TITLE] = p->node->title;
	cells[POSITION_CHAPTER] = p->chapter;
	cells[POSITION_ADDRESSEE] = p->node->addressee;
	cells[POSITION_DONE] = arena_printf(a, "%zu", p->n_done);
	cells[POSITION_RESULT] = p->outcome;
	cells[POSITION_RESULT_ON] = date_iso(a, p->outcome_on);
}

static void write_paragraphs(struct docx *d, struct arena *a, const char *text)
{
	for (struct span rest = span_of(text); rest.s && rest.n;) {
		struct span line = span_trim(span_cut(&rest, '\n'));
		if (line.n)
			docx_paragraph(d, arena_strndup(a, line.s, line.n));
	}
}

static void write_position(struct docx *d, struct arena *a, const struct position *p, enum lang lang)
{
	const struct plan_addressee *addressee = plan_addressee(p->node->addressee);
	const char *whom = *p->body ? p->body : addressee ? tr_name_lang(lang, addressee->name) : "";
	docx_begin_block(d, DOCX_PARAGRAPH, 0);
	docx_run(d, p->node->title, DOCX_BOLD);
	if (*whom)
		docx_run(d, arena_printf(a, " (%s)", whom), 0);
	docx_end_block(d);
	write_paragraphs(d, a, p->node->body);
	if (*p->outcome)
		docx_quote(d, arena_printf(a, "%s: %s", date_iso(a, p->outcome_on), p->outcome));
}

bool position_write_note(struct out *o, struct arena *a, const struct plan *plan, const struct position *list, size_t n,
                         enum lang lang, struct err *err)
{
	static const char *const languages[] = { [LANG_NB] = "nb-NO", [LANG_NN] = "nn-NO", [LANG_EN] = "en-GB" };
	struct docx_info info = { .title = plan->title, .show_title = true, .language = languages[lang], .page_numbers = true };
	struct docx *d = docx_begin(a, o, &info);
	const char *chapter = NULL;
	for (size_t i = 0; i < n; i++) {
		if (!chapter || !str_eq(chapter, list[i].chapter)) {
			chapter = list[i].chapter;
			docx_heading(d, 1, *chapter ? chapter : tr_name_lang(lang, N_("Positions")));
		}
		write_position(d, a, &list[i], lang);
	}
	return docx_end(d, err);
}
