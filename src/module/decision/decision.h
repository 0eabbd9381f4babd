/*
 * What bodies decide on versions of a plan, and what follows from it.
 *
 * A decision is about a content hash (module/version): two assemblies that adopt the same hash have adopted
 * the same plan. It is never changed or deleted, only withdrawn with a reason. What state a version or
 * the plan is in is computed from the decisions by decision_standing_of(), and never stored.
 */
#ifndef PLANVERK_DECISION_H
#define PLANVERK_DECISION_H

#include "module.h"
#include "base/clock.h"
#include "module/body/body.h"
#include "module/plan/plan.h"
#include "module/version/version.h"

enum decision_kind {
	DECISION_FIX_PROGRAMME, DECISION_SEND_OUT, DECISION_PROPOSE, DECISION_ADOPT, DECISION_REJECT,
	DECISION_REVISE, /* the yearly assessment of whether the plan must be revised */
	DECISION_OTHER, DECISION_KINDS
};
struct decision_kind_rule {
	const char *code, *name; /* English, for tr_name() */
	enum body_mandate mandate; /* that the body needs; BODY_MANDATES for none */
	bool needs_version;
	const char *section; /* of plan- og bygningsloven, or "" */
};
extern const struct decision_kind_rule decision_kinds[DECISION_KINDS];
enum decision_kind decision_kind_parse(const char *code); /* DECISION_KINDS where there is none */

#define DECISION_TEXT_MAX 20000 /* code points of a reason, of changes, of a recommendation */
#define DECISION_REFERENCE_MAX 100

struct decision {
	int64_t id, plan_id, body_id;
	enum decision_kind kind;
	struct date on;
	const char *reference;
	int64_t votes_for, votes_against; /* -1 where they were not counted */
	bool unanimous;
	bool has_version, has_changed;
	struct digest digest;  /* of the version that the body had before it */
	struct digest changed; /* of the version with the changed text, where it adopted one */
	const char *reason, *changes;
	const char *revise; /* "yes" or "no" of DECISION_REVISE, else "" */
	int64_t by, recorded_at;
	bool withdrawn;
	const char *withdrawal; /* why */
	int64_t withdrawn_at;
};
/* The hash that it is about in the end: the changed text's where it changed the text. */
static inline const struct digest *decision_digest(const struct decision *d) { return d->has_changed ? &d->changed : &d->digest; }

/* ---- What follows from decisions ---- */

enum decision_state {
	DECISION_DRAFT, DECISION_SENT_OUT, DECISION_PROPOSED, DECISION_REJECTED,
	DECISION_ADOPTED_BY_SOME, /* by one of two authorities, say */
	DECISION_DIVERGING,       /* authorities have adopted different hashes */
	DECISION_ADOPTED_BY_ALL,  /* and in force */
	DECISION_REPLACED,        /* another one has been adopted by all since */
	DECISION_STATES
};
/* Codes, and English names for tr_name(). */
extern const struct body_name decision_states[DECISION_STATES];

struct decision_version {
	struct digest digest;
	enum decision_state state;
	size_t adopted_by; /* authorities whose latest word it is */
};
/* What one decision led to, at its time. */
enum decision_effect { DECISION_NO_EFFECT, DECISION_FIRST_ADOPTION, DECISION_DIVERGENCE, DECISION_COMPLETION, DECISION_REPLACEMENT };
struct decision_standing {
	enum decision_state state; /* of the plan: how far the newest work on it has come */
	struct decision_version *versions; /* those that decisions are about, in the order they were */
	size_t n_versions;
	long in_force;     /* index of the latest version adopted by all, -1 for none */
	long completed_by; /* index of the decision that put it into force, -1 */
	long *stances;     /* of each authority: index of the version that it adopted last, -1 */
	enum decision_effect *effects; /* of each decision */
};
/*
 * Decisions by day and then as they were recorded. authorities are the numbers of the bodies that must all
 * adopt one hash. Only an authority's latest word counts. The result is in the arena; nothing else is read.
 */
struct decision_standing decision_standing_of(struct arena *a, const struct decision *list, size_t n, const int64_t *authorities,
                                              size_t n_authorities);

/* The last day on which the ministry can announce changes to a plan that it received on a day: three months on
 * (plan- og bygningsloven section 8-4), the same day of the month or its last where it is shorter. */
