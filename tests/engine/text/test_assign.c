#include "collection.h"

#include "engine/text/model.h"

enum { TEXTS = 120 };

static const char *const cycling[] = { "sykkel", "buss", "tog" };
static const struct text_node nodes[] = {
	{ .title = "Samferdsel", .keywords = cycling, .n_keywords = 3, .parent = -1 },
	{ .title = "Jordvern og landbruk", .body = "Vi verner matjord og dyrket mark.", .parent = -1 },
	{ .title = "Kompetanse og utdanning", .body = "Fagbrev, lærlinger og skole.", .parent = -1 },
	{ .title = "Fjord, vann og vassdrag", .parent = -1 },
};

static struct collection planted_collection(struct arena *a, size_t n)
{
	struct collection c = collection_of(planted(a, n), n, 2);
	collection_place(&c);
	return c;
}

static void suggests_the_subjects_node(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct collection c = planted_collection(a, TEXTS);
	struct text_suggestions *s = text_assign(c.arena, c.space, nodes, ARRAY_LEN(nodes));
	size_t right = 0;
	for (size_t i = 0; i < TEXTS; i++) {
		assert_true(s[i].n <= TEXT_SUGGESTED);
		right += s[i].n > 0 && !s[i].abstain && s[i].best[0].node == i % SUBJECTS;
		for (unsigned k = 0; k < s[i].n; k++) {
			assert_true(s[i].best[k].score >= 0 && s[i].best[k].score <= 1);
			assert_true(k == 0 || s[i].best[k].score <= s[i].best[k - 1].score);
		}
	}
	assert_true((double)right > 0.9 * TEXTS);
	collection_free(&c);
	arena_free(a);
}

static void abstains(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char **texts = planted(a, TEXTS);
	texts[0] = "Sirkusløvene spiste trapesartisten";
	texts[1] = "";
	struct collection c = collection_of(texts, TEXTS, 2);
	collection_place(&c);
	struct text_suggestions *s = text_assign(c.arena, c.space, nodes, ARRAY_LEN(nodes));
	assert_true(s[0].abstain);
	assert_true(s[1].abstain);
	assert_int_equal(s[1].n, 0);
	const struct text_node silent[] = { { .title = "", .parent = -1 }, { .title = NULL, .parent = 0 } };
	s = text_assign(c.arena, c.space, silent, 2);
	for (size_t i = 0; i < TEXTS; i++)
		assert_true(s[i].abstain && s[i].n == 0);
	s = text_assign(c.arena, c.space, NULL, 0);
	assert_true(s[0].abstain && s[0].n == 0);
	collection_free(&c);
	arena_free(a);
}

/* A node whose title says nothing is found by what a person has placed there. */
static void learns_from_examples(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct collection c = planted_collection(a, TEXTS);
	uint32_t examples[5];
	for (uint32_t i = 0; i < 5; i++)
		examples[i] = 4 * i + 3; /* the fourth subject */
	struct text_node taught[ARRAY_LEN(nodes)];
	memcpy(taught, nodes, sizeof nodes);
	taught[3] = (struct text_node){ .title = "Punkt 7", .parent = -1, .examples = examples, .n_examples = 5 };
	struct text_suggestions *s = text_assign(c.arena, c.space, taught, ARRAY_LEN(taught));
	size_t right = 0;
	for (size_t i = 23; i < TEXTS; i += 4)
		right += s[i].n > 0 && s[i].best[0].node == 3;
	assert_true((double)right > 0.8 * (TEXTS - 20) / 4);
	collection_free(&c);
	arena_free(a);
}

/* More nodes than are scored at a time. */
static void takes_any_number_of_nodes(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct collection c = planted_collection(a, TEXTS);
	struct text_node many[70];
	for (size_t i = 0; i < ARRAY_LEN(many); i++)
		many[i] = (struct text_node){ .title = "Noe annet", .parent = -1 };
	memcpy(many + 41, nodes, sizeof nodes);
	struct text_suggestions *s = text_assign(c.arena, c.space, many, ARRAY_LEN(many));
	size_t right = 0;
	for (size_t i = 0; i < TEXTS; i++)
		right += s[i].n > 0 && s[i].best[0].node == 41 + i % SUBJECTS;
	assert_true((double)right > 0.9 * TEXTS);
	collection_free(&c);
	arena_free(a);
}

