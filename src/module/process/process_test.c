/* The process of a plan: where it is by the clock, what is refused, and that ids and days survive. */
#include "support.h"

#include "base/hash.h"
#include "module/process/process.h"

#define DAY(y, m, d) ((struct date){ y, m, d })

static void a_template_fills_the_time_without_gaps(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const struct process *p = process_from_template(a, "regional_plan", DAY(2024, 1, 31), LANG_NB);
	assert_non_null(p);
	assert_int_equal(p->n_phases, 4);
	assert_int_equal(p->n_milestones, 3);
	assert_null(process_check(p).message);
	for (size_t i = 1; i < p->n_phases; i++)
		assert_int_equal(date_days(p->phases[i].begins), date_days(p->phases[i - 1].ends) + 1);
	assert_string_equal(p->phases[0].title, "Forberedelser");
	/* 18 months after the last day of January is the last of July. */
	assert_int_equal(date_days(p->phases[1].begins), date_days(DAY(2025, 7, 31)));
	assert_null(process_from_template(a, "else", DAY(2024, 1, 1), LANG_NB));
	arena_free(a);
}

static void the_last_day_of_a_phase_counts_whole(void **state)
{
	(void)state;
	struct process_phase phase = { .title = "A", .activities = "", .begins = DAY(2026, 1, 2), .ends = DAY(2026, 3, 4) };
	assert_int_equal(process_phase_time(&phase, DAY(2026, 1, 1)), PROCESS_AHEAD);
	assert_int_equal(process_phase_time(&phase, DAY(2026, 1, 2)), PROCESS_NOW);
	assert_int_equal(process_phase_time(&phase, DAY(2026, 3, 4)), PROCESS_NOW);
	assert_int_equal(process_phase_time(&phase, DAY(2026, 3, 5)), PROCESS_PAST);
}

static void what_makes_no_sense_is_named(void **state)
{
	(void)state;
	struct process_phase phases[2] = {
		{ .title = "A", .activities = "", .begins = DAY(2026, 1, 2), .ends = DAY(2026, 3, 4) },
		{ .title = "B", .activities = "", .begins = DAY(2026, 3, 1), .ends = DAY(2026, 2, 27) },
	};
	struct process_milestone milestone = { .title = "M" };
	struct process p = { .phases = phases, .n_phases = 2, .milestones = &milestone };
	assert_int_equal(process_check(&p).number, 2); /* ends before it begins */
	phases[1].ends = DAY(2026, 4, 1);
	assert_null(process_check(&p).message); /* overlapping is allowed */
	phases[1].begins = DAY(2026, 1, 1);
	assert_int_equal(process_check(&p).number, 2); /* out of order */
	phases[1] = phases[0];
	phases[0].title = "";
	assert_int_equal(process_check(&p).number, 1);
	phases[0].title = "A";
	p.n_milestones = 1;
	assert_true(process_check(&p).milestone);
	p.n_phases = PROCESS_PHASES + 1;
	assert_non_null(process_check(&p).message);
}

struct keeping {
	struct test_db *t;
	int64_t plan_id;
	const struct process *process;
};

static bool add_plan(struct db_conn *tx, void *arg, struct err *err)
{
	struct keeping *k = arg;
	struct digest digest = digest_of("plan", 4);
	struct plan_tree tree = { .plan = { .slug = "one", .title = "one", .description = "", .language = "nb", .period = "" } };
	bool ok = plan_add(tx, k->t->arena, &tree, &(struct plan_source){ "one", digest.byte }, err);
	k->plan_id = tree.plan.id;
	return ok;
}

static bool keep(struct db_conn *tx, void *arg, struct err *err)
{
	const struct keeping *k = arg;
	return process_save(tx, k->t->arena, k->plan_id, k->process, 0, err);
}

static struct process load(const struct keeping *k)
{
	struct process p;
	struct err err = { 0 };
	struct db_conn *c = db_reader(k->t->db, &err);
	assert_ok(process_load(c, k->t->arena, k->plan_id, &p, &err), err);
	db_reader_done(c);
	return p;
}

DB_TEST(what_is_kept_comes_back_with_its_numbers)(struct test_db *t)
{
	struct err err = { 0 };
	struct keeping k = { .t = t };
	assert_ok(db_write(t->db, add_plan, &k, &err), err);
	assert_int_equal(load(&k).n_phases, 0);
	k.process = process_from_template(t->arena, "action_programme", DAY(2026, 1, 1), LANG_EN);
	assert_ok(db_write(t->db, keep, &k, &err), err);
	struct process first = load(&k);
	assert_int_equal(first.n_phases, 4);
	assert_int_equal(first.n_milestones, 3);
	assert_ptr_equal(process_next(&first), &first.milestones[0]);
	first.milestones[0].done = DAY(2026, 3, 30);
	first.phases[1].title = "Another name";
	k.process = &first;
	assert_ok(db_write(t->db, keep, &k, &err), err);
	struct process second = load(&k);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(second.phases[i].id, first.phases[i].id);
	assert_string_equal(second.phases[1].title, "Another name");
	assert_int_equal(date_days(second.milestones[0].done), date_days(DAY(2026, 3, 30)));
	assert_ptr_equal(process_next(&second), &second.milestones[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_template_fills_the_time_without_gaps),
		cmocka_unit_test(the_last_day_of_a_phase_counts_whole),
		cmocka_unit_test(what_makes_no_sense_is_named),
		ON_BOTH(what_is_kept_comes_back_with_its_numbers),
	};
	return cmocka_run_group_tests_name("process", tests, NULL, NULL);
}
