/* Interface between the files of the text engine: a section for each file that others use. */
#ifndef PLANVERK_ENGINE_TEXT_INTERNAL_H
#define PLANVERK_ENGINE_TEXT_INTERNAL_H

#include "engine/text/text.h"

/* Texts, words and features are numbered with 32 bits; this stands for "none". */
#define TEXT_NONE UINT32_MAX

/* Work is cut into chunks of this many rows, whatever the number of threads. */
#define TEXT_CHUNK 256

static inline size_t text_chunks(size_t n) { return (n + TEXT_CHUNK - 1) / TEXT_CHUNK; }
static inline size_t text_chunk_end(size_t chunk, size_t n)
{
	return (chunk + 1) * TEXT_CHUNK < n ? (chunk + 1) * TEXT_CHUNK : n;
}

void text_progress(const struct text_options *options, const char *what, size_t done, size_t total);

/* ---- Interface to the data in lexicon_data.c and the code in lexicon.c ---- */

enum { LANGUAGE_NB = 1, LANGUAGE_NN = 2, LANGUAGE_DA = 4, LANGUAGE_SV = 8, LANGUAGE_EN = 16, LANGUAGE_OTHER = 32 };
#define LANGUAGES 6 /* the bits above, lowest first */

enum {
	WORD_STOP = 1,         /* says nothing about what a text is about */
	WORD_STOP_ENGLISH = 2, /* the same, but only in English: "by" and "is" are words elsewhere */
	WORD_PART = 4,         /* a noun that compounds are made of */
	WORD_BLOCKED = 8,      /* never a part of a compound: a prefix, a particle, an ending */
	WORD_NAME = 16,        /* of forms of a collection only: a name, to be kept whole */
};

struct text_lexicon_row {
	unsigned languages;
	float evidence; /* for these languages against the others, a logarithm */
	unsigned flags;
	const char *words; /* separated by spaces, folded */
};
extern const struct text_lexicon_row text_lexicon_rows[];
extern const size_t text_lexicon_rows_len;
extern const char *const text_lexicon_spellings[][2]; /* a beginning, and what it is counted as */
extern const size_t text_lexicon_spellings_len;
extern const char *const text_lexicon_stems[][2]; /* a form, and its stem */
extern const size_t text_lexicon_stems_len;

struct text_word {
	struct span key;
	unsigned flags;
	float evidence[LANGUAGES];
	const char *spelling, *stem; /* NULL where the lists have none */
};

/* What the lists say of a folded word; NULL for nothing. The table is made when it is first asked for, and
 * then only read. */
const struct text_word *text_lexicon_find(struct span key);
/* For walking over all of them, in no order that matters: NULL ends it. */
const struct text_word *text_lexicon_next(size_t *at);

/* ---- Interface to the code in fold.c ---- */

/* NFC and case folding as utf8_fold(), many times faster for the letters Norwegian is written with. */
char *text_fold(struct arena *a, struct span text);

/* ---- Interface to the code in words.c ---- */

/* A longer word comes in pieces of this many bytes or fewer. */
#define TEXT_WORD_MAX 96

/* The folded words of a text with one space between them: letters and digits, or a single symbol
 * such as an emoji. Two texts are exact duplicates where this is equal. */
char *text_normal(struct arena *a, struct span text);

/* The next word or symbol of a text as it is written, from *at on, which moves behind it; false where
 * there is none. */
bool text_next_word(struct span text, size_t *at, struct span *word);

/* Stemmers for the languages, not to be shared by threads; released with the arena. */
struct text_stemmer;
struct text_stemmer *text_stemmer_new(struct arena *a);
/* A folded word with its beginning and ending spelled as in bokmål, where they are known;
 * valid until the next call. */
struct span text_spell(struct text_stemmer *stemmer, struct span word);
/* The stem of a folded word, valid until the next call. */
struct span text_stem(struct text_stemmer *stemmer, struct span word, bool english);

/* ---- Interface to the code in letters.c and the weights that tools/train_language.c makes ---- */

/* Features of a word as its language shows in its letters: each one to five letters in a row, with
 * its ends marked, and the whole of it, hashed to a row of weights. */
