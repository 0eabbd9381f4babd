/*
 * Interface between the files that find repeated texts: a section for each.
 *
 * A text becomes a row of keys (key.c), the row a small signature (sketch.c), and two rows can be
 * compared in full (compare.c). family.c joins texts by their signatures and asks for the rows of
 * the few pairs about which signatures cannot tell. Two callers give it texts: duplicates.c those
 * of a corpus, stream.c those of a file that does not fit in memory.
 */
#ifndef PLANVERK_ENGINE_DUPLICATES_H
#define PLANVERK_ENGINE_DUPLICATES_H

#include "engine/text/text_internal.h"

/* ---- Interface to the code in fold.c ---- */

/* Writes the word with letters that look like Latin ones replaced by these: Greek, Cyrillic,
 * full-width, mathematical; marks above and below go. The result is in `to`, or the word itself
 * where there was nothing to do. */
#define TEXT_LOOKALIKE_MAX (4 * TEXT_WORD_MAX)
struct span text_fold_lookalikes(struct span word, char to[TEXT_LOOKALIKE_MAX]);

/* ---- Interface to the code in key.c ---- */

/* What a word counts as when texts are compared: a hash of its stem, so that endings, the other
 * written standard and look-alike letters make no difference. 0 is a sign that does not count. */
#define TEXT_KEY_CONTENT 1u /* the lowest bit: not one of the words that every text has */

struct text_keyer; /* for one thread at a time; remembers words */
uint32_t text_key(struct text_keyer *k, struct span folded_word);

/* Keyers to be shared by threads: take one, give it back. They live as long as the arena. */
struct text_keyers;
struct text_keyers *text_keyers_new(struct arena *a);
struct text_keyer *text_keyer_take(struct text_keyers *all);
void text_keyer_give(struct text_keyers *all, struct text_keyer *k);

/* The keys of a text's words, in order. */
struct text_keys {
	uint32_t *v;
	size_t n;
};
struct text_keys text_keys_of(struct arena *a, struct text_keyer *k, const char *normal);

/* ---- Interface to the code in sketch.c ---- */

/* Shorter texts are duplicates only where they are equal. */
#define TEXT_SHORTEST 6 /* words */

#define TEXT_SKETCH 32

/* A different text, as it is remembered among millions. */
struct text_signature {
	uint64_t content[2]; /* a digest of its words, and what texts are ordered by */
	uint32_t first;      /* the first text that has it */
	uint32_t copies;     /* how many have */
	uint32_t words;
	uint16_t n;          /* features kept; below TEXT_SKETCH these are all it has */
	uint16_t shared;     /* of those by which it is indexed: how many stand in other texts too */
	uint32_t feature[TEXT_SKETCH]; /* the smallest hashes of pairs of neighbouring content words, rising */
};

/* Fills words, n and feature. */
void text_sketch(struct text_signature *s, const struct text_keys *keys);
/* An estimate of how many of all their features two texts share, in [0, 1] (Jaccard). */
double text_sketch_likeness(const struct text_signature *x, const struct text_signature *y);

/* Signatures in segments, so that growing moves none and wastes no memory. */
#define TEXT_SEGMENT_BITS 14
struct text_signatures {
	struct text_signature **segment;
	size_t n, n_segments, cap;
};
struct text_signature *text_signatures_push(struct arena *a, struct text_signatures *all);
static inline struct text_signature *text_signature_at(const struct text_signatures *all, size_t u)
{
	return &all->segment[u >> TEXT_SEGMENT_BITS][u & ((1u << TEXT_SEGMENT_BITS) - 1)];
}

/* ---- Interface to the code in compare.c ---- */

/* A row of keys made ready for comparing. */
struct text_profile {
	size_t words;
	uint32_t *content;  /* keys of content words, in order */
	size_t n_content;
	uint32_t *pair;     /* hashes of neighbouring content words, rising, each once */
	size_t n_pairs;
	struct text_keys keys; /* all of them; the arrays are those that were given */
};
struct text_profile text_profile_of(struct arena *a, const struct text_keys *keys);

/* A hash of two neighbouring content words. */
uint32_t text_pair(uint32_t left, uint32_t right);
/* How many of the content words stand in passages that the profile has too. A single foreign
 * word within a passage (a typing error, a word changed) does not break it. covered, beside the
 * words, may be NULL. */
size_t text_covered(const uint32_t *content, size_t n, const struct text_profile *by, bool *covered, struct arena *a);
/* Whether the lengths of two texts, in words, allow that one repeats the other. */
bool text_lengths_fit(size_t words, size_t other);
/* TEXT_NEAR, TEXT_CONTAINED, or TEXT_FIRST where the two are no duplicates. */
enum text_kind text_compare(const struct text_profile *x, const struct text_profile *y, struct arena *scratch);

/* Sorts, and keeps each once; returns how many are left. */
size_t text_sort_unique(uint32_t *v, size_t n);
/* Numbers that both rising lists have. */
size_t text_common(const uint32_t *x, size_t nx, const uint32_t *y, size_t ny);

/* ---- Interface to the code in duplicates.c ---- */

/* The keys of a corpus' forms, and a digest of what each different text says, which unlike its
 * number does not depend on the order of the texts. */
struct text_keyed {
	const struct text_corpus *corpus;
	struct text_keyers *keyers;
	uint32_t *key;     /* beside the forms */
	uint64_t (*content)[2]; /* beside the different texts, as in their signatures */
};
struct text_keyed text_keyed_of(struct arena *a, const struct text_corpus *corpus);
struct text_keys text_keyed_keys(const struct text_keyed *keyed, struct arena *a, uint32_t unique);

/* ---- Interface to the code in family.c ---- */

struct text_family_input {
	struct text_signatures *all; /* `shared` is filled */
	const struct text_options *options;
	/* The keys of a different text. Called from several threads, each with its own arena and keyer. */
	struct text_keys (*keys)(void *arg, struct arena *a, struct text_keyer *k, uint32_t unique);
	void *arg;
	struct text_keyers *keyers;
};

/* Beside the different texts: a member that stands for the family, and how each was joined. */
struct text_families {
	uint32_t *root;
	uint8_t *kind; /* enum text_kind: TEXT_FIRST where nothing joined it to a more central text */
};
struct text_families text_families(struct arena *a, const struct text_family_input *in);

/* Says of each text what it is in its family: unique is beside the n texts. */
struct text_duplicates text_describe(struct arena *a, const struct text_families *f, const struct text_signatures *all,
                                     const uint32_t *unique, size_t n);

#endif
