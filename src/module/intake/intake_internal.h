/* Interface between the files of the module. */
#ifndef PLANVERK_INTAKE_INTERNAL_H
#define PLANVERK_INTAKE_INTERNAL_H

#include "base/str.h"
#include "module/intake/intake.h"

/* ---- Interface to the code in intake_pdf.c ---- */

/* The text of a PDF, as pdftotext gives it. */
bool intake_read_pdf(struct arena *a, const char *path, const char **text, const char **refused, struct err *err);

/* ---- Interface to the code in intake_mail.c ---- */

bool intake_read_mail(struct arena *a, const char *path, struct intake_letter *letter, const char **refused, struct err *err);

/* ---- Interface to the code in intake_html.c ---- */

/* The words of a web page (UTF-8), with its lines. */
const char *intake_html_text(struct arena *a, struct span html);

/* ---- Interface to the code in intake_text.c ---- */

#define INTAKE_TEXT_MAX ((size_t)1 << 20) /* bytes */
/* Text without control characters, lines ended by \n, at most one empty line in a row. */
const char *intake_clean_text(struct arena *a, struct span text);
/* A temporary file without a name: its path; it is closed with the arena. NULL on failure. */
const char *intake_temporary(struct arena *a, int *fd, struct err *err);

/* ---- Interface to the code in intake_web.c ---- */

void intake_panel_nav(struct request *rq, int64_t plan_id);
void intake_panel_contribution(struct request *rq, int64_t contribution_id);
enum http_status intake_web_list(struct request *rq);

/* ---- Interface to the code in intake_add_web.c ---- */

/* Panel on a file's page: it can be registered, if it is not. */
void intake_panel_file(struct request *rq, int64_t file_id);
enum http_status intake_web_form(struct request *rq);
enum http_status intake_web_add(struct request *rq);

/* ---- Interface to the code in intake_cli.c ---- */

bool intake_run_add(struct command_context *ctx);
bool intake_run_list(struct command_context *ctx);

/* In intake.c, as struct module asks for it: takes a sender's name away. The letter is kept. */
bool intake_forget(struct db_conn *tx, const char *person, int64_t *n, struct err *err);

#endif
