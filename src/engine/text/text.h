/*
 * The text engine: what a collection of short Norwegian texts says.
 *
 * Texts come in as an array of NUL-terminated UTF-8 (bad bytes are read as
 * U+FFFD). text_prepare() reads them once into a corpus; the other functions
 * take the corpus and give arrays back whose index is the text's. A whole run:
 *
 *	struct text_corpus *c = text_prepare(a, texts, n, &options);
 *	struct text_duplicates d = text_duplicates(a, c);
 *	struct text_space *s = text_space(a, c, &d);
 *	struct text_groups g = text_group(a, s, 0);
 *	const char *const *labels = text_labels(a, s, &g);
 *	struct text_quotes q = text_quotes(a, s, &g, 3);
 *	struct text_suggestions *best = text_assign(a, s, nodes, n_nodes);
 *
 * Results belong to the arena that is passed. The corpus points into the texts,
 * and the space into the corpus and the duplicates, so that these must live as
 * long. Nothing here fails, and nothing is read or written outside memory. The
 * same texts and seed give the same result for any number of threads.
 */
#ifndef PLANVERK_ENGINE_TEXT_H
#define PLANVERK_ENGINE_TEXT_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is known of the texts from outside the collection, such as sentence embeddings. */
struct text_embedding {
	size_t dim;
	const float *rows; /* beside the texts, finite, of any length: direction counts; 0 says nothing */
	double share;      /* of the likeness of two texts that these decide, from 0 to 1 */
};

struct text_options {
	unsigned threads; /* 0: one for each processor */
	uint64_t seed;
	const struct text_embedding *embedding; /* used by text_space(); NULL for none; lives as long as the corpus */
	/* Called from the calling thread; NULL for none. what is an English phrase ("texts read")
	 * that lives as long as the program. */
	void (*progress)(void *arg, const char *what, size_t done, size_t total);
	void *progress_arg;
};

/* ---- Language ---- */

enum text_language {
	TEXT_NB,       /* Norwegian bokmål */
	TEXT_NN,       /* Norwegian nynorsk */
	TEXT_NB_OR_NN, /* Norwegian, but too short or even to tell which */
	TEXT_EN, TEXT_DA, TEXT_SV,
	TEXT_OTHER,    /* anything else, and texts without words */
};

struct text_language_guess {
	enum text_language language;
	double confidence; /* in [0, 1]: the probability of the language named, as the model sees it */
};

struct text_language_guess text_language(struct span text);
/* "nb", "nn", "nb or nn", "en", "da", "sv", "other" */
const char *text_language_code(enum text_language language);

/* ---- Sentences and personal data ---- */

/* The sentences of a text, as spans of it without white space at the ends. */
struct span *text_sentences(struct arena *a, struct span text, size_t *n);

enum text_personal_kind {
	TEXT_EMAIL, TEXT_TELEPHONE, TEXT_IDENTITY_NUMBER, TEXT_NAME,
	TEXT_ADDRESS, /* a street with a house number, and the postal code and place behind it */
	TEXT_ACCOUNT, /* a bank account */
	TEXT_LOGIN,   /* a user name, and a password, within a web address */
};

struct text_personal {
	enum text_personal_kind kind;
	size_t at, bytes; /* where in the text */
};

/* E-mail addresses, Norwegian telephone, identity and account numbers (with valid control digits), names
 * after a closing ("Hilsen …") or "jeg heter", and addresses, in the order of the text, not
 * overlapping. */
struct text_personal *text_personal(struct arena *a, struct span text, size_t *n);

/* What stands instead of it: "[e-post]", "[telefon]", "[fødselsnummer]", "[navn]". */
const char *text_personal_mask(enum text_personal_kind kind);

/* The text in NFC with personal data replaced by what text_personal_mask() says. */
char *text_mask(struct arena *a, struct span text);

/* ---- What the engine sees in a text ---- */

enum text_role {
	TEXT_CONTENT, /* a word that says what the text is about */
	TEXT_STOP,    /* one that does not */
	TEXT_PROPER,  /* a name: kept whole */
	TEXT_NUMBER,  /* begins with a digit: kept whole, and not counted */
	TEXT_SIGN,    /* an emoji or another symbol */
};

#define TEXT_SEEN_PARTS 6

struct text_seen_word {
	size_t at, bytes;     /* where in the sentence */
	enum text_role role;
	const char *folded;
	const char *spelling; /* the spelling it is counted as, where that is another one; else NULL */
	const char *stem;     /* NULL for stop words and numbers */
	const char *part[TEXT_SEEN_PARTS]; /* of a compound, without linking letters */
	unsigned n_parts;
};

struct text_seen {
	struct span sentence; /* of the text as the explainer has it */
	struct text_language_guess language;
	struct text_seen_word *words;
	size_t n_words;
	struct text_personal *personal; /* those that begin in the sentence; at counts from its beginning */
	size_t n_personal;
};

/* Explains a text sentence by sentence. The words that it uses by themselves are parts that
 * its compounds may have, as in a collection of its sentences. */
struct text_explainer;
/* The text is copied in NFC; the explainer lives as long as the arena. */
struct text_explainer *text_explainer_new(struct arena *a, struct span text);
/* The next sentence, in the caller's arena; false after the last. */
bool text_explain_next(struct text_explainer *e, struct arena *a, struct text_seen *seen);
/* "content", "stop", "name", "number", "sign" */
const char *text_role_code(enum text_role role);
/* "email", "telephone", … */
const char *text_personal_code(enum text_personal_kind kind);

/* ---- The corpus ---- */

