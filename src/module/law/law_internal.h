/* Interface between the files of the module. */
#ifndef PLANVERK_LAW_INTERNAL_H
#define PLANVERK_LAW_INTERNAL_H

#include "base/str.h"
#include "module/law/law.h"

/* ---- Interface to the code in law.c ---- */

bool law_record_parse(const char *code, enum law_record_kind *kind);
/* As struct module asks for it: what checks say stop refuses steps. */
bool law_refuse(struct db_conn *tx, struct arena *a, int64_t plan_id, const char *step, const char **refused, struct err *err);

/* ---- Interface to the code in law_facts.c ---- */

/* What all modules know of a plan that the checks look at. */
bool law_facts_load(struct db_conn *c, struct arena *a, int64_t plan_id, struct date today, struct law_facts *f, struct err *err);

/* ---- Interface to the code in law_web.c ---- */

enum http_status law_web_show(struct request *rq);
enum http_status law_web_record(struct request *rq);
enum http_status law_web_aside(struct request *rq);
void law_panel_nav(struct request *rq, int64_t plan_id);

/* ---- Interface to the code in law_cli.c ---- */

bool law_run_check(struct command_context *ctx);
bool law_run_record(struct command_context *ctx);
bool law_run_withdraw(struct command_context *ctx);
bool law_run_aside(struct command_context *ctx);

#endif
