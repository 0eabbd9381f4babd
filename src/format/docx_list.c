/*
 * DOCX as a table: each list item is a row with the columns "text", "heading" (the
 * headings it stands under, " / " between) and "level" (of the list, from 1). With
 * the option `paragraphs` plain paragraphs are rows too, with level "0". A row's line
 * is the number of its paragraph in the document.
 */
#include "base/out.h"
#include "format/docx_read.h"
#include "format/table_build.h"

#define HEADING_LEVELS 9

static const char *heading_path(struct arena *a, const char *const *headings)
{
	struct out path = out_memory(a);
	for (size_t i = 0; i < HEADING_LEVELS; i++)
		if (headings[i])
			out_format(&path, "%s%s", path.n ? " / " : "", headings[i]);
	return out_string(&path);
}

static const char *trimmed(struct arena *a, const char *text)
{
	struct span s = span_trim(span_of(text));
	return arena_strndup(a, s.s, s.n);
}

bool table_read_docx(struct table_builder *b, struct span bytes)
{
	static const char *const columns[] = { "text", "heading", "level" };
	const char *headings[HEADING_LEVELS] = { 0 }, *path = "";
	struct docx_read document;
	b->unit = "paragraph";
	if (!docx_read_bytes(b->arena, bytes, b->table->file, b->options.max_unpacked, &document, b->err)
	    || !table_take(b, columns, ARRAY_LEN(columns), 0))
		return false;
	b->table->tracked_changes = document.tracked_changes;
	for (size_t i = 0; i < document.n; i++) {
		const struct docx_read_paragraph *p = &document.paragraphs[i];
		const char *text = trimmed(b->arena, p->text);
		if (p->heading && *text) {
			headings[p->heading - 1] = text;
			for (int deeper = p->heading; deeper < HEADING_LEVELS; deeper++)
				headings[deeper] = NULL;
			path = heading_path(b->arena, headings);
		}
		bool wanted = p->list || (b->options.paragraphs && !p->heading && !p->contents && !p->title);
		if (!wanted || !*text)
			continue;
		const char *cells[] = { text, path, arena_printf(b->arena, "%d", p->list) };
		if (!table_take(b, cells, ARRAY_LEN(cells), p->number))
			return false;
	}
	return table_finish(b);
}
