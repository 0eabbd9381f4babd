/* Interface between the files of the module. */
#ifndef PLANVERK_CONTRIBUTION_INTERNAL_H
#define PLANVERK_CONTRIBUTION_INTERNAL_H

#include "base/hash.h"
#include "base/str.h"
#include "module/contribution/contribution.h"

/* ---- Interface to the code in contribution.c ---- */

/* The verifier: every import has all its contributions, with the texts it came with. */
bool contribution_verify(struct db_conn *c, struct arena *a,
                         void (*problem)(void *arg, const char *text), void *arg, struct err *err);

/* ---- Interface to the code in contribution_import.c and contribution_plan.c ---- */

/* `planverk contribution import` and `planverk plan import` */
bool contribution_run_import(struct command_context *ctx);
bool contribution_run_plan_import(struct command_context *ctx);

/* The digest of a file, and its name without folders. */
struct plan_source contribution_source(const char *path, const struct digest *digest);

/* "yes" or "no" in three languages, or 1 and 0; false where the text is neither. */
bool contribution_parse_permission(const char *text, bool *publish);

/* ---- Interface to the code in contribution_news.c ---- */

/* That contributions were published, as struct module asks for it. */
bool contribution_news(struct db_conn *c, struct arena *a, int64_t plan_id, int64_t now, struct news_list *list, struct err *err);

/* ---- Interface to the code in contribution_publish.c ---- */

/* On the contribution's page, for who reads what is not published: the decisions on whether it
 * may be published, and the form for a new one for who may decide. */
void contribution_write_publishing(struct request *rq, const struct contribution *c);
/* POST /contribution/{contribution}/publish */
enum http_status contribution_web_publish(struct request *rq);

/* ---- Interface to the code in contribution_web.c ---- */

/* The plan of a contribution that a path names: for struct route_subject. */
bool contribution_plan_of(struct request *rq, const char *contribution, int64_t *plan_id);
/* GET /contribution/{contribution} */
enum http_status contribution_web_show(struct request *rq);
/* Panel on a node's page: the contributions that stood under it. */
void contribution_panel_node(struct request *rq, int64_t node_id);

/* ---- Interface to the code in contribution_follow.c ---- */

/* For struct module. */
bool contribution_follow_node(struct db_conn *tx, struct arena *a, int64_t from, int64_t into, enum node_change what, struct err *err);

#endif
