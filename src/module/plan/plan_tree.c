/*
 * The tree: putting nodes in reading order, and loading a whole tree with one
 * query for each table.
 */
#include "module/plan/plan_internal.h"

/* ---- Reading order ---- */

/* Children of each node as chains of indexes in the order they stand; -1 ends a chain. */
struct chains {
	long *first, *next, *last;
	long first_top, last_top;
};

static struct chains chain_children(struct arena *a, const struct plan_tree *tree)
{
	struct chains c = {
		.first = arena_array(a, tree->n, sizeof *c.first),
		.next = arena_array(a, tree->n, sizeof *c.next),
		.last = arena_array(a, tree->n, sizeof *c.last),
		.first_top = -1,
		.last_top = -1,
	};
	for (size_t i = 0; i < tree->n; i++)
		c.first[i] = c.next[i] = c.last[i] = -1;
	for (size_t i = 0; i < tree->n; i++) {
		long parent = tree->nodes[i].parent;
		long *first = parent < 0 ? &c.first_top : &c.first[parent];
		long *last = parent < 0 ? &c.last_top : &c.last[parent];
		if (*last < 0)
			*first = (long)i;
		else
			c.next[*last] = (long)i;
		*last = (long)i;
	}
	return c;
}

/* Fills order[] with the indexes that can be reached from the tops, in reading order. */
static size_t reading_order(const struct plan_tree *tree, const struct chains *c, long *order)
{
	size_t n = 0;
	for (long i = c->first_top; i >= 0;) {
		order[n++] = i;
		if (c->first[i] >= 0) {
			i = c->first[i];
			continue;
		}
		while (i >= 0 && c->next[i] < 0)
			i = tree->nodes[i].parent;
		if (i >= 0)
			i = c->next[i];
	}
	return n;
}

static void measure_nodes(struct plan_tree *tree)
{
	for (size_t i = 0; i < tree->n; i++) {
		struct plan_node *node = &tree->nodes[i];
		node->n_below = 0;
		node->depth = node->parent < 0 ? 0 : tree->nodes[node->parent].depth + 1;
	}
	/* Last first: a node's own count is complete when its parent adds it. */
	for (size_t i = tree->n; i-- > 0;)
		if (tree->nodes[i].parent >= 0)
			tree->nodes[tree->nodes[i].parent].n_below += 1 + tree->nodes[i].n_below;
}

void plan_tree_arrange(struct arena *a, struct plan_tree *tree, long *cyclic)
{
	struct chains chains = chain_children(a, tree);
	long *order = arena_array(a, tree->n, sizeof *order); /* new index to old */
	long *place = arena_array(a, tree->n, sizeof *place); /* old index to new */
	size_t reached = reading_order(tree, &chains, order);
	*cyclic = -1;
	for (size_t i = 0; i < tree->n; i++)
		place[i] = -1;
	for (size_t i = 0; i < reached; i++)
		place[order[i]] = (long)i;
	for (size_t i = 0; i < tree->n; i++) {
		if (place[i] < 0) {
			*cyclic = (long)i;
			return;
		}
	}
	struct plan_node *nodes = arena_array(a, tree->n, sizeof *nodes);
	for (size_t i = 0; i < tree->n; i++) {
		nodes[i] = tree->nodes[order[i]];
		if (nodes[i].parent >= 0)
			nodes[i].parent = place[nodes[i].parent];
	}
	tree->nodes = nodes;
	for (size_t i = 0; i < tree->n_links; i++) {
		struct plan_link *link = &tree->links[i];
		link->from = (size_t)place[link->from];
		if (link->to >= 0)
			link->to = place[link->to];
	}
	measure_nodes(tree);
}

void plan_tree_count(const struct plan_tree *tree, size_t *counts)
{
	memset(counts, 0, plan_node_kinds_len * sizeof *counts);
	for (size_t i = 0; i < tree->n; i++) {
		const struct plan_node_kind *kind = plan_node_kind(tree->nodes[i].kind);
		if (kind)
			counts[kind - plan_node_kinds]++;
	}
}

/* ---- Identifiers ---- */

static int compare_ids(const void *x, const void *y, void *nodes)
{
	const struct plan_node *node = nodes;
	int64_t a = node[*(const size_t *)x].id, b = node[*(const size_t *)y].id;
	return (a > b) - (a < b);
}

void plan_tree_index_ids(struct arena *a, struct plan_tree *tree)
{
	size_t *by_id = arena_array(a, tree->n, sizeof *by_id);
	for (size_t i = 0; i < tree->n; i++)
		by_id[i] = i;
	qsort_r(by_id, tree->n, sizeof *by_id, compare_ids, tree->nodes);
	tree->by_id = by_id;
}

long plan_tree_index(const struct plan_tree *tree, int64_t node_id)
{
	size_t from = 0, to = tree->by_id ? tree->n : 0;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int64_t id = tree->nodes[tree->by_id[middle]].id;
		if (id == node_id)
			return (long)tree->by_id[middle];
		if (id < node_id)
			from = middle + 1;
		else
			to = middle;
	}
	return -1;
}

/* ---- Loading ---- */

