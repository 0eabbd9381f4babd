/*
 * The description of the interface: OpenAPI 3.1 from the table of routes. What a route's table
 * does not tell, its parameters and the shape of its answer, stands here by its path.
 */
#include "module/api/api_internal.h"

#include "http/server.h"

static const struct api_column paging[] = {
	{ "after", "integer", "the value of next in the page before", 0 },
	{ "limit", "integer", "how many, from 1 to 1000 (100)", 0 },
};
static const struct api_column format = { "format", "string", "json or csv; without it what the client accepts", 0 };

/* What a list holds; other answers are documents of their own. */
static const struct {
	const char *path;
	const struct api_list *list;
} lists[] = {
	{ API_ROOT "/plans", &api_list_plans },
	{ API_ROOT "/plans/{plan}/contributions", &api_list_contributions },
	{ API_ROOT "/plans/{plan}/consultations", &api_list_consultations },
	{ API_ROOT "/plans/{plan}/bodies", &api_list_bodies },
	{ API_ROOT "/plans/{plan}/positions", &api_list_positions },
	{ API_ROOT "/plans/{plan}/decisions", &api_list_decisions },
	{ API_ROOT "/plans/{plan}/versions", &api_list_versions },
	{ API_ROOT "/plans/{plan}/measures", &api_list_measures },
	{ API_ROOT "/plans/{plan}/internal/contributions", &api_list_contributions_internal },
	{ API_ROOT "/plans/{plan}/internal/dispositions", &api_list_dispositions },
};

static const struct api_list *list_of(const char *path)
{
	for (size_t i = 0; i < ARRAY_LEN(lists); i++)
		if (str_eq(lists[i].path, path))
			return lists[i].list;
	return NULL;
}

static void write_parameter(struct json *j, const char *in, const char *name, const char *type, const char *description)
{
	json_put_object(j, NULL);
	json_put_string(j, "name", name);
	json_put_string(j, "in", in);
	json_put_bool(j, "required", str_eq(in, "path"));
	if (*description)
		json_put_string(j, "description", description);
	json_put_object(j, "schema");
	json_put_string(j, "type", type);
	json_put_end(j);
	json_put_end(j);
}

static void write_parameters(struct json *j, struct arena *a, const struct route *r, const struct api_list *list)
{
	json_put_array(j, "parameters");
	for (const char *p = strchr(r->path, '{'); p; p = strchr(p + 1, '{'))
		write_parameter(j, "path", arena_strndup(a, p + 1, strcspn(p + 1, "}")), "string", "");
	for (size_t i = 0; list && list->paged && i < ARRAY_LEN(paging); i++)
		write_parameter(j, "query", paging[i].name, paging[i].type, paging[i].description);
	if (list)
		write_parameter(j, "query", format.name, format.type, format.description);
	json_put_end(j);
}

static void write_type(struct json *j, const struct api_column *field)
{
	bool strings = str_eq(field->type, "strings");
	json_put_object(j, field->name);
	json_put_string(j, "type", strings ? "array" : field->type);
	if (*field->description)
		json_put_string(j, "description", field->description);
	if (strings || str_eq(field->type, "array")) {
		json_put_object(j, "items");
		json_put_string(j, "type", strings ? "string" : "object");
		json_put_end(j);
	}
	json_put_end(j);
}

/* {"items": [ … ], "next": 17} */
static void write_schema(struct json *j, const struct api_list *list)
{
	static const struct api_column next = { "next", "integer", "where the next page begins; missing on the last", 0 };
	json_put_object(j, "schema");
	json_put_string(j, "type", "object");
	if (list) {
		json_put_object(j, "properties");
		json_put_object(j, "items");
		json_put_string(j, "type", "array");
		json_put_object(j, "items");
		json_put_string(j, "type", "object");
		json_put_object(j, "properties");
		for (size_t i = 0; i < list->n; i++)
			if (list->columns[i].only != API_IN_CSV)
				write_type(j, &list->columns[i]);
		json_put_end(j);
		json_put_end(j);
		json_put_end(j);
		if (list->paged)
			write_type(j, &next);
		json_put_end(j);
	}
	json_put_end(j);
}