struct text_corpus;

/* Texts that are equal but for case, punctuation and white space are kept once, so that a
 * million copies cost little more than one. n is at most UINT32_MAX. */
struct text_corpus *text_prepare(struct arena *a, const char *const *texts, size_t n,
                                 const struct text_options *options);
/* The language of each text. */
const struct text_language_guess *text_languages(const struct text_corpus *corpus);

/* ---- Duplicates ---- */

enum text_kind {
	TEXT_FIRST,     /* the first of its family, or alone in it */
	TEXT_EXACT,     /* equal to an earlier text but for case, punctuation and white space */
	TEXT_NEAR,      /* nearly the same words as an earlier text */
	TEXT_CONTAINED, /* the whole of it stands in a longer text of the family, or the other way about */
};

struct text_duplicate {
	enum text_kind kind;
	uint32_t first;  /* the family's first text; its own index where kind is TEXT_FIRST */
	uint32_t family; /* numbered from 0 by first appearance */
};

struct text_duplicates {
	struct text_duplicate *of; /* beside the texts */
	size_t n_families;
};

struct text_duplicates text_duplicates(struct arena *a, const struct text_corpus *corpus);
/* "first", "exact", "near", "contained" */
const char *text_kind_code(enum text_kind kind);

/* ---- The space of meanings ---- */

struct text_space;

/*
 * Places every text by its words, their stems, the parts of compounds and their character
 * n-grams, weighted by how much they tell; texts that are about the same come near one another,
 * also where they share no whole word. Copies and variants of one text weigh little more than one.
 */
struct text_space *text_space(struct arena *a, const struct text_corpus *corpus,
                              const struct text_duplicates *duplicates);
/* The place of a text: *width numbers, of length 1 or all 0 for a text without words. It lives as long as the space. */
const float *text_space_row(const struct text_space *space, size_t text, size_t *width);

/* ---- Groups ---- */

#define TEXT_NOT_GROUPED (-1)

struct text_groups {
	int32_t *of;        /* beside the texts: a group, or TEXT_NOT_GROUPED for what stands alone */
	size_t n_groups;    /* numbered from 0, largest (in families) first */
	uint32_t *overview; /* beside the groups: the wider theme each belongs to, numbered from 0 */
	size_t n_overview;
};

/* k groups (fewer where there are fewer different texts) with every text in one; or, where k is
 * 0, as many groups as halves of the collection agree on, and TEXT_NOT_GROUPED for texts
 * that are near none of them. */
struct text_groups text_group(struct arena *a, const struct text_space *space, unsigned k);

/* The groups of an earlier text_group() with more texts: before has for each text its group then, TEXT_NOT_GROUPED
 * or TEXT_NEW. Those in groups stay there; the others join the group that they are nearest, or stand alone. Where
 * none is new, everything stays. */
#define TEXT_NEW (-2)
struct text_groups text_group_extend(struct arena *a, const struct text_space *space, const int32_t *before);

/* For each group two to four words that tell it from the others, in their commonest form,
 * joined by ", ". "" where the group has no words. */
const char *const *text_labels(struct arena *a, const struct text_space *space, const struct text_groups *groups);

struct text_quote {
	uint32_t group, text;
	size_t at, bytes; /* the sentence's place in the text, which is quoted verbatim */
};

struct text_quotes {
	struct text_quote *v; /* by group, best first */
	size_t n;
};

/* At most per_group sentences for each group: central to it, unlike one another, from
 * different families, and without personal data. */
struct text_quotes text_quotes(struct arena *a, const struct text_space *space,
                               const struct text_groups *groups, unsigned per_group);

/* ---- Suggestions ---- */

#define TEXT_SUGGESTED 3

/* A node of the plan tree, as far as texts are concerned. Strings may be NULL. */
struct text_node {
	const char *title, *body;
	const char *const *keywords;
	size_t n_keywords;
	int32_t parent;           /* index of the node it belongs under, or -1 */
	const uint32_t *examples; /* texts that a person has placed here */
	size_t n_examples;
};

struct text_suggestions {
	unsigned n;
	struct {
		uint32_t node;
		double score; /* in [0, 1], falling */
	} best[TEXT_SUGGESTED];
	bool abstain; /* too weak, or too even, to be shown as a suggestion */
};

/* The nodes nearest to each text, beside the texts. */
struct text_suggestions *text_assign(struct arena *a, const struct text_space *space,
                                     const struct text_node *nodes, size_t n_nodes);

/* ---- Coverage ---- */

/* A published count is hidden where it is from 1 to TEXT_SMALL - 1. */
#define TEXT_SMALL 5

struct text_share {
	int64_t count, of;
	double share, low, high; /* count / of, with Wilson's 95 % interval (Wilson 1927); 0, 0, 1 where of is 0 */
	bool hidden;             /* not to be published */
};

struct text_share text_share(int64_t count, int64_t of);

/*
 * The shares of n parts of a whole. A part is hidden where it is small. Where the whole less what
 * is shown would give a hidden part away, because only one is hidden or the hidden ones add up to
 * a small number, the smallest of the others are hidden too, until it does not. Where all parts
 * are hidden or empty and that is still so, the whole is small itself: text_share(whole, whole)
 * says that it is to be hidden.
 */
struct text_share *text_coverage(struct arena *a, const int64_t *counts, size_t n);

/* How many texts have each node as their best suggestion, beside the nodes; abstentions are left out. */
int64_t *text_node_counts(struct arena *a, const struct text_suggestions *suggestions, size_t n_texts,
                          size_t n_nodes);

#endif
