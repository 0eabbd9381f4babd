/* Interface between the files of the module. */
#ifndef PLANVERK_NOTICE_INTERNAL_H
#define PLANVERK_NOTICE_INTERNAL_H

#include "base/clock.h"
#include "base/str.h"
#include "module/notice/notice.h"
#include "module/plan/plan.h"

#include <stdatomic.h>

/* ---- Interface to the code in notice.c ---- */

enum notice_state { NOTICE_WAITING, NOTICE_SENT, NOTICE_GIVEN_UP, NOTICE_STATES };
/* Codes, as the database has them. */
extern const char *const notice_states[NOTICE_STATES];

/* The number of an address, which is added where it is new. */
bool notice_address_id(struct db_conn *tx, const char *email, int64_t *id, struct err *err);
/* Removes an address that nothing needs any more. */
bool notice_address_drop(struct db_conn *tx, int64_t id, struct err *err);
/* Removes what the module has of a person. *n counts notices and subscriptions. */
bool notice_forget(struct db_conn *tx, const char *email, int64_t *n, struct err *err);
/* One change by `by` (0: on the command line) goes into the journal, without the address. */
bool notice_journal(struct db_conn *tx, const char *action, int64_t subject, int64_t by, struct err *err);

/* ---- Interface to the code in notice_setting.c ---- */

struct notice_setting {
	const char *smtp, *sender, *user, *password_file, *site; /* smtp "": nothing is set up */
	int64_t days;
};
#define NOTICE_DAYS 5

bool notice_setting_load(struct db_conn *c, struct arena *a, struct notice_setting *s, struct err *err);
/* Within db_write(), and journalled. */
bool notice_setting_save(struct db_conn *tx, const struct notice_setting *s, struct err *err);
/* What is wrong with them; the password file is read as well. */
bool notice_setting_check(struct arena *a, const struct notice_setting *s, struct err *err);

/* ---- Interface to the code in notice_mail.c ---- */

struct notice_mail {
	const char *from, *to, *subject, *text, *message_id; /* message_id without < and > */
	const char *unsubscribe; /* the whole address of a page, or "" */
	int64_t at;
};
/* The message (RFC 5322), its lines ended by CRLF. */
const char *notice_mail_write(struct arena *a, const struct notice_mail *m);

/* ---- Interface to the code in notice_smtp.c ---- */

/* A connection to the mail server, kept open between mails; released with the arena. Once *stopping, a
 * mail that is not wholly on its way is broken off. */
struct notice_smtp *notice_smtp_new(struct arena *a, const struct notice_setting *s, const atomic_bool *stopping, struct err *err);

/* What the server said of a mail. */
enum notice_answer {
	NOTICE_TAKEN,  /* it answers for it from now on */
	NOTICE_LATER,  /* not now */
	NOTICE_NEVER,  /* it refuses this one */
	NOTICE_AWAY,   /* it was not reached, or takes no mail from us: the next one fares no better */
};
/* *why is a sentence for the operator, in the arena; it may name the address. */
enum notice_answer notice_smtp_send(struct notice_smtp *smtp, struct arena *a, const struct notice_mail *m, const char **why);

/* ---- Interface to the code in notice_send.c ---- */

struct notice_tally {
	int64_t sent, failed, given_up; /* failed: to be tried again */
};
/* Tells followers what is new, then sends what is due until nothing is, or *stopping. */
bool notice_send_due(struct db *db, const atomic_bool *stopping, struct notice_tally *tally, struct err *err);
/* Puts back what was given up, or waits for its next attempt; id 0 for all. *n: how many. */
bool notice_retry(struct db_conn *tx, int64_t id, int64_t *n, struct err *err);
/* A struct chore. */
void notice_chore(struct db *db, const atomic_bool *stopping);

/* ---- Interface to the code in notice_news.c ---- */

struct notice_follower {
	const char *email, *token;
	enum lang lang;
};
/* Within db_write(): writes a mail to each follower of a plan about what they have not been told. */
bool notice_tell_plan(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t now, struct err *err);
/* That for all plans; writes only where there is something to tell. */
bool notice_tell_all(struct db *db, struct arena *a, struct err *err);
/* "Consultation opened: Hearing of the plan" */
const char *notice_news_title(struct arena *a, enum lang lang, const struct news *n);

/* ---- Interface to the code in notice_sweep.c ---- */

/* Removes what is not needed any more; writes only where there is something. */
bool notice_sweep(struct db *db, struct arena *a, struct err *err);

/* ---- Interface to the code in notice_subscription.c ---- */

struct notice_subscription {
	int64_t id; /* 0: none */
	int64_t plan_id, address_id, confirmed_at; /* confirmed_at 0: not yet */
	const char *token;
	enum lang lang;
};
/* These within db_write(), and journalled. Asks the owner of an address whether they want to follow
 * s->plan_id; does nothing where they do, or have been asked today. */
bool notice_subscribe(struct db_conn *tx, struct arena *a, struct notice_subscription *s, const char *email, int64_t now,
                      struct err *err);
bool notice_confirm(struct db_conn *tx, struct arena *a, const struct notice_subscription *s, int64_t now, struct err *err);
bool notice_unsubscribe(struct db_conn *tx, struct arena *a, const struct notice_subscription *s, struct err *err);
/* id 0 where there is none by that token; its language is not read. */
bool notice_subscription_find(struct db_conn *c, struct arena *a, const char *token, struct notice_subscription *s,
                              struct err *err);

/* ---- Interface to the code in notice_web.c, notice_feed.c ---- */

void notice_panel_head(struct request *rq, int64_t plan_id);
void notice_panel_plan(struct request *rq, int64_t plan_id);
enum http_status notice_web_follow(struct request *rq);
enum http_status notice_web_subscribe(struct request *rq);
enum http_status notice_web_subscription(struct request *rq);
enum http_status notice_web_confirm(struct request *rq);
enum http_status notice_web_unsubscribe(struct request *rq);
enum http_status notice_web_feed(struct request *rq);

/* ---- Interface to the code in notice_cli.c ---- */

bool notice_run_setup(struct command_context *ctx);
bool notice_run_test(struct command_context *ctx);
bool notice_run_send(struct command_context *ctx);
bool notice_run_list(struct command_context *ctx);
bool notice_run_retry(struct command_context *ctx);
bool notice_run_forget(struct command_context *ctx);

#endif
