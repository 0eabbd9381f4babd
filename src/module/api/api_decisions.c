/* Bodies and formal decisions. Names of persons are no part of either. */
#include "module/api/api_internal.h"

#include "module/body/body.h"
#include "module/decision/decision.h"

static const struct api_column body_columns[] = {
	{ "id", "integer", "", 0 },
	{ "name", "string", "", 0 },
	{ "kind", "string", "planning_authority, plan_owner, steering_group and so on", 0 },
	{ "organisation", "string", "whose body it is, or empty", 0 },
	{ "elected", "boolean", "an assembly of elected members", 0 },
	{ "mandates", "strings", "fix_programme, send_out, propose, adopt, goal_conflicts, prioritise, resources, revise", 0 },
};
const struct api_list api_list_bodies = { "bodies", body_columns, ARRAY_LEN(body_columns), false };

static void write_body(struct api_rows *w, const struct body *b)
{
	const char *mandates[BODY_MANDATES];
	size_t n = 0;
	for (enum body_mandate m = 0; m < BODY_MANDATES; m++)
		if (body_may(b, m))
			mandates[n++] = body_mandates[m].code;
	api_row_begin(w);
	api_put_i64(w, "id", b->id);
	api_put_text(w, "name", b->name);
	api_put_text(w, "kind", body_kinds[b->kind].code);
	api_put_text(w, "organisation", b->organisation);
	api_put_bool(w, "elected", b->elected);
	api_put_texts(w, "mandates", mandates, n);
	api_row_end(w);
}

/* GET /api/v1/plans/{plan}/bodies */
enum http_status api_bodies(struct request *rq)
{
	struct plan plan;
	struct body *list;
	struct api_rows w;
	size_t n;
	enum http_status status;
	if (!api_find_plan(rq, &plan, &status))
		return status;
	if (!body_list(rq->conn, rq->arena, plan.id, &list, &n, &rq->err))
		return api_failed(rq);
	if (!api_rows_begin(rq, &w, &api_list_bodies))
		return api_no_format(rq);
	for (size_t i = 0; i < n; i++)
		write_body(&w, &list[i]);
	return api_rows_end(&w, 0);
}

static const struct api_column decision_columns[] = {
	{ "id", "integer", "", 0 },
	{ "body", "string", "", 0 },
	{ "kind", "string", "fix_programme, send_out, propose, adopt, reject, revise or other", 0 },
	{ "date", "string", "ISO date", 0 },
	{ "reference", "string", "the case number, or empty", 0 },
	{ "version", "string", "the hash of the version that it is about in the end, or empty", 0 },
	{ "version_state", "string", "draft, sent_out, proposed, rejected, adopted_by_one, diverging, adopted_by_all or replaced, as it is now", 0 },
	{ "reason", "string", "", 0 },
	{ "changes", "string", "what the body changed", 0 },
	{ "withdrawn", "string", "why it was withdrawn; empty while it stands", 0 },
};
const struct api_list api_list_decisions = { "decisions", decision_columns, ARRAY_LEN(decision_columns), false };

static void write_decision(struct api_rows *w, struct arena *a, const struct decision_book *book, const struct decision *d)
{
	char hex[DIGEST_HEX_SIZE];
	const struct body *body = decision_body(book, d->body_id);
	digest_hex(decision_digest(d), hex);
	api_row_begin(w);
	api_put_i64(w, "id", d->id);
	api_put_text(w, "body", body ? body->name : "");
	api_put_text(w, "kind", decision_kinds[d->kind].code);
	api_put_text(w, "date", date_iso(a, d->on));
	api_put_text(w, "reference", d->reference);
	api_put_text(w, "version", d->has_version ? hex : "");
	api_put_text(w, "version_state", d->has_version ? decision_states[decision_state_of(book, decision_digest(d))].code : "");
	api_put_text(w, "reason", d->reason);
	api_put_text(w, "changes", d->changes);
	api_put_text(w, "withdrawn", d->withdrawal);
	api_row_end(w);
}

/* GET /api/v1/plans/{plan}/decisions */
enum http_status api_decisions(struct request *rq)
{
	struct plan plan;
	struct decision_book book;
	struct api_rows w;
	enum http_status status;
	if (!api_find_plan(rq, &plan, &status))
		return status;
	if (!decision_load(rq->conn, rq->arena, plan.id, &book, &rq->err))
		return api_failed(rq);
	if (!api_rows_begin(rq, &w, &api_list_decisions))
		return api_no_format(rq);
	for (size_t i = 0; i < book.n; i++)
		write_decision(&w, rq->arena, &book, &book.list[i]);
	return api_rows_end(&w, 0);
}
