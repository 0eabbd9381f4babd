/*
 * Coverage: those who were heard, against those there are.
 *
 * A register says how many persons or organisations each category has: a municipality, a
 * sector, a kind of organisation, a language, an age group. The voices of a plan are counted by
 * the same categories, in four units, and each share is set beside the register's.
 *
 * Voices are not people and chose themselves, so that nothing here is an estimate of what
 * people mean: it says whose voices are many and whose are few for their number.
 */
#ifndef PLANVERK_COVERAGE_H
#define PLANVERK_COVERAGE_H

#include "engine/figures/fit.h"
#include "engine/text/text.h"
#include "module.h"
#include "module/plan/plan.h"

enum coverage_by { COVERAGE_AREA, COVERAGE_SECTOR, COVERAGE_KIND, COVERAGE_LANGUAGE, COVERAGE_AGE };
#define COVERAGE_DIMENSIONS 5

/* What is counted. An argument (texts that say the same) counts once in each category it came
 * from; an organisation counts if it contributed or came to an event; persons came to events. */
enum coverage_unit { COVERAGE_CONTRIBUTIONS, COVERAGE_ARGUMENTS, COVERAGE_ORGANISATIONS, COVERAGE_PERSONS };
#define COVERAGE_UNITS 4

/* Codes for files and addresses, and English names for tr_lang(). */
struct coverage_word {
	const char *code, *name;
};
extern const struct coverage_word coverage_dimensions[COVERAGE_DIMENSIONS];
extern const struct coverage_word coverage_units[COVERAGE_UNITS];
bool coverage_by_parse(const char *code, enum coverage_by *by);
bool coverage_unit_parse(const char *code, enum coverage_unit *unit);

/* Voices of one category in one unit. */
struct coverage_voices {
	struct text_share share;   /* of those in a category of the register; hidden: not to be published */
	double ratio, low, high;   /* share / share of the register, with the share's interval; NaN where the latter is 0 */
	double p;                  /* that chance alone makes the difference (exact binomial, Holm over categories) */
};

/* What a reader may conclude of a category. */
enum coverage_verdict {
	COVERAGE_HIDDEN,   /* too small to be shown */
	COVERAGE_UNCLEAR,  /* no difference that chance could not make */
	COVERAGE_MORE,     /* more voices than its share, p < 0.05 */
	COVERAGE_LESS,
};
enum coverage_verdict coverage_verdict(const struct coverage_voices *v);
/* English names for tr_lang(). */
const char *coverage_verdict_name(enum coverage_verdict verdict);

struct coverage_part {
	const char *category; /* as the register has it; of kind and language, a code */
	int64_t population;
	double population_share;
	struct coverage_voices voices[COVERAGE_UNITS];
};

/* Voices that are in no category of the register. */
struct coverage_rest {
	int64_t count;
	bool hidden;
};

struct coverage {
	enum coverage_by by;
	const char *counts; /* "persons" or "organisations" */
	const char *source; /* the file it was read from */
	int64_t population;
	struct coverage_part *parts; /* in the register's order */
	size_t n;
	int64_t total[COVERAGE_UNITS];     /* voices, with and without a category */
	bool hide_total[COVERAGE_UNITS];
	struct coverage_rest unknown[COVERAGE_UNITS]; /* whose category nobody stated */
	struct coverage_rest outside[COVERAGE_UNITS]; /* in a category that the register does not have */
	struct fit fit[COVERAGE_UNITS];
	bool known; /* contributions have this dimension at all; nobody is asked their age */
};

/* What is counted first: organisations against a register of organisations, else contributions. */
enum coverage_unit coverage_main_unit(const struct coverage *c);

/* "Persons in the register", in English for tr_lang(). */
const char *coverage_counts_name(const struct coverage *c);
/* A category in words. */
const char *coverage_category_name(enum lang lang, const struct coverage *c, const struct coverage_part *p);

/* What cannot be concluded from it, in a language; at most COVERAGE_CAVEATS texts. */
#define COVERAGE_CAVEATS 8
size_t coverage_caveats(struct arena *a, enum lang lang, const struct coverage *c, enum coverage_unit unit,
                        const char *caveats[COVERAGE_CAVEATS]);

/* One of a list, as an object of JSON. */
void coverage_write_json(struct json *j, struct arena *a, enum lang lang, const struct coverage *c);

/* All registers of a plan with its voices. published_only hides counts as text_coverage() does;
 * else nothing is hidden. n 0 where there is no register. */
bool coverage_load(struct db_conn *c, struct arena *a, int64_t plan_id, bool published_only,
                   struct coverage **list, size_t *n, struct err *err);

extern const struct module coverage_module;

#endif
