/*
 * Splitting compounds: "knutepunktutvikling" is "knutepunkt" and "utvikling".
 *
 * The words that the collection uses by themselves, and a list of nouns of planning, are the parts
 * that are known. A word is cut so that the sum of the parts' costs is smallest (dynamic
 * programming over the places to cut, cf. Koehn and Knight 2003): fewer parts before
 * more, common before rare, with s or e between them. The last part may be inflected; the first
 * may be unknown where what follows is long enough to be trusted.
 */
#include "engine/text/text_internal.h"

#include "base/utf8.h"

#include <float.h>
#include <math.h>

enum {
	LEARNT_MIN = 4,  /* letters of a part that is learnt from the collection */
	TRUSTED_MIN = 6, /* letters of the stem of a part behind an unknown one */
};

struct text_parts {
	const struct text_corpus *corpus;
	struct strmap *whole; /* part -> how often it stands alone */
	struct strmap *stem;  /* its stem -> the same */
};

static void add_part(struct text_parts *p, struct text_stemmer *stemmer, struct span word, int64_t count)
{
	*strmap_at(p->whole, word, NULL) += count;
	*strmap_at(p->stem, text_stem(stemmer, word, false), NULL) += count;
}

/* "nærings" comes from "nærings- og miljøpolitikk": its s is a link. */
static bool has_link(const struct text_corpus *corpus, struct span word)
{
	struct span without = { word.s, word.n - 1 };
	const struct text_word *known = text_lexicon_find(without);
	return word.s[word.n - 1] == 's'
	       && ((known && known->flags & WORD_PART) || text_corpus_form(corpus, without) != TEXT_NONE);
}

/* Whether the collection's use of a word shows that it can be a part. */
static bool is_learnt(const struct text_corpus *corpus, const struct text_form *form)
{
	return form->count >= 2 && !(form->flags & (WORD_STOP | WORD_BLOCKED)) && utf8_length(form->text) >= LEARNT_MIN
	       && !utf8_is_digit((unsigned char)form->text.s[0]) && !has_link(corpus, form->text);
}

struct text_parts *text_parts_new(struct arena *a, const struct text_corpus *corpus)
{
	struct text_parts *p = arena_alloc(a, sizeof *p);
	struct text_stemmer *stemmer = text_stemmer_new(a);
	p->corpus = corpus;
	p->whole = strmap_new(a);
	p->stem = strmap_new(a);
	const struct text_word *w;
	for (size_t at = 0; (w = text_lexicon_next(&at));)
		if (w->flags & WORD_PART)
			add_part(p, stemmer, w->key, 1);
	for (size_t f = 0; f < corpus->n_forms; f++) {
		const struct text_form *form = &corpus->forms[f];
		if (form->flags & WORD_PART || is_learnt(corpus, form))
			add_part(p, stemmer, form->text, form->count);
	}
	return p;
}

static bool is_name(const struct text_parts *p, struct span word)
{
	uint32_t form = text_corpus_form(p->corpus, word);
	return form != TEXT_NONE && p->corpus->forms[form].flags & WORD_NAME;
}

struct span text_parts_name(const struct text_parts *p, struct span word)
{
	struct span bare = { word.s, word.n - 1 };
	if (word.s[word.n - 1] == 's' && is_name(p, bare))
		return bare;
	return is_name(p, word) ? word : (struct span){ NULL, 0 };
}

/* ---- The cheapest cut ---- */

/* The cheapest way to cut the word up to a place: the part that ends there and where it began. */
struct cut {
	double cost;
	size_t from, end; /* of the last part; a linking letter may stand between end and this place */
	bool known;
};

#define COST_PART 100.0
#define COST_UNKNOWN 400.0
#define COST_LINK 5.0
#define COST_SHORT 20.0

static double known_cost(int64_t count, size_t letters)
{
	return COST_PART - fmin(30, 3 * log2(1 + (double)count)) + (letters < LEARNT_MIN ? COST_SHORT : 0);
}

