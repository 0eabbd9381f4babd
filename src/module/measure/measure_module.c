/* The module's tables. */
#include "module/measure/measure_proposal.h"

#include "ui/translate.h"

#define PROGRAMME { "programme", "TITLE", "the action programme (the newest)", 0 }

static const struct option add_options[] = {
	{ "title", "TEXT", "what the programme is called", 0 },
	{ "from", "YEAR", "its first year", 0 },
	{ "to", "YEAR", "its last year", 0 },
};
static const struct option programme_options[] = { PROGRAMME };
static const struct option adopt_options[] = { PROGRAMME, { "on", "DATE", "the day (today)", 0 } };
static const struct option import_options[] = {
	PROGRAMME, { "map", "FIELD=COLUMN,…", "which column is what", 0 }, { "dry-run", NULL, "read and check, but keep nothing", 0 },
};
static const struct option export_options[] = { PROGRAMME, { "output", "FILE", "a file that ends in .csv or .xlsx (CSV on standard output)", 'o' } };
static const struct option renew_options[] = {
	{ "programme", "TITLE", "the action programme that it follows (the newest)", 0 },
	{ "title", "TEXT", "what the new one is called", 0 },
	{ "from", "YEAR", "its first year", 0 },
	{ "to", "YEAR", "its last year", 0 },
};
static const struct option reach_options[] = { PROGRAMME, { "on", "DATE", "the day when it was reached (today)", 0 } };
static const struct option close_options[] = {
	PROGRAMME, { "on", "DATE", "the day (today)", 0 }, { "note", "TEXT", "why; of one that is stopped it has to be said", 0 },
};

static const struct option decide_options[] = {
	{ "measure", "REF", "the measure that it is part of (merged)", 0 },
	{ "reason", "TEXT", "why; of one that is declined it has to be said", 0 },
};

static const struct command commands[] = {
	{ "programme add", "PLAN", "Begin an action programme", NULL, add_options, ARRAY_LEN(add_options), 1, 1, COMMAND_DB,
	  measure_run_programme_add },
	{ "programme list", "PLAN", "List a plan's action programmes", NULL, NULL, 0, 1, 1, COMMAND_DB, measure_run_programme_list },
	{ "programme adopt", "PLAN", "Note that an action programme is adopted",
	  "Each measure must say who is responsible and with what resources (plan- og bygningsloven section\n"
	  "8-1), and what it carries out. The programme in force before is replaced.",
	  adopt_options, ARRAY_LEN(adopt_options), 1, 1, COMMAND_DB, measure_run_programme_adopt },
	{ "programme renew", "PLAN", "Begin the next action programme with the measures that go on",
	  "Milestones that are not reached are carried over, and who is responsible; resources are not: say them\n"
	  "for the new years.", renew_options, ARRAY_LEN(renew_options), 1, 1, COMMAND_DB, measure_run_programme_renew },
	{ "programme changes", "PLAN", "Show what became of the measures of the programme before: carried over, changed, finished, dropped",
	  NULL, export_options, ARRAY_LEN(export_options), 1, 1, COMMAND_DB, measure_run_programme_changes },
	{ "measure list", "PLAN", "List the measures of an action programme", NULL, programme_options, ARRAY_LEN(programme_options), 1, 1,
	  COMMAND_DB, measure_run_list },
	{ "measure import", "PLAN FILE", "Read measures from a table (CSV, XLSX, JSONL)",
	  "Columns: ref, title, text, lead, partners, carries_out, begins, ends, resources, milestones, indicator,\n"
	  "effect, closed: those that `measure export` writes. A ref that is there already is changed; a row\n"
	  "without one is added. Lists are parted by semicolons; a resource is `source | year | kroner | yes`, a\n"
	  "milestone `title | due | reached | weight`. All of the file is kept, or nothing.",
	  import_options, ARRAY_LEN(import_options), 2, 2, COMMAND_DB, measure_run_import },
	{ "measure export", "PLAN", "Write measures in the form that `measure import` reads", NULL, export_options,
	  ARRAY_LEN(export_options), 1, 1, COMMAND_DB, measure_run_export },
	{ "measure from-plan", "PLAN", "Take up the plan's own measures that the programme does not have yet", NULL, programme_options,
	  ARRAY_LEN(programme_options), 1, 1, COMMAND_DB, measure_run_from_plan },
	{ "measure reach", "PLAN REF MILESTONE", "Note that a milestone was reached", "MILESTONE is its title.", reach_options,
	  ARRAY_LEN(reach_options), 3, 3, COMMAND_DB, measure_run_reach },
	{ "measure close", "PLAN REF done|stopped", "Close a measure", NULL, close_options, ARRAY_LEN(close_options), 3, 3, COMMAND_DB,
	  measure_run_close },
	{ "proposal sheet", "PLAN GROUP", "Make a sheet on which a group proposes measures, and print its link",
	  "Whoever has the link can propose, and read what became of it. No account is needed.", NULL, 0, 2, 2, COMMAND_DB, proposal_run_sheet },
	{ "proposal list", "PLAN", "List what groups have proposed, as CSV", NULL, NULL, 0, 1, 1, COMMAND_DB, proposal_run_list },
	{ "proposal import", "PLAN FILE", "Read proposals from a table (CSV, XLSX, JSONL)",
	  "Columns: group, title, what, who, by_when, node (the strategy's name in exports). All of the file is kept,\n"
	  "or nothing.", NULL, 0, 2, 2, COMMAND_DB, proposal_run_import },
	{ "proposal decide", "PLAN PROPOSAL taken_up|merged|declined", "Take a proposal up as a measure, merge it into one, or decline it",
	  NULL, decide_options, ARRAY_LEN(decide_options), 3, 3, COMMAND_DB, proposal_run_decide },
};

