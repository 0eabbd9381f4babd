/* The permission audit: every route with who may call it, from the tables that the server
 * itself goes by. As a command and as a page. */
#include "module/role/role_internal.h"

#include "base/str.h"
#include "http/guard.h"
#include "http/server.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/table.h"
#include "ui/translate.h"

/* Beside the roles in plans. */
static const struct {
	unsigned bit;
	const char *code, *name;
} others[] = {
	{ ROLE_EVERYBODY, "everybody", N_("Everybody") },
	{ ROLE_USER, "user", N_("Whoever is logged in") },
	{ ROLE_ADMINISTRATOR, "administrator", N_("Administrator of the service") },
};

static unsigned callers_of(const struct route *r)
{
	unsigned callers = 0;
	role_callers(r->permission, &callers); /* the server does not start with one that is unknown */
	return callers;
}

const char *role_callers_text(struct arena *a, enum lang lang, unsigned callers)
{
	struct out o = out_memory(a);
	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		if (callers & others[i].bit)
			out_text(&o, tr_name_lang(lang, others[i].name));
	for (enum role r = 0; r < ROLES; r++)
		if (callers & 1u << r)
			out_format(&o, "%s%s", o.n ? ", " : "", tr_name_lang(lang, role_names[r].name));
	return out_string(&o);
}

static void put_route(struct json *j, const struct route *r)
{
	unsigned callers = callers_of(r);
	bool in_plan;
	role_known(r->permission, &in_plan);
	json_put_object(j, NULL);
	json_put_string(j, "method", r->method);
	json_put_string(j, "path", r->path);
	json_put_string(j, "permission", r->permission);
	json_put_bool(j, "in_plan", in_plan);
	json_put_array(j, "callers");
	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		if (callers & others[i].bit)
			json_put_string(j, NULL, others[i].code);
	for (enum role role = 0; role < ROLES; role++)
		if (callers & 1u << role)
			json_put_string(j, NULL, role_names[role].code);
	json_put_end(j);
	if (r->flags & ROUTE_SECRET)
		json_put_bool(j, "by_secret", true); /* in the path, in the place of a form's token */
	json_put_string(j, "summary", r->summary);
	json_put_end(j);
}

bool role_run_audit(struct command_context *ctx)
{
	size_t n;
	const struct route *const *routes = module_routes(ctx->arena, ctx->modules, &n);
	struct json j = json_to(ctx->out, 2);
	if (ctx->json)
		json_put_array(&j, NULL);
	for (size_t i = 0; i < n; i++) {
		const struct route *r = routes[i];
		if (ctx->json)
			put_route(&j, r);
		else
			out_text(ctx->out, arena_printf(ctx->arena, "%-4s %-40s %-21s %s\n", r->method, r->path, r->permission,
			                                role_callers_text(ctx->arena, LANG_EN, callers_of(r))));
	}
	if (ctx->json)
		json_put_end(&j);
	return guard_check_routes(module_access(ctx->arena, ctx->modules), routes, n, ctx->err);
}

/* GET /admin/security */
enum http_status role_web_security(struct request *rq)
{
	size_t n;
	const struct route *const *routes = server_routes(rq->server, &n);
	page_nav(rq, NAV_ADMIN, tr(rq, "Users"), "/admin/users");
	page_nav(rq, NAV_ADMIN, tr(rq, "Security"), "/admin/security");
	page_nav(rq, NAV_ADMIN, tr(rq, "Personal data"), "/admin/privacy");
	page_begin(rq, tr(rq, "Security"));
	paragraph(rq, tr(rq, "Every address that this service answers, and who may call it. The server asks for the "
	                     "permission before anything else is done; whatever changes something also demands the token "
	                     "of a form of its own."));
	table_begin(rq, tr(rq, "Addresses and permissions"), { tr(rq, "Address"), COLUMN_TEXT },
	            { tr(rq, "Method"), COLUMN_TEXT }, { tr(rq, "Permission"), COLUMN_TEXT }, { tr(rq, "Who"), COLUMN_TEXT });
	for (size_t i = 0; i < n; i++) {
		row_begin(rq);
		head_text(rq, routes[i]->path);
		cell_text(rq, routes[i]->method);
		cell_text(rq, routes[i]->permission);
		cell_text(rq, role_callers_text(rq->arena, rq->lang, callers_of(routes[i])));
		row_end(rq);
	}
	table_end(rq);
	return page_end(rq);
}
