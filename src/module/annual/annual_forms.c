/* The annual report as HTML, Word, PDF, a spreadsheet and JSON. */
#include "module/annual/annual_body.h"

#include "base/asset.h"
#include "base/run.h"
#include "format/xlsx_write.h"
#include "http/language.h"
#include "ui/translate.h"

#include <assert.h>
#include <stdio.h>
#include <unistd.h>

const struct annual_form_name annual_forms[ANNUAL_FORMS] = {
	[ANNUAL_HTML] = { "html", "text/html; charset=utf-8" },
	[ANNUAL_DOCX] = { "docx", DOCX_TYPE },
	[ANNUAL_XLSX] = { "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
	[ANNUAL_PDF] = { "pdf", "application/pdf" },
	[ANNUAL_JSON] = { "json", "application/json" },
};

void annual_html_body(struct out *o, struct arena *a, enum lang lang, const struct annual *r, bool summary)
{
	struct medium m = medium_html(a, o, lang, r);
	annual_body_write(&m, summary);
}

void annual_html_file(struct out *o, struct arena *a, enum lang lang, const struct annual *r, bool summary)
{
	const struct asset *css = asset_find("css/report.css");
	const char *title = annual_title(a, lang, r);
	assert(css);
	html(o, "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
	     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>%s: %s</title>\n<style>\n",
	     lang_code(lang), title, r->plan);
	out_bytes(o, css->bytes, css->size);
	html(o, "</style>\n</head>\n<body class=\"report%s\">\n<header>\n<p class=\"kind\">%s</p>\n<h1>%s</h1>\n</header>\n<main>\n",
	     summary ? " summary" : "", title, r->plan);
	annual_html_body(o, a, lang, r, summary);
	html(o, "</main>\n</body>\n</html>\n");
}

static bool write_docx(struct out *o, struct arena *a, enum lang lang, const struct annual *r, bool summary, struct err *err)
{
	const char *title = annual_title(a, lang, r);
	struct docx *d = docx_begin(a, o, &(struct docx_info){
		.title = arena_printf(a, "%s: %s", title, r->plan), .show_title = true, .language = medium_docx_language(lang), .created = r->as_of,
		.header = arena_printf(a, "%s: %s", title, r->plan), .page_numbers = true });
	struct medium m = medium_docx(a, d, lang, r);
	annual_body_write(&m, summary);
	return docx_end(d, err);
}

/* ---- Spreadsheet ---- */

static const char *goals_of(struct arena *a, enum lang lang, const struct annual *r, size_t measure)
{
	struct out o = out_memory(a);
	for (size_t i = 0; i < r->n_goals; i++)
		for (size_t k = 0; k < r->goals[i].n_measures; k++)
			if (r->goals[i].measures[k] == measure)
				out_format(&o, "%s%s", o.total ? "; " : "", annual_goal_title(lang, &r->goals[i]));
	return out_string(&o);
}

static void put_measures(struct xlsx *x, struct arena *a, enum lang lang, const struct annual *r)
{
	const struct xlsx_column columns[] = {
		{ "ref", 8 }, { "measure", 50 }, { "goal", 40 }, { "lead", 30 }, { "reported", 10 }, { "status", 14 }, { "progress", 10 },
		{ "planned", 14 }, { "used", 14 }, { "achieved", 50 }, { "obstacles", 50 },
	};
	xlsx_sheet(x, "measures", columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < r->n_measures; i++) {
		const struct annual_measure *m = &r->measures[i];
		xlsx_text(x, m->ref);
		xlsx_text(x, m->title);
		xlsx_text(x, goals_of(a, lang, r, i));
		xlsx_text(x, m->lead);
		xlsx_bool(x, m->reported);
		xlsx_text(x, measure_statuses[m->status].code);
		if (m->progress < 0)
			xlsx_empty(x);
		else
			xlsx_i64(x, m->progress);
		xlsx_i64(x, m->planned);
		if (m->spent < 0)
			xlsx_empty(x);
		else
			xlsx_i64(x, m->spent);
		xlsx_text(x, m->achieved);
		xlsx_text(x, m->obstacles);
		xlsx_row_end(x);
	}
}

static void put_changes(struct xlsx *x, struct arena *a, enum lang lang, const struct annual *r)
{
	static const struct xlsx_column columns[] = { { "ref", 8 }, { "measure", 50 }, { "change", 70 } };
	xlsx_sheet(x, "changes", columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < r->n_measures; i++)
		for (size_t k = 0; k < r->measures[i].n_changes; k++) {
			xlsx_text(x, r->measures[i].ref);
			xlsx_text(x, r->measures[i].title);
			xlsx_text(x, annual_change_text(a, lang, &r->measures[i].changes[k]));
			xlsx_row_end(x);
		}
}

static bool write_xlsx(struct out *o, struct arena *a, enum lang lang, const struct annual *r, struct err *err)
{
	static const struct xlsx_column about[] = { { "what", 24 }, { "value", 70 } };
	struct xlsx *x = xlsx_begin(a, o, annual_title(a, lang, r));
	put_measures(x, a, lang, r);
	put_changes(x, a, lang, r);
	xlsx_sheet(x, "about", about, ARRAY_LEN(about));
	const char *const facts[][2] = {
		{ "plan", r->plan }, { "programme", r->programme }, { "year", arena_printf(a, "%d", r->year) }, { "as of", clock_iso(a, r->as_of) },
		{ "published", r->published ? "yes" : "no" }, { "example", r->example ? "yes: made up" : "no" },
		{ "program", "Planverk " PLANVERK_VERSION },
	};
	for (size_t i = 0; i < ARRAY_LEN(facts); i++) {
		xlsx_text(x, facts[i][0]);
		xlsx_text(x, facts[i][1]);
		xlsx_row_end(x);
	}
	return xlsx_end(x, err);
}

/* ---- PDF ---- */

/* A file without a name that holds the report as HTML: WeasyPrint's input. NULL on failure. */
static FILE *html_file(struct arena *a, enum lang lang, const struct annual *r, bool summary, struct err *err)
{
	FILE *file = tmpfile();
	if (!file) {
		err_errno(err, "Cannot make a temporary file");
		return NULL;
	}
	struct out o = out_file(file);
	annual_html_file(&o, a, lang, r, summary);
	if (out_ok(&o) && fflush(file) == 0 && lseek(fileno(file), 0, SEEK_SET) == 0)
		return file;
	err_errno(err, "Cannot write a temporary file");
	fclose(file);
	return NULL;
}

static bool write_pdf(struct out *o, struct arena *a, enum lang lang, const struct annual *r, bool summary, struct err *err)
{
	static char *const arguments[] = { "weasyprint", "--quiet", "--pdf-variant", "pdf/ua-1", "-", "-", NULL };
	/* Its files are copies of fonts. The variant is for the structure of headings and tables: no conformance is claimed. */
	struct run run = { .program = "/usr/bin/weasyprint", .arguments = arguments, .memory_max = (size_t)4 << 30, .file_max = (size_t)64 << 20,
	                   .cpu_seconds = 120, .wall_seconds = 180, .output_max = (size_t)256 << 20 };
	enum run_result result;
	FILE *file = html_file(a, lang, r, summary, err);
	if (!file)
		return false;
	run.in = fileno(file);
	bool ok = run_program(&run, o, &result, err);
	fclose(file);
	if (!ok)
		return false;
	switch (result) {
	case RUN_OK:
		return true;
	case RUN_MISSING:
		return err_conflict(err, "There is no program to make PDF files: install the Debian package weasyprint, or take DOCX or HTML");
	case RUN_TOO_MUCH:
		return err_conflict(err, "Making the PDF file takes too long: take DOCX or HTML");
	case RUN_FAILED:
		break;
	}
	return err_system(err, "weasyprint could not make the PDF file");
}

/* ---- Any form ---- */

bool annual_write(struct out *o, struct arena *a, enum lang lang, const struct annual *r, enum annual_form form, bool summary,
                  struct err *err)
{
	switch (form) {
	case ANNUAL_DOCX:
		return write_docx(o, a, lang, r, summary, err);
	case ANNUAL_XLSX:
		return write_xlsx(o, a, lang, r, err);
	case ANNUAL_PDF:
		return write_pdf(o, a, lang, r, summary, err);
	case ANNUAL_JSON:
		out_text(o, annual_json(a, r));
		return true;
	default:
		annual_html_file(o, a, lang, r, summary);
		return true;
	}
}
