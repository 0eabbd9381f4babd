/* Changing the tree: texts in revisions, moving, retiring, adding. */
#include "module/plan/plan_internal.h"

#include "base/clock.h"
#include "db/journal.h"

struct event {
	const char *action, *note;
	int64_t subject, by, number; /* number: a revision or a place */
	int64_t parent_id;
};

static bool journal(struct db_conn *tx, struct arena *a, const struct event *e, struct err *err)
{
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", e->by);
	json_put_i64(&j, "number", e->number);
	if (e->parent_id)
		json_put_i64(&j, "parent", e->parent_id);
	if (e->note && *e->note)
		json_put_string(&j, "note", e->note);
	json_put_end(&j);
	return journal_write(tx, e->action, e->subject, out_string(&content), err);
}

/* The node's plan as a tree, and its index in it. */
static bool load(struct db_conn *tx, struct arena *a, int64_t node_id, struct plan_tree *tree, size_t *index,
                 struct err *err)
{
	int64_t plan_id;
	if (!plan_of_node(tx, node_id, &plan_id, err))
		return false;
	if (!plan_id)
		return err_not_found(err, "There is no part of a plan with the identifier %lld", (long long)node_id);
	if (!plan_tree_load(tx, a, plan_id, tree, err))
		return false;
	*index = (size_t)plan_tree_index(tree, node_id);
	return true;
}

/* ---- Texts ---- */

static bool check_text(const struct plan_change *change, struct err *err)
{
	if (!plan_node_kind(change->kind))
		return err_input(err, "There is no kind \"%s\" of parts of a plan", change->kind);
	size_t n = span_trim(span_of(change->title)).n;
	if (n == 0 || n > PLAN_TITLE_BYTES || strpbrk(change->title, "\r\n"))
		return err_input(err, "The title must be one line of at most %d bytes", PLAN_TITLE_BYTES);
	return true;
}

static bool add_revision(struct db_conn *tx, const struct plan_change *text, int64_t number, int64_t at, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO plan_revision (id, node_id, number, kind, title, body, note, changed_by, changed_at) "
		"VALUES ($id, $node, $number, $kind, $title, $body, $note, $by, $at)"));
	db_bind_i64(st, "$id", db_new_id(tx));
	db_bind_i64(st, "$node", text->node_id);
	db_bind_i64(st, "$number", number);
	db_bind_text(st, "$kind", text->kind);
	db_bind_text(st, "$title", text->title);
	db_bind_text(st, "$body", text->body);
	db_bind_text(st, "$note", text->note);
	db_bind_i64(st, "$by", text->by);
	db_bind_i64(st, "$at", at);
	return db_finish(st, err);
}

static bool update_text(struct db_conn *tx, const struct plan_change *change, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE plan_node SET kind = $kind, title = $title, body = $body, revision = revision + 1 WHERE id = $id"));
	db_bind_text(st, "$kind", change->kind);
	db_bind_text(st, "$title", change->title);
	db_bind_text(st, "$body", change->body);
	db_bind_i64(st, "$id", change->node_id);
	return db_finish(st, err);
}

/* What was imported becomes the first revision when it is first changed. */
static bool keep_first(struct db_conn *tx, const struct plan_tree *tree, const struct plan_node *node, struct err *err)
{
	struct plan_change first = { node->id, 0, 0, node->kind, node->title, node->body, "" };
	return node->revision > 1 || add_revision(tx, &first, 1, tree->plan.created_at, err);
}

bool plan_node_save(struct db_conn *tx, struct arena *a, const struct plan_change *change, bool *overtaken,
                    struct err *err)
{
	struct plan_tree tree;
	size_t index;
	if (!check_text(change, err) || !load(tx, a, change->node_id, &tree, &index, err))
		return false;
	const struct plan_node *node = &tree.nodes[index];
	*overtaken = node->revision != change->base;
	if (*overtaken)
		return true;
	if (str_eq(node->kind, change->kind) && str_eq(node->title, change->title) && str_eq(node->body, change->body))
		return true;
	int64_t number = node->revision + 1;
	struct event e = { "plan.edit", change->note, node->id, change->by, number, 0 };
	return keep_first(tx, &tree, node, err) && update_text(tx, change, err)
	       && add_revision(tx, change, number, clock_now(), err) && journal(tx, a, &e, err);
}

/* The text as it stands, for a node that was never changed. */
static bool only_revision(struct db_conn *c, struct arena *a, int64_t node_id, struct plan_revision *r, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT n.kind, n.title, n.body, p.created_at FROM plan_node n JOIN plan p ON p.id = n.plan_id WHERE n.id = $id"));
	db_bind_i64(st, "$id", node_id);
	if (db_step(st))
		*r = (struct plan_revision){ 1, 0, db_i64(st, 3), db_text(st, 0, a), db_text(st, 1, a), db_text(st, 2, a), "" };
	return db_finish(st, err);
}

bool plan_node_revisions(struct db_conn *c, struct arena *a, int64_t node_id, struct plan_revision **list, size_t *n,
                         struct err *err)
{
	VEC(struct plan_revision) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT number, changed_by, changed_at, kind, title, body, note FROM plan_revision "
		"WHERE node_id = $node ORDER BY number DESC"));
	db_bind_i64(st, "$node", node_id);
	while (db_step(st))
		*VEC_PUSH(a, &found) = (struct plan_revision){
			db_i64(st, 0), db_i64(st, 1), db_i64(st, 2), db_text(st, 3, a), db_text(st, 4, a), db_text(st, 5, a),
			db_text(st, 6, a),
		};
	if (!db_finish(st, err) || (found.n == 0 && !only_revision(c, a, node_id, VEC_PUSH(a, &found), err)))
		return false;
	*list = found.v;
	*n = found.n;
	return true;
}