#define LANGUAGE_ROWS 65536
#define LANGUAGE_FEATURES_MAX (5 * (TEXT_WORD_MAX + 2) + 1)
#define LANGUAGE_WEIGHT_UNIT 0.0625
size_t text_letters_features(struct span word, uint32_t row[LANGUAGE_FEATURES_MAX]);
extern const int8_t text_letters_weights[LANGUAGE_ROWS][LANGUAGES];

/* ---- Interface to the code in language.c ---- */

/* What one folded word says of its text's language. */
struct text_clue {
	float evidence[LANGUAGES]; /* logarithms */
	unsigned against;          /* bits of the languages that it clearly is not in */
	bool is_word;              /* neither a number nor a sign, which say nothing */
};
struct text_clue text_language_clue(struct span word);

/* The sum over the words of a text, from { 0 }. */
struct text_clues {
	double evidence[LANGUAGES];
	size_t against[LANGUAGES], words;
};
void text_language_add(struct text_clues *sum, const struct text_clue *clue);
struct text_language_guess text_language_decide(const struct text_clues *sum);

/* ---- Interface to the code in personal_numbers.c and personal_names.c ---- */

/* Whether a byte is a letter's or a digit's; all that are not ASCII are taken for letters. */
bool text_is_word_byte(char c);
/* What begins at `at`, where a word or a number begins; false where it is nothing personal. */
bool text_find_number(struct span t, size_t at, struct text_personal *p);
bool text_find_name(struct span t, size_t at, struct text_personal *p);
bool text_find_street(struct span t, size_t at, struct text_personal *p);
/* What stands around the @ at `at`; nothing before `floor` is part of it. */
bool text_find_email(struct span t, size_t at, size_t floor, struct text_personal *p);

/* ---- Interface to the code in corpus.c ---- */

/* A word as it is written, folded. */
struct text_form {
	struct span text;
	uint32_t count; /* occurrences in different texts */
	uint32_t english; /* of them in English texts */
	unsigned flags; /* WORD_…; WORD_STOP where it is one in the texts it mostly stands in */
};

/*
 * The texts, and the different ones among them ("uniques", numbered by order.c), each
 * with the forms it is made of: word[word_at[u]] to word[word_at[u + 1] - 1], in order.
 */
struct text_corpus {
	struct arena *arena;
	struct text_options options;
	size_t n;
	const char *const *texts;
	uint32_t *unique; /* beside the texts */
	struct text_language_guess *language; /* beside the texts */
	size_t n_unique;
	uint32_t *first;  /* beside the uniques: the first text that has it */
	uint32_t *copies; /* and how many have */
	size_t *word_at;
	uint32_t *word;
	struct text_form *forms;
	size_t n_forms;
	struct strmap *form_numbers;
};

/* The number of a folded word, or TEXT_NONE where no text has it. */
uint32_t text_corpus_form(const struct text_corpus *corpus, struct span word);

/* ---- Interface to the code in order.c ---- */

/* Numbers the uniques and the forms by what they are. */
void text_order(struct text_corpus *corpus);

/* ---- Interface to the code in names.c ---- */

/* Notes WORD_NAME of the forms that are names. */
void text_find_names(struct text_corpus *corpus);

/* ---- Interface to the code in noun.c ---- */

/* Beside the stems: how much each is used as a noun that can name a subject, 0 to 1. */
float *text_nouns(struct arena *a, const struct text_space *space);

/* ---- Interface to the code in compound.c ---- */

/* Words that can be parts of others. */
struct text_parts;
struct text_parts *text_parts_new(struct arena *a, const struct text_corpus *corpus);

/* The parts of a compound, in order, as spans of the word without linking letters; 0 where it
 * is none. max is the room in parts. */
#define TEXT_PARTS_MAX 6
/* The name of the collection that a word is, without the s of "Oslos"; { NULL, 0 } where it is none. */
struct span text_parts_name(const struct text_parts *parts, struct span word);
unsigned text_parts_split(const struct text_parts *parts, struct span word, struct text_stemmer *stemmer,
                          struct span found[TEXT_PARTS_MAX]);

/* ---- Interface to the code in dense.c ---- */

/* Vectors of `width` numbers, added up in a fixed order. */
void text_add_scaled(float *restrict out, float factor, const float *restrict in, size_t width);
float text_dot(const float *x, const float *y, size_t width);
/* out = the sum of factor[k] times row row[k] of a matrix of rows of `width` numbers, for k from 0 to n - 1 in
 * that order; row NULL: of row k. Fastest where width is a multiple of TEXT_TILE. */
