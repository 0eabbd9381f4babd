/* Periods as documents write them. */
#include "format/period.h"
#include "format_test.h"

static const char *read_as(struct arena *a, const char *text)
{
	struct period p;
	if (!period_find(a, span_of(text), 0, &p))
		return "none";
	return arena_printf(a, "%s %s", date_iso(a, p.begins), date_iso(a, p.ends));
}

static void periods_in_words(void **state)
{
	static const struct {
		const char *text, *is;
	} cases[] = {
		{ "Januar 2024- juni 2025", "2024-01-01 2025-06-30" },
		{ "August 2025-mars 2026", "2025-08-01 2026-03-31" },
		{ "april\u2013juni 2026", "2026-04-01 2026-06-30" },
		{ "2027-2040", "2027-01-01 2040-12-31" },
		{ "hausten 2026", "2026-09-01 2026-11-30" },
		{ "våren 2026 til hausten 2027", "2026-03-01 2027-11-30" },
		{ "1. kvartal 2026", "2026-01-01 2026-03-31" },
		{ "Q3 2026 – Q1 2027", "2026-07-01 2027-03-31" },
		{ "første halvår 2026", "2026-01-01 2026-06-30" },
		{ "feb. 2028", "2028-02-01 2028-02-29" },
		{ "01.02.2026 - 15.03.2026", "2026-02-01 2026-03-15" },
		{ "2026-02-01 to 2026-03-15", "2026-02-01 2026-03-15" },
		{ "Fra 2027", "2027-01-01 " },
		{ "fra og med januar 2027", "2027-01-01 " },
		{ "fra august 2025 til mars 2026", "2025-08-01 2026-03-31" },
		{ "(jan–mars 2026)", "2026-01-01 2026-03-31" },
		{ "juni 2026 – mai", "none" },
		{ "i mars", "none" },
		{ "95 000 studenter og 20 tiltak", "none" },
		{ "2029-2026", "none" },
		{ "", "none" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const char *got = read_as(*state, cases[i].text);
		if (!str_eq(got, cases[i].is))
			fail_msg("%s: %s, not %s", cases[i].text, got, cases[i].is);
	}
}

static void where_a_period_stands(void **state)
{
	struct period p;
	const char *text = "Fase 2 (august 2025–mars 2026): utkast";
	assert_true(period_find(*state, span_of(text), 0, &p));
	assert_int_equal(p.at, 8);
	assert_int_equal(p.bytes, strlen("august 2025–mars 2026"));
	assert_false(period_find(*state, span_of(text), p.at + p.bytes, &p));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(periods_in_words),
		ARENA_TEST(where_a_period_stands),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
