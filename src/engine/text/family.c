/*
 * Joining texts into families.
 *
 * Texts are put in one order by what they are, not by where they stood: first the one that came
 * most often, then the one with most in common with others, then by a digest. In each feature
 * that several texts have, the first of them in that order stands for it. A text is compared with
 * those that stand for its features, so that a letter and a million variants of it make a million
 * comparisons and not their square; and it is joined to the one that it is most like. A text is
 * joined to more than one only where the likeness is strong: half of one letter and half
 * of another must not make the two one family.
 *
 * Everything here depends on the set of texts alone, so that neither their order nor the number of
 * threads changes a family. Most likenesses are plain from the signatures; for those that are not,
 * the texts are asked for and compared in full.
 */
#include "engine/text/duplicates.h"

#include "base/hash.h"
#include "base/parallel.h"

#include <stdatomic.h>

enum {
	INDEXED = 16,    /* features by which a text is found, */
	FINDERS = INDEXED + TEXT_SKETCH - 1, /* … and with the pairs of neighbours in its signature */
	TRIES = 2,       /* comparisons in full, of the most alike, for one text */
	CACHED = 64,     /* texts kept at hand in a chunk, a power of two */
	PROBES = 512,    /* in the index, before it is made larger */
	ENOUGH = 24,     /* features that a text must have for its signature to be trusted */
	BLOCK = 256,     /* chunks between reports of progress */
};

#define HUGE_TEXT 100000u /* words: longer texts are compared by their signatures alone */
#define PLAUSIBLE 0.2   /* of the shorter text in the longer one: less, as signatures have it, is nothing */
#define CERTAIN 0.35    /* likenesses: above, two texts surely are duplicates */
#define STRONG 0.55     /* above, also where another is more alike */

struct state {
	const struct text_family_input *in;
	const struct text_signatures *all;
	_Atomic uint8_t *seen; /* by hash of a feature: 1 for one text, 3 for several; counters may collide */
	size_t seen_mask;
	_Atomic size_t several; /* counters that stand at 3 */
	_Atomic uint64_t *slot; /* feature << 32 | text + 1; 0 is free. Open addressing */
	size_t slot_mask;
	atomic_bool full;
	size_t from; /* first chunk of the block that is worked on */
	uint32_t *parent, *second; /* beside the texts: what each is joined to; itself for nothing */
	uint8_t *kind;
};

static size_t counter_of(const struct state *s, uint32_t feature)
{
	return hash_u64(feature) & s->seen_mask;
}

static size_t indexed(const struct text_signature *t)
{
	return t->n < INDEXED ? t->n : INDEXED;
}

/* What a text is found by: `singles` of its features, and each two that are neighbours in its
 * signature. A feature can be a phrase that everybody uses, and then somebody else stands for it; that
 * two are neighbours by hash in texts that have little else in common is rare. */
static size_t finders(const struct text_signature *t, size_t singles, uint32_t to[2 * TEXT_SKETCH])
{
	size_t n = 0;
	for (size_t i = 0; i < singles; i++)
		to[n++] = t->feature[i];
	for (size_t i = 0; i + 1 < t->n; i++)
		to[n++] = text_pair(t->feature[i], t->feature[i + 1]);
	return n;
}

/* ---- The order of texts ---- */

/* Whether u comes before v. */
static bool before(const struct text_signatures *all, uint32_t u, uint32_t v)
{
	const struct text_signature *x = text_signature_at(all, u), *y = text_signature_at(all, v);
	if (x->copies != y->copies)
		return x->copies > y->copies;
	if (x->shared != y->shared)
		return x->shared > y->shared;
	if (x->content[0] != y->content[0])
		return x->content[0] < y->content[0];
	return x->content[1] != y->content[1] ? x->content[1] < y->content[1] : u < v;
}

/* ---- Which features several texts have ---- */