#define TEXT_TILE 16
void text_add_rows(float *restrict out, const float *restrict factor, const uint32_t *restrict row, size_t n,
                   const float *restrict in, size_t width);
/* Scales a vector to length 1 and returns the length it had; one of 0 is left alone. */
float text_normalise(float *x, size_t width);

/* ---- Interface to the code in sparse.c ---- */

/* A sparse matrix by rows: row i holds column[k] with value[k] for at[i] <= k < at[i + 1]. */
struct text_sparse {
	size_t rows, columns;
	size_t *at;
	uint32_t *column;
	float *value;
};

struct text_sparse text_sparse_transpose(struct arena *a, const struct text_sparse *m);
/* out = m · in; in has m->columns rows and out m->rows, both `width` numbers wide. */
void text_sparse_multiply(const struct text_sparse *m, const float *in, float *out, size_t width, unsigned threads);

/* ---- Interface to the code in eigen.c ---- */

/* A symmetric positive semi-definite matrix that is only known by what it does to vectors. */
struct text_operator {
	size_t n;
	/* out = A · in, both n rows of `width` numbers. */
	void (*apply)(const void *arg, const float *in, float *out, size_t width);
	const void *arg;
	unsigned threads;
};

/* Its leading eigenvectors: n rows of `width` numbers, largest eigenvalue first. */
struct text_eigen {
	size_t n, width;
	float *vector;
	double *value;
};
struct text_eigen text_eigen_leading(struct arena *a, const struct text_operator *op, size_t want,
                                     unsigned iterations, uint64_t seed);

/* ---- Interface to the code in analyse.c ---- */

/* A feature before it has a number: a hash of what it is, and what its kind counts. */
struct text_raw {
	uint64_t key;
	float weight;
};

/* A word taken apart: stems of itself and of its parts, and its features: first the parts in
 * order, then the stem, then character n-grams. */
struct text_analysis {
	struct span stem, part[TEXT_PARTS_MAX];
	unsigned n_parts;
	struct text_raw *raw;
	size_t n_raw;
};

struct text_analysis text_analyse(struct arena *a, const struct text_parts *parts, struct text_stemmer *stemmer,
                                  struct span word, bool english);
/* A word of so many letters has at most this many features. */
size_t text_analysis_most(size_t letters);
/* Whether a word says something: it is no stop word and no number. */
bool text_word_counts(struct span word, unsigned flags);

/* ---- Interface to the code in features.c ---- */

/* What a form stands for: its stem and the stems of its parts, numbered. */
struct text_concepts {
	uint32_t stem;
	uint32_t part[TEXT_PARTS_MAX];
	unsigned n_parts;
};

/* Numbers of features, by the hash of what they are. */
struct text_feature_table;

/*
 * A text's row of features is the sum of the rows of its words: counts · features, each row
 * then scaled to length 1. The product is never formed, since words repeat and their features
 * need not: what is multiplied with it is multiplied with the two factors in turn.
 */
struct text_features {
	size_t n; /* features */
	struct text_sparse counts;   /* uniques × forms, without stop words */
	struct text_sparse of_form;  /* forms × features, weighted by how much they tell */
	struct text_sparse counts_t, of_form_t; /* both transposed */
	float *scale;  /* beside the uniques; 0 for a text without words */
	float *idf;    /* beside the features; 0 for one that was dropped as too rare */
	struct text_feature_table *table;
	struct text_concepts *concepts; /* beside the forms */
	struct span *stems;             /* what concepts number */
	size_t n_stems;
};

/* weight is that of each unique. */
struct text_features text_features_new(struct arena *a, const struct text_corpus *corpus,
                                       const struct text_parts *parts, const float *weight);
/* A feature's number by its hash, or TEXT_NONE. */
uint32_t text_feature_find(const struct text_feature_table *table, uint64_t key);

/* ---- Interface to the code in query.c ---- */

/* A text outside the corpus, as a row of features: by rising number, of length 1. */
struct text_row {
	uint32_t *feature;
	float *value;
	size_t n;
};

