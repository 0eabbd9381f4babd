/* Real plan documents, where they lie beside the project. */
#include "base/file.h"
#include "outline_test.h"

#include <unistd.h>

static struct outline read_source(struct arena *a, const char *name)
{
	const char *path = arena_printf(a, "../shared/sources/%s", name);
	struct outline o;
	struct err err = { 0 };
	if (access(path, R_OK) != 0) {
		print_message("%s is not there: skipped\n", path);
		skip();
	}
	assert_ok(outline_read(a, path, &o, &err), err);
	assert_log_is_complete(&o);
	assert_round_trip(a, &o);
	return o;
}

static const struct outline_node *theme_titled(const struct outline *o, const char *title)
{
	for (size_t i = 0; i < o->n_nodes; i++)
		if (o->nodes[i].kind == OUTLINE_THEME && str_eq(o->nodes[i].title, title))
			return &o->nodes[i];
	fail_msg("no theme %s", title);
	return NULL;
}

static size_t contributions_of(const struct outline *o, const struct outline_node *node)
{
	size_t n = 0;
	for (size_t i = 0; i < o->n_contributions; i++)
		n += o->contributions[i].node == node - o->nodes;
	return n;
}

static void an_action_programme(void **state)
{
	struct outline o = read_source(*state, "handlingsprogram_grunnlag.txt");
	assert_string_equal(o.title, "Osloregionens handlingsprogram 2025");
	assert_int_equal(outline_count(&o, OUTLINE_CHALLENGE), 13);
	assert_int_equal(outline_count(&o, OUTLINE_GOAL), 3);
	assert_int_equal(outline_count(&o, OUTLINE_SUBGOAL), 4);
	assert_int_equal(outline_count(&o, OUTLINE_STRATEGY), 20);
	assert_int_equal(outline_count(&o, OUTLINE_THEME), 10);
	assert_int_equal(o.n_nodes, 50);
	assert_int_equal(o.n_contributions, 61);

	const struct outline_node *transport = theme_titled(&o, "Transport og mobilitet & By- og regionutvikling");
	static const char *const below[] = { "Transport og mobilitet", "By- og regionutvikling" };
	for (size_t i = 0; i < ARRAY_LEN(below); i++)
		assert_int_equal(theme_titled(&o, below[i])->parent, transport - o.nodes);
	assert_int_equal(contributions_of(&o, transport), 14);

	const struct outline_node *power = theme_titled(&o, "Kraft");
	assert_int_equal(contributions_of(&o, power), 28);
	assert_true(power->cross_cutting);
	assert_int_equal(power->parent, -1);
	assert_int_equal(power->asked, OUTLINE_ASKED_UNKNOWN);
	static const char *const not_asked[] = {
		"Sirkulærøkonomi", "Grønn næringstransport", "Miljøtilstanden i Oslofjorden, vann og vassdrag", "Internasjonal profilering",
	};
	for (size_t i = 0; i < ARRAY_LEN(not_asked); i++) {
		assert_int_equal(theme_titled(&o, not_asked[i])->asked, OUTLINE_NOT_ASKED);
		assert_true(theme_titled(&o, not_asked[i])->cross_cutting);
	}
	assert_string_equal(o.contributions[0].group, "faggruppe Nærings samarbeid");
	assert_string_equal(o.contributions[0].topic, "Samarbeid og nettverk");
	assert_int_equal(o.contributions[0].line, 77);
}

