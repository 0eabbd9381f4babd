#include "collection.h"

enum { TEXTS = 240 };

static struct collection planted_collection(size_t n, unsigned threads)
{
	struct arena *a = arena_new();
	struct collection c = collection_of(planted(a, n), n, threads);
	arena_defer(c.arena, (void (*)(void *))arena_free, a);
	collection_place(&c);
	return c;
}

/* The share of texts whose group is that of most texts of their subject; and groups must differ. */
static double purity(const struct text_groups *g, size_t n)
{
	size_t right = 0, count[SUBJECTS][32] = { { 0 } };
	for (size_t i = 0; i < n; i++)
		if (g->of[i] >= 0)
			count[i % SUBJECTS][g->of[i]]++;
	/* Each group belongs to the subject that most of its texts have. */
	for (size_t k = 0; k < g->n_groups; k++) {
		size_t most = 0;
		for (size_t s = 0; s < SUBJECTS; s++)
			most = count[s][k] > most ? count[s][k] : most;
		right += most;
	}
	return (double)right / (double)n;
}

static void finds_what_was_planted(void **state)
{
	(void)state;
	struct collection c = planted_collection(TEXTS, 1);
	struct text_groups g = text_group(c.arena, c.space, SUBJECTS);
	assert_int_equal(g.n_groups, SUBJECTS);
	assert_true(purity(&g, TEXTS) > 0.9);
	g = text_group(c.arena, c.space, 0);
	assert_in_range(g.n_groups, SUBJECTS, SUBJECTS + 2);
	assert_true(purity(&g, TEXTS) > 0.95);
	collection_free(&c);
}

static void groups_are_in_order_and_in_themes(void **state)
{
	(void)state;
	struct collection c = planted_collection(TEXTS, 1);
	struct text_groups g = text_group(c.arena, c.space, 12);
	assert_true(g.n_groups <= 12 && g.n_groups > 7);
	size_t *families = arena_array(c.arena, g.n_groups, sizeof *families);
	for (size_t i = 0; i < TEXTS; i++) {
		assert_in_range(g.of[i], 0, g.n_groups - 1); /* with a number given, none is left out */
		families[g.of[i]] += c.duplicates.of[i].kind == TEXT_FIRST;
	}
	for (size_t k = 1; k < g.n_groups; k++)
		assert_true(families[k] <= families[k - 1]);
	assert_in_range(g.n_overview, 1, 7);
	for (size_t k = 0; k < g.n_groups; k++)
		assert_in_range(g.overview[k], 0, g.n_overview - 1);
	collection_free(&c);
}

static void families_stay_together(void **state)
{
	(void)state;
	struct collection c = planted_collection(TEXTS, 1);
	struct text_groups g = text_group(c.arena, c.space, 9);
	for (size_t i = 0; i < TEXTS; i++)
		assert_int_equal(g.of[i], g.of[c.duplicates.of[i].first]);
	collection_free(&c);
}

static void the_number_of_threads_changes_nothing(void **state)
{
	(void)state;
	struct collection one = planted_collection(1500, 1), four = planted_collection(1500, 4);
	for (unsigned k = 0; k <= 7; k += 7) {
		struct text_groups x = text_group(one.arena, one.space, k), y = text_group(four.arena, four.space, k);
		assert_int_equal(x.n_groups, y.n_groups);
		assert_memory_equal(x.of, y.of, 1500 * sizeof *x.of);
		assert_memory_equal(x.overview, y.overview, x.n_groups * sizeof *x.overview);
		const char *const *labels = text_labels(one.arena, one.space, &x), *const *others = text_labels(four.arena, four.space, &y);
		for (size_t i = 0; i < x.n_groups; i++)
			assert_string_equal(labels[i], others[i]);
		struct text_quotes p = text_quotes(one.arena, one.space, &x, 3), q = text_quotes(four.arena, four.space, &y, 3);
		assert_int_equal(p.n, q.n);
		assert_memory_equal(p.v, q.v, p.n * sizeof *p.v);
	}
	size_t places = one.space->place.n * one.space->place.width;
	assert_memory_equal(one.space->place.vector, four.space->place.vector, places * sizeof(float));
	collection_free(&one);
	collection_free(&four);
}

