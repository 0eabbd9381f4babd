#include "support.h"

#include "base/hash.h"
#include "module/contribution/contribution_internal.h"

static int64_t plan, other_plan, node[3]; /* two in the plan, one in the other */

static bool add_plan(struct db_conn *tx, struct arena *a, const char *slug, size_t n, int64_t *id, int64_t *nodes, struct err *err)
{
	struct digest digest = digest_of(slug, strlen(slug));
	struct plan_node *list = arena_array(a, n, sizeof *list);
	for (size_t i = 0; i < n; i++)
		list[i] = (struct plan_node){ .ref = arena_printf(a, "t%zu", i + 1), .kind = "theme", .title = "Et tema", .body = "",
		                              .addressee = "", .asked = "", .parent = -1 };
	struct plan_tree tree = {
		.plan = { .slug = slug, .title = "Prøveplan", .description = "", .language = "nb", .period = "" },
		.nodes = list, .n = n };
	bool ok = plan_add(tx, a, &tree, &(struct plan_source){ slug, digest.byte }, err);
	*id = tree.plan.id;
	for (size_t i = 0; i < n; i++)
		nodes[i] = tree.nodes[i].id;
	return ok;
}

static bool make(struct db_conn *tx, void *arg, struct err *err)
{
	struct test_db *t = arg;
	struct digest digest = digest_of("rows", 4);
	struct plan_source source = contribution_source("rows.csv", &digest);
	struct contribution_added added;
	if (!add_plan(tx, t->arena, "prove", 2, &plan, node, err) || !add_plan(tx, t->arena, "annen", 1, &other_plan, node + 2, err))
		return false;
	/* One stood under the plan's first node in its document. */
	struct contribution_row row = { .text = "Mer kraft", .ref = "a1", .event = "", .group = "", .organisation = "", .topic = "",
	                                .language = "", .said_on = "", .line = 2, .node_id = node[0] };
	return contribution_add(tx, t->arena, plan, &source, &row, 1, &added, err);
}

static struct contribution only(struct test_db *t)
{
	struct err err = { 0 };
	struct contribution *list;
	size_t n;
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(contribution_list(c, t->arena, plan, &list, &n, &err), err);
	db_reader_done(c);
	assert_int_equal(n, 1);
	return list[0];
}

static size_t count_under(struct test_db *t, int64_t node_id)
{
	struct err err = { 0 };
	struct contribution *list;
	size_t n;
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(contribution_under_node(c, t->arena, node_id, &list, &n, &err), err);
	db_reader_done(c);
	return n;
}

struct decision {
	struct test_db *t;
	struct contribution_placement placement; /* node 0: taken back */
};

static bool decide(struct db_conn *tx, void *arg, struct err *err)
{
	struct decision *d = arg;
	if (d->placement.node_id)
		return contribution_place(tx, d->t->arena, &d->placement, err);
	return contribution_unplace(tx, d->t->arena, d->placement.contribution_id, d->placement.by, err);
}

static int64_t rows_of(struct test_db *t, const struct sql *sql)
{
	struct err err = { 0 };
	int64_t n = -1;
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(db_get_i64(c, sql, &n, &err), err);
	db_reader_done(c);
	return n;
}

DB_TEST(a_placement_holds_until_it_is_taken_back)(struct test_db *t)
{
	struct err err = { 0 };
	assert_ok(db_write(t->db, make, t, &err), err);
	struct contribution c = only(t);
	assert_int_equal(c.node_id, node[0]);
	assert_string_equal(c.placed_by, "");

	struct decision d = { t, { .contribution_id = c.id, .node_id = node[1], .by = "Kari", .suggested_id = node[0], .suggested_score = 0.5 } };
	assert_ok(db_write(t->db, decide, &d, &err), err);
	c = only(t);
	assert_int_equal(c.node_id, node[1]);
	assert_string_equal(c.placed_by, "Kari");
	assert_int_equal(count_under(t, node[0]), 0);
	assert_int_equal(count_under(t, node[1]), 1);

	struct contribution_placement now;
	struct db_conn *reader = db_reader(t->db, &err);
	assert_ok(contribution_placement_get(reader, t->arena, c.id, &now, &err), err);
	db_reader_done(reader);
	assert_int_equal(now.suggested_id, node[0]);
	assert_true(now.suggested_score == 0.5);
	assert_true(now.at > 0);

	d.placement.node_id = 0;
	assert_ok(db_write(t->db, decide, &d, &err), err);
	assert_int_equal(only(t).node_id, node[0]);
	assert_int_equal(count_under(t, node[0]), 1);
	assert_false(db_write(t->db, decide, &d, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
}

DB_TEST(earlier_decisions_are_kept)(struct test_db *t)
{
	struct err err = { 0 };
	assert_ok(db_write(t->db, make, t, &err), err);
	int64_t before = rows_of(t, SQL("SELECT count(*) FROM journal WHERE action LIKE 'contribution.%place'"));
	struct decision d = { t, { .contribution_id = only(t).id, .node_id = node[1], .by = "Kari" } };
	assert_ok(db_write(t->db, decide, &d, &err), err);
	assert_ok(db_write(t->db, decide, &d, &err), err); /* the same again is no new decision */
	d.placement.node_id = node[0];
	d.placement.by = "Ola";
	assert_ok(db_write(t->db, decide, &d, &err), err);
	assert_int_equal(rows_of(t, SQL("SELECT count(*) FROM contribution_placement")), 2);
	assert_int_equal(rows_of(t, SQL("SELECT count(*) FROM contribution_placement WHERE ended_by = 'Ola'")), 1);
	assert_int_equal(rows_of(t, SQL("SELECT count(*) FROM journal WHERE action LIKE 'contribution.%place'")), before + 2);
	assert_string_equal(only(t).placed_by, "Ola");
}

DB_TEST(only_nodes_of_its_plan_will_do)(struct test_db *t)
{
	struct err err = { 0 };
	assert_ok(db_write(t->db, make, t, &err), err);
	struct decision d = { t, { .contribution_id = only(t).id, .node_id = node[2], .by = "Kari" } };
	assert_false(db_write(t->db, decide, &d, &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
	err_clear(&err);
	d.placement.contribution_id = 1;
	d.placement.node_id = node[0];
	assert_false(db_write(t->db, decide, &d, &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
	assert_int_equal(only(t).node_id, node[0]);
}

DB_TEST(is_found_by_number_or_reference)(struct test_db *t)
{
	struct err err = { 0 };
	int64_t id, plan_id;
	assert_ok(db_write(t->db, make, t, &err), err);
	struct contribution c = only(t);
	struct db_conn *reader = db_reader(t->db, &err);
	assert_ok(contribution_find(reader, "a1", &id, &plan_id, &err), err);
	assert_int_equal(id, c.id);
	assert_int_equal(plan_id, plan);
	assert_ok(contribution_find(reader, arena_printf(t->arena, "%lld", (long long)c.id), &id, &plan_id, &err), err);
	assert_int_equal(id, c.id);
	assert_false(contribution_find(reader, "a2", &id, &plan_id, &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
	db_reader_done(reader);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_placement_holds_until_it_is_taken_back),
		ON_BOTH(earlier_decisions_are_kept),
		ON_BOTH(only_nodes_of_its_plan_will_do),
		ON_BOTH(is_found_by_number_or_reference),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
