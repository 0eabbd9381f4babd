/* The radar: states, double work, and what is kept. */
#include "support.h"

#include "base/hash.h"
#include "module/radar/radar_internal.h"

#define TODAY ((struct date){ 2027, 5, 1 })

static void a_state_follows_from_the_days(void **state)
{
	(void)state;
	struct radar_item x = { .deadline = { 2027, 4, 30 } };
	assert_int_equal(radar_state(&x, TODAY), RADAR_OVERDUE);
	x.deadline = TODAY;
	assert_int_equal(radar_state(&x, TODAY), RADAR_SOON);
	x.deadline = (struct date){ 2027, 5, 15 };
	assert_int_equal(radar_state(&x, TODAY), RADAR_SOON);
	x.deadline = (struct date){ 2027, 5, 16 };
	assert_int_equal(radar_state(&x, TODAY), RADAR_OPEN);
	x.deadline = (struct date){ 0 };
	assert_int_equal(radar_state(&x, TODAY), RADAR_OPEN);
	x = (struct radar_item){ .deadline = { 2027, 4, 30 }, .decision = RADAR_NO_ANSWER };
	assert_int_equal(radar_state(&x, TODAY), RADAR_LEFT_OUT);
	x.answered = (struct date){ 2027, 4, 1 };
	assert_int_equal(radar_state(&x, TODAY), RADAR_ANSWERED);
}

/* ---- Double work ---- */

static const char *one[] = { "Rådet i vest" }, *other[] = { "Rådet i aust" }, *both[] = { "Rådet i aust", "Rådet i vest" };

static size_t double_of(struct radar_item x, struct radar_item y)
{
	struct arena *a = arena_new();
	struct radar_item list[] = { x, y };
	size_t *with = radar_doubles(a, list, 2);
	size_t first = with[0];
	if (y.n_takers < 2)
		assert_int_equal(with[1], first == RADAR_ALONE ? RADAR_ALONE : 0);
	arena_free(a);
	return first;
}

static struct radar_item taken(const char *title, const char *body, int day, const char **takers, size_t n)
{
	return (struct radar_item){ .title = title, .body = body, .deadline = { day ? 2027 : 0, 5, day }, .takers = takers, .n_takers = n };
}

static void the_same_body_and_day_is_double(void **state)
{
	(void)state;
	struct radar_item x = taken("Vei", "Etaten", 7, one, 1);
	assert_int_equal(double_of(x, taken("Nett", "Etaten", 7, other, 1)), 1);
	assert_int_equal(double_of(x, taken("Nett", "Etaten", 7, one, 1)), RADAR_ALONE);
	assert_int_equal(double_of(x, taken("Nett", "Etaten", 7, NULL, 0)), RADAR_ALONE);
	assert_int_equal(double_of(x, taken("Nett", "Etaten", 8, other, 1)), RADAR_ALONE);
	assert_int_equal(double_of(x, taken("Nett", "Direktoratet", 7, other, 1)), RADAR_ALONE);
	assert_int_equal(double_of(taken("Vei", "Etaten", 0, one, 1), taken("Nett", "Etaten", 0, other, 1)), RADAR_ALONE);
	assert_int_equal(double_of(x, taken("Nett", "Etaten", 7, both, 2)), 1);
}

static void what_two_take_is_double_by_itself(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct radar_item list[] = { taken("Vei", "Etaten", 7, both, 2), taken("Nett", "Etaten", 9, NULL, 0) };
	size_t *with = radar_doubles(a, list, 2);
	assert_int_equal(with[0], 0);
	assert_int_equal(with[1], RADAR_ALONE);
	arena_free(a);
}

