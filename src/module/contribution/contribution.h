/*
 * Contributions: short texts from workshops, groups and open forms, as people
 * wrote them. The text is never changed; what is shown is masked first.
 */
#ifndef PLANVERK_CONTRIBUTION_H
#define PLANVERK_CONTRIBUTION_H

#include "module.h"
#include "module/contribution/masking.h"
#include "module/contribution/remark.h"
#include "module/event/event.h"
#include "module/organisation/organisation.h"
#include "module/plan/plan.h"

struct contribution {
	int64_t id;
	const char *text; /* the original, unmasked */
	const char *ref;
	int64_t event_id, organisation_id; /* 0 for none */
	int64_t node_id;       /* where a person put it: a planner, else whoever wrote the document; 0 for nobody */
	const char *placed_by; /* the planner, or "" where it stands in the section it stood under */
	const char *event;        /* name, or "" */
	const char *organisation; /* name, or "" */
	const char *organisation_kind; /* or "" */
	const char *group, *topic;
	const char *language; /* as stated, or "" */
	const char *said_on;  /* ISO date, or "" */
	bool publish;         /* may be shown to the public */
	const char *source;   /* the file it came from */
	int64_t line;
};

/* Those of a plan in the order they came. */
bool contribution_list(struct db_conn *c, struct arena *a, int64_t plan_id,
                       struct contribution **list, size_t *n, struct err *err);
/* Those that a person put under a node. */
bool contribution_under_node(struct db_conn *c, struct arena *a, int64_t node_id,
                             struct contribution **list, size_t *n, struct err *err);
/* id 0 where there is none. */
bool contribution_get(struct db_conn *c, struct arena *a, int64_t id, struct contribution *found, struct err *err);

/* What an import is about to add. Names instead of identifiers; "" where unknown. */
struct contribution_row {
	const char *text, *ref, *event, *group, *organisation, *topic, *language, *said_on;
	bool publish;
	int64_t node_id;
	long line;
};
struct contribution_added {
	int64_t added, known; /* known: rows that were there already */
	int64_t organisations; /* new organisations that rows named */
	bool same_file;       /* the very file was read before: nothing was done */
};
/*
 * Adds rows to a plan within db_write(): all of them or, on an error, none. Rows that came
 * before from a file of the same name are passed over, and a file whose digest is known as
 * a whole. An event that the plan does not have is an error that names it.
 */
bool contribution_add(struct db_conn *tx, struct arena *a, int64_t plan_id, const struct plan_source *source,
                      const struct contribution_row *rows, size_t n,
                      struct contribution_added *result, struct err *err);

/* The number of a contribution and its plan, by that number or by its identifier in its source. */
bool contribution_find(struct db_conn *c, const char *id_or_ref, int64_t *id, int64_t *plan_id, struct err *err);

/* A planner's decision on where a contribution belongs. */
struct contribution_placement {
	int64_t contribution_id, node_id; /* node 0: nobody has placed it */
	const char *by;
	int64_t at;              /* when, set by contribution_place() */
	int64_t suggested_id;    /* the program's best suggestion at the time, 0 for none */
	double suggested_score;
};
/* The one that holds. */
bool contribution_placement_get(struct db_conn *c, struct arena *a, int64_t contribution_id,
                                struct contribution_placement *found, struct err *err);
/* Within db_write(): places it, instead of where it was before, or ends that. Both are journalled, and
 * earlier decisions are kept. */
bool contribution_place(struct db_conn *tx, struct arena *a, const struct contribution_placement *p, struct err *err);
bool contribution_unplace(struct db_conn *tx, struct arena *a, int64_t contribution_id, const char *by, struct err *err);

/* Within db_write(): who sent it no longer permits publication. Journalled; a planner's decisions are kept. */
bool contribution_withdraw(struct db_conn *tx, int64_t contribution_id, int64_t by, struct err *err);
/* Within db_write(): the same for all of a sender's in a plan; forget takes the sender away from them, too. */
bool contribution_withdraw_sender(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t organisation_id, bool forget,
                                  int64_t by, struct err *err);
/* Within db_write(): placements by a planner of that name lose the name. */
bool contribution_forget_planner(struct db_conn *tx, const char *name, struct err *err);

/* Whether this request may see it: the public sees what may be published. */
bool contribution_visible(const struct request *rq, const struct contribution *c);
/* Who said it: organisation, else group, else "". To the public a resident is only that: a
 * permission to publish a text is none to publish a name. */
const char *contribution_said_by(const struct request *rq, const struct contribution *c);
/* A list of links with source, masked; those that may not be seen are counted. */
void contribution_write_list(struct request *rq, const struct contribution *list, size_t n);

extern const struct module contribution_module;

#endif
