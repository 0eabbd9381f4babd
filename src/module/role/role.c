/* Roles, and what they may do. */
#include "module/role/role_internal.h"

#include "base/clock.h"
#include "base/str.h"
#include "db/journal.h"
#include "ui/translate.h"

const struct role_name role_names[ROLES] = {
	[ROLE_LEAD] = { "lead", N_("Lead") },
	[ROLE_EDITOR] = { "editor", N_("Editor") },
	[ROLE_REVIEWER] = { "reviewer", N_("Reviewer") },
	[ROLE_CONTRIBUTOR] = { "contributor", N_("Contributor") },
	[ROLE_READER] = { "reader", N_("Reader") },
	[ROLE_COORDINATOR] = { "coordinator", N_("Coordinator") },
};

bool role_parse(const char *code, enum role *role)
{
	for (enum role r = 0; r < ROLES; r++) {
		if (str_eq(code, role_names[r].code)) {
			*role = r;
			return true;
		}
	}
	return false;
}

/* ---- Permissions ---- */

#define LEAD (1u << ROLE_LEAD)
#define EDITOR (1u << ROLE_EDITOR)
#define REVIEWER (1u << ROLE_REVIEWER)
#define READER (1u << ROLE_READER)
#define CONTRIBUTOR (1u << ROLE_CONTRIBUTOR)
#define COORDINATOR (1u << ROLE_COORDINATOR)
#define IN_PLAN (ROLE_ADMINISTRATOR - 1)

/* An administrator of the service has no part in plans: whoever gives roles can give
 * themselves one, and that stands in the journal. */
static const struct {
	const char *name;
	unsigned callers;
} permissions[] = {
	{ "public", ROLE_EVERYBODY },
	{ "user", ROLE_USER },
	{ "admin", ROLE_ADMINISTRATOR },
	{ "plan.read-internal", LEAD | EDITOR | REVIEWER | READER },
	{ "plan.edit", LEAD | EDITOR },
	{ "decision.record", LEAD },
	{ "contribution.review", LEAD | EDITOR | REVIEWER },
	{ "contribution.publish", LEAD | EDITOR },
	{ "contribution.mask", LEAD | EDITOR | REVIEWER },
	{ "privacy.handle", LEAD },
	/* For whom it is done, an organisation, the module behalf looks at. */
	/* An administrator can take a token away wherever it reads; one that they make themselves reads nothing. */
	{ "api.token", LEAD | ROLE_ADMINISTRATOR },
	{ "behalf.write", CONTRIBUTOR | COORDINATOR },
	{ "behalf.release", COORDINATOR },
};

bool role_callers(const char *permission, unsigned *callers)
{
	for (size_t i = 0; i < ARRAY_LEN(permissions); i++) {
		if (str_eq(permission, permissions[i].name)) {
			*callers = permissions[i].callers;
			return true;
		}
	}
	return false;
}

bool role_known(const char *permission, bool *in_plan)
{
	unsigned callers = 0;
	bool known = role_callers(permission, &callers);
	*in_plan = callers & IN_PLAN;
	return known;
}

/* The user's roles in a plan, as bits. */
static unsigned roles_in(struct request *rq, int64_t plan_id)
{
	unsigned roles = 0;
	struct db_stmt *st = db_prepare(rq->conn, SQL("SELECT role FROM role_grant WHERE user_id = $user AND plan_id = $plan"));
	db_bind_i64(st, "$user", rq->session->user_id);
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st)) {
		enum role role;
		if (role_parse(db_text(st, 0, rq->arena), &role))
			roles |= 1u << role;
	}
	return db_finish(st, &rq->err) ? roles : 0;
}

bool role_may(struct request *rq, const char *permission, int64_t plan_id)
{
	unsigned callers;
	if (!role_callers(permission, &callers))
		return false;
	if (callers & (ROLE_EVERYBODY | ROLE_USER))
		return true;
	if (callers & ROLE_ADMINISTRATOR && rq->session->administrator)
		return true;
	return plan_id && (callers & IN_PLAN) && (callers & roles_in(rq, plan_id));
}

