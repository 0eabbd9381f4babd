/*
 * The description of the interface: OpenAPI 3.1 from the table of routes. What a route's table
 * does not tell, its parameters and the shape of its answer, stands here by its path.
 */
#include "module/api/api_internal.h"

#include "http/server.h"

/* A parameter, or a field of an answer. */
struct parameter {
	const char *name, *type, *description;
};

static const struct parameter contribution_parameters[] = {
	{ "after", "integer", "the value of next in the page before" },
	{ "limit", "integer", "how many, from 1 to 1000 (100)" },
	{ "format", "string", "json or csv (json)" },
};


static const struct parameter plan_fields[] = {
	{ "slug", "string", "the plan's short name, used in addresses" },
	{ "title", "string", "" },
	{ "language", "string", "nb, nn, en, or empty" },
	{ "period", "string", "" },
	{ "example", "boolean", "made up" },
};
static const struct parameter contribution_fields[] = {
	{ "id", "integer", "" },
	{ "text", "string", "what was said, without personal data" },
	{ "organisation", "string", "who said it; empty for residents" },
	{ "event", "string", "where it was said" },
	{ "topic", "string", "" },
	{ "language", "string", "as stated; empty where nobody did" },
	{ "date", "string", "ISO date, or empty" },
	{ "answer", "object", "outcome, reason and node (in the plan's tree); missing until it has been published" },
};
static const struct parameter consultation_fields[] = {
	{ "id", "integer", "" },
	{ "kind", "string", "programme, plan or input" },
	{ "title", "string", "" },
	{ "introduction", "string", "Markdown" },
	{ "opens", "string", "the first day, ISO date" },
	{ "closes", "string", "the last day, which counts whole; empty for a channel without an end" },
	{ "state", "string", "announced, open, closed, weighed or concluded" },
	{ "questions", "array", "kind (text, choice, scale), text, required, choices" },
};

struct described {
	const char *path;
	const struct parameter *fields; /* of an item; NULL for another document */
	size_t n_fields;
	const struct parameter *query;
	size_t n_query;
};
static const struct described answers[] = {
	{ API_ROOT "/plans", plan_fields, ARRAY_LEN(plan_fields), NULL, 0 },
	{ API_ROOT "/plans/{plan}/contributions", contribution_fields, ARRAY_LEN(contribution_fields),
	  contribution_parameters, ARRAY_LEN(contribution_parameters) },
	{ API_ROOT "/plans/{plan}/consultations", consultation_fields, ARRAY_LEN(consultation_fields), NULL, 0 },
};

static const struct described *answer_of(const char *path)
{
	for (size_t i = 0; i < ARRAY_LEN(answers); i++)
		if (str_eq(answers[i].path, path))
			return &answers[i];
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

static void write_parameters(struct json *j, struct arena *a, const struct route *r, const struct described *answer)
{
	json_put_array(j, "parameters");
	for (const char *p = strchr(r->path, '{'); p; p = strchr(p + 1, '{'))
		write_parameter(j, "path", arena_strndup(a, p + 1, strcspn(p + 1, "}")), "string", "");
	for (size_t i = 0; answer && i < answer->n_query; i++)
		write_parameter(j, "query", answer->query[i].name, answer->query[i].type, answer->query[i].description);
	json_put_end(j);
}

static void write_type(struct json *j, const struct parameter *field)
{
	json_put_object(j, field->name);
	json_put_string(j, "type", field->type);
	if (*field->description)
		json_put_string(j, "description", field->description);
	if (str_eq(field->type, "array")) {
		json_put_object(j, "items");
		json_put_string(j, "type", "object");
		json_put_end(j);
	}
	json_put_end(j);
}

/* {"items": [ … ], "next": 17} */
static void write_schema(struct json *j, const struct described *answer)
{
	static const struct parameter next = { "next", "integer", "where the next page begins; missing on the last" };
	json_put_object(j, "schema");
	json_put_string(j, "type", "object");
	if (answer) {
		json_put_object(j, "properties");
		json_put_object(j, "items");
		json_put_string(j, "type", "array");
		json_put_object(j, "items");
		json_put_string(j, "type", "object");
		json_put_object(j, "properties");
		for (size_t i = 0; i < answer->n_fields; i++)
			write_type(j, &answer->fields[i]);
		json_put_end(j);
		json_put_end(j);
		json_put_end(j);
		if (answer->n_query)
			write_type(j, &next);
		json_put_end(j);
	}
	json_put_end(j);
}

static void write_response(struct json *j, const char *status, const char *type, const char *description,
                           const struct described *answer)
{
	json_put_object(j, status);
	json_put_string(j, "description", description);
	json_put_object(j, "content");
	json_put_object(j, type);
	write_schema(j, answer);
	json_put_end(j);
	json_put_end(j);
	json_put_end(j);
}

static void write_route(struct json *j, struct arena *a, const struct route *r)
{
	const struct described *answer = answer_of(r->path);
	json_put_object(j, r->path);
	json_put_object(j, "get");
	json_put_string(j, "summary", r->summary);
	/* "/api/v1/plans/{plan}" is getPlansPlan in generated clients. */
	struct out name = out_memory(a);
	out_text(&name, "get");
	bool upper = false;
	for (const char *p = r->path + strlen(API_ROOT); *p; p++) {
		bool letter = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z');
		if (letter)
			out_char(&name, upper && *p >= 'a' ? (char)(*p - 'a' + 'A') : *p);
		upper = !letter;
	}
	json_put_string(j, "operationId", out_string(&name));
	write_parameters(j, a, r, answer);
	json_put_object(j, "responses");
	write_response(j, "200", "application/json", "what was asked for", answer);
	write_response(j, "404", "application/problem+json", "there is nothing by that name", NULL);
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
	json_put_string(&j, "description", "What everybody may read of regional plans and how they come about.");
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
	json_put_end(&j);
	return HTTP_OK;
}
