/* What became of contributions whose place in the plan was merged into another. */
#include "module/contribution/contribution_internal.h"
#include "module/contribution/remark_internal.h"

#define BY_MERGING "–" /* nobody decided about the contribution itself */

/* Those that a planner placed there, or that stood there in their document and that nobody has placed. */
static bool find_placed(struct db_conn *tx, struct arena *a, int64_t node_id, int64_t **list, size_t *n, struct err *err)
{
	VEC(int64_t) found = { 0 };
	struct db_stmt *st = db_prepare(tx, SQL(
		"SELECT t.id FROM contribution t LEFT JOIN contribution_placement p ON p.contribution_id = t.id AND p.ended_at IS NULL "
		"WHERE p.node_id = $node OR (t.node_id = $node AND p.id IS NULL) ORDER BY t.id"));
	db_bind_i64(st, "$node", node_id);
	while (db_step(st))
		*VEC_PUSH(a, &found) = db_i64(st, 0);
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

/* Where a document had them stays known; a placement says where they belong from now on, after the next
 * compilation too. What was only suggested there follows until then. */
bool contribution_follow_node(struct db_conn *tx, struct arena *a, int64_t from, int64_t into, enum node_change what, struct err *err)
{
	int64_t *list;
	size_t n;
	if (what != NODE_MERGED)
		return true;
	if (!find_placed(tx, a, from, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct contribution_placement p = { .contribution_id = list[i], .node_id = into, .by = BY_MERGING };
		if (!contribution_place(tx, a, &p, err))
			return false;
	}
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE remark SET node_id = $into WHERE node_id = $from"));
	db_bind_i64(st, "$from", from);
	db_bind_i64(st, "$into", into);
	return db_finish(st, err);
}
