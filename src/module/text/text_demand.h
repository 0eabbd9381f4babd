/* Interface to the code in text_demand_run.c and text_demand_web.c: what contributions demand. */
#ifndef PLANVERK_TEXT_DEMAND_H
#define PLANVERK_TEXT_DEMAND_H

#include "module/text/text_compile.h"
#include "module/text/text_internal.h"

/* Fills run->demands: rules over sentences, with the organisations of the input as addressees. */
void text_demands_find(struct arena *a, const struct compile_input *in, struct text_run *run);
/* Keeps run->demands, once the run and its results are stored. */
bool text_demands_store(struct db_conn *tx, const struct text_run *run, struct err *err);

/* Of a group's page: how often what is demanded of whom, each count with a link to the sentences. */
void text_demands_write_table(struct request *rq, int64_t group_id);
/* GET /group/{group}/demands, /plan/{plan}/demands */
enum http_status text_web_group_demands(struct request *rq);
enum http_status text_web_plan_demands(struct request *rq);
/* Panel: a link in the plan's navigation, once there is a run. */
void text_panel_demands_nav(struct request *rq, int64_t plan_id);

/* `planverk text demands` */
bool text_filter_demands(struct command_context *ctx);

#endif
