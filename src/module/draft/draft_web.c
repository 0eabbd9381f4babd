/* The forms that begin a part of the plan, and what stands on both sides afterwards. */
#include "module/draft/draft_internal.h"

#include "http/form.h"
#include "module/user/user.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define LISTED 200 /* contributions below a part of the plan */

/* ---- Forms ---- */

static void write_fields(struct request *rq, int64_t plan_id)
{
	const struct plan_tree *tree = plan_tree_shared(rq->conn, rq->arena, plan_id, &rq->err);
	if (!tree)
		return;
	struct choice *kinds = arena_array(rq->arena, plan_node_kinds_len, sizeof *kinds);
	struct choice *parents = arena_array(rq->arena, tree->n + 1, sizeof *parents);
	for (size_t i = 0; i < plan_node_kinds_len; i++)
		kinds[i] = (struct choice){ plan_node_kinds[i].code, tr_name(rq, plan_node_kinds[i].name) };
	parents[0] = (struct choice){ "0", tr(rq, "At the top") };
	for (size_t i = 0; i < tree->n; i++)
		parents[i + 1] = (struct choice){ arena_printf(rq->arena, "%lld", (long long)tree->nodes[i].id), tree->nodes[i].title };
	field_input(rq, .name = "draft_title", .label = tr(rq, "Title"));
	field_select(rq, "draft_kind", tr(rq, "Kind"), kinds, plan_node_kinds_len, "strategy");
	field_select(rq, "draft_parent", tr(rq, "Below"), parents, tree->n + 1, "");
}

void draft_panel_group(struct request *rq, int64_t group_id)
{
	if (!request_may(rq, "plan.edit", rq->plan_id))
		return;
	html(&rq->body, "<section>");
	details_begin(rq, false);
	html(&rq->body, "%s", tr(rq, "Draft a part of the plan from these"));
	details_body(rq);
	paragraph(rq, tr(rq, "The new part and the contributions lead to each other from then on. It can be changed and retired like any other."));
	form_post_begin(rq, tr(rq, "Draft a part of the plan from these"), href(rq, "/group/%lld/draft", (long long)group_id));
	write_fields(rq, rq->plan_id);
	form_end(rq, tr(rq, "Make the draft"));
	details_end(rq);
	html(&rq->body, "</section>\n");
}

/* Within the inbox's form: its own button sends what is ticked to us. */
void draft_panel_inbox(struct request *rq, int64_t plan_id)
{
	if (!request_may(rq, "plan.edit", plan_id))
		return;
	details_begin(rq, false);
	html(&rq->body, "%s", tr(rq, "Draft a part of the plan from these"));
	details_body(rq);
	write_fields(rq, plan_id);
	html(&rq->body, "<button class=\"ds-button\" data-variant=\"secondary\" type=\"submit\" formaction=\"%s\">%s</button>\n",
	     href(rq, "/plan/%lld/draft", (long long)plan_id), tr(rq, "Make the draft"));
	details_end(rq);
}

/* ---- Making it ---- */

struct drafting {
	struct request *rq;
	int64_t plan_id, parent_id, node_id;
	struct plan_change text;
	const int64_t *ids;
	size_t n;
};

static bool draft(struct db_conn *tx, void *arg, struct err *err)
{
	struct drafting *d = arg;
	return draft_node(tx, d->rq->arena, d->plan_id, d->parent_id, &d->text, d->ids, d->n, &d->node_id, err);
}

static enum http_status make(struct request *rq, int64_t plan_id, const int64_t *ids, size_t n)
{
	struct span title = span_trim(span_of(form_text(rq, "draft_title")));
	struct drafting d = { .rq = rq, .plan_id = plan_id, .parent_id = form_i64(rq, "draft_parent", 0), .ids = ids, .n = n,
	                      .text = { .kind = form_text(rq, "draft_kind"), .title = arena_strndup(rq->arena, title.s, title.n),
	                                .body = "", .note = "", .by = rq->session->user_id } };
	if (title.n == 0)
		return page_bad_request(rq, tr(rq, "Give the new part a title."));
	if (n == 0)
		return page_bad_request(rq, tr(rq, "Tick at least one remark."));
	bool again = false;
	if (!user_write(rq, draft, &d, &again))
		return page_failed(rq);
	return redirect_to(rq, again ? href(rq, "/plan/%lld", (long long)plan_id) : href(rq, "/node/%lld/edit", (long long)d.node_id));
}

/* POST /group/{group}/draft */
enum http_status draft_web_group(struct request *rq)
{
	VEC(int64_t) ids = { 0 };
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT id FROM remark WHERE plan_id = $plan AND group_id = $group AND ended_by IS NULL ORDER BY ordinal, id"));
	db_bind_i64(st, "$plan", rq->plan_id);
	db_bind_i64(st, "$group", route_id(rq, "group"));
	while (db_step(st))
		*VEC_PUSH(rq->arena, &ids) = db_i64(st, 0);
	return db_finish(st, &rq->err) ? make(rq, rq->plan_id, ids.v, ids.n) : page_failed(rq);
}

/* POST /plan/{plan}/draft */
enum http_status draft_web_remarks(struct request *rq)
{
	VEC(int64_t) ids = { 0 };
	for (size_t i = 0; i < rq->form->n; i++) {
		int64_t id;
		if (rq->form->fields[i].name[0] == 'r' && str_to_i64(rq->form->fields[i].name + 1, &id))
			*VEC_PUSH(rq->arena, &ids) = id;
	}
	return make(rq, rq->plan_id, ids.v, ids.n);
}

/* ---- On both sides ---- */

void draft_panel_node(struct request *rq, int64_t node_id)
{
	VEC(struct contribution) list = { 0 };
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT DISTINCT t.id, t.ordinal FROM draft_source d JOIN remark_piece p ON p.remark_id = d.remark_id "
		"JOIN contribution t ON t.id = p.contribution_id WHERE d.node_id = $node ORDER BY t.ordinal LIMIT $limit"));
	db_bind_i64(st, "$node", node_id);
	db_bind_i64(st, "$limit", LISTED);
	while (db_step(st))
		if (!contribution_get(rq->conn, rq->arena, db_i64(st, 0), VEC_PUSH(rq->arena, &list), &rq->err))
			break;
	if (!db_finish(st, &rq->err) || list.n == 0)
		return;
	html(&rq->body, "<section>");
	heading(rq, 2, tr(rq, "What it was drafted from"));
	contribution_write_list(rq, list.v, list.n);
	html(&rq->body, "</section>\n");
}

void draft_panel_contribution(struct request *rq, int64_t contribution_id)
{
	size_t n = 0;
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT DISTINCT n.id, n.title FROM draft_source d JOIN remark_piece p ON p.remark_id = d.remark_id "
		"JOIN plan_node n ON n.id = d.node_id WHERE p.contribution_id = $contribution ORDER BY n.id"));
	db_bind_i64(st, "$contribution", contribution_id);
	for (; db_step(st); n++) {
		if (n == 0) {
			html(&rq->body, "<section>");
			heading(rq, 2, tr(rq, "What was drafted from it"));
			html(&rq->body, "<ul>\n");
		}
		html(&rq->body, "<li>");
		link_to(rq, href(rq, "/node/%lld", (long long)db_i64(st, 0)), db_text(st, 1, rq->arena));
		html(&rq->body, "</li>\n");
	}
	db_finish(st, &rq->err);
	if (n > 0)
		html(&rq->body, "</ul></section>\n");
}
