/* Plans and consultations, and what the answers share. */
#include "module/api/api_internal.h"

#include "module/consultation/consultation.h"

struct json api_begin(struct request *rq)
{
	rq->content_type = "application/json";
	return json_to(&rq->body, 2);
}

enum http_status api_problem(struct request *rq, enum http_status status, const char *detail)
{
	rq->body = out_memory(rq->arena);
	struct json j = api_begin(rq);
	rq->content_type = "application/problem+json";
	json_put_object(&j, NULL);
	json_put_i64(&j, "status", status);
	json_put_string(&j, "detail", detail);
	json_put_end(&j);
	return status;
}

enum http_status api_failed(struct request *rq)
{
	if (rq->err.kind == ERR_NOT_FOUND) {
		err_clear(&rq->err);
		return api_problem(rq, HTTP_NOT_FOUND, "There is nothing by that name.");
	}
	return HTTP_ERROR;
}

bool api_find_plan(struct request *rq, struct plan *plan, enum http_status *status)
{
	if (plan_find(rq->conn, rq->arena, route_text(rq, "plan"), plan, &rq->err))
		return true;
	*status = api_failed(rq);
	return false;
}

static const struct api_column plan_columns[] = {
	{ "slug", "string", "the plan's short name, used in addresses", 0 },
	{ "title", "string", "", 0 },
	{ "language", "string", "nb, nn, en, or empty", 0 },
	{ "period", "string", "", 0 },
	{ "example", "boolean", "made up", 0 },
};
const struct api_list api_list_plans = { "plans", plan_columns, ARRAY_LEN(plan_columns), false };

/* GET /api/v1/plans */
enum http_status api_plans(struct request *rq)
{
	struct plan *list;
	struct api_rows w;
	size_t n;
	if (!plan_list(rq->conn, rq->arena, &list, &n, &rq->err))
		return api_failed(rq);
	if (!api_rows_begin(rq, &w, &api_list_plans))
		return api_no_format(rq);
	for (size_t i = 0; i < n; i++) {
		api_row_begin(&w);
		api_put_text(&w, "slug", list[i].slug);
		api_put_text(&w, "title", list[i].title);
		api_put_text(&w, "language", list[i].language);
		api_put_text(&w, "period", list[i].period);
		api_put_bool(&w, "example", list[i].example);
		api_row_end(&w);
	}
	return api_rows_end(&w, 0);
}

/* GET /api/v1/plans/{plan} */
enum http_status api_plan(struct request *rq)
{
	struct plan plan;
	enum http_status status;
	if (!api_find_plan(rq, &plan, &status))
		return status;
	const struct plan_tree *tree = plan_tree_shared(rq->conn, rq->arena, plan.id, &rq->err);
	if (!tree)
		return api_failed(rq);
	rq->content_type = "application/json";
	plan_write_json(&rq->body, tree);
	return HTTP_OK;
}

static void write_questions(struct json *j, const struct consultation *c)
{
	static const char *const kinds[QUESTION_KINDS] = {
		[QUESTION_TEXT] = "text", [QUESTION_CHOICE] = "choice", [QUESTION_SCALE] = "scale" };
	json_put_array(j, "questions");
	for (size_t i = 0; i < c->n_questions; i++) {
		const struct question *q = &c->questions[i];
		json_put_object(j, NULL);
		json_put_string(j, "kind", kinds[q->kind]);
		json_put_string(j, "text", q->text);
		json_put_bool(j, "required", q->required);
		if (q->n_choices) {
			json_put_array(j, "choices");
			for (size_t k = 0; k < q->n_choices; k++)
				json_put_string(j, NULL, q->choices[k]);
			json_put_end(j);
		}
		json_put_end(j);
	}
	json_put_end(j);
}

static const struct api_column consultation_columns[] = {
	{ "id", "integer", "", 0 },
	{ "kind", "string", "programme, plan or input", 0 },
	{ "title", "string", "", 0 },
	{ "introduction", "string", "Markdown", 0 },
	{ "opens", "string", "the first day, ISO date", 0 },
	{ "closes", "string", "the last day, which counts whole; empty for a channel without an end", 0 },
	{ "state", "string", "announced, open, closed, weighed or concluded", 0 },
	{ "questions", "array", "kind (text, choice, scale), text, required, choices", API_IN_JSON },
};
const struct api_list api_list_consultations = { "consultations", consultation_columns, ARRAY_LEN(consultation_columns), false };

static void write_consultation(struct request *rq, struct api_rows *w, const struct consultation *c)
{
	api_row_begin(w);
	api_put_i64(w, "id", c->id);
	api_put_text(w, "kind", consultation_kinds[c->kind].code);
	api_put_text(w, "title", c->title);
	api_put_text(w, "introduction", c->intro);
	api_put_text(w, "opens", date_iso(rq->arena, c->opens));
	api_put_text(w, "closes", date_iso(rq->arena, c->closes));
	api_put_text(w, "state", consultation_states[consultation_state_at(c, clock_now())].code);
	if (!w->csv)
		write_questions(&w->json, c);
	api_row_end(w);
}

/* GET /api/v1/plans/{plan}/consultations; drafts are nobody's business yet. */
enum http_status api_consultations(struct request *rq)
{
	struct plan plan;
	struct consultation *list;
	struct api_rows w;
	size_t n;
	enum http_status status;
	if (!api_find_plan(rq, &plan, &status))
		return status;
	if (!consultation_list(rq->conn, rq->arena, plan.id, &list, &n, &rq->err))
		return api_failed(rq);
	if (!api_rows_begin(rq, &w, &api_list_consultations))
		return api_no_format(rq);
	for (size_t i = 0; i < n; i++) {
		struct consultation c;
		if (list[i].stored == CONSULTATION_DRAFT)
			continue;
		if (!consultation_get(rq->conn, rq->arena, list[i].id, &c, &rq->err))
			return api_failed(rq);
		write_consultation(rq, &w, &c);
	}
	return api_rows_end(&w, 0);
}
