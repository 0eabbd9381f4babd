/*
 * What a text demands, of whom, and how firmly.
 *
 * Each sentence is read by rules over a list of words in bokmål, nynorsk and English: a modal
 * verb ("må", "bør", "should"), an imperative, a request ("vi ber fylket"), a wish or a want
 * ("mangler", "for få") makes it a demand, and the subject of what is demanded is the one it
 * is made of. Questions, plain statements, conditions, and what stands within quotation marks
 * are none. The one who is to receive ("bedriftene må få svar") is not the one who must act.
 *
 * The words that decided are kept as cues, so that a reader can see why.
 */
#ifndef PLANVERK_ENGINE_DEMAND_H
#define PLANVERK_ENGINE_DEMAND_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* How firmly, weakest first. */
enum demand_firmness {
	DEMAND_NONE,   /* no demand */
	DEMAND_NEED,   /* a want or a problem that is stated: "mangler", "for få", "behov for" */
	DEMAND_COULD,  /* a wish or a possibility: "ønsker", "kan", "hadde vært fint" */
	DEMAND_SHOULD, /* advice or a proposal: "bør", "foreslår", "viktig at", "Flere tog" */
	DEMAND_MUST,   /* an order: "må", "krever", "Bygg …" */
};
#define DEMAND_FIRMNESSES 5

/* Of whom. */
enum demand_addressee {
	DEMAND_STATE,        /* the state: government, parliament, ministries, agencies */
	DEMAND_COUNTY,       /* the county authority */
	DEMAND_MUNICIPALITY, /* municipalities and city districts */
	DEMAND_REGION,       /* the region as a whole, regional councils */
	DEMAND_AUTHORITIES,  /* public authorities without saying which: "politikerne", "dere" */
	DEMAND_BUSINESS,     /* businesses, employers, investors */
	DEMAND_EDUCATION,    /* schools, universities, research */
	DEMAND_PARTNERS,     /* unions and employers' organisations: "partene" */
	DEMAND_RESIDENTS,
	DEMAND_WE,           /* those who speak: "vi" */
	DEMAND_EU,
	DEMAND_OTHER,        /* an organisation that was given by name, of no kind above */
};
#define DEMAND_ADDRESSEES 12

/* Stable names for files and addresses: "must", "municipality". */
const char *demand_firmness_code(enum demand_firmness firmness);
const char *demand_addressee_code(enum demand_addressee addressee);
/* false, and *found left alone, where there is no such code. */
bool demand_firmness_parse(const char *code, enum demand_firmness *found);
bool demand_addressee_parse(const char *code, enum demand_addressee *found);

enum demand_cue_kind { DEMAND_CUE_FIRMNESS, DEMAND_CUE_NEGATION, DEMAND_CUE_ADDRESSEE };

#define DEMAND_NO_NAME SIZE_MAX

struct demand_cue {
	enum demand_cue_kind kind;
	enum demand_addressee addressee; /* of an addressee */
	size_t name;      /* index into the names given, or DEMAND_NO_NAME */
	size_t at, bytes; /* in the text */
};

struct demand {
	size_t at, bytes; /* the sentence's place in the text */
	enum demand_firmness firmness; /* never DEMAND_NONE; the strongest where there are several */
	bool negated;     /* that something must not, should not … be done */
	unsigned addressees; /* bit 1 << enum demand_addressee; 0 where nobody is named */
	struct demand_cue *cues; /* in the order of the text, not overlapping */
	size_t n_cues;
};

/* An organisation that may be addressed by name. */
struct demand_name {
	const char *name;
	enum demand_addressee addressee;
};

/* The words, with names added; names are borrowed. Only read once made, so threads may share it. */
struct demand_finder;
struct demand_finder *demand_finder_new(struct arena *a, const struct demand_name *names, size_t n);

/* The demands in a text, one at most for each sentence, in order. */
struct demand *demand_find(struct arena *a, const struct demand_finder *finder, struct span text, size_t *n);

#endif
