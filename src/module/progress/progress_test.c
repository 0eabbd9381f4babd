/* Reporting: contradictions, reminders, answers that are kept as revisions, and what approving does. */
#include "support.h"

#include "base/hash.h"
#include "module/progress/progress_internal.h"

#define DAY(y, m, d) ((struct date){ y, m, d })

/* ---- Rules ---- */

static void a_status_that_does_not_fit_is_pointed_out(void **state)
{
	(void)state;
	struct measure_milestone list[] = { { .title = "a", .weight = 1, .due = { 2027, 6, 1 } }, { .title = "b", .weight = 1, .due = { 2028, 6, 1 } } };
	struct measure m = { .milestones = list, .n_milestones = 2 };
	struct progress_reached reached[] = { { "a", { 2027, 5, 1 } }, { "b", { 2027, 9, 1 } } };
	struct progress_report r = { .status = MEASURE_ON_TRACK, .achieved = "", .obstacles = "", .reached = reached };
	assert_null(progress_contradiction(&m, &r, DAY(2027, 6, 1)));
	assert_non_null(progress_contradiction(&m, &r, DAY(2027, 6, 2))); /* one is overdue */
	r.n_reached = 1;
	assert_null(progress_contradiction(&m, &r, DAY(2027, 6, 2)));
	r.status = MEASURE_DONE;
	assert_non_null(progress_contradiction(&m, &r, DAY(2027, 6, 2)));
	r.status = MEASURE_NOT_STARTED;
	assert_non_null(progress_contradiction(&m, &r, DAY(2027, 6, 2)));
	r.n_reached = 2;
	r.status = MEASURE_DONE;
	assert_null(progress_contradiction(&m, &r, DAY(2027, 12, 2)));
	r.status = MEASURE_DELAYED;
	assert_non_null(progress_contradiction(&m, &r, DAY(2027, 12, 2)));
}

static void what_makes_no_sense_is_named(void **state)
{
	(void)state;
	struct measure_milestone milestone = { .title = "a", .weight = 1 };
	struct measure m = { .milestones = &milestone, .n_milestones = 1 };
	struct progress_reached reached = { "a", { 2027, 5, 1 } };
	struct progress_money money = { "Fylket", 5 };
	struct progress_report r = { .achieved = "", .obstacles = "", .reached = &reached, .n_reached = 1, .money = &money, .n_money = 1 };
	assert_null(progress_check(&m, &r, DAY(2027, 5, 1)));
	assert_non_null(progress_check(&m, &r, DAY(2027, 4, 30))); /* not yet */
	reached.milestone = "x";
	assert_non_null(progress_check(&m, &r, DAY(2027, 5, 1)));
	reached.milestone = "a";
	money.amount = -1;
	assert_non_null(progress_check(&m, &r, DAY(2027, 5, 1)));
	money.amount = 1;
	r.status = MEASURE_STOPPED;
	assert_non_null(progress_check(&m, &r, DAY(2027, 5, 1))); /* why? */
	r.obstacles = "ingen penger";
	assert_null(progress_check(&m, &r, DAY(2027, 5, 1)));
}

static void one_is_reminded_twice(void **state)
{
	(void)state;
	struct progress_round round = { .opened = { 2028, 1, 10 }, .due = { 2028, 2, 15 } };
	const struct date none = { 0 };
	assert_false(progress_remind(&round, none, DAY(2028, 1, 31)));
	assert_true(progress_remind(&round, none, DAY(2028, 2, 1))); /* two weeks before */
	assert_false(progress_remind(&round, DAY(2028, 2, 1), DAY(2028, 2, 14)));
	assert_true(progress_remind(&round, DAY(2028, 2, 1), DAY(2028, 2, 15)));
	assert_false(progress_remind(&round, DAY(2028, 2, 15), DAY(2028, 3, 15)));
	round.opened = DAY(2028, 2, 5); /* whoever has just been asked is not reminded the same day */
	assert_false(progress_remind(&round, none, DAY(2028, 2, 5)));
	assert_true(progress_remind(&round, none, DAY(2028, 2, 15)));
	round.closed = DAY(2028, 2, 20);
	assert_false(progress_remind(&round, none, DAY(2028, 2, 21)));
}

