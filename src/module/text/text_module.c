/* The module's tables. */
#include "base/str.h"
#include "module/text/text_filter.h"
#include "module/text/text_internal.h"

static const struct option compile_options[] = {
	{ "groups", "N", "how many groups (2 to 200; as many as are found again in halves of the texts)", 0 },
	{ "seed", "N", "the seed of everything random (1)", 0 },
};

static const struct command commands[] = {
	{ "compile", "PLAN", "Find languages, duplicates, groups and suggested places of a plan's contributions",
	  "The result is kept as a run with its parameters; pages and reports show the newest one.\n"
	  "The same contributions, plan, seed and number of groups give the same result.",
	  compile_options, ARRAY_LEN(compile_options), 1, 1, COMMAND_DB, text_run_compile },
	TEXT_FILTER_COMMANDS,
};

static const struct route routes[] = {
	{ "GET", "/plan/{plan}/contributions", text_web_contributions, "public", ROUTE_CACHE,
	  "The contributions to a plan, filtered and searched" },
	{ "GET", "/group/{group}", text_web_group, "public", ROUTE_CACHE,
	  "A group of contributions with quotes" },
};

static const struct panel panels[] = {
	{ "plan-nav", text_panel_nav },
	{ "plan", text_panel_plan },
	{ "node", text_panel_node },
	{ "contribution", text_panel_contribution },
};

const struct module text_module = {
	.name = "text",
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
};
