/* What follows from decisions: with arrays. */
#include "support.h"

#include "module/decision/decision_internal.h"

#define DAY(y, m, d) ((struct date){ y, m, d })

enum { COUNTY = 1, CITY = 2 };

struct case_book {
	struct arena *arena;
	struct decision list[16];
	size_t n;
	struct decision_standing standing;
};

static struct digest hash(unsigned char which)
{
	struct digest d = { { which } };
	return d;
}

static void decide(struct case_book *b, int64_t body, enum decision_kind kind, unsigned char version)
{
	b->list[b->n] = (struct decision){ .id = (int64_t)b->n + 1, .body_id = body, .kind = kind, .has_version = true, .digest = hash(version),
	                                   .on = DAY(2026, 1, (int)b->n + 1) };
	b->n++;
}

static void look(struct case_book *b, size_t n_authorities)
{
	static const int64_t authorities[] = { COUNTY, CITY };
	b->standing = decision_standing_of(b->arena, b->list, b->n, authorities, n_authorities);
}

static enum decision_state state(const struct case_book *b, unsigned char version)
{
	struct digest digest = hash(version);
	for (size_t v = 0; v < b->standing.n_versions; v++)
		if (digest_eq(&b->standing.versions[v].digest, &digest))
			return b->standing.versions[v].state;
	return DECISION_DRAFT;
}

static int in_force(const struct case_book *b)
{
	return b->standing.in_force < 0 ? 0 : b->standing.versions[b->standing.in_force].digest.byte[0];
}

static void a_plan_goes_its_way(void **unused)
{
	(void)unused;
	struct case_book b = { .arena = arena_new() };
	look(&b, 2);
	assert_int_equal(b.standing.state, DECISION_DRAFT);
	decide(&b, COUNTY, DECISION_SEND_OUT, 1);
	look(&b, 2);
	assert_int_equal(b.standing.state, DECISION_SENT_OUT);
	decide(&b, COUNTY, DECISION_PROPOSE, 1);
	look(&b, 2);
	assert_int_equal(b.standing.state, DECISION_PROPOSED);
	decide(&b, COUNTY, DECISION_ADOPT, 1);
	look(&b, 2);
	assert_int_equal(b.standing.state, DECISION_ADOPTED_BY_SOME);
	assert_int_equal(b.standing.effects[2], DECISION_FIRST_ADOPTION);
	assert_int_equal(b.standing.versions[0].adopted_by, 1);
	assert_int_equal(in_force(&b), 0);
	decide(&b, CITY, DECISION_ADOPT, 1);
	look(&b, 2);
	assert_int_equal(b.standing.state, DECISION_ADOPTED_BY_ALL);
	assert_int_equal(b.standing.effects[3], DECISION_COMPLETION);
	assert_int_equal(b.standing.completed_by, 3);
	assert_int_equal(in_force(&b), 1);
	arena_free(b.arena);
}

static void one_authority_decides_alone(void **unused)
{
	(void)unused;
	struct case_book b = { .arena = arena_new() };
	decide(&b, COUNTY, DECISION_ADOPT, 1);
	look(&b, 1);
	assert_int_equal(b.standing.state, DECISION_ADOPTED_BY_ALL);
	/* A body that is no authority adopts nothing. */
	decide(&b, CITY, DECISION_ADOPT, 2);
	look(&b, 1);
	assert_int_equal(in_force(&b), 1);
	assert_int_equal(state(&b, 2), DECISION_DRAFT);
	arena_free(b.arena);
}

static void different_texts_diverge_until_one_is_everybodys(void **unused)
{
	(void)unused;
	struct case_book b = { .arena = arena_new() };
	decide(&b, COUNTY, DECISION_PROPOSE, 1);
	decide(&b, COUNTY, DECISION_ADOPT, 1);
	decide(&b, CITY, DECISION_ADOPT, 1);
	b.list[2].has_changed = true; /* the city changed the text */
	b.list[2].changed = hash(2);
	look(&b, 2);
	assert_int_equal(b.standing.state, DECISION_DIVERGING);
	assert_int_equal(state(&b, 1), DECISION_DIVERGING);
	assert_int_equal(state(&b, 2), DECISION_DIVERGING);
	assert_int_equal(b.standing.effects[2], DECISION_DIVERGENCE);
	assert_int_equal(in_force(&b), 0);
	decide(&b, COUNTY, DECISION_ADOPT, 2);
	look(&b, 2);
	assert_int_equal(b.standing.state, DECISION_ADOPTED_BY_ALL);
	assert_int_equal(in_force(&b), 2);
	assert_int_equal(state(&b, 1), DECISION_REPLACED);
	arena_free(b.arena);
}

static void both_can_meet_in_a_third_text(void **unused)
{
	(void)unused;
	struct case_book b = { .arena = arena_new() };
	decide(&b, COUNTY, DECISION_ADOPT, 1);
	decide(&b, CITY, DECISION_ADOPT, 2);
	decide(&b, COUNTY, DECISION_ADOPT, 3);
	look(&b, 2);
	assert_int_equal(b.standing.state, DECISION_DIVERGING);
	assert_int_equal(state(&b, 1), DECISION_REPLACED); /* the county has said something else since */
	decide(&b, CITY, DECISION_ADOPT, 3);
	look(&b, 2);
	assert_int_equal(in_force(&b), 3);
	arena_free(b.arena);
}

