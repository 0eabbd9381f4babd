/*
 * Users: who may log in, their sessions, and forms that act once.
 *
 * What a user may do is for the module role; this one knows only who is an
 * administrator of the site.
 */
#ifndef PLANVERK_USER_H
#define PLANVERK_USER_H

#include "module.h"

struct user {
	int64_t id; /* 0: no user */
	const char *email; /* folded */
	const char *name;
	const char *language; /* "nb", "nn", "en" or "" */
	bool administrator, disabled;
	bool has_password; /* false until an invitation has been taken up */
	int64_t created_at;
	int64_t seen_at; /* when one of the sessions was used last; 0 for never */
};

/* By identifier; id 0 of *user where there is none. */
bool user_get(struct db_conn *c, struct arena *a, int64_t id, struct user *user, struct err *err);
/* By e-mail address or identifier; err_not_found with a remedy. */
bool user_find(struct db_conn *c, struct arena *a, const char *email_or_id, struct user *user, struct err *err);
/* All, by name. */
bool user_list(struct db_conn *c, struct arena *a, struct user **list, size_t *n, struct err *err);

/*
 * The rights of a person, within db_write() and journalled without what they are about. by is the user
 * who does it, 0 for the operator.
 */
/* Gives an account another name and address; "" leaves one as it is. */
bool user_correct(struct db_conn *tx, struct arena *a, int64_t id, const char *name, const char *email, int64_t by,
                  struct err *err);
/* Takes name, address, password and sessions away. The account stays, disabled, so that what it decided
 * still has an author. err_conflict for the only administrator. */
bool user_erase(struct db_conn *tx, int64_t id, int64_t by, struct err *err);

/*
 * db_write() for a handler of a POST: the same form sent twice acts once. The second time fn
 * is not called, the result is true as well and *again (may be NULL) tells. The form's token
 * is kept in the transaction of fn: what is undone can be sent again.
 */
bool user_write(struct request *rq, db_write_fn *fn, void *arg, bool *again);

extern const struct module user_module;

#endif