/* ---- What is kept ---- */

struct work {
	struct test_db *t;
	struct plan_tree tree;
	struct measure_programme programme;
	struct measure measure;
	struct progress_round round;
	struct progress_report report;
	int64_t base;
	bool overtaken;
	enum progress_state state;
	const char *note, *email;
	struct date today;
	size_t reminded;
};

static const char plan_json[] = "{\"format\":\"planverk-plan\",\"version\":1,\"title\":\"P\",\"slug\":\"p\",\"nodes\":["
	"{\"id\":\"g\",\"kind\":\"goal\",\"title\":\"Mål\"}],\"links\":[]}";

static bool set_up(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	struct arena *a = w->t->arena;
	struct digest digest = digest_of(plan_json, strlen(plan_json));
	bool overtaken;
	if (!plan_add(tx, a, &w->tree, &(struct plan_source){ "json", digest.byte }, err))
		return false;
	w->programme.plan_id = w->tree.plan.id;
	if (!measure_programme_add(tx, a, &w->programme, 0, err))
		return false;
	int64_t *nodes = arena_array(a, 1, sizeof *nodes);
	nodes[0] = w->tree.nodes[0].id;
	w->measure = (struct measure){ .programme_id = w->programme.id, .ref = "T1", .title = "Tiltak", .body = "", .lead = "Skolen",
	                               .indicator = "", .effect = "", .closed_note = "", .nodes = nodes, .n_nodes = 1 };
	struct measure_resource *resource = arena_alloc(a, sizeof *resource);
	*resource = (struct measure_resource){ .source = "Fylket", .year = w->programme.first_year, .amount = 10 };
	w->measure.resources = resource;
	w->measure.n_resources = 1;
	return measure_read_milestones(a, "Avtale | 2026-01-01 | | 1; Ferdig | 2027-01-01 | | 3", &w->measure, err)
	       && measure_save(tx, a, &(struct measure_change){ .measure = &w->measure, .note = "" }, &overtaken, err)
	       && measure_programme_adopt(tx, a, w->programme.id, w->today, 0, err);
}

static bool open_round(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return progress_open(tx, w->t->arena, &w->round, 0, err);
}

static bool contact(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return progress_contact(tx, w->t->arena, w->round.id, "Skolen", w->email, 0, err);
}

static bool send(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return progress_send(tx, w->t->arena, &w->report, w->base, 0, &w->overtaken, err);
}

static bool decide(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return progress_decide(tx, w->t->arena, w->round.id, w->measure.id, w->state, w->note, 0, err);
}

static bool close_round(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return progress_close(tx, w->t->arena, w->round.id, w->today, 0, err);
}

static bool remind(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return progress_remind_all(tx, w->t->arena, w->round.id, w->today, &w->reminded, err);
}

static struct work begin(struct test_db *t)
{
	struct err err = { 0 };
	struct date today = date_at(clock_now());
	struct work w = { .t = t, .today = today, .note = "",
	                  .programme = { .title = "Nå", .first_year = today.year, .last_year = today.year + 3 } };
	assert_ok(plan_from_json(t->arena, span_of(plan_json), "json", &w.tree, &err), err);
	assert_ok(db_write(t->db, set_up, &w, &err), err);
	w.round = (struct progress_round){ .programme_id = w.programme.id, .year = today.year, .due = date_from_days(date_days(today) + 20) };
	assert_ok(db_write(t->db, open_round, &w, &err), err);
	w.report = (struct progress_report){ .round_id = w.round.id, .measure_id = w.measure.id, .status = MEASURE_ON_TRACK,
	                                     .achieved = "Avtalen er på plass", .obstacles = "", .note = "" };
	w.report.reached = arena_alloc(t->arena, sizeof *w.report.reached);
	*w.report.reached = (struct progress_reached){ "Avtale", today };
	w.report.n_reached = 1;
	return w;
}

