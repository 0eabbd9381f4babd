/* The checks of the law: each where it holds and where it does not; and what is recorded, set aside, refused. */
#include "support.h"

#include "base/hash.h"
#include "module/consultation/consultation.h"
#include "module/law/law.h"

#define DAY(y, m, d) ((struct date){ y, m, d })

/* ---- A plan of which everything was done as it should be ---- */

struct whole {
	struct law_facts facts;
	struct law_record records[LAW_RECORD_KINDS];
	struct law_consultation consultations[2];
	struct law_adoption adoptions[2];
};

static void record(struct whole *w, enum law_record_kind kind, struct date on)
{
	w->records[w->facts.n_records++] = (struct law_record){ .kind = kind, .on = on, .note = "sak 1/24" };
}

static struct whole all_done(void)
{
	struct whole w = {
		.facts = { .today = DAY(2027, 11, 1), .n_consultations = 2, .purpose = true, .phases = true, .studies = true,
		           .programme_fixed = DAY(2025, 6, 12), .n_adoptions = 2, .adopted = DAY(2027, 2, 17), .measures = 3, .uses = 1,
		           .told = { 22, 1, 4, 2 }, .ministry_until = DAY(2027, 6, 1) },
		.consultations = {
			{ .programme = true, .announced = true, .opens = DAY(2025, 1, 16), .closes = DAY(2025, 3, 17), .told = { 3, 2, 22 }, .told_others = 9 },
			{ .announced = true, .opens = DAY(2026, 8, 20), .closes = DAY(2026, 10, 1), .told = { 3, 2, 22 }, .told_others = 9 },
		},
		.adoptions = { { true, "Bystyret" }, { true, "Fylkestinget" } },
	};
	record(&w, LAW_CONSTITUTED, DAY(2023, 10, 18));
	record(&w, LAW_STRATEGY_SENT, DAY(2024, 3, 1));
	record(&w, LAW_STRATEGY_CLOSED, DAY(2024, 4, 12)); /* six weeks to the day */
	record(&w, LAW_STRATEGY_ADOPTED, DAY(2024, 10, 18)); /* a year to the day */
	record(&w, LAW_STRATEGY_NAMES_PLAN, DAY(0, 0, 0));
	record(&w, LAW_STARTUP_NOTICE, DAY(2025, 1, 16));
	record(&w, LAW_PART_PARTICIPATION, DAY(0, 0, 0));
	record(&w, LAW_DESCRIPTION, DAY(0, 0, 0));
	record(&w, LAW_YOUTH, DAY(2025, 10, 1));
	record(&w, LAW_FACILITATED, DAY(2025, 10, 2));
	return w;
}

static void point(struct whole *w)
{
	w->facts.records = w->records;
	w->facts.consultations = w->consultations;
	w->facts.adoptions = w->adoptions;
}

static void forget(struct whole *w, enum law_record_kind kind)
{
	size_t n = 0;
	for (size_t i = 0; i < w->facts.n_records; i++)
		if (w->records[i].kind != kind)
			w->records[n++] = w->records[i];
	w->facts.n_records = n;
}

static void date_it(struct whole *w, enum law_record_kind kind, struct date on)
{
	forget(w, kind);
	record(w, kind, on);
}

/* ---- One thing wrong at a time ---- */

