/*
 * A report as a Word document, by way of the streaming writer. Word has four levels of headings here: those of a
 * report move up by one, and what is deeper is level four. Links and languages of single texts are not written; charts
 * stand as their tables.
 */
#include "ui/medium.h"

#include "base/str.h"

#include <assert.h>

#define LEVEL_MAX 4

static void write_heading(struct medium *m, const struct medium_heading *h)
{
	int level = h->level - 1 < LEVEL_MAX ? h->level - 1 : LEVEL_MAX;
	if (h->label)
		docx_heading(m->docx, level, arena_printf(m->arena, "%s: %s", h->label, h->text));
	else
		docx_heading(m->docx, level, h->text);
}

static void write_paragraph(struct medium *m, const char *text)
{
	docx_paragraph(m->docx, text);
}

static void write_note(struct medium *m, const char *text)
{
	docx_begin_block(m->docx, DOCX_PARAGRAPH, 0);
	docx_run(m->docx, text, DOCX_BOLD);
	docx_end_block(m->docx);
}

static void write_figures(struct medium *m, const struct medium_figure *figures, size_t n)
{
	docx_begin_block(m->docx, DOCX_PARAGRAPH, 0);
	for (size_t i = 0; i < n; i++) {
		docx_run(m->docx, arena_printf(m->arena, "%s%s", i > 0 ? "\n" : "", figures[i].value), DOCX_BOLD);
		docx_run(m->docx, arena_printf(m->arena, " %s", figures[i].label), 0);
	}
	docx_end_block(m->docx);
}

static void begin_list(struct medium *m)
{
	(void)m;
}

static void write_list_item(struct medium *m, const struct medium_text *t)
{
	docx_bullet(m->docx, 1, t->text);
}

static void end_list(struct medium *m)
{
	(void)m;
}

static void begin_table(struct medium *m, const char *caption, const struct medium_column *columns, size_t n)
{
	const char *names[MEDIUM_COLUMNS_MAX];
	unsigned weights[MEDIUM_COLUMNS_MAX];
	assert(n <= MEDIUM_COLUMNS_MAX);
	m->n_columns = n;
	for (size_t i = 0; i < n; i++) {
		names[i] = columns[i].name;
		weights[i] = columns[i].weight;
		m->numbers[i] = columns[i].number;
	}
	docx_caption(m->docx, caption);
	docx_table_flush_right(m->docx, m->numbers);
	docx_table_begin(m->docx, names, weights, n);
}

static void write_row(struct medium *m, const struct medium_text *cells)
{
	const char *texts[MEDIUM_COLUMNS_MAX];
	for (size_t i = 0; i < m->n_columns; i++)
		texts[i] = cells[i].text;
	docx_table_row(m->docx, texts);
}

static void end_table(struct medium *m)
{
	docx_table_end(m->docx);
}

static void write_quote(struct medium *m, const struct medium_quote *q)
{
	docx_begin_block(m->docx, DOCX_QUOTE, 0);
	docx_run(m->docx, q->text, 0);
	docx_run(m->docx, arena_printf(m->arena, "\n%s", q->source), DOCX_ITALIC);
	docx_end_block(m->docx);
}

/* Nothing folds on paper: the summary ("Show all …") would be a promise. */
static void begin_items(struct medium *m, const char *summary)
{
	(void)m;
	(void)summary;
}

static void write_item_at(struct medium *m, const struct medium_item *item, int level)
{
	docx_begin_block(m->docx, DOCX_BULLET, level);
	docx_run(m->docx, arena_printf(m->arena, "%zu  ", item->number), DOCX_BOLD);
	docx_run(m->docx, item->text, 0);
	docx_run(m->docx, arena_printf(m->arena, "\n%s%s%s", item->source, *item->remark ? " · " : "", item->remark),
	         DOCX_ITALIC);
	if (item->fold)
		docx_run(m->docx, arena_printf(m->arena, "\n%s", item->fold), DOCX_BOLD);
	docx_end_block(m->docx);
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

const char *medium_docx_language(enum lang lang)
{
	static const char *const languages[] = { [LANG_NB] = "nb-NO", [LANG_NN] = "nn-NO", [LANG_EN] = "en-GB" };
	return languages[lang];
}

struct medium medium_docx(struct arena *a, struct docx *d, enum lang lang, const void *subject)
{
	return (struct medium){ .form = &docx_form, .subject = subject, .lang = lang, .arena = a, .docx = d };
}
