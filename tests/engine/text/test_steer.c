#include "engine/text/steer.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

/* Identities. */
enum { SCHOOL = 100, ROADS = 200, POWER = 300, HOUSES = 400, GONE = 900 };

/* Ten members: SCHOOL 0–3, ROADS 4–6, POWER 7–8, and 9 alone; the index is the identifier less 1. */
static const int32_t first_groups[] = { 0, 0, 0, 0, 1, 1, 1, 2, 2, -1 };
#define MEMBERS 10

/* Places on a circle: each group has its side, and 2 and 3 are off the middle of theirs. */
static const float places[][2] = {
	{ 1, 0 }, { 1, 0 }, { 0.8f, 0.6f }, { 0.8f, 0.6f }, { 0, 1 }, { 0, 1 }, { 0, 1 }, { -1, 0 }, { -1, 0 }, { 0, -1 },
};

struct test {
	struct arena *a;
	struct steer_member members[32];
	struct steer_found found[8];
	struct steer_input in;
};

static void start(struct test *t, const struct steer_decision *decisions, size_t n)
{
	*t = (struct test){ .a = arena_new() };
	for (size_t i = 0; i < MEMBERS; i++)
		t->members[i] = (struct steer_member){ (int64_t)i + 1, (int64_t)i + 1, (int64_t)i + 1, first_groups[i], places[i] };
	t->found[0].identity = SCHOOL;
	t->found[1].identity = ROADS;
	t->found[2].identity = POWER;
	t->in = (struct steer_input){ .found = t->found, .n_found = 3, .members = t->members, .n = MEMBERS, .width = 2,
	                              .decisions = decisions, .n_decisions = n };
}

static void come(struct test *t, int32_t group, const float *place)
{
	t->members[t->in.n] = (struct steer_member){ (int64_t)t->in.n + 1, (int64_t)t->in.n + 1, (int64_t)t->in.n + 1, group, place };
	t->in.n++;
}

/* The identity of the group that a member stands in, 0 for alone. */
static int64_t group_of(const struct steered *s, size_t member)
{
	return s->of[member] < 0 ? 0 : s->groups[s->of[member]].identity;
}

static void nothing_decided_changes_nothing(void **state)
{
	(void)state;
	struct test t;
	start(&t, NULL, 0);
	struct steered s = steer(t.a, &t.in);
	assert_int_equal(s.n_groups, 3);
	for (size_t i = 0; i < MEMBERS; i++)
		assert_int_equal(s.of[i], first_groups[i]);
	assert_string_equal(s.groups[0].title, "");
	assert_int_equal(s.groups[0].families, 4);
	assert_int_equal(s.groups[2].members, 2);
	arena_free(t.a);
}

static void groups_are_merged_and_renamed(void **state)
{
	(void)state;
	static const int64_t power[] = { POWER, GONE };
	const struct steer_decision d[] = {
		{ .kind = STEER_RENAME, .group = ROADS, .title = "Veger" },
		{ .kind = STEER_MERGE, .group = ROADS, .title = "", .from = power, .n_from = 2 },
		{ .kind = STEER_RENAME, .group = GONE, .title = "Borte" },
		{ .kind = STEER_MERGE, .group = SCHOOL, .title = "", .from = power + 1, .n_from = 1 },
	};
	struct test t;
	start(&t, d, 4);
	struct steered s = steer(t.a, &t.in);
	assert_int_equal(s.n_groups, 2);
	/* Five against four: it is the largest now. */
	assert_int_equal(s.groups[0].identity, ROADS);
	assert_string_equal(s.groups[0].title, "Veger");
	assert_int_equal(s.groups[0].members, 5);
	assert_int_equal(s.groups[0].found, 1);
	assert_int_equal(group_of(&s, 8), ROADS);
	assert_int_equal(group_of(&s, 9), 0);
	assert_int_equal(s.outcomes[0].effect, STEER_APPLIED);
	assert_int_equal(s.outcomes[1].effect, STEER_PARTLY);
	assert_int_equal(s.outcomes[1].missing, 1);
	assert_int_equal(s.outcomes[2].effect, STEER_NO_GROUP);
	assert_int_equal(s.outcomes[3].effect, STEER_NO_GROUP);
	arena_free(t.a);
}

