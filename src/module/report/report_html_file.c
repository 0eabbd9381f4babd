/* The report as one HTML file: nothing in it refers to anything outside. */
#include "module/report/report_formats.h"

#include "base/asset.h"
#include "module/report/report_body.h"
#include "module/report/report_html.h"
#include "ui/translate.h"

#include <assert.h>

static void write_style(struct out *o)
{
	const struct asset *css = asset_find("css/report.css");
	assert(css);
	html(o, "<style>\n");
	out_bytes(o, css->bytes, css->size);
	html(o, "</style>\n");
}

bool report_write_html(struct out *o, struct arena *a, const struct basis_report *r, struct err *err)
{
	(void)err; /* writing is the caller's to check */
	struct body_title t = body_title(r, a);
	html(o, "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
	     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	     "<meta name=\"generator\" content=\"Planverk %s\">\n<title>%s: %s</title>\n",
	     lang_code(r->lang), r->program_version, t.kind, t.title);
	write_style(o);
	html(o, "</head>\n<body class=\"report\">\n<a class=\"skip\" href=\"#chapters\">%s</a>\n"
	     "<header>\n<p class=\"kind\">%s</p>\n<h1", tr_lang(r->lang, "Skip to the content"), t.kind);
	if (t.title_lang)
		html(o, " lang=\"%s\"", t.title_lang);
	html(o, ">%s</h1>\n", t.title);
	report_html_head(o, a, r);
	if (*t.example)
		html(o, "<p class=\"note\">%s</p>\n", t.example);
	html(o, "</header>\n");
	report_html_contents(o, a, r);
	html(o, "<main id=\"chapters\">\n");
	report_html_chapters(o, a, r);
	html(o, "</main>\n</body>\n</html>\n");
	return true;
}
