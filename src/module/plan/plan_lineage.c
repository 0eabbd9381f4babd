/* Splitting a part of a plan in two, and merging one into another: what is linked to it follows. */
#include "module/plan/plan_internal.h"

#include "base/clock.h"
#include "db/journal.h"

static const char *const kinds[] = { [PLAN_SPLIT] = "split", [PLAN_MERGED] = "merged" };

/* ---- Reading ---- */

bool plan_node_lineage(struct db_conn *c, struct arena *a, int64_t node_id, struct plan_lineage **list, size_t *n, struct err *err)
{
	VEC(struct plan_lineage) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT kind, from_node, into_node, note, made_by, made_at FROM plan_lineage "
		"WHERE from_node = $node OR into_node = $node ORDER BY id"));
	db_bind_i64(st, "$node", node_id);
	while (db_step(st))
		*VEC_PUSH(a, &found) = (struct plan_lineage){
			.kind = str_eq(db_text(st, 0, a), kinds[PLAN_SPLIT]) ? PLAN_SPLIT : PLAN_MERGED, .from = db_i64(st, 1),
			.into = db_i64(st, 2), .note = db_text(st, 3, a), .by = db_i64(st, 4), .at = db_i64(st, 5) };
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

/* ---- What both leave behind ---- */

static bool add_lineage(struct db_conn *tx, const struct plan_lineage *l, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO plan_lineage (id, kind, from_node, into_node, note, made_by, made_at) "
		"VALUES ($id, $kind, $from, $into, $note, $by, $now)"));
	db_bind_i64(st, "$id", db_new_id(tx));
	db_bind_text(st, "$kind", kinds[l->kind]);
	db_bind_i64(st, "$from", l->from);
	db_bind_i64(st, "$into", l->into);
	db_bind_text(st, "$note", l->note);
	db_bind_i64(st, "$by", l->by);
	db_bind_i64(st, "$now", clock_now());
	return db_finish(st, err);
}

static bool journal(struct db_conn *tx, struct arena *a, const struct plan_lineage *l, struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", l->by);
	json_put_i64(&j, "into", l->into);
	json_put_string(&j, "note", l->note);
	json_put_end(&j);
	return journal_write(tx, l->kind == PLAN_SPLIT ? "plan.split" : "plan.merge", l->from, out_string(&content), err);
}

static bool load(struct db_conn *tx, struct arena *a, int64_t node_id, struct plan_tree *tree, long *index, struct err *err)
{
	int64_t plan_id;
	if (!plan_of_node(tx, node_id, &plan_id, err))
		return false;
	if (!plan_id)
		return err_not_found(err, "There is no part of a plan with the identifier %lld", (long long)node_id);
	if (!plan_tree_load(tx, a, plan_id, tree, err))
		return false;
	*index = plan_tree_index(tree, node_id);
	return true;
}

/* ---- Splitting ---- */

static bool add_link(struct db_conn *tx, const struct plan_link *link, int64_t from, int64_t to, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO plan_link (id, from_node, to_node, external, kind, note) VALUES ($id, $from, $to, $external, $kind, $note)"));
	db_bind_i64(st, "$id", db_new_id(tx));
	db_bind_i64(st, "$from", from);
	db_bind_id(st, "$to", to);
	db_bind_text(st, "$external", link->external);
	db_bind_text(st, "$kind", link->kind);
	db_bind_text(st, "$note", link->note);
	return db_finish(st, err);
}

/* The new part has the same links, each from or to itself. */
static bool copy_links(struct db_conn *tx, const struct plan_tree *tree, long index, int64_t node_id, struct err *err)
{
	for (size_t i = 0; i < tree->n_links; i++) {
		const struct plan_link *link = &tree->links[i];
		bool from_here = link->from == (size_t)index;
		if (!from_here && link->to != index)
			continue;
		int64_t other = from_here ? (link->to < 0 ? 0 : tree->nodes[link->to].id) : tree->nodes[link->from].id;
		if (!add_link(tx, link, from_here ? node_id : other, from_here ? other : node_id, err))
			return false;
	}
	return true;
}

static size_t place_of(const struct plan_tree *tree, long index)
{
	size_t place = 0;
	for (long i = 0; i < index; i++)
		place += tree->nodes[i].parent == tree->nodes[index].parent;
	return place;
}

