/* Interface between the files of the module. */
#ifndef PLANVERK_USER_INTERNAL_H
#define PLANVERK_USER_INTERNAL_H

#include "base/clock.h"
#include "base/hash.h"
#include "base/str.h"
#include "http/form.h"
#include "http/form_token.h"
#include "http/limit.h"
#include "module/user/user.h"

#include <pthread.h>

/* ---- Interface to the code in user.c: accounts ---- */

#define USER_NAME_MAX 100  /* code points */
#define USER_EMAIL_MAX 254 /* bytes (RFC 5321) */

/* An address folded and trimmed, or NULL where it cannot be one. */
const char *user_clean_email(struct arena *a, const char *email);
/* Trimmed; NULL where it is empty, too long or has several lines. */
const char *user_clean_name(struct arena *a, const char *name);

/* by: the user who does it, 0 for the operator on the command line. All journal what they did,
 * without secrets, e-mail addresses and names. */
bool user_add(struct db_conn *tx, const struct user *user, int64_t by, int64_t *id, struct err *err);
bool user_set_password(struct db_conn *tx, int64_t id, const char *hash, int64_t by, struct err *err);
/* Disabling ends all sessions and takes back an invitation. */
bool user_set_disabled(struct db_conn *tx, int64_t id, bool disabled, int64_t by, struct err *err);
bool user_set_administrator(struct db_conn *tx, int64_t id, bool administrator, int64_t by, struct err *err);
bool user_set_profile(struct db_conn *tx, int64_t id, const char *name, const char *language, int64_t by,
                      struct err *err);
/* The password's hash as stored, "" for none; *id 0 where no account that may be used has the address. */
bool user_password_of(struct db_conn *c, struct arena *a, const char *email, int64_t *id, const char **hash,
                      struct err *err);
/* Administrators that may log in. */
bool user_count_administrators(struct db_conn *c, int64_t *n, struct err *err);
bool user_journal(struct db_conn *tx, const char *action, int64_t subject, int64_t by, const char *what,
                  const char *value, struct err *err);

/* ---- Interface to the code in user_session.c: sessions and invitations ---- */

#define SESSION_IDLE (8 * 3600 * CLOCK_SECOND)       /* a working day without a request ends it */
#define SESSION_LIFE (7 * 24 * 3600 * CLOCK_SECOND)  /* so does a week, whatever happens */
#define SESSION_TOUCH (5 * 60 * CLOCK_SECOND)        /* seen_at is no older than this */
#define INVITATION_LIFE (7 * 24 * 3600 * CLOCK_SECOND)

struct user_session {
	int64_t id, started_at, seen_at;
};

/* What of a secret is stored. */
struct digest user_secret_hash(const char *secret);

bool user_session_start(struct db_conn *tx, int64_t user_id, const char *token, struct err *err);
/* One of the user's sessions, all of them (session_id 0), or all but one. */
bool user_session_end(struct db_conn *tx, int64_t user_id, int64_t session_id, int64_t by, struct err *err);
bool user_session_end_others(struct db_conn *tx, int64_t user_id, int64_t kept, struct err *err);
bool user_session_list(struct db_conn *c, struct arena *a, int64_t user_id, struct user_session **list, size_t *n,
                       struct err *err);
/* For struct module: who a session's token stands for. */
bool user_identify(struct request *rq, const char *token, struct session **session);

bool user_invite(struct db_conn *tx, int64_t user_id, const char *token, int64_t by, struct err *err);
/* *user_id is 0 where the token is none, used or expired. */
bool user_invited(struct db_conn *c, const char *token, int64_t *user_id, struct err *err);

/* ---- Interface to the code in user_password.c ---- */

#define PASSWORD_MIN 12  /* code points */
#define PASSWORD_MAX 512 /* bytes */

/* What is wrong with a password, as an English text for tr_name(), or NULL. */
const char *user_password_problem(const char *password);
/* The hash to store, in the arena. False where there is no memory for it (64 MB). */
bool user_password_hash(struct arena *a, const char *password, const char **hash, struct err *err);
/* In the same time whether or not there is a hash ("") to compare with. */
bool user_password_check(const char *hash, const char *password);
/* Whether a hash was made with other parameters than those of today. */
bool user_password_is_old(const char *hash);
/* Hashing takes 64 MB and a tenth of a second of a processor: false while enough others do it. */
bool user_hashing_begin(void);
void user_hashing_end(void);

/* ---- Interface to the code in user_limit.c: how often a password may be guessed ---- */

#define LIMIT_PAIR 10     /* failures for one account from one address, in a window */
#define LIMIT_ACCOUNT 50  /* for one account from everywhere */
#define LIMIT_ADDRESS 100 /* from one address, which a whole authority may share */

bool user_limit_allows(struct limiter *l, const char *address, const char *email, int64_t now);
void user_limit_failed(struct limiter *l, const char *address, const char *email, int64_t now);
/* The right password from that address: its own failures are forgotten. */
void user_limit_passed(struct limiter *l, const char *address, const char *email, int64_t now);

/* ---- Interface to the pages: user_login_web.c, user_me_web.c, user_admin_web.c ---- */

enum http_status user_web_login_form(struct request *rq);
enum http_status user_web_login(struct request *rq);
enum http_status user_web_logout(struct request *rq);
enum http_status user_web_invitation_form(struct request *rq);
enum http_status user_web_invitation(struct request *rq);

enum http_status user_web_me(struct request *rq);
enum http_status user_web_me_profile(struct request *rq);
enum http_status user_web_me_password(struct request *rq);
enum http_status user_web_me_end(struct request *rq);

enum http_status user_web_list(struct request *rq);
enum http_status user_web_invite(struct request *rq);
enum http_status user_web_show(struct request *rq);
enum http_status user_web_disable(struct request *rq);
enum http_status user_web_invite_again(struct request *rq);
enum http_status user_web_end_sessions(struct request *rq);

/* ---- Interface to the code in user_cli.c ---- */

#define USER_COMMANDS 7
extern const struct command user_commands[USER_COMMANDS];

#endif
