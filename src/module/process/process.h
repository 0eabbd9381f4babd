/*
 * How a plan comes about: its phases with their activities, and its milestones.
 *
 * Where the plan is now follows the clock and is never stored. A phase is a period; phases may
 * overlap, and there may be time between them.
 */
#ifndef PLANVERK_PROCESS_H
#define PLANVERK_PROCESS_H

#include "module.h"
#include "base/clock.h"
#include "module/plan/plan.h"

#define PROCESS_PHASES 12     /* at most */
#define PROCESS_MILESTONES 60 /* at most */

struct process_phase {
	int64_t id;
	const char *title, *activities; /* activities in Markdown, or "" */
	struct date begins, ends;       /* the last day counts whole */
};

struct process_milestone {
	int64_t id;
	const char *title;
	struct date due, done; /* done has no year until it is reached */
};

struct process {
	struct process_phase *phases; /* by their first day */
	size_t n_phases;
	struct process_milestone *milestones; /* by the day they are due */
	size_t n_milestones;
};

/* Nothing in it where the plan has none. */
bool process_load(struct db_conn *c, struct arena *a, int64_t plan_id, struct process *p, struct err *err);

enum process_time { PROCESS_PAST, PROCESS_NOW, PROCESS_AHEAD };
/* English names for tr_name(). */
extern const char *const process_time_names[];
enum process_time process_phase_time(const struct process_phase *phase, struct date today);

/* The next milestone that is not reached; NULL where there is none. */
const struct process_milestone *process_next(const struct process *p);

/* What is wrong with a process: an English sentence for tr_name(), and the number (from 1) of the phase or
 * milestone; NULL where nothing is. */
struct process_problem {
	const char *message;
	bool milestone;
	size_t number;
};
struct process_problem process_check(const struct process *p);

/* Within db_write(): puts a process that was checked in the place of the plan's, and journals it with what
 * it says. by 0: on the command line. */
bool process_save(struct db_conn *tx, struct arena *a, int64_t plan_id, const struct process *p, int64_t by,
                  struct err *err);

/* What a plan of a kind goes through, as a beginning: its phases begin on a day and follow one another. */
struct process_template {
	const char *code, *name; /* English, for tr_name() */
	const struct process_step {
		const char *title, *activities; /* English, for tr_name_lang() */
		int months;
		const char *milestone; /* at its end, or NULL */
	} *steps;
	size_t n;
};
#define PROCESS_TEMPLATES 2
extern const struct process_template process_templates[PROCESS_TEMPLATES];
/* In a language. NULL where there is no template of that name. */
const struct process *process_from_template(struct arena *a, const char *code, struct date begins, enum lang lang);

extern const struct module process_module;

#endif