/* Nodes with examples: the subjects' first texts. */
static void teach(struct text_node taught[ARRAY_LEN(nodes)], uint32_t examples[ARRAY_LEN(nodes)][6])
{
	memcpy(taught, nodes, sizeof nodes);
	for (uint32_t c = 0; c < ARRAY_LEN(nodes); c++) {
		for (uint32_t i = 0; i < 6; i++)
			examples[c][i] = i * SUBJECTS + c;
		taught[c].examples = examples[c];
		taught[c].n_examples = 6;
	}
}

static void does_not_depend_on_threads(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char **texts = planted(a, TEXTS);
	struct text_node taught[ARRAY_LEN(nodes)];
	uint32_t examples[ARRAY_LEN(nodes)][6];
	teach(taught, examples);
	struct text_suggestions *s[2];
	struct collection c[2];
	for (unsigned i = 0; i < 2; i++) {
		c[i] = collection_of(texts, TEXTS, i + 1);
		collection_place(&c[i]);
		s[i] = text_assign(c[i].arena, c[i].space, taught, ARRAY_LEN(taught));
	}
	assert_memory_equal(s[0], s[1], TEXTS * sizeof **s);
	for (unsigned i = 0; i < 2; i++)
		collection_free(&c[i]);
	arena_free(a);
}

/* The order of the texts, and that of the examples, decides nothing. */
static void does_not_depend_on_order(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char **texts = planted(a, TEXTS), **turned = arena_array(a, TEXTS, sizeof *turned);
	struct text_node taught[ARRAY_LEN(nodes)];
	uint32_t examples[ARRAY_LEN(nodes)][6];
	teach(taught, examples);
	for (size_t i = 0; i < TEXTS; i++)
		turned[TEXTS - 1 - i] = texts[i];
	struct collection c = planted_collection(a, TEXTS), d = collection_of(turned, TEXTS, 2);
	collection_place(&d);
	struct text_suggestions *s = text_assign(c.arena, c.space, taught, ARRAY_LEN(taught));
	for (size_t k = 0; k < ARRAY_LEN(nodes); k++)
		for (size_t i = 0; i < 6; i++)
			examples[k][i] = TEXTS - 1 - examples[k][i];
	struct text_suggestions *t = text_assign(d.arena, d.space, taught, ARRAY_LEN(taught));
	size_t same = 0;
	for (size_t i = 0; i < TEXTS; i++)
		same += s[i].best[0].node == t[TEXTS - 1 - i].best[0].node;
	assert_true((double)same > 0.97 * TEXTS);
	collection_free(&c);
	collection_free(&d);
	arena_free(a);
}

/* What is learnt of one node says something of its branch: a sibling without examples comes before nodes
 * of another branch that are as silent. */
static void shares_within_a_branch(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct collection c = planted_collection(a, TEXTS);
	uint32_t transport[6], farming[6];
	for (uint32_t i = 0; i < 6; i++) {
		transport[i] = 4 * i;
		farming[i] = 4 * i + 1;
	}
	const struct text_node tree[] = {
		{ .title = "Punkt 1", .parent = -1 }, { .title = "Punkt 2", .parent = -1 },
		{ .title = "Punkt 1.1", .parent = 0, .examples = transport, .n_examples = 6 }, { .title = "Punkt 1.2", .parent = 0 },
		{ .title = "Punkt 2.1", .parent = 1, .examples = farming, .n_examples = 6 }, { .title = "Punkt 2.2", .parent = 1 },
	};
	struct text_model *m = text_model_new(c.arena, c.space, tree, ARRAY_LEN(tree));
	float *sum = arena_array(a, c.space->features.n, sizeof *sum);
	size_t right = 0, ahead = 0;
	for (size_t i = 24; i < TEXTS; i += 4) {
		struct text_sight sight = text_sight_of(a, c.space, c.corpus->unique[i], sum);
		struct text_suggestions s = text_model_suggest(m, &sight, a);
		right += s.n > 0 && s.best[0].node == 2;
		for (unsigned k = 0; k < s.n; k++)
			if (s.best[k].node == 3 || s.best[k].node == 5) {
				ahead += s.best[k].node == 3;
				break;
			}
	}
	assert_true((double)right > 0.9 * (TEXTS - 24) / 4);
	assert_true((double)ahead > 0.5 * (TEXTS - 24) / 4);
	collection_free(&c);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(suggests_the_subjects_node),
		cmocka_unit_test(abstains),
		cmocka_unit_test(learns_from_examples),
		cmocka_unit_test(takes_any_number_of_nodes),
		cmocka_unit_test(does_not_depend_on_threads),
		cmocka_unit_test(does_not_depend_on_order),
		cmocka_unit_test(shares_within_a_branch),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
