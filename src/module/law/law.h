/*
 * What plan- og bygningsloven asks of a regional plan, as checks.
 *
 * Each check is a pure function over the facts of a plan. The facts come from the modules that hold them; what
 * none of them holds is recorded here. A check that says stop keeps a plan from its next step, unless a planner
 * sets it aside with a reason.
 */
#ifndef PLANVERK_LAW_H
#define PLANVERK_LAW_H

#include "base/clock.h"
#include "module.h"
#include "module/plan/plan.h"

#define LAW_CONSULTATION_DAYS 42 /* sections 7-1, 8-3 */

/* What a planner records. Codes are kept in the database; names are English, for tr_name(). */
enum law_record_kind {
	LAW_CONSTITUTED, LAW_STRATEGY_SENT, LAW_STRATEGY_CLOSED, LAW_STRATEGY_ADOPTED, LAW_STRATEGY_NAMES_PLAN,
	LAW_STARTUP_NOTICE, LAW_PART_PURPOSE, LAW_PART_PROCESS, LAW_PART_PARTICIPATION, LAW_PART_STUDIES,
	LAW_PART_ALTERNATIVES, LAW_DESCRIPTION, LAW_GUIDELINES, LAW_EFFECTS, LAW_YOUTH, LAW_FACILITATED,
	LAW_MINISTRY_ASKED, LAW_MINISTRY_ANSWERED, LAW_CHANGE_ASSESSED, LAW_RECORD_KINDS
};
struct law_record_kind_name {
	const char *code, *name;
	unsigned rule;  /* of the check that asks for it */
	bool dated;     /* a record without a date is refused */
};
extern const struct law_record_kind_name law_record_kinds[LAW_RECORD_KINDS];

struct law_record {
	int64_t id, by, at;
	enum law_record_kind kind;
	struct date on; /* no year where none was given */
	const char *note;
};

struct law_consultation {
	bool programme;       /* of the programme, else of the plan; others are no matter of the law */
	bool announced;       /* laid out for everybody, on the pages */
	struct date opens, closes;
	int64_t told[3];      /* recipients: state, regional, municipal bodies … */
	int64_t told_others;  /* … organisations and others */
};

struct law_adoption {
	bool elected; /* by an assembly of elected members */
	const char *body;
};

/* All that the checks look at. Dates without a year: it has not happened, or nobody said so. */
struct law_facts {
	struct date today;
	const struct law_record *records; /* without those that were withdrawn; by date */
	size_t n_records;
	const struct law_consultation *consultations; /* by their first day */
	size_t n_consultations;
	bool purpose, phases, studies; /* the plan has a purpose written down, phases with dates, studies */
	struct date programme_fixed;   /* the planning authority fixed the programme */
	const struct law_adoption *adoptions;
	size_t n_adoptions;
	struct date adopted;           /* by all authorities */
	struct date assessed;          /* whether the action programme needs revision: the last time */
	bool changed_since_sent;       /* what was adopted or proposed is not what was sent out */
	size_t measures, without_lead, without_resources;
	size_t uses;                   /* plans of others that build on this one */
	int64_t told[4];               /* of the adoption: municipalities, state administrator, state bodies, ministries */
	struct date ministry_until;    /* the last day on which a ministry that has the plan can announce changes */
};

enum law_state { LAW_MET, LAW_NOT_MET, LAW_NOT_YET, LAW_SET_ASIDE, LAW_STATES };
extern const char *const law_state_codes[LAW_STATES];
extern const char *const law_state_names[LAW_STATES];

struct law_finding {
	enum law_state state;
	const char *why;    /* English, for tr_name(), or NULL */
	const char *detail; /* a date, a number or a name that goes with it, or NULL */
};

enum law_severity { LAW_STOP, LAW_WARN, LAW_NOTE };
struct law_rule {
	const char *id, *text, *section; /* "R1"; English, for tr_name(); "7-1, 7-2" */
	enum law_severity severity;
	bool verify; /* rests on commentary or practice: shown as guidance */
	struct law_finding (*check)(const struct law_facts *f, struct arena *a);
};
#define LAW_RULES 16
extern const struct law_rule law_rules[LAW_RULES];

/* A check of a plan: what was found, and who set it aside and why. */
struct law_result {
	struct law_finding finding; /* of the facts, also where it is set aside */
	int64_t aside_id, aside_by, aside_at; /* 0: it is not */
	const char *aside_reason;
};
enum law_state law_result_state(const struct law_result *r);

/* Every check of a plan on a day. */
bool law_check(struct db_conn *c, struct arena *a, int64_t plan_id, struct date today, struct law_result results[LAW_RULES],
               struct err *err);

/* Within db_write(), and journalled. A record: ERR_INPUT where it has no date but has to. */
bool law_record_add(struct db_conn *tx, struct arena *a, int64_t plan_id, struct law_record *record, struct err *err);
bool law_record_withdraw(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t id, const char *reason, int64_t by,
                         struct err *err);
bool law_records(struct db_conn *c, struct arena *a, int64_t plan_id, struct law_record **list, size_t *n, struct err *err);
/* Sets a check aside, or ends that (reason NULL). ERR_CONFLICT where it is, or is not. */
bool law_set_aside(struct db_conn *tx, struct arena *a, int64_t plan_id, const char *rule, const char *reason, int64_t by,
                   struct err *err);

extern const struct module law_module;

#endif
