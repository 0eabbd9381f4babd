/*
 * Texts are known by a digest of their words (BLAKE2b, so that nobody can write two texts that
 * pass for one). Each block is worked on in chunks: a chunk looks its texts up among those that came
 * in earlier blocks and sketches the others; then the chunks are taken in order and what is
 * new gets its number.
 */
#include "engine/text/stream.h"

#include "base/hash.h"
#include "base/parallel.h"
#include "engine/text/duplicates.h"

#include <assert.h>

struct text_stream {
	struct arena *arena;
	struct text_options options;
	struct text_keyers *keyers;
	struct text_signatures all;
	struct { uint32_t *v; size_t n, cap; } unique; /* beside the texts */
	uint32_t *slot;     /* by digest: 1 + the number of a different text; 0 is free. Open addressing */
	size_t slot_mask;
	struct arena *slots; /* holds slot, and is replaced when it grows */
	struct text_stream_count count;
	struct digest empty; /* of a text without a word */
};

/* A text of the block that is worked on: known, or with a signature of its own. */
struct entry {
	uint64_t content[2];
	uint32_t unique; /* TEXT_NONE until it has one */
	struct text_signature *signature;
};

struct block {
	struct text_stream *stream;
	const struct span *texts;
	size_t n;
	struct entry *entry;
	struct arena **arena; /* beside the chunks */
};

static void free_slots(void *arg)
{
	struct text_stream *s = arg;
	arena_free(s->slots);
}

static void grow(struct text_stream *s, size_t slots)
{
	arena_free(s->slots);
	s->slots = arena_new();
	s->slot = arena_array(s->slots, slots, sizeof *s->slot);
	s->slot_mask = slots - 1;
	for (size_t u = 0; u < s->all.n; u++) {
		size_t at = text_signature_at(&s->all, u)->content[0] & s->slot_mask;
		while (s->slot[at])
			at = (at + 1) & s->slot_mask;
		s->slot[at] = (uint32_t)u + 1;
	}
}

struct text_stream *text_stream_new(struct arena *a, const struct text_options *options)
{
	struct text_stream *s = arena_alloc(a, sizeof *s);
	s->arena = a;
	s->options = *options;
	s->keyers = text_keyers_new(a);
	s->empty = digest_of("", 0);
	grow(s, 4096);
	arena_defer(a, free_slots, s);
	return s;
}

/* The slot of a digest, or the free one that it would take. */
static uint32_t *slot_of(const struct text_stream *s, const uint64_t content[2])
{
	size_t at = content[0] & s->slot_mask;
	for (; s->slot[at]; at = (at + 1) & s->slot_mask) {
		const struct text_signature *t = text_signature_at(&s->all, s->slot[at] - 1);
		if (t->content[0] == content[0] && t->content[1] == content[1])
			break;
	}
	return &s->slot[at];
}

static void read_chunk(void *arg, size_t chunk)
{
	struct block *b = arg;
	struct text_stream *s = b->stream;
	struct arena *scratch = arena_new();
	struct text_keyer *k = text_keyer_take(s->keyers);
	b->arena[chunk] = arena_new();
	for (size_t i = chunk * TEXT_CHUNK; i < text_chunk_end(chunk, b->n); i++) {
		struct entry *e = &b->entry[i];
		const char *normal = text_normal(scratch, b->texts[i]);
		struct digest digest = digest_of(normal, strlen(normal));
		memcpy(e->content, digest.byte, sizeof e->content);
		e->unique = *slot_of(s, e->content) - 1; /* 0 - 1 is TEXT_NONE */
		if (e->unique == TEXT_NONE) {
			struct text_keys keys = text_keys_of(scratch, k, normal);
			e->signature = arena_alloc(b->arena[chunk], sizeof *e->signature);
			text_sketch(e->signature, &keys);
			memcpy(e->signature->content, e->content, sizeof e->content);
		}
		arena_reset(scratch);
	}
	text_keyer_give(s->keyers, k);
	arena_free(scratch);
}

/* Gives a text its number among the different ones. */
static void take_entry(struct text_stream *s, const struct entry *e)
{
	uint32_t u = e->unique;
	if (u == TEXT_NONE) {
		uint32_t *slot = slot_of(s, e->content);
		if (!*slot) {
			struct text_signature *t = text_signatures_push(s->arena, &s->all);
			*t = *e->signature;
			t->first = (uint32_t)s->unique.n;
			*slot = (uint32_t)s->all.n;
		}
		u = *slot - 1;
	}
	struct text_signature *t = text_signature_at(&s->all, u);
	t->copies++;
	bool empty = memcmp(t->content, s->empty.byte, sizeof t->content) == 0;
	s->count.empty += empty;
	s->count.brief += !empty && t->words < TEXT_SHORTEST;
	*VEC_PUSH(s->arena, &s->unique) = u;
}

void text_stream_add(struct text_stream *s, const struct span *texts, size_t n)
{
	assert(s->unique.n + n < TEXT_NONE);
	struct arena *scratch = arena_new();
	struct block b = { s, texts, n, arena_array(scratch, n, sizeof *b.entry),
	                   arena_array(scratch, text_chunks(n), sizeof *b.arena) };
	parallel(s->options.threads, text_chunks(n), read_chunk, &b);
	size_t slots = s->slot_mask + 1;
	while (slots < 2 * (s->all.n + n))
		slots *= 2;
	if (slots > s->slot_mask + 1)
		grow(s, slots);
	for (size_t i = 0; i < n; i++)
		take_entry(s, &b.entry[i]);
	for (size_t i = 0; i < text_chunks(n); i++)
		arena_free(b.arena[i]);
	arena_free(scratch);
}

struct text_stream_count text_stream_count(const struct text_stream *s)
{
	struct text_stream_count count = s->count;
	count.texts = s->unique.n;
	count.different = s->all.n;
	return count;
}

/* ---- The end ---- */

struct fetching {
	const struct text_signatures *all;
	struct span (*fetch)(void *arg, struct arena *a, uint32_t i);
	void *arg;
};

static struct text_keys keys_of(void *arg, struct arena *a, struct text_keyer *k, uint32_t u)
{
	const struct fetching *f = arg;
	struct span text = f->fetch(f->arg, a, text_signature_at(f->all, u)->first);
	return text_keys_of(a, k, text_normal(a, text));
}

struct text_duplicates text_stream_finish(struct text_stream *s, struct arena *a,
                                          struct span (*fetch)(void *arg, struct arena *a, uint32_t i), void *arg)
{
	struct arena *scratch = arena_new();
	struct fetching fetching = { &s->all, fetch, arg };
	struct text_family_input in = { .all = &s->all, .options = &s->options, .keys = keys_of, .arg = &fetching,
	                                .keyers = s->keyers };
	struct text_families f = text_families(scratch, &in);
	struct text_duplicates d = text_describe(a, &f, &s->all, s->unique.v, s->unique.n);
	arena_free(scratch);
	return d;
}
