/* The chapters as HTML. Classes are those of the site's own pages and of assets/css/report.css. */
#include "module/report/report_html.h"

#include "module/report/report_body.h"
#include "ui/translate.h"

#define LEVEL_MAX 6

struct html_medium {
	struct medium base;
	struct out *o;
	unsigned tables; /* so far, for identifiers */
	const struct medium_column *columns; /* of the table that is open */
	size_t n_columns;
};

static struct html_medium *html_of(struct medium *m)
{
	return (struct html_medium *)m;
}

static struct out *out_of(struct medium *m)
{
	return html_of(m)->o;
}

static void write_lang(struct out *o, const char *lang)
{
	if (lang)
		html(o, " lang=\"%s\"", lang);
}

static void write_heading(struct medium *m, const struct medium_heading *h)
{
	struct out *o = out_of(m);
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
	html(out_of(m), "<p>%s</p>\n", text);
}

static void write_note(struct medium *m, const char *text)
{
	html(out_of(m), "<p class=\"note\">%s</p>\n", text);
}

static void write_figures(struct medium *m, const struct medium_figure *figures, size_t n)
{
	struct out *o = out_of(m);
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
	html(out_of(m), "<ul>\n");
}

static void write_list_item(struct medium *m, const struct medium_text *t)
{
	html(out_of(m), "<li>");
	write_text(out_of(m), t);
	html(out_of(m), "</li>\n");
}

static void end_list(struct medium *m)
{
	html(out_of(m), "</ul>\n");
}

/* ---- Tables ---- */

static const char *column_class(const struct medium_column *column)
{
	return column->number ? " class=\"number\"" : "";
}

/* The frame takes the keyboard's focus, so that its arrows scroll a table wider than the page. */
static void begin_table(struct medium *m, const char *caption, const struct medium_column *columns, size_t n)
{
	struct html_medium *h = html_of(m);
	unsigned id = ++h->tables;
	h->columns = columns;
	h->n_columns = n;
	html(h->o, "<div class=\"table-frame\" role=\"group\" tabindex=\"0\" aria-labelledby=\"table-%u\">\n"
	     "<table class=\"ds-table\">\n<caption id=\"table-%u\">%s</caption>\n<thead><tr>", id, id, caption);
	for (size_t i = 0; i < n; i++) {
		html(h->o, "<th scope=\"col\"");
		out_text(h->o, column_class(&columns[i]));
		html(h->o, ">%s</th>", columns[i].name);
	}
	html(h->o, "</tr></thead>\n<tbody>\n");
}

/* The first cell is the row's heading. */
static void write_row(struct medium *m, const struct medium_text *cells)
{
	struct html_medium *h = html_of(m);
	html(h->o, "<tr>");
	for (size_t i = 0; i < h->n_columns; i++) {
		out_text(h->o, i == 0 ? "<th scope=\"row\"" : "<td");
		out_text(h->o, column_class(&h->columns[i]));
		out_char(h->o, '>');
		write_text(h->o, &cells[i]);
		out_text(h->o, i == 0 ? "</th>" : "</td>");
	}
	html(h->o, "</tr>\n");
}

static void end_table(struct medium *m)
{
	html(out_of(m), "</tbody>\n</table>\n</div>\n");
}

static void write_bars(struct medium *m, const struct chart *chart)
{
	chart_bars(out_of(m), m->arena, chart);
}

/* ---- What people said ---- */

static void write_quote(struct medium *m, const struct medium_quote *q)
{
	struct out *o = out_of(m);
	html(o, "<figure class=\"quote\"><blockquote");
	write_lang(o, q->lang);
	html(o, "><p>%s</p></blockquote><figcaption><a href=\"#%s\">%s</a></figcaption></figure>\n",
	     q->text, q->anchor, q->source);
}

static void begin_items(struct medium *m, const char *summary)
{
	struct out *o = out_of(m);
	html(o, "<details class=\"texts\"%s>", summary ? "" : " open");
	html(o, "<summary>%s</summary>\n<ol>\n", summary ? summary : tr_lang(m->report->lang, "Texts"));
}

static void write_item(struct medium *m, const struct medium_item *item)
{
	struct out *o = out_of(m);
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
	html(out_of(m), "</ol>\n</details>\n");
}

static const struct medium_form html_form = {
	.heading = write_heading, .paragraph = write_paragraph, .note = write_note, .figures = write_figures,
	.list_begin = begin_list, .list_item = write_list_item, .list_end = end_list,
	.table_begin = begin_table, .table_row = write_row, .table_end = end_table,
	.bars = write_bars, .quote = write_quote,
	.items_begin = begin_items, .item = write_item, .items_end = end_items,
};

void report_html_chapters(struct out *o, struct arena *a, const struct basis_report *r)
{
	struct html_medium m = { .base = { .form = &html_form, .report = r, .arena = a }, .o = o };
	body_write(&m.base);
}

/* ---- Around the chapters ---- */

void report_html_head(struct out *o, struct arena *a, const struct basis_report *r)
{
	struct body_title t = body_title(r, a);
	html(o, "<p class=\"made\">%s%s%s</p>\n", t.period, *t.period ? " · " : "", t.made);
	html(o, "<p class=\"version\">%s</p>\n", t.version);
	if (*t.later)
		html(o, "<p class=\"note\">%s</p>\n", t.later);
}

/* The sections of the top; those below them are many, and near. */
static void write_section_links(struct out *o, struct arena *a, const struct basis_report *r, const char *lang)
{
	html(o, "\n<ul>\n");
	for (size_t i = 0; i < r->n_sections; i++) {
		if (r->sections[i].level > 0)
			continue;
		html(o, "<li><a href=\"#%s\"", body_section_anchor(a, i));
		write_lang(o, lang);
		html(o, ">%s</a></li>\n", r->tree.nodes[r->sections[i].node].title);
	}
	html(o, "</ul>\n");
}

void report_html_contents(struct out *o, struct arena *a, const struct basis_report *r)
{
	struct body_title t = body_title(r, a);
	html(o, "<nav class=\"contents\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">%s</h2>\n<ol>\n",
	     tr_lang(r->lang, "Contents"));
	for (size_t i = 0; i < body_chapters_len; i++) {
		html(o, "<li><a href=\"#%s\">%s</a>", body_chapters[i].anchor, tr_name_lang(r->lang, body_chapters[i].title));
		if (str_eq(body_chapters[i].anchor, BODY_THEMES) && r->n_sections > 0)
			write_section_links(o, a, r, t.title_lang);
		html(o, "</li>\n");
	}
	html(o, "</ol>\n</nav>\n");
}
