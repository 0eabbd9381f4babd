/* Contributions that may be published, with the answer that was published to each. */
#include "module/api/api_internal.h"

#include "engine/text/text.h"
#include "module/disposition/disposition.h"

struct item {
	int64_t id, ordinal;
	const char *text, *organisation, *event, *topic, *language, *said_on, *outcome, *reason, *node;
};

static struct item read_item(struct db_stmt *st, struct arena *a, const struct masking *masking)
{
	return (struct item){ .id = db_i64(st, 0), .ordinal = db_i64(st, 1),
	                      .text = masking_text(a, masking, db_i64(st, 0), db_text(st, 2, a)), .organisation = db_text(st, 3, a),
	                      .event = db_text(st, 4, a), .topic = db_text(st, 5, a), .language = db_text(st, 6, a),
	                      .said_on = db_text(st, 7, a), .outcome = db_text(st, 8, a), .reason = db_text(st, 9, a),
	                      .node = db_text(st, 10, a) };
}

/* Up to `limit` and one more, which tells whether there is another page. The public knows a
 * resident by no name. */
static bool load(struct request *rq, int64_t plan_id, int64_t after, int64_t limit, struct item **list, size_t *n)
{
	VEC(struct item) items = { 0 };
	const struct masking *masking = masking_shared(rq->conn, rq->arena, &rq->err);
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT t.id, t.ordinal, t.text, CASE WHEN o.kind = 'resident' THEN '' ELSE coalesce(o.name, '') END, "
		"  coalesce(e.name, ''), t.topic, t.language, t.said_on, coalesce(d.outcome, ''), coalesce(d.reason, ''), "
		"  coalesce(p.ref, '') "
		"FROM contribution t LEFT JOIN organisation o ON o.id = t.organisation_id "
		"LEFT JOIN event e ON e.id = t.event_id "
		"LEFT JOIN disposition d ON d.id = (SELECT max(x.id) FROM disposition x "
		"  JOIN remark r ON r.id = x.remark_id AND r.ended_by IS NULL JOIN remark_piece k ON k.remark_id = r.id "
		"  WHERE k.contribution_id = t.id AND x.published_at IS NOT NULL) "
		"LEFT JOIN plan_node p ON p.id = d.node_id "
		"WHERE t.plan_id = $plan AND t.publish = 1 AND t.ordinal > $after ORDER BY t.ordinal LIMIT $limit"));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_i64(st, "$after", after);
	db_bind_i64(st, "$limit", limit + 1);
	while (db_step(st))
		*VEC_PUSH(rq->arena, &items) = read_item(st, rq->arena, masking);
	*list = items.v;
	*n = items.n;
	return db_finish(st, &rq->err);
}

static void write_json(struct request *rq, const struct item *list, size_t n, bool more)
{
	struct json j = api_begin(rq);
	json_put_object(&j, NULL);
	json_put_array(&j, "items");
	for (size_t i = 0; i < n; i++) {
		const struct item *t = &list[i];
		json_put_object(&j, NULL);
		json_put_i64(&j, "id", t->id);
		json_put_string(&j, "text", t->text);
		json_put_string(&j, "organisation", t->organisation);
		json_put_string(&j, "event", t->event);
		json_put_string(&j, "topic", t->topic);
		json_put_string(&j, "language", t->language);
		json_put_string(&j, "date", t->said_on);
		if (*t->outcome) {
			json_put_object(&j, "answer");
			json_put_string(&j, "outcome", t->outcome);
			json_put_string(&j, "reason", t->reason);
			json_put_string(&j, "node", t->node);
			json_put_end(&j);
		}
		json_put_end(&j);
	}
	json_put_end(&j);
	if (more)
		json_put_i64(&j, "next", list[n - 1].ordinal);
	json_put_end(&j);
}

static void write_csv(struct request *rq, const struct item *list, size_t n)
{
	rq->content_type = "text/csv; charset=utf-8";
	rq->download_name = "contributions.csv";
	out_text(&rq->body, "id,text,organisation,event,topic,language,date,outcome,reason,node\r\n");
	for (size_t i = 0; i < n; i++) {
		const struct item *t = &list[i];
		const char *const fields[] = { t->text, t->organisation, t->event, t->topic, t->language, t->said_on,
		                               t->outcome, t->reason, t->node };
		out_format(&rq->body, "%lld", (long long)t->id);
		for (size_t k = 0; k < ARRAY_LEN(fields); k++) {
			out_char(&rq->body, ',');
			csv_field(&rq->body, fields[k]);
		}
		out_text(&rq->body, "\r\n");
	}
}

/* GET /api/v1/plans/{plan}/contributions */
enum http_status api_contributions(struct request *rq)
{
	struct plan plan;
	struct item *list;
	size_t n;
	enum http_status status;
	const char *format = str_or(query_text(rq, "format"), "json");
	int64_t limit = query_i64(rq, "limit", API_LIMIT), after = query_i64(rq, "after", 0);
	if (!str_eq(format, "json") && !str_eq(format, "csv"))
		return api_problem(rq, HTTP_BAD_REQUEST, "format is json or csv.");
	if (limit < 1 || limit > API_LIMIT_MOST)
		return api_problem(rq, HTTP_BAD_REQUEST, "limit is a number from 1 to 1000.");
	if (!api_find_plan(rq, &plan, &status))
		return status;
	if (!load(rq, plan.id, after, limit, &list, &n))
		return api_failed(rq);
	bool more = n > (size_t)limit;
	n = more ? (size_t)limit : n;
	if (str_eq(format, "csv"))
		write_csv(rq, list, n);
	else
		write_json(rq, list, n, more);
	return HTTP_OK;
}
