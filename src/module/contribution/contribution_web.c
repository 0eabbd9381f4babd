/* One contribution as a page, and what other pages show of contributions. */
#include "module/contribution/contribution_internal.h"

#include "base/utf8.h"
#include "ui/parts.h"
#include "ui/translate.h"

bool contribution_visible(const struct request *rq, const struct contribution *c)
{
	return rq->internal || c->publish;
}

const char *contribution_said_by(const struct request *rq, const struct contribution *c)
{
	if (!rq->internal && str_eq(c->organisation_kind, "resident"))
		return tr(rq, "Resident");
	return *c->organisation ? c->organisation : c->group;
}

static void write_source(struct request *rq, const struct contribution *c, const struct plan_tree *tree)
{
	const struct { const char *name, *value; } facts[] = {
		{ tr(rq, "Organisation"), *c->organisation ? contribution_said_by(rq, c) : "" },
		{ tr(rq, "Event"), c->event },
		{ tr(rq, "Group"), c->group },
		{ tr(rq, "Topic"), c->topic },
		{ tr(rq, "Date"), c->said_on },
	};
	facts_begin(rq);
	for (size_t i = 0; i < ARRAY_LEN(facts); i++)
		if (*facts[i].value)
			fact(rq, facts[i].name, facts[i].value);
	long node = plan_tree_index(tree, c->node_id);
	if (node >= 0)
		fact_link(rq, *c->placed_by ? tr(rq, "A planner placed it under") : tr(rq, "In its document it stood under"),
		          href(rq, "/node/%lld", (long long)tree->nodes[node].id), tree->nodes[node].title);
	facts_end(rq);
}

bool contribution_plan_of(struct request *rq, const char *contribution, int64_t *plan_id)
{
	int64_t id = 0;
	str_to_i64(contribution, &id);
	struct db_stmt *st = db_prepare(rq->conn, SQL("SELECT plan_id FROM contribution WHERE id = $id"));
	db_bind_i64(st, "$id", id);
	*plan_id = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, &rq->err);
}

/* GET /contribution/{contribution} */
enum http_status contribution_web_show(struct request *rq)
{
	struct contribution c;
	int64_t id = route_id(rq, "contribution"), plan_id;
	if (!contribution_get(rq->conn, rq->arena, id, &c, &rq->err))
		return page_failed(rq);
	if (!c.id || !contribution_visible(rq, &c))
		return page_not_found(rq, tr(rq, "There is no contribution here, or it may not be published."));
	const struct plan_tree *tree = !contribution_plan_of(rq, route_text(rq, "contribution"), &plan_id) ? NULL
		: plan_tree_shared(rq->conn, rq->arena, plan_id, &rq->err);
	if (!tree)
		return page_failed(rq);
	plan_page_context(rq, &tree->plan);
	page_crumb(rq, tr(rq, "Contributions"), href(rq, "/plan/%s/contributions", tree->plan.slug));
	page_begin(rq, tr(rq, "Contribution"));
	if (!c.publish)
		note(rq, TONE_WARNING, tr(rq, "Not for publication: the author has not permitted it."));
	html(&rq->body, "<blockquote class=\"contribution\"><p>%s</p></blockquote>", contribution_text(rq, &c));
	write_source(rq, &c, tree);
	contribution_write_publishing(rq, &c);
	panels_write(rq, "contribution", id);
	return page_end(rq);
}

static void write_item(struct request *rq, const struct contribution *c)
{
	const char *by = contribution_said_by(rq, c);
	html(&rq->body, "<li>");
	link_to(rq, href(rq, "/contribution/%lld", (long long)c->id),
	        utf8_shorten(rq->arena, span_of(contribution_text(rq, c)), 240));
	if (*by || *c->event)
		html(&rq->body, " <small>%s%s%s</small>", by, *by && *c->event ? ", " : "", c->event);
	if (!c->publish)
		tag(rq, TONE_WARNING, tr(rq, "Not public"));
	html(&rq->body, "</li>");
}

void contribution_write_list(struct request *rq, const struct contribution *list, size_t n)
{
	size_t shown = 0;
	for (size_t i = 0; i < n; i++) {
		if (!contribution_visible(rq, &list[i]))
			continue;
		if (shown++ == 0)
			html(&rq->body, "<ul class=\"contributions\">");
		write_item(rq, &list[i]);
	}
	if (shown > 0)
		html(&rq->body, "</ul>");
	if (shown < n)
		paragraph(rq, tr_count(rq, "%s contribution may not be published and is not shown.",
		                       "%s contributions may not be published and are not shown.", (int64_t)(n - shown)));
}

/* On a node's page: what stood under it in the plan's own document. */
void contribution_panel_node(struct request *rq, int64_t node_id)
{
	struct contribution *list;
	size_t n;
	if (!contribution_under_node(rq->conn, rq->arena, node_id, &list, &n, &rq->err) || n == 0)
		return;
	html(&rq->body, "<section>");
	heading(rq, 2, tr(rq, "Contributions that stood here"));
	contribution_write_list(rq, list, n);
	html(&rq->body, "</section>");
}
