/* The page of a node: what it says, where it stands, and what it is tied to. */
#include "module/plan/plan_internal.h"

#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define CRUMBS 5 /* ancestors in the breadcrumb trail; of more, the nearest */

static void write_crumbs(struct request *rq, const struct plan_tree *tree, long index)
{
	long way[CRUMBS];
	size_t n = 0;
	for (long above = tree->nodes[index].parent; above >= 0 && n < CRUMBS; above = tree->nodes[above].parent)
		way[n++] = above;
	while (n-- > 0)
		page_crumb(rq, tree->nodes[way[n]].title, plan_web_href(rq, &tree->nodes[way[n]]));
}

static void write_keywords(struct request *rq, const struct plan *plan, const struct plan_node *node)
{
	fact_begin(rq, tr(rq, "Keywords"));
	html(&rq->body, "<span");
	plan_web_lang(rq, plan);
	html(&rq->body, ">");
	for (size_t i = 0; i < node->n_keywords; i++)
		html(&rq->body, "%s%s", i ? ", " : "", node->keywords[i]);
	html(&rq->body, "</span>");
	fact_end(rq);
}

/* The goals of the UN, a fact for each dimension: "UN goals: Economy", "8 Decent Work …; 9 …". */
static void write_sdgs(struct request *rq, const struct plan_node *node)
{
	for (enum plan_dimension d = 0; d < PLAN_DIMENSIONS; d++) {
		struct out o = out_memory(rq->arena);
		for (unsigned sdg = 1; sdg <= PLAN_SDGS; sdg++)
			if (node->sdgs >> sdg & 1 && plan_sdgs[sdg].dimension == d)
				out_format(&o, "%s%u %s", o.total ? "; " : "", sdg, tr_name(rq, plan_sdgs[sdg].name));
		if (o.total)
			fact(rq, tr_format(rq, "UN goals: %s", tr_name(rq, plan_dimension_names[d])), out_string(&o));
	}
}

static void write_facts(struct request *rq, const struct plan *plan, const struct plan_node *node)
{
	const struct plan_addressee *addressee = plan_addressee(node->addressee);
	if (!addressee && !node->n_keywords && !node->sdgs)
		return;
	facts_begin(rq);
	if (addressee)
		fact(rq, tr(rq, "Addressed to"), tr_name(rq, addressee->name));
	if (node->n_keywords)
		write_keywords(rq, plan, node);
	write_sdgs(rq, node);
	facts_end(rq);
}

static void write_children(struct request *rq, const struct plan_tree *tree, long index)
{
	size_t end = (size_t)index + tree->nodes[index].n_below;
	if (tree->nodes[index].n_below == 0)
		return;
	heading(rq, 2, tr(rq, "Below this"));
	html(&rq->body, "<ul>\n");
	for (size_t i = (size_t)index + 1; i <= end; i += 1 + tree->nodes[i].n_below) {
		html(&rq->body, "<li>");
		plan_web_node(rq, &tree->plan, &tree->nodes[i]);
		html(&rq->body, "</li>\n");
	}
	html(&rq->body, "</ul>\n");
}

/* A link as it reads from one of its ends. */
static void write_link(struct request *rq, const struct plan_tree *tree, const struct plan_link *link,
                       const char *says, long other)
{
	html(&rq->body, "<li>%s: ", tr_name(rq, says));
	if (other >= 0)
		plan_web_node(rq, &tree->plan, &tree->nodes[other]);
	else
		html(&rq->body, "%s", link->external);
	if (*link->note)
		html(&rq->body, "<br>%s", link->note);
	html(&rq->body, "</li>\n");
}

/* The links from the node and to it. */
static void write_links(struct request *rq, const struct plan_tree *tree, long index)
{
	size_t shown = 0;
	for (size_t i = 0; i < tree->n_links; i++) {
		const struct plan_link *link = &tree->links[i];
		const struct plan_link_kind *kind = plan_link_kind(link->kind);
		bool from_here = link->from == (size_t)index;
		if (!kind || (!from_here && link->to != index))
			continue;
		if (shown++ == 0) {
			heading(rq, 2, tr(rq, "Links"));
			html(&rq->body, "<ul>\n");
		}
		write_link(rq, tree, link, from_here ? kind->forward : kind->backward,
		           from_here ? link->to : (long)link->from);
	}
	if (shown)
		html(&rq->body, "</ul>\n");
}

static void write_node(struct request *rq, const struct plan_tree *tree, long index)
{
	const struct plan_node *node = &tree->nodes[index];
	html(&rq->body, "<p>");
	plan_web_kind(rq, node);
	plan_web_marks(rq, node);
	html(&rq->body, "</p>\n");
	if (str_eq(node->asked, "not_asked"))
		note(rq, TONE_WARNING, tr(rq, "Those concerned have not been asked about this, so silence means nothing here."));
	plan_web_markdown(rq, &tree->plan, node->body);
	write_facts(rq, &tree->plan, node);
	write_children(rq, tree, index);
	write_links(rq, tree, index);
	plan_web_lineage(rq, tree, node);
}

/* GET /node/{node} */
enum http_status plan_node_page(struct request *rq)
{
	int64_t id = route_id(rq, "node"), plan_id = 0;
	if (!plan_of_node(rq->conn, id, &plan_id, &rq->err))
		return page_failed(rq);
	const struct plan_tree *tree = plan_id ? plan_tree_shared(rq->conn, rq->arena, plan_id, &rq->err) : NULL;
	if (plan_id && !tree)
		return page_failed(rq);
	long index = tree ? plan_tree_index(tree, id) : -1;
	if (index < 0)
		return page_not_found(rq, tr(rq, "There is no such part of a plan."));
	plan_page_context(rq, &tree->plan);
	write_crumbs(rq, tree, index);
	page_begin(rq, tree->nodes[index].title);
	write_node(rq, tree, index);
	if (request_may(rq, "plan.edit", plan_id)) {
		link_button(rq, href(rq, "/node/%lld/edit", (long long)id), tr(rq, "Change this part of the plan"));
		html(&rq->body, "<p>");
		link_to(rq, href(rq, "/node/%lld/shape", (long long)id), tr(rq, "Split or merge"));
		html(&rq->body, "</p>\n");
	}
	panels_write(rq, "node", id);
	return page_end(rq);
}
