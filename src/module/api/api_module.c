/* The module's tables. */
#include "module/api/api_internal.h"

static const struct route routes[] = {
	{ "GET", API_ROOT "/openapi.json", api_openapi, "public", ROUTE_CACHE, "The description of this interface, OpenAPI 3.1" },
	{ "GET", API_ROOT "/plans", api_plans, "public", ROUTE_CACHE, "The plans" },
	{ "GET", API_ROOT "/plans/{plan}", api_plan, "public", ROUTE_CACHE,
	  "A plan with its tree and links, in the format that `plan import` reads" },
	{ "GET", API_ROOT "/plans/{plan}/contributions", api_contributions, "public", ROUTE_CACHE,
	  "Contributions that may be published, in the order they came, with their published answers" },
	/* Not kept: the state follows the clock. */
	{ "GET", API_ROOT "/plans/{plan}/consultations", api_consultations, "public", 0,
	  "Consultations with their questions, by their first day" },
	{ "GET", API_ROOT "/plans/{plan}/bodies", api_bodies, "public", ROUTE_CACHE, "Bodies, and what each may decide" },
	{ "GET", API_ROOT "/plans/{plan}/decisions", api_decisions, "public", ROUTE_CACHE, "Formal decisions on the plan, by day" },
};

const struct module api_module = {
	.name = "api",
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
};
