/*
 * The action programme of a plan: measures, each with the parts of the plan that it carries out, who is
 * responsible, with what resources, and milestones.
 *
 * How far a measure has come is computed from its milestones and never typed in.
 */
#ifndef PLANVERK_MEASURE_H
#define PLANVERK_MEASURE_H

#include "base/clock.h"
#include "module.h"
#include "module/plan/plan.h"

#define MEASURE_TITLE_MAX 300 /* code points */
#define MEASURE_LINES_MAX 60  /* parts, partners, resources, milestones of one measure, each */
#define MEASURE_AMOUNT_MAX INT64_C(1000000000000)

struct measure_programme {
	int64_t id, plan_id; /* id 0: none */
	const char *title;
	int first_year, last_year;
	struct date adopted, replaced; /* no year until then */
};

struct measure_resource {
	const char *source;
	int year;
	int64_t amount; /* Norwegian kroner; 0 for working hours of one's own */
	bool secured;   /* granted */
};

struct measure_milestone {
	int64_t id; /* 0 before it is kept */
	const char *title;
	struct date due, done; /* done has no year until it is reached */
	int weight;            /* 1 or more: its share of the measure */
};

enum measure_closing { MEASURE_GOES_ON, MEASURE_WAS_DONE, MEASURE_WAS_STOPPED };

struct measure {
	int64_t id, programme_id;
	const char *ref, *title, *body; /* body in Markdown */
	const char *lead;               /* who is responsible; "" for nobody */
	const char *indicator, *effect;
	struct date begins, ends;
	enum measure_closing closed;
	struct date closed_on;
	const char *closed_note;
	int64_t carried_from, revision;
	const int64_t *nodes; /* of the plan, which it carries out */
	const char **partners;
	struct measure_resource *resources;
	struct measure_milestone *milestones;
	size_t n_nodes, n_partners, n_resources, n_milestones;
};

/* ---- What follows from a measure: pure ---- */

/* Percent: the weight of milestones reached, of all; -1 where it has none. */
int measure_progress(const struct measure *m);

enum measure_status {
	MEASURE_NOT_STARTED, MEASURE_ON_TRACK, MEASURE_DELAYED, MEASURE_DONE, MEASURE_STOPPED, MEASURE_STATUSES
};
/* Codes, English names for tr_name(), and a sign for each, so that nobody needs colour. */
struct measure_status_name {
	const char *code, *name, *sign;
};
extern const struct measure_status_name measure_statuses[MEASURE_STATUSES];
/* By its milestones and dates: delayed where a milestone, or its end, is past and not reached. */
enum measure_status measure_status(const struct measure *m, struct date today);

/* Sum of its resources. */
int64_t measure_amount(const struct measure *m);

/* What keeps a measure from being kept at all: an English sentence for tr_name(), or NULL. */
const char *measure_check(const struct measure *m);
/* What keeps it from being part of an adopted programme (plan- og bygningsloven section 8-1: who is responsible, with
 * what resources; and the part of the plan that it carries out). */
enum measure_lack { MEASURE_NO_LEAD = 1, MEASURE_NO_RESOURCES = 2, MEASURE_NO_NODE = 4 };
unsigned measure_lacks(const struct measure *m);

/* ---- Reading ---- */

/* Newest first. */
bool measure_programmes(struct db_conn *c, struct arena *a, int64_t plan_id, struct measure_programme **list, size_t *n,
                        struct err *err);
/* By its title; "" for the newest. err_not_found names those there are. */
bool measure_programme_find(struct db_conn *c, struct arena *a, int64_t plan_id, const char *title, struct measure_programme *p,
                            struct err *err);
bool measure_programme_get(struct db_conn *c, struct arena *a, int64_t id, struct measure_programme *p, struct err *err);
/* The one that a programme follows; err_not_found where it is the first. */
bool measure_programme_before(struct db_conn *c, struct arena *a, const struct measure_programme *p, struct measure_programme *before,
                              struct err *err);
/* All measures of a programme by their refs, in a number of queries that does not grow with them. */
bool measure_list(struct db_conn *c, struct arena *a, int64_t programme_id, struct measure **list, size_t *n, struct err *err);
/* The same for who only reads them, kept in memory from one caller to the next (db_shared()). NULL on failure. */
struct measures {
	struct measure *list;
	size_t n;
};
const struct measures *measure_list_shared(struct db_conn *c, struct arena *pin, int64_t programme_id, struct err *err);
/* id 0 of *m where there is none. */
bool measure_get(struct db_conn *c, struct arena *a, int64_t id, struct measure *m, struct err *err);

/* What became of the measures of one programme in the next. */
enum measure_fate { MEASURE_CARRIED_OVER, MEASURE_CHANGED, MEASURE_FINISHED, MEASURE_DROPPED, MEASURE_ADDED, MEASURE_FATES };
struct measure_fate_name {
	const char *code, *name; /* English, for tr_name() */
};
extern const struct measure_fate_name measure_fates[MEASURE_FATES];
struct measure_passage {
	enum measure_fate fate;
	const struct measure *before, *after; /* NULL where it is not */
	const char *why;                      /* the note of its closing, or of its last change; "" for none */
};
/* Pure: those of the earlier programme in their order, then what is new. Dropped is what neither goes on nor was closed. */
struct measure_passage *measure_passages(struct arena *a, const struct measure *before, size_t n_before, const struct measure *after,
                                         size_t n_after, size_t *n);

/* ---- Writing: within db_write(), and journalled with the whole content ---- */

/* Fills id. ERR_CONFLICT for a title that is taken, ERR_INPUT for years that make no sense. */
bool measure_programme_add(struct db_conn *tx, struct arena *a, struct measure_programme *p, int64_t by, struct err *err);
/* ERR_CONFLICT that names the measures which lack something. The programme in force before is replaced. */
bool measure_programme_adopt(struct db_conn *tx, struct arena *a, int64_t id, struct date on, int64_t by, struct err *err);

/* Begins the next programme from one that is there: each measure that goes on is carried over, with the milestones that
 * are not reached; lead, partners and what it carries out stay, resources are for the new years and not carried. *carried
 * is how many. The same errors as measure_programme_add(). */
bool measure_programme_renew(struct db_conn *tx, struct arena *a, const struct measure_programme *from, struct measure_programme *to,
                             int64_t by, size_t *carried, struct err *err);

/*
 * Adds a measure (id 0, which is filled; ref "" gets the next free one) or saves it on top of the revision that it was
 * read as. Where another has saved since, nothing is done and *overtaken is set. Milestones keep their identifiers.
 */
struct measure_change {
	struct measure *measure;
	const char *note; /* why, or "" */
	int64_t by;
};
bool measure_save(struct db_conn *tx, struct arena *a, const struct measure_change *change, bool *overtaken, struct err *err);

/* The measure as JSON, as revisions have it. */
const char *measure_json(struct arena *a, const struct measure *m);

struct measure_revision {
	int64_t number, by, at;
	const char *note, *content;
};
/* Newest first. */
bool measure_revisions(struct db_conn *c, struct arena *a, int64_t measure_id, struct measure_revision **list, size_t *n,
                       struct err *err);

/* A list as people write it: lines, or items parted by semicolons, "title | due | done | weight". */
bool measure_read_milestones(struct arena *a, const char *text, struct measure *m, struct err *err);

extern const struct module measure_module;

#endif
