/* The module's tables. */
#include "module/process/process_internal.h"

static const struct option start_options[] = {
	{ "template", "NAME", "regional_plan or action_programme (regional_plan)", 0 },
	{ "begins", "DATE", "the first day of the first phase", 0 },
};
static const struct option import_options[] = {
	{ "dry-run", NULL, "read and check, but keep nothing", 0 },
};
static const struct option calendar_options[] = {
	{ "public-url", "URL", "where the pages are (http://127.0.0.1:8080)", 0 },
};

static const struct command commands[] = {
	{ "process start", "PLAN", "Give a plan its phases and milestones from a template",
	  "regional_plan has the four phases of a regional plan under plan- og bygningsloven,\n"
	  "action_programme those of a yearly programme of an inter-municipal council. Days and texts\n"
	  "are a beginning: change them on the plan's page.",
	  start_options, ARRAY_LEN(start_options), 1, 1, COMMAND_DB, process_run_start },
	{ "process import", "PLAN FILE", "Read phases and milestones (CSV, XLSX, JSONL) in the place of those there are",
	  "Columns: kind (phase or milestone), title, begins, ends, activities. Of a milestone `begins` is\n"
	  "its day and `ends` the day when it was reached. What was there before stands in the journal.",
	  import_options, ARRAY_LEN(import_options), 2, 2, COMMAND_DB, process_run_import },
	{ "process list", "PLAN", "List a plan's phases and milestones", NULL, NULL, 0, 1, 1, COMMAND_DB, process_run_list },
	{ "process calendar", "PLAN", "Write the plan's days as iCalendar", NULL,
	  calendar_options, ARRAY_LEN(calendar_options), 1, 1, COMMAND_DB, process_run_calendar },
};

static const struct route routes[] = {
	{ "GET", "/plan/{plan}/process", process_web_show, "public", ROUTE_CACHE, "Where the plan is in its process, and what happens now" },
	{ "GET", "/plan/{plan}/process.ics", process_web_calendar, "public", ROUTE_CACHE, "The plan's days as iCalendar" },
	{ "GET", "/plan/{plan}/process/edit", process_web_edit, "plan.edit", 0, "The form for phases and milestones" },
	{ "POST", "/plan/{plan}/process/edit", process_web_change, "plan.edit", 0, "Changes the phases and milestones of a plan" },
};

static const struct panel panels[] = {
	{ "plan-nav", process_panel_nav },
	{ "plan", process_panel_plan },
};

const struct module process_module = {
	.name = "process",
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
	.news = process_news,
	.imported = process_imported,
};
