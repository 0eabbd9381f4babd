/*
 * The interface for programs, below /api/v1: what everybody may read, as JSON and CSV, what planners may
 * read, with a token, and its own description as OpenAPI 3.1, made from the route table.
 */
#ifndef PLANVERK_API_H
#define PLANVERK_API_H

#include "module.h"

#include "base/clock.h"

#define API_ROOT "/api/v1"

/* What a program reads with: what its user may read of one plan at that moment, until its last day or
 * until it is revoked. */
struct api_token {
	int64_t id, user_id, plan_id;
	const char *name;   /* what it is for: one line, at most API_TOKEN_NAME characters */
	const char *user;   /* the user's name */
	struct date expires; /* the last day, which counts whole */
	struct date used;   /* the last day that it was used; no year for never */
	int64_t made_at, revoked_at; /* revoked_at: 0 for not */
};
#define API_TOKEN_NAME 100
#define API_TOKEN_DAYS 366 /* it lasts at most */
#define API_TOKEN_SIZE 48  /* with its NUL: "plv_" and 256 random bits */

enum api_token_state { API_TOKEN_GOOD, API_TOKEN_EXPIRED, API_TOKEN_REVOKED };
enum api_token_state api_token_state(const struct api_token *t, struct date today);

/* What is wrong with a token that is to be made: an English sentence for tr_name(), or NULL; *field is "name" or
 * "expires". */
const char *api_token_check(const struct api_token *t, struct date today, const char **field);
/* Within db_write(), and journalled without the token: makes one, fills its identifier; secret is what
 * api_token_new() gave. by: a user, 0 for the operator. */
void api_token_new(char secret[API_TOKEN_SIZE]);
bool api_token_add(struct db_conn *tx, struct api_token *t, const char *secret, int64_t by, int64_t now, struct err *err);
/* Takes one of a plan away (plan_id 0: of any); err_not_found where there is none. One that is revoked stays so. */
bool api_token_revoke(struct db_conn *tx, int64_t id, int64_t plan_id, int64_t by, int64_t now, struct err *err);
/* Those of a plan, newest first. */
bool api_token_list(struct db_conn *c, struct arena *a, int64_t plan_id, struct api_token **list, size_t *n, struct err *err);

extern const struct module api_module;

#endif
