/* The module's tables. */
#include "module/recommendation/recommendation_internal.h"

#include "ui/translate.h"

static const struct option list_options[] = {
	{ "state", "STATE", "only those that are open, taken_up or set_aside", 0 },
};
static const struct option export_options[] = {
	{ "state", "STATE", "only those that are open, taken_up or set_aside", 0 },
	{ "output", "FILE", "a file that ends in .csv or .xlsx; else CSV to standard output", 'o' },
};
static const struct option add_options[] = {
	{ "text", "TEXT", "what is recommended", 0 },
	{ "kind", "KIND", "recommendation or principle (recommendation)", 0 },
	{ "node", "NAME", "the part of the plan that it is for, by its name in exports", 0 },
	{ "phase", "N", "the phase that it is for, from 1", 0 },
	{ "group", "NUMBER", "a group that it rests on, as in its page's address", 0 },
	{ "remark", "NUMBER", "a remark that it rests on; of a contribution that nobody has split, its number", 0 },
	{ "event", "NUMBER", "an event that it rests on", 0 },
};

/* What is recommended for a part is recommended for what it was merged into: its newest revisions lead there. */
static bool follow_node(struct db_conn *tx, struct arena *a, int64_t from, int64_t into, enum node_change what, struct err *err)
{
	(void)a;
	if (what != NODE_MERGED)
		return true;
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE recommendation_revision SET node_id = $into WHERE node_id = $from AND number = "
		"(SELECT c.revision FROM recommendation c WHERE c.id = recommendation_revision.recommendation_id)"));
	db_bind_i64(st, "$from", from);
	db_bind_i64(st, "$into", into);
	return db_finish(st, err);
}

static const struct command commands[] = {
	{ "recommendation list", "PLAN", "List the recommendations and principles for the way on", NULL,
	  list_options, ARRAY_LEN(list_options), 1, 1, COMMAND_DB, recommendation_run_list },
	{ "recommendation add", "PLAN", "Add a recommendation or principle", NULL,
	  add_options, ARRAY_LEN(add_options), 1, 1, COMMAND_DB, recommendation_run_add },
	{ "recommendation export", "PLAN", "Write the recommendations as a table, with what they rest on", NULL,
	  export_options, ARRAY_LEN(export_options), 1, 1, COMMAND_DB, recommendation_run_export },
};

static const struct route routes[] = {
	{ "GET", "/plan/{plan}/recommendations", recommendation_web_list, "plan.read-internal", 0,
	  "Recommendations and principles for the way on; as CSV and XLSX, too" },
	{ "POST", "/plan/{plan}/recommendations", recommendation_web_add, "plan.edit", 0,
	  "Adds a recommendation, or lets one rest on one thing more" },
	{ "GET", "/recommendation/{recommendation}", recommendation_web_show, "plan.read-internal", 0, "A recommendation with its history" },
	{ "POST", "/recommendation/{recommendation}", recommendation_web_save, "plan.edit", 0, "Changes a recommendation" },
	{ "POST", "/recommendation/{recommendation}/source", recommendation_web_source, "plan.edit", 0, "Changes what a recommendation rests on" },
};

static const struct route_subject subjects[] = {
	{ "recommendation", recommendation_plan_of },
};

static const struct panel panels[] = {
	{ "plan-nav", recommendation_panel_nav },
	{ "node", recommendation_panel_node },
	{ "group", recommendation_panel_group },
	{ "contribution", recommendation_panel_contribution },
};

static const struct personal personal[] = {
	{ "recommendation_revision", "changed_by", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
};

const struct module recommendation_module = {
	.name = "recommendation",
	.follow_node = follow_node,
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.subjects = subjects,
	.n_subjects = ARRAY_LEN(subjects),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
};