static void count_chunk(void *arg, size_t chunk)
{
	struct state *s = arg;
	for (size_t u = chunk * TEXT_CHUNK; u < text_chunk_end(chunk, s->all->n); u++) {
		const struct text_signature *t = text_signature_at(s->all, u);
		uint32_t finder[2 * TEXT_SKETCH];
		size_t n = finders(t, indexed(t), finder);
		for (size_t i = 0; i < n; i++) {
			_Atomic uint8_t *seen = &s->seen[counter_of(s, finder[i])];
			if (atomic_load_explicit(seen, memory_order_relaxed) == 3)
				continue;
			if (atomic_fetch_or_explicit(seen, 1, memory_order_relaxed) == 1
			    && atomic_fetch_or_explicit(seen, 2, memory_order_relaxed) == 1)
				atomic_fetch_add_explicit(&s->several, 1, memory_order_relaxed);
		}
	}
}

static bool has_several(const struct state *s, uint32_t feature)
{
	return atomic_load_explicit(&s->seen[counter_of(s, feature)], memory_order_relaxed) == 3;
}

static void share_chunk(void *arg, size_t chunk)
{
	struct state *s = arg;
	for (size_t u = chunk * TEXT_CHUNK; u < text_chunk_end(chunk, s->all->n); u++) {
		struct text_signature *t = text_signature_at(s->all, u);
		t->shared = 0;
		for (size_t i = 0; i < indexed(t); i++)
			t->shared = (uint16_t)(t->shared + has_several(s, t->feature[i]));
	}
}

static void count_features(struct arena *a, struct state *s)
{
	size_t counters = 1024;
	while (counters < 2 * FINDERS * s->all->n && counters < (size_t)1 << 29)
		counters *= 2;
	s->seen = arena_alloc(a, counters);
	s->seen_mask = counters - 1;
	parallel(s->in->options->threads, text_chunks(s->all->n), count_chunk, s);
	parallel(s->in->options->threads, text_chunks(s->all->n), share_chunk, s);
}

/* ---- The text that stands for a feature ---- */

/* Lets u stand for the feature unless one before it does. */
static void stand_for(struct state *s, uint32_t feature, uint32_t u)
{
	uint64_t mine = (uint64_t)feature << 32 | (u + 1);
	size_t at = hash_u64(~(uint64_t)feature) & s->slot_mask;
	for (unsigned probe = 0; probe < PROBES; probe++, at = (at + 1) & s->slot_mask) {
		uint64_t there = atomic_load(&s->slot[at]);
		/* A slot that another thread takes meanwhile is looked at again. */
		while (there == 0 || (there >> 32 == feature && before(s->all, u, (uint32_t)there - 1)))
			if (atomic_compare_exchange_weak(&s->slot[at], &there, mine))
				return;
		if (there >> 32 == feature)
			return;
	}
	atomic_store(&s->full, true);
}

static void index_chunk(void *arg, size_t chunk)
{
	struct state *s = arg;
	for (size_t u = chunk * TEXT_CHUNK; u < text_chunk_end(chunk, s->all->n); u++) {
		const struct text_signature *t = text_signature_at(s->all, u);
		uint32_t finder[2 * TEXT_SKETCH];
		size_t n = finders(t, indexed(t), finder);
		for (size_t i = 0; i < n; i++)
			if (has_several(s, finder[i]))
				stand_for(s, finder[i], (uint32_t)u);
	}
}

/* Larger until all features have a slot near their place, so that what is found does not depend
 * on the order in which threads came; texts made to collide get no more than so much memory. */
static void make_index(struct arena *a, struct state *s)
{
	size_t slots = 1024, most = 1024;
	while (slots < 2 * s->several)
		slots *= 2;
	while (most < 2 * FINDERS * s->all->n)
		most *= 2;
	for (;; slots *= 2) {
		s->slot = arena_array(a, slots, sizeof *s->slot);
		s->slot_mask = slots - 1;
		atomic_store(&s->full, false);
		parallel(s->in->options->threads, text_chunks(s->all->n), index_chunk, s);
		if (!atomic_load(&s->full) || slots >= most)
			break;
	}
}

