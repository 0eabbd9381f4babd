/* Interface between the files of the module. */
#ifndef PLANVERK_CONSULTATION_INTERNAL_H
#define PLANVERK_CONSULTATION_INTERNAL_H

#include "base/hash.h"
#include "base/str.h"
#include "module/consultation/consultation.h"
#include "module/file/file.h"

/* ---- Interface to the code in consultation_statement.c ---- */

/* Limits, in code points. */
#define ANSWER_MAX 10000
#define NAME_MAX_LENGTH 200

/* The statement behind a receipt, with its consultation; s->id 0 where there is none. */
bool statement_by_token(struct db_conn *c, struct arena *a, const char *token, struct consultation *consultation,
                        struct statement *s, struct err *err);
/* How many came in a consultation. */
bool statement_count(struct db_conn *c, int64_t consultation_id, int64_t *n, struct err *err);

/* ---- Interface to the code in consultation_file.c ---- */

/* Within db_write(): keeps the files of a statement, and gives them to its texts too. */
bool statement_keep_files(struct db_conn *tx, struct arena *a, int64_t plan_id, struct statement *s, struct err *err);
bool statement_load_files(struct db_conn *c, struct arena *a, struct statement *s, struct err *err);
/* On the receipt: the files, and what became of those whose text a planner has made a contribution. */
void statement_write_files(struct request *rq, const struct statement *s, const char *token);
/* Panel on a file's page: the consultation that it came in. */
void statement_panel_file(struct request *rq, int64_t file_id);
/* GET /receipt/{token}/file/{file} */
enum http_status statement_web_file(struct request *rq);

/* ---- Interface to the code in consultation_notice.c ---- */

/* Within db_write(), of a statement with an address: keeps it beside the receipt's token. */
bool statement_keep_contact(struct db_conn *tx, const struct statement *s, const char *token, struct err *err);
/* Mails the receipt's link, unless the address has got many today. */
bool statement_send_receipt(struct db_conn *tx, struct arena *a, const struct consultation *c, const struct statement *s,
                            const char *token, int64_t now, struct err *err);
/* As struct module asks for them. */
bool consultation_news(struct db_conn *c, struct arena *a, int64_t plan_id, int64_t now, struct news_list *list, struct err *err);
bool consultation_forget(struct db_conn *tx, const char *email, int64_t *n, struct err *err);

/* ---- Interface to the code in consultation_web.c ---- */

enum http_status consultation_web_list(struct request *rq);
enum http_status consultation_web_show(struct request *rq);
void consultation_panel_nav(struct request *rq, int64_t plan_id);
bool consultation_plan_of(struct request *rq, const char *value, int64_t *plan_id);
/* The consultation that the path names, with the page's surroundings set: true, or the status of
 * the page that says what is wrong. Drafts are for those who may read what is not published. */
bool consultation_page(struct request *rq, struct consultation *c, struct plan *plan, enum http_status *status);
/* "16 January 2025 – 17 March 2025" in ISO dates. */
const char *consultation_period(struct request *rq, const struct consultation *c);

/* ---- Interface to the code in consultation_answer_web.c ---- */

enum http_status consultation_web_form(struct request *rq);
enum http_status consultation_web_send(struct request *rq);
enum http_status consultation_web_receipt(struct request *rq);

/* ---- Interface to the code in consultation_edit_web.c ---- */

enum http_status consultation_web_new(struct request *rq);
enum http_status consultation_web_add(struct request *rq);
enum http_status consultation_web_edit(struct request *rq);
enum http_status consultation_web_change(struct request *rq);
enum http_status consultation_web_move(struct request *rq);

/* ---- Interface to the code in consultation_cli.c ---- */

bool consultation_run_list(struct command_context *ctx);
bool consultation_run_add(struct command_context *ctx);
bool consultation_run_move(struct command_context *ctx);

/* ---- Interface to the code in consultation_recipient.c ---- */

bool invitee_kind_parse(const char *code, enum invitee_kind *kind);
/* All within db_write(), and journalled without names. Adds recipients, or changes those of the same name; where the
 * consultation is announced they are mailed. */
bool invitees_add(struct db_conn *tx, struct arena *a, int64_t consultation_id, const struct invitee *list, size_t n, int64_t by,
                    struct date today, struct err *err);
/* Mails those with an address who have not been told, and notes the day. */
bool invitees_tell(struct db_conn *tx, struct arena *a, const struct consultation *c, struct date today, struct err *err);
bool invitee_sent(struct db_conn *tx, struct arena *a, int64_t consultation_id, int64_t id, struct date day, int64_t by,
                    struct err *err);
bool invitee_remove(struct db_conn *tx, struct arena *a, int64_t consultation_id, int64_t id, int64_t by, struct err *err);
bool consultation_run_recipients(struct command_context *ctx);

/* ---- Interface to the code in consultation_recipient_web.c ---- */

enum http_status consultation_web_recipients(struct request *rq);
enum http_status consultation_web_change_recipients(struct request *rq);

/* ---- Interface to the code in consultation_limit.c ---- */

/* Counts an answer that is about to be received; *allowed is false where too many came. */
bool consultation_limit_take(struct request *rq, int64_t consultation_id, bool *allowed);
/* On the consultation's page, for those who edit the plan: lifting the limit. */
void consultation_write_lift(struct request *rq, int64_t consultation_id);
enum http_status consultation_web_lift(struct request *rq);
/* `planverk consultation lift` */
bool consultation_run_lift(struct command_context *ctx);

#endif