static void strategy_late(struct whole *w) { date_it(w, LAW_STRATEGY_ADOPTED, DAY(2024, 10, 19)); }
static void strategy_never(struct whole *w) { forget(w, LAW_STRATEGY_ADOPTED); }
static void strategy_rushed(struct whole *w) { date_it(w, LAW_STRATEGY_CLOSED, DAY(2024, 4, 11)); }
static void strategy_silent(struct whole *w) { forget(w, LAW_STRATEGY_NAMES_PLAN); }
static void no_participation(struct whole *w) { forget(w, LAW_PART_PARTICIPATION); }
static void no_phases(struct whole *w) { w->facts.phases = false; }
static void no_purpose(struct whole *w) { w->facts.purpose = false; }
static void no_studies(struct whole *w) { w->facts.studies = false; }
static void no_notice(struct whole *w) { forget(w, LAW_STARTUP_NOTICE); }
static void late_notice(struct whole *w) { date_it(w, LAW_STARTUP_NOTICE, DAY(2025, 1, 17)); }
static void programme_short(struct whole *w) { w->consultations[0].closes = DAY(2025, 2, 26); } /* 41 days */
static void fixed_early(struct whole *w) { w->facts.programme_fixed = DAY(2025, 3, 17); }
static void plan_short(struct whole *w) { w->consultations[1].closes = DAY(2026, 9, 30); } /* 41 days */
static void never_fixed(struct whole *w) { w->facts.programme_fixed = DAY(0, 0, 0); }
static void plan_first(struct whole *w) { w->facts.programme_fixed = DAY(2026, 8, 21); }
static void no_description(struct whole *w) { forget(w, LAW_DESCRIPTION); }
static void no_effects(struct whole *w) { record(w, LAW_GUIDELINES, DAY(0, 0, 0)); }
static void no_state_bodies(struct whole *w) { w->consultations[1].told[0] = 0; }
static void no_organisations(struct whole *w) { w->consultations[1].told_others = 0; }
static void no_youth(struct whole *w) { forget(w, LAW_YOUTH); }
static void no_facilitation(struct whole *w) { forget(w, LAW_FACILITATED); }
static void by_committee(struct whole *w) { w->adoptions[1].elected = false; }
static void no_measures(struct whole *w) { w->facts.measures = 0; }
static void no_lead(struct whole *w) { w->facts.without_lead = 1; }
static void no_resources(struct whole *w) { w->facts.without_resources = 2; }
static void year_gone(struct whole *w) { w->facts.today = DAY(2028, 2, 18); }
static void asked(struct whole *w) { record(w, LAW_MINISTRY_ASKED, DAY(2026, 9, 30)); }
static void untold(struct whole *w) { w->facts.told[3] = 0; }
static void changed(struct whole *w) { w->facts.changed_since_sent = true; }
static void unused(struct whole *w) { w->facts.uses = 0; }

static const struct {
	const char *rule;
	void (*go_wrong)(struct whole *);
} wrongs[] = {
	{ "R1", strategy_late }, { "R1", strategy_never }, { "R1", strategy_rushed }, { "R2", strategy_silent },
	{ "R3", no_participation }, { "R3", no_phases }, { "R3", no_purpose }, { "R3", no_studies }, { "R4", no_notice },
	{ "R4", late_notice }, { "R5", programme_short }, { "R5", fixed_early }, { "R6", plan_short }, { "R6", never_fixed },
	{ "R6", plan_first }, { "R7", no_description }, { "R7", no_effects }, { "R8", no_state_bodies }, { "R8", no_organisations },
	{ "R9", no_youth }, { "R9", no_facilitation }, { "R10", by_committee }, { "R11", no_measures }, { "R11", no_lead },
	{ "R11", no_resources }, { "R12", year_gone }, { "R13", asked }, { "R14", untold }, { "R15", changed }, { "R16", unused },
};

static enum law_state state_of(const struct whole *w, const char *rule, struct arena *a)
{
	for (size_t i = 0; i < LAW_RULES; i++)
		if (str_eq(law_rules[i].id, rule))
			return law_rules[i].check(&w->facts, a).state;
	fail_msg("there is no rule %s", rule);
	return LAW_STATES;
}

static void each_check_holds_when_all_is_done(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct whole w = all_done();
	point(&w);
	for (size_t i = 0; i < LAW_RULES; i++)
		if (law_rules[i].check(&w.facts, a).state != LAW_MET)
			fail_msg("%s: %s", law_rules[i].id, law_rules[i].check(&w.facts, a).why);
	arena_free(a);
}

