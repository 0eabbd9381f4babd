/* The rules by which plan documents are read, each on a small document. */
#include "outline_test.h"

static void check(struct arena *a, enum outline_form form, const char *text, const char *expected)
{
	struct outline o = outline_parsed(a, text, form);
	assert_string_equal(outline_drawn(a, &o), expected);
	assert_log_is_complete(&o);
	assert_round_trip(a, &o);
}

static void labels_say_what_items_are(void **state)
{
	check(*state, OUTLINE_TEXT,
	      "Plan for Elvedalen\n\n1. Klima\n\nUtfordringer\n\n- Flom\n- Tørke\n\nDelmål:\n\nHalvere utslippene\n\n"
	      "Overordnede strategier\n\n- Bygge tett\n\n- Reise mindre\n\nTiltak\n\n1. Ladeplasser\n2. Busser\n\n"
	      "Utredningsbehov\n- Skogens opptak\nIndikatorer\n- Utslipp per innbygger\n",
	      "Plan for Elvedalen\n"
	      "theme: Klima\n"
	      "  challenge: Flom\n  challenge: Tørke\n  subgoal: Halvere utslippene\n"
	      "  strategy: Bygge tett\n  strategy: Reise mindre\n  measure: Ladeplasser\n  measure: Busser\n"
	      "  study: Skogens opptak\n  indicator: Utslipp per innbygger\n");
}

static void labels_in_nynorsk_and_english(void **state)
{
	check(*state, OUTLINE_TEXT,
	      "1. Klima\n\nUtfordringar\n\n- Flaum\n\nHovudmål\n\n- Reint vatn\n\nStrategiar\n\n- Byggje tett\n",
	      "\ntheme: Klima\n  challenge: Flaum\n  goal: Reint vatn\n  strategy: Byggje tett\n");
	check(*state, OUTLINE_TEXT,
	      "1. Climate\n\nChallenges\n\n- Floods\n\nOverall goals\n\n- Clean water\n\nSub-goals\n\n- Less waste\n\nMeasures\n\n- Buses\n",
	      "\ntheme: Climate\n  challenge: Floods\n  goal: Clean water\n  subgoal: Less waste\n  measure: Buses\n");
}

static void headings_of_labels_are_no_themes(void **state)
{
	check(*state, OUTLINE_TEXT,
	      "1. Overordnede mål og strategier\n\nMål\n\n- Vokse\n\nStrategier\n\n- Samarbeide\n\n2. Klima\n\n2.1 Tiltak\n\n- Plante\n",
	      "\ngoal: Vokse\nstrategy: Samarbeide\ntheme: Klima\n  measure: Plante\n");
}

static void cross_cutting_themes(void **state)
{
	check(*state, OUTLINE_TEXT,
	      "1. Klima\n\nUtfordringer\n\n- Flom\n\n2. Tverrgående temaer\n\n2.1 Kraft\n\nMer kraft trengs.\n\n"
	      "Og det haster.\n\n2.1.1 Nett\n\nTiltak\n\n- Bygge\n\n3. Vei\n\nTiltak\n\n- Rive\n",
	      "\ntheme: Klima\n  challenge: Flom\n"
	      "theme: Kraft | Mer kraft trengs.\n\nOg det haster. (cross-cutting)\n  theme: Nett\n    measure: Bygge\n"
	      "theme: Vei\n  measure: Rive\n");
}

static void a_line_that_repeats_part_of_the_heading_is_a_theme(void **state)
{
	check(*state, OUTLINE_TEXT,
	      "1. Vei og bane & By og tettsted\n\nVei og bane\n\nTiltak\n\n- Asfalt\n\nBy og tettsted\n\nTiltak\n\n- Trær\n\nVei\n\n"
	      "1.1 Skilt\n\nTiltak\n\n- Flere\n",
	      "\ntheme: Vei og bane & By og tettsted\n  theme: Vei og bane\n    measure: Asfalt\n"
	      "  theme: By og tettsted\n    measure: Trær\n  theme: Vei\n  theme: Skilt\n    measure: Flere\n");
}

static void contributions_stand_below_innspill(void **state)
{
	check(*state, OUTLINE_TEXT,
	      "1. Klima\n\n1.1 Innspill på tiltak fra faggruppe Vann og avløp:\n\nRør:\n\n- Bytte rør\n\n- Rense. Mer\n\nMålere\n\n- Lese av\n"
	      "  - hver dag\n\n    og om natta\n\nDette er en kommentar.\n\n1.2 Innspill fra ungdommen\n\nVi vil ha parker.\n\n2. Vei\n\n"
	      "2.1 Innspill fra gruppene:\n\nGruppene ble ikke utfordret på dette.\n\nInnspill:\n",
	      "\ntheme: Klima\ntheme: Vei (not asked)\n"
	      "Klima [faggruppe Vann og avløp; Rør] Bytte rør\nKlima [faggruppe Vann og avløp; Rør] Rense. Mer\n"
	      "Klima [faggruppe Vann og avløp; Målere] Lese av\n\n- hver dag\n\n    og om natta\n"
	      "Klima [ungdommen; ] Vi vil ha parker.\nVei [gruppene; ] Innspill:\n");
}

