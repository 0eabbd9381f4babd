/*
 * A table of word vectors, and the vector of a text from it.
 *
 * A text's vector is the weighted mean of its words' vectors. Where the table has counts, a word
 * weighs a / (a + p), p being its share of all words counted and a = 0.001: smooth inverse
 * frequency (Arora, Liang and Ma 2017, without their removal of the common component, which would
 * make a text's vector depend on the others). A word that is not in the table is the mean of
 * the character n-grams of "<word>" that are, if the table has n-grams (Bojanowski et al. 2017).
 *
 * The format of the file is in docs/embeddings.md.
 */
#ifndef PLANVERK_EMBED_VECTORS_H
#define PLANVERK_EMBED_VECTORS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#define VECTORS_DIM_MAX 8192

struct vectors {
	struct span bytes;
	size_t dim;
	size_t words, grams;       /* rows: the words, then the n-grams, each in the order of their bytes */
	size_t gram_min, gram_max; /* letters in an n-gram; 0 where there are none */
	uint64_t total;            /* the sum of the counts; 0 where there are none */
	const uint64_t *name_at;   /* words + grams + 1 offsets into names */
	const uint64_t *count;     /* beside the words, or NULL */
	const float *row;
	const char *names;
};

/* Whether the bytes are such a table at all; they may still be a bad one. */
bool vectors_recognise(struct span bytes);

/* Reads a table where it lies (aligned to 8 bytes): it must live as long as *v. All of its structure
 * is checked, but numbers only when they are used, so that a large table is not read through. */
bool vectors_open(struct span bytes, struct vectors *v, struct err *err);

/* What a table is made from, as lines; a file's name stands in messages. */
struct vectors_source {
	struct {
		const char *file;
		struct span text;
	} words,  /* "word v1 v2 …", perhaps after a first line "words dim" */
	  grams,  /* "letters v1 v2 …", with < and > for a word's ends; may be empty */
	  counts; /* "word count", also of words that have no vector; may be empty */
};

/* A table in the format above. A word that comes twice keeps its first vector. */
bool vectors_from_text(struct arena *a, const struct vectors_source *source, struct span *table, struct err *err);

/* The vector of a text: v->dim numbers, all 0 where the table knows none of its words. False
 * where a number of the table is not finite. */
bool vectors_embed(const struct vectors *v, struct span text, float *out, struct err *err);

#endif
