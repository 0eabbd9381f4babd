/*
 * Which language a short text is in: naive Bayes over the word lists of lexicon_data.c, with
 * endings, beginnings and letters as evidence where a word is in no list.
 */
#include "engine/text/text_internal.h"

#include "base/utf8.h"

#include <math.h>

/* Contributions to a Norwegian plan: logarithms of how common each language is, roughly. */
static const double prior[LANGUAGES] = { -0.6, -1.3, -4.0, -4.0, -3.0, -3.5 };

/* Words lean on one another, so that their evidence counts for less than its sum. */
#define INDEPENDENCE 0.75

/* Between bokmål and nynorsk, a smaller share than this is "nb or nn". The longer a text, the
 * more its want of nynorsk words says that it is bokmål, which most texts are. */
static double decided(size_t words)
{
	return words < 10 ? 0.7 : 0.55;
}

static const enum text_language language_of_bit[LANGUAGES] = {
	TEXT_NB, TEXT_NN, TEXT_DA, TEXT_SV, TEXT_EN, TEXT_OTHER,
};

static bool add(float evidence[LANGUAGES], const struct text_word *w)
{
	bool says_something = false;
	for (unsigned l = 0; w && l < LANGUAGES; l++) {
		evidence[l] += w->evidence[l];
		says_something |= w->evidence[l] > 0;
	}
	return says_something;
}

/* The evidence of text within marks: "-ane", "kv-", "*ei*". */
static bool add_marked(float evidence[LANGUAGES], const char *before, struct span s, const char *after)
{
	char key[TEXT_WORD_MAX + 3];
	int n = snprintf(key, sizeof key, "%s%.*s%s", before, (int)s.n, s.s, after);
	return add(evidence, text_lexicon_find((struct span){ key, (size_t)n }));
}

/* The longest known ending and beginning. */
static void add_ends(float evidence[LANGUAGES], struct span word)
{
	enum { LONGEST = 9 };
	size_t most = word.n - 1 < LONGEST ? word.n - 1 : LONGEST;
	for (size_t n = most; n >= 1; n--)
		if (add_marked(evidence, "-", (struct span){ word.s + word.n - n, n }, ""))
			break;
	for (size_t n = most; n >= 2; n--)
		if (add_marked(evidence, "", (struct span){ word.s, n }, "-"))
			break;
}

/* Every letter, and every two and three in a row. */
static void add_letters(float evidence[LANGUAGES], struct span word)
{
	for (size_t at = 0, next = 0; at < word.n; at = next) {
		uint32_t c = utf8_next(word, &next);
		if (c > 0x24F && utf8_is_letter(c))
			evidence[LANGUAGES - 1] += 3; /* not Latin */
		size_t end = next;
		for (int letters = 1; letters <= 3; letters++) {
			add_marked(evidence, "*", (struct span){ word.s + at, end - at }, "*");
			if (end == word.n)
				break;
			utf8_next(word, &end);
		}
	}
}

bool text_language_word(struct span word, float evidence[LANGUAGES])
{
	size_t at = 0;
	memset(evidence, 0, LANGUAGES * sizeof *evidence);
	if (!word.n || !utf8_is_letter(utf8_next(word, &at)))
		return false;
	if (!add(evidence, text_lexicon_find(word)) && word.n > 2) {
		add_ends(evidence, word);
		add_letters(evidence, word);
	}
	return true;
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

struct text_language_guess text_language_decide(const double evidence[LANGUAGES], size_t words)
{
	if (words == 0)
		return (struct text_language_guess){ TEXT_OTHER, 0 };
	double p[LANGUAGES], largest = -INFINITY, sum = 0;
	for (unsigned l = 0; l < LANGUAGES; l++) {
		p[l] = INDEPENDENCE * evidence[l] + prior[l];
		largest = fmax(largest, p[l]);
	}
	for (unsigned l = 0; l < LANGUAGES; l++)
		sum += p[l] = exp(p[l] - largest);
	for (unsigned l = 0; l < LANGUAGES; l++)
		p[l] /= sum;
	return decide(p, decided(words));
}

struct text_language_guess text_language(struct span text)
{
	struct arena *a = arena_new();
	double sum[LANGUAGES] = { 0 };
	size_t words = 0;
	for (struct span rest = span_of(text_normal(a, text)); rest.s;) {
		float evidence[LANGUAGES];
		if (!text_language_word(span_cut(&rest, ' '), evidence))
			continue;
		words++;
		for (unsigned l = 0; l < LANGUAGES; l++)
			sum[l] += (double)evidence[l];
	}
	arena_free(a);
	return text_language_decide(sum, words);
}

const char *text_language_code(enum text_language language)
{
	static const char *const codes[] = {
		[TEXT_NB] = "nb", [TEXT_NN] = "nn", [TEXT_NB_OR_NN] = "nb or nn", [TEXT_EN] = "en",
		[TEXT_DA] = "da", [TEXT_SV] = "sv", [TEXT_OTHER] = "other",
	};
	return codes[language];
}