static int progress_now(struct work *w)
{
	struct err err = { 0 };
	struct measure m;
	struct db_conn *c = db_reader(w->t->db, &err);
	assert_ok(measure_get(c, w->t->arena, w->measure.id, &m, &err), err);
	db_reader_done(c);
	return measure_progress(&m);
}

DB_TEST(an_answer_counts_when_it_is_approved)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = begin(t);
	assert_ok(db_write(t->db, send, &w, &err), err);
	assert_int_equal(progress_now(&w), 0);
	w.state = PROGRESS_ASKED_BACK;
	assert_false(db_write(t->db, decide, &w, &err)); /* what is asked? */
	err = (struct err){ 0 };
	w.note = "Hvem har skrevet under?";
	assert_ok(db_write(t->db, decide, &w, &err), err);
	assert_int_equal(progress_now(&w), 0);
	w.base = 1;
	w.report.achieved = "Begge har skrevet under";
	assert_ok(db_write(t->db, send, &w, &err), err);
	w.state = PROGRESS_APPROVED;
	w.note = "";
	assert_ok(db_write(t->db, decide, &w, &err), err);
	assert_int_equal(progress_now(&w), 25);
	assert_false(db_write(t->db, decide, &w, &err)); /* once */
	assert_int_equal(err.kind, ERR_CONFLICT);
}

DB_TEST(nothing_that_was_answered_is_overwritten)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = begin(t);
	struct progress_report *list;
	size_t n;
	assert_ok(db_write(t->db, send, &w, &err), err);
	w.report.achieved = "En annen sier dette";
	assert_ok(db_write(t->db, send, &w, &err), err);
	assert_true(w.overtaken); /* written on top of nothing, and there is something */
	w.base = 1;
	assert_ok(db_write(t->db, send, &w, &err), err);
	assert_false(w.overtaken);
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(progress_reports(c, t->arena, w.programme.id, &list, &n, &err), err);
	db_reader_done(c);
	assert_int_equal(n, 2);
	assert_string_equal(list[0].achieved, "Avtalen er på plass");
	assert_string_equal(list[0].reached[0].milestone, "Avtale");
	assert_int_equal(progress_find(list, n, w.measure.id, w.round.year, false)->revision, 2);
	assert_null(progress_find(list, n, w.measure.id, w.round.year, true));
	assert_ok(db_write(t->db, close_round, &w, &err), err);
	w.base = 2;
	assert_false(db_write(t->db, send, &w, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
}

DB_TEST(who_has_not_answered_is_reminded_once)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = begin(t);
	w.email = "skolen@example.org";
	assert_ok(db_write(t->db, contact, &w, &err), err);
	assert_ok(db_write(t->db, remind, &w, &err), err);
	assert_int_equal(w.reminded, 0); /* it is early */
	w.today = date_from_days(date_days(w.round.due) - PROGRESS_REMIND_DAYS);
	assert_ok(db_write(t->db, remind, &w, &err), err);
	assert_int_equal(w.reminded, 1);
	assert_ok(db_write(t->db, remind, &w, &err), err);
	assert_int_equal(w.reminded, 0);
	assert_ok(db_write(t->db, send, &w, &err), err);
	w.today = w.round.due;
	assert_ok(db_write(t->db, remind, &w, &err), err);
	assert_int_equal(w.reminded, 0); /* it has answered */
}

DB_TEST(a_year_is_asked_about_once)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = begin(t);
	assert_false(db_write(t->db, open_round, &w, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	err = (struct err){ 0 };
	w.round.year += 20;
	assert_false(db_write(t->db, open_round, &w, &err));
	assert_int_equal(err.kind, ERR_INPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_status_that_does_not_fit_is_pointed_out),
		cmocka_unit_test(what_makes_no_sense_is_named),
		cmocka_unit_test(one_is_reminded_twice),
		ON_BOTH(an_answer_counts_when_it_is_approved),
		ON_BOTH(nothing_that_was_answered_is_overwritten),
		ON_BOTH(who_has_not_answered_is_reminded_once),
		ON_BOTH(a_year_is_asked_about_once),
	};
	return cmocka_run_group_tests_name("progress", tests, NULL, NULL);
}
