/*
 * Campaigns: one letter that many sent, and what each of them added.
 *
 * A family of duplicates says which texts belong together; a campaign says which of them is the
 * letter, how many sent it as it is, and which sentences people wrote themselves. Both answer a
 * question that a count does not: a thousand letters are one argument, but what a thousand people
 * added to it is not.
 */
#ifndef PLANVERK_ENGINE_TEXT_CAMPAIGN_H
#define PLANVERK_ENGINE_TEXT_CAMPAIGN_H

#include "engine/text/text.h"

/* Sentences of a text, side by side, that the base letter does not have. Signatures, and sentences of
 * the letter with some words changed, are none. */
struct text_addition {
	uint32_t text;
	size_t at, bytes; /* its place in the text */
};

struct text_campaign {
	uint32_t family; /* as in the duplicates */
	uint32_t base;   /* the first text that is the letter: the variant most like all others, as most wrote it */
	uint32_t texts;  /* = exact + edited + with_additions */
	uint32_t exact;  /* the letter itself, but for case, punctuation and white space */
	uint32_t edited; /* words changed, sentences moved or left out */
	uint32_t with_additions;
	const struct text_addition *additions; /* by text, in the order of the text */
	size_t n_additions;
};

struct text_campaigns {
	struct text_campaign *v; /* largest first */
	size_t n;
};

/* The families of at least so many texts (2 or more). Texts without words are no campaign. */
struct text_campaigns text_campaigns(struct arena *a, const struct text_corpus *corpus,
                                     const struct text_duplicates *duplicates, size_t least_texts);

#endif