static void each_check_fails_for_what_is_its_own(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	bool seen[LAW_RULES] = { false };
	for (size_t i = 0; i < ARRAY_LEN(wrongs); i++) {
		struct whole w = all_done();
		wrongs[i].go_wrong(&w);
		point(&w);
		for (size_t r = 0; r < LAW_RULES; r++) {
			bool its_own = str_eq(law_rules[r].id, wrongs[i].rule), fails = law_rules[r].check(&w.facts, a).state == LAW_NOT_MET;
			if (its_own != fails)
				fail_msg("wrong %zu, of %s: %s %s", i, wrongs[i].rule, law_rules[r].id, fails ? "fails" : "holds");
			seen[r] |= its_own;
		}
	}
	for (size_t r = 0; r < LAW_RULES; r++)
		assert_true(seen[r]);
	arena_free(a);
}

static void of_a_plan_that_has_just_begun_nothing_is_wrong(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct whole w = { .facts = { .today = DAY(2024, 1, 1) } };
	point(&w);
	for (size_t i = 0; i < LAW_RULES; i++)
		assert_int_equal(law_rules[i].check(&w.facts, a).state, str_eq(law_rules[i].id, "R13") ? LAW_MET : LAW_NOT_YET);
	arena_free(a);
}

/* What is at hand fails before the step, not after it. */
static void a_draft_is_checked_before_it_is_laid_out(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct whole w = all_done();
	w.facts.today = DAY(2026, 8, 1);
	w.facts.adopted = DAY(0, 0, 0);
	w.facts.n_adoptions = 0;
	w.consultations[1].announced = false;
	point(&w);
	assert_int_equal(state_of(&w, "R6", a), LAW_NOT_YET);
	assert_int_equal(state_of(&w, "R8", a), LAW_NOT_YET);
	assert_int_equal(state_of(&w, "R9", a), LAW_MET);
	w.facts.programme_fixed = DAY(0, 0, 0);
	assert_int_equal(state_of(&w, "R6", a), LAW_NOT_MET);
	arena_free(a);
}

static void the_ministry_has_three_months(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct whole w = all_done();
	w.facts.ministry_until = DAY(2028, 2, 29);
	w.facts.today = DAY(2028, 2, 29);
	point(&w);
	assert_int_equal(state_of(&w, "R14", a), LAW_NOT_YET);
	w.facts.today = DAY(2028, 3, 1);
	assert_int_equal(state_of(&w, "R14", a), LAW_MET);
	arena_free(a);
}

static void an_assessment_holds_for_a_year(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct whole w = all_done();
	w.facts.assessed = DAY(2028, 1, 10);
	w.facts.today = DAY(2029, 1, 10);
	point(&w);
	assert_int_equal(state_of(&w, "R12", a), LAW_MET);
	w.facts.today = DAY(2029, 1, 11);
	assert_int_equal(state_of(&w, "R12", a), LAW_NOT_MET);
	arena_free(a);
}

/* ---- What is kept ---- */

struct work {
	struct test_db *t;
	struct plan plan;
	struct law_record record;
	const char *rule, *reason;
	struct consultation consultation;
	const char *refused;
};

static bool add_plan(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	struct digest digest = digest_of("plan", 4);
	struct plan_tree tree = { .plan = { .slug = "one", .title = "one", .description = "", .language = "nb", .period = "" } };
	bool ok = plan_add(tx, w->t->arena, &tree, &(struct plan_source){ "one", digest.byte }, err);
	w->plan = tree.plan;
	return ok;
}

static bool add_record(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return law_record_add(tx, w->t->arena, w->plan.id, &w->record, err);
}

static bool withdraw(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return law_record_withdraw(tx, w->t->arena, w->plan.id, w->record.id, w->reason, 0, err);
}

static bool set_aside(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return law_set_aside(tx, w->t->arena, w->plan.id, w->rule, w->reason, 0, err);
}

static bool announce(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	if (!w->consultation.id && !consultation_save(tx, w->t->arena, &w->consultation, clock_now(), 0, &w->refused, err))
		return false;
	return w->refused
	       || consultation_move(tx, w->t->arena, w->consultation.id, CONSULTATION_ANNOUNCED, clock_now(), 0, &w->refused, err);
}

