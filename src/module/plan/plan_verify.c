/* What must hold for the stored trees, for `planverk verify`. */
#include "module/plan/plan_internal.h"

/* Reports each row of a statement whose columns are: a plan's slug, a node's ref, another text. */
static bool report_rows(struct db_stmt *st, struct arena *a, const char *what,
                        void (*problem)(void *arg, const char *text), void *arg, struct err *err)
{
	while (db_step(st))
		problem(arg, arena_printf(a, "plan \"%s\", node \"%s\": %s \"%s\"", db_text(st, 0, a),
		                          db_text(st, 1, a), what, db_text(st, 2, a)));
	return db_finish(st, err);
}

static bool verify_tree(struct db_conn *c, struct arena *a, const struct plan *plan,
                        void (*problem)(void *arg, const char *text), void *arg, struct err *err)
{
	struct plan_tree tree;
	struct err circle = { 0 };
	if (!plan_tree_load(c, a, plan->id, &tree, &circle)) {
		if (circle.kind != ERR_CONFLICT)
			return err_set(err, circle.kind, "%s", circle.message);
		problem(arg, arena_strdup(a, circle.message));
		return true;
	}
	for (size_t i = 0; i < tree.n; i++)
		if (!plan_node_kind(tree.nodes[i].kind))
			problem(arg, arena_printf(a, "plan \"%s\", node \"%s\": there is no kind \"%s\"", plan->slug,
			                          tree.nodes[i].ref, tree.nodes[i].kind));
	return true;
}

bool plan_verify(struct db_conn *c, struct arena *a, void (*problem)(void *arg, const char *text), void *arg,
                 struct err *err)
{
	struct plan *list;
	size_t n;
	if (!plan_list(c, a, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!verify_tree(c, a, &list[i], problem, arg, err))
			return false;
	return report_rows(db_prepare(c, SQL(
		"SELECT p.slug, n.ref, o.ref FROM plan_node n JOIN plan_node o ON o.id = n.parent_id "
		"JOIN plan p ON p.id = n.plan_id WHERE o.plan_id <> n.plan_id ORDER BY n.id")), a,
		"it hangs on a node of another plan,", problem, arg, err)
	       && report_rows(db_prepare(c, SQL(
		"SELECT p.slug, n.ref, o.ref FROM plan_link l JOIN plan_node n ON n.id = l.from_node "
		"JOIN plan_node o ON o.id = l.to_node JOIN plan p ON p.id = n.plan_id "
		"WHERE o.plan_id <> n.plan_id ORDER BY l.id")), a,
		"it is linked to a node of another plan,", problem, arg, err);
}
