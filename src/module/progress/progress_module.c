/* The module's tables. */
#include "module/progress/progress_internal.h"

#include "ui/translate.h"

#define YEAR { "year", "YEAR", "the year that is reported on (the newest there is)", 0 }

static const struct option year_options[] = { YEAR };
static const struct option open_options[] = {
	{ "year", "YEAR", "the year that is reported on", 0 },
	{ "due", "DATE", "the day by which answers are due", 0 },
};
static const struct option export_options[] = { YEAR, { "output", "FILE", "a file that ends in .csv or .xlsx (CSV on standard output)", 'o' } };
static const struct option import_options[] = {
	YEAR, { "map", "FIELD=COLUMN,…", "which column is what", 0 }, { "dry-run", NULL, "read and check, but keep nothing", 0 },
};
static const struct option decide_options[] = { YEAR, { "note", "TEXT", "the question; or why an answer that came late is taken", 0 } };

static const struct command commands[] = {
	{ "progress open", "PLAN", "Ask everybody who is responsible for a measure how far it has come", NULL, open_options,
	  ARRAY_LEN(open_options), 1, 1, COMMAND_DB, progress_run_open },
	{ "progress ask", "PLAN [FILE]", "Show the links of those who are asked, or mail them to the addresses in a file",
	  "Columns: organisation, email. Whoever has a link can answer for the organisation.", year_options, ARRAY_LEN(year_options), 1, 2,
	  COMMAND_DB, progress_run_ask },
	{ "progress list", "PLAN", "Show what was answered", NULL, year_options, ARRAY_LEN(year_options), 1, 1, COMMAND_DB, progress_run_list },
	{ "progress export", "PLAN", "Write the answers in the form that `progress import` reads", NULL, export_options,
	  ARRAY_LEN(export_options), 1, 1, COMMAND_DB, progress_run_export },
	{ "progress import", "PLAN FILE", "Read many answers from a table (CSV, XLSX, JSONL)",
	  "Columns: ref, status, reached, money, achieved, obstacles. `reached` has `milestone | day`, `money`\n"
	  "`source | kroner`, parted by semicolons. Rows without a status are passed over, and answers that are\n"
	  "there already. All of the file is kept, or nothing.",
	  import_options, ARRAY_LEN(import_options), 2, 2, COMMAND_DB, progress_run_import },
	{ "progress approve", "PLAN [REF]", "Approve an answer, or all that were not looked at yet",
	  "Milestones that it says were reached become part of the measure.", decide_options, ARRAY_LEN(decide_options), 1, 2, COMMAND_DB,
	  progress_run_decide },
	{ "progress ask-back", "PLAN REF", "Ask back about an answer", NULL, decide_options, ARRAY_LEN(decide_options), 2, 2, COMMAND_DB,
	  progress_run_decide },
	{ "progress remind", "PLAN", "Remind those who have not answered, where it is time",
	  "`planverk serve` does this by itself: two weeks before the day, and on it.", year_options, ARRAY_LEN(year_options), 1, 1, COMMAND_DB,
	  progress_run_remind },
	{ "progress close", "PLAN", "Take no more answers", NULL, year_options, ARRAY_LEN(year_options), 1, 1, COMMAND_DB, progress_run_close },
};

static const struct route routes[] = {
	{ "GET", "/plan/{plan}/progress", progress_web_rounds, "plan.read-internal", 0, "Reporting: who is asked and what was answered, also as CSV and XLSX" },
	{ "POST", "/plan/{plan}/progress", progress_web_change, "plan.edit", 0, "Opens or closes the reporting, approves an answer or asks back" },
	{ "GET", "/progress/{token}", progress_web_asked, "public", 0, "What an organisation is asked; the address is a secret" },
	{ "GET", "/progress/{token}/{measure}", progress_web_form, "public", 0, "The form for an answer, with last year's beside it" },
	{ "POST", "/progress/{token}/{measure}", progress_web_send, "public", 0, "Receives an answer" },
};

static const struct panel panels[] = {
	{ "plan-nav", progress_panel_nav },
	{ "measure", progress_panel_measure },
};

static const struct verifier verifiers[] = {
	{ "reports on measures", progress_verify },
};

static const struct chore chores[] = {
	{ progress_chore },
};

static const struct personal personal[] = {
	{ "progress_contact", "email token", "contact", N_("The address is deleted.") },
	{ "progress_ask", "token_hash", "contact", N_("The receipt's link goes on working.") },
	{ "progress_report", "decided_by", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
};

const struct module progress_module = {
	.name = "progress",
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
	.verifiers = verifiers,
	.n_verifiers = ARRAY_LEN(verifiers),
	.chores = chores,
	.n_chores = ARRAY_LEN(chores),
	.forget = progress_forget,
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
};
