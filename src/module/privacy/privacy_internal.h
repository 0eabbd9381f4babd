/* Interface between the files of the module. */
#ifndef PLANVERK_PRIVACY_INTERNAL_H
#define PLANVERK_PRIVACY_INTERNAL_H

#include "base/clock.h"
#include "base/str.h"
#include "module/consultation/consultation.h"
#include "module/contribution/contribution.h"
#include "module/plan/plan.h"
#include "module/privacy/privacy.h"
#include "module/user/user.h"

/* ---- Interface to the code in privacy_purpose.c ---- */

#define PRIVACY_MONTHS_MAX 600

/* Why personal data is kept. All texts are English, for tr_name(). */
struct privacy_purpose {
	const char *code;
	const char *name;
	const char *why;
	const char *ground; /* article of the regulation, and the act that it rests on */
	const char *counted; /* what the months count from; NULL for what is never purged */
	int64_t months;     /* unless a plan's lead has changed it; 0 with counted NULL */
	bool of_plan;       /* each plan has a period of its own; else the service */
};
extern const struct privacy_purpose privacy_purposes[];
extern const size_t privacy_purposes_len;
const struct privacy_purpose *privacy_purpose(const char *code); /* NULL for none */

/* A column that looks as if it held personal data, and does not. */
struct privacy_exception {
	const char *table, *column, *reason; /* table "*" for all */
};
extern const struct privacy_exception privacy_exceptions[];
extern const size_t privacy_exceptions_len;
/* Whether a column's name makes one think of a person: "name", "email", "user_id", "made_by" … */
bool privacy_looks_personal(const char *column);
/* Whether a module's inventory, or an exception, has it. */
bool privacy_is_listed(const char *table, const char *column);

/* The period that holds in a plan, in months, and why ("" for the default). */
bool privacy_months(struct db_conn *c, struct arena *a, int64_t plan_id, const struct privacy_purpose *purpose,
                    int64_t *months, const char **reason, struct err *err);
/* Within db_write(), journalled. by is 0 for the operator. */
bool privacy_set_months(struct db_conn *tx, int64_t plan_id, const struct privacy_purpose *purpose, int64_t months,
                        const char *reason, int64_t by, struct err *err);
/* The moment some months before now, in whole days of 1/12 of 365.2425. */
int64_t privacy_before(int64_t now, int64_t months);

/* ---- Interface to the code in privacy_inventory.c ---- */

/* "12 months, counted from the last use" */
const char *privacy_period(struct request *rq, const struct privacy_purpose *p, int64_t months);
/* The navigation of the pages for administrators. */
void privacy_page_admin(struct request *rq);

/* ---- Interface to the code in privacy_purge.c ---- */

/* What is past its time, or was removed. */
struct privacy_purged {
	int64_t contacts, sessions, invitations, forms, accounts, requests;
};
/* Counts, in all plans and the service; and, within db_write(), removes and journals the counts. */
bool privacy_purge_count(struct db_conn *c, struct arena *a, int64_t now, struct privacy_purged *counts, struct err *err);
bool privacy_purge(struct db_conn *tx, struct arena *a, int64_t now, struct privacy_purged *counts, struct err *err);

/* ---- Interface to the code in privacy_person.c ---- */

enum privacy_kind {
	PRIVACY_ACCOUNT,   /* id: user */
	PRIVACY_STATEMENT, /* id: statement, by its contact or the name it was sent in */
	PRIVACY_SENDER,    /* id: organisation of that name: a resident's */
	PRIVACY_MENTION,   /* id: contribution; at and bytes: where its text has the words */
	PRIVACY_ANSWER,    /* id: contribution; a planner's answer to it has the words */
	PRIVACY_JOURNAL,   /* id: row of the journal whose content has the words */
	PRIVACY_KINDS
};
extern const char *const privacy_kind_codes[PRIVACY_KINDS];
extern const char *const privacy_kind_names[PRIVACY_KINDS]; /* English, for tr_name() */

