/*
 * Which language a short text is in: what its words say is added up, as in naive Bayes. Words of the
 * lists in lexicon_data.c say what stands there; others are judged by their letters (letters.c), with
 * weights that tools/train_language.c learnt from the words in data/.
 */
#include "engine/text/text_internal.h"

#include "base/utf8.h"

#include <math.h>

/* Contributions to a Norwegian plan: logarithms of how common each language is, roughly. */
static const double prior[LANGUAGES] = { -0.6, -1.0, -4.0, -4.0, -3.0, -3.5 };

/* Words lean on one another, so that their evidence counts for less than its sum. */
#define INDEPENDENCE 0.75

/* How often letters say nothing: a name, a loan, a slip of the pen. It bounds what one word can say. */
#define DOUBT 0.15

/* Evidence of a letter that no language with a name here has. */
#define FOREIGN 3

/* A word speaks clearly against a language where another is this much likelier, a logarithm. Where
 * that share of the words does, the text is mixed, and its language less sure. */
#define CLEAR 1.5F
#define MIXED 0.2

/* Between bokmål and nynorsk, a smaller share than this is "nb or nn". */
static double decided(size_t words)
{
	return words < 10 ? 0.7 : 0.55;
}

static const enum text_language language_of_bit[LANGUAGES] = {
	TEXT_NB, TEXT_NN, TEXT_DA, TEXT_SV, TEXT_EN, TEXT_OTHER,
};

/* From logarithms to shares of their sum. */
static void to_shares(double p[LANGUAGES])
{
	double largest = -INFINITY, sum = 0;
	for (unsigned l = 0; l < LANGUAGES; l++)
		largest = fmax(largest, p[l]);
	for (unsigned l = 0; l < LANGUAGES; l++)
		sum += p[l] = exp(p[l] - largest);
	for (unsigned l = 0; l < LANGUAGES; l++)
		p[l] /= sum;
}

static bool has_foreign_letter(struct span word)
{
	enum { LATIN_END = 0x250 };
	bool foreign = false;
	for (size_t at = 0; at < word.n && !foreign;) {
		uint32_t c = utf8_next(word, &at);
		foreign = c >= LATIN_END && utf8_is_letter(c);
	}
	return foreign;
}

/* The evidence of a word that is in no list. */
static void judge_letters(float evidence[LANGUAGES], struct span word)
{
	uint32_t row[LANGUAGE_FEATURES_MAX];
	int sum[LANGUAGES] = { 0 };
	double p[LANGUAGES];
	if (has_foreign_letter(word)) {
		evidence[LANGUAGES - 1] = FOREIGN;
		return;
	}
	size_t n = text_letters_features(word, row);
	for (size_t i = 0; i < n; i++)
		for (unsigned l = 0; l < LANGUAGES; l++)
			sum[l] += text_letters_weights[row[i]][l];
	for (unsigned l = 0; l < LANGUAGES; l++)
		p[l] = sum[l] * LANGUAGE_WEIGHT_UNIT;
	to_shares(p);
	for (unsigned l = 0; l < LANGUAGES; l++)
		evidence[l] = (float)log((1 - DOUBT) * p[l] * LANGUAGES + DOUBT);
}

struct text_clue text_language_clue(struct span word)
{
	struct text_clue clue = { 0 };
	size_t at = 0;
	if (!word.n || !utf8_is_letter(utf8_next(word, &at)))
		return clue;
	clue.is_word = true;
	const struct text_word *known = text_lexicon_find(word);
	float most = 0;
	for (unsigned l = 0; known && l < LANGUAGES; l++) {
		clue.evidence[l] = known->evidence[l];
		most = fmaxf(most, clue.evidence[l]);
	}
	if (!(most > 0))
		judge_letters(clue.evidence, word);
	for (unsigned l = 0; l < LANGUAGES; l++)
		most = fmaxf(most, clue.evidence[l]);
	for (unsigned l = 0; l < LANGUAGES; l++)
		if (clue.evidence[l] < most - CLEAR)
			clue.against |= 1U << l;
	return clue;
}

void text_language_add(struct text_clues *sum, const struct text_clue *clue)
{
	sum->words += clue->is_word;
	for (unsigned l = 0; l < LANGUAGES; l++) {
		sum->evidence[l] += (double)clue->evidence[l];
		sum->against[l] += clue->against >> l & 1;
	}
}

static struct text_language_guess decide(const double p[LANGUAGES], double share)
{
	double norwegian = p[0] + p[1];
	unsigned best = 2;
	for (unsigned l = 3; l < LANGUAGES; l++)
		if (p[l] > p[best])
			best = l;
	if (p[best] > norwegian)
		return (struct text_language_guess){ language_of_bit[best], p[best] };
	if (p[0] >= share * norwegian)
		return (struct text_language_guess){ TEXT_NB, p[0] };
	if (p[1] >= share * norwegian)
		return (struct text_language_guess){ TEXT_NN, p[1] };
	return (struct text_language_guess){ TEXT_NB_OR_NN, norwegian };
}

/* The share of the words that clearly speak against a language. */
static double share_against(const struct text_clues *sum, enum text_language language)
{
	size_t against = SIZE_MAX;
	for (unsigned l = 0; l < LANGUAGES; l++)
		if (language == language_of_bit[l] || (language == TEXT_NB_OR_NN && l < 2))
			against = sum->against[l] < against ? sum->against[l] : against;
	return (double)against / (double)sum->words;
}

struct text_language_guess text_language_decide(const struct text_clues *sum)
{
	if (sum->words == 0)
		return (struct text_language_guess){ TEXT_OTHER, 0 };
	double p[LANGUAGES];
	for (unsigned l = 0; l < LANGUAGES; l++)
		p[l] = INDEPENDENCE * sum->evidence[l] + prior[l];
	to_shares(p);
	struct text_language_guess guess = decide(p, decided(sum->words));
	double against = share_against(sum, guess.language);
	if (against >= MIXED)
		guess.confidence *= 1 - against;
	return guess;
}

struct text_language_guess text_language(struct span text)
{
	struct arena *a = arena_new();
	struct text_clues sum = { 0 };
	for (struct span rest = span_of(text_normal(a, text)); rest.s;) {
		struct text_clue clue = text_language_clue(span_cut(&rest, ' '));
		text_language_add(&sum, &clue);
	}
	arena_free(a);
	return text_language_decide(&sum);
}

const char *text_language_code(enum text_language language)
{
	static const char *const codes[] = {
		[TEXT_NB] = "nb", [TEXT_NN] = "nn", [TEXT_NB_OR_NN] = "nb or nn", [TEXT_EN] = "en",
		[TEXT_DA] = "da", [TEXT_SV] = "sv", [TEXT_OTHER] = "other",
	};
	return codes[language];
}
