/* A user's roles, on their own page and on that for administrators; giving and taking them. */
#include "module/role/role_internal.h"

#include "base/str.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/table.h"
#include "ui/translate.h"

static const char *id_text(struct arena *a, int64_t id)
{
	return arena_printf(a, "%lld", (long long)id);
}

static const char *change_target(struct request *rq, int64_t user_id)
{
	return href(rq, "/admin/users/%lld/role", (long long)user_id);
}

static void write_take(struct request *rq, const struct role_grant *g)
{
	/* One value for the two things that the button stands for. */
	form_post_button(rq, change_target(rq, g->user_id), tr(rq, "Take away"), "take",
	                 arena_printf(rq->arena, "%lld.%s", (long long)g->plan_id, role_names[g->role].code));
}

static void write_grants(struct request *rq, const struct role_grant *list, size_t n, bool change)
{
	if (change)
		table_begin(rq, tr(rq, "Roles"), { tr(rq, "Plan"), COLUMN_TEXT }, { tr(rq, "Role"), COLUMN_TEXT },
		            { tr(rq, "Organisation"), COLUMN_TEXT }, { tr(rq, "Take away"), COLUMN_TEXT });
	else
		table_begin(rq, tr(rq, "Roles"), { tr(rq, "Plan"), COLUMN_TEXT }, { tr(rq, "Role"), COLUMN_TEXT },
		            { tr(rq, "Organisation"), COLUMN_TEXT });
	for (size_t i = 0; i < n; i++) {
		row_begin(rq);
		head_link(rq, href(rq, "/plan/%s", list[i].slug), list[i].plan);
		cell_text(rq, tr_name(rq, role_names[list[i].role].name));
		cell_text(rq, list[i].organisation);
		if (change) {
			cell_begin(rq);
			write_take(rq, &list[i]);
			cell_end(rq);
		}
		row_end(rq);
	}
	table_end(rq);
}

static void write_form(struct request *rq, int64_t user_id)
{
	struct plan *plans;
	struct organisation *organisations;
	size_t n_plans, n_organisations;
	if (!plan_list(rq->conn, rq->arena, &plans, &n_plans, &rq->err)
	    || !organisation_list(rq->conn, rq->arena, &organisations, &n_organisations, &rq->err))
		return;
	if (n_plans == 0)
		return;
	struct choice *choices = arena_array(rq->arena, n_plans, sizeof *choices);
	for (size_t i = 0; i < n_plans; i++)
		choices[i] = (struct choice){ id_text(rq->arena, plans[i].id), plans[i].title };
	struct choice roles[ROLES];
	for (enum role r = 0; r < ROLES; r++)
		roles[r] = (struct choice){ role_names[r].code, tr_name(rq, role_names[r].name) };
	struct choice *speaks_for = arena_array(rq->arena, n_organisations + 1, sizeof *speaks_for);
	speaks_for[0] = (struct choice){ "", tr(rq, "None") };
	for (size_t i = 0; i < n_organisations; i++)
		speaks_for[i + 1] = (struct choice){ id_text(rq->arena, organisations[i].id), organisations[i].name };
	form_post_begin(rq, tr(rq, "Give a role"), change_target(rq, user_id));
	field_select(rq, "plan", tr(rq, "Plan"), choices, n_plans, NULL);
	field_select(rq, "role", tr(rq, "Role"), roles, ROLES, "reader");
	field_select(rq, "organisation", tr(rq, "Contributors and coordinators take part on behalf of"), speaks_for, n_organisations + 1, "");
	form_end(rq, tr(rq, "Give the role"));
}

void role_panel_user(struct request *rq, int64_t user_id)
{
	struct role_grant *list;
	size_t n;
	bool change = request_may(rq, "admin", 0) && str_starts(rq->path, "/admin/");
	if (!role_list(rq->conn, rq->arena, user_id, &list, &n, &rq->err))
		return;
	html(&rq->body, "<section>");
	heading(rq, 2, tr(rq, "Roles"));
	if (n > 0)
		write_grants(rq, list, n, change);
	else
		nothing_here(rq, tr(rq, "No role in any plan."));
	if (change)
		write_form(rq, user_id);
	html(&rq->body, "</section>");
}

/* ---- Changing ---- */

struct change {
	struct role_grant grant;
	bool take;
	int64_t by;
};

static bool apply(struct db_conn *tx, void *arg, struct err *err)
{
	const struct change *c = arg;
	return c->take ? role_take(tx, &c->grant, c->by, err) : role_give(tx, &c->grant, c->by, err);
}

/* What the form says; false where it names no role or plan. */
static bool read_change(struct request *rq, struct change *c)
{
	const char *take = form_text(rq, "take");
	struct span role = span_of(take), plan = span_cut(&role, '.');
	c->take = *take;
	if (c->take)
		return str_to_i64(arena_strndup(rq->arena, plan.s, plan.n), &c->grant.plan_id)
		       && role_parse(arena_strndup(rq->arena, role.s ? role.s : "", role.n), &c->grant.role);
	c->grant.plan_id = form_i64(rq, "plan", 0);
	c->grant.organisation_id = form_i64(rq, "organisation", 0);
	return role_parse(form_text(rq, "role"), &c->grant.role);
}

/* Whether the plan and the user are there. */
static bool check_named(struct request *rq, const struct change *c, bool *there)
{
	struct plan plan;
	struct user user;
	if (!plan_get(rq->conn, rq->arena, c->grant.plan_id, &plan, &rq->err)
	    || !user_get(rq->conn, rq->arena, c->grant.user_id, &user, &rq->err))
		return false;
	*there = plan.id && user.id;
	return true;
}

/* POST /admin/users/{user}/role */
enum http_status role_web_change(struct request *rq)
{
	struct change c = { .grant.user_id = route_id(rq, "user"), .by = rq->session->user_id };
	bool there = false;
	if (read_change(rq, &c) && !check_named(rq, &c, &there))
		return page_failed(rq);
	if (!there)
		return page_bad_request(rq, tr(rq, "There is no such plan or role."));
	if (!c.take && role_needs_organisation(c.grant.role) != (c.grant.organisation_id != 0))
		return page_bad_request(rq, tr(rq, "Contributors and coordinators take part on behalf of an organisation, and nobody else does. "
		                                   "Go back and choose again."));
	if (!user_write(rq, apply, &c, NULL))
		return page_failed(rq);
	return redirect_to(rq, href(rq, "/admin/users/%lld", (long long)c.grant.user_id));
}
