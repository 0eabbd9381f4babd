/* The module's tables. */
#include "module/around/around_internal.h"

#include "ui/translate.h"

static const struct option list_options[] = {
	{ "output", "FILE", "a file that ends in .csv or .xlsx (CSV on standard output)", 'o' },
};
static const struct option withdraw_options[] = {
	{ "reason", "TEXT", "why, for those who read it later", 0 },
};

static const struct command commands[] = {
	{ "around list", "PLAN", "Write what stands around a plan, in the form that `around import` reads", NULL, list_options,
	  ARRAY_LEN(list_options), 1, 1, COMMAND_DB, around_run_list },
	{ "around import", "PLAN FILE", "Read what stands around a plan from a table (CSV, XLSX, JSONL)",
	  "Columns: kind (before, parallel, use, agreement, project, programme), title, party, node, state, from, to,\n"
	  "amount, reference, note. `before` is a goal of the plan before, with its state: kept, sharpened or\n"
	  "dropped; `use` is somebody's own plan that builds on this one. What is there already is passed over.",
	  NULL, 0, 2, 2, COMMAND_DB, around_run_import },
	{ "around withdraw", "PLAN ENTRY", "Withdraw an entry; it stays on file with the reason", NULL, withdraw_options,
	  ARRAY_LEN(withdraw_options), 2, 2, COMMAND_DB, around_run_withdraw },
};

static const struct route routes[] = {
	{ "GET", "/plan/{plan}/around", around_web_show, "public", ROUTE_CACHE,
	  "The plan before, parallel plans, who builds on the plan, projects; also as CSV and XLSX" },
	{ "POST", "/plan/{plan}/around", around_web_change, "plan.edit", 0, "Adds an entry to a register around the plan, or withdraws one" },
};

static const struct panel panels[] = {
	{ "plan-nav", around_panel_nav },
	{ "node", around_panel_node },
};

static const struct personal personal[] = {
	{ "around_entry", "made_by withdrawn_by", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
};

const struct module around_module = {
	.name = "around",
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
};