static uint32_t find(const struct state *s, uint32_t feature)
{
	size_t at = hash_u64(~(uint64_t)feature) & s->slot_mask;
	for (unsigned probe = 0; probe < PROBES; probe++, at = (at + 1) & s->slot_mask) {
		uint64_t there = atomic_load_explicit(&s->slot[at], memory_order_relaxed);
		if (there == 0)
			break;
		if (there >> 32 == feature)
			return (uint32_t)there - 1;
	}
	return TEXT_NONE;
}

/* ---- Comparing ---- */

/* What a chunk has at hand: texts read for comparing. */
struct desk {
	struct state *s;
	struct arena *arena;
	struct text_keyer *keyer;
	struct {
		uint32_t text; /* + 1; 0 is free */
		struct text_profile profile;
	} at_hand[CACHED];
};

static const struct text_profile *profile(struct desk *d, uint32_t u)
{
	size_t at = hash_u64(u) & (CACHED - 1);
	if (d->at_hand[at].text != u + 1) {
		const struct text_family_input *in = d->s->in;
		struct text_keys keys = in->keys(in->arg, d->arena, d->keyer, u);
		d->at_hand[at].profile = text_profile_of(d->arena, &keys);
		d->at_hand[at].text = u + 1;
	}
	return &d->at_hand[at].profile;
}

struct candidate {
	uint32_t text;
	double likeness;
	double rank; /* a letter within a long text is unlike it, and yet the whole of it stands there */
};

/* How much of the shorter text stands in the longer one, by their likeness (Jaccard) and lengths. */
static double share_of_shorter(double likeness, double words, double other)
{
	double ratio = words > other ? words / other : other / words;
	return likeness * (1 + ratio) / (1 + likeness);
}

/* The texts before u that stand for its features, most alike first. */
static unsigned candidates(const struct state *s, uint32_t u, struct candidate found[2 * TEXT_SKETCH])
{
	const struct text_signature *t = text_signature_at(s->all, u);
	uint32_t finder[2 * TEXT_SKETCH];
	size_t n_finders = finders(t, t->n, finder);
	unsigned n = 0;
	for (size_t i = 0; i < n_finders; i++) {
		uint32_t v = find(s, finder[i]);
		unsigned k = 0;
		while (k < n && found[k].text != v)
			k++;
		if (v == TEXT_NONE || v == u || k < n || !before(s->all, v, u))
			continue;
		const struct text_signature *o = text_signature_at(s->all, v);
		double likeness = text_sketch_likeness(t, o);
		double share = share_of_shorter(likeness, t->words, o->words), rank = likeness + share;
		if (!text_lengths_fit(t->words, o->words) || share < PLAUSIBLE)
			continue;
		for (k = n++; k > 0 && (found[k - 1].rank < rank
		     || (found[k - 1].rank <= rank && before(s->all, v, found[k - 1].text))); k--)
			found[k] = found[k - 1];
		found[k] = (struct candidate){ v, likeness, rank };
	}
	return n;
}

static enum text_kind compare(struct desk *d, uint32_t u, const struct candidate *c)
{
	const struct text_signature *x = text_signature_at(d->s->all, u), *y = text_signature_at(d->s->all, c->text);
	if (c->likeness >= CERTAIN && x->n >= ENOUGH && y->n >= ENOUGH)
		return TEXT_NEAR;
	if (x->words > HUGE_TEXT || y->words > HUGE_TEXT)
		return TEXT_FIRST;
	struct text_profile own = *profile(d, u); /* the other may take its place */
	return text_compare(&own, profile(d, c->text), d->arena);
}

static void join_text(struct desk *d, uint32_t u)
{
	struct state *s = d->s;
	struct candidate found[2 * TEXT_SKETCH];
	unsigned n = candidates(s, u, found), tries = 0, i = 0;
	s->parent[u] = s->second[u] = u;
	for (; i < n && tries < TRIES && s->parent[u] == u; i++, tries++) {
		enum text_kind kind = compare(d, u, &found[i]);
		if (kind == TEXT_FIRST)
			continue;
		s->parent[u] = found[i].text;
		s->kind[u] = (uint8_t)kind;
	}
	if (i < n && found[i].likeness >= STRONG && text_signature_at(s->all, u)->n >= ENOUGH)
		s->second[u] = found[i].text;
}