static void a_web_page_on_participation(void **state)
{
	struct outline o = read_source(*state, "nettside_medvirkning.txt");
	assert_string_equal(o.title, "Oslo og Akershus lager ny plan");
	assert_int_equal(outline_count(&o, OUTLINE_GOAL), 3);
	assert_int_equal(outline_count(&o, OUTLINE_SUBGOAL), 9);
	assert_int_equal(o.n_nodes, 12);
	assert_int_equal(o.n_contributions, 0);
	static const struct {
		size_t node;
		const char *title, *body_begins;
	} goals[] = {
		{ 0, "En internasjonal, innovativ og konkurransedyktig region", "Oslo og Akershus er en region som er aktivt integrert" },
		{ 4, "Et grønt, digitalt og omstillingsdyktig næringsliv", "Næringslivet i Oslo og Akershus er internasjonalt" },
		{ 8, "En attraktiv region der utdanning og næringsliv henger tettere sammen", "Oslo og Akershus er en region som tiltrekker" },
	};
	for (size_t i = 0; i < ARRAY_LEN(goals); i++) {
		const struct outline_node *goal = &o.nodes[goals[i].node];
		assert_int_equal(goal->kind, OUTLINE_GOAL);
		assert_string_equal(goal->title, goals[i].title);
		assert_true(str_starts(goal->body, goals[i].body_begins));
		for (size_t k = 1; k <= 3; k++)
			assert_int_equal(goal[k].parent, goals[i].node);
	}
	/* The indented paragraph goes with the item above it. */
	assert_true(str_starts(o.nodes[1].body, "Det er en tett kopling"));
	size_t left_alone = 0;
	for (size_t i = 0; i < o.n_log; i++)
		left_alone += o.log[i].left_alone;
	assert_int_equal(left_alone, 26);
}

static void a_planning_programme(void **state)
{
	struct outline o = read_source(*state, "planprogram.txt");
	assert_int_equal(outline_count(&o, OUTLINE_THEME), 3);
	assert_int_equal(outline_count(&o, OUTLINE_STUDY), 4);
	const struct outline_node *innovation = theme_titled(&o, "Innovasjon og konkurransekraft");
	assert_int_equal(innovation[1].kind, OUTLINE_STUDY);
	assert_int_equal(innovation[1].parent, innovation - o.nodes);
	assert_int_equal(innovation[2].line, 309);
	static const struct {
		const char *title, *begins, *ends;
	} phases[] = {
		{ "Forberedelser", "2024-01-01", "2025-06-30" }, { "Planutvikling", "2025-08-01", "2026-03-31" },
		{ "Beslutning", "2026-04-01", "2027-02-28" }, { "Gjennomføring", "2027-01-01", "2040-12-31" },
	};
	assert_int_equal(o.n_phases, ARRAY_LEN(phases));
	for (size_t i = 0; i < o.n_phases; i++) {
		assert_string_equal(o.phases[i].title, phases[i].title);
		assert_string_equal(date_iso(*state, o.phases[i].begins), phases[i].begins);
		assert_string_equal(date_iso(*state, o.phases[i].ends), phases[i].ends);
	}
	assert_int_equal(o.n_roles, 6);
	assert_string_equal(o.roles[2].name, "Styringsgruppe (politisk)");
	assert_int_equal(o.roles[2].line, 556);
}

static void a_policy_note(void **state)
{
	struct outline o = read_source(*state, "naeringspolitisk_notat.txt");
	static const char *const chapters[] = {
		"Tilgang på energi og nettkapasitet", "Et effektivt og miljøvennlig transportsystem", "Tilgang til kompetanse",
		"Tilrettelegging for kunnskapsbasert innovasjon", "Digitalisering", "Sirkulærøkonomi og bærekraftige løsninger",
	};
	for (size_t i = 0; i < ARRAY_LEN(chapters); i++) {
		const struct outline_node *chapter = theme_titled(&o, chapters[i]);
		assert_int_equal(chapter[1].kind, OUTLINE_POSITION);
		assert_int_equal(chapter[1].parent, chapter - o.nodes);
	}
	/* Without a judge of demands these are the sentences in which the region speaks. */
	assert_in_range(outline_count(&o, OUTLINE_POSITION), 22, 30);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(an_action_programme),
		ARENA_TEST(a_web_page_on_participation),
		ARENA_TEST(a_planning_programme),
		ARENA_TEST(a_policy_note),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
