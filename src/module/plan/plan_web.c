/* Pages: the list of plans, and a plan's tree. */
#include "module/plan/plan_internal.h"

#include "ui/markdown.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/table.h"
#include "ui/translate.h"

#define OPEN_DEPTH 2 /* branches above it are unfolded when the page comes */

/* ---- What the pages share ---- */

void plan_page_context(struct request *rq, const struct plan *plan)
{
	const char *target = href(rq, "/plan/%s", plan->slug);
	page_plan(rq, plan->title, target);
	page_nav(rq, NAV_PLAN, tr(rq, "The plan"), target);
	panels_write(rq, "plan-nav", plan->id);
	if (plan->example)
		page_note(rq, TONE_INFO, tr(rq, "This is an example. It is not the plan of any authority."));
}

void plan_web_lang(struct request *rq, const struct plan *plan)
{
	if (*plan->language && !str_eq(plan->language, lang_code(rq->lang)))
		html(&rq->body, " lang=\"%s\"", plan->language);
}

void plan_web_markdown(struct request *rq, const struct plan *plan, const char *markdown)
{
	if (!*markdown)
		return;
	html(&rq->body, "<div class=\"plan-text\"");
	plan_web_lang(rq, plan);
	html(&rq->body, ">\n");
	markdown_html(&rq->body, markdown);
	html(&rq->body, "</div>\n");
}

void plan_web_kind(struct request *rq, const struct plan_node *node)
{
	tag(rq, TONE_NEUTRAL, tr_name(rq, plan_node_kind_name(node->kind)));
}

void plan_web_marks(struct request *rq, const struct plan_node *node)
{
	if (node->retired) {
		html(&rq->body, " ");
		tag(rq, TONE_WARNING, tr(rq, "Retired"));
	}
	if (node->cross_cutting) {
		html(&rq->body, " ");
		tag(rq, TONE_INFO, tr(rq, "Cross-cutting"));
	}
	if (str_eq(node->asked, "not_asked")) {
		html(&rq->body, " ");
		tag(rq, TONE_WARNING, tr(rq, "Not asked"));
	}
}

const char *plan_web_href(struct request *rq, const struct plan_node *node)
{
	return href(rq, "/node/%lld", (long long)node->id);
}

void plan_web_node(struct request *rq, const struct plan *plan, const struct plan_node *node)
{
	plan_web_kind(rq, node);
	html(&rq->body, " <a class=\"ds-link\" href=\"%s\"", plan_web_href(rq, node));
	plan_web_lang(rq, plan);
	html(&rq->body, ">%s</a>", node->title);
	plan_web_marks(rq, node);
}

/* ---- GET / ---- */

static void write_empty_state(struct request *rq)
{
	nothing_here(rq, tr(rq, "There is no plan here yet."));
	paragraph(rq, tr(rq, "Whoever runs this service reads one in on the command line. The file is a Word document, "
	                     "a text with headings and lists, or a plan exported as JSON:"));
	html(&rq->body, "<pre><code>planverk plan import %s\nplanverk help plan import</code></pre>\n", tr(rq, "FILE"));
}

static void write_card(struct request *rq, const struct plan *plan, int64_t size)
{
	card_begin(rq, href(rq, "/plan/%s", plan->slug), plan->title);
	if (plan->example) {
		html(&rq->body, "<p>");
		tag(rq, TONE_INFO, tr(rq, "Example"));
		html(&rq->body, "</p>\n");
	}
	if (*plan->period)
		paragraph(rq, plan->period);
	paragraph(rq, tr_count(rq, "%s part", "%s parts", size));
	card_end(rq);
}

/* GET / */
static enum http_status show_list(struct request *rq)
{
	struct plan *list;
	int64_t *sizes;
	size_t n;
	if (!plan_list(rq->conn, rq->arena, &list, &n, &rq->err)
	    || !plan_sizes(rq->conn, rq->arena, list, n, &sizes, &rq->err))
		return page_failed(rq);
	page_begin(rq, tr(rq, "Plans"));
	if (n == 0) {
		write_empty_state(rq);
		return page_end(rq);
	}
	cards_begin(rq);
	for (size_t i = 0; i < n; i++)
		write_card(rq, &list[i], sizes[i]);
	cards_end(rq);
	return page_end(rq);
}

/* ---- GET /plan/{plan} ---- */

static void write_counts(struct request *rq, const struct plan_tree *tree)
{
	size_t counts[PLAN_NODE_KINDS];
	plan_tree_count(tree, counts);
	facts_begin(rq);
	if (*tree->plan.period)
		fact(rq, tr(rq, "Period"), tree->plan.period);
	for (size_t i = 0; i < plan_node_kinds_len; i++)
		if (counts[i])
			fact(rq, tr_name(rq, plan_node_kinds[i].plural), tr_number(rq->arena, rq->lang, (int64_t)counts[i]));
	facts_end(rq);
}

/* A node closes the branches that end with it: those of the ancestors whose last descendant it is. */
static void write_tree(struct request *rq, const struct plan_tree *tree)
{
	tree_begin(rq);
	for (size_t i = 0; i < tree->n; i++) {
		const struct plan_node *node = &tree->nodes[i];
		if (node->n_below > 0) {
			branch_begin(rq, node->depth < OPEN_DEPTH);
			plan_web_node(rq, &tree->plan, node);
			branch_children(rq);
			continue;
		}
		leaf_begin(rq);
		plan_web_node(rq, &tree->plan, node);
		leaf_end(rq);
		for (long above = node->parent; above >= 0 && (size_t)above + tree->nodes[above].n_below == i;
		     above = tree->nodes[above].parent)
			branch_end(rq);
	}
	tree_end(rq);
}

