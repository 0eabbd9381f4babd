/*
 * Which texts a new one repeats: equal ones by a hash of their words, others by the pairs of
 * neighbouring content words they share. A pair remembers the first texts that have it; the texts that share
 * most pairs with the new one are compared with it in full.
 */
#include "engine/text/resident_internal.h"

#include "base/hash.h"

enum {
	PAIRS = 256,     /* of a text that is remembered: those with the smallest hashes */
	REMEMBERED = 32, /* texts for a pair */
	COMPARED = 16,   /* texts, at most */
	CANDIDATES = 4096,
};

/* A pair and the texts that have it. Lists grow by doubling. */
struct posting {
	uint32_t pair, n, room;
	uint32_t *text;
};

struct text_repeats {
	struct arena *arena;
	VEC(struct text_keys) texts;
	struct posting *slot; /* open addressing; room 0 is free */
	size_t mask, used;
	uint32_t *equal;      /* 1 + a text, by the hash of its words; 0 is free */
	size_t equal_mask;
	VEC(uint64_t) hashes; /* beside the texts */
};

struct text_repeats *text_repeats_new(struct arena *a)
{
	struct text_repeats *r = arena_alloc(a, sizeof *r);
	*r = (struct text_repeats){ .arena = a, .mask = 4095, .equal_mask = 4095 };
	r->slot = arena_array(a, r->mask + 1, sizeof *r->slot);
	r->equal = arena_array(a, r->equal_mask + 1, sizeof *r->equal);
	return r;
}

struct text_reading text_repeats_read(struct arena *a, struct text_keyer *k, const char *normal)
{
	return (struct text_reading){ hash_bytes(normal, strlen(normal), 7), text_keys_of(a, k, normal) };
}

static struct posting *posting(const struct text_repeats *r, uint32_t pair)
{
	size_t i = hash_u64(pair) & r->mask;
	while (r->slot[i].room && r->slot[i].pair != pair)
		i = (i + 1) & r->mask;
	return &r->slot[i];
}

static uint32_t *equal(const struct text_repeats *r, uint64_t hash)
{
	size_t i = hash & r->equal_mask;
	while (r->equal[i] && r->hashes.v[r->equal[i] - 1] != hash)
		i = (i + 1) & r->equal_mask;
	return &r->equal[i];
}

/* What is left behind in the arena is no more than what is used. */
static void make_room(struct text_repeats *r, size_t pairs)
{
	if (2 * (r->used + pairs) > r->mask) {
		struct posting *old = r->slot;
		size_t n = r->mask + 1;
		while (2 * (r->used + pairs) > r->mask)
			r->mask = 2 * r->mask + 1;
		r->slot = arena_array(r->arena, r->mask + 1, sizeof *r->slot);
		for (size_t i = 0; i < n; i++)
			if (old[i].room)
				*posting(r, old[i].pair) = old[i];
	}
	if (2 * (r->texts.n + 1) > r->equal_mask) {
		r->equal_mask = 2 * r->equal_mask + 1;
		r->equal = arena_array(r->arena, r->equal_mask + 1, sizeof *r->equal);
		for (size_t i = r->texts.n; i-- > 0;) /* the first of equal texts comes to stand last */
			*equal(r, r->hashes.v[i]) = (uint32_t)i + 1;
	}
}

static void remember(struct text_repeats *r, uint32_t pair, uint32_t text)
{
	struct posting *p = posting(r, pair);
	if (!p->room) {
		*p = (struct posting){ pair, 0, 1, arena_array(r->arena, 1, sizeof *p->text) };
		r->used++;
	}
	if (p->n == REMEMBERED)
		return;
	if (p->n == p->room) {
		p->text = arena_grow(r->arena, p->text, p->room * sizeof *p->text, 2 * p->room * sizeof *p->text);
		p->room *= 2;
	}
	p->text[p->n++] = text;
}

/* The pairs by which a text is found, rising. */
static size_t pairs_of(struct arena *a, const struct text_keys *keys, uint32_t **pairs)
{
	struct text_profile p = text_profile_of(a, keys);
	*pairs = p.pair;
	return keys->n < TEXT_SHORTEST ? 0 : p.n_pairs < PAIRS ? p.n_pairs : PAIRS;
}

void text_repeats_add(struct text_repeats *r, const struct text_reading *reading)
{
	struct arena *scratch = arena_new();
	uint32_t *pairs, text = (uint32_t)r->texts.n;
	size_t n = pairs_of(scratch, &reading->keys, &pairs);
	make_room(r, n);
	struct text_keys keys = { arena_array(r->arena, reading->keys.n, sizeof *keys.v), reading->keys.n };
	if (keys.n)
		memcpy(keys.v, reading->keys.v, keys.n * sizeof *keys.v);
	*VEC_PUSH(r->arena, &r->texts) = keys;
	*VEC_PUSH(r->arena, &r->hashes) = reading->hash;
	uint32_t *slot = equal(r, reading->hash);
	if (!*slot)
		*slot = text + 1;
	for (size_t i = 0; i < n; i++)
		remember(r, pairs[i], text);
	arena_free(scratch);
}

/* ---- Finding ---- */

struct candidate {
	uint32_t text, shared;
};

static int by_text(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	return (x->text > y->text) - (x->text < y->text);
}

static int by_shared(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	return x->shared != y->shared ? (x->shared < y->shared) - (x->shared > y->shared) : by_text(a, b);
}

/* The texts that share pairs, those with most first. */
static size_t list_candidates(const struct text_repeats *r, const struct text_keys *keys, struct arena *scratch,
                              struct candidate **list)
{
	uint32_t *pairs;
	size_t n_pairs = pairs_of(scratch, keys, &pairs), n = 0, kept = 0;
	struct candidate *c = *list = arena_array(scratch, CANDIDATES, sizeof *c);
	for (size_t i = 0; i < n_pairs; i++) {
		const struct posting *p = posting(r, pairs[i]);
		for (uint32_t k = 0; k < p->n && n < CANDIDATES; k++)
			c[n++] = (struct candidate){ p->text[k], 1 };
	}
	qsort(c, n, sizeof *c, by_text);
	for (size_t i = 0; i < n; i++) {
		if (kept > 0 && c[kept - 1].text == c[i].text)
			c[kept - 1].shared++;
		else
			c[kept++] = c[i];
	}
	qsort(c, kept, sizeof *c, by_shared);
	return kept < COMPARED ? kept : COMPARED;
}

uint32_t text_repeats_find(const struct text_repeats *r, const struct text_reading *reading, struct arena *scratch,
                           enum text_kind *kind)
{
	uint32_t found = *equal(r, reading->hash) - 1; /* 0 - 1 is TEXT_NONE */
	*kind = found == TEXT_NONE ? TEXT_FIRST : TEXT_EXACT;
	if (found != TEXT_NONE)
		return found;
	struct candidate *c;
	size_t n = list_candidates(r, &reading->keys, scratch, &c);
	struct text_profile own = text_profile_of(scratch, &reading->keys);
	for (size_t i = 0; i < n && *kind != TEXT_NEAR; i++) {
		struct text_profile other = text_profile_of(scratch, &r->texts.v[c[i].text]);
		enum text_kind how = text_compare(&own, &other, scratch);
		if (how == TEXT_NEAR || (how == TEXT_CONTAINED && found == TEXT_NONE)) {
			found = c[i].text;
			*kind = how;
		}
	}
	return found;
}
