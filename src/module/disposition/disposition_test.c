/* Answers: who may approve, what needs a reason, and which version the public has. */
#include "support.h"

#include "base/hash.h"
#include "module/disposition/disposition_internal.h"

enum { WRITER = 1, APPROVER };

struct world {
	struct test_db *t;
	int64_t plan_id, node_id, other_node_id, contribution_id;
};

static bool add_user(struct db_conn *tx, int64_t id, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO user_account (id, password, administrator, language, created_at) VALUES ($id, '', 0, '', 0)"));
	db_bind_i64(st, "$id", id);
	return db_finish(st, err);
}

static bool add_plan(struct db_conn *tx, struct world *w, const char *slug, int64_t *plan_id, int64_t *node_id,
                     struct err *err)
{
	struct digest digest = digest_of(slug, strlen(slug));
	struct plan_node node = { .ref = "t1", .kind = "theme", .title = "Kraft", .body = "", .addressee = "",
	                          .asked = "", .parent = -1 };
	struct plan_tree tree = {
		.plan = { .slug = slug, .title = slug, .description = "", .language = "nb", .period = "" },
		.nodes = &node, .n = 1 };
	bool ok = plan_add(tx, w->t->arena, &tree, &(struct plan_source){ slug, digest.byte }, err);
	*plan_id = tree.plan.id;
	*node_id = tree.nodes[0].id;
	return ok;
}

static bool make_world(struct db_conn *tx, void *arg, struct err *err)
{
	struct world *w = arg;
	int64_t other;
	struct digest digest = digest_of("file", 4);
	struct contribution_row row = { .text = "Mer buss", .ref = "1", .event = "", .group = "", .organisation = "",
	                                .topic = "", .language = "", .said_on = "", .publish = true };
	struct contribution_added added;
	return add_user(tx, WRITER, err) && add_user(tx, APPROVER, err)
	       && add_plan(tx, w, "one", &w->plan_id, &w->node_id, err)
	       && add_plan(tx, w, "two", &other, &w->other_node_id, err)
	       && contribution_add(tx, w->t->arena, w->plan_id, &(struct plan_source){ "file", digest.byte }, &row, 1, &added, err)
	       && db_get_i64(tx, SQL("SELECT max(id) FROM contribution"), &w->contribution_id, err);
}

static struct world world_of(struct test_db *t)
{
	struct err err = { 0 };
	struct world w = { .t = t };
	assert_ok(db_write(t->db, make_world, &w, &err), err);
	return w;
}

/* ---- What one does with an answer; each gives what was refused ---- */

struct deed {
	struct world *w;
	struct disposition d;
	int64_t by, n;
	const char *refused;
};

static bool draft(struct db_conn *tx, void *arg, struct err *err)
{
	struct deed *x = arg;
	return disposition_draft(tx, x->w->t->arena, &x->d, 1000, &x->refused, err);
}

static bool approve(struct db_conn *tx, void *arg, struct err *err)
{
	struct deed *x = arg;
	return disposition_approve(tx, x->w->t->arena, x->w->contribution_id, x->by, 2000, &x->refused, err);
}

static bool publish(struct db_conn *tx, void *arg, struct err *err)
{
	struct deed *x = arg;
	return disposition_publish(tx, x->w->t->arena, x->w->plan_id, x->by, 3000, &x->n, err);
}

static const char *do_draft(struct world *w, enum outcome outcome, const char *reason, int64_t node_id)
{
	struct err err = { 0 };
	struct deed x = { .w = w, .d = { .remark_id = w->contribution_id, .outcome = outcome, .reason = reason,
	                                 .node_id = node_id, .drafted_by = WRITER } };
	assert_ok(db_write(w->t->db, draft, &x, &err), err);
	return x.refused;
}

static const char *do_approve(struct world *w, int64_t by)
{
	struct err err = { 0 };
	struct deed x = { .w = w, .by = by };
	assert_ok(db_write(w->t->db, approve, &x, &err), err);
	return x.refused;
}

static int64_t do_publish(struct world *w)
{
	struct err err = { 0 };
	struct deed x = { .w = w, .by = APPROVER };
	assert_ok(db_write(w->t->db, publish, &x, &err), err);
	return x.n;
}

static size_t versions(struct world *w, struct disposition **list)
{
	struct err err = { 0 };
	size_t n;
	struct db_conn *c = db_reader(w->t->db, &err);
	assert_ok(disposition_list(c, w->t->arena, w->contribution_id, list, &n, &err), err);
	db_reader_done(c);
	return n;
}

DB_TEST(only_what_is_noted_needs_no_reason)(struct test_db *t)
{
	struct world w = world_of(t);
	struct disposition *list;
	assert_non_null(do_draft(&w, OUTCOME_FOLLOWED, "", 0));
	assert_non_null(do_draft(&w, OUTCOME_OUTSIDE, "", 0));
	assert_int_equal(versions(&w, &list), 0);
	assert_null(do_draft(&w, OUTCOME_NOTED, "", 0));
	assert_int_equal(versions(&w, &list), 1);
}

DB_TEST(an_answer_changes_a_part_of_its_own_plan)(struct test_db *t)
{
	struct world w = world_of(t);
	assert_non_null(do_draft(&w, OUTCOME_FOLLOWED, "Ja", w.other_node_id));
	assert_null(do_draft(&w, OUTCOME_FOLLOWED, "Ja", w.node_id));
}

DB_TEST(another_person_approves)(struct test_db *t)
{
	struct world w = world_of(t);
	assert_non_null(do_approve(&w, APPROVER)); /* nothing there */
	assert_null(do_draft(&w, OUTCOME_PARTLY, "Litt", 0));
	assert_non_null(do_approve(&w, WRITER));
	assert_int_equal(do_publish(&w), 0);
	assert_null(do_approve(&w, APPROVER));
	assert_non_null(do_approve(&w, APPROVER)); /* already */
}

DB_TEST(a_new_draft_takes_the_approval_back_and_leaves_what_is_published)(struct test_db *t)
{
	struct world w = world_of(t);
	struct disposition *list;
	int64_t counts[DISPOSITION_STATES];
	struct err err = { 0 };
	do_draft(&w, OUTCOME_PARTLY, "Litt", 0);
	do_approve(&w, APPROVER);
	do_draft(&w, OUTCOME_FOLLOWED, "Alt", 0);
	assert_int_equal(do_publish(&w), 0);
	do_approve(&w, APPROVER);
	assert_int_equal(do_publish(&w), 1);
	assert_int_equal(do_publish(&w), 0);
	do_draft(&w, OUTCOME_NOT_FOLLOWED, "Likevel ikke", 0);
	assert_int_equal(versions(&w, &list), 3);
	assert_int_equal(disposition_state(&list[0]), DISPOSITION_DRAFT);
	assert_int_equal(disposition_state(&list[1]), DISPOSITION_PUBLISHED);
	assert_string_equal(list[1].reason, "Alt");
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(disposition_count(c, w.plan_id, counts, &err), err);
	db_reader_done(c);
	assert_int_equal(counts[DISPOSITION_DRAFT], 1);
	assert_int_equal(counts[DISPOSITION_NONE] + counts[DISPOSITION_APPROVED] + counts[DISPOSITION_PUBLISHED], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(only_what_is_noted_needs_no_reason),
		ON_BOTH(an_answer_changes_a_part_of_its_own_plan),
		ON_BOTH(another_person_approves),
		ON_BOTH(a_new_draft_takes_the_approval_back_and_leaves_what_is_published),
	};
	return cmocka_run_group_tests_name("disposition", tests, NULL, NULL);
}