static const struct route routes[] = {
	{ "GET", "/plan/{plan}/programme", measure_web_list, "public", ROUTE_CACHE, "The action programme: its measures by goal, also as CSV and XLSX" },
	{ "POST", "/plan/{plan}/programme", measure_web_programme, "plan.edit", 0, "Begins an action programme, or notes that one is adopted" },
	{ "GET", "/plan/{plan}/programme/board", measure_web_board, "public", ROUTE_CACHE, "Measures by status" },
	{ "POST", "/plan/{plan}/programme/board", measure_web_board_change, "plan.edit", 0, "Notes that a milestone was reached" },
	{ "GET", "/plan/{plan}/programme/timeline", measure_web_timeline, "public", ROUTE_CACHE, "Measures in time" },
	{ "GET", "/plan/{plan}/programme/budget", measure_web_budget, "public", ROUTE_CACHE, "Kroner by year and source, also as CSV and XLSX" },
	{ "GET", "/plan/{plan}/programme/changes", measure_web_changes, "public", ROUTE_CACHE,
	  "What became of the measures of the programme before, also as CSV and XLSX" },
	{ "GET", "/plan/{plan}/programme/new", measure_web_new, "plan.edit", 0, "The form for a new measure" },
	{ "POST", "/plan/{plan}/programme/new", measure_web_add, "plan.edit", 0, "Adds a measure" },
	{ "GET", "/plan/{plan}/proposals", proposal_web_list, "plan.read-internal", 0, "Measures that groups have proposed, also as CSV and XLSX" },
	{ "POST", "/plan/{plan}/proposals", proposal_web_change, "plan.edit", 0, "Makes a group's sheet, or decides on a proposal" },
	{ "GET", "/sheet/{token}", proposal_web_sheet, "public", 0, "A group's sheet: the form, and what became of its proposals; the address is a secret" },
	{ "POST", "/sheet/{token}", proposal_web_send, "public", 0, "Receives a proposal for a measure" },
	{ "GET", "/measure/{measure}", measure_web_show, "public", ROUTE_CACHE, "A measure: who, with what, when, and what it carries out" },
	{ "GET", "/measure/{measure}/edit", measure_web_edit, "plan.edit", 0, "The form for a change of a measure" },
	{ "POST", "/measure/{measure}/edit", measure_web_save, "plan.edit", 0, "Changes or closes a measure" },
};

static const struct route_subject subjects[] = {
	{ "measure", measure_plan_of },
};

static const struct panel panels[] = {
	{ "plan-nav", measure_panel_nav },
	{ "plan-nav", proposal_panel_nav },
	{ "measure", proposal_panel_measure },
	{ "node", measure_panel_node },
};

static const struct personal personal[] = {
	{ "measure_sheet", "token", "contact", N_("The receipt's link goes on working.") },
	{ "measure_proposal", "who", "statement", N_("Set to nothing where it is that name.") },
	{ "measure_proposal", "decided_by", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
	{ "measure_revision", "changed_by", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
};

/* Measures that carry out a part carry out what it was merged into. */
static bool follow_node(struct db_conn *tx, struct arena *a, int64_t from, int64_t into, enum node_change what, struct err *err)
{
	(void)a;
	if (what != NODE_MERGED)
		return true;
	struct db_stmt *st = db_prepare(tx, SQL(
		"DELETE FROM measure_node WHERE node_id = $from "
		"AND measure_id IN (SELECT x.measure_id FROM measure_node x WHERE x.node_id = $into)"));
	db_bind_i64(st, "$from", from);
	db_bind_i64(st, "$into", into);
	if (!db_finish(st, err))
		return false;
	st = db_prepare(tx, SQL("UPDATE measure_node SET node_id = $into WHERE node_id = $from"));
	db_bind_i64(st, "$from", from);
	db_bind_i64(st, "$into", into);
	return db_finish(st, err);
}

const struct module measure_module = {
	.name = "measure",
	.follow_node = follow_node,
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.subjects = subjects,
	.n_subjects = ARRAY_LEN(subjects),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
	.forget = proposal_forget,
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
};