static void the_new_follow_what_was_split_off(void **state)
{
	(void)state;
	static const int64_t moved[] = { 3, 4, 77 };
	static const float near_moved[] = { 0.7f, 0.714f }, near_rest[] = { 0.99f, 0.14f };
	const struct steer_decision d[] = {
		{ .kind = STEER_MOVE, .group = HOUSES, .title = "Boliger", .members = moved, .n_members = 3, .known = MEMBERS, .earlier = true },
	};
	struct test t;
	start(&t, d, 1);
	come(&t, 0, near_moved);
	come(&t, 0, near_rest);
	come(&t, 1, near_moved); /* in another group: not asked */
	come(&t, 0, NULL);
	struct steered s = steer(t.a, &t.in);
	assert_int_equal(group_of(&s, 2), HOUSES);
	assert_int_equal(group_of(&s, 3), HOUSES);
	assert_int_equal(group_of(&s, 0), SCHOOL);
	assert_int_equal(group_of(&s, 10), HOUSES);
	assert_int_equal(group_of(&s, 11), SCHOOL);
	assert_int_equal(group_of(&s, 12), ROADS);
	assert_int_equal(group_of(&s, 13), SCHOOL);
	assert_int_equal(s.outcomes[0].effect, STEER_PARTLY);
	assert_int_equal(s.n_followers, 1);
	assert_int_equal(s.followers[0].member, 10);
	const struct steer_group *houses = &s.groups[s.of[2]];
	assert_string_equal(houses->title, "Boliger");
	assert_int_equal(houses->found, 0);

	/* Without places, those who followed are told. */
	static const int64_t followers[] = { 11 };
	struct steer_decision again = d[0];
	again.followers = followers;
	again.n_followers = 1;
	t.in.decisions = &again;
	for (size_t i = 0; i < t.in.n; i++)
		t.members[i].place = NULL;
	s = steer(t.a, &t.in);
	assert_int_equal(group_of(&s, 10), HOUSES);
	assert_int_equal(group_of(&s, 11), SCHOOL);
	assert_int_equal(s.n_followers, 1);
	arena_free(t.a);
}

/* The engine has come to the planners' own view: what it found is what they had split off. */
static void a_split_that_the_engine_found_too(void **state)
{
	(void)state;
	static const int64_t moved[] = { 5, 6, 7 };
	static const float up[] = { 0, 1 };
	const struct steer_decision d[] = {
		{ .kind = STEER_MOVE, .group = HOUSES, .title = "Boliger", .members = moved, .n_members = 3, .known = MEMBERS, .earlier = true },
	};
	struct test t;
	start(&t, d, 1);
	come(&t, 1, up);
	struct steered s = steer(t.a, &t.in);
	assert_int_equal(s.n_groups, 3);
	assert_int_equal(group_of(&s, 4), HOUSES);
	assert_int_equal(group_of(&s, 10), HOUSES);
	arena_free(t.a);
}

static void members_vanish_and_pins_hold(void **state)
{
	(void)state;
	static const int64_t one[] = { 10 }, other[] = { 4 }, nobody[] = { 66 };
	static const struct steer_forward forwards[] = { { GONE, HOUSES }, { HOUSES, POWER } };
	const struct steer_decision d[] = {
		{ .kind = STEER_PIN, .group = ROADS, .title = "", .members = one, .n_members = 1 },
		{ .kind = STEER_PIN, .group = GONE, .title = "", .members = other, .n_members = 1 },
		{ .kind = STEER_PIN, .group = ROADS, .title = "", .members = nobody, .n_members = 1 },
		{ .kind = STEER_PIN, .group = 12345, .title = "", .members = one, .n_members = 1 },
		{ .kind = STEER_MOVE, .group = 777, .title = "Tom", .members = nobody, .n_members = 1 },
	};
	struct test t;
	start(&t, d, 5);
	t.in.forwards = forwards;
	t.in.n_forwards = 2;
	struct steered s = steer(t.a, &t.in);
	assert_int_equal(s.n_groups, 3);
	assert_int_equal(group_of(&s, 9), ROADS);
	assert_int_equal(group_of(&s, 3), POWER);
	assert_int_equal(s.outcomes[0].effect, STEER_APPLIED);
	assert_int_equal(s.outcomes[1].effect, STEER_APPLIED);
	assert_int_equal(s.outcomes[2].effect, STEER_NO_CONTRIBUTION);
	assert_int_equal(s.outcomes[3].effect, STEER_NO_GROUP);
	assert_int_equal(s.outcomes[4].effect, STEER_NO_CONTRIBUTION);
	arena_free(t.a);
}

