/*
 * Roles in plans, and what each role may do: the one table of permissions.
 *
 * A route names a permission (struct route); the server asks for it, in the plan that the
 * path belongs to, before the handler runs. A handler asks with request_may() where what it
 * shows depends on it.
 */
#ifndef PLANVERK_ROLE_H
#define PLANVERK_ROLE_H

#include "module.h"
#include "module/organisation/organisation.h"
#include "module/plan/plan.h"
#include "module/user/user.h"

enum role {
	ROLE_LEAD,        /* answers for the plan */
	ROLE_EDITOR,      /* writes it */
	ROLE_REVIEWER,    /* goes through what came in */
	ROLE_CONTRIBUTOR, /* writes on behalf of an organisation */
	ROLE_READER,      /* reads what is not published */
	ROLE_COORDINATOR, /* writes, and releases what an organisation says */
	ROLES,
};
struct role_name {
	const char *code, *name; /* "lead"; English, for tr_name() */
};
extern const struct role_name role_names[ROLES];
/* False where there is no such role. */
bool role_parse(const char *code, enum role *role);

struct role_grant {
	int64_t user_id, plan_id, organisation_id; /* organisation: 0 for none */
	enum role role;
	const char *plan;         /* title */
	const char *slug;
	const char *organisation; /* name, or "" */
};

/* Of a user, by plan and role. */
bool role_list(struct db_conn *c, struct arena *a, int64_t user_id, struct role_grant **list, size_t *n, struct err *err);
/* Gives or takes a role within db_write(), and journals it; what is so already stays. by: the
 * user who does it, 0 for the operator. Contributors and coordinators need an organisation, nobody else has one. */
bool role_give(struct db_conn *tx, const struct role_grant *grant, int64_t by, struct err *err);
bool role_take(struct db_conn *tx, const struct role_grant *grant, int64_t by, struct err *err);

/* Whether the holder of a role takes part on behalf of an organisation. */
bool role_needs_organisation(enum role role);
/* Whether a user has one of these roles (bits: 1 << enum role) in a plan on behalf of an organisation. */
bool role_speaks_for(struct db_conn *c, int64_t user_id, int64_t plan_id, int64_t organisation_id, unsigned roles,
                     bool *speaks, struct err *err);

/* Who may call a route with this permission, as bits: 1 << enum role, and the others below.
 * False where there is no such permission. */
#define ROLE_ADMINISTRATOR (1u << ROLES)   /* of the service */
#define ROLE_USER (1u << (ROLES + 1))      /* whoever is logged in */
#define ROLE_EVERYBODY (1u << (ROLES + 2))
bool role_callers(const char *permission, unsigned *callers);

extern const struct module role_module;

#endif
