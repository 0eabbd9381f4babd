/* The module's tables. */
#include "module/contribution/contribution_internal.h"
#include "module/contribution/remark_internal.h"

#include "ui/translate.h"

static const struct option import_options[] = {
	{ "map", "MAP", "which column is what: text=Innspill,organisation=Virksomhet,…", 0 },
	{ "sheet", "NAME", "the sheet of a workbook (the first)", 0 },
	{ "event", "ID", "the event of rows that name none", 0 },
	{ "group", "NAME", "the group of rows that name none", 0 },
	{ "topic", "TEXT", "the topic of rows that name none", 0 },
	{ "publish", "YES|NO", "whether rows that do not say so may be published (no)", 0 },
	{ "dry-run", NULL, "read, check and count, but keep nothing", 0 },
};

static const struct option plan_import_options[] = {
	{ "explain", NULL, "say for each line what it was taken for", 0 },
	{ "title", "TEXT", "the plan's title, where the document does not tell it", 0 },
	{ "slug", "NAME", "the plan's short name for commands and addresses", 0 },
	{ "publish", "YES|NO", "whether the contributions in it may be published (no)", 0 },
	{ "dry-run", NULL, "read and count, but keep nothing", 0 },
};

static const struct command commands[] = {
	{ "plan import", "FILE", "Read a plan: an export (.json) or a document (.txt, .md, .docx)",
	  "A document is read by its headings, lists and labels (Utfordringer, Delmål, Strategier …);\n"
	  "contributions that stand in it under \"Innspill … fra …\" come along, each with the section\n"
	  "it stood under. --explain tells line by line what was understood and what was left alone.\n"
	  "A planning programme also gives phases (`process list`) and roles (`body list`), a policy note its\n"
	  "positions and whom they address; --json lists what was found, with the lines.\n"
	  "The same file twice is one plan.",
	  plan_import_options, ARRAY_LEN(plan_import_options), 1, 1, COMMAND_DB, contribution_run_plan_import },
	{ "contribution import", "PLAN FILE", "Read contributions (CSV, XLSX, DOCX lists, JSONL)",
	  "Columns: text, id, event, group, organisation, topic, language, date, publish; only text is\n"
	  "required, and common Norwegian headings are understood. All rows are added or none. The\n"
	  "same file, or a row that came before from a file of the same name, is not added again.",
	  import_options, ARRAY_LEN(import_options), 2, 2, COMMAND_DB, contribution_run_import },
};

static const struct verifier verifiers[] = {
	{ "contributions", contribution_verify },
};

static const struct route routes[] = {
	{ "GET", "/contribution/{contribution}", contribution_web_show, "public", ROUTE_CACHE,
	  "One contribution and what it led to" },
	{ "POST", "/contribution/{contribution}/publish", contribution_web_publish, "contribution.publish", 0,
	  "Sets whether a contribution may be published, or undoes the last change of it" },
};

static const struct route_subject subjects[] = {
	{ "contribution", contribution_plan_of },
	{ "remark", remark_plan_of },
};

static const struct panel panels[] = {
	{ "node", contribution_panel_node },
};

static const struct personal personal[] = {
	{ "contribution", "text group_name topic", "statement",
	  N_("The text is kept for the archive; the sender is taken away, it is not published, and what names the person in others' texts is hidden.") },
	{ "contribution", "publish", "publication",
	  N_("Set to no.") },
	{ "contribution_publication", "user_id reason", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
	{ "contribution_placement", "placed_by ended_by", "account",
	  N_("The name is replaced.") },
	{ "contribution_masking", "user_id", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
	{ "remark", "text assignee_id", "statement",
	  N_("Kept for the archive, as planners wrote it.") },
	{ "remark_change", "user_id reason undone_by", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
};

const struct module contribution_module = {
	.name = "contribution",
	.follow_node = contribution_follow_node,
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
	.news = contribution_news,
	.verifiers = verifiers,
	.n_verifiers = ARRAY_LEN(verifiers),
};
