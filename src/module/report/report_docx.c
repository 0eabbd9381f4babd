/*
 * The report as a Word document, by way of the streaming writer. Word has four levels of
 * headings here: those of the chapters move up by one, and what is deeper is level four.
 * Links and languages of single texts are not written; charts stand as their tables.
 */
#include "module/report/report_formats.h"

#include "base/str.h"
#include "format/docx_write.h"
#include "module/report/report_body.h"
#include "ui/translate.h"

#include <assert.h>

#define LEVEL_MAX 4
#define COLUMNS_MAX 8

struct docx_medium {
	struct medium base;
	struct docx *d;
	size_t n_columns; /* of the table that is open */
	bool numbers[COLUMNS_MAX];
};

static struct docx *docx_of(struct medium *m)
{
	return ((struct docx_medium *)m)->d;
}

static void write_heading(struct medium *m, const struct medium_heading *h)
{
	int level = h->level - 1 < LEVEL_MAX ? h->level - 1 : LEVEL_MAX;
	if (h->label)
		docx_heading(docx_of(m), level, arena_printf(m->arena, "%s: %s", h->label, h->text));
	else
		docx_heading(docx_of(m), level, h->text);
}

static void write_paragraph(struct medium *m, const char *text)
{
	docx_paragraph(docx_of(m), text);
}

static void write_note(struct medium *m, const char *text)
{
	docx_begin_block(docx_of(m), DOCX_PARAGRAPH, 0);
	docx_run(docx_of(m), text, DOCX_BOLD);
	docx_end_block(docx_of(m));
}

static void write_figures(struct medium *m, const struct medium_figure *figures, size_t n)
{
	docx_begin_block(docx_of(m), DOCX_PARAGRAPH, 0);
	for (size_t i = 0; i < n; i++) {
		docx_run(docx_of(m), arena_printf(m->arena, "%s%s", i > 0 ? "\n" : "", figures[i].value), DOCX_BOLD);
		docx_run(docx_of(m), arena_printf(m->arena, " %s", figures[i].label), 0);
	}
	docx_end_block(docx_of(m));
}

static void begin_list(struct medium *m)
{
	(void)m;
}

static void write_list_item(struct medium *m, const struct medium_text *t)
{
	docx_bullet(docx_of(m), 1, t->text);
}

static void end_list(struct medium *m)
{
	(void)m;
}

static void begin_table(struct medium *m, const char *caption, const struct medium_column *columns, size_t n)
{
	struct docx_medium *dm = (struct docx_medium *)m;
	const char *names[COLUMNS_MAX];
	unsigned weights[COLUMNS_MAX];
	assert(n <= COLUMNS_MAX);
	dm->n_columns = n;
	for (size_t i = 0; i < n; i++) {
		names[i] = columns[i].name;
		weights[i] = columns[i].weight;
		dm->numbers[i] = columns[i].number;
	}
	docx_caption(docx_of(m), caption);
	docx_table_flush_right(docx_of(m), dm->numbers);
	docx_table_begin(docx_of(m), names, weights, n);
}

static void write_row(struct medium *m, const struct medium_text *cells)
{
	const char *texts[COLUMNS_MAX];
	for (size_t i = 0; i < ((struct docx_medium *)m)->n_columns; i++)
		texts[i] = cells[i].text;
	docx_table_row(docx_of(m), texts);
}

static void end_table(struct medium *m)
{
	docx_table_end(docx_of(m));
}

static void write_quote(struct medium *m, const struct medium_quote *q)
{
	docx_begin_block(docx_of(m), DOCX_QUOTE, 0);
	docx_run(docx_of(m), q->text, 0);
	docx_run(docx_of(m), arena_printf(m->arena, "\n%s", q->source), DOCX_ITALIC);
	docx_end_block(docx_of(m));
}

/* Nothing folds on paper: the summary ("Show all …") would be a promise. */
static void begin_items(struct medium *m, const char *summary)
{
	(void)m;
	(void)summary;
}

static void write_item_at(struct medium *m, const struct medium_item *item, int level)
{
	docx_begin_block(docx_of(m), DOCX_BULLET, level);
	docx_run(docx_of(m), arena_printf(m->arena, "%zu  ", item->number), DOCX_BOLD);
	docx_run(docx_of(m), item->text, 0);
	docx_run(docx_of(m), arena_printf(m->arena, "\n%s%s%s", item->source, *item->remark ? " · " : "", item->remark),
	         DOCX_ITALIC);
	if (item->fold)
		docx_run(docx_of(m), arena_printf(m->arena, "\n%s", item->fold), DOCX_BOLD);
	docx_end_block(docx_of(m));
	for (size_t i = 0; i < item->n_folded; i++)
		write_item_at(m, &item->folded[i], level + 1);
}

static void write_item(struct medium *m, const struct medium_item *item)
{
	write_item_at(m, item, 1);
}

static void end_items(struct medium *m)
{
	(void)m;
}

static const struct medium_form docx_form = {
	.heading = write_heading, .paragraph = write_paragraph, .note = write_note, .figures = write_figures,
	.list_begin = begin_list, .list_item = write_list_item, .list_end = end_list,
	.table_begin = begin_table, .table_row = write_row, .table_end = end_table,
	.bars = NULL, .quote = write_quote,
	.items_begin = begin_items, .item = write_item, .items_end = end_items,
};

static void write_title(struct medium *m, const struct body_title *t)
{
	docx_begin_block(docx_of(m), DOCX_PARAGRAPH, 0);
	docx_run(docx_of(m), t->kind, DOCX_BOLD);
	docx_run(docx_of(m), arena_printf(m->arena, "\n%s%s%s", t->period, *t->period ? " · " : "", t->made), 0);
	docx_end_block(docx_of(m));
	docx_paragraph(docx_of(m), t->version);
	if (*t->example)
		write_note(m, t->example);
	if (*t->later)
		write_note(m, t->later);
}

bool report_write_docx(struct out *o, struct arena *a, const struct basis_report *r, struct err *err)
{
	static const char *const languages[] = { [LANG_NB] = "nb-NO", [LANG_NN] = "nn-NO", [LANG_EN] = "en-GB" };
	struct body_title t = body_title(r, a);
	struct docx_medium m = { .base = { .form = &docx_form, .report = r, .arena = a } };
	m.d = docx_begin(a, o, &(struct docx_info){
		.title = t.title, .show_title = true, .language = languages[r->lang],
		.subject = t.kind, .created = r->made_at,
		.header = arena_printf(a, "%s: %s", t.kind, t.title), .footer = t.made, .page_numbers = true });
	write_title(&m.base, &t);
	body_write(&m.base);
	return docx_end(m.d, err);
}