static void write_answer(struct json *j, const struct api_list *list)
{
	json_put_object(j, "200");
	json_put_string(j, "description", "what was asked for");
	json_put_object(j, "content");
	json_put_object(j, "application/json");
	write_schema(j, list);
	json_put_end(j);
	if (list) {
		json_put_object(j, "text/csv");
		json_put_object(j, "schema");
		json_put_string(j, "type", "string");
		json_put_end(j);
		json_put_end(j);
	}
	json_put_end(j);
	json_put_end(j);
}

static void write_problem(struct json *j, const char *status, const char *description)
{
	json_put_object(j, status);
	json_put_string(j, "description", description);
	json_put_object(j, "content");
	json_put_object(j, "application/problem+json");
	write_schema(j, NULL);
	json_put_end(j);
	json_put_end(j);
	json_put_end(j);
}

static void write_responses(struct json *j, const struct route *r, const struct api_list *list)
{
	json_put_object(j, "responses");
	write_answer(j, list);
	if (list)
		write_problem(j, "400", "a limit or a format that is none");
	write_problem(j, "401", "the token is unknown, expired or revoked, or there is none");
	if (!str_eq(r->permission, "public"))
		write_problem(j, "403", "the token's user may not read this, or the token is for another plan");
	write_problem(j, "404", "there is nothing by that name");
	write_problem(j, "429", "too many calls; Retry-After says when to come back");
	json_put_end(j);
}

/* What everybody may read needs no token. */
static void write_security(struct json *j, const struct route *r)
{
	json_put_array(j, "security");
	if (str_eq(r->permission, "public")) {
		json_put_object(j, NULL);
		json_put_end(j);
	}
	json_put_object(j, NULL);
	json_put_array(j, "token");
	json_put_end(j);
	json_put_end(j);
	json_put_end(j);
}

/* "/api/v1/plans/{plan}" is getPlansPlan in generated clients. */
static const char *operation_of(struct arena *a, const struct route *r)
{
	struct out name = out_memory(a);
	out_text(&name, "get");
	bool upper = false;
	for (const char *p = r->path + strlen(API_ROOT); *p; p++) {
		bool letter = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z');
		if (letter)
			out_char(&name, upper && *p >= 'a' ? (char)(*p - 'a' + 'A') : *p);
		upper = !letter;
	}
	return out_string(&name);
}

static void write_route(struct json *j, struct arena *a, const struct route *r)
{
	const struct api_list *list = list_of(r->path);
	json_put_object(j, r->path);
	json_put_object(j, "get");
	json_put_string(j, "summary", r->summary);
	json_put_string(j, "operationId", operation_of(a, r));
	write_parameters(j, a, r, list);
	write_responses(j, r, list);
	write_security(j, r);
	json_put_end(j);
	json_put_end(j);
}

static void write_schemes(struct json *j)
{
	json_put_object(j, "components");
	json_put_object(j, "securitySchemes");
	json_put_object(j, "token");
	json_put_string(j, "type", "http");
	json_put_string(j, "scheme", "bearer");
	json_put_string(j, "description", "A token for one plan, made by who leads it. It reads what its user may read there.");
	json_put_end(j);
	json_put_end(j);
	json_put_end(j);
}

/* GET /api/v1/openapi.json */
enum http_status api_openapi(struct request *rq)
{
	size_t n;
	const struct route *const *routes = server_routes(rq->server, &n);
	struct json j = api_begin(rq);
	json_put_object(&j, NULL);
	json_put_string(&j, "openapi", "3.1.0");
	json_put_object(&j, "info");
	json_put_string(&j, "title", "Planverk");
	json_put_string(&j, "version", PLANVERK_VERSION);
	json_put_string(&j, "description", "What everybody may read of regional plans and how they come about; and, with a token, what planners may.");
	json_put_object(&j, "license");
	json_put_string(&j, "name", "Apache-2.0");
	json_put_string(&j, "identifier", "Apache-2.0");
	json_put_end(&j);
	json_put_end(&j);
	json_put_array(&j, "servers");
	json_put_object(&j, NULL);
	json_put_string(&j, "url", rq->origin && *rq->origin ? rq->origin : "/");
	json_put_end(&j);
	json_put_end(&j);
	json_put_object(&j, "paths");
	for (size_t i = 0; i < n; i++)
		if (str_starts(routes[i]->path, API_ROOT "/") && str_eq(routes[i]->method, "GET"))
			write_route(&j, rq->arena, routes[i]);
	json_put_end(&j);
	write_schemes(&j);
	json_put_end(&j);
	return HTTP_OK;
}
