/*
 * What a misspelled word was meant to be: forms that share an n-gram with it, by their edit
 * distance (Damerau 1964, with neighbouring letters exchanged; the variant without edits
 * inside an exchange). Slips of the hand cost less than other edits.
 */
#include "engine/text/search_internal.h"

#include "base/utf8.h"

#include <math.h>

#define COST 1.0F
#define COST_SLIP 0.6F /* two of them are still more than one other edit */
#define LETTERS_MIN 4  /* a shorter word is taken as it stands */
#define LETTERS_LONG 8 /* from here on two edits are allowed */
#define LETTERS_MAX 64

struct letters {
	uint32_t v[LETTERS_MAX];
	size_t n;
};

/* false for a word that is too long to compare. */
static bool spell_out(struct span word, struct letters *to)
{
	to->n = 0;
	for (size_t at = 0; at < word.n && to->n < LETTERS_MAX;)
		to->v[to->n++] = utf8_next(word, &at);
	return to->n < LETTERS_MAX;
}

/* Where the letters are on a Norwegian keyboard, in quarters of a key's width; row 0 is none. */
struct keyboard {
	int8_t row[256], column[256];
};

static struct keyboard norwegian_keyboard(void)
{
	static const struct { const char *keys; int8_t shift; } rows[] = {
		{ "qwertyuiopå", 0 }, { "asdfghjkløæ", 1 }, { "zxcvbnm", 3 } };
	struct keyboard k = { 0 };
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct span keys = span_of(rows[i].keys);
		int8_t column = rows[i].shift;
		for (size_t at = 0; at < keys.n; column = (int8_t)(column + 4)) {
			uint32_t c = utf8_next(keys, &at);
			k.row[c] = (int8_t)(i + 1);
			k.column[c] = column;
		}
	}
	return k;
}

static bool are_neighbours(const struct keyboard *k, uint32_t a, uint32_t b)
{
	return a < 256 && b < 256 && k->row[a] && k->row[b] && abs(k->row[a] - k->row[b]) <= 1
	       && abs(k->column[a] - k->column[b]) <= 4;
}

/* On foreign keyboards there is a for å, o for ø and e for æ. */
static bool stands_for(uint32_t plain, uint32_t letter)
{
	return (plain == 'a' && letter == 0xE5) || (plain == 'o' && letter == 0xF8) || (plain == 'e' && letter == 0xE6);
}

static float cost_of_change(const struct keyboard *k, uint32_t a, uint32_t b)
{
	if (a == b)
		return 0;
	return are_neighbours(k, a, b) || stands_for(a, b) || stands_for(b, a) ? COST_SLIP : COST;
}

/* A letter that is left out or put in: less where it is doubled. */
static float cost_of_gap(const struct letters *w, size_t i)
{
	uint32_t before = i > 0 ? w->v[i - 1] : 0, behind = i + 1 < w->n ? w->v[i + 1] : 0;
	return before == w->v[i] || behind == w->v[i] ? COST_SLIP : COST;
}

/* The distance, or something above the limit where it is above it. */
static float distance(const struct keyboard *k, const struct letters *a, const struct letters *b, float limit)
{
	float rows[3][LETTERS_MAX + 1];
	float *before = rows[0], *above = rows[1], *row = rows[2];
	above[0] = 0;
	for (size_t j = 1; j <= b->n; j++)
		above[j] = above[j - 1] + cost_of_gap(b, j - 1);
	for (size_t i = 1; i <= a->n; i++) {
		float least = row[0] = above[0] + cost_of_gap(a, i - 1);
		for (size_t j = 1; j <= b->n; j++) {
			uint32_t x = a->v[i - 1], y = b->v[j - 1];
			row[j] = fminf(above[j - 1] + cost_of_change(k, x, y),
			               fminf(above[j] + cost_of_gap(a, i - 1), row[j - 1] + cost_of_gap(b, j - 1)));
			if (i > 1 && j > 1 && x == b->v[j - 2] && y == a->v[i - 2] && x != y)
				row[j] = fminf(row[j], before[j - 2] + COST_SLIP);
			least = fminf(least, row[j]);
		}
		if (least > limit)
			return least;
		float *free_row = before;
		before = above;
		above = row;
		row = free_row;
	}
	return above[b->n];
}

