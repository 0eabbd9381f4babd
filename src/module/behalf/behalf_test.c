/* Drafts on behalf of an organisation: what goes together and what does not, and what a release makes of them. */
#include "support.h"

#include "base/hash.h"
#include "module/behalf/behalf.h"
#include "module/user/user_internal.h"

/* ---- Putting together, by one question ---- */

static void what_only_one_changed_goes_together(void **state)
{
	static const struct {
		const char *base, *theirs, *mine, *merged;
		bool clash;
	} cases[] = {
		{ "a", "a", "a", "a", false },
		{ "a", "b", "a", "b", false },
		{ "a", "a", "b", "b", false },
		{ "a", "b", "b", "b", false },
		{ "a", "b", "c", "c", true },
		{ "a", "", "c", "c", true },
		{ "", "b", "", "b", false },
	};
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct answer base = { .text = cases[i].base }, theirs = { .text = cases[i].theirs }, mine = { .text = cases[i].mine }, merged;
		bool clash;
		assert_int_equal(behalf_merge(&base, &theirs, &mine, 1, &merged, &clash), cases[i].clash);
		assert_int_equal(clash, cases[i].clash);
		assert_string_equal(merged.text, cases[i].merged);
	}
	struct answer points[] = { { .text = "", .value = 1 }, { .text = "", .value = 2 }, { .text = "", .value = 3 } }, merged;
	bool clash;
	assert_int_equal(behalf_merge(&points[0], &points[1], &points[2], 1, &merged, &clash), 1);
	assert_int_equal(merged.value, 3);
}

/* ---- In the database ---- */

struct work {
	struct test_db *t;
	struct consultation c;
	int64_t organisation, user, id, base, now;
	struct answer answers[2];
	enum behalf_result result;
	struct behalf_revision with;
	bool publish;
};

static bool set_up(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	struct arena *a = w->t->arena;
	struct digest digest = digest_of("plan", 4);
	struct plan_tree tree = { .plan = { .slug = "one", .title = "one", .description = "", .language = "nb", .period = "" } };
	struct user user = { .name = "Kari", .email = "kari@example.no", .language = "" };
	const char *refused;
	long line;
	w->now = date_begins((struct date){ 2026, 2, 20 });
	w->c = (struct consultation){ .kind = CONSULTATION_INPUT, .title = "Høring", .intro = "", .opens = { 2026, 2, 2 }, .closes = { 2026, 3, 2 } };
	consultation_parse_questions(a, span_of("First? *\nAgree? (1-5)\n"), &w->c.questions, &w->c.n_questions, &line);
	if (!plan_add(tx, a, &tree, &(struct plan_source){ "one", digest.byte }, err))
		return false;
	w->c.plan_id = tree.plan.id;
	return user_add(tx, &user, 0, &w->user, err) && organisation_named(tx, a, "Verftet", &w->organisation, err)
	       && consultation_save(tx, a, &w->c, w->now, 0, &refused, err)
	       && consultation_move(tx, a, w->c.id, CONSULTATION_ANNOUNCED, date_begins((struct date){ 2026, 1, 2 }), 0, &refused, err)
	       && consultation_get(tx, a, w->c.id, &w->c, err)
	       && behalf_begin(tx, a, w->c.id, w->organisation, w->user, w->now, &w->id, err);
}

static bool save(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return behalf_save(tx, w->t->arena, &w->c, w->id, w->base, w->answers, w->user, w->now, &w->result, &w->with, err);
}

static bool release(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	struct statement about = { .email = "", .publish = w->publish };
	return behalf_release(tx, w->t->arena, &w->c, w->id, w->base, &about, "token", w->user, w->now, &w->result, err);
}

static bool withdraw(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return behalf_withdraw(tx, w->id, w->user, w->now, &w->result, err);
}

static enum behalf_result run(struct work *w, db_write_fn *fn)
{
	struct err err = { 0 };
	assert_ok(db_write(w->t->db, fn, w, &err), err);
	return w->result;
}

