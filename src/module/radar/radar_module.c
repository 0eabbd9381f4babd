/* The module's tables. */
#include "module/radar/radar_internal.h"

#include "ui/translate.h"

static const struct option import_options[] = {
	{ "body", "NAME", "whose consultations a feed has (the feed's title)", 0 },
};
static const struct option list_options[] = {
	{ "output", "FILE", "a file that ends in .csv or .xlsx (CSV on standard output)", 'o' },
};
static const struct option step_options[] = {
	{ "take", "ORGANISATION", "it works on an answer", 0 },
	{ "leave", "ORGANISATION", "it no longer does", 0 },
	{ "decide", "DECISION", "answer or no_answer", 0 },
	{ "reason", "TEXT", "why; of one that is not answered it has to be said", 0 },
	{ "deadline", "DATE", "the last day to answer", 0 },
	{ "answered", "DATE", "the day when it was answered", 0 },
};

static const struct command commands[] = {
	{ "radar import", "PLAN FILE", "Read other bodies' consultations from a table or a news feed (Atom, RSS)",
	  "Columns of a table (CSV, XLSX, JSONL): title, body, link, published, deadline. What is there already is passed over.",
	  import_options, ARRAY_LEN(import_options), 2, 2, COMMAND_DB, radar_run_import },
	{ "radar list", "PLAN", "List other bodies' consultations, as CSV or to a file",
	  "double_work says where several organisations work on the same, same_as with which other consultation.", list_options,
	  ARRAY_LEN(list_options), 1, 1, COMMAND_DB, radar_run_list },
	{ "radar step", "PLAN NUMBER", "Take a consultation, decide whether it is answered, or note that it was", NULL, step_options,
	  ARRAY_LEN(step_options), 2, 2, COMMAND_DB, radar_run_step },
};

static const struct route routes[] = {
	{ "GET", "/plan/{plan}/radar", radar_web_list, "plan.read-internal", 0, "Other bodies' consultations and who answers them, also as CSV and XLSX" },
	{ "POST", "/plan/{plan}/radar", radar_web_change, "plan.edit", 0, "A step with one of other bodies' consultations" },
};

static const struct panel panels[] = {
	{ "plan-nav", radar_panel_nav },
};

static const struct personal personal[] = {
	{ "radar_item", "decided_by", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
};

const struct module radar_module = {
	.name = "radar",
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
};
