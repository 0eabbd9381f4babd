/* A report as HTML. Classes are those of the site's own pages and of assets/css/report.css. */
#include "ui/medium.h"

#include "ui/translate.h"

#define LEVEL_MAX 6

static void write_lang(struct out *o, const char *lang)
{
	if (lang)
		html(o, " lang=\"%s\"", lang);
}

static void write_heading(struct medium *m, const struct medium_heading *h)
{
	struct out *o = m->html;
	int level = h->level < LEVEL_MAX ? h->level : LEVEL_MAX;
	html(o, "\n<h%d", level);
	if (h->anchor)
		html(o, " id=\"%s\"", h->anchor);
	html(o, ">");
	if (h->label)
		html(o, "<span class=\"label\">%s<span class=\"spoken\">: </span></span>", h->label);
	if (h->lang)
		html(o, "<span lang=\"%s\">%s</span>", h->lang, h->text);
	else
		html(o, "%s", h->text);
	html(o, "</h%d>\n", level);
}

static void write_paragraph(struct medium *m, const char *text)
{
	html(m->html, "<p>%s</p>\n", text);
}

static void write_note(struct medium *m, const char *text)
{
	html(m->html, "<p class=\"note\">%s</p>\n", text);
}

static void write_figures(struct medium *m, const struct medium_figure *figures, size_t n)
{
	struct out *o = m->html;
	html(o, "<dl class=\"figures\">\n");
	for (size_t i = 0; i < n; i++)
		html(o, "<div><dt>%s</dt><dd>%s</dd></div>\n", figures[i].label, figures[i].value);
	html(o, "</dl>\n");
}

/* A text that may lead somewhere and may be in another language. */
static void write_text(struct out *o, const struct medium_text *t)
{
	if (t->anchor) {
		html(o, "<a href=\"#%s\"", t->anchor);
		write_lang(o, t->lang);
		html(o, ">%s</a>", t->text);
	} else if (t->lang) {
		html(o, "<span lang=\"%s\">%s</span>", t->lang, t->text);
	} else {
		html(o, "%s", t->text);
	}
}

static void begin_list(struct medium *m)
{
	html(m->html, "<ul>\n");
}

static void write_list_item(struct medium *m, const struct medium_text *t)
{
	html(m->html, "<li>");
	write_text(m->html, t);
	html(m->html, "</li>\n");
}

static void end_list(struct medium *m)
{
	html(m->html, "</ul>\n");
}

/* ---- Tables ---- */

static const char *column_class(const struct medium_column *column)
{
	return column->number ? " class=\"number\"" : "";
}

/* The frame takes the keyboard's focus, so that its arrows scroll a table wider than the page. */
static void begin_table(struct medium *m, const char *caption, const struct medium_column *columns, size_t n)
{
	struct out *o = m->html;
	unsigned id = ++m->tables;
	m->columns = columns;
	m->n_columns = n;
	html(o, "<div class=\"table-frame\" role=\"group\" tabindex=\"0\" aria-labelledby=\"table-%u\">\n"
	     "<table class=\"ds-table\">\n<caption id=\"table-%u\">%s</caption>\n<thead><tr>", id, id, caption);
	for (size_t i = 0; i < n; i++) {
		html(o, "<th scope=\"col\"");
		out_text(o, column_class(&columns[i]));
		html(o, ">%s</th>", columns[i].name);
	}
	html(o, "</tr></thead>\n<tbody>\n");
}

/* The first cell is the row's heading. */
static void write_row(struct medium *m, const struct medium_text *cells)
{
	struct out *o = m->html;
	html(o, "<tr>");
	for (size_t i = 0; i < m->n_columns; i++) {
		out_text(o, i == 0 ? "<th scope=\"row\"" : "<td");
		out_text(o, column_class(&m->columns[i]));
		out_char(o, '>');
		write_text(o, &cells[i]);
		out_text(o, i == 0 ? "</th>" : "</td>");
	}
	html(o, "</tr>\n");
}

static void end_table(struct medium *m)
{
	html(m->html, "</tbody>\n</table>\n</div>\n");
}

static void write_bars(struct medium *m, const struct chart *chart)
{
	chart_bars(m->html, m->arena, chart);
}

/* ---- What people said ---- */

static void write_quote(struct medium *m, const struct medium_quote *q)
{
	struct out *o = m->html;
	html(o, "<figure class=\"quote\"><blockquote");
	write_lang(o, q->lang);
	html(o, "><p>%s</p></blockquote><figcaption><a href=\"#%s\">%s</a></figcaption></figure>\n",
	     q->text, q->anchor, q->source);
}

static void begin_items(struct medium *m, const char *summary)
{
	struct out *o = m->html;
	html(o, "<details class=\"texts\"%s>", summary ? "" : " open");
	html(o, "<summary>%s</summary>\n<ol>\n", summary ? summary : tr_lang(m->lang, "Texts"));
}

static void write_item(struct medium *m, const struct medium_item *item)
{
	struct out *o = m->html;
	html(o, "<li value=\"%zu\"", item->number);
	if (item->anchor)
		html(o, " id=\"contribution-%zu\"", item->number);
	html(o, "><p class=\"text\"");
	write_lang(o, item->lang);
	html(o, ">%s</p>\n<p class=\"source\">%s", item->text, item->source);
	if (*item->remark)
		html(o, " · <span class=\"remark\">%s</span>", item->remark);
	html(o, "</p>");
	if (item->fold && item->n_folded > 0) {
		html(o, "\n<details class=\"fold\"><summary>%s</summary>\n<ol>\n", item->fold);
		for (size_t i = 0; i < item->n_folded; i++)
			write_item(m, &item->folded[i]);
		html(o, "</ol>\n</details>");
	} else if (item->fold) {
		html(o, "<p class=\"source\">%s</p>", item->fold);
	}
	html(o, "</li>\n");
}

static void end_items(struct medium *m)
{
	html(m->html, "</ol>\n</details>\n");
}

static const struct medium_form html_form = {
	.heading = write_heading, .paragraph = write_paragraph, .note = write_note, .figures = write_figures,
	.list_begin = begin_list, .list_item = write_list_item, .list_end = end_list,
	.table_begin = begin_table, .table_row = write_row, .table_end = end_table,
	.bars = write_bars, .quote = write_quote,
	.items_begin = begin_items, .item = write_item, .items_end = end_items,
};

struct medium medium_html(struct arena *a, struct out *o, enum lang lang, const void *subject)
{
	return (struct medium){ .form = &html_form, .subject = subject, .lang = lang, .arena = a, .html = o };
}
