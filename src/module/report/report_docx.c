/* The basis report as a Word document. */
#include "module/report/report_formats.h"

#include "base/str.h"
#include "format/docx_write.h"
#include "module/report/report_body.h"
#include "ui/translate.h"

static void write_title(struct medium *m, const struct body_title *t)
{
	docx_begin_block(m->docx, DOCX_PARAGRAPH, 0);
	docx_run(m->docx, t->kind, DOCX_BOLD);
	docx_run(m->docx, arena_printf(m->arena, "\n%s%s%s", t->period, *t->period ? " · " : "", t->made), 0);
	docx_end_block(m->docx);
	docx_paragraph(m->docx, t->version);
	if (*t->example)
		m->form->note(m, t->example);
	if (*t->later)
		m->form->note(m, t->later);
}

bool report_write_docx(struct out *o, struct arena *a, const struct basis_report *r, struct err *err)
{
	struct body_title t = body_title(r, a);
	struct docx *d = docx_begin(a, o, &(struct docx_info){
		.title = t.title, .show_title = true, .language = medium_docx_language(r->lang),
		.subject = t.kind, .created = r->made_at,
		.header = arena_printf(a, "%s: %s", t.kind, t.title), .footer = t.made, .page_numbers = true });
	struct medium m = medium_docx(a, d, r->lang, r);
	write_title(&m, &t);
	body_write(&m);
	return docx_end(d, err);
}
