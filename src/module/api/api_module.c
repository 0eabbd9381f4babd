/* The module's tables. */
#include "module/api/api_internal.h"

#include "ui/translate.h"

static const struct option make_options[] = {
	{ "name", "TEXT", "what it is for, in one line", 0 },
	{ "expires", "DATE", "its last day, at most a year from now (in 90 days)", 0 },
};

static const struct command commands[] = {
	{ "api token make", "USER PLAN", "Make a token with which a program reads as a user, and show it once",
	  "It reads what the user may read of the plan at that moment, and changes nothing. Programs send\n"
	  "it as \"Authorization: Bearer TOKEN\". /api/v1/openapi.json describes what they can ask for.",
	  make_options, ARRAY_LEN(make_options), 2, 2, COMMAND_DB, api_token_run_make },
	{ "api token list", "PLAN", "List the tokens of a plan", NULL, NULL, 0, 1, 1, COMMAND_DB, api_token_run_list },
	{ "api token revoke", "TOKEN", "Take a token away, by its number in the list", NULL,
	  NULL, 0, 1, 1, COMMAND_DB, api_token_run_revoke },
};

#define KEPT (ROUTE_TOKEN | ROUTE_CACHE)

static const struct route routes[] = {
	{ "GET", API_ROOT "/openapi.json", api_openapi, "public", KEPT, "The description of this interface, OpenAPI 3.1" },
	{ "GET", API_ROOT "/plans", api_plans, "public", KEPT, "The plans" },
	{ "GET", API_ROOT "/plans/{plan}", api_plan, "public", KEPT,
	  "A plan with its tree and links, in the format that `plan import` reads" },
	{ "GET", API_ROOT "/plans/{plan}/contributions", api_contributions, "public", KEPT,
	  "Contributions that may be published, in the order they came, with their published answers" },
	/* Not kept: the state follows the clock. */
	{ "GET", API_ROOT "/plans/{plan}/consultations", api_consultations, "public", ROUTE_TOKEN,
	  "Consultations with their questions, by their first day" },
	{ "GET", API_ROOT "/plans/{plan}/bodies", api_bodies, "public", KEPT, "Bodies, and what each may decide" },
	{ "GET", API_ROOT "/plans/{plan}/positions", api_positions, "public", KEPT, "What the region demands of others, and where it stands" },
	{ "GET", API_ROOT "/plans/{plan}/decisions", api_decisions, "public", KEPT, "Formal decisions on the plan, by day" },
	{ "GET", API_ROOT "/plans/{plan}/versions", api_versions, "public", KEPT, "Versions of the plan with their hashes" },
	{ "GET", API_ROOT "/plans/{plan}/measures", api_measures, "public", KEPT, "Measures of the action programme that is adopted" },
	{ "GET", API_ROOT "/plans/{plan}/internal/contributions", api_contributions_internal, "plan.read-internal", ROUTE_TOKEN,
	  "All contributions, in the order they came, with their answers as they stand" },
	{ "GET", API_ROOT "/plans/{plan}/internal/dispositions", api_dispositions, "plan.read-internal", ROUTE_TOKEN,
	  "The newest answer to each remark, drafts too" },
	{ "GET", "/plan/{plan}/tokens", api_token_web_list, "api.token", 0, "The tokens with which programs read of a plan" },
	{ "POST", "/plan/{plan}/tokens", api_token_web_add, "api.token", 0, "Makes a token and shows it once" },
	{ "POST", "/plan/{plan}/tokens/revoke", api_token_web_revoke, "api.token", 0, "Takes a token away" },
};

static const struct panel panels[] = {
	{ "plan-nav", api_token_panel_nav },
};

static const struct personal personal[] = {
	{ "api_token", "user_id name token_hash", "account",
	  N_("The account is left without name and address, so that what was decided still has an author.") },
};

const struct module api_module = {
	.name = "api",
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
	.panels = panels,
	.n_panels = ARRAY_LEN(panels),
	.bearer = api_bearer,
};