/* A circle of forwards must end. */
static void forwards_in_a_circle_end(void **state)
{
	(void)state;
	static const int64_t one[] = { 1 };
	static const struct steer_forward forwards[] = { { GONE, HOUSES }, { HOUSES, GONE } };
	const struct steer_decision d[] = { { .kind = STEER_PIN, .group = GONE, .title = "", .members = one, .n_members = 1 } };
	struct test t;
	start(&t, d, 1);
	t.in.forwards = forwards;
	t.in.n_forwards = 2;
	assert_int_equal(steer(t.a, &t.in).outcomes[0].effect, STEER_NO_GROUP);
	arena_free(t.a);
}

static void a_merge_lasts_where_the_engine_cuts_anew(void **state)
{
	(void)state;
	static const int64_t roads[] = { ROADS };
	struct steer_decision d[] = { { .kind = STEER_MERGE, .group = SCHOOL, .title = "", .from = roads, .n_from = 1, .earlier = true } };
	struct test t;
	start(&t, d, 1);
	/* POWER is a piece that it has cut off from the merged group. */
	t.found[2] = (struct steer_found){ POWER, true, SCHOOL };
	struct steered s = steer(t.a, &t.in);
	assert_int_equal(s.n_groups, 1);
	assert_int_equal(s.groups[0].members, 9);
	/* It had when the planners decided: they saw that group, and left it. */
	d[0].earlier = false;
	assert_int_equal(steer(t.a, &t.in).n_groups, 2);
	/* The engine has made one of both, under the name of the other: the planners' name holds. */
	static const struct steer_forward forward = { GONE, ROADS };
	d[0].group = GONE;
	t.in.forwards = &forward;
	t.in.n_forwards = 1;
	s = steer(t.a, &t.in);
	assert_int_equal(s.n_groups, 3);
	assert_int_equal(group_of(&s, 5), GONE);
	arena_free(t.a);
}

static void later_decisions_see_what_earlier_ones_made(void **state)
{
	(void)state;
	static const int64_t moved[] = { 3, 4 }, back[] = { 4 }, houses[] = { HOUSES };
	const struct steer_decision d[] = {
		{ .kind = STEER_MOVE, .group = HOUSES, .title = "Boliger", .members = moved, .n_members = 2, .known = MEMBERS },
		{ .kind = STEER_RENAME, .group = HOUSES, .title = "Hus" },
		{ .kind = STEER_MOVE, .group = SCHOOL, .title = "", .members = back, .n_members = 1, .known = MEMBERS },
		{ .kind = STEER_MERGE, .group = ROADS, .title = "", .from = houses, .n_from = 1 },
		{ .kind = STEER_PIN, .group = HOUSES, .title = "", .members = back, .n_members = 1 },
	};
	struct test t;
	start(&t, d, 3);
	struct steered s = steer(t.a, &t.in);
	assert_string_equal(s.groups[s.of[2]].title, "Hus");
	assert_int_equal(group_of(&s, 3), SCHOOL);
	t.in.n_decisions = 5;
	s = steer(t.a, &t.in);
	assert_int_equal(group_of(&s, 2), ROADS);
	assert_int_equal(group_of(&s, 3), ROADS); /* what is pinned to the merged group stands in what it is now */
	assert_int_equal(s.n_groups, 3);
	arena_free(t.a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_decided_changes_nothing),
		cmocka_unit_test(groups_are_merged_and_renamed),
		cmocka_unit_test(the_new_follow_what_was_split_off),
		cmocka_unit_test(a_split_that_the_engine_found_too),
		cmocka_unit_test(members_vanish_and_pins_hold),
		cmocka_unit_test(forwards_in_a_circle_end),
		cmocka_unit_test(a_merge_lasts_where_the_engine_cuts_anew),
		cmocka_unit_test(later_decisions_see_what_earlier_ones_made),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
