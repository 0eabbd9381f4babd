/*
 * Texts that repeat others: copies, variants, form letters with a paragraph of one's own, and
 * short texts that stand whole in longer ones.
 *
 * Each different text is seen as the set of its shingles, runs of three words. Two texts are
 * compared where one's sketch (the few of its shared shingles with the smallest hashes: a
 * bottom-k sketch, Broder 1997) meets the other's shingles. Shingles that stand in one text only
 * can show no duplicate and are left out of sketches. Both the number of texts remembered for a
 * shingle and the work of a comparison are bounded, so that neither a million variants of
 * a letter nor texts made to collide take more than about linear time.
 *
 * What compares as near or contained is joined into families (union-find, Tarjan 1975).
 */
#include "engine/text/text_internal.h"

#include "base/hash.h"
#include "base/parallel.h"

enum {
	SHINGLE = 3,      /* words */
	SKETCH = 4,       /* shingles of a text by which it is found */
	REMEMBERED = 8,   /* texts for a shingle */
	SHORTEST = 6,     /* words: shorter texts are duplicates only where they are equal */
	LONG = 30,        /* shingles: above this the content words are not compared */
	LONG_PASSAGE = 50, /* shingles: that much in common, and half of the shorter, is a form letter */
	TRIES = 200,      /* comparisons of one text that come to nothing */
	LENGTHS = 5,      /* a text contained in one more than so many times as long is a quotation, no duplicate */
};

#define NEAR_SHINGLES 0.5  /* Jaccard */
#define NEAR_WORDS 0.7     /* Jaccard of content words, for short texts */
#define CONTAINED 0.9      /* of the shorter text's shingles */
#define LONG_SHARE 0.5

struct state {
	const struct text_corpus *corpus;
	size_t *at;        /* beside the uniques, and one more: where its shingles begin */
	uint32_t *shingle; /* hashes, rising within a text, each once */
	uint32_t *n;       /* shingles of each unique */
	uint8_t *seen;     /* by hash: in how many texts, 2 for more; a table of counters that may collide */
	size_t seen_mask;
	uint32_t *tried;   /* by unique: 1 + the last text it was compared with */
	uint32_t *parent;  /* union-find over the uniques */
	enum text_kind *kind; /* how each unique was joined to its family */
};

/* ---- Shingles ---- */

