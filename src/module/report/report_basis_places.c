/*
 * Where in the plan each contribution stands, and what that makes of the nodes.
 *
 * A place is the section of the document that the contribution stood under; where there
 * was none, the program's best suggestion, unless it abstained. What is placed at a node
 * counts for the nodes above it too.
 */
#include "module/report/report_basis_build.h"

#include "base/str.h"

static bool is_chapter(const struct plan_node *node)
{
	return str_eq(node->kind, "theme") || str_eq(node->kind, "goal");
}

/* Parents stand before their children, so one pass hands down what is inherited. */
static void build_nodes(struct basis_build *b)
{
	const struct plan_tree *tree = &b->r->tree;
	struct basis_node *nodes = arena_array(b->a, tree->n, sizeof *nodes);
	struct basis_section *sections = arena_array(b->a, tree->n, sizeof *sections);
	size_t n_sections = 0;
	for (size_t i = 0; i < tree->n; i++) {
		const struct plan_node *p = &tree->nodes[i];
		const struct basis_node *above = p->parent < 0 ? NULL : &nodes[p->parent];
		nodes[i].not_asked = str_eq(p->asked, "not_asked") || (above && above->not_asked);
		nodes[i].asked = str_eq(p->asked, "yes") || (above && above->asked);
		nodes[i].section = above ? above->section : BASIS_NONE;
		if (!is_chapter(p))
			continue;
		unsigned level = nodes[i].section == BASIS_NONE ? 0 : sections[nodes[i].section].level + 1;
		sections[n_sections] = (struct basis_section){ .node = (long)i, .level = level };
		nodes[i].section = n_sections++;
	}
	b->r->nodes = nodes;
	b->r->sections = sections;
	b->r->n_sections = n_sections;
}

static void place(struct basis_build *b, size_t i)
{
	struct basis_report *r = b->r;
	struct basis_entry *e = &r->entries[i];
	e->how = BASIS_STOOD_UNDER;
	e->place = plan_tree_index(&r->tree, b->list[i].node_id);
	if (e->place < 0 && !e->abstained && e->n_suggestions > 0) {
		e->how = BASIS_SUGGESTED;
		e->place = e->suggestion[0].node;
	}
	if (e->place < 0)
		e->how = BASIS_NO_PLACE;
	e->section = e->place < 0 ? BASIS_NONE : r->nodes[e->place].section;
}

static bool is_at_or_above(const struct plan_tree *tree, long node, long place)
{
	return place >= node && (size_t)place <= (size_t)node + tree->nodes[node].n_below;
}

/*
 * Where a document has its contributions is often a whole chapter; what they are about within
 * it, or elsewhere, only the suggestion tells. It counts for its node and those above it, down
 * from where the place counts anyway.
 */
static void count_mention(struct basis_report *r, const struct basis_entry *e)
{
	if (e->how != BASIS_STOOD_UNDER || e->abstained || e->n_suggestions == 0)
		return;
	long node = e->suggestion[0].node;
	for (; node >= 0 && !is_at_or_above(&r->tree, node, e->place); node = r->tree.nodes[node].parent)
		r->nodes[node].mentioned++;
}

static void count_weak(struct basis_report *r, const struct basis_entry *e)
{
	if (e->how != BASIS_NO_PLACE || e->n_suggestions == 0)
		return;
	for (long node = e->suggestion[0].node; node >= 0; node = r->tree.nodes[node].parent)
		r->nodes[node].weak++;
}

static void count_place(struct basis_report *r, const struct basis_entry *e)
{
	r->totals.stood_under += e->how == BASIS_STOOD_UNDER;
	r->totals.suggested += e->how == BASIS_SUGGESTED;
	r->totals.no_place += e->how == BASIS_NO_PLACE;
	if (e->place < 0)
		return;
	r->nodes[e->place].own++;
	r->nodes[e->place].stood += e->how == BASIS_STOOD_UNDER;
	r->outside += e->section == BASIS_NONE;
	if (e->section == BASIS_NONE)
		return;
	struct basis_section *s = &r->sections[e->section];
	s->contributions++;
	s->arguments += e->duplicate == TEXT_FIRST;
	s->stood_under += e->how == BASIS_STOOD_UNDER;
	s->suggested += e->how == BASIS_SUGGESTED;
}

static void sum_nodes(struct basis_report *r)
{
	for (size_t i = r->tree.n; i-- > 0;) {
		r->nodes[i].total += r->nodes[i].own;
		if (r->tree.nodes[i].parent >= 0)
			r->nodes[r->tree.nodes[i].parent].total += r->nodes[i].total;
	}
}

/*
 * Where a document has contributions at a chapter, nobody can tell from it which of the
 * chapter's points they are about: of such a point it is not said that nobody spoke of it.
 */
static void judge_empty(struct basis_report *r, bool *stood_above)
{
	for (size_t i = 0; i < r->tree.n; i++) {
		struct basis_node *node = &r->nodes[i];
		long parent = r->tree.nodes[i].parent;
		stood_above[i] = parent >= 0 && (stood_above[parent] || r->nodes[parent].stood > 0);
		if (node->total > 0)
			continue;
		node->unclear = !node->not_asked && (node->mentioned > 0 || stood_above[i]);
		r->totals.unclear += node->unclear;
		r->totals.empty += !node->not_asked;
		r->totals.not_asked += node->not_asked;
	}
}

void basis_build_places(struct basis_build *b)
{
	build_nodes(b);
	for (size_t i = 0; i < b->r->n; i++) {
		place(b, i);
		count_place(b->r, &b->r->entries[i]);
		count_mention(b->r, &b->r->entries[i]);
		count_weak(b->r, &b->r->entries[i]);
	}
	sum_nodes(b->r);
	judge_empty(b->r, arena_array(b->a, b->r->tree.n, sizeof(bool)));
}