static void write_links(struct request *rq, const struct plan_tree *tree)
{
	heading(rq, 2, tr(rq, "Links"));
	table_begin(rq, tr(rq, "Links between parts of the plan, and to what is outside it"),
	            { tr(rq, "From"), COLUMN_TEXT }, { tr(rq, "Link"), COLUMN_TEXT },
	            { tr(rq, "To"), COLUMN_TEXT }, { tr(rq, "Comment"), COLUMN_TEXT });
	for (size_t i = 0; i < tree->n_links; i++) {
		const struct plan_link *link = &tree->links[i];
		const struct plan_link_kind *kind = plan_link_kind(link->kind);
		const struct plan_node *from = &tree->nodes[link->from];
		row_begin(rq);
		head_link(rq, plan_web_href(rq, from), from->title);
		cell_text(rq, kind ? tr_name(rq, kind->forward) : link->kind);
		if (link->to >= 0)
			cell_link(rq, plan_web_href(rq, &tree->nodes[link->to]), tree->nodes[link->to].title);
		else
			cell_text(rq, link->external);
		cell_text(rq, link->note);
		row_end(rq);
	}
	table_end(rq);
}

static void write_tree_part(struct request *rq, const void *tree)
{
	write_tree(rq, tree);
}

static void write_links_part(struct request *rq, const void *tree)
{
	write_links(rq, tree);
}

/* GET /plan/{plan} */
static enum http_status show_plan(struct request *rq)
{
	struct plan plan;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err)) {
		if (rq->err.kind != ERR_NOT_FOUND)
			return page_failed(rq);
		err_clear(&rq->err);
		return page_not_found(rq, tr(rq, "There is no such plan."));
	}
	const struct plan_tree *tree = plan_tree_shared(rq->conn, rq->arena, plan.id, &rq->err);
	if (!tree)
		return page_failed(rq);
	plan_page_context(rq, &plan);
	page_begin(rq, plan.title);
	plan_web_markdown(rq, &plan, plan.description);
	write_counts(rq, tree);
	if (request_may(rq, "plan.edit", plan.id))
		link_button(rq, href(rq, "/plan/%s/edit", plan.slug), tr(rq, "Change the tree"));
	html(&rq->body, "<p>");
	link_to(rq, href(rq, "/plan/%s/goals", plan.slug), tr(rq, "The goals on one sheet"));
	html(&rq->body, "</p>\n");
	heading(rq, 2, tr(rq, "The plan, part by part"));
	if (tree->n > 0)
		page_shared_part(rq, arena_printf(rq->arena, "plan.tree/%lld", (long long)plan.id), write_tree_part, tree);
	else
		nothing_here(rq, tr(rq, "The plan has no themes or goals yet."));
	panels_write(rq, "plan", plan.id);
	if (tree->n_links > 0)
		page_shared_part(rq, arena_printf(rq->arena, "plan.links/%lld", (long long)plan.id), write_links_part, tree);
	panels_write(rq, "plan-end", plan.id);
	return page_end(rq);
}

/* ---- Whose {plan} and {node} a path names ---- */

static bool plan_of_name(struct request *rq, const char *value, int64_t *plan_id)
{
	struct plan plan = { 0 };
	if (!plan_find(rq->conn, rq->arena, value, &plan, &rq->err)) {
		if (rq->err.kind != ERR_NOT_FOUND)
			return false;
		err_clear(&rq->err);
	}
	*plan_id = plan.id;
	return true;
}

static bool plan_of_node_name(struct request *rq, const char *value, int64_t *plan_id)
{
	int64_t id = 0;
	str_to_i64(value, &id);
	return plan_of_node(rq->conn, id, plan_id, &rq->err);
}

const struct route_subject plan_subjects[PLAN_SUBJECTS] = {
	{ "plan", plan_of_name },
	{ "node", plan_of_node_name },
};

const struct route plan_routes[PLAN_ROUTES] = {
	{ "GET", "/", show_list, "public", ROUTE_CACHE, "The plans" },
	{ "GET", "/plan/{plan}", show_plan, "public", ROUTE_CACHE,
	  "A plan's tree with its links; {plan} is the plan's short name or identifier" },
	{ "GET", "/node/{node}", plan_node_page, "public", ROUTE_CACHE,
	  "A part of a plan: what it says, where it stands, what it is linked to" },
	{ "GET", "/plan/{plan}/goals", plan_web_goals, "public", ROUTE_CACHE, "The goals of a plan on one sheet, for print" },
	{ "GET", "/plan/{plan}/edit", plan_web_edit, "plan.edit", 0, "The tree with buttons that move, retire and add" },
	{ "POST", "/plan/{plan}/edit", plan_web_change, "plan.edit", 0, "Moves, retires or adds a part of the plan" },
	{ "GET", "/node/{node}/edit", plan_web_node_edit, "plan.edit", 0, "The form for a part's text, and its history" },
	{ "GET", "/node/{node}/shape", plan_web_shape, "plan.edit", 0, "The forms that split a part or merge it into another" },
	{ "POST", "/node/{node}/split", plan_web_split, "plan.edit", 0, "Splits a part in two" },
	{ "POST", "/node/{node}/merge", plan_web_merge, "plan.edit", 0, "Merges a part into another and retires it" },
	{ "POST", "/node/{node}/edit", plan_web_node_save, "plan.edit", 0, "Saves a part's text, or shows what to merge" },
};
