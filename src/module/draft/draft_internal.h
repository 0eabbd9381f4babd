/* Interface between the files of the module. */
#ifndef PLANVERK_DRAFT_INTERNAL_H
#define PLANVERK_DRAFT_INTERNAL_H

#include "base/str.h"
#include "module/draft/draft.h"

/* ---- Interface to the code in draft_web.c ---- */

/* POST /group/{group}/draft, POST /plan/{plan}/draft */
enum http_status draft_web_group(struct request *rq);
enum http_status draft_web_remarks(struct request *rq);
/* Forms on a group's page and in the inbox; what a part rests on; which parts a contribution is in. */
void draft_panel_group(struct request *rq, int64_t group_id);
void draft_panel_inbox(struct request *rq, int64_t plan_id);
void draft_panel_node(struct request *rq, int64_t node_id);
void draft_panel_contribution(struct request *rq, int64_t contribution_id);

#endif