static void named_goals_have_subgoals(void **state)
{
	check(*state, OUTLINE_TEXT,
	      "Ny plan\n\nHva er dette?\n\n  • Et forslag\n\nForslag til\nhovedmål\n\n  • Vi vokser. Sammen.\n\n  • Vi deler\n\n"
	      "Forslag til hovedmål 1:\n\nEn region som vokser\n\n  • Flere bedrifter. De skal vare.\n\n    Og bli større.\n\n"
	      "Hovedmål 2: En region som deler\n\n  • Rettferd\n\nLast ned\n",
	      "Ny plan\n"
	      "goal: En region som vokser | Vi vokser. Sammen.\n  subgoal: Flere bedrifter. | De skal vare.\n\nOg bli større.\n"
	      "goal: En region som deler | Vi deler\n  subgoal: Rettferd\n");
}

static void named_nodes_nest_by_kind(void **state)
{
	check(*state, OUTLINE_TEXT,
	      "1. Klima\n\nHovedmål 1: Rent vann\n\nDelmål 1.1: Rene elver\n\nStrategier\n\n- Rense\n\nDelmål 1.2 – Rene sjøer\n\n"
	      "Hovedmål 2: Ren luft\n\nTiltak: Elbiler\n",
	      "\ntheme: Klima\n  goal: Rent vann\n    subgoal: Rene elver\n      strategy: Rense\n    subgoal: Rene sjøer\n"
	      "  goal: Ren luft\n    measure: Elbiler\n");
}

static void positions_have_addressees(void **state)
{
	check(*state, OUTLINE_TEXT,
	      "1. Kraft\n\nElveregionen mener:\n\n- Staten må betale.\n- Kommunene bør\n  planlegge.\n- Nettet må bygges.\n\nVi meiner at\n\n"
	      "Fylkeskommunen tek ansvar.\n",
	      "\ntheme: Kraft\n  position: Staten må betale. @state\n  position: Kommunene bør planlegge. @municipality\n"
	      "  position: Nettet må bygges.\n  position: Fylkeskommunen tek ansvar. @county\n");
}

static void properties_are_set(void **state)
{
	check(*state, OUTLINE_TEXT,
	      "1. Kraft\n\nNøkkelord: nett, sol,  vind\n\nTekst.\n\nStandpunkter\n\n- Bygg nett.\n\n  Adressat: staten\n\n  Stikkord: linjer\n",
	      "\ntheme: Kraft | Tekst. #nett #sol #vind\n  position: Bygg nett. #linjer @state\n");
}

static void titles_are_first_sentences(void **state)
{
	check(*state, OUTLINE_TEXT,
	      "1. Kraft\n\nTiltak\n\n- Sol på tak, f.eks. skoler og bl.a. barnehager. Det koster ca. 3 mill. kr.\n- Innen 1. januar skal alt være klart!"
	      " Vi mener det.\n- Bygge «nett». «Snart» sier de.\n- Kontakt S. Berg om dette\n- Hva nå? Ingen vet.\n",
	      "\ntheme: Kraft\n"
	      "  measure: Sol på tak, f.eks. skoler og bl.a. barnehager. | Det koster ca. 3 mill. kr.\n"
	      "  measure: Innen 1. januar skal alt være klart! | Vi mener det.\n"
	      "  measure: Bygge «nett». | «Snart» sier de.\n"
	      "  measure: Kontakt S. Berg om dette\n"
	      "  measure: Hva nå? | Ingen vet.\n");
}

static void paragraphs_and_lists_are_bodies(void **state)
{
	check(*state, OUTLINE_TEXT,
	      "1. Kraft\n\nVi trenger\nmer kraft:\n\n- sol\n  - på tak\n- vind\n\n# ikke overskrift\n\nStrategier\n\nDet er to.\n\n- Spare\n  - strøm\n\nSlutt.\n",
	      "\ntheme: Kraft | Vi trenger mer kraft:\n\n- sol\n    - på tak\n- vind\n\n\\# ikke overskrift\n\nDet er to.\n\nSlutt.\n"
	      "  strategy: Spare | - strøm\n");
}