static void sets_apart_what_stands_alone(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char **texts = planted(a, TEXTS + 3);
	texts[TEXTS] = "Xylofon zzyzx qwerty";
	texts[TEXTS + 1] = "";
	texts[TEXTS + 2] = "!!!";
	struct collection c = collection_of(texts, TEXTS + 3, 1);
	collection_place(&c);
	struct text_groups g = text_group(c.arena, c.space, 0);
	for (size_t i = TEXTS; i < TEXTS + 3; i++)
		assert_int_equal(g.of[i], TEXT_NOT_GROUPED);
	size_t alone = 0;
	for (size_t i = 0; i < TEXTS; i++)
		alone += g.of[i] == TEXT_NOT_GROUPED;
	assert_true(alone < TEXTS / 20);
	g = text_group(c.arena, c.space, 3);
	for (size_t i = 0; i < TEXTS + 3; i++)
		assert_in_range(g.of[i], 0, 2);
	collection_free(&c);
	arena_free(a);
}

static void more_texts_join_the_groups_that_are_there(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char **texts = planted(a, TEXTS + 1);
	int32_t before[TEXTS + 1];
	texts[TEXTS] = "Xylofon zzyzx qwerty";
	struct collection c = collection_of(texts, TEXTS + 1, 1);
	collection_place(&c);
	struct text_groups all = text_group(c.arena, c.space, 0);
	/* What nobody added to stays as it is, in order and number. */
	struct text_groups g = text_group_extend(c.arena, c.space, all.of);
	assert_int_equal(g.n_groups, all.n_groups);
	assert_memory_equal(g.of, all.of, (TEXTS + 1) * sizeof *g.of);

	for (size_t i = 0; i <= TEXTS; i++)
		before[i] = i % 5 == 0 ? TEXT_NEW : all.of[i];
	g = text_group_extend(c.arena, c.space, before);
	assert_int_equal(g.n_groups, all.n_groups);
	assert_true(purity(&g, TEXTS) > 0.9);
	for (size_t i = 0; i < TEXTS; i++)
		for (size_t j = 0; j < i; j++)
			if (before[i] >= 0 && before[j] >= 0)
				assert_int_equal(g.of[i] == g.of[j], before[i] == before[j]);
	assert_int_equal(g.of[TEXTS], TEXT_NOT_GROUPED);
	collection_free(&c);
	arena_free(a);
}

static void a_campaign_does_not_stand_alone(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char **texts = planted(a, TEXTS + 50);
	for (size_t i = TEXTS; i < TEXTS + 50; i++)
		texts[i] = "Xylofonister krever egne notestativer";
	struct collection c = collection_of(texts, TEXTS + 50, 1);
	collection_place(&c);
	struct text_groups g = text_group(c.arena, c.space, 0);
	assert_true(g.of[TEXTS] >= 0);
	assert_int_equal(g.of[TEXTS + 49], g.of[TEXTS]);
	/* Nor does it crowd out what the others say. */
	assert_true(purity(&g, TEXTS) > 0.9);
	collection_free(&c);
	c = collection_of(texts + TEXTS, 50, 1);
	collection_place(&c);
	g = text_group(c.arena, c.space, 0);
	assert_int_equal(g.n_groups, 1);
	assert_int_equal(g.of[0], 0);
	collection_free(&c);
	arena_free(a);
}

static void labels_name_the_subjects(void **state)
{
	(void)state;
	struct collection c = planted_collection(TEXTS, 1);
	struct text_groups g = text_group(c.arena, c.space, SUBJECTS);
	const char *const *labels = text_labels(c.arena, c.space, &g);
	for (size_t k = 0; k < g.n_groups; k++) {
		size_t words = 0;
		for (struct span rest = span_of(labels[k]); rest.s; words++) {
			char *word = utf8_fold(c.arena, span_trim(span_cut(&rest, ',')));
			const struct text_word *known = text_lexicon_find(span_of(word));
			assert_false(known && known->flags & WORD_STOP);
			assert_true(text_corpus_form(c.corpus, span_of(word)) != TEXT_NONE);
		}
		assert_in_range(words, 2, 4);
	}
	for (size_t k = 1; k < g.n_groups; k++)
		assert_string_not_equal(labels[k], labels[k - 1]);
	collection_free(&c);
}

