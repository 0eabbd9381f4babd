/* Between a plan's tree and a document outline, which is how Markdown goes out and documents come in. */
#include "module/plan/plan_internal.h"

void plan_to_outline(struct arena *a, const struct plan_tree *tree, struct outline *outline)
{
	*outline = (struct outline){
		.title = tree->plan.title,
		.nodes = arena_array(a, tree->n, sizeof *outline->nodes),
		.n_nodes = tree->n,
	};
	for (size_t i = 0; i < tree->n; i++) {
		const struct plan_node *node = &tree->nodes[i];
		outline->nodes[i] = (struct outline_node){
			.ref = node->ref,
			.parent = node->parent,
			.kind = outline_kind_of_code(node->kind),
			.title = node->title,
			.body = node->body,
			.keywords = node->keywords,
			.n_keywords = node->n_keywords,
			.addressee = node->addressee,
			.cross_cutting = node->cross_cutting,
			.asked = str_eq(node->asked, "not_asked") ? OUTLINE_NOT_ASKED : OUTLINE_ASKED_UNKNOWN,
		};
	}
}

void plan_write_markdown(struct out *o, struct arena *a, const struct plan_tree *tree)
{
	struct outline outline;
	plan_to_outline(a, tree, &outline);
	outline_write_markdown(o, &outline);
}

bool plan_from_outline(struct arena *a, const struct outline *outline, struct plan_tree *tree, struct err *err)
{
	long cyclic;
	*tree = (struct plan_tree){
		.plan = { .slug = "", .title = outline->title, .description = "", .language = "", .period = "" },
		.nodes = arena_array(a, outline->n_nodes, sizeof *tree->nodes),
		.n = outline->n_nodes,
	};
	for (size_t i = 0; i < outline->n_nodes; i++) {
		const struct outline_node *node = &outline->nodes[i];
		tree->nodes[i] = (struct plan_node){
			.ref = node->ref,
			.kind = outline_kind_code(node->kind),
			.title = node->title,
			.body = node->body,
			.addressee = node->addressee,
			.asked = node->asked == OUTLINE_NOT_ASKED ? "not_asked" : "",
			.cross_cutting = node->cross_cutting,
			.keywords = node->keywords,
			.n_keywords = node->n_keywords,
			.parent = node->parent,
		};
	}
	plan_tree_arrange(a, tree, &cyclic); /* a parent's index is smaller: there is no circle */
	for (size_t i = 0; i < tree->n; i++)
		if (tree->nodes[i].depth > PLAN_DEPTH_MAX)
			return err_input(err, "\"%s\" has more than %d nodes above it", tree->nodes[i].ref, PLAN_DEPTH_MAX);
	return true;
}
