/*
 * Duplicates among more texts than fit in memory.
 *
 * Texts are given once, in order and in blocks; of each different one a signature of some 160
 * bytes is kept. At the end the few texts about which signatures cannot tell are asked for again.
 * The families are the same whatever the order of the texts and the number of threads:
 *
 *	struct text_stream *s = text_stream_new(a, &options);
 *	while (…)
 *		text_stream_add(s, block, n);
 *	struct text_duplicates d = text_stream_finish(s, a, fetch, file);
 *
 * The answer is that of text_duplicates() for a corpus of the same texts.
 */
#ifndef PLANVERK_ENGINE_TEXT_STREAM_H
#define PLANVERK_ENGINE_TEXT_STREAM_H

#include "engine/text/text.h"

struct text_stream;

/* Released with the arena. */
struct text_stream *text_stream_new(struct arena *a, const struct text_options *options);

/* The next n texts, which are not kept. At most UINT32_MAX - 1 in all. */
void text_stream_add(struct text_stream *s, const struct span *texts, size_t n);

/* What was seen so far. */
struct text_stream_count {
	size_t texts, different;
	size_t empty; /* without a word: equal to one another, and compared with nothing */
	size_t brief; /* of so few words that only equal texts are duplicates, the empty ones not counted */
};
struct text_stream_count text_stream_count(const struct text_stream *s);

/*
 * fetch gives text number i again, in the arena; it is called from several threads at once. A text
 * that cannot be read any more is to be given as {"", 0}, and is then like no other.
 */
struct text_duplicates text_stream_finish(struct text_stream *s, struct arena *a,
                                          struct span (*fetch)(void *arg, struct arena *a, uint32_t i), void *arg);

#endif
