/*
 * The goals of a plan on one sheet: the page that hangs on a wall. A card for each goal with its subgoals;
 * how much stands below each, as strategies and measures, is a number.
 */
#include "module/plan/plan_internal.h"

#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

static bool is_kind(const struct plan_node *node, const char *kind)
{
	return str_eq(node->kind, kind) && !node->retired;
}

/* How many of a kind stand below a node. */
static int64_t count_below(const struct plan_tree *tree, size_t node, const char *kind)
{
	int64_t n = 0;
	for (size_t i = node + 1; i <= node + tree->nodes[node].n_below; i++)
		n += is_kind(&tree->nodes[i], kind);
	return n;
}

static void write_counts(struct request *rq, const struct plan_tree *tree, size_t node)
{
	int64_t strategies = count_below(tree, node, "strategy"), measures = count_below(tree, node, "measure");
	if (strategies + measures == 0)
		return;
	html(&rq->body, "<p><small>%s</small></p>\n",
	     tr_format(rq, "%s, %s", tr_count(rq, "%s strategy", "%s strategies", strategies),
	               tr_count(rq, "%s measure", "%s measures", measures)));
}

static void write_goal(struct request *rq, const struct plan_tree *tree, size_t goal)
{
	bool any = false;
	card_begin(rq, href(rq, "/node/%lld", (long long)tree->nodes[goal].id), tree->nodes[goal].title);
	for (size_t i = goal + 1; i <= goal + tree->nodes[goal].n_below; i++) {
		if (!is_kind(&tree->nodes[i], "subgoal"))
			continue;
		if (!any)
			html(&rq->body, "<ul>\n");
		any = true;
		html(&rq->body, "<li>%s</li>\n", tree->nodes[i].title);
	}
	if (any)
		html(&rq->body, "</ul>\n");
	write_counts(rq, tree, goal);
	card_end(rq);
}

/* GET /plan/{plan}/goals */
enum http_status plan_web_goals(struct request *rq)
{
	struct plan plan;
	const struct plan_tree *tree;
	size_t goals = 0;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err)
	    || !(tree = plan_tree_shared(rq->conn, rq->arena, plan.id, &rq->err)))
		return page_failed(rq);
	plan_page_context(rq, &plan);
	page_begin(rq, tr(rq, "The goals on one sheet"));
	html(&rq->body, "<div class=\"sheet\">\n");
	for (size_t i = 0; i < tree->n; i++) {
		if (!is_kind(&tree->nodes[i], "goal"))
			continue;
		if (goals++ == 0)
			cards_begin(rq);
		write_goal(rq, tree, i);
	}
	if (goals > 0)
		cards_end(rq);
	else
		nothing_here(rq, tr(rq, "The plan has no goals yet."));
	html(&rq->body, "</div>\n");
	return page_end(rq);
}
