/* Interface to the code in text_campaign_run.c and text_campaign_web.c: letters that many sent. */
#ifndef PLANVERK_TEXT_CAMPAIGN_H
#define PLANVERK_TEXT_CAMPAIGN_H

#include "module/text/text_compile.h"
#include "module/text/text_internal.h"

/* Fills run->campaigns from what the engine found: contributions are in the order of the corpus' texts. */
void text_campaigns_find(struct arena *a, const struct compile_input *in, const struct text_corpus *corpus,
                         const struct text_duplicates *duplicates, struct text_run *run);
/* Keeps run->campaigns, once the run is stored, and fills their identifiers. */
bool text_campaigns_store(struct db_conn *tx, struct text_run *run, struct err *err);

/* A campaign by identifier, without its additions, and its plan; id 0 where there is none. */
bool text_campaign_get(struct db_conn *c, int64_t id, struct text_campaign_row *campaign,
                       int64_t *plan_id, struct err *err);

/* GET /plan/{plan}/campaigns */
enum http_status text_web_campaigns(struct request *rq);
/* GET /campaign/{campaign} */
enum http_status text_web_campaign(struct request *rq);
/* Panel: a link in the plan's navigation, where its newest run has campaigns. */
void text_panel_campaigns_nav(struct request *rq, int64_t plan_id);
/* Of a group's page: the campaigns that its contributions belong to; nothing where there are none. */
void text_campaigns_write_of_group(struct request *rq, int64_t group_id);

#endif
