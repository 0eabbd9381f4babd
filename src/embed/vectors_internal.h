/* Interface between vectors.c and vectors_text.c: the head of the file. */
#ifndef PLANVERK_EMBED_VECTORS_INTERNAL_H
#define PLANVERK_EMBED_VECTORS_INTERNAL_H

#include "embed/vectors.h"

#define VECTORS_MAGIC "PVECTORS"
#define VECTORS_VERSION 1
#define VECTORS_GRAM_LETTERS 16 /* at most in an n-gram */

/* All numbers little-endian, as on the machines that Planverk runs on. Behind it: name_at, counts
 * (where total is not 0), rows, names. */
struct vectors_head {
	char magic[8];
	uint32_t version, dim;
	uint64_t words, grams;
	uint32_t gram_min, gram_max;
	uint64_t total, names_size;
	uint64_t zero;
};

/* The size of a whole file, or 0 where the numbers are too large to be one. */
uint64_t vectors_size(const struct vectors_head *h);

/* Where the parts of a table stand, from a head whose sizes are right. */
struct vectors vectors_layout(struct span bytes);

#endif
