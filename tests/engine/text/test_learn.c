#include "collection.h"

#include "base/random.h"
#include "engine/text/calibrate.h"
#include "engine/text/learn.h"

#include <math.h>

enum { FEATURES = 60, CLASSES = 3, EXAMPLES = 90, PER_ROW = 8 };

/* Rows with features of their class (c · 15 …) and noise (45 …). */
static struct text_examples make_examples(struct arena *a, size_t n, uint64_t seed)
{
	struct random r = random_seeded(seed);
	struct text_sparse rows = { n, FEATURES, arena_array(a, n + 1, sizeof(size_t)),
		arena_array(a, n * PER_ROW, sizeof(uint32_t)), arena_array(a, n * PER_ROW, sizeof(float)) };
	uint32_t *of = arena_array(a, n, sizeof *of);
	uint8_t *fold = arena_array(a, n, sizeof *fold);
	for (size_t i = 0; i < n; i++) {
		of[i] = (uint32_t)(i % CLASSES);
		fold[i] = (uint8_t)(i / CLASSES % TEXT_FOLDS);
		for (size_t k = 0; k < PER_ROW; k++) {
			bool noise = random_unit(&r) < 0.4;
			rows.column[i * PER_ROW + k] = noise ? 45 + (uint32_t)random_below(&r, 15)
			                                     : of[i] * 15 + (uint32_t)random_below(&r, 15);
			rows.value[i * PER_ROW + k] = 0.35F;
		}
		rows.at[i + 1] = (i + 1) * PER_ROW;
	}
	return (struct text_examples){ rows, of, fold, CLASSES };
}

static struct text_row row_of(const struct text_examples *e, size_t i)
{
	return (struct text_row){ e->rows.column + e->rows.at[i], e->rows.value + e->rows.at[i],
	                          e->rows.at[i + 1] - e->rows.at[i] };
}

static uint32_t best_of(const float *score, size_t n)
{
	uint32_t best = 0;
	for (uint32_t c = 1; c < n; c++)
		if (score[c] > score[best])
			best = c;
	return best;
}

static double share_right(const struct text_learned *l, const struct text_examples *e)
{
	size_t right = 0;
	for (size_t i = 0; i < e->rows.rows; i++) {
		float score[CLASSES];
		struct text_row row = row_of(e, i);
		text_learned_score(l, &row, score);
		right += best_of(score, CLASSES) == e->of[i];
	}
	return (double)right / (double)e->rows.rows;
}

static void learns_what_tells_classes_apart(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct text_examples e = make_examples(a, EXAMPLES, 1), unseen = make_examples(a, EXAMPLES, 2);
	float *held_out;
	struct text_learned *l = text_learn(a, &e, 2, &held_out);
	assert_true(share_right(l, &e) > 0.95);
	assert_true(share_right(l, &unseen) > 0.9);
	size_t right = 0;
	for (size_t i = 0; i < EXAMPLES; i++)
		right += best_of(held_out + i * CLASSES, CLASSES) == e.of[i];
	assert_true(right > 0.9 * EXAMPLES);
	arena_free(a);
}

/* A held-out score must not know its own example: with one example in each class, held out, nothing
 * speaks for the class. */
static void holds_out_what_it_says(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct text_examples e = make_examples(a, CLASSES, 1);
	uint8_t fold[CLASSES] = { 0, 1, 2 };
	e.fold = fold;
	float *held_out;
	struct text_learned *l = text_learn(a, &e, 1, &held_out);
	for (size_t i = 0; i < CLASSES; i++) {
		float score[CLASSES];
		struct text_row row = row_of(&e, i);
		text_learned_score(l, &row, score);
		assert_true(score[i] > 0.2F);
		assert_true(held_out[i * CLASSES + i] == 0);
	}
	arena_free(a);
}

static void does_not_depend_on_threads(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct text_examples e = make_examples(a, 1000, 3);
	float *one, *two;
	struct text_learned *l = text_learn(a, &e, 1, &one), *m = text_learn(a, &e, 2, &two);
	assert_int_equal(l->n_rows, m->n_rows);
	assert_memory_equal(l->weight, m->weight, l->n_rows * CLASSES * sizeof *l->weight);
	assert_memory_equal(one, two, e.rows.rows * CLASSES * sizeof *one);
	arena_free(a);
}