static void labels_do_not_name_who_signed(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char **texts = planted(a, 40);
	for (size_t i = 0; i < 40; i++)
		texts[i] = arena_printf(a, "%s\nHilsen Gudmund", texts[i]);
	struct collection c = collection_of(texts, 40, 1);
	collection_place(&c);
	struct text_groups g = text_group(c.arena, c.space, 2);
	const char *const *labels = text_labels(c.arena, c.space, &g);
	for (size_t k = 0; k < g.n_groups; k++)
		assert_null(strcasestr(labels[k], "gudmund"));
	collection_free(&c);
	arena_free(a);
}

static void quotes_are_verbatim_and_of_different_families(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char **texts = planted(a, TEXTS);
	for (size_t i = 0; i < TEXTS; i += 2)
		texts[i] = arena_printf(a, "%s Skriv til meg på en%zu@example.no om det samme.", texts[i], i);
	struct collection c = collection_of(texts, TEXTS, 1);
	collection_place(&c);
	struct text_groups g = text_group(c.arena, c.space, SUBJECTS);
	struct text_quotes q = text_quotes(c.arena, c.space, &g, 3);
	assert_int_equal(q.n, 3 * SUBJECTS);
	for (size_t i = 0; i < q.n; i++) {
		struct span quote = { texts[q.v[i].text] + q.v[i].at, q.v[i].bytes };
		assert_true(q.v[i].at + q.v[i].bytes <= strlen(texts[q.v[i].text]));
		assert_int_equal(g.of[q.v[i].text], q.v[i].group);
		assert_false(span_contains(quote, "@"));
		assert_true(quote.s[quote.n - 1] == '.');
		for (size_t j = 0; j < i; j++)
			assert_false(q.v[i].group == q.v[j].group
			             && c.duplicates.of[q.v[i].text].family == c.duplicates.of[q.v[j].text].family);
	}
	collection_free(&c);
	arena_free(a);
}

static void survives_any_collection(void **state)
{
	(void)state;
	static const char *const short_texts[] = {
		"ja", "nei", "tog", "👍", "👎👎", "Å", "ÆØÅ", "SYKKELVEI NÅ", "\xff\xfe sykkel \xc3", "", "12", "og",
	};
	static const char *const same[] = { "Mer tog", "Mer tog", "Mer tog", "Mer tog" };
	static const struct { const char *const *texts; size_t n; } collections[] = {
		{ NULL, 0 }, { short_texts, 1 }, { short_texts, 2 }, { short_texts, ARRAY_LEN(short_texts) }, { same, 4 },
		{ short_texts + 9, 1 }, { short_texts + 9, 3 },
	};
	for (size_t i = 0; i < ARRAY_LEN(collections); i++)
		for (unsigned k = 0; k < 6; k++) {
			struct collection c = collection_of(collections[i].texts, collections[i].n, 2);
			collection_place(&c);
			struct text_groups g = text_group(c.arena, c.space, k);
			assert_true(g.n_groups <= c.n && (k == 0 || g.n_groups <= k));
			for (size_t t = 0; t < c.n; t++)
				assert_true(g.of[t] < (int32_t)g.n_groups && (k == 0 || g.of[t] >= 0));
			const char *const *labels = text_labels(c.arena, c.space, &g);
			for (size_t n = 0; n < g.n_groups; n++)
				assert_non_null(labels[n]);
			struct text_quotes q = text_quotes(c.arena, c.space, &g, 2);
			assert_true(q.n <= 2 * g.n_groups);
			collection_free(&c);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_what_was_planted),
		cmocka_unit_test(groups_are_in_order_and_in_themes),
		cmocka_unit_test(families_stay_together),
		cmocka_unit_test(the_number_of_threads_changes_nothing),
		cmocka_unit_test(sets_apart_what_stands_alone),
		cmocka_unit_test(more_texts_join_the_groups_that_are_there),
		cmocka_unit_test(a_campaign_does_not_stand_alone),
		cmocka_unit_test(labels_name_the_subjects),
		cmocka_unit_test(labels_do_not_name_who_signed),
		cmocka_unit_test(quotes_are_verbatim_and_of_different_families),
		cmocka_unit_test(survives_any_collection),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
