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

/* GET /api/v1/plans */
enum http_status api_plans(struct request *rq)
{
	struct plan *list;
	size_t n;
	if (!plan_list(rq->conn, rq->arena, &list, &n, &rq->err))
		return api_failed(rq);
	struct json j = api_begin(rq);
	json_put_object(&j, NULL);
	json_put_array(&j, "items");
	for (size_t i = 0; i < n; i++) {
		json_put_object(&j, NULL);
		json_put_string(&j, "slug", list[i].slug);
		json_put_string(&j, "title", list[i].title);
		json_put_string(&j, "language", list[i].language);
		json_put_string(&j, "period", list[i].period);
		json_put_bool(&j, "example", list[i].example);
		json_put_end(&j);
	}
	json_put_end(&j);
	json_put_end(&j);
	return HTTP_OK;
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

/* GET /api/v1/plans/{plan}/consultations; drafts are nobody's business yet. */
enum http_status api_consultations(struct request *rq)
{
	struct plan plan;
	struct consultation *list;
	size_t n;
	enum http_status status;
	if (!api_find_plan(rq, &plan, &status))
		return status;
	if (!consultation_list(rq->conn, rq->arena, plan.id, &list, &n, &rq->err))
		return api_failed(rq);
	struct json j = api_begin(rq);
	json_put_object(&j, NULL);
	json_put_array(&j, "items");
	for (size_t i = 0; i < n; i++) {
		struct consultation c;
		if (list[i].stored == CONSULTATION_DRAFT)
			continue;
		if (!consultation_get(rq->conn, rq->arena, list[i].id, &c, &rq->err))
			return api_failed(rq);
		json_put_object(&j, NULL);
		json_put_i64(&j, "id", c.id);
		json_put_string(&j, "kind", consultation_kinds[c.kind].code);
		json_put_string(&j, "title", c.title);
		json_put_string(&j, "introduction", c.intro);
		json_put_string(&j, "opens", date_iso(rq->arena, c.opens));
		json_put_string(&j, "closes", date_iso(rq->arena, c.closes));
		json_put_string(&j, "state", consultation_states[consultation_state_at(&c, clock_now())].code);
		write_questions(&j, &c);
		json_put_end(&j);
	}
	json_put_end(&j);
	json_put_end(&j);
	return HTTP_OK;
}
