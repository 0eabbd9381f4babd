/* Interface between the files of the module. */
#ifndef PLANVERK_INBOX_INTERNAL_H
#define PLANVERK_INBOX_INTERNAL_H

#include "base/str.h"
#include "module/inbox/inbox.h"

/* Codes in the database and in forms, by enum inbox_kind. */
extern const char *const inbox_kind_codes[INBOX_KINDS];

/* ---- Interface to the code in inbox_web.c ---- */

/* GET /plan/{plan}/inbox */
enum http_status inbox_web_show(struct request *rq);
void inbox_panel_nav(struct request *rq, int64_t plan_id);
/* The list of an address's query, and the form that sends it. */
struct inbox_filter inbox_filter_read(struct request *rq);
/* The page's address with its filter and nothing else. */
const char *inbox_address(struct request *rq, const struct plan *plan, const struct inbox_filter *f);
/* A remark's row as it is on the page: "r" and its number. */
#define INBOX_BOX "r%lld"

/* ---- Interface to the code in inbox_fields.c: parts of forms ---- */

struct choice;
/* Users who may answer in a plan (with room for one more), the plan's nodes, and its kept answers; the first is `none`. */
struct choice *inbox_people(struct request *rq, int64_t plan_id, const char *none, size_t *n);
struct choice *inbox_nodes(struct request *rq, int64_t plan_id, const char *none, size_t *n);
struct choice *inbox_reply_choices(struct request *rq, int64_t plan_id, const char *none, size_t *n);
struct choice *inbox_outcomes(struct request *rq, const char *none, size_t *n);
void inbox_write_filter(struct request *rq, const struct plan *plan, const struct inbox_filter *f);

/* ---- Interface to the code in inbox_batch_web.c ---- */

/* POST /plan/{plan}/inbox, /plan/{plan}/inbox/undo, /plan/{plan}/inbox/publish */
enum http_status inbox_web_do(struct request *rq);
enum http_status inbox_web_undo(struct request *rq);
enum http_status inbox_web_publish(struct request *rq);
/* What is done to those that are ticked. */
void inbox_write_actions(struct request *rq, const struct plan *plan);

/* ---- Interface to the code in inbox_split_web.c ---- */

/* GET, POST /remark/{remark}/split; POST /remark/{remark}/reword, /remark/{remark}/undo */
enum http_status inbox_web_split(struct request *rq);
enum http_status inbox_web_do_split(struct request *rq);
enum http_status inbox_web_reword(struct request *rq);
enum http_status inbox_web_undo_change(struct request *rq);
/* POST /contribution/{contribution}/note */
enum http_status inbox_web_note(struct request *rq);
/* On a contribution's page, for planners: its remarks with what was done to them, tags, notes. */
void inbox_panel_contribution(struct request *rq, int64_t contribution_id);

/* ---- Interface to the code in inbox_reply_web.c ---- */

/* GET, POST /plan/{plan}/replies; POST /plan/{plan}/replies/retire */
enum http_status inbox_web_replies(struct request *rq);
enum http_status inbox_web_save_reply(struct request *rq);
enum http_status inbox_web_retire_reply(struct request *rq);

/* ---- Interface to the code in inbox_cli.c ---- */

/* `planverk inbox list` */
bool inbox_run_list(struct command_context *ctx);

#endif
