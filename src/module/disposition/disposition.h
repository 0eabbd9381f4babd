/*
 * Dispositions: what the planners answer to a remark, and why.
 *
 * One person drafts, another approves, and what is approved is published: alone or all at once.
 * Whoever sent the contribution reads it on the receipt.
 */
#ifndef PLANVERK_DISPOSITION_H
#define PLANVERK_DISPOSITION_H

#include "module.h"
#include "module/consultation/consultation.h"
#include "module/contribution/contribution.h"

enum outcome {
	OUTCOME_FOLLOWED, OUTCOME_PARTLY, OUTCOME_NOTED, OUTCOME_NOT_FOLLOWED, OUTCOME_OUTSIDE, OUTCOMES
};
/* Codes, and English names for tr_name(). */
struct outcome_name {
	const char *code, *name;
	bool needs_reason;
};
extern const struct outcome_name outcomes[OUTCOMES];
/* False where there is no such outcome. */
bool outcome_parse(const char *code, enum outcome *outcome);

enum disposition_state { DISPOSITION_NONE, DISPOSITION_DRAFT, DISPOSITION_APPROVED, DISPOSITION_PUBLISHED, DISPOSITION_STATES };
struct disposition_state_name {
	const char *code, *name;
};
extern const struct disposition_state_name disposition_states[DISPOSITION_STATES];

struct disposition {
	int64_t id, remark_id; /* id 0: none */
	enum outcome outcome;
	const char *reason;
	int64_t node_id; /* 0: it changed nothing */
	int64_t drafted_by, approved_by; /* users; approved_by 0: nobody yet */
	const char *drafter, *approver;  /* their names, or "" */
	int64_t drafted_at, approved_at, published_at; /* 0: not yet */
};

enum disposition_state disposition_state(const struct disposition *d);

/* All versions of a remark's, newest first. */
bool disposition_list(struct db_conn *c, struct arena *a, int64_t remark_id,
                      struct disposition **list, size_t *n, struct err *err);

/* Within db_write(), and journalled. *refused is an English sentence for tr_name() where it is not
 * allowed, and then nothing has been done. */
bool disposition_draft(struct db_conn *tx, struct arena *a, struct disposition *d, int64_t now,
                       const char **refused, struct err *err);
/* Approves the newest version, if it is a draft by somebody else. */
bool disposition_approve(struct db_conn *tx, struct arena *a, int64_t remark_id, int64_t by, int64_t now,
                         const char **refused, struct err *err);
/* Takes back a draft, if it is still the newest version and nobody has approved it: the version before counts again.
 * The journal keeps what it said. */
bool disposition_withdraw(struct db_conn *tx, struct arena *a, int64_t disposition_id, int64_t by,
                          const char **refused, struct err *err);
/* Publishes what is approved in a plan; how many goes to *n. */
bool disposition_publish(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t by, int64_t now,
                         int64_t *n, struct err *err);

/* How many remarks of a plan are in each state. */
bool disposition_count(struct db_conn *c, int64_t plan_id, int64_t counts[DISPOSITION_STATES], struct err *err);

extern const struct module disposition_module;

#endif
