/* The word lists as one hash table, made from the rows of lexicon_data.c when first asked for. */
#include "engine/text/text_internal.h"

#include "base/hash.h"

#include <assert.h>
#include <pthread.h>

#define SLOTS 16384 /* at most half full, which fill() checks */

static struct text_word table[SLOTS];
static size_t used;

static struct text_word *slot(struct span key)
{
	size_t i = hash_bytes(key.s, key.n, 0) % SLOTS;
	while (table[i].key.s && !span_eq(table[i].key, key))
		i = (i + 1) % SLOTS;
	return &table[i];
}

static struct text_word *entry(struct span key)
{
	struct text_word *w = slot(key);
	used += !w->key.s;
	assert(used <= SLOTS / 2);
	w->key = key;
	return w;
}

static void fill(void)
{
	for (size_t i = 0; i < text_lexicon_rows_len; i++) {
		const struct text_lexicon_row *row = &text_lexicon_rows[i];
		for (struct span rest = span_of(row->words); rest.s;) {
			struct text_word *w = entry(span_cut(&rest, ' '));
			w->flags |= row->flags;
			for (unsigned l = 0; l < LANGUAGES; l++)
				w->evidence[l] += row->languages >> l & 1 ? row->evidence : 0;
		}
	}
	for (size_t i = 0; i < text_lexicon_spellings_len; i++)
		entry(span_of(text_lexicon_spellings[i][0]))->spelling = text_lexicon_spellings[i][1];
	for (size_t i = 0; i < text_lexicon_stems_len; i++)
		entry(span_of(text_lexicon_stems[i][0]))->stem = text_lexicon_stems[i][1];
}

static void fill_once(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, fill);
}

const struct text_word *text_lexicon_find(struct span key)
{
	fill_once();
	const struct text_word *w = slot(key);
	return w->key.s ? w : NULL;
}

const struct text_word *text_lexicon_next(size_t *at)
{
	fill_once();
	while (*at < SLOTS && !table[*at].key.s)
		++*at;
	return *at < SLOTS ? &table[(*at)++] : NULL;
}