/* Nodes in the order of siblings; parent_id of each goes to parents. */
static bool load_nodes(struct db_conn *c, struct arena *a, struct plan_tree *tree, int64_t **parents, struct err *err)
{
	VEC(struct plan_node) nodes = { 0 };
	VEC(int64_t) parent_ids = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id, parent_id, ref, kind, title, body, addressee, asked, cross_cutting, retired, revision "
		"FROM plan_node WHERE plan_id = $plan ORDER BY ordinal, id"));
	db_bind_i64(st, "$plan", tree->plan.id);
	while (db_step(st)) {
		*VEC_PUSH(a, &parent_ids) = db_i64(st, 1);
		*VEC_PUSH(a, &nodes) = (struct plan_node){
			.id = db_i64(st, 0),
			.ref = db_text(st, 2, a),
			.kind = db_text(st, 3, a),
			.title = db_text(st, 4, a),
			.body = db_text(st, 5, a),
			.addressee = db_text(st, 6, a),
			.asked = db_text(st, 7, a),
			.cross_cutting = db_i64(st, 8) != 0,
			.retired = db_i64(st, 9) != 0,
			.revision = db_i64(st, 10),
			.parent = -1,
		};
	}
	tree->nodes = nodes.v;
	tree->n = nodes.n;
	*parents = parent_ids.v;
	return db_finish(st, err);
}

static bool load_keywords(struct db_conn *c, struct arena *a, struct plan_tree *tree, struct err *err)
{
	VEC(const char *) words = { 0 };
	VEC(long) owners = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT k.node_id, k.keyword FROM plan_keyword k JOIN plan_node n ON n.id = k.node_id "
		"WHERE n.plan_id = $plan ORDER BY k.node_id, k.ordinal"));
	db_bind_i64(st, "$plan", tree->plan.id);
	while (db_step(st)) {
		*VEC_PUSH(a, &owners) = plan_tree_index(tree, db_i64(st, 0));
		*VEC_PUSH(a, &words) = db_text(st, 1, a);
	}
	/* A node's keywords stand together: its list is a piece of the whole one. */
	for (size_t i = 0; i < words.n; i++) {
		struct plan_node *node = &tree->nodes[owners.v[i]];
		if (node->n_keywords++ == 0)
			node->keywords = &words.v[i];
	}
	return db_finish(st, err);
}

static bool load_sdgs(struct db_conn *c, struct plan_tree *tree, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT s.node_id, s.sdg FROM plan_sdg s JOIN plan_node n ON n.id = s.node_id "
		"WHERE n.plan_id = $plan"));
	db_bind_i64(st, "$plan", tree->plan.id);
	while (db_step(st))
		tree->nodes[plan_tree_index(tree, db_i64(st, 0))].sdgs |= 1u << db_i64(st, 1);
	return db_finish(st, err);
}

static bool load_links(struct db_conn *c, struct arena *a, struct plan_tree *tree, struct err *err)
{
	VEC(struct plan_link) links = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT l.from_node, l.to_node, l.external, l.kind, l.note "
		"FROM plan_link l JOIN plan_node n ON n.id = l.from_node "
		"WHERE n.plan_id = $plan ORDER BY l.id"));
	db_bind_i64(st, "$plan", tree->plan.id);
	while (db_step(st)) {
		*VEC_PUSH(a, &links) = (struct plan_link){
			.from = (size_t)plan_tree_index(tree, db_i64(st, 0)),
			.to = plan_tree_index(tree, db_i64(st, 1)),
			.external = db_text(st, 2, a),
			.kind = db_text(st, 3, a),
			.note = db_text(st, 4, a),
		};
	}
	tree->links = links.v;
	tree->n_links = links.n;
	return db_finish(st, err);
}

bool plan_tree_load(struct db_conn *c, struct arena *a, int64_t plan_id, struct plan_tree *tree, struct err *err)
{
	int64_t *parents;
	long cyclic;
	*tree = (struct plan_tree){ 0 };
	if (!plan_get(c, a, plan_id, &tree->plan, err))
		return false;
	if (!tree->plan.id)
		return err_not_found(err, "There is no plan with the identifier %lld", (long long)plan_id);
	if (!load_nodes(c, a, tree, &parents, err))
		return false;
	plan_tree_index_ids(a, tree);
	for (size_t i = 0; i < tree->n; i++)
		tree->nodes[i].parent = plan_tree_index(tree, parents[i]);
	plan_tree_arrange(a, tree, &cyclic);
	if (cyclic >= 0)
		return err_conflict(err, "The tree of plan \"%s\" has a circle at node \"%s\"; restore a backup",
		                    tree->plan.slug, tree->nodes[cyclic].ref);
	plan_tree_index_ids(a, tree); /* the nodes have moved */
	return load_keywords(c, a, tree, err) && load_sdgs(c, tree, err) && load_links(c, a, tree, err);
}

static const void *make_tree(struct db_conn *c, struct arena *a, const void *arg, struct err *err)
{
	struct plan_tree *tree = arena_alloc(a, sizeof *tree);
	return plan_tree_load(c, a, *(const int64_t *)arg, tree, err) ? tree : NULL;
}

const struct plan_tree *plan_tree_shared(struct db_conn *c, struct arena *pin, int64_t plan_id, struct err *err)
{
	return db_shared(c, pin, arena_printf(pin, "plan.tree/%lld", (long long)plan_id), make_tree, &plan_id, err);
}