static void join_chunk(void *arg, size_t chunk)
{
	struct state *s = arg;
	struct arena *a = arena_new();
	struct desk *d = arena_alloc(a, sizeof *d);
	d->s = s;
	d->arena = a;
	d->keyer = text_keyer_take(s->in->keyers);
	chunk += s->from;
	for (size_t u = chunk * TEXT_CHUNK; u < text_chunk_end(chunk, s->all->n); u++)
		join_text(d, (uint32_t)u);
	text_keyer_give(s->in->keyers, d->keyer);
	arena_free(a);
}

/* ---- Families ---- */

static uint32_t root(uint32_t *up, uint32_t u)
{
	while (up[u] != u)
		u = up[u] = up[up[u]];
	return u;
}

/* Union-find (Tarjan 1975); the root is the text that comes before all others of its family. */
static void join(const struct text_signatures *all, uint32_t *up, uint32_t u, uint32_t v)
{
	uint32_t ru = root(up, u), rv = root(up, v);
	if (ru != rv)
		up[before(all, ru, rv) ? rv : ru] = before(all, ru, rv) ? ru : rv;
}

struct text_families text_families(struct arena *a, const struct text_family_input *in)
{
	size_t n = in->all->n;
	struct arena *scratch = arena_new(), *tables = arena_new();
	struct text_families f = { arena_array(a, n, sizeof *f.root), arena_array(a, n, sizeof *f.kind) };
	struct state s = { .in = in, .all = in->all, .kind = f.kind,
	                   .parent = arena_array(scratch, n, sizeof *s.parent),
	                   .second = arena_array(scratch, n, sizeof *s.second) };
	count_features(tables, &s);
	make_index(tables, &s);
	for (size_t chunks = text_chunks(n); s.from < chunks; s.from += BLOCK) {
		parallel(in->options->threads, chunks - s.from < BLOCK ? chunks - s.from : BLOCK, join_chunk, &s);
		text_progress(in->options, "texts compared", text_chunk_end(s.from + BLOCK - 1, n), n);
	}
	arena_free(tables);
	for (size_t u = 0; u < n; u++)
		f.root[u] = (uint32_t)u;
	for (size_t u = 0; u < n; u++) {
		join(in->all, f.root, (uint32_t)u, s.parent[u]);
		join(in->all, f.root, (uint32_t)u, s.second[u]);
	}
	for (size_t u = 0; u < n; u++)
		f.root[u] = root(f.root, (uint32_t)u);
	arena_free(scratch);
	return f;
}

struct text_duplicates text_describe(struct arena *a, const struct text_families *f, const struct text_signatures *all,
                                     const uint32_t *unique, size_t n)
{
	struct text_duplicates d = { .of = arena_array(a, n, sizeof *d.of) };
	struct arena *scratch = arena_new();
	/* By root: the family's first text, and what ties that one to the root. */
	uint32_t *first = arena_array(scratch, all->n, sizeof *first), *family = arena_array(scratch, all->n, sizeof *family);
	uint8_t *tie = arena_array(scratch, all->n, sizeof *tie);
	for (size_t u = 0; u < all->n; u++)
		first[u] = TEXT_NONE;
	for (size_t i = 0; i < n; i++) {
		uint32_t u = unique[i], r = f->root[u];
		if (first[r] == TEXT_NONE) {
			first[r] = (uint32_t)i;
			family[r] = (uint32_t)d.n_families++;
			tie[r] = f->kind[u];
		}
		enum text_kind kind = text_signature_at(all, u)->first != i ? TEXT_EXACT
		                    : first[r] == i ? TEXT_FIRST : (enum text_kind)(u == r ? tie[r] : f->kind[u]);
		if (kind == TEXT_FIRST && first[r] != i)
			kind = TEXT_NEAR; /* tied by texts that are like both */
		d.of[i] = (struct text_duplicate){ kind, first[r], family[r] };
	}
	arena_free(scratch);
	return d;
}