static enum behalf_result save_from(struct work *w, int64_t base, const char *text, int64_t value)
{
	w->base = base;
	w->answers[0] = (struct answer){ .question = 0, .text = text };
	w->answers[1] = (struct answer){ .question = 1, .text = "", .value = value };
	return run(w, save);
}

static struct behalf found(struct work *w)
{
	struct err err = { 0 };
	struct behalf b;
	struct db_conn *c = db_reader(w->t->db, &err);
	assert_ok(behalf_get(c, w->t->arena, w->id, &b, &err), err);
	db_reader_done(c);
	return b;
}

static int64_t count(struct work *w, const struct sql *sql)
{
	struct err err = { 0 };
	int64_t n = 0;
	struct db_conn *c = db_reader(w->t->db, &err);
	assert_ok(db_get_i64(c, sql, &n, &err), err);
	db_reader_done(c);
	return n;
}

DB_TEST(two_write_one_draft_and_it_becomes_a_statement)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = { .t = t, .publish = true };
	assert_ok(db_write(t->db, set_up, &w, &err), err);
	assert_int_equal(found(&w).revision, 1);
	assert_int_equal(save_from(&w, 1, "Mer buss", 0), BEHALF_DONE);
	assert_int_equal(save_from(&w, 1, "", 4), BEHALF_MERGED);
	assert_int_equal(save_from(&w, 2, "Mer tog", 4), BEHALF_MERGED);
	assert_int_equal(save_from(&w, 1, "Noe annet", 4), BEHALF_OVERTAKEN);
	assert_string_equal(w.with.answers[0].text, "Mer tog");
	assert_int_equal(found(&w).revision, 4);
	w.base = 3;
	assert_int_equal(run(&w, release), BEHALF_OVERTAKEN);
	w.base = 4;
	assert_int_equal(run(&w, release), BEHALF_DONE);
	struct behalf b = found(&w);
	assert_int_equal(b.state, BEHALF_RELEASED);
	assert_true(b.statement_id);
	assert_int_equal(count(&w, SQL("SELECT count(*) FROM contribution WHERE text = 'Mer tog' AND publish = 1")), 1);
	assert_int_equal(count(&w, SQL("SELECT sum(value) FROM statement_value")), 4);
	assert_int_equal(count(&w, SQL("SELECT count(*) FROM statement WHERE organisation = 'Verftet'")), 1);
	assert_int_equal(run(&w, release), BEHALF_OVER);
	assert_int_equal(run(&w, withdraw), BEHALF_OVER);
	assert_int_equal(save_from(&w, 4, "For sent", 0), BEHALF_OVER);
	assert_int_equal(count(&w, SQL("SELECT count(*) FROM statement")), 1);
}

DB_TEST(after_the_last_day_nothing_is_released)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = { .t = t };
	assert_ok(db_write(t->db, set_up, &w, &err), err);
	assert_int_equal(save_from(&w, 1, "Mer buss", 0), BEHALF_DONE);
	w.now = date_ends((struct date){ 2026, 3, 2 }) + 1;
	w.base = 2;
	assert_int_equal(run(&w, release), BEHALF_OVER);
	assert_int_equal(save_from(&w, 2, "Mer", 0), BEHALF_OVER);
	w.now = date_ends((struct date){ 2026, 3, 2 });
	assert_int_equal(run(&w, withdraw), BEHALF_DONE);
	assert_int_equal(found(&w).state, BEHALF_WITHDRAWN);
	assert_int_equal(count(&w, SQL("SELECT count(*) FROM statement")), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_only_one_changed_goes_together),
		ON_BOTH(two_write_one_draft_and_it_becomes_a_statement),
		ON_BOTH(after_the_last_day_nothing_is_released),
	};
	return cmocka_run_group_tests_name("behalf", tests, NULL, NULL);
}