static bool is_blocked(struct span piece)
{
	const struct text_word *known = text_lexicon_find(piece);
	return known && known->flags & WORD_BLOCKED;
}

/* Whether a part is long enough to be believed although what stands before it is unknown. */
static bool is_trusted(struct span piece, struct text_stemmer *stemmer)
{
	return piece.n >= TRUSTED_MIN && utf8_length(text_stem(stemmer, piece, false)) >= TRUSTED_MIN;
}

/* What the piece costs as a part, or DBL_MAX where it can be none. */
static double part_cost(const struct text_parts *p, struct span word, struct span piece, struct text_stemmer *stemmer)
{
	size_t letters = utf8_length(piece);
	bool last = piece.s + piece.n == word.s + word.n;
	if (letters < 2 || piece.n == word.n || (letters == 2 && piece.s != word.s))
		return DBL_MAX;
	const int64_t *count = strmap_find(p->whole, piece);
	if (!count && last && letters >= LEARNT_MIN && !is_blocked(piece))
		count = strmap_find(p->stem, text_stem(stemmer, piece, false));
	return count ? known_cost(*count, letters) : DBL_MAX;
}

static bool is_boundary(struct span word, size_t at)
{
	return at == word.n || ((unsigned char)word.s[at] & 0xC0) != 0x80;
}

static void relax(struct cut *c, struct cut with)
{
	if (with.cost < c->cost)
		*c = with;
}

/* Tries every part that begins at `from`. */
static void cut_from(const struct text_parts *p, struct span word, size_t from, struct cut *cuts,
                     struct text_stemmer *stemmer)
{
	bool after_unknown = !cuts[from].known;
	for (size_t end = from + 2; end <= word.n; end++) {
		if (!is_boundary(word, end))
			continue;
		struct span piece = { word.s + from, end - from };
		size_t letters = utf8_length(piece);
		double cost = after_unknown && !is_trusted(piece, stemmer) ? DBL_MAX : part_cost(p, word, piece, stemmer);
		bool known = cost < DBL_MAX;
		if (!known && from == 0 && letters >= LEARNT_MIN && end < word.n && !is_blocked(piece))
			cost = COST_UNKNOWN;
		if (cost == DBL_MAX)
			continue;
		cost += cuts[from].cost;
		relax(&cuts[end], (struct cut){ cost, from, end, known });
		if (end + 1 < word.n && (word.s[end] == 's' || word.s[end] == 'e'))
			relax(&cuts[end + 1], (struct cut){ cost + COST_LINK, from, end, known });
	}
}

unsigned text_parts_split(const struct text_parts *parts, struct span word, struct text_stemmer *stemmer,
                          struct span found[TEXT_PARTS_MAX])
{
	struct cut cuts[TEXT_WORD_MAX + 1];
	const struct text_word *known = text_lexicon_find(word);
	if (word.n < 6 || (known && known->flags & WORD_PART))
		return 0; /* the listed nouns are known as they are */
	for (size_t i = 0; i <= word.n; i++)
		cuts[i] = (struct cut){ .cost = i ? DBL_MAX : 0, .known = true };
	for (size_t from = 0; from + 2 <= word.n; from++)
		if (cuts[from].cost < DBL_MAX)
			cut_from(parts, word, from, cuts, stemmer);
	if (cuts[word.n].cost == DBL_MAX || cuts[word.n].end != word.n)
		return 0;
	unsigned n = 0;
	for (size_t at = word.n; at > 0; at = cuts[at].from) {
		if (!cuts[at].known)
			continue;
		if (n == TEXT_PARTS_MAX)
			return 0;
		found[n++] = (struct span){ word.s + cuts[at].from, cuts[at].end - cuts[at].from };
	}
	for (unsigned i = 0; i < n / 2; i++) {
		struct span swapped = found[i];
		found[i] = found[n - 1 - i];
		found[n - 1 - i] = swapped;
	}
	return n;
}
