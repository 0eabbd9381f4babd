/*
 * The letters of a word as features, for a linear model of its language: character n-grams of one
 * to five letters and the whole word (cf. Joulin and others 2017, "Bag of tricks for efficient text
 * classification", whose hashing of n-grams this is).
 */
#include "engine/text/text_internal.h"

#include "base/hash.h"
#include "base/utf8.h"

enum { GRAM_MAX = 5 };

size_t text_letters_features(struct span word, uint32_t row[LANGUAGE_FEATURES_MAX])
{
	char marked[TEXT_WORD_MAX + 2];
	size_t start[TEXT_WORD_MAX + 3], letters = 0, n = 0;
	size_t bytes = word.n < TEXT_WORD_MAX ? word.n : TEXT_WORD_MAX;
	memcpy(marked + 1, word.s, bytes);
	marked[0] = '<';
	marked[bytes + 1] = '>';
	struct span all = { marked, bytes + 2 };
	for (size_t at = 0; at < all.n; utf8_next(all, &at))
		start[letters++] = at;
	start[letters] = all.n;
	for (size_t from = 0; from < letters; from++)
		for (size_t to = from + 1; to <= letters && to <= from + GRAM_MAX; to++)
			row[n++] = (uint32_t)(hash_bytes(marked + start[from], start[to] - start[from], 0) % LANGUAGE_ROWS);
	row[n++] = (uint32_t)(hash_bytes(word.s, bytes, 1) % LANGUAGE_ROWS);
	return n;
}
