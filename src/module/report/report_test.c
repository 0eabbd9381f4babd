/* The model: places, groups, letters, people. */
#include "module/report/report_fixture.h"

static bool list_is(const struct basis_list *list, size_t n, const size_t *expected)
{
	return list->n == n && memcmp(list->v, expected, n * sizeof *expected) == 0;
}

#define assert_list(list, ...) \
	assert_true(list_is(&(list), ARRAY_LEN(((const size_t[]){ __VA_ARGS__ })), (const size_t[]){ __VA_ARGS__ }))

DB_TEST(a_plan_that_was_not_compiled_says_what_to_do)(struct test_db *t)
{
	struct fixture f = { .t = t };
	struct err err = { 0 }, none = { 0 };
	struct basis_report r;
	assert_ok(db_write(t->db, make_plan, &f, &none), none);
	struct db_conn *c = db_reader(t->db, &none);
	assert_false(basis_load(c, t->arena, "prove", &(struct basis_options){ 0 }, &r, &err));
	db_reader_done(c);
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_non_null(strstr(err.message, "planverk compile prove"));
}

DB_TEST(a_section_beats_a_suggestion)(struct test_db *t)
{
	compiled_plan(t);
	struct basis_report r = load(t, false, LANG_NB);
	assert_int_equal(r.entries[APPRENTICES].how, BASIS_STOOD_UNDER);
	assert_int_equal(r.entries[APPRENTICES].place, SKILLS);
	assert_int_equal(r.entries[NET].how, BASIS_SUGGESTED);
	assert_int_equal(r.entries[NET].place, GRID);
	assert_int_equal(r.entries[COFFEE].how, BASIS_NO_PLACE);
	assert_int_equal(r.totals.stood_under, 1);
	assert_int_equal(r.totals.suggested, 5);
	assert_int_equal(r.totals.no_place, 2);
	assert_int_equal(r.nodes[POWER].total, 4);
	assert_int_equal(r.nodes[GRID].mentioned, 1);
	assert_int_equal(r.nodes[POWER].mentioned, 1);
}

DB_TEST(each_contribution_is_listed_once)(struct test_db *t)
{
	compiled_plan(t);
	struct basis_report r = load(t, false, LANG_NB);
	assert_int_equal(r.n_sections, 3);
	assert_list(r.groups[1].heads, NET, BOAT, UNSURE);
	assert_int_equal(r.entries[NET].next, NET_AGAIN);
	assert_int_equal(r.entries[NET_AGAIN].next, NET_AND_MORE);
	assert_int_equal(r.entries[NET].same, 1);
	assert_int_equal(r.entries[NET].similar, 1);
	assert_list(r.groups[2].heads, APPRENTICES);
	assert_list(r.sections[0].groups, 1);
	assert_list(r.sections[0].alone, SECRET);
	assert_list(r.alone_nowhere, COFFEE);
	assert_list(r.groups[1].homeless, UNSURE);
	/* The boat is shown with group 1; its own theme says so. */
	assert_int_equal(r.sections[2].n_guests, 1);
	assert_int_equal(r.sections[2].guests[0].group, 1);
	assert_int_equal(r.groups[1].elsewhere, 1);
}

DB_TEST(letters_are_one_argument_and_keep_their_own_words)(struct test_db *t)
{
	compiled_plan(t);
	struct basis_report r = load(t, false, LANG_NB);
	assert_int_equal(r.n_campaigns, 1);
	assert_int_equal(r.campaigns[0].letters, 3);
	assert_int_equal(r.campaigns[0].letter, NET);
	assert_int_equal(r.campaigns[0].exact, 2);
	assert_int_equal(r.campaigns[0].edited, 0);
	assert_int_equal(r.campaigns[0].personal, 1);
	assert_string_equal(r.campaigns[0].list[0].own_words, "");
	assert_string_equal(r.campaigns[0].list[2].own_words, "Skriv til ▇▇▇.");
	assert_int_equal(r.totals.arguments, 6);
}

DB_TEST(not_asked_is_not_silence)(struct test_db *t)
{
	compiled_plan(t);
	struct basis_report r = load(t, false, LANG_NB);
	assert_true(r.nodes[FJORD].not_asked);
	assert_true(r.nodes[BOATS].not_asked);
	assert_int_equal(r.totals.not_asked, 0);
	assert_int_equal(r.nodes[FJORD].total, 1);
	const char *page = written(t, report_write_html, &r, NULL);
	assert_non_null(strstr(page, "Deltakerne ble ikke spurt om dette, og likevel hører 1 innspill til her."));
	assert_null(strstr(page, "Ingen tok opp dette."));
}

DB_TEST(contributions_at_a_chapter_may_be_about_its_points)(struct test_db *t)
{
	compiled_plan(t);
	struct basis_report r = load(t, false, LANG_NB);
	assert_int_equal(r.nodes[SKILLS].stood, 1);
	assert_int_equal(r.nodes[PLACES].total, 0);
	assert_true(r.nodes[PLACES].unclear);
	assert_int_equal(r.totals.empty, 1);
	assert_int_equal(r.totals.unclear, 1);
}

DB_TEST(missing_organisations_are_found)(struct test_db *t)
{
	compiled_plan(t);
	struct basis_report r = load(t, false, LANG_NB);
	assert_int_equal(r.totals.registered, 4);
	assert_int_equal(r.totals.took_part, 3);
	assert_int_equal(r.missing.n, 1);
	assert_string_equal(r.organisations[r.missing.v[0]].name, "Delta Kapital");
	assert_int_equal(r.events[0].contributions, 1);
}

static bool add_late(struct db_conn *tx, void *arg, struct err *err)
{
	static const char *const late[] = { "Kom for sent." };
	return add_texts(arg, tx, late, ARRAY_LEN(late), err);
}

DB_TEST(later_contributions_are_counted_and_left_out)(struct test_db *t)
{
	struct fixture f = compiled_plan(t);
	struct err err = { 0 };
	assert_ok(db_write(t->db, add_late, &f, &err), err);
	struct basis_report r = load(t, false, LANG_EN);
	assert_int_equal(r.totals.later, 1);
	assert_int_equal(r.totals.contributions, SAID);
	const char *page = written(t, report_write_html, &r, NULL);
	assert_null(strstr(page, "Kom for sent."));
	assert_non_null(strstr(page, "1 contribution came after the compilation"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(a_plan_that_was_not_compiled_says_what_to_do),
		ON_BOTH(a_section_beats_a_suggestion),
		ON_BOTH(each_contribution_is_listed_once),
		ON_BOTH(letters_are_one_argument_and_keep_their_own_words),
		ON_BOTH(not_asked_is_not_silence),
		ON_BOTH(contributions_at_a_chapter_may_be_about_its_points),
		ON_BOTH(missing_organisations_are_found),
		ON_BOTH(later_contributions_are_counted_and_left_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
