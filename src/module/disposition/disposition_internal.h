/* Interface between the files of the module. */
#ifndef PLANVERK_DISPOSITION_INTERNAL_H
#define PLANVERK_DISPOSITION_INTERNAL_H

#include "base/str.h"
#include "module/disposition/disposition.h"

#define REASON_MAX 4000 /* code points */

/* ---- Interface to the code in disposition_news.c ---- */

/* That answers were published, as struct module asks for it. */
bool disposition_news(struct db_conn *c, struct arena *a, int64_t plan_id, int64_t now, struct news_list *list, struct err *err);

/* ---- Interface to the code in disposition_web.c ---- */

void disposition_panel_contribution(struct request *rq, int64_t contribution_id);
void disposition_panel_receipt(struct request *rq, int64_t contribution_id);
enum http_status disposition_web_draft(struct request *rq);
enum http_status disposition_web_approve(struct request *rq);

#endif
