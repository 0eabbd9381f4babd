/* Measures: what follows from them, what is kept, what is refused, and that a table comes back as it went. */
#include "support.h"

#include "base/hash.h"
#include "module/measure/measure_internal.h"

#define DAY(y, m, d) ((struct date){ y, m, d })
#define NONE ((struct date){ 0 })

static struct measure blank(void)
{
	return (struct measure){ .ref = "", .title = "Et tiltak", .body = "", .lead = "", .indicator = "", .effect = "", .closed_note = "" };
}

/* ---- What follows ---- */

static void progress_is_the_weight_that_was_reached(void **state)
{
	(void)state;
	struct measure_milestone list[] = { { .title = "a", .weight = 1, .done = { 2027, 2, 1 } }, { .title = "b", .weight = 3 } };
	struct measure m = blank();
	assert_int_equal(measure_progress(&m), -1);
	m.milestones = list;
	m.n_milestones = 2;
	assert_int_equal(measure_progress(&m), 25);
	list[1].done = DAY(2027, 3, 1);
	assert_int_equal(measure_progress(&m), 100);
}

static void status_follows_milestones_and_days(void **state)
{
	(void)state;
	struct measure_milestone list[] = { { .title = "a", .weight = 1, .due = { 2027, 6, 1 } }, { .title = "b", .weight = 1, .due = { 2028, 6, 1 } } };
	struct measure m = blank();
	m.begins = DAY(2027, 2, 1);
	m.ends = DAY(2028, 12, 31);
	m.milestones = list;
	m.n_milestones = 2;
	assert_int_equal(measure_status(&m, DAY(2027, 1, 31)), MEASURE_NOT_STARTED);
	assert_int_equal(measure_status(&m, DAY(2027, 2, 1)), MEASURE_ON_TRACK);
	assert_int_equal(measure_status(&m, DAY(2027, 6, 1)), MEASURE_ON_TRACK); /* its day counts whole */
	assert_int_equal(measure_status(&m, DAY(2027, 6, 2)), MEASURE_DELAYED);
	list[0].done = DAY(2027, 6, 20);
	assert_int_equal(measure_status(&m, DAY(2027, 6, 20)), MEASURE_ON_TRACK);
	list[1].done = DAY(2028, 5, 1);
	assert_int_equal(measure_status(&m, DAY(2029, 1, 1)), MEASURE_DONE);
	list[1].done = NONE;
	assert_int_equal(measure_status(&m, DAY(2029, 1, 1)), MEASURE_DELAYED);
	m.closed = MEASURE_WAS_STOPPED;
	assert_int_equal(measure_status(&m, DAY(2029, 1, 1)), MEASURE_STOPPED);
}

static void what_makes_no_sense_is_named(void **state)
{
	(void)state;
	struct measure_resource resource = { .source = "Fylket", .year = 2027, .amount = 1000 };
	struct measure_milestone milestone = { .title = "a", .weight = 1 };
	struct measure m = blank();
	assert_null(measure_check(&m));
	assert_int_equal(measure_lacks(&m), MEASURE_NO_LEAD | MEASURE_NO_RESOURCES | MEASURE_NO_NODE);
	m.title = "to\nlinjer";
	assert_non_null(measure_check(&m));
	m.title = "t";
	m.begins = DAY(2028, 1, 1), m.ends = DAY(2027, 12, 31);
	assert_non_null(measure_check(&m));
	m.ends = DAY(2028, 1, 1);
	m.resources = &resource, m.n_resources = 1;
	m.milestones = &milestone, m.n_milestones = 1;
	assert_null(measure_check(&m));
	resource.amount = -1;
	assert_non_null(measure_check(&m));
	resource.amount = 0, resource.year = 0;
	assert_non_null(measure_check(&m));
	resource.year = 2027, milestone.weight = 0;
	assert_non_null(measure_check(&m));
	milestone.weight = 1, milestone.title = "";
	assert_non_null(measure_check(&m));
}