/* ---- Grants ---- */

bool role_list(struct db_conn *c, struct arena *a, int64_t user_id, struct role_grant **list, size_t *n, struct err *err)
{
	VEC(struct role_grant) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT g.plan_id, coalesce(g.organisation_id, 0), g.role, p.title, p.slug, coalesce(o.name, '') "
		"FROM role_grant g JOIN plan p ON p.id = g.plan_id LEFT JOIN organisation o ON o.id = g.organisation_id "
		"WHERE g.user_id = $user ORDER BY p.title, p.id, g.role"));
	db_bind_i64(st, "$user", user_id);
	while (db_step(st)) {
		struct role_grant g = {
			.user_id = user_id, .plan_id = db_i64(st, 0), .organisation_id = db_i64(st, 1),
			.plan = db_text(st, 3, a), .slug = db_text(st, 4, a), .organisation = db_text(st, 5, a),
		};
		if (role_parse(db_text(st, 2, a), &g.role))
			*VEC_PUSH(a, &found) = g;
	}
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

bool role_needs_organisation(enum role role)
{
	return role == ROLE_CONTRIBUTOR || role == ROLE_COORDINATOR;
}

bool role_speaks_for(struct db_conn *c, int64_t user_id, int64_t plan_id, int64_t organisation_id, unsigned roles,
                     bool *speaks, struct err *err)
{
	struct arena *a = arena_new();
	struct role_grant *list;
	size_t n;
	*speaks = false;
	bool ok = role_list(c, a, user_id, &list, &n, err);
	for (size_t i = 0; ok && i < n; i++)
		if (list[i].plan_id == plan_id && list[i].organisation_id == organisation_id && roles & 1u << list[i].role)
			*speaks = true;
	arena_free(a);
	return ok;
}

static bool journal(struct db_conn *tx, const char *action, const struct role_grant *g, int64_t by, struct err *err)
{
	struct arena *a = arena_new();
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_i64(&j, "plan", g->plan_id);
	json_put_string(&j, "role", role_names[g->role].code);
	if (g->organisation_id)
		json_put_i64(&j, "organisation", g->organisation_id);
	json_put_end(&j);
	bool ok = journal_write(tx, action, g->user_id, out_string(&content), err);
	arena_free(a);
	return ok;
}

static bool delete_grant(struct db_conn *tx, const struct role_grant *g, int64_t *changed, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"DELETE FROM role_grant WHERE user_id = $user AND plan_id = $plan AND role = $role"));
	db_bind_i64(st, "$user", g->user_id);
	db_bind_i64(st, "$plan", g->plan_id);
	db_bind_text(st, "$role", role_names[g->role].code);
	return db_finish_changed(st, changed, err);
}

bool role_give(struct db_conn *tx, const struct role_grant *g, int64_t by, struct err *err)
{
	int64_t before;
	if (role_needs_organisation(g->role) && !g->organisation_id)
		return err_input(err, "A %s takes part on behalf of an organisation: name it", role_names[g->role].code);
	if (!role_needs_organisation(g->role) && g->organisation_id)
		return err_input(err, "Only a contributor or a coordinator has an organisation");
	if (!delete_grant(tx, g, &before, err))
		return false;
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO role_grant (user_id, plan_id, role, organisation_id, granted_at) "
		"VALUES ($user, $plan, $role, $organisation, $now)"));
	db_bind_i64(st, "$user", g->user_id);
	db_bind_i64(st, "$plan", g->plan_id);
	db_bind_text(st, "$role", role_names[g->role].code);
	db_bind_id(st, "$organisation", g->organisation_id);
	db_bind_i64(st, "$now", clock_now());
	return db_finish(st, err) && journal(tx, "role.give", g, by, err);
}

bool role_take(struct db_conn *tx, const struct role_grant *g, int64_t by, struct err *err)
{
	int64_t before;
	return delete_grant(tx, g, &before, err) && (before == 0 || journal(tx, "role.take", g, by, err));
}
