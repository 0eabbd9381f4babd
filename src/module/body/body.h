/*
 * Who takes part in making a plan: bodies, what each may decide, persons in them, and who does what.
 *
 * All of it is data of a plan: one planning programme leaves to the steering group what another leaves to
 * the assembly. What follows from a decision is for the module decision.
 */
#ifndef PLANVERK_BODY_H
#define PLANVERK_BODY_H

#include "module.h"
#include "base/clock.h"
#include "module/plan/plan.h"

enum body_kind {
	BODY_PLANNING_AUTHORITY, /* an elected assembly, such as a fylkesting or bystyre */
	BODY_PLAN_OWNER, BODY_STEERING_GROUP, BODY_PROJECT_RESPONSIBLE, BODY_PROJECT_GROUP, BODY_EXTERNAL_PARTNER,
	BODY_EXPERT_GROUP, BODY_REFERENCE_GROUP, BODY_WORKING_GROUP, BODY_COUNCIL, BODY_OTHER, BODY_KINDS
};
/* What a body may decide. A set of them is a number with bit m set for mandate m. */
enum body_mandate {
	MANDATE_FIX_PROGRAMME, MANDATE_SEND_OUT, MANDATE_PROPOSE, MANDATE_ADOPT, MANDATE_GOAL_CONFLICTS, MANDATE_PRIORITISE,
	MANDATE_RESOURCES, MANDATE_REVISE, BODY_MANDATES
};
enum body_role { BODY_CHAIR, BODY_MEMBER, BODY_DEPUTY, BODY_SECRETARY, BODY_COORDINATOR, BODY_ROLES };
enum body_part { BODY_DECIDES, BODY_PREPARES, BODY_IS_HEARD, BODY_IS_TOLD, BODY_PARTS };

/* Codes, as files and commands have them, and English names for tr_name(). */
struct body_name {
	const char *code, *name;
};
extern const struct body_name body_kinds[BODY_KINDS], body_mandates[BODY_MANDATES], body_roles[BODY_ROLES],
	body_parts[BODY_PARTS];
/* The index of a code in one of these lists; n where it is in none. */
size_t body_name_parse(const struct body_name *list, size_t n, const char *code);

#define BODY_NAME_MAX 200 /* code points of names and tasks of the table of responsibilities */
#define BODY_TEXT_MAX 20000 /* code points of a description, and of the tasks */

struct body {
	int64_t id, plan_id;
	enum body_kind kind;
	const char *name;
	const char *description, *organisation, *tasks; /* "" where there is nothing to say; tasks in Markdown */
	bool elected;      /* an assembly of elected members: plan- og bygningsloven section 3-4 */
	unsigned mandates; /* bits of enum body_mandate */
};
static inline bool body_may(const struct body *b, enum body_mandate m) { return b->mandates >> m & 1; }

/* What is wrong with a body: an English sentence for tr_name(), or NULL. */
const char *body_check(const struct body *b);

/* Planning authorities first, then as they were added. */
bool body_list(struct db_conn *c, struct arena *a, int64_t plan_id, struct body **list, size_t *n, struct err *err);
/* By name or number, in a plan; err_not_found names the bodies there are. */
bool body_find(struct db_conn *c, struct arena *a, int64_t plan_id, const char *name_or_id, struct body *body, struct err *err);

/*
 * Within db_write() and journalled; by: a user, or 0 for a command. body_add() fills the number;
 * ERR_INPUT where body_check() has something to say, ERR_CONFLICT where the plan has one of that name.
 */
bool body_add(struct db_conn *tx, struct arena *a, struct body *b, int64_t by, struct err *err);
bool body_change(struct db_conn *tx, struct arena *a, const struct body *b, int64_t by, struct err *err);

struct body_person {
	int64_t id, body_id;
	const char *name;
	enum body_role role;
	struct date from, to; /* without a year where not known, and while it lasts */
};
/* Those of a plan: by body, the chair first. */
bool body_person_list(struct db_conn *c, struct arena *a, int64_t plan_id, struct body_person **list, size_t *n, struct err *err);
/* Within db_write(); journalled without the name. Fills the number. */
bool body_person_add(struct db_conn *tx, struct arena *a, struct body_person *p, int64_t by, struct err *err);
/* Ends somebody's time in a role. err_not_found where the body has no such person. */
bool body_person_end(struct db_conn *tx, struct arena *a, int64_t body_id, int64_t person_id, struct date to, int64_t by, struct err *err);

/* A line of the table of responsibilities. */
struct body_share {
	const char *task;
	int64_t body_id;
	enum body_part part;
};
/* By task, then by part. */
bool body_share_list(struct db_conn *c, struct arena *a, int64_t plan_id, struct body_share **list, size_t *n, struct err *err);
/* Within db_write() and journalled: sets a body's part in a task, or takes it out of it (part BODY_PARTS). */
bool body_share_set(struct db_conn *tx, struct arena *a, int64_t plan_id, const struct body_share *share, int64_t by,
                    struct err *err);

extern const struct module body_module;

#endif
