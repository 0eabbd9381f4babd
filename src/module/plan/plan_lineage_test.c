/* Splitting and merging parts of a plan: where they stand, their links, and what is refused. */
#include "module/plan/plan_fixture.h"

/* A theme with two goals, the first with a strategy below it; both goals rest on a second theme. */
#define NODE(id, kind, more) "{\"id\":\"" id "\",\"kind\":\"" kind "\",\"title\":\"" id "\"" more "}"
#define BELOW(id) ",\"parent\":\"" id "\""
#define LINK(from, to, kind) "{\"from\":\"" from "\",\"to\":\"" to "\",\"kind\":\"" kind "\"}"
static const char sample[] = DOCUMENT(
	NODE("t1", "theme", "") "," NODE("g1", "goal", BELOW("t1")) "," NODE("s1", "strategy", BELOW("g1")) ","
	NODE("g2", "goal", BELOW("t1")) "," NODE("t2", "theme", ""),
	LINK("g1", "t2", "rests_on") "," LINK("g2", "t2", "rests_on") "," LINK("g1", "g2", "borders_on"));

struct work {
	struct arena *a;
	struct plan_tree tree;
	int64_t from, into, new_id;
	bool follow;
};

static bool split(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	struct plan_change text = { .kind = "goal", .title = "ny", .body = "", .note = "To mål" };
	return plan_node_split(tx, w->a, w->from, &text, w->follow, &w->new_id, err);
}

static bool merge(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return plan_node_merge(tx, w->a, w->from, w->into, "Det samme", 0, err);
}

static struct plan_tree load(struct test_db *t, const struct work *w)
{
	struct plan_tree tree;
	struct err err = { 0 };
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(plan_tree_load(c, t->arena, w->tree.plan.id, &tree, &err), err);
	db_reader_done(c);
	return tree;
}

static enum err_kind refused(struct test_db *t, struct work *w, db_write_fn *fn, int64_t from, int64_t into)
{
	struct err err = { 0 };
	w->from = from;
	w->into = into;
	assert_false(db_write(t->db, fn, w, &err));
	return err.kind;
}

DB_TEST(a_split_stands_beside_and_has_the_links_if_wanted)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = { .a = t->arena, .tree = stored(t, sample), .follow = true };
	w.from = w.tree.nodes[1].id;
	assert_ok(db_write(t->db, split, &w, &err), err);
	struct plan_tree tree = load(t, &w);
	assert_int_equal(tree.n, 6);
	assert_int_equal(tree.n_links, 5);
	assert_int_equal(plan_tree_index(&tree, w.new_id), 3); /* behind g1 and what stands below it */
	w.follow = false;
	assert_ok(db_write(t->db, split, &w, &err), err);
	assert_int_equal(load(t, &w).n_links, 5);
	assert_int_equal(refused(t, &w, split, 17, 0), ERR_NOT_FOUND);
}

DB_TEST(a_merged_part_is_retired_and_leads_to_the_other)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = { .a = t->arena, .tree = stored(t, sample) };
	struct plan_lineage *list;
	size_t n;
	int64_t t1 = w.tree.nodes[0].id, g1 = w.tree.nodes[1].id, s1 = w.tree.nodes[2].id, g2 = w.tree.nodes[3].id;
	assert_int_equal(refused(t, &w, merge, g1, g1), ERR_INPUT);
	assert_int_equal(refused(t, &w, merge, t1, s1), ERR_INPUT);
	assert_int_equal(refused(t, &w, merge, g1, 17), ERR_INPUT);
	w.from = g1;
	w.into = g2;
	assert_ok(db_write(t->db, merge, &w, &err), err);
	struct plan_tree tree = load(t, &w);
	long g = plan_tree_index(&tree, g2);
	assert_true(tree.nodes[plan_tree_index(&tree, g1)].retired);
	assert_int_equal(tree.nodes[plan_tree_index(&tree, s1)].parent, g);
	assert_int_equal(tree.n_links, 1); /* what both rested on, once; what was between them is gone */
	assert_int_equal(tree.links[0].from, g);
	assert_int_equal(refused(t, &w, merge, g1, g2), ERR_INPUT);
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(plan_node_lineage(c, t->arena, g2, &list, &n, &err), err);
	db_reader_done(c);
	assert_int_equal(n, 1);
	assert_int_equal(list[0].kind, PLAN_MERGED);
	assert_int_equal(list[0].from, g1);
	assert_string_equal(list[0].note, "Det samme");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_split_stands_beside_and_has_the_links_if_wanted),
		ON_BOTH(a_merged_part_is_retired_and_leads_to_the_other),
	};
	return cmocka_run_group_tests_name("lineage", tests, NULL, NULL);
}
