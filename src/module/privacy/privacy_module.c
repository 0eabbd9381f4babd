/* The module's tables. */
#include "module/privacy/privacy_internal.h"

static const struct command commands[] = {
	{ "privacy inventory", "", "List every table with personal data: purpose, legal ground, period, erasure", NULL,
	  NULL, 0, 0, 0, COMMAND_NO_DB, privacy_run_inventory },
};

static const struct route routes[] = {
	{ "GET", "/admin/privacy", privacy_web_inventory, "admin", 0, "Every table with personal data, and why" },
	{ "GET", "/plan/{plan}/masking", privacy_web_masking, "contribution.mask", 0,
	  "What looks like personal data in texts that may be published" },
	{ "POST", "/plan/{plan}/masking", privacy_web_mask, "contribution.mask", 0,
	  "Hides or shows what looks like personal data, or takes that back" },
};

static const struct panel panels[] = {
	{ "plan-nav", privacy_panel_nav },
};

const struct module privacy_module = {
	.name = "privacy",
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
};
