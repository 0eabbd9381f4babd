/* What planners have answered so far, drafts too. */
#include "module/api/api_internal.h"

#include "module/disposition/disposition.h"

static const struct api_column columns[] = {
	{ "id", "integer", "", 0 },
	{ "remark", "integer", "what it answers", 0 },
	{ "contribution", "integer", "where the remark stands; the first, of several", 0 },
	{ "state", "string", "draft, approved or published", 0 },
	{ "outcome", "string", "followed, partly, noted, not_followed or outside", 0 },
	{ "reason", "string", "", 0 },
	{ "node", "string", "in the plan's tree, what it changed; or empty", 0 },
	{ "drafted", "string", "when, UTC", 0 },
	{ "approved", "string", "when, or empty", 0 },
	{ "published", "string", "when, or empty", 0 },
};
const struct api_list api_list_dispositions = { "dispositions", columns, ARRAY_LEN(columns), true };

struct item {
	struct disposition d;
	int64_t contribution;
	const char *node;
};

/* The newest version of each, and one more than the page has. */
static bool load(struct request *rq, int64_t plan_id, const struct api_page *page, struct item **list, size_t *n)
{
	VEC(struct item) items = { 0 };
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT d.id, d.remark_id, (SELECT min(k.contribution_id) FROM remark_piece k WHERE k.remark_id = r.id), d.outcome, "
		"  d.reason, coalesce(n.ref, ''), d.drafted_at, coalesce(d.approved_at, 0), coalesce(d.published_at, 0) "
		"FROM remark r JOIN disposition d ON d.id = (SELECT max(x.id) FROM disposition x WHERE x.remark_id = r.id) "
		"LEFT JOIN plan_node n ON n.id = d.node_id "
		"WHERE r.plan_id = $plan AND r.ended_by IS NULL AND d.id > $after ORDER BY d.id LIMIT $limit"));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_i64(st, "$after", page->after);
	db_bind_i64(st, "$limit", page->limit + 1);
	while (db_step(st)) {
		struct item *t = VEC_PUSH(rq->arena, &items);
		*t = (struct item){ .contribution = db_i64(st, 2), .node = db_text(st, 5, rq->arena) };
		t->d = (struct disposition){ .id = db_i64(st, 0), .remark_id = db_i64(st, 1), .reason = db_text(st, 4, rq->arena),
		                             .drafted_at = db_i64(st, 6), .approved_at = db_i64(st, 7), .published_at = db_i64(st, 8) };
		outcome_parse(db_text(st, 3, rq->arena), &t->d.outcome);
	}
	*list = items.v;
	*n = items.n;
	return db_finish(st, &rq->err);
}

static const char *moment(struct request *rq, int64_t at)
{
	return at ? clock_iso(rq->arena, at) : "";
}

static void write_item(struct request *rq, struct api_rows *w, const struct item *t)
{
	api_row_begin(w);
	api_put_i64(w, "id", t->d.id);
	api_put_i64(w, "remark", t->d.remark_id);
	api_put_i64(w, "contribution", t->contribution);
	api_put_text(w, "state", disposition_states[disposition_state(&t->d)].code);
	api_put_text(w, "outcome", outcomes[t->d.outcome].code);
	api_put_text(w, "reason", t->d.reason);
	api_put_text(w, "node", t->node);
	api_put_text(w, "drafted", moment(rq, t->d.drafted_at));
	api_put_text(w, "approved", moment(rq, t->d.approved_at));
	api_put_text(w, "published", moment(rq, t->d.published_at));
	api_row_end(w);
}

/* GET /api/v1/plans/{plan}/internal/dispositions */
enum http_status api_dispositions(struct request *rq)
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
	if (!load(rq, plan.id, &page, &list, &n))
		return api_failed(rq);
	if (!api_rows_begin(rq, &w, &api_list_dispositions))
		return api_no_format(rq);
	bool more = n > (size_t)page.limit;
	n = more ? (size_t)page.limit : n;
	for (size_t i = 0; i < n; i++)
		write_item(rq, &w, &list[i]);
	return api_rows_end(&w, more ? list[n - 1].d.id : 0);
}
