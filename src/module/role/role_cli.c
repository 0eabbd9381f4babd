/* planverk user role; and the module's tables. */
#include "module/role/role_internal.h"

#include "base/str.h"

#include "ui/translate.h"

struct change {
	struct role_grant grant;
	bool remove;
};

static bool apply(struct db_conn *tx, void *arg, struct err *err)
{
	const struct change *c = arg;
	return c->remove ? role_take(tx, &c->grant, 0, err) : role_give(tx, &c->grant, 0, err);
}

static bool find_organisation(struct db_conn *c, struct arena *a, const char *name, int64_t *id, struct err *err)
{
	struct organisation *list;
	size_t n;
	if (!organisation_list(c, a, &list, &n, err))
		return false;
	for (size_t i = 0; i < n && !*id; i++)
		if (str_eq(list[i].name, name))
			*id = list[i].id;
	return *id || err_not_found(err, "There is no organisation \"%s\"; `planverk organisation list` shows them", name);
}

static bool find_all(struct command_context *ctx, struct db_conn *c, struct change *change)
{
	struct user user;
	struct plan plan;
	const char *organisation = option(ctx, "organisation");
	if (!role_parse(ctx->args[2], &change->grant.role))
		return err_input(ctx->err, "There is no role \"%s\"; use lead, editor, reviewer, reader, contributor or coordinator", ctx->args[2]);
	if (!user_find(c, ctx->arena, ctx->args[0], &user, ctx->err) || !plan_find(c, ctx->arena, ctx->args[1], &plan, ctx->err))
		return false;
	change->grant.user_id = user.id;
	change->grant.plan_id = plan.id;
	return !organisation || find_organisation(c, ctx->arena, organisation, &change->grant.organisation_id, ctx->err);
}

bool role_run(struct command_context *ctx)
{
	struct change change = { .remove = option(ctx, "remove") != NULL };
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && find_all(ctx, c, &change);
	db_reader_done(c);
	if (!ok || !db_write(ctx->db, apply, &change, ctx->err))
		return false;
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_string(&j, "user", ctx->args[0]);
		json_put_string(&j, "plan", ctx->args[1]);
		json_put_string(&j, "role", role_names[change.grant.role].code);
		json_put_bool(&j, "has", !change.remove);
		json_put_end(&j);
	} else {
		out_format(ctx->out, "%s %s %s of %s.\n", ctx->args[0], change.remove ? "is no longer" : "is",
		           role_names[change.grant.role].code, ctx->args[1]);
	}
	return true;
}

static const struct option role_options[] = {
	{ "organisation", "NAME", "on whose behalf a contributor or coordinator takes part", 0 },
	{ "remove", NULL, "take the role away", 0 },
};

static const struct command commands[] = {
	{ "user role", "USER PLAN ROLE", "Give a user a role in a plan",
	  "ROLE is lead, editor, reviewer, reader, contributor or coordinator. `planverk security\n"
	  "audit` tells what each of them may do. The last two take part on behalf of an organisation:\n"
	  "contributors write drafts of its answers, coordinators also release them.",
	  role_options, ARRAY_LEN(role_options), 3, 3, COMMAND_DB, role_run },
	{ "security audit", "", "List every address that is served, and who may call it", NULL,
	  NULL, 0, 0, 0, COMMAND_NO_DB, role_run_audit },
};

static const struct route routes[] = {
	{ "POST", "/admin/users/{user}/role", role_web_change, "admin", 0, "Gives or takes a role in a plan" },
	{ "GET", "/admin/security", role_web_security, "admin", 0, "Every address and who may call it" },
};

static const struct panel panels[] = {
	{ "user", role_panel_user },
};

static const struct personal personal[] = {
	{ "role_grant", "user_id", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
};

const struct module role_module = {
	.name = "role",
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
	.may = role_may,
	.known = role_known,
};
