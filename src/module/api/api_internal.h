/* Interface between the files of the module. */
#ifndef PLANVERK_API_INTERNAL_H
#define PLANVERK_API_INTERNAL_H

#include "base/str.h"
#include "module/api/api.h"
#include "module/plan/plan.h"

/* ---- Interface to the code in api.c ---- */

enum http_status api_plans(struct request *rq);
enum http_status api_plan(struct request *rq);
enum http_status api_consultations(struct request *rq);

/* A problem as RFC 9457 has it. */
enum http_status api_problem(struct request *rq, enum http_status status, const char *detail);
/* The one for rq->err. */
enum http_status api_failed(struct request *rq);
/* The plan that the path names; false after *status has been set. */
bool api_find_plan(struct request *rq, struct plan *plan, enum http_status *status);
/* Begins a JSON document in the answer's body. */
struct json api_begin(struct request *rq);

/* ---- Interface to the code in api_rows.c ---- */

/* What is nested in JSON is several columns in CSV, or none. */
enum api_only { API_IN_BOTH, API_IN_JSON, API_IN_CSV };

/* A list's column, or field: the answer's description tells the same as its header row. */
struct api_column {
	const char *name, *type, *description; /* type as in JSON Schema; "strings" is an array of them, "array" one of objects */
	enum api_only only;
};
struct api_list {
	const char *name; /* of the file */
	const struct api_column *columns;
	size_t n;
	bool paged;
};
extern const struct api_list api_list_plans, api_list_consultations, api_list_contributions,
	api_list_contributions_internal, api_list_dispositions, api_list_bodies, api_list_decisions,
	api_list_versions, api_list_measures, api_list_positions;

struct api_rows {
	struct json json;
	struct out *o;
	bool csv;
	size_t n_cells;
};
/* By ?format=, else by what the client accepts; false where the format is none. */
bool api_rows_begin(struct request *rq, struct api_rows *w, const struct api_list *list);
void api_row_begin(struct api_rows *w);
/* The columns in their order. */
void api_put_text(struct api_rows *w, const char *name, const char *text);
/* An array; in CSV one field, with spaces between. */
void api_put_texts(struct api_rows *w, const char *name, const char *const *texts, size_t n);
void api_put_i64(struct api_rows *w, const char *name, int64_t number);
void api_put_bool(struct api_rows *w, const char *name, bool value);
void api_row_end(struct api_rows *w);
/* next is where the next page begins; 0 on the last one. */
enum http_status api_rows_end(struct api_rows *w, int64_t next);
enum http_status api_no_format(struct request *rq);

#define API_LIMIT 100      /* rows of a page, where nobody asks for another number */
#define API_LIMIT_MOST 1000
struct api_page {
	int64_t after, limit;
};
/* From ?after= and ?limit=; false where limit is none. */
bool api_page_read(struct request *rq, struct api_page *page);
enum http_status api_no_limit(struct request *rq);

/* ---- Interface to the code in api_contributions.c and api_dispositions.c ---- */

enum http_status api_contributions(struct request *rq);
enum http_status api_contributions_internal(struct request *rq);
enum http_status api_dispositions(struct request *rq);

/* ---- Interface to the code in api_decisions.c ---- */

enum http_status api_bodies(struct request *rq);
enum http_status api_decisions(struct request *rq);

/* ---- Interface to the code in api_positions.c ---- */

enum http_status api_positions(struct request *rq);

/* ---- Interface to the code in api_measures.c ---- */

enum http_status api_versions(struct request *rq);
enum http_status api_measures(struct request *rq);

/* ---- Interface to the code in api_openapi.c ---- */

enum http_status api_openapi(struct request *rq);

/* ---- Interface to the code in api_token.c, api_token_web.c and api_token_cli.c ---- */

/* As struct access asks for it. */
bool api_bearer(struct request *rq, const char *token, struct session **session, enum bearer *worth);
extern const char *const api_token_state_codes[]; /* "good", "expired", "revoked" */

enum http_status api_token_web_list(struct request *rq);
enum http_status api_token_web_add(struct request *rq);
enum http_status api_token_web_revoke(struct request *rq);
void api_token_panel_nav(struct request *rq, int64_t plan_id);

bool api_token_run_make(struct command_context *ctx);
bool api_token_run_list(struct command_context *ctx);
bool api_token_run_revoke(struct command_context *ctx);

#endif
