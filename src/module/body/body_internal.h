/* Interface between the files of the module. */
#ifndef PLANVERK_BODY_INTERNAL_H
#define PLANVERK_BODY_INTERNAL_H

#include "base/str.h"
#include "module/body/body.h"

/* ---- Interface to the code in body_person.c ---- */

/* Erases a person from all bodies, as struct module asks for it. */
bool body_forget(struct db_conn *tx, const char *person, int64_t *n, struct err *err);

/* ---- Interface to the code in body_web.c and body_edit_web.c ---- */

void body_panel_nav(struct request *rq, int64_t plan_id);
bool body_plan_of(struct request *rq, const char *value, int64_t *plan_id);
enum http_status body_web_list(struct request *rq);
enum http_status body_web_new(struct request *rq);
enum http_status body_web_add(struct request *rq);
enum http_status body_web_edit(struct request *rq);
enum http_status body_web_change(struct request *rq);
enum http_status body_web_person(struct request *rq);
enum http_status body_web_share(struct request *rq);

/* ---- Interface to the code in body_cli.c ---- */

/* The index of a code in a list; the error says what it is not (`what`) and names the codes there are. */
bool body_parse(struct command_context *ctx, const struct body_name *list, size_t n, const char *what, const char *code, size_t *i);
/* A set of mandates written with commas between. */
bool body_parse_mandates(struct command_context *ctx, const char *text, unsigned *mandates);
bool body_run_list(struct command_context *ctx);
bool body_run_add(struct command_context *ctx);
bool body_run_mandate(struct command_context *ctx);
bool body_run_person(struct command_context *ctx);
bool body_run_responsibility(struct command_context *ctx);

/* ---- Interface to the code in body_outline.c ---- */

/* Within db_write(), as struct module asks for it. */
bool body_imported(struct db_conn *tx, struct arena *a, int64_t plan_id, const struct outline *outline, struct err *err);

/* ---- Interface to the code in body_import.c ---- */

bool body_run_import(struct command_context *ctx);

#endif
