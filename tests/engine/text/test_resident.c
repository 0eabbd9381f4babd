#include "collection.h"

#include "base/parallel.h"
#include "engine/text/resident.h"

enum { TEXTS = 200 };

static const struct text_node nodes[] = {
	{ .title = "Samferdsel", .body = "Sykkel, buss og tog.", .parent = -1 },
	{ .title = "Jordvern og landbruk", .body = "Vi verner matjord og dyrket mark.", .parent = -1 },
	{ .title = "Kompetanse og utdanning", .body = "Fagbrev, lærlinger og skole.", .parent = -1 },
	{ .title = "Fjord, vann og vassdrag", .parent = -1 },
};

struct fixture {
	struct arena *arena;
	struct collection c;
	struct text_groups groups;
	struct text_resident *resident;
};

static int setup(void **state)
{
	struct arena *a = arena_new();
	struct fixture *f = arena_alloc(a, sizeof *f);
	f->arena = a;
	f->c = collection_of(planted(a, TEXTS), TEXTS, 2);
	collection_place(&f->c);
	f->groups = text_group(a, f->c.space, SUBJECTS);
	f->resident = text_resident_new(f->c.space, &f->groups, nodes, ARRAY_LEN(nodes));
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	text_resident_free(f->resident);
	collection_free(&f->c);
	arena_free(f->arena);
	return 0;
}

/* A text that is there gets what it got when all were placed together. */
static void agrees_with_the_whole(void **state)
{
	struct fixture *f = *state;
	struct text_suggestions *s = text_assign(f->arena, f->c.space, nodes, ARRAY_LEN(nodes));
	size_t same_node = 0, same_group = 0;
	for (size_t i = 0; i < TEXTS; i++) {
		struct text_placed p = text_resident_place(f->resident, span_of(f->c.texts[i]));
		assert_int_equal(p.kind, TEXT_EXACT);
		assert_int_equal(p.first, f->c.duplicates.of[i].first);
		assert_int_equal(p.language.language, text_languages(f->c.corpus)[i].language);
		same_node += p.suggestions.n > 0 && s[i].n > 0 && p.suggestions.best[0].node == s[i].best[0].node;
		same_group += p.group == f->groups.of[i];
		assert_true(p.n_nearest > 0);
		assert_int_equal(f->c.duplicates.of[p.nearest[0].text].family, f->c.duplicates.of[i].family);
	}
	assert_true(same_node > 0.97 * TEXTS);
	assert_true(same_group > 0.95 * TEXTS);
}

static void places_a_new_text(void **state)
{
	struct fixture *f = *state;
	struct text_placed p = text_resident_place(f->resident, SPAN("Lag flere lærlingplasser, så de unge kan ta fagbrev."));
	assert_int_equal(p.kind, TEXT_FIRST);
	assert_int_equal(p.suggestions.best[0].node, 2);
	assert_false(p.suggestions.abstain);
	for (unsigned i = 0; i < p.n_nearest; i++) {
		assert_int_equal(p.nearest[i].text % SUBJECTS, 2);
		assert_true(p.nearest[i].likeness >= 0 && p.nearest[i].likeness <= 1);
		assert_true(i == 0 || p.nearest[i].likeness <= p.nearest[i - 1].likeness);
	}
	p = text_resident_place(f->resident, SPAN(""));
	assert_int_equal(p.kind, TEXT_FIRST);
	assert_int_equal(p.n_nearest, 0);
	assert_true(p.suggestions.abstain);
	assert_int_equal(p.group, TEXT_NOT_GROUPED);
}

static void finds_what_was_added(void **state)
{
	struct fixture *f = *state;
	static const char said[] = "Sommerferien burde begynne tidligere for alle elever som bor ved kysten av Helgeland.";
	assert_int_equal(text_resident_place(f->resident, span_of(said)).kind, TEXT_FIRST);
	uint32_t number = text_resident_add(f->resident, span_of(said));
	assert_int_equal(number, TEXTS);
	assert_int_equal(text_resident_count(f->resident), TEXTS + 1);
	struct text_placed p = text_resident_place(f->resident, SPAN("SOMMERFERIEN burde begynne tidligere, for alle elever som bor ved kysten av Helgeland"));
	assert_int_equal(p.kind, TEXT_EXACT);
	assert_int_equal(p.first, number);
	p = text_resident_place(f->resident, SPAN("Sommerferien bør begynne tidligere for alle elever som bor ved kysten av Helgeland!"));
	assert_int_equal(p.kind, TEXT_NEAR);
	assert_int_equal(p.first, number);
	/* A copy of a copy repeats the first. */
	assert_int_equal(text_resident_add(f->resident, span_of(said)), TEXTS + 1);
	assert_int_equal(text_resident_place(f->resident, span_of(said)).first, number);
	/* Words that the corpus has never seen tell nothing of a place; those it knows do. */
	static const char known[] = "Flere bussholdeplasser og tryggere gangvei langs Storgata i Ski.";
	number = text_resident_add(f->resident, span_of(known));
	p = text_resident_place(f->resident, SPAN("Storgata i Ski trenger gangvei og bussholdeplasser."));
	assert_int_equal(p.nearest[0].text, number);
}

