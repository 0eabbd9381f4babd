/* Interface between the files of the module. */
#ifndef PLANVERK_DECISION_INTERNAL_H
#define PLANVERK_DECISION_INTERNAL_H

#include "base/str.h"
#include "module/decision/decision.h"

struct request;

/* ---- Interface to the code in decision.c ---- */

/* Whether the column has a hash, which is then in *digest. */
bool decision_digest_column(struct db_stmt *st, int column, struct arena *a, struct digest *digest);
/* The names of the authorities whose latest word a version is, with commas between. */
const char *decision_adopters(struct arena *a, const struct decision_book *book, const struct digest *digest);
bool decision_verify(struct db_conn *c, struct arena *a, void (*problem)(void *arg, const char *text), void *arg, struct err *err);

/* ---- Interface to the code in decision_question.c ---- */

enum question_topic question_topic_parse(const char *code); /* QUESTION_TOPICS where there is none */
bool decision_forget(struct db_conn *tx, const char *person, int64_t *n, struct err *err);

/* ---- Interface to the code in decision_told.c ---- */

enum recipient_kind {
	RECIPIENT_MUNICIPALITY, RECIPIENT_STATE_ADMINISTRATOR, RECIPIENT_STATE_BODY, RECIPIENT_MINISTRY, RECIPIENT_OTHER, RECIPIENT_KINDS
};
extern const struct body_name recipient_kinds[RECIPIENT_KINDS];
struct recipient {
	int64_t id;
	const char *name, *email; /* of an authority; email "" where it is told by letter */
	enum recipient_kind kind;
	struct date sent, received; /* without a year until then */
};
/* Those who are told of one adopted version. */
bool recipient_list(struct db_conn *c, struct arena *a, int64_t plan_id, const struct digest *digest, struct recipient **list,
                    size_t *n, struct err *err);
/* The last day on which a ministry can announce changes; no year before one has received the plan. */
struct date recipient_objection_until(const struct recipient *list, size_t n);

/* Within db_write() and journalled, about the version in force; ERR_CONFLICT where there is none. */
/* With an address and no day of sending it is sent by mail now. Fills id and the day. */
bool recipient_add(struct db_conn *tx, struct arena *a, int64_t plan_id, struct recipient *r, int64_t by, struct err *err);
/* Dates without a year leave what there is. */
bool recipient_mark(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t id, struct date sent, struct date received,
                    int64_t by, struct err *err);
/* Adds the municipalities and state bodies of the register of organisations. */
bool recipient_start(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t by, size_t *added, struct err *err);

/* ---- Interface to the code in decision_paper.c ---- */

struct decision_paper {
	const struct decision_book *book;
	const struct body *body;
	const struct version *version, *since; /* since: what it is compared with, or NULL */
	struct date on;
	const char *reference, *recommendation;
	enum lang lang;
};
/* The version that was made before another one; NULL where it is the first. */
const struct version *decision_version_before(const struct decision_book *book, const struct version *version);
/* Fills a template (its bytes; name in messages). */
bool decision_paper_write(struct db_conn *c, struct arena *a, const struct decision_paper *paper, struct span template_bytes,
                          const char *name, struct out *o, struct err *err);
/* A template to begin with, with every placeholder in it. */
bool decision_paper_template(struct arena *a, struct out *o, struct err *err);

/* ---- Interface to the code in decision_news.c ---- */

bool decision_news(struct db_conn *c, struct arena *a, int64_t plan_id, int64_t now, struct news_list *list, struct err *err);

/* ---- Interface to the code in decision_web.c ---- */

void decision_panel_nav(struct request *rq, int64_t plan_id);
void decision_panel_plan(struct request *rq, int64_t plan_id);
/* On a consultation of the plan: the version that was sent out last before it closes. */
void decision_panel_consultation(struct request *rq, int64_t consultation_id);
enum http_status decision_web_show(struct request *rq);

/* ---- Interface to the code in decision_difference_web.c ---- */

/* What differs between the versions that authorities have adopted, node by node and word by word. */
bool decision_write_divergence(struct request *rq, const struct decision_book *book);

/* ---- Interface to the code in decision_told_web.c ---- */

/* The recipients of the plan in force, and the ministry's three months. */
bool decision_write_told(struct request *rq, const struct decision_book *book);
enum http_status decision_web_told(struct request *rq);

/* ---- Interface to the code in decision_edit_web.c ---- */

bool decision_plan_of(struct request *rq, const char *value, int64_t *plan_id);
/* The plan of the path with its decisions. */
bool decision_load_for_page(struct request *rq, struct decision_book *book);
/* A field without the space around it. */
const char *decision_form_text(struct request *rq, const char *field);
/* Fields to choose a body ("body", by number) and a version (by hash). */
void decision_choose_body(struct request *rq, const struct decision_book *book);
void decision_choose_version(struct request *rq, const struct decision_book *book, const char *field, const char *label);
enum http_status decision_web_form(struct request *rq);
enum http_status decision_web_record(struct request *rq);
enum http_status decision_web_withdraw(struct request *rq);

/* ---- Interface to the code in decision_paper_web.c ---- */

enum http_status decision_web_paper_form(struct request *rq);
enum http_status decision_web_paper(struct request *rq);
enum http_status decision_web_template(struct request *rq);

/* ---- Interface to the code in decision_question_web.c ---- */

bool question_plan_of(struct request *rq, const char *value, int64_t *plan_id);
/* The link in the plan's navigation, where there is something to see. */
void question_nav(struct request *rq, const struct plan *plan);
enum http_status question_web_list(struct request *rq);
enum http_status question_web_form(struct request *rq);
enum http_status question_web_add(struct request *rq);
enum http_status question_web_answer(struct request *rq);

/* ---- Interface to the code in decision_cli.c, decision_told_cli.c and decision_question_cli.c ---- */

/* The plan of the first argument with its decisions; the reader stays open and is the caller's, NULL on failure. */
struct db_conn *decision_open_book(struct command_context *ctx, struct decision_book *book);
/* An option that is a date, if it is given. */
bool decision_date_option(struct command_context *ctx, const char *name, struct date *date);

bool decision_run_record(struct command_context *ctx);
bool decision_run_list(struct command_context *ctx);
bool decision_run_withdraw(struct command_context *ctx);
bool decision_run_state(struct command_context *ctx);
bool decision_run_paper(struct command_context *ctx);
bool decision_run_told_start(struct command_context *ctx);
bool decision_run_told_add(struct command_context *ctx);
bool decision_run_told_mark(struct command_context *ctx);
bool decision_run_told_list(struct command_context *ctx);
bool question_run_list(struct command_context *ctx);
bool question_run_add(struct command_context *ctx);
bool question_run_answer(struct command_context *ctx);

#endif