/* ---- Places ---- */

static bool set_place(struct db_conn *tx, int64_t node_id, int64_t parent_id, size_t ordinal, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE plan_node SET parent_id = $parent, ordinal = $ordinal WHERE id = $id"));
	db_bind_id(st, "$parent", parent_id);
	db_bind_i64(st, "$ordinal", (int64_t)ordinal);
	db_bind_i64(st, "$id", node_id);
	return db_finish(st, err);
}

/* How many levels stand below a node. */
static unsigned height(const struct plan_tree *tree, size_t index)
{
	unsigned deepest = tree->nodes[index].depth;
	for (size_t i = index + 1; i <= index + tree->nodes[index].n_below; i++)
		if (tree->nodes[i].depth > deepest)
			deepest = tree->nodes[i].depth;
	return deepest - tree->nodes[index].depth;
}

static bool check_place(const struct plan_tree *tree, size_t index, long parent, struct err *err)
{
	const struct plan_node *node = &tree->nodes[index];
	if (parent >= (long)index && parent <= (long)(index + node->n_below))
		return err_input(err, "\"%s\" cannot stand below itself", node->title);
	unsigned depth = parent < 0 ? 0 : tree->nodes[parent].depth + 1;
	return depth + height(tree, index) <= PLAN_DEPTH_MAX
	       || err_input(err, "The tree would have more than %d levels below the top", PLAN_DEPTH_MAX);
}

bool plan_node_move(struct db_conn *tx, struct arena *a, int64_t node_id, int64_t parent_id, size_t place, int64_t by,
                    struct err *err)
{
	struct plan_tree tree;
	size_t index, ordinal = 0;
	if (!load(tx, a, node_id, &tree, &index, err))
		return false;
	long parent = parent_id ? plan_tree_index(&tree, parent_id) : -1;
	if (parent_id && parent < 0)
		return err_input(err, "Where it is to stand is no part of the same plan");
	if (!check_place(&tree, index, parent, err))
		return false;
	for (size_t i = 0; i < tree.n; i++) {
		if (tree.nodes[i].parent != parent || i == index)
			continue;
		ordinal += ordinal == place;
		if (!set_place(tx, tree.nodes[i].id, parent_id, ordinal++, err))
			return false;
	}
	size_t at = place < ordinal ? place : ordinal;
	struct event e = { "plan.move", NULL, node_id, by, (int64_t)at, parent_id };
	return set_place(tx, node_id, parent_id, at, err) && journal(tx, a, &e, err);
}

bool plan_node_retire(struct db_conn *tx, struct arena *a, int64_t node_id, bool retired, const char *note, int64_t by,
                      struct err *err)
{
	int64_t changed;
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE plan_node SET retired = $retired WHERE id = $id"));
	db_bind_i64(st, "$retired", retired);
	db_bind_i64(st, "$id", node_id);
	if (!db_finish_changed(st, &changed, err))
		return false;
	if (!changed)
		return err_not_found(err, "There is no part of a plan with the identifier %lld", (long long)node_id);
	return journal(tx, a, &(struct event){ "plan.retire", note, node_id, by, retired, 0 }, err);
}

/* ---- New ones ---- */

static bool insert(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t parent_id, size_t ordinal,
                   const struct plan_change *text, int64_t id, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO plan_node (id, plan_id, parent_id, ordinal, ref, kind, title, body, addressee, cross_cutting, asked) "
		"VALUES ($id, $plan, $parent, $ordinal, $ref, $kind, $title, $body, '', 0, '')"));
	db_bind_i64(st, "$id", id);
	db_bind_i64(st, "$plan", plan_id);
	db_bind_id(st, "$parent", parent_id);
	db_bind_i64(st, "$ordinal", (int64_t)ordinal);
	db_bind_text(st, "$ref", arena_printf(a, "n%lld", (long long)id));
	db_bind_text(st, "$kind", text->kind);
	db_bind_text(st, "$title", text->title);
	db_bind_text(st, "$body", text->body);
	return db_finish(st, err);
}

bool plan_node_new(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t parent_id,
                   const struct plan_change *text, int64_t *node_id, struct err *err)
{
	struct plan_tree tree;
	size_t children = 0;
	if (!check_text(text, err) || !plan_tree_load(tx, a, plan_id, &tree, err))
		return false;
	long parent = parent_id ? plan_tree_index(&tree, parent_id) : -1;
	if (parent_id && parent < 0)
		return err_input(err, "Where it is to stand is no part of the same plan");
	if (parent >= 0 && tree.nodes[parent].depth >= PLAN_DEPTH_MAX)
		return err_input(err, "The tree would have more than %d levels below the top", PLAN_DEPTH_MAX);
	for (size_t i = 0; i < tree.n; i++)
		children += tree.nodes[i].parent == parent;
	*node_id = db_new_id(tx);
	struct event e = { "plan.add", text->note, *node_id, text->by, (int64_t)children, parent_id };
	return insert(tx, a, plan_id, parent_id, children, text, *node_id, err) && journal(tx, a, &e, err);
}