static void one_example_changes_the_next_answer(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct text_examples e = make_examples(a, EXAMPLES, 1);
	struct text_learned *l = text_learn(a, &e, 1, NULL);
	/* A fourth class with features of its own, one of which no example had. */
	uint32_t feature[] = { 46, 51, FEATURES - 1, 58 };
	float value[] = { 0.5F, 0.5F, 0.5F, 0.5F }, score[CLASSES + 1];
	struct text_row row = { feature, value, 4 };
	uint32_t class = text_learned_add_class(l);
	assert_int_equal(class, CLASSES);
	text_learned_score(l, &row, score);
	assert_true(score[class] == 0);
	text_learned_add(l, &row, class);
	text_learned_score(l, &row, score);
	assert_int_equal(best_of(score, CLASSES + 1), class);
	/* What was known is not forgotten. */
	struct text_row old = row_of(&e, 0);
	text_learned_score(l, &old, score);
	assert_int_equal(best_of(score, CLASSES + 1), e.of[0]);
	/* Once the margin is reached nothing changes any more. */
	for (int i = 0; i < 50; i++)
		text_learned_add(l, &row, class);
	float before[CLASSES + 1];
	text_learned_score(l, &row, before);
	text_learned_add(l, &row, class);
	text_learned_score(l, &row, score);
	assert_memory_equal(before, score, sizeof score);
	arena_free(a);
}

/* Examples one by one, without the others, come near to learning from all at once. */
static void examples_may_come_one_by_one(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct text_examples e = make_examples(a, EXAMPLES, 1), unseen = make_examples(a, EXAMPLES, 2), none = e;
	none.rows.rows = 0;
	struct text_learned *l = text_learn(a, &none, 1, NULL);
	assert_int_equal(l->n_rows, 0);
	for (size_t i = 0; i < EXAMPLES; i++) {
		struct text_row row = row_of(&e, i);
		text_learned_add(l, &row, e.of[i]);
	}
	assert_true(share_right(l, &unseen) > 0.8);
	arena_free(a);
}

/* ---- The weights of evidence ---- */

enum { NODES = 4 };

/* Evidence that is right for node i % NODES as often as `strength` tells, the rest being noise. */
static float *make_evidence(struct arena *a, size_t n, double strength, uint32_t *node)
{
	struct random r = random_seeded(7);
	float *evidence = arena_array(a, n * NODES * EVIDENCE_KINDS, sizeof *evidence);
	for (size_t i = 0; i < n; i++) {
		node[i] = (uint32_t)(i % NODES);
		for (size_t c = 0; c < NODES; c++)
			evidence[(i * NODES + c) * EVIDENCE_KINDS + EVIDENCE_LEARNT]
				= (float)(random_normal(&r) * 0.3 + (c == node[i] ? strength : 0));
	}
	return evidence;
}

/* Chances are right as often as they say. */
static void chances_mean_what_they_say(void **state)
{
	(void)state;
	enum { N = 2000 };
	struct arena *a = arena_new();
	uint32_t *node = arena_array(a, N, sizeof *node);
	double weight[EVIDENCE_KINDS], chance[NODES + 1], said[5] = { 0 }, right[5] = { 0 };
	float *evidence = make_evidence(a, N, 0.35, node);
	text_weights_learnt(evidence, node, N, NODES, weight);
	for (size_t i = 0; i < N; i++) {
		text_chances(evidence + i * NODES * EVIDENCE_KINDS, NODES, weight, chance);
		double sum = 0;
		for (size_t c = 0; c <= NODES; c++)
			sum += chance[c];
		assert_true(fabs(sum - 1) < 1e-9);
		for (size_t c = 0; c < NODES; c++) {
			size_t bin = chance[c] < 1 ? (size_t)(chance[c] * 5) : 4;
			said[bin] += chance[c];
			right[bin] += c == node[i];
		}
	}
	for (size_t b = 0; b < 5; b++)
		assert_true(fabs(said[b] - right[b]) < 0.05 * N / 5 + 3 * sqrt(said[b] + 1));
	arena_free(a);
}

static void few_examples_change_little(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	uint32_t node[400];
	double assumed[EVIDENCE_KINDS], few[EVIDENCE_KINDS], many[EVIDENCE_KINDS];
	float *useless = make_evidence(a, 400, 0, node);
	text_weights_assumed(assumed);
	text_weights_learnt(useless, node, 1, NODES, few);
	text_weights_learnt(useless, node, 400, NODES, many);
	assert_true(fabs(few[EVIDENCE_LEARNT] - assumed[EVIDENCE_LEARNT]) < fabs(many[EVIDENCE_LEARNT] - assumed[EVIDENCE_LEARNT]));
	assert_true(few[EVIDENCE_LEARNT] > 0.5 * assumed[EVIDENCE_LEARNT]);
	assert_true(fabs(many[EVIDENCE_LEARNT]) < 0.3 * assumed[EVIDENCE_LEARNT]);
	text_weights_learnt(useless, node, 0, NODES, few);
	assert_memory_equal(few, assumed, sizeof few);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(learns_what_tells_classes_apart),
		cmocka_unit_test(holds_out_what_it_says),
		cmocka_unit_test(does_not_depend_on_threads),
		cmocka_unit_test(one_example_changes_the_next_answer),
		cmocka_unit_test(examples_may_come_one_by_one),
		cmocka_unit_test(chances_mean_what_they_say),
		cmocka_unit_test(few_examples_change_little),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