static void what_became_of_each_measure_is_told(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct measure before[5], after[3];
	size_t n;
	for (size_t i = 0; i < 5; i++) {
		before[i] = blank();
		before[i].id = (int64_t)i + 1;
	}
	before[2].closed = MEASURE_WAS_DONE;
	before[3].closed = MEASURE_WAS_STOPPED;
	before[3].closed_note = "ingen penger";
	for (size_t i = 0; i < 3; i++) {
		after[i] = blank();
		after[i].id = (int64_t)i + 11;
		after[i].carried_from = i < 2 ? (int64_t)i + 1 : 0;
	}
	after[1].lead = "En annen";
	struct measure_passage *list = measure_passages(a, before, 5, after, 3, &n);
	static const enum measure_fate expected[] = { MEASURE_CARRIED_OVER, MEASURE_CHANGED, MEASURE_FINISHED, MEASURE_DROPPED, MEASURE_DROPPED,
	                                              MEASURE_ADDED };
	assert_int_equal(n, 6);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(list[i].fate, expected[i]);
	assert_string_equal(list[3].why, "ingen penger");
	assert_ptr_equal(list[1].after, &after[1]);
	arena_free(a);
}

/* ---- What is kept ---- */

static const char plan_json[] = "{\"format\":\"planverk-plan\",\"version\":1,\"title\":\"P\",\"slug\":\"p\",\"nodes\":["
	"{\"id\":\"g\",\"kind\":\"goal\",\"title\":\"Mål\"},{\"id\":\"s\",\"kind\":\"strategy\",\"title\":\"Strategi\",\"parent\":\"g\"}],"
	"\"links\":[]}";

struct work {
	struct test_db *t;
	struct plan_tree tree;
	struct measure_programme programme;
	struct measure_change change;
	bool overtaken;
	struct date on;
};

static bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	struct digest digest = digest_of(plan_json, strlen(plan_json));
	if (!plan_add(tx, w->t->arena, &w->tree, &(struct plan_source){ "json", digest.byte }, err))
		return false;
	w->programme.plan_id = w->tree.plan.id;
	return measure_programme_add(tx, w->t->arena, &w->programme, 0, err);
}

static bool save(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return measure_save(tx, w->t->arena, &w->change, &w->overtaken, err);
}

static bool adopt(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return measure_programme_adopt(tx, w->t->arena, w->programme.id, w->on, 0, err);
}

static struct work begin(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = { .t = t, .programme = { .title = "2027–2030", .first_year = 2027, .last_year = 2030 } };
	assert_ok(plan_from_json(t->arena, span_of(plan_json), "json", &w.tree, &err), err);
	assert_ok(db_write(t->db, add, &w, &err), err);
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(plan_tree_load(c, t->arena, w.programme.plan_id, &w.tree, &err), err);
	db_reader_done(c);
	return w;
}

static void full(struct test_db *t, const struct work *w, struct measure *m)
{
	static const char *const cells[MEASURE_COLUMNS] = {
		[MEASURE_REF] = "T1", [MEASURE_TITLE] = "Læreplasser, \"flere\"; nå", [MEASURE_TEXT] = "Første\n\nandre",
		[MEASURE_LEAD] = "Eksempel kommune", [MEASURE_PARTNERS] = "Bedriften AS; Skolen", [MEASURE_CARRIES_OUT] = "s; g",
		[MEASURE_BEGINS] = "2027-02-01", [MEASURE_ENDS] = "2029-12-31",
		[MEASURE_RESOURCES] = "Fylket | 2027 | 1200000 | yes; Staten | 2028 | 0 | no",
		[MEASURE_MILESTONES] = "Avtale | 2027-06-01 | 2027-05-20 | 2; Oppstart | 2028-01-15 |  | 1",
		[MEASURE_INDICATOR] = "antall læreplasser", [MEASURE_EFFECT] = "flere fagbrev", [MEASURE_CLOSED] = "",
	};
	struct err err = { 0 };
	assert_ok(measure_read(t->arena, &w->tree, cells, m, &err), err);
	const char *back[MEASURE_COLUMNS];
	measure_cells(t->arena, &w->tree, m, back);
	for (size_t i = 0; i < MEASURE_COLUMNS; i++)
		assert_string_equal(back[i], cells[i]);
	m->programme_id = w->programme.id;
}

static struct measure kept(struct work *w, int64_t id)
{
	struct err err = { 0 };
	struct measure m;
	struct db_conn *c = db_reader(w->t->db, &err);
	assert_ok(measure_get(c, w->t->arena, id, &m, &err), err);
	db_reader_done(c);
	return m;
}