static void similar_titles_are_double(void **state)
{
	(void)state;
	static const struct {
		const char *x, *y;
		bool same;
	} cases[] = {
		{ "Høring - NOU 2027: 4 Kompetanse for framtida", "NOU 2027:4 Kompetanse for framtida", true },
		{ "Høring av forslag til ny forskrift om fagskoler i fylkene", "Høyring: framlegg til ny forskrift om fagskolar i fylka", true },
		{ "Forslag til endringer i forskrift om drosjer", "Forslag til endringer i forskrift om fiskeri", false },
		{ "NOU 2027: 4 Kompetanse for framtida", "NOU 2027: 9 Havner og skipsfart langs kysten", false },
		{ "Nasjonal transportplan", "Nasjonal helseplan", false },
		{ "Høring", "Høring", false },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		if ((double_of(taken(cases[i].x, "A", 1, one, 1), taken(cases[i].y, "B", 2, other, 1)) != RADAR_ALONE) != cases[i].same)
			fail_msg("\"%s\" and \"%s\"", cases[i].x, cases[i].y);
}

/* The same title comes back each year: last year's, answered, is nobody's work any longer. */
static void what_is_settled_is_like_nothing(void **state)
{
	(void)state;
	struct radar_item x = taken("Statsbudsjettet og kommunene", "A", 1, one, 1), y = taken("Statsbudsjettet og kommunene", "A", 2, other, 1);
	assert_int_equal(double_of(x, y), 1);
	y.answered = TODAY;
	assert_int_equal(double_of(x, y), RADAR_ALONE);
	y.answered = (struct date){ 0 };
	y.decision = RADAR_NO_ANSWER;
	assert_int_equal(double_of(x, y), RADAR_ALONE);
}

/* ---- What is kept ---- */

struct work {
	struct test_db *t;
	int64_t plan_id;
	const char *slug;
	const struct radar_item *items;
	size_t n, added;
	struct radar_step step;
};

static bool add_plan(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	struct digest digest = digest_of(w->slug, strlen(w->slug));
	struct plan_tree tree = { .plan = { .slug = w->slug, .title = w->slug, .description = "", .language = "nb", .period = "" } };
	bool ok = plan_add(tx, w->t->arena, &tree, &(struct plan_source){ w->slug, digest.byte }, err);
	w->plan_id = tree.plan.id;
	return ok;
}

static bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return radar_add(tx, w->t->arena, w->plan_id, w->items, w->n, 0, &w->added, err);
}

static bool step(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return radar_do(tx, w->t->arena, &w->step, err);
}

static struct radar_item *load(struct work *w, size_t *n)
{
	struct err err = { 0 };
	struct radar_item *list;
	struct db_conn *c = db_reader(w->t->db, &err);
	assert_ok(radar_list(c, w->t->arena, w->plan_id, &list, n, &err), err);
	db_reader_done(c);
	return list;
}

static const struct radar_item items[] = {
	{ .key = "2", .title = "Uten frist", .body = "A", .link = "", .reason = "" },
	{ .key = "1", .title = "Nett", .body = "A", .link = "https://a.example/", .reason = "", .published = { 2027, 1, 2 }, .deadline = { 2027, 5, 1 } },
	{ .key = "1", .title = "Nett igjen", .body = "A", .link = "", .reason = "" },
};

static struct work begin(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = { .t = t, .slug = "one", .items = items, .n = ARRAY_LEN(items) };
	assert_ok(db_write(t->db, add_plan, &w, &err), err);
	assert_ok(db_write(t->db, add, &w, &err), err);
	assert_int_equal(w.added, 2);
	return w;
}

static void refused(struct work *w, enum err_kind kind)
{
	struct err err = { 0 };
	assert_false(db_write(w->t->db, step, w, &err));
	assert_int_equal(err.kind, kind);
}

