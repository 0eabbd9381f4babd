/* Interface between the files that find demands: a section for each file that others use. */
#ifndef PLANVERK_ENGINE_DEMAND_INTERNAL_H
#define PLANVERK_ENGINE_DEMAND_INTERNAL_H

#include "engine/text/demand.h"

/* ---- Interface to the data in demand_lexicon.c ---- */

/* What a word or phrase can be; a word may be several. */
enum {
	IS_MODAL = 1 << 0,        /* "må", "bør": what its subject is to do */
	IS_NEGATION = 1 << 1,     /* also within a word: "shouldn't" */
	IS_ONLY = 1 << 2,         /* takes a negation back: "ikke bare", "ikke minst" */
	IS_WISH = 1 << 3,         /* "ønsker", "vil ha": counts in the first person */
	IS_REQUEST = 1 << 4,      /* "ber", "oppfordrer": of its object */
	IS_CLAIM = 1 << 5,        /* "viktig", "på tide": with "at" or "å" behind it */
	IS_PRAISE = 1 << 6,       /* "fint", "bra": a wish in "hadde vært fint" and "fint om" */
	IS_NEED = 1 << 7,         /* "mangler", "for få" */
	IS_LABEL = 1 << 8,        /* "Forslag" before a colon */
	IS_ACTOR = 1 << 9,        /* someone who may be addressed */
	IS_OWNER = 1 << 10,       /* such a one in the genitive: "kommunens" */
	IS_WE = 1 << 11,
	IS_I = 1 << 12,
	IS_PRONOUN = 1 << 13,     /* another subject that is nobody we know: "det", "alle" */
	IS_SUBORDINATE = 1 << 14, /* opens a clause that demands nothing: "hvis", "for at" */
	IS_RELATIVE = 1 << 15,    /* "som" */
	IS_THAT = 1 << 16,        /* "at" */
	IS_REPORT = 1 << 17,      /* "sier": what follows is another's */
	IS_PREPOSITION = 1 << 18,
	IS_AND = 1 << 19,
	IS_SKIPPED = 1 << 20,     /* may stand before an actor in its noun phrase, or after a verb */
	IS_RECEIVING = 1 << 21,   /* a verb whose subject is to receive: "få", "slippe" */
	IS_ACHIEVING = 1 << 22,   /* behind "få" it makes its subject act: "få på plass" */
	IS_BECOMING = 1 << 23,    /* "bli", "be": with a participle the subject receives */
	IS_FINITE = 1 << 24,
	IS_IMPERATIVE = 1 << 25,
	IS_INFINITIVE = 1 << 26,  /* a verb that a note may begin with: "Styrke …" */
	IS_MORE = 1 << 27,        /* a note without a verb may begin with it: "Flere …" */
	IS_HABIT = 1 << 28,       /* "hver dag": "må" is then how it is, not how it should be */
	IS_SELF = 1 << 29,        /* speaks for itself in the third person: "ungdomsrådet foreslår" */
	IS_TOGETHER = 1 << 30,    /* "sammen med": another who is to act too */
};

struct demand_row {
	unsigned is;
	int value; /* firmness of what demands, addressee of an actor; else 0 */
	const char *words; /* folded, separated by spaces; "a_b" is a phrase, "*b" an ending */
};
extern const struct demand_row demand_rows[];
extern const size_t demand_rows_len;

/* ---- Interface to the code in demand_words.c ---- */

struct demand_word {
	struct span key;     /* folded; of a phrase all of it */
	size_t at, bytes;    /* in the text */
	unsigned is;
	enum demand_firmness firmness;
	enum demand_addressee who;
	size_t name;
	unsigned length;     /* words in the phrase that begins here; 1, or 0 within one */
	bool broken;         /* a comma, colon or the like stands before it */
	bool colon;          /* … which is a colon */
	bool quoted;
};

struct demand_words {
	struct demand_word *v;
	size_t n;
	bool question;
};

static inline bool word_is(const struct demand_words *w, size_t at, unsigned flags)
{
	return at < w->n && (w->v[at].is & flags) != 0;
}

/* Whether the word or phrase is one of a list separated by "|". */
bool word_in(const struct demand_words *w, size_t at, const char *list);

/* The words of a sentence of a text. quoted[i] tells of each byte of the text. */
struct demand_words demand_words_read(struct arena *a, const struct demand_finder *finder, struct span text,
                                      struct span sentence, const bool *quoted);
/* Which bytes stand within quotation marks; none where the marks enclose the whole text. */
bool *demand_quoted(struct arena *a, struct span text);

/* ---- Interface to the code in demand_subject.c ---- */

/* Who is to act, with the places of the words that say so. */
struct demand_subject {
	unsigned addressees;
	unsigned owners;        /* of these, named in the genitive */
	size_t word[DEMAND_ADDRESSEES];
	size_t n;
	bool we, i;             /* the subject is "vi", "jeg" */
	bool inverted;          /* it stands behind the verb */
	size_t end;             /* the word behind the subject, or behind the verb */
};

/* Whether a clause that demands nothing holds the word. */
bool demand_is_subordinate(const struct demand_words *w, size_t at);
/* The first word of the clause that the word stands in. */
size_t demand_clause_begin(const struct demand_words *w, size_t at);
size_t demand_clause_end(const struct demand_words *w, size_t at);

/* The subject of a modal verb, and the actors that words from `at` on begin with. */
struct demand_subject demand_subject_of(const struct demand_words *w, size_t modal);
struct demand_subject demand_actors_from(const struct demand_words *w, size_t at);
/* Leaves out subjects that receive, and adds who is to act instead ("av staten"), given where
 * the verb stands. */
void demand_settle(const struct demand_words *w, struct demand_subject *s, size_t verb);
/* Adds those whom a preposition of the list names from `at` to the end of the clause. */
void demand_add_source(const struct demand_words *w, struct demand_subject *s, size_t at, const char *prepositions);

/* "vært", "varmet": what may be a participle. */
bool demand_is_participle(const struct demand_words *w, size_t at);

/* The word that negates what stands at `at`, before `end`; SIZE_MAX for none. */
size_t demand_negation(const struct demand_words *w, size_t at, size_t end);

#endif