/* Adds up texts with weights. */
struct text_query;
struct text_query *text_query_new(struct arena *a, const struct text_space *space);
void text_query_add(struct text_query *q, struct span text, float weight);
/* A text as text_normal() gives it, its words counted as in the corpus: 1 + ln of how often. */
void text_query_add_counted(struct text_query *q, const char *normal);
/* The sum; the query is empty afterwards and may be used again. */
struct text_row text_query_row(struct text_query *q, struct arena *a);
float text_row_dot(const struct text_row *x, const struct text_row *y);
/* The row of text u of the space, its features in the order they appear. sum is beside the features, and 0
 * before and after. */
struct text_row text_row_of(struct arena *a, const struct text_space *space, size_t u, float *sum);

/* ---- Interface to the code in embedding.c ---- */

/* Vectors from outside, beside the uniques: without their mean, as long as the root of the
 * unique's weight, or 0. n is 0 where there are none. */
struct text_outside {
	size_t n, dim;
	float *row;
	float words, vectors; /* what likenesses by words and by vectors are multiplied with */
};

struct text_outside text_outside_new(struct arena *a, const struct text_corpus *corpus, const float *weight);
/* Those of the uniques that are named. */
struct text_outside text_outside_pick(struct arena *a, const struct text_outside *o, const uint32_t *unique, size_t n);
/* Sets o->vectors so that both kinds of likeness have the size that their shares say. `op` multiplies with
 * the two mixed as *o, which it refers to, says at the moment. */
void text_outside_balance(struct text_outside *o, const struct text_operator *op, uint64_t seed);
/* out = words · out + vectors · T·F' · in, for `w` columns of `width` from `column` on, where in stands
 * beside the rows F of `from` and out beside the rows T of `to`. */
void text_outside_mix(const struct text_outside *from, const struct text_outside *to, const float *in, float *out,
                      size_t width, size_t column, size_t w, unsigned threads);

/* ---- Interface to the code in space.c ---- */

struct text_space {
	const struct text_corpus *corpus;
	struct text_duplicates duplicates;
	struct text_parts *parts;
	struct text_features features;
	float *weight; /* beside the uniques: what its family weighs, shared among its members */
	uint32_t *leader; /* beside the uniques: the one that stands for its family */
	struct text_eigen place;  /* beside the uniques: rows of length 1 (0 without words) */
	struct text_sparse near;  /* uniques × landmarks: how near each is to its nearest; rows of sum 1 or empty */
	struct text_sparse near_t;
	float *landmark_degree;   /* beside the landmarks: weighted sum of the column */
};

/* ---- Interface to the code in latent.c ---- */

/* Beside the uniques: rows of length 1, or 0 for a text without words. Reads the features and weights. */
struct text_eigen text_latent_places(struct arena *a, const struct text_space *space);

/* ---- Interface to the code in graph.c ---- */

/* Each unique's coordinates on the graph, the coarsest first; rows of any length. */
struct text_eigen text_graph_places(struct arena *a, const struct text_space *space, size_t dimensions);

/* ---- Interface to the code in group.c ---- */

/* The uniques by group: those of group g stand from start[g] to start[g + 1]. */
struct text_members {
	uint32_t *unique;
	size_t *start;
};
struct text_members text_group_members(struct arena *a, const struct text_corpus *corpus,
                                       const struct text_groups *groups);

/* ---- Interface to the code in kmeans.c ---- */

struct text_points {
	size_t n, width;
	const float *row; /* n rows of `width` numbers, each of length 1, or 0 for a point that does not count */
	const float *weight;
};

struct text_kmeans {
	size_t k;
	uint32_t *of;      /* beside the points */
	float *centre;     /* k rows of length 1 */
	double objective;  /* weighted sum of the points' cosines with their centres */
};

/* The best of several starts. Fewer than k groups where there are fewer different points. */
struct text_kmeans text_kmeans(struct arena *a, const struct text_points *points, size_t k,
                               unsigned starts, unsigned threads, uint64_t seed);
/* The nearest centre of each point. */
void text_kmeans_assign(const struct text_points *points, const float *centre, size_t k, uint32_t *of);

/* ---- Interface to the code in stability.c ---- */

/* The number of groups, from 2 to most, that are found again in halves of the points. */
size_t text_stable_k(const struct text_points *points, size_t most, unsigned threads, uint64_t seed);

#endif