DB_TEST(an_item_is_kept_once)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = begin(t);
	size_t n;
	struct radar_item *list = load(&w, &n);
	assert_int_equal(n, 2);
	assert_string_equal(list[0].title, "Nett");
	assert_string_equal(list[0].link, "https://a.example/");
	assert_string_equal(date_iso(t->arena, list[0].published), "2027-01-02");
	assert_string_equal(list[1].title, "Uten frist");
	assert_int_equal(list[1].deadline.year, 0);
	assert_ok(db_write(t->db, add, &w, &err), err);
	assert_int_equal(w.added, 0);
	w.slug = "two";
	assert_ok(db_write(t->db, add_plan, &w, &err), err);
	assert_ok(db_write(t->db, add, &w, &err), err);
	assert_int_equal(w.added, 2);
}

DB_TEST(steps_come_back)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = begin(t);
	size_t n;
	int64_t id = load(&w, &n)[1].id;
	w.step = (struct radar_step){ .plan_id = w.plan_id, .id = id, .taker = "Rådet i vest", .reason = "", .deadline = { 2027, 3, 1 } };
	assert_ok(db_write(t->db, step, &w, &err), err);
	assert_ok(db_write(t->db, step, &w, &err), err);
	w.step = (struct radar_step){ .plan_id = w.plan_id, .id = id, .taker = "Rådet i aust", .reason = "" };
	assert_ok(db_write(t->db, step, &w, &err), err);
	struct radar_item *list = load(&w, &n);
	assert_int_equal(list[0].id, id);
	assert_string_equal(date_iso(t->arena, list[0].deadline), "2027-03-01");
	assert_int_equal(list[0].n_takers, 2);
	assert_string_equal(list[0].takers[0], "Rådet i aust");
	w.step.leave = true;
	assert_ok(db_write(t->db, step, &w, &err), err);
	assert_int_equal(load(&w, &n)[0].n_takers, 1);
	w.step = (struct radar_step){ .plan_id = w.plan_id, .id = id, .decision = RADAR_NO_ANSWER, .reason = "Gjelder ikke oss" };
	assert_ok(db_write(t->db, step, &w, &err), err);
	w.step = (struct radar_step){ .plan_id = w.plan_id, .id = id, .reason = "", .answered = { 2020, 2, 3 } };
	assert_ok(db_write(t->db, step, &w, &err), err);
	list = load(&w, &n);
	assert_int_equal(list[0].decision, RADAR_NO_ANSWER);
	assert_string_equal(list[0].reason, "Gjelder ikke oss");
	assert_string_equal(date_iso(t->arena, list[0].answered), "2020-02-03");
	assert_string_equal(date_iso(t->arena, list[0].deadline), "2027-03-01");
}

DB_TEST(steps_that_make_no_sense_are_refused)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = begin(t);
	size_t n;
	int64_t id = load(&w, &n)[0].id;
	w.step = (struct radar_step){ .plan_id = w.plan_id, .id = id, .decision = RADAR_NO_ANSWER, .reason = "" };
	refused(&w, ERR_INPUT);
	w.step = (struct radar_step){ .plan_id = w.plan_id, .id = id, .taker = "", .reason = "" };
	refused(&w, ERR_INPUT);
	w.step = (struct radar_step){ .plan_id = w.plan_id, .id = id, .answered = { 9999, 1, 1 }, .reason = "" };
	refused(&w, ERR_INPUT);
	w.slug = "two";
	assert_ok(db_write(t->db, add_plan, &w, &err), err);
	w.step = (struct radar_step){ .plan_id = w.plan_id, .id = id, .decision = RADAR_ANSWER, .reason = "" };
	refused(&w, ERR_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_state_follows_from_the_days),
		cmocka_unit_test(the_same_body_and_day_is_double),
		cmocka_unit_test(what_two_take_is_double_by_itself),
		cmocka_unit_test(similar_titles_are_double),
		cmocka_unit_test(what_is_settled_is_like_nothing),
		ON_BOTH(an_item_is_kept_once),
		ON_BOTH(steps_come_back),
		ON_BOTH(steps_that_make_no_sense_are_refused),
	};
	return cmocka_run_group_tests_name("radar", tests, NULL, NULL);
}