static int compare_u32(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

static void shingle_chunk(void *arg, size_t chunk)
{
	struct state *s = arg;
	const struct text_corpus *c = s->corpus;
	for (size_t u = chunk * TEXT_CHUNK; u < text_chunk_end(chunk, c->n_unique); u++) {
		const uint32_t *word = c->word + c->word_at[u];
		size_t words = c->word_at[u + 1] - c->word_at[u];
		if (words < SHORTEST)
			continue;
		uint32_t *to = s->shingle + s->at[u];
		size_t n = words - SHINGLE + 1, kept = 0;
		for (size_t i = 0; i < n; i++)
			to[i] = (uint32_t)hash_bytes(word + i, SHINGLE * sizeof *word, 1);
		qsort(to, n, sizeof *to, compare_u32);
		for (size_t i = 0; i < n; i++)
			if (i == 0 || to[i] != to[i - 1])
				to[kept++] = to[i];
		s->n[u] = (uint32_t)kept;
	}
}

static void make_shingles(struct arena *a, struct state *s)
{
	const struct text_corpus *c = s->corpus;
	s->at = arena_array(a, c->n_unique + 1, sizeof *s->at);
	s->n = arena_array(a, c->n_unique, sizeof *s->n);
	for (size_t u = 0; u < c->n_unique; u++) {
		size_t words = c->word_at[u + 1] - c->word_at[u];
		s->at[u + 1] = s->at[u] + (words < SHORTEST ? 0 : words - SHINGLE + 1);
	}
	s->shingle = arena_array(a, s->at[c->n_unique], sizeof *s->shingle);
	parallel(c->options.threads, text_chunks(c->n_unique), shingle_chunk, s);

	size_t counters = 1024;
	while (counters < 4 * s->at[c->n_unique] && counters < (size_t)1 << 28)
		counters *= 2;
	s->seen_mask = counters - 1;
	s->seen = arena_alloc(a, counters);
	for (size_t u = 0; u < c->n_unique; u++)
		for (size_t i = 0; i < s->n[u]; i++) {
			uint8_t *seen = &s->seen[hash_u64(s->shingle[s->at[u] + i]) & s->seen_mask];
			*seen = (uint8_t)(*seen < 2 ? *seen + 1 : 2);
		}
}

/* ---- Finding who shares a shingle ---- */

/* For each shingle of a sketch, the first texts that have it there. Open addressing. */
struct posting {
	uint32_t shingle, n;
	uint32_t text[REMEMBERED];
};

struct index {
	struct posting *slot; /* n 0 is free */
	size_t mask;
};

static struct posting *posting(const struct index *x, uint32_t shingle)
{
	size_t i = hash_u64(shingle) & x->mask;
	while (x->slot[i].n && x->slot[i].shingle != shingle)
		i = (i + 1) & x->mask;
	return &x->slot[i];
}

static struct index make_index(struct arena *a, const struct state *s)
{
	size_t slots = 1024;
	while (slots < 2 * SKETCH * s->corpus->n_unique)
		slots *= 2;
	struct index x = { arena_array(a, slots, sizeof *x.slot), slots - 1 };
	for (size_t u = 0; u < s->corpus->n_unique; u++) {
		unsigned sketched = 0;
		for (size_t i = 0; i < s->n[u] && sketched < SKETCH; i++) {
			uint32_t shingle = s->shingle[s->at[u] + i];
			if (s->seen[hash_u64(shingle) & s->seen_mask] < 2)
				continue;
			sketched++;
			struct posting *p = posting(&x, shingle);
			p->shingle = shingle;
			if (p->n < REMEMBERED)
				p->text[p->n++] = (uint32_t)u;
		}
	}
	return x;
}

/* ---- Families ---- */

static uint32_t root(struct state *s, uint32_t u)
{
	while (s->parent[u] != u)
		u = s->parent[u] = s->parent[s->parent[u]];
	return u;
}

/* The earlier root stays, so that a family's root is its first text. The later root is what
 * becomes a duplicate: of that kind, since this is what ties it to an earlier text. */
static void join(struct state *s, uint32_t u, uint32_t v, enum text_kind kind)
{
	uint32_t ru = root(s, u), rv = root(s, v), later = ru > rv ? ru : rv;
	s->parent[later] = ru < rv ? ru : rv;
	s->kind[later] = kind;
}

/* ---- Comparing ---- */

/* Sorted numbers that both have. Gives up, returning less, once fewer than `needed` are possible. */
static size_t common(const uint32_t *x, size_t nx, const uint32_t *y, size_t ny, size_t needed)
{
	size_t both = 0, i = 0, j = 0;
	while (i < nx && j < ny) {
		if (both + (nx - i < ny - j ? nx - i : ny - j) < needed)
			break;
		if (x[i] == y[j]) {
			both++;
			i++;
			j++;
		} else if (x[i] < y[j]) {
			i++;
		} else {
			j++;
		}
	}
	return both;
}

/* The words of a text that say something, sorted, each once. */
static size_t content(const struct text_corpus *c, size_t u, uint32_t *to)
{
	size_t n = 0, kept = 0;
	for (size_t i = c->word_at[u]; i < c->word_at[u + 1]; i++)
		if (!(c->forms[c->word[i]].flags & WORD_STOP))
			to[n++] = c->word[i];
	qsort(to, n, sizeof *to, compare_u32);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || to[i] != to[i - 1])
			to[kept++] = to[i];
	return kept;
}

/* Whether two short texts are about the same: "mer fokus på tog" is not "mer fokus på buss". */
static bool same_content(const struct text_corpus *c, size_t u, size_t v)
{
	uint32_t x[2 * LONG], y[2 * LONG];
	if (c->word_at[u + 1] - c->word_at[u] > ARRAY_LEN(x) || c->word_at[v + 1] - c->word_at[v] > ARRAY_LEN(y))
		return true;
	size_t nx = content(c, u, x), ny = content(c, v, y), both = common(x, nx, y, ny, 0);
	return (double)both >= NEAR_WORDS * (double)(nx + ny - both);
}