struct near {
	float distance;
	uint32_t form;
};

/* Of forms equally near the commoner is likelier; then the one that came first. */
static bool is_likelier(const struct search_index *x, struct near a, struct near b)
{
	uint32_t common_a = x->forms.v[a.form].documents, common_b = x->forms.v[b.form].documents;
	if (a.distance < b.distance || a.distance > b.distance)
		return a.distance < b.distance;
	return common_a != common_b ? common_a > common_b : a.form < b.form;
}

/* Puts the form into its place among the likeliest, each concept once. */
static unsigned rank(const struct search_index *x, struct near best[SEARCH_INSTEAD], unsigned n, struct near found)
{
	unsigned at = n;
	for (unsigned i = 0; i < n; i++) {
		if (x->forms.v[best[i].form].concept != x->forms.v[found.form].concept)
			continue;
		if (!is_likelier(x, found, best[i]))
			return n;
		memmove(best + i, best + i + 1, (n - i - 1) * sizeof *best);
		at = --n;
		break;
	}
	while (at > 0 && is_likelier(x, found, best[at - 1]))
		at--;
	if (at == SEARCH_INSTEAD)
		return n;
	n = n < SEARCH_INSTEAD ? n + 1 : n;
	memmove(best + at + 1, best + at, (n - at - 1) * sizeof *best);
	best[at] = found;
	return n;
}

/* How many n-grams of the word each form has. */
static uint16_t *count_grams(struct arena *a, const struct search_index *x, struct span word)
{
	uint16_t *count = arena_array(a, x->forms.n, sizeof *count);
	size_t n;
	const uint64_t *grams = search_grams(a, word, &n);
	for (size_t g = 0; g < n; g++) {
		const struct search_gram *gram = search_gram_find(x, grams[g]);
		for (size_t i = 0; gram && i < gram->forms.n; i++)
			count[gram->forms.v[i]]++;
	}
	return count;
}

/* Cheaply, whether so few edits can be enough: each changes the length by one and the set of
 * letters by two at most. */
static bool may_be_near(const struct search_form *form, size_t letters, uint32_t letter_set, size_t edits)
{
	return form->documents > 0 && form->letters + edits >= letters && form->letters <= letters + edits
	       && __builtin_popcount(form->letter_set ^ letter_set) <= (int)(2 * edits);
}

unsigned search_near(struct arena *a, const struct search_index *x, struct span word, uint32_t form[SEARCH_INSTEAD])
{
	struct letters wanted, other;
	if (!spell_out(word, &wanted) || wanted.n < LETTERS_MIN || utf8_is_digit(wanted.v[0]))
		return 0;
	struct keyboard keyboard = norwegian_keyboard();
	size_t edits = wanted.n < LETTERS_LONG ? 1 : 2;
	/* A word has as many n-grams as letters, of which an edit spoils four at most. */
	size_t shared = wanted.n > 4 * edits ? wanted.n - 4 * edits : 1;
	uint32_t letter_set = search_letter_set(word);
	const uint16_t *count = count_grams(a, x, word);
	struct near best[SEARCH_INSTEAD];
	unsigned n = 0, kept = 0;
	for (uint32_t f = 0; f < x->forms.n; f++) {
		if (count[f] < shared || !may_be_near(&x->forms.v[f], wanted.n, letter_set, edits)
		    || !spell_out(x->texts.v[f].text, &other))
			continue;
		float d = distance(&keyboard, &wanted, &other, (float)edits);
		if (d <= (float)edits)
			n = rank(x, best, n, (struct near){ d, f });
	}
	for (; kept < n && best[kept].distance <= best[0].distance; kept++)
		form[kept] = best[kept].form;
	return kept;
}
