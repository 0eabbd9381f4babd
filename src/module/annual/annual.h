/*
 * The annual report of a plan: for each goal its indicators, its measures with what was reported and approved, the
 * contributions that it rests on, and what changed since last year.
 *
 * A draft is computed from the data each time. Published, it is frozen: later changes of data do not change it.
 * Nothing in it is estimated: where nothing was reported it says so.
 */
#ifndef PLANVERK_ANNUAL_H
#define PLANVERK_ANNUAL_H

#include "module.h"
#include "module/measure/measure.h"
#include "module/plan/plan.h"

enum annual_change_kind { ANNUAL_NEW, ANNUAL_REACHED, ANNUAL_STATUS, ANNUAL_CLOSED, ANNUAL_CHANGES };
struct annual_change {
	enum annual_change_kind kind;
	const char *text;              /* the milestone with its day; why it was closed; else "" */
	enum measure_status from, to;  /* of ANNUAL_STATUS; `to` of ANNUAL_CLOSED */
};

struct annual_measure {
	int64_t id;
	const char *ref, *title, *lead;
	bool reported;              /* an answer for the year was approved */
	enum measure_status status; /* as reported, else by its milestones and days */
	int progress;               /* percent, -1 without milestones */
	int64_t planned, spent;     /* kroner in the year; spent -1 where nothing was reported */
	const char *achieved, *obstacles;
	struct annual_change *changes;
	size_t n_changes;
};

struct annual_goal {
	int64_t node_id; /* 0: the measures below no goal */
	const char *title, *body, *comment;
	const char **indicators;
	int64_t contributions; /* that this goal or what is below it was drafted from, or whose answer names it */
	size_t *measures;      /* indexes */
	size_t n_indicators, n_measures;
};

struct annual {
	int64_t id, plan_id; /* id 0: there is none */
	const char *plan, *programme;
	bool example;
	int year;
	int64_t as_of;       /* when it was computed, or published */
	bool published;
	const char *foreword;
	struct annual_goal *goals;
	struct annual_measure *measures;
	const char **decisions; /* of the year: "2027-02-10 Fylkestinget: Adopted" in the plan's language */
	size_t n_goals, n_measures, n_decisions;
};
/* How many measures have a status. */
size_t annual_count(const struct annual *r, enum measure_status status);

/* The report of a year: as published, or computed now. id 0 of *r where nobody has begun one. */
bool annual_get(struct db_conn *c, struct arena *a, int64_t plan_id, int year, struct annual *r, struct err *err);
/* Years with a report, newest first; drafts only where asked for. */
bool annual_years(struct db_conn *c, struct arena *a, int64_t plan_id, bool drafts, int **years, size_t *n, struct err *err);

/* Within db_write(), and journalled. ERR_CONFLICT where the year has one, or where it is published. */
bool annual_begin(struct db_conn *tx, struct arena *a, int64_t plan_id, int year, int64_t by, int64_t *id, struct err *err);
/* The foreword (node 0) or the comment on a goal. */
bool annual_write_text(struct db_conn *tx, struct arena *a, int64_t report_id, int64_t node_id, const char *text, int64_t by,
                       struct err *err);
bool annual_publish(struct db_conn *tx, struct arena *a, int64_t report_id, int64_t by, struct err *err);

extern const struct module annual_module;

#endif
