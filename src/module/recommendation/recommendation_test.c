/* Recommendations: what is demanded of one, and that nobody overwrites another's. */
#include "support.h"

#include "base/hash.h"
#include "module/recommendation/recommendation.h"

static void each_state_demands_its_own(void **state)
{
	static const struct {
		struct recommendation r;
		const char *field; /* NULL: nothing is wrong */
	} cases[] = {
		{ { .text = "A", .reason = "" }, NULL },
		{ { .text = " \n", .reason = "" }, "text" },
		{ { .text = "A", .reason = "", .state = RECOMMENDATION_SET_ASIDE }, "reason" },
		{ { .text = "A", .reason = "B", .state = RECOMMENDATION_SET_ASIDE }, NULL },
		{ { .text = "A", .reason = "B", .state = RECOMMENDATION_TAKEN_UP }, "node" },
		{ { .text = "A", .reason = "", .state = RECOMMENDATION_TAKEN_UP, .node_id = 1 }, NULL },
		{ { .text = "A", .reason = "", .state = RECOMMENDATION_TAKEN_UP, .phase_id = 1 }, NULL },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const char *field, *problem = recommendation_check(&cases[i].r, &field);
		if (!problem != !cases[i].field || (problem && !str_eq(field, cases[i].field)))
			fail_msg("case %zu", i);
	}
	char *text = calloc(1, RECOMMENDATION_TEXT + 2);
	const char *field;
	memset(text, 'a', RECOMMENDATION_TEXT);
	assert_null(recommendation_check(&(struct recommendation){ .text = text, .reason = "" }, &field));
	text[RECOMMENDATION_TEXT] = 'a';
	assert_non_null(recommendation_check(&(struct recommendation){ .text = text, .reason = "" }, &field));
	free(text);
}

struct work {
	struct test_db *t;
	struct recommendation r;
	int64_t plan_id;
	bool overtaken;
};

static bool add_plan(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	struct digest digest = digest_of("plan", 4);
	struct plan_tree tree = { .plan = { .slug = "one", .title = "one", .description = "", .language = "nb", .period = "" } };
	bool ok = plan_add(tx, w->t->arena, &tree, &(struct plan_source){ "one", digest.byte }, err);
	w->plan_id = tree.plan.id;
	return ok;
}

static bool save(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return recommendation_save(tx, &w->r, 0, clock_now(), &w->overtaken, err);
}

DB_TEST(an_older_revision_is_not_saved_over_a_newer)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = { .t = t };
	struct recommendation *list, found;
	size_t n;
	assert_ok(db_write(t->db, add_plan, &w, &err), err);
	w.r = (struct recommendation){ .plan_id = w.plan_id, .text = "Færre mål", .reason = "" };
	assert_ok(db_write(t->db, save, &w, &err), err);
	assert_true(w.r.id);
	w.r.revision = 1;
	w.r.state = RECOMMENDATION_SET_ASIDE;
	w.r.reason = "Nei";
	assert_ok(db_write(t->db, save, &w, &err), err);
	assert_false(w.overtaken);
	w.r.text = "Flere mål"; /* still from revision 1 */
	assert_ok(db_write(t->db, save, &w, &err), err);
	assert_true(w.overtaken);
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(recommendation_get(c, t->arena, w.r.id, &found, &err), err);
	assert_int_equal(found.revision, 2);
	assert_int_equal(found.state, RECOMMENDATION_SET_ASIDE);
	assert_string_equal(found.text, "Færre mål");
	assert_ok(recommendation_revisions(c, t->arena, w.r.id, &list, &n, &err), err);
	assert_int_equal(n, 2);
	assert_int_equal(list[1].state, RECOMMENDATION_OPEN);
	assert_ok(recommendation_list(c, t->arena, w.plan_id, RECOMMENDATION_OPEN, &list, &n, &err), err);
	assert_int_equal(n, 0);
	assert_ok(recommendation_list(c, t->arena, w.plan_id, RECOMMENDATION_STATES, &list, &n, &err), err);
	assert_int_equal(n, 1);
	db_reader_done(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_state_demands_its_own),
		ON_BOTH(an_older_revision_is_not_saved_over_a_newer),
	};
	return cmocka_run_group_tests_name("recommendation", tests, NULL, NULL);
}