static void contents_are_no_nodes(void **state)
{
	struct arena *a = *state;
	const char *text = "Planen\n\nInnhold\n\n1. Klima.....3\n2. Vei\t\t4\n\nVedlegg   9\n\n1. Klima\n\nTekst.\n\n2. Vei\n\nTekst.\n3. Bane ..... 5\n";
	struct outline o = outline_parsed(a, text, OUTLINE_TEXT);
	assert_string_equal(outline_drawn(a, &o), "Planen\ntheme: Klima | Tekst.\ntheme: Vei | Tekst.\n");
	assert_string_equal(o.log[7].what, OUTLINE_SAID_CONTENTS);
	assert_string_equal(o.log[16].what, OUTLINE_SAID_CONTENTS);
	/* Without page numbers: a line that comes again is an entry. */
	o = outline_parsed(a, "Innhold\n1. Klima\n2. Vei\n\n1. Klima\n\nTekst.\n\n2. Vei\n\nMer.\n", OUTLINE_TEXT);
	assert_string_equal(outline_drawn(a, &o), "\ntheme: Klima | Tekst.\ntheme: Vei | Mer.\n");
}

static void numbers_are_headings_or_lists(void **state)
{
	check(*state, OUTLINE_TEXT,
	      "1. Klima\nTekst rett under.\n1.1 Vann\n13 kommuner har sagt noe. 2.2 millioner bor her.\n2.2 millioner bor her\n\nTiltak:\n1. Rense\n2. Spare\n\n2. Vei\n\n"
	      "Vi vil:\n1. Bygge\n   1. hus\n   2. bro\n2. Rive\n3. Male\n\n3. Bane\n",
	      "\ntheme: Klima | Tekst rett under.\n  theme: Vann | 13 kommuner har sagt noe. 2.2 millioner bor her. 2.2 millioner bor her\n"
	      "    measure: Rense\n    measure: Spare\ntheme: Vei | Vi vil:\n\n1. Bygge\n    1. hus\n    2. bro\n2. Rive\n3. Male\n"
	      "theme: Bane\n");
}

static void markdown_is_read(void **state)
{
	check(*state, OUTLINE_MARKDOWN,
	      "# Plan\n\n## 1. Klima ##\n\nTekst **fet**\nover to linjer.\n\n```\n# kode\n\n- her\n```\n\n### Utfordringer\n\n* Flom\n+ Tørke\n   mer\n\n"
	      "Vei\n---\n\n**Tiltak:**\n\n1. **Asfalt.** Mye av den.\n2. **Skilt**\n\n   Små.\n\n#### Tema: Tiltak\n\n\\Utfordringer\n",
	      "Plan\ntheme: Klima | Tekst **fet**\nover to linjer.\n\n```\n# kode\n\n- her\n```\n  challenge: Flom\n  challenge: Tørke mer\n"
	      "theme: Vei\n  measure: Asfalt. | Mye av den.\n  measure: Skilt | Små.\n  theme: Tiltak | Utfordringer\n");
}

static void what_means_nothing_is_said_to_be_left_alone(void **state)
{
	struct outline o = outline_parsed(*state, "Planen\n\nEn innledning.\n\n- et punkt\n\n1. Klima\n", OUTLINE_TEXT);
	static const char *const what[] = { "title", "blank", "left alone", "blank", "left alone", "blank", "theme" };
	assert_int_equal(o.n_log, ARRAY_LEN(what));
	for (size_t i = 0; i < o.n_log; i++)
		assert_string_equal(o.log[i].what, what[i]);
	assert_string_equal(o.log[4].text, "- et punkt");
}

/* Trees that no document gave, with titles and bodies that look like something else. */
static void any_tree_is_written_so_that_it_reads_back(void **state)
{
	static const char *keywords[] = { "nett", "sol og vind" };
	struct outline_node nodes[] = {
		{ .parent = -1, .kind = OUTLINE_THEME, .title = "2. Tiltak", .body = "Utfordringer\n\n## Bakgrunn\n\n\\# nei\n\n```\nTiltak\n```" },
		{ .parent = 0, .kind = OUTLINE_GOAL, .title = "Mål: vokse. Og dele.", .body = "- a\n- b\n\nslutt\n---" },
		{ .parent = 1, .kind = OUTLINE_MEASURE, .title = "1. juni: start!", .body = "Nøkkelord: nei", .keywords = keywords, .n_keywords = 2 },
		{ .parent = 1, .kind = OUTLINE_MEASURE, .title = "**fet** start" },
		{ .parent = 1, .kind = OUTLINE_MEASURE, .title = "- strek" },
		{ .parent = 1, .kind = OUTLINE_POSITION, .title = "Staten må", .addressee = "" },
		{ .parent = 1, .kind = OUTLINE_POSITION, .title = "Alle må", .addressee = "other" },
		{ .parent = 0, .kind = OUTLINE_THEME, .title = "Innspill fra C#", .cross_cutting = true, .asked = OUTLINE_NOT_ASKED },
		{ .parent = 7, .kind = OUTLINE_THEME, .title = "Innhold:" },
		{ .parent = -1, .kind = OUTLINE_CHALLENGE, .title = "Flom" },
		{ .parent = -1, .kind = OUTLINE_GOAL, .title = "Tørt" },
		{ .parent = -1, .kind = OUTLINE_CHALLENGE, .title = "Tørke", .body = "```\nåpen" },
	};
	struct outline_contribution contributions[] = {
		{ "fritt", -1, "", "", 0 },
		{ "1. en\n\n- to\n\ntre", 0, "", "Hva nå?", 0 },
		{ "uten emne", 0, "", "", 0 },
		{ "fire", 7, "C: alle", "2. Vei", 0 },
	};
	for (size_t i = 0; i < ARRAY_LEN(nodes); i++) {
		nodes[i].body = nodes[i].body ? nodes[i].body : "";
		nodes[i].addressee = nodes[i].addressee ? nodes[i].addressee : "";
	}
	struct outline o = {
		.title = "1. utkast: Tiltak #", .nodes = nodes, .n_nodes = ARRAY_LEN(nodes),
		.contributions = contributions, .n_contributions = ARRAY_LEN(contributions),
	};
	assert_round_trip(*state, &o);
}