struct privacy_item {
	enum privacy_kind kind;
	int64_t id, plan_id; /* plan 0: of the service */
	size_t at, bytes;
	const char *text; /* a name, a sender, a sentence */
};
/* What there is by a name or an address of at least three letters, upper or lower case; plan_id 0
 * searches everywhere, else what belongs to that plan. */
bool privacy_find(struct db_conn *c, struct arena *a, int64_t plan_id, const char *words,
                  struct privacy_item **list, size_t *n, struct err *err);
/* Where words stand in a text as whole words, in either case; from *at on. */
bool privacy_next(struct arena *a, const char *text, const char *words, size_t *at);

/* ---- Interface to the code in privacy_access.c ---- */

/* Everything held on a person as one JSON object (article 15); the originals, unmasked. */
bool privacy_write_access(struct db_conn *c, struct arena *a, struct out *o, int64_t plan_id, const char *words,
                          struct err *err);

/* ---- Interface to the code in privacy_erase.c ---- */

struct privacy_erased {
	int64_t accounts, statements, senders, masked, journal; /* done */
	int64_t kept;                                           /* texts that stay, and where words are masked */
};
struct privacy_erasure {
	int64_t plan_id;   /* 0: everywhere; else what belongs to this plan only */
	const char *words; /* as for privacy_find() */
	unsigned kinds;    /* bits 1 << enum privacy_kind: two persons may have one name */
	const char *reason;
	int64_t by; /* 0 for the operator */
};
#define PRIVACY_ALL_KINDS ((1u << PRIVACY_KINDS) - 1)
/* Within db_write(): erases what privacy_find() has of these kinds, and journals counts and reason. */
bool privacy_erase(struct db_conn *tx, struct arena *a, const struct privacy_erasure *what, struct privacy_erased *done,
                   struct err *err);
/* The kind of a code, or PRIVACY_KINDS. */
enum privacy_kind privacy_kind_of(const char *code);

/* ---- Interface to the pages and commands ---- */

bool privacy_run_inventory(struct command_context *ctx);
bool privacy_run_purge(struct command_context *ctx);
bool privacy_run_retention(struct command_context *ctx);
bool privacy_run_find(struct command_context *ctx);
bool privacy_run_access(struct command_context *ctx);
bool privacy_run_correct(struct command_context *ctx);
bool privacy_run_erase(struct command_context *ctx);

enum http_status privacy_web_inventory(struct request *rq);
enum http_status privacy_web_masking(struct request *rq);
enum http_status privacy_web_mask(struct request *rq);
enum http_status privacy_web_plan(struct request *rq);
enum http_status privacy_web_retention(struct request *rq);
enum http_status privacy_web_plan_access(struct request *rq);
enum http_status privacy_web_plan_erase(struct request *rq);
enum http_status privacy_web_handle(struct request *rq);
enum http_status privacy_web_person(struct request *rq);
enum http_status privacy_web_access(struct request *rq);
enum http_status privacy_web_erase(struct request *rq);
enum http_status privacy_web_statement(struct request *rq);
enum http_status privacy_web_accessibility(struct request *rq);
enum http_status privacy_web_correct(struct request *rq);
enum http_status privacy_web_plan_correct(struct request *rq);
/* A form for each statement among what was found; base is what the address of the action begins with. */
void privacy_write_correct(struct request *rq, const char *base, const struct privacy_item *list, size_t n);
enum http_status privacy_web_controller(struct request *rq);
/* On the administrators' page: the form for who answers for the service. */
void privacy_write_controller_form(struct request *rq);
enum http_status privacy_web_contact(struct request *rq);
enum http_status privacy_web_withdraw(struct request *rq);
enum http_status privacy_web_ask(struct request *rq);
void privacy_panel_nav(struct request *rq, int64_t plan_id);
void privacy_panel_receipt(struct request *rq, int64_t statement_id);

#endif
