/* The module's tables. */
#include "module/annual/annual_internal.h"

#include "ui/translate.h"

static const struct option text_options[] = {
	{ "goal", "REF", "the goal that the text is a comment on (without it, the text is the foreword)", 0 },
};
static const struct option export_options[] = {
	{ "output", "FILE", "a file that ends in .html, .docx, .xlsx, .pdf or .json", 'o' },
	{ "summary", NULL, "one page, for politicians", 0 },
};

static const struct command commands[] = {
	{ "annual begin", "PLAN YEAR", "Begin the annual report of a plan", "A draft is computed from what is recorded each time it is looked at.", NULL, 0, 2, 2,
	  COMMAND_DB, annual_run_begin },
	{ "annual list", "PLAN", "List the years that have an annual report", NULL, NULL, 0, 1, 1, COMMAND_DB, annual_run_list },
	{ "annual text", "PLAN YEAR FILE", "Write the foreword, or a comment on a goal", "FILE is plain text; - is standard input.", text_options,
	  ARRAY_LEN(text_options), 3, 3, COMMAND_DB, annual_run_text },
	{ "annual export", "PLAN YEAR", "Write the annual report as HTML, Word, a spreadsheet, PDF or JSON",
	  "PDF is made by the program weasyprint (Debian package weasyprint).", export_options, ARRAY_LEN(export_options), 2, 2, COMMAND_DB,
	  annual_run_export },
	{ "annual publish", "PLAN YEAR", "Publish the annual report", "It stands as it is from then on; `planverk verify` checks that it does.", NULL, 0, 2, 2,
	  COMMAND_DB, annual_run_publish },
};

static const struct route routes[] = {
	{ "GET", "/plan/{plan}/annual", annual_web_list, "public", ROUTE_CACHE, "The years with an annual report" },
	{ "POST", "/plan/{plan}/annual", annual_web_begin, "plan.edit", 0, "Begins an annual report" },
	{ "GET", "/plan/{plan}/annual/{year}", annual_web_show, "public", ROUTE_CACHE,
	  "The annual report of a year: goals, measures, changes; also as HTML, DOCX, XLSX, PDF and JSON" },
	{ "POST", "/plan/{plan}/annual/{year}", annual_web_change, "plan.edit", 0, "Writes texts of an annual report, or publishes it" },
};

static const struct panel panels[] = {
	{ "plan-nav", annual_panel_nav },
};

static const struct verifier verifiers[] = {
	{ "annual reports", annual_verify },
};

static const struct personal personal[] = {
	{ "annual_report", "published_by", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
	{ "annual_text", "written_by", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
};

const struct module annual_module = {
	.name = "annual",
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
	.verifiers = verifiers,
	.n_verifiers = ARRAY_LEN(verifiers),
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
};