bool plan_node_split(struct db_conn *tx, struct arena *a, int64_t node_id, const struct plan_change *text, bool follow,
                     int64_t *new_id, struct err *err)
{
	struct plan_tree tree;
	long index;
	if (!load(tx, a, node_id, &tree, &index, err))
		return false;
	const struct plan_node *node = &tree.nodes[index];
	int64_t parent = node->parent < 0 ? 0 : tree.nodes[node->parent].id;
	if (node->retired)
		return err_input(err, "\"%s\" is retired: take it back before it is split", node->title);
	if (!plan_node_new(tx, a, tree.plan.id, parent, text, new_id, err)
	    || !plan_node_move(tx, a, *new_id, parent, place_of(&tree, index) + 1, text->by, err))
		return false;
	if (follow && (!copy_links(tx, &tree, index, *new_id, err) || !module_follow_node(tx, a, node_id, *new_id, NODE_SPLIT, err)))
		return false;
	struct plan_lineage l = { .kind = PLAN_SPLIT, .from = node_id, .into = *new_id, .note = text->note, .by = text->by };
	return add_lineage(tx, &l, err) && journal(tx, a, &l, err);
}

/* ---- Merging ---- */

/* Runs a statement about both. */
static bool run(struct db_stmt *st, int64_t from, int64_t into, struct err *err)
{
	db_bind_i64(st, "$from", from);
	db_bind_i64(st, "$into", into);
	return db_finish(st, err);
}

/* Links between the two are gone, and of equal ones the first stays. */
static bool move_links(struct db_conn *tx, int64_t from, int64_t into, struct err *err)
{
	if (!run(db_prepare(tx, SQL("DELETE FROM plan_link WHERE (from_node = $from AND to_node = $into) "
	                            "OR (from_node = $into AND to_node = $from)")), from, into, err)
	    || !run(db_prepare(tx, SQL("UPDATE plan_link SET from_node = $into WHERE from_node = $from")), from, into, err)
	    || !run(db_prepare(tx, SQL("UPDATE plan_link SET to_node = $into WHERE to_node = $from")), from, into, err))
		return false;
	struct db_stmt *st = db_prepare(tx, SQL(
		"DELETE FROM plan_link WHERE id IN (SELECT y.id FROM plan_link x JOIN plan_link y ON y.from_node = x.from_node "
		"AND coalesce(y.to_node, 0) = coalesce(x.to_node, 0) AND y.external = x.external AND y.kind = x.kind AND y.id > x.id "
		"WHERE x.from_node = $into OR x.to_node = $into)"));
	db_bind_i64(st, "$into", into);
	return db_finish(st, err);
}

static bool move_words(struct db_conn *tx, int64_t from, int64_t into, struct err *err)
{
	return run(db_prepare(tx, SQL(
		"INSERT INTO plan_keyword (node_id, ordinal, keyword) SELECT CAST($into AS BIGINT), k.ordinal + 1 + "
		"(SELECT coalesce(max(x.ordinal), 0) FROM plan_keyword x WHERE x.node_id = $into), k.keyword "
		"FROM plan_keyword k WHERE k.node_id = $from "
		"AND k.keyword NOT IN (SELECT y.keyword FROM plan_keyword y WHERE y.node_id = $into)")), from, into, err)
	       && run(db_prepare(tx, SQL(
		"INSERT INTO plan_sdg (node_id, sdg) SELECT CAST($into AS BIGINT), s.sdg FROM plan_sdg s WHERE s.node_id = $from "
		"AND s.sdg NOT IN (SELECT y.sdg FROM plan_sdg y WHERE y.node_id = $into)")), from, into, err);
}

static bool move_children(struct db_conn *tx, struct arena *a, const struct plan_tree *tree, long index, int64_t into, int64_t by,
                          struct err *err)
{
	for (size_t i = 0; i < tree->n; i++)
		if (tree->nodes[i].parent == index && !plan_node_move(tx, a, tree->nodes[i].id, into, SIZE_MAX, by, err))
			return false;
	return true;
}

static bool check_merge(const struct plan_tree *tree, long index, long target, struct err *err)
{
	if (target < 0)
		return err_input(err, "What it is to be merged into is no part of the same plan");
	const struct plan_node *from = &tree->nodes[index], *into = &tree->nodes[target];
	if (target >= index && target <= index + (long)from->n_below)
		return err_input(err, "\"%s\" cannot be merged into itself or a part below it", from->title);
	if (from->retired || into->retired)
		return err_input(err, "\"%s\" is retired: take it back first", from->retired ? from->title : into->title);
	return true;
}

bool plan_node_merge(struct db_conn *tx, struct arena *a, int64_t from, int64_t into, const char *note, int64_t by, struct err *err)
{
	struct plan_tree tree;
	long index;
	if (!load(tx, a, from, &tree, &index, err) || !check_merge(&tree, index, plan_tree_index(&tree, into), err))
		return false;
	struct plan_lineage l = { .kind = PLAN_MERGED, .from = from, .into = into, .note = note, .by = by };
	return move_children(tx, a, &tree, index, into, by, err) && move_links(tx, from, into, err) && move_words(tx, from, into, err)
	       && module_follow_node(tx, a, from, into, NODE_MERGED, err) && plan_node_retire(tx, a, from, true, note, by, err)
	       && add_lineage(tx, &l, err) && journal(tx, a, &l, err);
}
