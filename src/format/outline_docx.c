/*
 * A Word document as lines: each paragraph is one, with what its style says. A
 * document that styles no headings is read like plain text, so that typed numbers
 * and bullets count.
 */
#include "format/docx_read.h"
#include "format/outline_internal.h"

static enum line_style style_of(const struct docx_read_paragraph *p)
{
	if (p->title)
		return LINE_TITLE;
	if (p->heading)
		return LINE_HEADING;
	return p->list ? LINE_ITEM : LINE_PLAIN;
}

bool outline_lines_docx(struct outline_source *s, struct span bytes, const char *name, size_t *tracked_changes,
                        struct err *err)
{
	struct docx_read document;
	if (!docx_read_bytes(s->arena, bytes, name, 0, &document, err))
		return false;
	*tracked_changes = document.tracked_changes;
	for (size_t i = 0; i < document.n; i++) {
		const struct docx_read_paragraph *p = &document.paragraphs[i];
		struct span text = span_trim(span_of(p->text));
		enum line_style style = text.n ? style_of(p) : LINE_PLAIN;
		/* Headings and items are one line; a plain paragraph keeps its line breaks, and what
		 * indents it, which tells the levels of typed lists. */
		size_t end = text.n ? (size_t)(text.s + text.n - p->text) : 0;
		*VEC_PUSH(s->arena, &s->lines) = (struct outline_line){
			.number = p->number,
			.text = style == LINE_PLAIN ? arena_strndup(s->arena, p->text, end) : outline_one_line(s->arena, text),
			.contents = p->contents && text.n,
			.style = style,
			.level = p->heading ? p->heading : p->list,
			.apart = true,
		};
	}
	return true;
}