struct date decision_objection_until(struct date received);

/* ---- A plan's decisions with all they are about ---- */

struct decision_book {
	struct plan plan;
	struct body *bodies;
	struct version *versions; /* oldest first */
	struct decision *list;    /* by day, then as they were recorded */
	size_t n_bodies, n_versions, n;
	int64_t *authorities;     /* bodies with the mandate to adopt */
	size_t n_authorities;
	struct decision_standing standing;
};
bool decision_load(struct db_conn *c, struct arena *a, int64_t plan_id, struct decision_book *book, struct err *err);
/* NULL where the book has none. A hash that several versions have is the oldest one's. */
const struct body *decision_body(const struct decision_book *book, int64_t body_id);
const struct version *decision_version(const struct decision_book *book, const struct digest *digest);
/* The state of a version by its hash; a draft where nobody has decided on it. */
enum decision_state decision_state_of(const struct decision_book *book, const struct digest *digest);
/* A version by its name or the beginning (at least eight digits) of its hash; errors tell one of another plan
 * from one that there is not. */
bool decision_find_version(struct db_conn *c, struct arena *a, const struct decision_book *book, const char *name_or_hash,
                           struct digest *digest, struct err *err);

/* What stands in the way of recording a decision: a field of the form, an English sentence for tr_name(), and
 * the section that says so ("" for none). message NULL where nothing does. Pure. */
struct decision_problem {
	const char *field, *message, *section;
};
struct decision_problem decision_check(const struct decision_book *book, const struct decision *d, struct date today);

/*
 * Within db_write(), and journalled. Recording fills id and recorded_at; ERR_CONFLICT where decision_check() has
 * something to say. Withdrawing needs a reason; ERR_CONFLICT for one that is withdrawn.
 */
bool decision_record(struct db_conn *tx, struct arena *a, struct decision *d, struct err *err);
bool decision_withdraw(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t id, const char *reason, int64_t by,
                       struct err *err);

/* How many municipalities, state administrators, affected state bodies and ministries have been told of the version
 * in force, and the last day on which a ministry can announce changes (no year before one has the plan). */
bool decision_told(struct db_conn *c, struct arena *a, int64_t plan_id, int64_t told[4], struct date *until, struct err *err);

/* ---- Open questions ---- */

enum question_topic { QUESTION_GOAL_CONFLICT, QUESTION_DELIMITATION, QUESTION_POLITICAL, QUESTION_PRIORITY, QUESTION_RESOURCES, QUESTION_TOPICS };
struct question_topic_rule {
	const char *code, *name; /* English, for tr_name() */
	enum body_mandate mandate; /* that the body which answers needs; BODY_MANDATES for none */
};
extern const struct question_topic_rule question_topics[QUESTION_TOPICS];
enum open_question_state { OPEN_QUESTION_OPEN, OPEN_QUESTION_ANSWERED, OPEN_QUESTION_WITHDRAWN, OPEN_QUESTION_STATES };
extern const struct body_name open_question_states[OPEN_QUESTION_STATES];

struct open_question {
	int64_t id, plan_id;
	enum question_topic kind;
	const char *title, *text, *raised_by;
	int64_t body_id; /* 0 for none yet */
	struct date due;
	enum open_question_state state;
	int64_t decision_id; /* that answered it, or 0 */
	const char *answer;
	struct date closed;
	int64_t *nodes; /* of the plan that it is about */
	size_t n_nodes;
};
/* Open ones first, by the day they are due. */
bool open_question_list(struct db_conn *c, struct arena *a, int64_t plan_id, struct open_question **list, size_t *n, struct err *err);
/* Within db_write(), journalled without who raised it. Fills the number. ERR_CONFLICT where the body has no
 * mandate for such a question, ERR_INPUT for a node of another plan. */
bool open_question_add(struct db_conn *tx, struct arena *a, struct open_question *q, int64_t by, struct err *err);
/* Answers or withdraws one that is open: by a decision (0 for none), in words, or both. */
struct open_question_answer {
	int64_t plan_id, question_id, decision_id, by;
	enum open_question_state state;
	const char *text;
	struct date on;
};
bool open_question_close(struct db_conn *tx, struct arena *a, const struct open_question_answer *answer, struct err *err);

extern const struct module decision_module;

#endif
