/* Interface between the files of the search: a section for each file that others use. */
#ifndef PLANVERK_ENGINE_TEXT_SEARCH_INTERNAL_H
#define PLANVERK_ENGINE_TEXT_SEARCH_INTERNAL_H

#include "engine/text/search.h"
#include "engine/text/text_internal.h"

/* ---- The index: search_index.c adds and removes, search_forms.c takes words apart ---- */

/* Documents are numbered in the order they were added; a number is not used again. */
struct search_entry {
	int64_t id, scope;
	uint64_t stamp;
	size_t at;       /* where its words begin in index->word */
	uint32_t words;  /* how many, and the TEXT_NONE between title and text */
	uint32_t length; /* for BM25: its words, those of the title twice, without stop words */
	unsigned kind;
	bool removed;
};

struct search_posting {
	uint32_t entry, count; /* count: how often the document has the form, in its title twice */
};

/* What is known of a form besides its text, which stands in index->known.forms. */
struct search_form {
	uint32_t documents; /* that have it and are not removed */
	uint32_t concept;   /* TEXT_NONE for a stop word */
	uint32_t letters;
	uint32_t letter_set; /* of search_letter_set() */
	float norm;         /* length of its vector of n-grams */
	VEC(struct search_posting) postings;
};

/* A stem, or the stems of a compound's parts: the forms that are it, and those it is a part of. */
struct search_concept {
	VEC(uint32_t) whole, part;
};

/* A character n-gram: the forms it stands in (repeated where it does), and what it tells. */
struct search_gram {
	VEC(uint32_t) forms;
	float idf;
};

struct search_index {
	struct arena *arena;
	unsigned threads;
	VEC(struct search_entry) entries;
	VEC(uint32_t) word;         /* the documents' forms, one document after the other */
	struct strmap *numbers;     /* kind and id to entry + 1; 0 where it was removed */
	size_t n_live, live_words;  /* documents and words that are not removed */
	uint64_t live_length;
	/* The forms as a corpus, for compound.c to learn from: forms and their numbers only. */
	struct text_corpus known;
	VEC(struct text_form) texts; /* known.forms */
	VEC(struct search_form) forms;
	/* Taken apart, and anew when the forms have doubled, since parts of compounds are learnt from them. */
	struct arena *apart;
	size_t n_apart, n_learnt;
	struct text_parts *parts;
	struct strmap *concept_numbers, *gram_numbers;
	VEC(struct search_concept) concepts;
	VEC(struct search_gram) grams;
};

/* Takes apart the forms that are new, and weighs the n-grams. */
void search_forms_update(struct search_index *index);

/* A word as concepts: itself, and the parts that are known where it is a compound. */
struct search_concepts {
	const char *whole;
	const char *part[TEXT_PARTS_MAX];
	unsigned n_parts;
	bool complete; /* the parts are all of the word */
	struct span head, tail; /* of a compound whose first part is not known: that, and the rest */
};
struct search_concepts search_take_apart(struct arena *a, const struct text_parts *parts,
                                         struct text_stemmer *stemmer, struct span word);
/* The number of a concept or form, or TEXT_NONE. */
uint32_t search_concept_find(const struct search_index *index, const char *concept);
uint32_t search_form_find(const struct search_index *index, struct span text);

/* The n-grams of a word with a space at either end, as numbers of their own; *n how many. */
uint64_t *search_grams(struct arena *a, struct span word, size_t *n);
/* The letters of a word as a set of 32 bits, which some letters share. */
uint32_t search_letter_set(struct span word);
/* NULL where no form has it. */
const struct search_gram *search_gram_find(const struct search_index *index, uint64_t key);

/* ---- Interface to the code in search_near.c ---- */

/* Forms of living documents that the word may have been meant to be, likeliest first; at most SEARCH_INSTEAD. */
unsigned search_near(struct arena *a, const struct search_index *index, struct span word,
                     uint32_t form[SEARCH_INSTEAD]);

/* ---- Interface to the code in search_query.c ---- */

/* A form that answers to a word of the query: how well, and to which of its parts. */
struct search_term {
	uint32_t form;
	float weight;
	uint8_t parts;
};

/* A word or phrase to be looked up. */
struct search_want {
	struct search_term *terms; /* of a word: by form, each once */
	size_t n_terms;
	uint8_t parts;      /* bits that together make up the whole word */
	uint32_t *phrase;   /* forms in their order; NULL for a word */
	size_t n_phrase;
	bool exclude;
};

struct search_query {
	struct search_want want[SEARCH_WORDS_MAX];
	struct search_word word[SEARCH_WORDS_MAX]; /* beside them */
	size_t n;
	bool stop_words, cut;
};

void search_query_read(struct arena *a, const struct search_index *index, struct span text, struct search_query *q);

#endif
