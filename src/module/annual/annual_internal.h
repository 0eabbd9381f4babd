/* Interface between the files of the module. */
#ifndef PLANVERK_ANNUAL_INTERNAL_H
#define PLANVERK_ANNUAL_INTERNAL_H

#include "base/str.h"
#include "http/http.h"
#include "module/annual/annual.h"

struct command_context;

/* ---- Interface to the code in annual.c ---- */

bool annual_verify(struct db_conn *c, struct arena *a, void (*problem)(void *arg, const char *text), void *arg, struct err *err);

/* ---- Interface to the code in annual_compute.c ---- */

/* Fills a report that has its plan_id, id and year. A number of queries that does not grow with the measures. */
bool annual_compute(struct db_conn *c, struct arena *a, struct annual *r, struct err *err);

/* ---- Interface to the code in annual_json.c ---- */

const char *annual_json(struct arena *a, const struct annual *r);
/* What annual_json() wrote. */
bool annual_from_json(struct arena *a, const char *text, struct annual *r, struct err *err);

/* ---- Interface to the code in annual_words.c ---- */

const char *annual_title(struct arena *a, enum lang lang, const struct annual *r);
const char *annual_change_text(struct arena *a, enum lang lang, const struct annual_change *change);
/* "✓ Done", and where nothing was reported that it was not. */
const char *annual_status_text(struct arena *a, enum lang lang, const struct annual_measure *m);
const char *annual_goal_title(enum lang lang, const struct annual_goal *g);

/* ---- Interface to the code in annual_forms.c ---- */

/* From headings of level 2 on; summary: one page, for politicians. */
void annual_html_body(struct out *o, struct arena *a, enum lang lang, const struct annual *r, bool summary);
/* A document of its own that refers to nothing outside. */
void annual_html_file(struct out *o, struct arena *a, enum lang lang, const struct annual *r, bool summary);

enum annual_form { ANNUAL_HTML, ANNUAL_DOCX, ANNUAL_XLSX, ANNUAL_PDF, ANNUAL_JSON, ANNUAL_FORMS };
struct annual_form_name {
	const char *code, *type;
};
extern const struct annual_form_name annual_forms[ANNUAL_FORMS];
/* PDF is made by the program weasyprint: ERR_CONFLICT that names the package where there is none. */
bool annual_write(struct out *o, struct arena *a, enum lang lang, const struct annual *r, enum annual_form form, bool summary,
                  struct err *err);

/* ---- Interface to the code in annual_web.c ---- */

enum http_status annual_web_list(struct request *rq);
enum http_status annual_web_begin(struct request *rq);
enum http_status annual_web_show(struct request *rq);
enum http_status annual_web_change(struct request *rq);
void annual_panel_nav(struct request *rq, int64_t plan_id);

/* ---- Interface to the code in annual_cli.c ---- */

bool annual_run_begin(struct command_context *ctx);
bool annual_run_list(struct command_context *ctx);
bool annual_run_text(struct command_context *ctx);
bool annual_run_export(struct command_context *ctx);
bool annual_run_publish(struct command_context *ctx);

#endif
