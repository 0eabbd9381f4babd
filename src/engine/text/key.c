/*
 * Words as they count when texts are compared: a hash of the stem, with look-alike letters read
 * as Latin ones and nynorsk spellings as bokmål ones. Stemming is slow and words repeat, so each
 * keyer remembers those that it saw last.
 */
#include "engine/text/duplicates.h"

#include "base/hash.h"
#include "base/utf8.h"

#include <pthread.h>

#define REMEMBERED 32768 /* words, a power of two */
#define KEEPS_MAX 64     /* keyers */

struct text_keyer {
	struct text_stemmer *stemmer;
	struct known {
		uint64_t word; /* a hash; 0 is free */
		uint32_t key;
	} known[REMEMBERED];
};

static uint32_t make_key(struct text_keyer *k, struct span word)
{
	char buffer[TEXT_LOOKALIKE_MAX];
	word = text_fold_lookalikes(word, buffer);
	size_t at = 0;
	uint32_t c = utf8_next(word, &at);
	if (!utf8_is_letter(c) && !utf8_is_digit(c))
		return 0;
	/* A stemmer's words are short; look-alikes can make one longer than any that it is given else. */
	if (word.n > TEXT_WORD_MAX)
		return (uint32_t)hash_bytes(word.s, word.n, 1) | 2 | TEXT_KEY_CONTENT;
	const struct text_word *listed = text_lexicon_find(word);
	bool stop = listed && listed->flags & (WORD_STOP | WORD_STOP_ENGLISH);
	struct span stem = utf8_is_digit(c) ? word : text_stem(k->stemmer, word, false);
	uint32_t key = (uint32_t)(hash_bytes(stem.s, stem.n, 1) >> 32) | 2;
	return stop ? key & ~TEXT_KEY_CONTENT : key | TEXT_KEY_CONTENT;
}

uint32_t text_key(struct text_keyer *k, struct span word)
{
	uint64_t hash = hash_bytes(word.s, word.n, 2);
	struct known *known = &k->known[hash & (REMEMBERED - 1)];
	if (known->word != hash) {
		known->key = make_key(k, word);
		known->word = hash;
	}
	return known->key;
}

struct text_keys text_keys_of(struct arena *a, struct text_keyer *k, const char *normal)
{
	struct span rest = span_of(normal);
	struct text_keys keys = { arena_array(a, rest.n / 2 + 1, sizeof *keys.v), 0 };
	while (rest.n) {
		uint32_t key = text_key(k, span_cut(&rest, ' '));
		if (key)
			keys.v[keys.n++] = key;
	}
	return keys;
}

/* ---- Sharing keyers ---- */

struct text_keyers {
	struct arena *arena;
	pthread_mutex_t mutex;
	struct text_keyer *idle[KEEPS_MAX];
	unsigned n_idle;
};

static void keyers_free(void *arg)
{
	struct text_keyers *all = arg;
	pthread_mutex_destroy(&all->mutex);
}

struct text_keyers *text_keyers_new(struct arena *a)
{
	struct text_keyers *all = arena_alloc(a, sizeof *all);
	all->arena = a;
	pthread_mutex_init(&all->mutex, NULL);
	arena_defer(a, keyers_free, all);
	return all;
}

/* What a keyer remembers changes no key, so it does not matter who gets which. */
struct text_keyer *text_keyer_take(struct text_keyers *all)
{
	pthread_mutex_lock(&all->mutex);
	struct text_keyer *k = all->n_idle > 0 ? all->idle[--all->n_idle] : NULL;
	if (!k) {
		k = arena_alloc(all->arena, sizeof *k);
		k->stemmer = text_stemmer_new(all->arena);
	}
	pthread_mutex_unlock(&all->mutex);
	return k;
}

void text_keyer_give(struct text_keyers *all, struct text_keyer *k)
{
	pthread_mutex_lock(&all->mutex);
	if (all->n_idle < KEEPS_MAX)
		all->idle[all->n_idle++] = k;
	pthread_mutex_unlock(&all->mutex);
}
