/* Interface between the files of the module. */
#ifndef PLANVERK_PROCESS_INTERNAL_H
#define PLANVERK_PROCESS_INTERNAL_H

#include "base/str.h"
#include "module/process/process.h"

struct request;

/* ---- Interface to the code in process_figure.c ---- */

/* "Where are we": a line of the phases with today on it. The same in words must stand beside it. */
void process_write_figure(struct request *rq, const struct process *p, struct date today);

/* ---- Interface to the code in process_calendar.c ---- */

/* As iCalendar (RFC 5545): phases, milestones and consultations as days. base is the site's address. */
bool process_write_calendar(struct db_conn *c, struct arena *a, struct out *o, const struct plan *plan, enum lang lang,
                            const char *base, struct err *err);

/* ---- Interface to the code in process_news.c ---- */

/* That phases have begun, as struct module asks for it. */
bool process_news(struct db_conn *c, struct arena *a, int64_t plan_id, int64_t now, struct news_list *list, struct err *err);

/* ---- Interface to the code in process_outline.c ---- */

/* Within db_write(), as struct module asks for it. */
bool process_imported(struct db_conn *tx, struct arena *a, int64_t plan_id, const struct outline *outline, struct err *err);

/* ---- Interface to the code in process_web.c ---- */

void process_panel_nav(struct request *rq, int64_t plan_id);
void process_panel_plan(struct request *rq, int64_t plan_id);
enum http_status process_web_show(struct request *rq);
enum http_status process_web_calendar(struct request *rq);

/* ---- Interface to the code in process_edit_web.c ---- */

enum http_status process_web_edit(struct request *rq);
enum http_status process_web_change(struct request *rq);

/* ---- Interface to the code in process_cli.c ---- */

bool process_run_start(struct command_context *ctx);
bool process_run_import(struct command_context *ctx);
bool process_run_list(struct command_context *ctx);
bool process_run_calendar(struct command_context *ctx);

#endif
