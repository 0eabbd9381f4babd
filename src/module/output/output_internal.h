/* Interface between the files of the module. */
#ifndef PLANVERK_OUTPUT_INTERNAL_H
#define PLANVERK_OUTPUT_INTERNAL_H

#include "base/str.h"
#include "module/output/output.h"

/* ---- Interface to the code in output_rows.c ---- */

struct output_row {
	const char *cell[OUTPUT_COLUMNS];
};
/* Calls see() for each row; what a row points at is gone after that. */
bool output_rows(struct db_conn *c, struct arena *a, const struct output_choice *choice,
                 void (*see)(void *arg, const struct output_row *row), void *arg, int64_t *rows, struct err *err);

/* ---- Interface to the code in output_cli.c ---- */

/* `planverk disposition export`, `import` */
bool output_run_export(struct command_context *ctx);
bool output_run_import(struct command_context *ctx);

/* ---- Interface to the code in output_archive.c ---- */

/* `planverk output archive`; GET /plan/{plan}/open-data.zip, and the link to it on the plan's page */
bool output_run_archive(struct command_context *ctx);
enum http_status output_web_open_data(struct request *rq);
void output_panel_open_data(struct request *rq, int64_t plan_id);

/* ---- Interface to the code in output_letters.c ---- */

/* `planverk output letters` */
bool output_run_letters(struct command_context *ctx);

/* ---- Interface to the code in output_web.c ---- */

/* GET /plan/{plan}/output, GET /plan/{plan}/output/table */
enum http_status output_web_form(struct request *rq);
enum http_status output_web_table(struct request *rq);
void output_panel_nav(struct request *rq, int64_t plan_id);

#endif
