/* Interface to the code in report_web.c. */
#ifndef PLANVERK_REPORT_WEB_H
#define PLANVERK_REPORT_WEB_H

#include "http/http.h"

/* GET /plan/{plan}/report */
enum http_status report_web_basis(struct request *rq);
/* Panel: a link to it in the plan's navigation, once there is a run. */
void report_panel_nav(struct request *rq, int64_t plan_id);

#endif