/* TEXT_FIRST where the two are no duplicates. */
static enum text_kind compare(const struct state *s, uint32_t u, uint32_t v)
{
	size_t nu = s->n[u], nv = s->n[v], least = nu < nv ? nu : nv, most = nu < nv ? nv : nu;
	if (most > LENGTHS * least)
		return TEXT_FIRST;
	size_t needed = (size_t)(NEAR_SHINGLES * (double)least);
	size_t both = common(s->shingle + s->at[u], nu, s->shingle + s->at[v], nv, needed);
	bool is_near = (double)both >= NEAR_SHINGLES * (double)(nu + nv - both)
	               && (least >= LONG || same_content(s->corpus, u, v));
	bool is_letter = both >= LONG_PASSAGE && (double)both >= LONG_SHARE * (double)least;
	if (is_near || is_letter)
		return TEXT_NEAR;
	return (double)both >= CONTAINED * (double)least ? TEXT_CONTAINED : TEXT_FIRST;
}

/* Compares text u with the texts whose sketches meet its shingles. */
static void find_for(struct state *s, const struct index *x, uint32_t u)
{
	unsigned tries = 0;
	for (size_t i = 0; i < s->n[u] && tries < TRIES; i++) {
		uint32_t shingle = s->shingle[s->at[u] + i];
		if (s->seen[hash_u64(shingle) & s->seen_mask] < 2)
			continue;
		const struct posting *p = posting(x, shingle);
		for (size_t k = 0; k < p->n; k++) {
			uint32_t v = p->text[k];
			if (s->tried[v] == u + 1 || root(s, u) == root(s, v))
				continue;
			s->tried[v] = u + 1;
			enum text_kind kind = compare(s, u, v);
			if (kind != TEXT_FIRST)
				join(s, u, v, kind);
			else
				tries++;
		}
	}
}

/* Numbers the families by first appearance, and says what each text is in its own. */
static struct text_duplicates describe(struct arena *a, struct state *s)
{
	const struct text_corpus *c = s->corpus;
	struct text_duplicates d = { .of = arena_array(a, c->n, sizeof *d.of) };
	uint32_t *family = arena_array(a, c->n_unique, sizeof *family);
	for (size_t i = 0; i < c->n; i++) {
		uint32_t u = c->unique[i], r = root(s, u), first = c->first[r];
		if (first == i)
			family[r] = (uint32_t)d.n_families++;
		enum text_kind kind = c->first[u] != i ? TEXT_EXACT : u == r ? TEXT_FIRST : s->kind[u];
		d.of[i] = (struct text_duplicate){ kind, first, family[r] };
	}
	return d;
}

struct text_duplicates text_duplicates(struct arena *a, const struct text_corpus *corpus)
{
	struct arena *scratch = arena_new();
	struct state s = { .corpus = corpus, .parent = arena_array(scratch, corpus->n_unique, sizeof *s.parent),
	                   .kind = arena_array(scratch, corpus->n_unique, sizeof *s.kind),
	                   .tried = arena_array(scratch, corpus->n_unique, sizeof *s.tried) };
	for (size_t u = 0; u < corpus->n_unique; u++)
		s.parent[u] = (uint32_t)u;
	make_shingles(scratch, &s);
	struct index x = make_index(scratch, &s);
	for (size_t u = 0; u < corpus->n_unique; u++) {
		find_for(&s, &x, (uint32_t)u);
		if (u % 4096 == 0)
			text_progress(&corpus->options, "texts compared", u, corpus->n_unique);
	}
	struct text_duplicates d = describe(a, &s);
	arena_free(scratch);
	return d;
}

const char *text_kind_code(enum text_kind kind)
{
	static const char *const codes[] = {
		[TEXT_FIRST] = "first", [TEXT_EXACT] = "exact", [TEXT_NEAR] = "near", [TEXT_CONTAINED] = "contained",
	};
	return codes[kind];
}
