/* Bodies and formal decisions. Names of persons are no part of either. */
#include "module/api/api_internal.h"

#include "module/body/body.h"
#include "module/decision/decision.h"

/* GET /api/v1/plans/{plan}/bodies */
enum http_status api_bodies(struct request *rq)
{
	struct plan plan;
	struct body *list;
	size_t n;
	enum http_status status;
	if (!api_find_plan(rq, &plan, &status))
		return status;
	if (!body_list(rq->conn, rq->arena, plan.id, &list, &n, &rq->err))
		return api_failed(rq);
	struct json j = api_begin(rq);
	json_put_object(&j, NULL);
	json_put_array(&j, "items");
	for (size_t i = 0; i < n; i++) {
		json_put_object(&j, NULL);
		json_put_i64(&j, "id", list[i].id);
		json_put_string(&j, "name", list[i].name);
		json_put_string(&j, "kind", body_kinds[list[i].kind].code);
		json_put_string(&j, "organisation", list[i].organisation);
		json_put_bool(&j, "elected", list[i].elected);
		json_put_array(&j, "mandates");
		for (enum body_mandate m = 0; m < BODY_MANDATES; m++)
			if (body_may(&list[i], m))
				json_put_string(&j, NULL, body_mandates[m].code);
		json_put_end(&j);
		json_put_end(&j);
	}
	json_put_end(&j);
	json_put_end(&j);
	return HTTP_OK;
}

static void put_decision(struct json *j, struct arena *a, const struct decision_book *book, const struct decision *d)
{
	char hex[DIGEST_HEX_SIZE];
	const struct body *body = decision_body(book, d->body_id);
	json_put_object(j, NULL);
	json_put_i64(j, "id", d->id);
	json_put_string(j, "body", body ? body->name : "");
	json_put_string(j, "kind", decision_kinds[d->kind].code);
	json_put_string(j, "date", date_iso(a, d->on));
	json_put_string(j, "reference", d->reference);
	digest_hex(decision_digest(d), hex);
	json_put_string(j, "version", d->has_version ? hex : "");
	json_put_string(j, "version_state", d->has_version ? decision_states[decision_state_of(book, decision_digest(d))].code : "");
	json_put_string(j, "reason", d->reason);
	json_put_string(j, "changes", d->changes);
	json_put_string(j, "withdrawn", d->withdrawal);
	json_put_end(j);
}

/* GET /api/v1/plans/{plan}/decisions */
enum http_status api_decisions(struct request *rq)
{
	struct plan plan;
	struct decision_book book;
	enum http_status status;
	if (!api_find_plan(rq, &plan, &status))
		return status;
	if (!decision_load(rq->conn, rq->arena, plan.id, &book, &rq->err))
		return api_failed(rq);
	struct json j = api_begin(rq);
	json_put_object(&j, NULL);
	json_put_array(&j, "items");
	for (size_t i = 0; i < book.n; i++)
		put_decision(&j, rq->arena, &book, &book.list[i]);
	json_put_end(&j);
	json_put_end(&j);
	return HTTP_OK;
}
