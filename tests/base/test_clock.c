#include "base/clock.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

static struct arena *arena;

static int make_arena(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int drop_arena(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static void dates_are_parsed_strictly(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "2025", "2025-02-29", "2025-13-01", "2025-00-10", "2025-11-31", "2025-11-07x",
	                                   "31.04.2025", "7.11.25", "0999-01-01", "2025-+1-07", " 2025-11-07", "2025- 1- 7",
	                                   "2025/11/07", "i morgen" };
	struct date d = { 1, 2, 3 };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (date_parse(bad[i], &d))
			fail_msg("\"%s\" was taken for a date", bad[i]);
		assert_true(d.year == 1 && d.month == 2 && d.day == 3);
	}
	static const char *const good[] = { "2025-11-07", "07.11.2025", "7.11.2025" };
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		assert_true(date_parse(good[i], &d));
		assert_string_equal(date_iso(arena, d), "2025-11-07");
	}
	assert_true(date_parse("2024-02-29", &d));
	assert_string_equal(date_iso(arena, (struct date){ 0 }), "");
}

static void days_and_dates_agree_for_four_centuries(void **state)
{
	(void)state;
	assert_int_equal(date_days((struct date){ 1970, 1, 1 }), 0);
	assert_int_equal(date_days((struct date){ 2000, 3, 1 }), 11017);
	int64_t days = date_days((struct date){ 1801, 1, 1 });
	struct date previous = date_from_days(days - 1);
	for (; days < date_days((struct date){ 2201, 1, 1 }); days++) {
		struct date d = date_from_days(days);
		assert_true(date_valid(d));
		assert_int_equal(date_days(d), days);
		bool next_day = d.year == previous.year && d.month == previous.month && d.day == previous.day + 1;
		assert_true(next_day || d.day == 1);
		previous = d;
	}
	assert_string_equal(date_iso(arena, date_from_days(-1)), "1969-12-31");
}

/* Moments around the changes of clocks in Oslo: 30 March and 26 October 2025, 01:00 UTC. */
static void oslo_changes_its_clocks(void **state)
{
	(void)state;
	static const struct {
		int64_t seconds;
		const char *utc, *oslo;
	} moments[] = {
		{ 1743296399, "2025-03-30T00:59:59Z", "2025-03-30 01:59" },
		{ 1743296400, "2025-03-30T01:00:00Z", "2025-03-30 03:00" },
		{ 1761440399, "2025-10-26T00:59:59Z", "2025-10-26 02:59" },
		{ 1761440400, "2025-10-26T01:00:00Z", "2025-10-26 02:00" },
		{ 1767221999, "2025-12-31T22:59:59Z", "2025-12-31 23:59" },
		{ 1767222000, "2025-12-31T23:00:00Z", "2026-01-01 00:00" },
		{ -1, "1969-12-31T23:59:59Z", "1970-01-01 00:59" },
	};
	for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
		assert_string_equal(clock_iso(arena, moments[i].seconds * CLOCK_SECOND), moments[i].utc);
		assert_string_equal(clock_local(arena, moments[i].seconds * CLOCK_SECOND), moments[i].oslo);
	}
}

static int64_t hours_of(struct date d)
{
	return (date_ends(d) + 1 - date_begins(d)) / (3600 * CLOCK_SECOND);
}

static void a_legal_date_has_23_24_or_25_hours(void **state)
{
	(void)state;
	assert_int_equal(hours_of((struct date){ 2025, 3, 30 }), 23);
	assert_int_equal(hours_of((struct date){ 2025, 10, 26 }), 25);
	assert_int_equal(hours_of((struct date){ 2025, 11, 7 }), 24);
	struct date last_day = { 2025, 11, 7 }; /* 23:59:59 winter time is 22:59:59 UTC */
	assert_string_equal(clock_iso(arena, date_ends(last_day)), "2025-11-07T22:59:59Z");
	assert_string_equal(clock_iso(arena, date_begins((struct date){ 2025, 7, 1 })), "2025-06-30T22:00:00Z");
}

static void each_moment_belongs_to_the_date_that_contains_it(void **state)
{
	(void)state;
	int64_t begin = date_days((struct date){ 2023, 1, 1 }), end = date_days((struct date){ 2028, 1, 1 });
	for (int64_t day = begin; day < end; day++) {
		struct date d = date_from_days(day), first = date_at(date_begins(d)), last = date_at(date_ends(d));
		assert_int_equal(date_days(first), day);
		assert_int_equal(date_days(last), day);
		assert_int_equal(date_ends(d) + 1, date_begins(date_from_days(day + 1)));
	}
}

static void the_clocks_run(void **state)
{
	(void)state;
	int64_t a = clock_monotonic(), b = clock_monotonic();
	assert_true(b >= a);
	assert_true(clock_now() > date_begins((struct date){ 2024, 1, 1 }));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_are_parsed_strictly),
		cmocka_unit_test(days_and_dates_agree_for_four_centuries),
		cmocka_unit_test(oslo_changes_its_clocks),
		cmocka_unit_test(a_legal_date_has_23_24_or_25_hours),
		cmocka_unit_test(each_moment_belongs_to_the_date_that_contains_it),
		cmocka_unit_test(the_clocks_run),
	};
	return cmocka_run_group_tests_name("base/clock", tests, make_arena, drop_arena);
}