static void deep_trees_are_written_too(void **state)
{
	struct outline_node nodes[32];
	for (size_t i = 0; i < ARRAY_LEN(nodes); i++)
		nodes[i] = (struct outline_node){ .parent = (long)i - 1, .kind = OUTLINE_THEME, .title = "Ned", .body = "", .addressee = "" };
	struct outline o = { .title = "", .nodes = nodes, .n_nodes = ARRAY_LEN(nodes) };
	assert_round_trip(*state, &o);
}

static void references_and_lines(void **state)
{
	struct outline o = outline_parsed(*state, "\n1. Klima\n\nMål\n\n- a\n- b\n\n1.1 Innspill fra meg\n\n- c\n", OUTLINE_TEXT);
	assert_string_equal(o.nodes[0].ref, "theme-1");
	assert_string_equal(o.nodes[2].ref, "goal-2");
	assert_int_equal(o.nodes[2].line, 7);
	assert_int_equal(o.nodes[2].parent, 0);
	assert_int_equal(o.contributions[0].line, 11);
	assert_int_equal(o.contributions[0].node, 0);
	for (size_t k = 0; k < OUTLINE_KINDS; k++)
		assert_int_equal(outline_kind_of_code(outline_kind_code((enum outline_kind)k)), k);
	assert_int_equal(outline_kind_of_code("x"), OUTLINE_KINDS);
}

static void empty_outlines_are_refused(void **state)
{
	struct arena *a = *state;
	struct outline o;
	struct err err = { 0 };
	assert_refused(outline_read_bytes(a, SPAN(""), "x.txt", OUTLINE_AUTO, &o, &err), err, 0, "empty");
	err = (struct err){ 0 };
	assert_refused(outline_read_bytes(a, SPAN("Bare tekst.\n"), "x.txt", OUTLINE_AUTO, &o, &err), err, 0, "label on a line alone");
	err = (struct err){ 0 };
	assert_refused(outline_read_bytes(a, SPAN("%PDF-1.4"), "x.pdf", OUTLINE_AUTO, &o, &err), err, 0, "PDF");
	err = (struct err){ 0 };
	assert_refused(outline_read_bytes(a, SPAN("1. a\n\n\x02\n"), "x.txt", OUTLINE_AUTO, &o, &err), err, 3, "not text");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARENA_TEST(labels_say_what_items_are),
		ARENA_TEST(labels_in_nynorsk_and_english),
		ARENA_TEST(headings_of_labels_are_no_themes),
		ARENA_TEST(cross_cutting_themes),
		ARENA_TEST(a_line_that_repeats_part_of_the_heading_is_a_theme),
		ARENA_TEST(contributions_stand_below_innspill),
		ARENA_TEST(named_goals_have_subgoals),
		ARENA_TEST(named_nodes_nest_by_kind),
		ARENA_TEST(positions_have_addressees),
		ARENA_TEST(properties_are_set),
		ARENA_TEST(titles_are_first_sentences),
		ARENA_TEST(paragraphs_and_lists_are_bodies),
		ARENA_TEST(contents_are_no_nodes),
		ARENA_TEST(numbers_are_headings_or_lists),
		ARENA_TEST(markdown_is_read),
		ARENA_TEST(what_means_nothing_is_said_to_be_left_alone),
		ARENA_TEST(any_tree_is_written_so_that_it_reads_back),
		ARENA_TEST(deep_trees_are_written_too),
		ARENA_TEST(references_and_lines),
		ARENA_TEST(empty_outlines_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
