/* Contributions with their answers: for everybody what is published, for planners all. */
#include "module/api/api_internal.h"

#include "engine/text/text.h"
#include "module/disposition/disposition.h"

/* The last ones are for planners. */
static const struct api_column columns[] = {
	{ "id", "integer", "", 0 },
	{ "text", "string", "what was said, without personal data", 0 },
	{ "organisation", "string", "who said it; for the public empty for residents", 0 },
	{ "event", "string", "where it was said", 0 },
	{ "topic", "string", "", 0 },
	{ "language", "string", "as stated; empty where nobody did", 0 },
	{ "date", "string", "ISO date, or empty", 0 },
	{ "answer", "object", "outcome, reason and node (in the plan's tree); missing until there is one", API_IN_JSON },
	{ "outcome", "string", "", API_IN_CSV },
	{ "reason", "string", "", API_IN_CSV },
	{ "node", "string", "", API_IN_CSV },
	{ "publish", "boolean", "may be published", 0 },
	{ "state", "string", "of the answer: draft, approved, published; empty for none", 0 },
};
#define FOR_PLANNERS 2
const struct api_list api_list_contributions = { "contributions", columns, ARRAY_LEN(columns) - FOR_PLANNERS, true };
const struct api_list api_list_contributions_internal = { "contributions", columns, ARRAY_LEN(columns), true };

struct item {
	int64_t id, ordinal;
	const char *text, *organisation, *event, *topic, *language, *said_on, *outcome, *reason, *node;
	bool publish;
	const char *state;
};

static struct item read_item(struct db_stmt *st, struct arena *a, const struct masking *masking)
{
	return (struct item){ .id = db_i64(st, 0), .ordinal = db_i64(st, 1),
	                      .text = masking_text(a, masking, db_i64(st, 0), db_text(st, 2, a)), .organisation = db_text(st, 3, a),
	                      .event = db_text(st, 4, a), .topic = db_text(st, 5, a), .language = db_text(st, 6, a),
	                      .said_on = db_text(st, 7, a), .outcome = db_text(st, 8, a), .reason = db_text(st, 9, a),
	                      .node = db_text(st, 10, a), .publish = db_i64(st, 11), .state = db_text(st, 12, a) };
}

/* Up to `limit` and one more, which tells whether there is another page. The public knows a
 * resident by no name. */
static bool load(struct request *rq, int64_t plan_id, bool internal, const struct api_page *page, struct item **list, size_t *n)
{
	VEC(struct item) items = { 0 };
	const struct masking *masking = masking_shared(rq->conn, rq->arena, &rq->err);
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT t.id, t.ordinal, t.text, CASE WHEN $internal = 0 AND o.kind = 'resident' THEN '' ELSE coalesce(o.name, '') END, "
		"  coalesce(e.name, ''), t.topic, t.language, t.said_on, coalesce(d.outcome, ''), coalesce(d.reason, ''), "
		"  coalesce(p.ref, ''), t.publish, CASE WHEN d.id IS NULL THEN '' WHEN d.published_at IS NOT NULL THEN 'published' "
		"  WHEN d.approved_at IS NOT NULL THEN 'approved' ELSE 'draft' END "
		"FROM contribution t LEFT JOIN organisation o ON o.id = t.organisation_id "
		"LEFT JOIN event e ON e.id = t.event_id "
		"LEFT JOIN disposition d ON d.id = (SELECT max(x.id) FROM disposition x "
		"  JOIN remark r ON r.id = x.remark_id AND r.ended_by IS NULL JOIN remark_piece k ON k.remark_id = r.id "
		"  WHERE k.contribution_id = t.id AND ($internal = 1 OR x.published_at IS NOT NULL)) "
		"LEFT JOIN plan_node p ON p.id = d.node_id "
		"WHERE t.plan_id = $plan AND ($internal = 1 OR t.publish = 1) AND t.ordinal > $after ORDER BY t.ordinal LIMIT $limit"));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_i64(st, "$internal", internal);
	db_bind_i64(st, "$after", page->after);
	db_bind_i64(st, "$limit", page->limit + 1);
	while (db_step(st))
		*VEC_PUSH(rq->arena, &items) = read_item(st, rq->arena, masking);
	*list = items.v;
	*n = items.n;
	return db_finish(st, &rq->err);
}

static void write_answer(struct api_rows *w, const struct item *t)
{
	bool nested = !w->csv && *t->outcome;
	if (nested)
		json_put_object(&w->json, "answer");
	if (nested || w->csv) {
		api_put_text(w, "outcome", t->outcome);
		api_put_text(w, "reason", t->reason);
		api_put_text(w, "node", t->node);
	}
	if (nested)
		json_put_end(&w->json);
}

static void write_item(struct api_rows *w, const struct item *t, bool internal)
{
	api_row_begin(w);
	api_put_i64(w, "id", t->id);
	api_put_text(w, "text", t->text);
	api_put_text(w, "organisation", t->organisation);
	api_put_text(w, "event", t->event);
	api_put_text(w, "topic", t->topic);
	api_put_text(w, "language", t->language);
	api_put_text(w, "date", t->said_on);
	write_answer(w, t);
	if (internal) {
		api_put_bool(w, "publish", t->publish);
		api_put_text(w, "state", t->state);
	}
	api_row_end(w);
}

static enum http_status answer(struct request *rq, bool internal)
{
	struct plan plan;
	struct item *list;
	struct api_page page;
	struct api_rows w;
	size_t n;
	enum http_status status;
	if (!api_page_read(rq, &page))
		return api_no_limit(rq);
	if (!api_find_plan(rq, &plan, &status))
		return status;
	if (!load(rq, plan.id, internal, &page, &list, &n))
		return api_failed(rq);
	if (!api_rows_begin(rq, &w, internal ? &api_list_contributions_internal : &api_list_contributions))
		return api_no_format(rq);
	bool more = n > (size_t)page.limit;
	n = more ? (size_t)page.limit : n;
	for (size_t i = 0; i < n; i++)
		write_item(&w, &list[i], internal);
	return api_rows_end(&w, more ? list[n - 1].ordinal : 0);
}

/* GET /api/v1/plans/{plan}/contributions */
enum http_status api_contributions(struct request *rq)
{
	return answer(rq, false);
}

/* GET /api/v1/plans/{plan}/internal/contributions */
enum http_status api_contributions_internal(struct request *rq)
{
	return answer(rq, true);
}
