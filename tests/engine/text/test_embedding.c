/* Vectors from outside bring together what shares no word, and nothing changes without them. */
#include "engine/text/text.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/random.h"

/* Eight sets of words without a common part: the first four are about one thing, the others
 * about another, and only the vectors know. */
static const char *const sets[8][6] = {
	{ "lærling", "fagbrev", "verksted", "mester", "bedrift", "håndverk" },
	{ "student", "forelesning", "eksamen", "campus", "professor", "pensum" },
	{ "barnehage", "lek", "førskole", "pedagog", "smågutt", "tumlekrok" },
	{ "kurs", "etterutdanning", "mikromodul", "nettundervisning", "deltid", "realkompetanse" },
	{ "trikk", "skinne", "holdeplass", "avgang", "vogn", "billett" },
	{ "sykkel", "gang", "fortau", "snarvei", "hjelm", "pedal" },
	{ "ferge", "kai", "brygge", "overfart", "skipper", "fjordbåt" },
	{ "godstog", "jernbane", "stasjon", "perrong", "konduktør", "lokomotiv" },
};
#define PER_SET 8
#define N (8 * PER_SET)

static struct text_groups group(struct arena *a, const struct text_embedding *e, unsigned threads)
{
	const char **texts = arena_array(a, N, sizeof *texts);
	struct random r = random_seeded(5);
	for (size_t i = 0; i < N; i++) {
		const char *const *words = sets[i / PER_SET];
		size_t skip = (size_t)random_below(&r, 6), begin = (size_t)random_below(&r, 6);
		char *text = arena_strdup(a, "");
		for (size_t k = 0; k < 6; k++)
			if (k != skip)
				text = arena_printf(a, "%s %s", text, words[(begin + k) % 6]);
		texts[i] = text;
	}
	struct text_options options = { .threads = threads, .seed = 1, .embedding = e };
	struct text_corpus *c = text_prepare(a, texts, N, &options);
	struct text_duplicates d = text_duplicates(a, c);
	return text_group(a, text_space(a, c, &d), 2);
}

/* Two directions, with noise in a third dimension and a large part that all share. */
static struct text_embedding vectors(struct arena *a, double share)
{
	float *rows = arena_array(a, 4 * (size_t)N, sizeof *rows);
	struct random r = random_seeded(9);
	for (size_t i = 0; i < N; i++) {
		rows[4 * i + (i < N / 2 ? 0 : 1)] = 1;
		rows[4 * i + 2] = (float)(0.3 * random_normal(&r));
		rows[4 * i + 3] = 5;
	}
	return (struct text_embedding){ 4, rows, share };
}

/* Texts that are in a group with more of the other half than of their own. */
static size_t misplaced(const struct text_groups *g)
{
	size_t count[2][2] = { { 0 } }, wrong = 0;
	for (size_t i = 0; i < N; i++)
		count[g->of[i] & 1][i < N / 2 ? 0 : 1]++;
	for (int k = 0; k < 2; k++)
		wrong += count[k][0] < count[k][1] ? count[k][0] : count[k][1];
	return wrong;
}

static void what_shares_no_word_comes_together(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct text_embedding e = vectors(a, 0.5);
	struct text_groups without = group(a, NULL, 1), with = group(a, &e, 1);
	assert_int_equal(with.n_groups, 2);
	assert_int_equal(misplaced(&with), 0);
	assert_true(misplaced(&without) >= PER_SET); /* a set or more stands with the wrong half */
	arena_free(a);
}

static void threads_do_not_matter(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct text_embedding e = vectors(a, 0.5);
	struct text_groups one = group(a, &e, 1), four = group(a, &e, 4);
	assert_memory_equal(one.of, four.of, N * sizeof *one.of);
	arena_free(a);
}

static void vectors_that_say_nothing_change_nothing(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct text_embedding none = vectors(a, 0), zeros = { 3, arena_array(a, 3 * (size_t)N, sizeof(float)), 0.5 };
	struct text_groups without = group(a, NULL, 1), with_none = group(a, &none, 1), with_zeros = group(a, &zeros, 1);
	assert_memory_equal(without.of, with_none.of, N * sizeof *without.of);
	assert_memory_equal(without.of, with_zeros.of, N * sizeof *without.of);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_shares_no_word_comes_together),
		cmocka_unit_test(threads_do_not_matter),
		cmocka_unit_test(vectors_that_say_nothing_change_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