static void learns_at_once(void **state)
{
	struct fixture *f = *state;
	static const char first[] = "Kirkeklokkene i Drøbak bør ringe sjeldnere om morgenen.";
	static const char second[] = "Kirkeklokkene i Drøbak ringer for tidlig om morgenen.";
	/* A node with nothing to be known by, but for what is placed there. */
	struct text_node more[ARRAY_LEN(nodes) + 1];
	const char *texts[TEXTS + 2];
	memcpy(more, nodes, sizeof nodes);
	more[ARRAY_LEN(nodes)] = (struct text_node){ .title = "Punkt 5", .parent = -1 };
	memcpy(texts, f->c.texts, TEXTS * sizeof *texts);
	texts[TEXTS] = first;
	texts[TEXTS + 1] = second;
	struct collection c = collection_of(texts, ARRAY_LEN(texts), 2);
	collection_place(&c);
	struct text_resident *r = text_resident_new(c.space, NULL, more, ARRAY_LEN(more));
	struct text_placed before = text_resident_place(r, span_of(second));
	text_resident_learn(r, span_of(first), ARRAY_LEN(nodes));
	struct text_placed after = text_resident_place(r, span_of(second));
	assert_true(before.suggestions.n == 0 || before.suggestions.best[0].node != ARRAY_LEN(nodes));
	assert_int_equal(after.suggestions.best[0].node, ARRAY_LEN(nodes));
	assert_int_equal(after.group, TEXT_NOT_GROUPED);
	text_resident_free(r);
	collection_free(&c);
}

/* Texts are placed while others are added and learnt from. */
static void work_together(void *arg, size_t i)
{
	struct fixture *f = arg;
	struct span text = span_of(f->c.texts[i * 7 % TEXTS]);
	if (i % 4 == 0)
		text_resident_add(f->resident, text);
	else if (i % 4 == 1)
		text_resident_learn(f->resident, text, (uint32_t)(i * 7 % SUBJECTS));
	struct text_placed p = text_resident_place(f->resident, text);
	f->groups.of[i] = p.kind == TEXT_EXACT && p.first == f->c.duplicates.of[i * 7 % TEXTS].first;
}

static void serves_several_threads(void **state)
{
	struct fixture *f = *state;
	struct fixture shared = *f;
	shared.groups.of = arena_array(f->arena, TEXTS, sizeof *shared.groups.of);
	parallel(4, TEXTS, work_together, &shared);
	for (size_t i = 0; i < TEXTS; i++)
		assert_true(shared.groups.of[i]);
	assert_int_equal(text_resident_count(f->resident), TEXTS + TEXTS / 4);
}

static void serves_an_empty_collection(void **state)
{
	(void)state;
	struct collection c = collection_of(NULL, 0, 1);
	collection_place(&c);
	struct text_resident *r = text_resident_new(c.space, NULL, NULL, 0);
	struct text_placed p = text_resident_place(r, SPAN("Den første uttalelsen om denne saken i dag."));
	assert_int_equal(p.kind, TEXT_FIRST);
	assert_int_equal(p.n_nearest, 0);
	assert_int_equal(p.suggestions.n, 0);
	text_resident_add(r, SPAN("Den første uttalelsen om denne saken i dag."));
	assert_int_equal(text_resident_place(r, SPAN("Den første uttalelsen om denne saken i dag.")).kind, TEXT_EXACT);
	text_resident_free(r);
	collection_free(&c);
}

#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FIXTURE(agrees_with_the_whole),
		WITH_FIXTURE(places_a_new_text),
		WITH_FIXTURE(finds_what_was_added),
		WITH_FIXTURE(learns_at_once),
		WITH_FIXTURE(serves_several_threads),
		cmocka_unit_test(serves_an_empty_collection),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