static struct law_result result_of(struct work *w, size_t rule)
{
	struct law_result results[LAW_RULES];
	struct err err = { 0 };
	struct db_conn *c = db_reader(w->t->db, &err);
	assert_ok(law_check(c, w->t->arena, w->plan.id, date_at(clock_now()), results, &err), err);
	db_reader_done(c);
	return results[rule - 1];
}

DB_TEST(a_record_counts_until_it_is_withdrawn)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = { .t = t, .record = { .kind = LAW_STRATEGY_NAMES_PLAN, .note = "side 4" }, .reason = "feil plan" };
	assert_ok(db_write(t->db, add_plan, &w, &err), err);
	assert_int_equal(result_of(&w, 2).finding.state, LAW_NOT_YET);
	assert_ok(db_write(t->db, add_record, &w, &err), err);
	assert_int_equal(result_of(&w, 2).finding.state, LAW_MET);
	assert_ok(db_write(t->db, withdraw, &w, &err), err);
	assert_int_equal(result_of(&w, 2).finding.state, LAW_NOT_YET);
	assert_false(db_write(t->db, withdraw, &w, &err)); /* once */
	assert_int_equal(err.kind, ERR_NOT_FOUND);
	err = (struct err){ 0 };
	w.record = (struct law_record){ .kind = LAW_YOUTH, .note = "" };
	assert_false(db_write(t->db, add_record, &w, &err)); /* no day */
	assert_int_equal(err.kind, ERR_INPUT);
	err = (struct err){ 0 };
	w.record.on = DAY(2999, 1, 1);
	assert_false(db_write(t->db, add_record, &w, &err)); /* not yet */
	assert_int_equal(err.kind, ERR_INPUT);
}

DB_TEST(what_fails_refuses_the_step_until_it_is_set_aside)(struct test_db *t)
{
	struct err err = { 0 };
	struct question question = { .kind = QUESTION_TEXT, .text = "Hva mener dere?" };
	int64_t today = date_days(date_at(clock_now()));
	struct work w = { .t = t, .reason = "fastsatt før dette systemet ble tatt i bruk" };
	assert_ok(db_write(t->db, add_plan, &w, &err), err);
	w.consultation = (struct consultation){ .plan_id = w.plan.id, .kind = CONSULTATION_PLAN, .title = "Høring", .intro = "",
	                                        .opens = date_from_days(today + 1), .closes = date_from_days(today + 43),
	                                        .questions = &question, .n_questions = 1 };
	assert_ok(db_write(t->db, announce, &w, &err), err);
	assert_non_null(w.refused);
	assert_int_equal(result_of(&w, 6).finding.state, LAW_NOT_MET);
	static const char *const failing[] = { "R3", "R6", "R7", "R8" };
	for (size_t i = 0; i < ARRAY_LEN(failing); i++) {
		assert_non_null(w.refused);
		w.rule = failing[i];
		assert_ok(db_write(t->db, set_aside, &w, &err), err);
		w.refused = NULL;
		assert_ok(db_write(t->db, announce, &w, &err), err);
	}
	assert_null(w.refused);
	struct law_result r = result_of(&w, 6);
	assert_int_equal(law_result_state(&r), LAW_SET_ASIDE);
	assert_string_equal(r.aside_reason, w.reason);
	w.reason = NULL; /* it counts again */
	w.rule = "R6";
	assert_ok(db_write(t->db, set_aside, &w, &err), err);
	r = result_of(&w, 6);
	assert_int_equal(law_result_state(&r), LAW_NOT_MET);
	assert_false(db_write(t->db, set_aside, &w, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_check_holds_when_all_is_done),
		cmocka_unit_test(each_check_fails_for_what_is_its_own),
		cmocka_unit_test(of_a_plan_that_has_just_begun_nothing_is_wrong),
		cmocka_unit_test(a_draft_is_checked_before_it_is_laid_out),
		cmocka_unit_test(the_ministry_has_three_months),
		cmocka_unit_test(an_assessment_holds_for_a_year),
		ON_BOTH(a_record_counts_until_it_is_withdrawn),
		ON_BOTH(what_fails_refuses_the_step_until_it_is_set_aside),
	};
	return cmocka_run_group_tests_name("law", tests, NULL, NULL);
}
