/* Interface between the files of the module. */
#ifndef PLANVERK_PARTICIPATION_INTERNAL_H
#define PLANVERK_PARTICIPATION_INTERNAL_H

#include "base/str.h"
#include "module/participation/participation.h"

/* ---- Interface to the code in participation_web.c ---- */

/* GET /plan/{plan}/participation, GET /event/{event} */
enum http_status participation_web_show(struct request *rq);
enum http_status participation_web_event(struct request *rq);
bool participation_plan_of_event(struct request *rq, const char *value, int64_t *plan_id);
void participation_panel_plan(struct request *rq, int64_t plan_id);

#endif
