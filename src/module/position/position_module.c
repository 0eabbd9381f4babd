/* The module's tables. */
#include "module/position/position_internal.h"

#include "ui/translate.h"

static const struct option set_options[] = {
	{ "by", "TEXT", "who adopted it", 0 },
	{ "on", "DATE", "the day when it was adopted", 0 },
	{ "body", "NAME", "whom it addresses, by name", 0 },
};
static const struct option log_options[] = {
	{ "text", "TEXT", "what was done, or what came of it", 0 },
	{ "on", "DATE", "the day (today)", 0 },
	{ "with", "BODY", "with whom: an office, not a person", 0 },
	{ "by", "NAME", "which organisation did it", 0 },
	{ "link", "URL", "where to read more", 0 },
};
static const struct option import_options[] = {
	{ "map", "FIELD=COLUMN,…", "which column is what", 0 },
	{ "dry-run", NULL, "read and check, but keep nothing", 0 },
};
static const struct option export_options[] = {
	{ "output", "FILE", "a file that ends in .csv or .xlsx (CSV on standard output)", 'o' },
};
static const struct option note_options[] = {
	{ "output", "FILE", "the Word document", 'o' },
	{ "drafts", NULL, "take positions that are not adopted, too", 0 },
};

static const struct command commands[] = {
	{ "position list", "PLAN", "List what the region demands, and where it stands", NULL, NULL, 0, 1, 1, COMMAND_DB, position_run_list },
	{ "position set", "PLAN REF STATE", "Note where a position stands: draft, adopted, achieved, partly or dropped",
	  "What is adopted says by whom (--by) and when (--on); what was adopted before keeps both.",
	  set_options, ARRAY_LEN(set_options), 3, 3, COMMAND_DB, position_run_set },
	{ "position log", "PLAN REF KIND", "Note what was done for a position, or what came of it",
	  "KIND is meeting, statement, letter, media, other, or outcome. Nothing is taken out again.",
	  log_options, ARRAY_LEN(log_options), 3, 3, COMMAND_DB, position_run_log },
	{ "position import", "PLAN FILE", "Read where positions stand (CSV, XLSX, JSONL)",
	  "Columns: ref, state, body, decided_by, decided_on, as `position export` writes them; others are left\n"
	  "alone. All of the file is kept, or nothing.",
	  import_options, ARRAY_LEN(import_options), 2, 2, COMMAND_DB, position_run_import },
	{ "position export", "PLAN", "Write positions in the form that `position import` reads", NULL, export_options,
	  ARRAY_LEN(export_options), 1, 1, COMMAND_DB, position_run_export },
	{ "position note", "PLAN", "Write the adopted positions as a policy note, by chapter (DOCX)", NULL, note_options,
	  ARRAY_LEN(note_options), 1, 1, COMMAND_DB, position_run_note },
};

static const struct route routes[] = {
	{ "GET", "/plan/{plan}/positions", position_web_list, "public", ROUTE_CACHE, "What the region demands of others, also as CSV and XLSX" },
	{ "GET", "/plan/{plan}/positions.docx", position_web_note, "public", ROUTE_CACHE, "The positions as a policy note" },
	{ "GET", "/position/{position}", position_web_show, "public", ROUTE_CACHE, "A position, what was done for it and what came of that" },
	{ "POST", "/position/{position}", position_web_change, "plan.edit", 0, "Notes what was done for a position, or where it stands" },
};

static const struct route_subject subjects[] = {
	{ "position", position_plan_of },
};

static const struct panel panels[] = {
	{ "plan-nav", position_panel_nav },
	{ "node", position_panel_node },
};

static const struct personal personal[] = {
	{ "position_standing", "changed_by", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
	{ "position_entry", "made_by", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
};

/* What was done for a position was done for the one that it was merged into. */
static bool follow_node(struct db_conn *tx, struct arena *a, int64_t from, int64_t into, enum node_change what, struct err *err)
{
	(void)a;
	if (what != NODE_MERGED)
		return true;
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE position_entry SET node_id = $into WHERE node_id = $from"));
	db_bind_i64(st, "$from", from);
	db_bind_i64(st, "$into", into);
	return db_finish(st, err);
}

const struct module position_module = {
	.name = "position",
	.follow_node = follow_node,
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.subjects = subjects,
	.n_subjects = ARRAY_LEN(subjects),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
};
