/*
 * Searching a collection of documents that are kept elsewhere.
 *
 * The index knows which words stand in which document, and in which order; it keeps
 * no texts. A query finds a word in all its inflections, as a part of compounds and
 * in both Norwegian standards, and a misspelled word as what it was meant to be:
 *
 *	struct search_index *index = search_index_new(a, threads);
 *	search_add(index, documents, n);
 *	struct search_answer found = search(a, index, "kollektivtilbod -buss", &options);
 *	struct search_snippet s = search_snippet(a, &found, text_of(found.hits[0].id), 240);
 *
 * A query is words. "Words in quotes" stand in that order, -word is not to be there,
 * and word* is a beginning. A last word that no document has is taken as a beginning, too.
 *
 * Any number of threads may search an index while nobody adds or removes. The same
 * documents in the same order and the same query give the same answer.
 */
#ifndef PLANVERK_ENGINE_TEXT_SEARCH_H
#define PLANVERK_ENGINE_TEXT_SEARCH_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Okapi BM25 (Robertson and Zaragoza 2009): how soon a repeated word stops counting, and
 * how much a long text is held against it. */
#define SEARCH_K1 1.2
#define SEARCH_B 0.5
/* Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): 1 / (SEARCH_RRF + rank). */
#define SEARCH_RRF 60.0

#define SEARCH_KINDS 16     /* kinds of documents */
#define SEARCH_WORDS_MAX 32 /* words and phrases of a query that count */
#define SEARCH_INSTEAD 3    /* words that one is corrected to */

struct search_document {
	int64_t id;
	unsigned kind;  /* below SEARCH_KINDS; an id is unique within its kind */
	int64_t scope;  /* what a search can be limited to, such as a plan; or 0 */
	uint64_t stamp; /* the caller's, for search_stamp() */
	const char *title, *text; /* NULL for none; a word in the title counts twice */
};

/* ---- The index ---- */

struct search_index;

/* Lives in the arena, which nobody else may use meanwhile. threads 0: one for each processor. */
struct search_index *search_index_new(struct arena *a, unsigned threads);
/* Adds documents, none of which may be there already. Bad bytes are read as U+FFFD. */
void search_add(struct search_index *index, const struct search_document *documents, size_t n);
/* Forgets a document; false where there is none. Its memory is not given back: see search_wasted(). */
bool search_remove(struct search_index *index, unsigned kind, int64_t id);
/* The stamp that a document was added with; false where there is none. */
bool search_stamp(const struct search_index *index, unsigned kind, int64_t id, uint64_t *stamp);
/* Whether removed documents take more room than those that are there: time for a new index. */
bool search_wasted(const struct search_index *index);
/* Calls fn for every document, in the order they were added. */
void search_each(const struct search_index *index, void (*fn)(void *arg, unsigned kind, int64_t id), void *arg);

/* ---- Searching ---- */

struct search_options {
	unsigned kinds; /* bit k set: documents of kind k; 0 for all */
	int64_t scope;  /* 0 for all */
	size_t limit;   /* hits wanted; 0 for all. `total` and `of_kind` count on */
	/* Whether a document may be found and counted; NULL for all. Called once for each candidate. */
	bool (*allow)(void *arg, unsigned kind, int64_t id);
	void *allow_arg;
};

struct search_hit {
	int64_t id;
	unsigned kind;
	double score; /* of the fused ranks: comparable within one answer only */
};

enum search_found {
	SEARCH_FOUND,
	SEARCH_BEGINNING, /* stands for the words that begin with it */
	SEARCH_CORRECTED, /* no document has it; `instead` was searched */
	SEARCH_MISSING,   /* no document has it or anything like it */
};

/* What became of a word or phrase of the query. */
struct search_word {
	const char *text; /* folded */
	enum search_found found;
	bool phrase;
	const char *instead[SEARCH_INSTEAD]; /* likeliest first; NULL behind the last */
};

struct search_answer {
	struct search_hit *hits; /* best first; equal ones by kind and id */
	size_t n;
	size_t total; /* all that match */
	size_t of_kind[SEARCH_KINDS]; /* all that match, whatever kinds were asked for */
	bool some; /* no document has all the words: the hits have at least half as many as the best */
	struct search_word *words; /* those that were searched for, without stop words */
	size_t n_words;
	bool only_stop_words; /* words such as "og" and "ikkje" were all there was */
	bool cut;             /* words behind the first SEARCH_WORDS_MAX were ignored */
	struct strmap *forms; /* the folded words that were matched, for search_marks() */
};

/* Nothing for a query without words. Belongs to the arena and outlives the index. */
struct search_answer search(struct arena *a, const struct search_index *index, const char *query,
                            const struct search_options *options);

/* ---- Showing what was found ---- */

struct search_mark {
	size_t at, bytes;
};

/* The words of a text that the query matched, in order: offsets in the text as it is given. */
struct search_mark *search_marks(struct arena *a, const struct search_answer *answer, struct span text, size_t *n);

/* A piece of a text with whole sentences where they fit. */
struct search_snippet {
	size_t at, bytes;
	bool before, after; /* there is more of the sentence before it, and behind it */
	struct search_mark *marks; /* offsets in the text, within the piece */
	size_t n_marks;
};

/* The piece of at most so many characters that has most of what was searched; its beginning
 * where it has nothing. */
struct search_snippet search_snippet(struct arena *a, const struct search_answer *answer, struct span text,
                                     size_t characters);

#endif
