/*
 * Learns which letters speak for which language, and prints the weights as C.
 *
 * usage: train_language FOLDER >language_weights.c
 *
 * Multinomial logistic regression over the features of letters.c, one sample for each different
 * word; a word of several languages is shared among them. Steps are AdaGrad's (Duchi, Hazan
 * and Singer 2011), and the weights are averaged over the epochs, which makes them depend less on the
 * order (Polyak and Juditsky 1992). That is shuffled with a fixed seed: the weights are the same each time.
 */
#include "language_words.h"

#include "base/random.h"

#include <math.h>

#define EPOCHS 12
#define WARM 4 /* epochs that the average leaves out */
#define STEP 0.15
#define DECAY 1e-4     /* of a weight, each time it is used */
#define DOUBT 0.05     /* of a word's share: that a language has it although no list says so */

struct model {
	double weight[LANGUAGE_ROWS][LANGUAGES];
	double squares[LANGUAGE_ROWS][LANGUAGES]; /* AdaGrad's sums */
	double average[LANGUAGE_ROWS][LANGUAGES]; /* of the weights after each epoch but the first ones */
};

static void target_of(unsigned languages, double target[LANGUAGES])
{
	int n = __builtin_popcount(languages);
	for (unsigned l = 0; l < LANGUAGES; l++)
		target[l] = DOUBT / LANGUAGES + (languages >> l & 1 ? (1 - DOUBT) / n : 0);
}

static void predict(const struct model *m, const uint32_t *row, size_t n, double p[LANGUAGES])
{
	double largest = -INFINITY, sum = 0;
	for (unsigned l = 0; l < LANGUAGES; l++) {
		p[l] = 0;
		for (size_t i = 0; i < n; i++)
			p[l] += m->weight[row[i]][l];
		largest = fmax(largest, p[l]);
	}
	for (unsigned l = 0; l < LANGUAGES; l++)
		sum += p[l] = exp(p[l] - largest);
	for (unsigned l = 0; l < LANGUAGES; l++)
		p[l] /= sum;
}

static void learn(struct model *m, const struct sample *s)
{
	uint32_t row[LANGUAGE_FEATURES_MAX];
	double target[LANGUAGES], p[LANGUAGES];
	size_t n = text_letters_features(s->word, row);
	target_of(s->languages, target);
	predict(m, row, n, p);
	for (unsigned l = 0; l < LANGUAGES; l++) {
		double gradient = (double)s->weight * (p[l] - target[l]);
		for (size_t i = 0; i < n; i++) {
			double *w = &m->weight[row[i]][l], g = gradient + DECAY * *w, *sum = &m->squares[row[i]][l];
			*sum += g * g;
			*w -= STEP * g / sqrt(*sum + 1e-6);
		}
	}
}

static void shuffle(struct random *r, uint32_t *order, size_t n)
{
	for (size_t i = n; i > 1; i--) {
		size_t j = (size_t)random_below(r, i);
		uint32_t swapped = order[i - 1];
		order[i - 1] = order[j];
		order[j] = swapped;
	}
}

static void add_to_average(struct model *m)
{
	for (size_t i = 0; i < LANGUAGE_ROWS; i++)
		for (unsigned l = 0; l < LANGUAGES; l++)
			m->average[i][l] += m->weight[i][l] / (EPOCHS - WARM);
}

static void train(struct arena *a, struct model *m, const struct samples *samples)
{
	struct random r = random_seeded(1);
	uint32_t *order = arena_array(a, samples->n, sizeof *order);
	for (size_t i = 0; i < samples->n; i++)
		order[i] = (uint32_t)i;
	for (int epoch = 0; epoch < EPOCHS; epoch++) {
		shuffle(&r, order, samples->n);
		for (size_t i = 0; i < samples->n; i++)
			learn(m, &samples->v[order[i]]);
		if (epoch >= WARM)
			add_to_average(m);
	}
}

static void write_weights(const struct model *m)
{
	printf("/* Made by tools/train_language.c from src/engine/text/data. */\n"
	       "#include \"engine/text/text_internal.h\"\n\n"
	       "const int8_t text_letters_weights[LANGUAGE_ROWS][LANGUAGES] = {\n");
	for (size_t i = 0; i < LANGUAGE_ROWS; i++) {
		printf("{");
		for (unsigned l = 0; l < LANGUAGES; l++)
			printf("%d,", (int)fmax(-127, fmin(127, round(m->average[i][l] / LANGUAGE_WEIGHT_UNIT))));
		printf("},\n");
	}
	printf("};\n");
}

int main(int n, char **arguments)
{
	struct arena *a = arena_new();
	struct err err = { 0 };
	struct samples samples;
	if (n != 2) {
		fprintf(stderr, "usage: train_language FOLDER >language_weights.c\n");
		return 2;
	}
	if (!language_words(a, arguments[1], &samples, &err)) {
		err_print(&err);
		return err_exit_status(&err);
	}
	struct model *m = arena_alloc(a, sizeof *m);
	train(a, m, &samples);
	write_weights(m);
	arena_free(a);
	return fflush(stdout) != 0;
}
