/* The module's tables. */
#include "module/search/search_internal.h"

static const struct option filter_options[] = {
	{ "corpus", "FILE.jsonl", "the texts: on each line {\"id\", \"text\"}, and \"title\" where there is one (required)", 0 },
	{ "queries", "FILE.jsonl", "many queries instead of one: on each line {\"id\", \"text\"}", 0 },
	{ "limit", "N", "how many hits for each query (10)", 'n' },
};

static const struct option search_options[] = {
	{ "plan", "PLAN", "only in this plan", 0 },
	{ "kind", "KIND", "only plan, node, contribution, event, organisation or group", 0 },
	{ "limit", "N", "how many hits are shown (10)", 'n' },
	{ "public", NULL, "only what may be published", 0 },
};

static const struct command commands[] = {
	{ "search", "QUERY…", "Search plans, contributions, events, organisations and groups",
	  "A word is found in all its inflections, in both Norwegian standards and as a part of compounds; a\n"
	  "misspelled word is corrected where nothing has it. \"Words in quotes\" stand in that order, -word\n"
	  "leaves out (behind --, so that it is no option), and begin* finds words that begin so.\n"
	  "Without --public it finds what may not be published, too.",
	  search_options, ARRAY_LEN(search_options), 1, -1, COMMAND_DB, search_run },
	{ "text search", "--corpus FILE.jsonl [QUERY…]", "Search texts in a file",
	  "Prints one object for each query: \"hits\" with \"id\" and \"score\", best first; \"total\", how many\n"
	  "match; \"some\", true where no text has all the words; and what became of each word.",
	  filter_options, ARRAY_LEN(filter_options), 0, -1, COMMAND_NO_DB, search_run_filter },
};

static const struct route routes[] = {
	{ "GET", "/search", search_web_page, "public", ROUTE_CACHE,
	  "Searches everything the reader may see: ?q= the words, ?plan= and ?kind= to narrow it" },
	{ "GET", "/plan/{plan}/contributions", search_web_contributions, "public", ROUTE_CACHE,
	  "The contributions to a plan, filtered and searched" },
};

static const struct panel panels[] = {
	{ "plan-nav", search_panel_nav },
};

const struct module search_module = {
	.name = "search",
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
};
