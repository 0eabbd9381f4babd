/* What the region demands, and where it stands: adopted positions. */
#include "module/api/api_internal.h"

#include "module/position/position.h"

static const struct api_column position_columns[] = {
	{ "id", "integer", "of the part of the plan", 0 },
	{ "title", "string", "", 0 },
	{ "text", "string", "Markdown", 0 },
	{ "chapter", "string", "the theme that it stands below, or empty", 0 },
	{ "addressee", "string", "state, county, municipality, eu, other, or empty", 0 },
	{ "addressed_body", "string", "whom it addresses by name, or empty", 0 },
	{ "state", "string", "adopted, achieved, partly or dropped", 0 },
	{ "decided_by", "string", "", 0 },
	{ "decided_on", "string", "ISO date", 0 },
	{ "outcome", "string", "the newest of what came of it, or empty", 0 },
	{ "outcome_on", "string", "ISO date, or empty", 0 },
};
const struct api_list api_list_positions = { "positions", position_columns, ARRAY_LEN(position_columns), false };

static void write_position(struct request *rq, struct api_rows *w, const struct position *p)
{
	api_row_begin(w);
	api_put_i64(w, "id", p->node->id);
	api_put_text(w, "title", p->node->title);
	api_put_text(w, "text", p->node->body);
	api_put_text(w, "chapter", p->chapter);
	api_put_text(w, "addressee", p->node->addressee);
	api_put_text(w, "addressed_body", p->body);
	api_put_text(w, "state", position_states[p->state].code);
	api_put_text(w, "decided_by", p->decided_by);
	api_put_text(w, "decided_on", date_iso(rq->arena, p->decided_on));
	api_put_text(w, "outcome", p->outcome);
	api_put_text(w, "outcome_on", date_iso(rq->arena, p->outcome_on));
	api_row_end(w);
}

/* GET /api/v1/plans/{plan}/positions */
enum http_status api_positions(struct request *rq)
{
	struct plan plan;
	struct position *list;
	struct api_rows w;
	size_t n;
	enum http_status status;
	if (!api_find_plan(rq, &plan, &status))
		return status;
	const struct plan_tree *tree = plan_tree_shared(rq->conn, rq->arena, plan.id, &rq->err);
	if (!tree || !position_list(rq->conn, rq->arena, tree, &list, &n, &rq->err))
		return api_failed(rq);
	if (!api_rows_begin(rq, &w, &api_list_positions))
		return api_no_format(rq);
	for (size_t i = 0; i < n; i++)
		if (list[i].state != POSITION_DRAFT)
			write_position(rq, &w, &list[i]);
	return api_rows_end(&w, 0);
}
