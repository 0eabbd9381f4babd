/* The basis report as HTML: its chapters, and what stands around them. */
#include "module/report/report_html.h"

#include "module/report/report_body.h"
#include "ui/translate.h"

void report_html_chapters(struct out *o, struct arena *a, const struct basis_report *r)
{
	struct medium m = medium_html(a, o, r->lang, r);
	body_write(&m);
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
		if (lang)
			html(o, " lang=\"%s\"", lang);
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
