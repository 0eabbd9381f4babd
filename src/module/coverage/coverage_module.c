/* The module's tables. */
#include "module/coverage/coverage_internal.h"

static const struct option import_options[] = {
	{ "by", "WHAT", "what the categories are: area, sector, kind, language or age (required)", 0 },
	{ "of", "WHAT", "what is counted: persons or organisations (as the table's columns say)", 0 },
	{ "map", "MAP", "which column is what: category=Kommune,population=Folketall", 0 },
	{ "sheet", "NAME", "the sheet of a workbook (the first)", 0 },
	{ "dry-run", NULL, "read and check, but keep nothing", 0 },
};

static const struct option show_options[] = {
	{ "by", "WHAT", "one register only: area, sector, kind, language or age", 0 },
	{ "count", "WHAT", "contributions, arguments, organisations or persons (what suits each register)", 0 },
	{ "published-only", NULL, "hide counts that are too small, as in the public version", 0 },
};

static const struct command commands[] = {
	{ "coverage import", "PLAN FILE", "Read a register to compare those who were heard with (CSV, XLSX, JSONL)",
	  "Columns: category, and population (persons) or organisations (a register's count). A register\n"
	  "that the plan has for the same categories is replaced as a whole. Areas and sectors are compared\n"
	  "with those of the organisations by name, case aside. Kinds: municipality, county, state_body,\n"
	  "business, business_association, cluster, education, research, startup_community, investor, union,\n"
	  "council, resident. Languages: nb, nn, en, da, sv, other.",
	  import_options, ARRAY_LEN(import_options), 2, 2, COMMAND_DB, coverage_run_import },
	{ "coverage", "PLAN", "Show whose voices are many and whose are few for their number",
	  "For each category of a register: its share of the voices with an interval (Wilson, 95 %), the\n"
	  "ratio to its share of the register, and p, that chance alone makes the difference (exact binomial\n"
	  "test, Holm's correction for many). With --json all that can be counted.",
	  show_options, ARRAY_LEN(show_options), 1, 1, COMMAND_DB, coverage_run_show },
};

static const struct route routes[] = {
	{ "GET", "/plan/{plan}/coverage", coverage_web_show, "public", ROUTE_CACHE,
	  "Those who were heard, against a register of those there are" },
};

static const struct panel panels[] = {
	{ "plan-nav", coverage_panel_nav },
};

const struct module coverage_module = {
	.name = "coverage",
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
};
