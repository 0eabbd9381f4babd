/*
 * What a word is made of: its stem, the parts of a compound, and character n-grams.
 *
 * N-grams carry most of what Norwegian inflection and compounding hide from whole words; stems
 * and parts keep different words apart that look alike.
 */
#include "engine/text/text_internal.h"

#include "base/hash.h"
#include "base/utf8.h"

enum { GRAM_MIN = 3, GRAM_MAX = 5 };

/* What a feature of each kind counts beside the others. */
#define WEIGHT_STEM 2.0F
#define WEIGHT_PART 2.0F
#define WEIGHT_GRAM 1.0F

static uint64_t key_of(struct span s, uint64_t kind)
{
	uint64_t h = hash_bytes(s.s, s.n, kind);
	return h ? h : 1;
}

size_t text_analysis_most(size_t letters)
{
	return 1 + TEXT_PARTS_MAX + (GRAM_MAX - GRAM_MIN + 1) * letters;
}

static void add_grams(struct text_analysis *w, struct span word)
{
	char padded[TEXT_WORD_MAX + 2];
	size_t start[TEXT_WORD_MAX + 3], n = 0;
	padded[0] = padded[word.n + 1] = ' ';
	memcpy(padded + 1, word.s, word.n);
	struct span all = { padded, word.n + 2 };
	for (size_t at = 0; at < all.n; utf8_next(all, &at))
		start[n++] = at;
	start[n] = all.n;
	for (size_t length = GRAM_MIN; length <= GRAM_MAX; length++)
		for (size_t i = 0; i + length <= n; i++)
			w->raw[w->n_raw++] = (struct text_raw){
				key_of((struct span){ padded + start[i], start[i + length] - start[i] }, 2), WEIGHT_GRAM };
}

struct text_analysis text_analyse(struct arena *a, const struct text_parts *parts, struct text_stemmer *stemmer,
                                  struct span word, bool english)
{
	struct text_analysis w = { .raw = arena_array(a, text_analysis_most(word.n), sizeof *w.raw) };
	struct span found[TEXT_PARTS_MAX];
	struct span name = text_parts_name(parts, word);
	w.n_parts = english || name.s ? 0 : text_parts_split(parts, word, stemmer, found);
	for (unsigned i = 0; i < w.n_parts; i++) {
		struct span stem = text_stem(stemmer, found[i], false);
		w.part[i] = (struct span){ arena_strndup(a, stem.s, stem.n), stem.n };
		w.raw[w.n_raw++] = (struct text_raw){ key_of(stem, 1), WEIGHT_PART };
	}
	struct span stem = name.s ? name : text_stem(stemmer, word, english);
	w.stem = (struct span){ arena_strndup(a, stem.s, stem.n), stem.n };
	w.raw[w.n_raw++] = (struct text_raw){ key_of(stem, 1), WEIGHT_STEM };
	add_grams(&w, word);
	return w;
}

bool text_word_counts(struct span word, unsigned flags)
{
	size_t at = 0;
	return !(flags & WORD_STOP) && !utf8_is_digit(utf8_next(word, &at));
}
