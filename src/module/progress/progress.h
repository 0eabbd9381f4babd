/*
 * Reporting on the action programme: each year the organisations that are responsible for measures are asked, by a
 * secret link and without an account, how far they have come.
 *
 * An answer is never changed; another one is its next revision. A planner approves it or asks back. What an approved
 * answer says of milestones is written into the measure, from which progress is computed.
 */
#ifndef PLANVERK_PROGRESS_H
#define PLANVERK_PROGRESS_H

#include "module/measure/measure.h"

#define PROGRESS_TEXT_MAX 10000 /* code points of a text of an answer */
#define PROGRESS_REMIND_DAYS 14 /* before an answer is due; and once more on that day */

struct progress_round {
	int64_t id, programme_id; /* id 0: none */
	int year;
	struct date opened, due, closed; /* closed has no year while answers are taken */
};

enum progress_state { PROGRESS_SENT, PROGRESS_APPROVED, PROGRESS_ASKED_BACK, PROGRESS_STATES };
struct progress_state_name {
	const char *code, *name; /* English, for tr_name() */
};
extern const struct progress_state_name progress_states[PROGRESS_STATES];

struct progress_reached {
	const char *milestone; /* its title */
	struct date on;
};
struct progress_money {
	const char *source;
	int64_t amount; /* kroner used */
};

struct progress_report {
	int64_t id, round_id, measure_id, revision; /* id 0: none */
	int year;
	enum measure_status status;
	const char *achieved, *obstacles;
	int64_t sent_at;
	bool late;
	enum progress_state state;
	const char *note; /* the planner's question, or why a late one is taken; "" for none */
	int64_t decided_by, decided_at;
	struct progress_reached *reached;
	struct progress_money *money;
	size_t n_reached, n_money;
};

/* ---- Pure ---- */

/* What a planner should ask about: a status that does not fit the milestones. English, for tr_name(); NULL for nothing. */
const char *progress_contradiction(const struct measure *m, const struct progress_report *r, struct date today);
/* What is wrong with an answer, or NULL. */
const char *progress_check(const struct measure *m, const struct progress_report *r, struct date today);
int64_t progress_spent(const struct progress_report *r);
/* Of a list as progress_reports() gives it: the newest of a measure for a year, approved ones alone or any; NULL for none. */
const struct progress_report *progress_find(const struct progress_report *list, size_t n, int64_t measure_id, int year, bool approved);
/* Whether who has not answered is reminded on a day: once some days before it is due, once when it is. */
bool progress_remind(const struct progress_round *round, struct date reminded, struct date today);

/* ---- Reading ---- */

/* Newest first. */
bool progress_rounds(struct db_conn *c, struct arena *a, int64_t programme_id, struct progress_round **list, size_t *n,
                     struct err *err);
/* All answers of a programme, all revisions, by measure, year and revision: a fixed number of queries. */
bool progress_reports(struct db_conn *c, struct arena *a, int64_t programme_id, struct progress_report **list, size_t *n,
                      struct err *err);

/* ---- Writing: within db_write(), and journalled ---- */

/* Opens a round and asks who is responsible for a measure that goes on; fills id. ERR_CONFLICT where the year has one. */
bool progress_open(struct db_conn *tx, struct arena *a, struct progress_round *round, int64_t by, struct err *err);
/* The address of one who is asked (notice_address(), or "" for none); mails the link. */
bool progress_contact(struct db_conn *tx, struct arena *a, int64_t round_id, const char *organisation, const char *email, int64_t by,
                      struct err *err);
/* Keeps an answer written on top of a revision (0: the first). Where another came in between, nothing is done and
 * *overtaken is set. ERR_CONFLICT after the round was closed. */
bool progress_send(struct db_conn *tx, struct arena *a, struct progress_report *r, int64_t base, int64_t by, bool *overtaken,
                   struct err *err);
/* Approves the newest answer of a measure, or asks back. A late one is approved with a note; a question is one. */
bool progress_decide(struct db_conn *tx, struct arena *a, int64_t round_id, int64_t measure_id, enum progress_state state,
                     const char *note, int64_t by, struct err *err);
bool progress_close(struct db_conn *tx, struct arena *a, int64_t round_id, struct date on, int64_t by, struct err *err);

extern const struct module progress_module;

#endif