/* Both have adopted version 1 at some time, but never as their latest word at once. */
static void only_the_latest_word_counts(void **unused)
{
	(void)unused;
	struct case_book b = { .arena = arena_new() };
	decide(&b, COUNTY, DECISION_ADOPT, 1);
	decide(&b, COUNTY, DECISION_ADOPT, 2);
	decide(&b, CITY, DECISION_ADOPT, 1);
	look(&b, 2);
	assert_int_equal(b.standing.state, DECISION_DIVERGING);
	assert_int_equal(in_force(&b), 0);
	arena_free(b.arena);
}

static void the_old_plan_stays_in_force_until_all_have_a_new_one(void **unused)
{
	(void)unused;
	struct case_book b = { .arena = arena_new() };
	decide(&b, COUNTY, DECISION_ADOPT, 1);
	decide(&b, CITY, DECISION_ADOPT, 1);
	decide(&b, COUNTY, DECISION_SEND_OUT, 2);
	look(&b, 2);
	assert_int_equal(b.standing.state, DECISION_SENT_OUT);
	assert_int_equal(in_force(&b), 1);
	decide(&b, COUNTY, DECISION_ADOPT, 2);
	look(&b, 2);
	/* Beside what is in force one adoption is no divergence. */
	assert_int_equal(b.standing.state, DECISION_ADOPTED_BY_SOME);
	assert_int_equal(state(&b, 1), DECISION_ADOPTED_BY_ALL);
	assert_int_equal(in_force(&b), 1);
	decide(&b, CITY, DECISION_ADOPT, 2);
	look(&b, 2);
	assert_int_equal(in_force(&b), 2);
	assert_int_equal(state(&b, 1), DECISION_REPLACED);
	assert_int_equal(b.standing.effects[4], DECISION_REPLACEMENT);
	arena_free(b.arena);
}

static void what_is_withdrawn_never_was(void **unused)
{
	(void)unused;
	struct case_book b = { .arena = arena_new() };
	decide(&b, COUNTY, DECISION_ADOPT, 1);
	decide(&b, CITY, DECISION_ADOPT, 1);
	b.list[1].withdrawn = true;
	look(&b, 2);
	assert_int_equal(b.standing.state, DECISION_ADOPTED_BY_SOME);
	assert_int_equal(in_force(&b), 0);
	arena_free(b.arena);
}

static void a_rejected_version_can_be_proposed_again(void **unused)
{
	(void)unused;
	struct case_book b = { .arena = arena_new() };
	decide(&b, COUNTY, DECISION_PROPOSE, 1);
	decide(&b, COUNTY, DECISION_ADOPT, 1);
	decide(&b, CITY, DECISION_REJECT, 1);
	look(&b, 2);
	assert_int_equal(state(&b, 1), DECISION_ADOPTED_BY_SOME); /* the county's word stands */
	decide(&b, COUNTY, DECISION_REJECT, 1);
	look(&b, 2);
	assert_int_equal(b.standing.state, DECISION_REJECTED);
	decide(&b, COUNTY, DECISION_PROPOSE, 1);
	look(&b, 2);
	assert_int_equal(b.standing.state, DECISION_PROPOSED);
	arena_free(b.arena);
}

static void three_months_end_on_the_same_day_or_the_last(void **unused)
{
	(void)unused;
	static const struct date days[][2] = {
		{ DAY(2026, 1, 16), DAY(2026, 4, 16) }, { DAY(2026, 11, 30), DAY(2027, 2, 28) }, { DAY(2027, 11, 30), DAY(2028, 2, 29) },
		{ DAY(2026, 1, 31), DAY(2026, 4, 30) }, { DAY(2026, 9, 30), DAY(2026, 12, 30) }, { DAY(2026, 10, 1), DAY(2027, 1, 1) },
		{ DAY(2026, 12, 31), DAY(2027, 3, 31) },
	};
	for (size_t i = 0; i < ARRAY_LEN(days); i++)
		assert_int_equal(date_days(decision_objection_until(days[i][0])), date_days(days[i][1]));
}

static void the_last_ministry_to_receive_it_sets_the_end(void **unused)
{
	(void)unused;
	const struct recipient list[] = {
		{ .kind = RECIPIENT_MUNICIPALITY, .received = DAY(2026, 6, 1) }, { .kind = RECIPIENT_MINISTRY, .received = DAY(2026, 1, 10) },
		{ .kind = RECIPIENT_MINISTRY }, { .kind = RECIPIENT_MINISTRY, .received = DAY(2026, 2, 3) } };
	assert_int_equal(recipient_objection_until(list, 1).year, 0);
	assert_int_equal(date_days(recipient_objection_until(list, ARRAY_LEN(list))), date_days(DAY(2026, 5, 3)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plan_goes_its_way),
		cmocka_unit_test(one_authority_decides_alone),
		cmocka_unit_test(different_texts_diverge_until_one_is_everybodys),
		cmocka_unit_test(both_can_meet_in_a_third_text),
		cmocka_unit_test(only_the_latest_word_counts),
		cmocka_unit_test(the_old_plan_stays_in_force_until_all_have_a_new_one),
		cmocka_unit_test(what_is_withdrawn_never_was),
		cmocka_unit_test(a_rejected_version_can_be_proposed_again),
		cmocka_unit_test(three_months_end_on_the_same_day_or_the_last),
		cmocka_unit_test(the_last_ministry_to_receive_it_sets_the_end),
	};
	return cmocka_run_group_tests_name("decision states", tests, NULL, NULL);
}