DB_TEST(a_measure_comes_back_as_it_was_kept)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = begin(t);
	struct measure m;
	full(t, &w, &m);
	w.change = (struct measure_change){ .measure = &m, .note = "først" };
	assert_ok(db_write(t->db, save, &w, &err), err);
	struct measure back = kept(&w, m.id);
	assert_string_equal(measure_json(t->arena, &back), measure_json(t->arena, &m));
	assert_int_equal(back.revision, 1);
	assert_int_equal(measure_progress(&back), 66);
	assert_int_equal(measure_amount(&back), 1200000);
}

DB_TEST(two_at_once_do_not_overwrite_each_other)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = begin(t);
	struct measure m, mine, theirs;
	struct measure_revision *revisions;
	size_t n;
	full(t, &w, &m);
	w.change = (struct measure_change){ .measure = &m, .note = "" };
	assert_ok(db_write(t->db, save, &w, &err), err);
	mine = kept(&w, m.id);
	theirs = mine;
	theirs.title = "Deres";
	w.change.measure = &theirs;
	assert_ok(db_write(t->db, save, &w, &err), err);
	assert_false(w.overtaken);
	mine.title = "Min";
	w.change.measure = &mine;
	assert_ok(db_write(t->db, save, &w, &err), err);
	assert_true(w.overtaken);
	struct measure now = kept(&w, m.id);
	assert_string_equal(now.title, "Deres");
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(measure_revisions(c, t->arena, m.id, &revisions, &n, &err), err);
	db_reader_done(c);
	assert_int_equal(n, 2);
	assert_string_equal(revisions[1].content, measure_json(t->arena, &m));
}

DB_TEST(milestones_keep_their_numbers)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = begin(t);
	struct measure m;
	full(t, &w, &m);
	w.change = (struct measure_change){ .measure = &m, .note = "" };
	assert_ok(db_write(t->db, save, &w, &err), err);
	int64_t second = kept(&w, m.id).milestones[1].id;
	struct measure change = kept(&w, m.id);
	assert_ok(measure_read_milestones(t->arena, "Ny | 2027-01-01\nOppstart | 2029-01-15 | | 4", &change, &err), err);
	w.change.measure = &change;
	assert_ok(db_write(t->db, save, &w, &err), err);
	struct measure now = kept(&w, m.id);
	assert_int_equal(now.n_milestones, 2);
	assert_int_equal(now.milestones[1].id, second);
	assert_int_equal(now.milestones[1].weight, 4);
	assert_true(now.milestones[0].id != second);
}

DB_TEST(a_programme_with_gaps_is_not_adopted)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = begin(t);
	struct measure m;
	w.on = date_at(clock_now());
	assert_false(db_write(t->db, adopt, &w, &err)); /* it has no measures */
	assert_int_equal(err.kind, ERR_CONFLICT);
	err = (struct err){ 0 };
	full(t, &w, &m);
	m.lead = "";
	w.change = (struct measure_change){ .measure = &m, .note = "" };
	assert_ok(db_write(t->db, save, &w, &err), err);
	assert_false(db_write(t->db, adopt, &w, &err));
	assert_non_null(strstr(err.message, "T1"));
	assert_non_null(strstr(err.message, "8-1"));
	err = (struct err){ 0 };
	m = kept(&w, m.id);
	m.lead = "Fylket";
	w.change.measure = &m;
	assert_ok(db_write(t->db, save, &w, &err), err);
	assert_ok(db_write(t->db, adopt, &w, &err), err);
	m = kept(&w, m.id);
	m.lead = "";
	w.change.measure = &m;
	assert_false(db_write(t->db, save, &w, &err)); /* somebody stays responsible */
	assert_int_equal(err.kind, ERR_CONFLICT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(progress_is_the_weight_that_was_reached),
		cmocka_unit_test(status_follows_milestones_and_days),
		cmocka_unit_test(what_makes_no_sense_is_named),
		cmocka_unit_test(what_became_of_each_measure_is_told),
		ON_BOTH(a_measure_comes_back_as_it_was_kept),
		ON_BOTH(two_at_once_do_not_overwrite_each_other),
		ON_BOTH(milestones_keep_their_numbers),
		ON_BOTH(a_programme_with_gaps_is_not_adopted),
	};
	return cmocka_run_group_tests_name("measure", tests, NULL, NULL);
}
