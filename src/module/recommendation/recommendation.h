/*
 * Recommendations and principles for the way on: what planners take with them from what people said, where in
 * the plan or in its process it belongs, and what became of it. What one rests on leads to it, and it leads
 * back.
 */
#ifndef PLANVERK_RECOMMENDATION_H
#define PLANVERK_RECOMMENDATION_H

#include "module.h"
#include "module/contribution/contribution.h"
#include "module/event/event.h"
#include "module/plan/plan.h"
#include "module/process/process.h"
#include "module/text/text.h"

#define RECOMMENDATION_TEXT 4000  /* code points, at most */
#define RECOMMENDATION_REASON 1000

enum recommendation_kind { RECOMMENDATION, RECOMMENDATION_PRINCIPLE, RECOMMENDATION_KINDS };
enum recommendation_state { RECOMMENDATION_OPEN, RECOMMENDATION_TAKEN_UP, RECOMMENDATION_SET_ASIDE, RECOMMENDATION_STATES };
struct recommendation_name {
	const char *code, *name; /* English, for tr_name() */
};
extern const struct recommendation_name recommendation_kinds[RECOMMENDATION_KINDS];
extern const struct recommendation_name recommendation_states[RECOMMENDATION_STATES];
/* False where there is none with this code. */
bool recommendation_kind_parse(const char *code, enum recommendation_kind *kind);
bool recommendation_state_parse(const char *code, enum recommendation_state *state);

/* One, as its newest revision says, or as an older one said. */
struct recommendation {
	int64_t id, plan_id; /* id 0: none */
	int64_t revision;    /* from 1 */
	enum recommendation_kind kind;
	enum recommendation_state state;
	const char *text;
	const char *reason;  /* why it is in that state, or "" */
	int64_t node_id, phase_id; /* where it belongs; 0 for nowhere */
	int64_t by, at;      /* who made the revision, 0 for the operator */
	const char *who;     /* their name, or "" */
};

/* What is wrong with one: an English sentence for tr_name() and its field ("text", "reason", "node"); NULL where nothing is. */
const char *recommendation_check(const struct recommendation *r, const char **field);

bool recommendation_get(struct db_conn *c, struct arena *a, int64_t id, struct recommendation *found, struct err *err);
/* Those of a plan, oldest first; of one state, or all (RECOMMENDATION_STATES). */
bool recommendation_list(struct db_conn *c, struct arena *a, int64_t plan_id, enum recommendation_state state,
                         struct recommendation **list, size_t *n, struct err *err);
/* All that one has said, newest first. */
bool recommendation_revisions(struct db_conn *c, struct arena *a, int64_t id, struct recommendation **list, size_t *n,
                              struct err *err);
/* Those that belong to a part of the plan now. */
bool recommendation_of_node(struct db_conn *c, struct arena *a, int64_t node_id, struct recommendation **list, size_t *n,
                            struct err *err);

/*
 * Within db_write(), and journalled: adds one that was checked (id 0, which is filled), or saves it on top of the revision
 * r->revision. Where somebody has saved since, nothing is done and *overtaken is set. What says the same as
 * before is no revision.
 */
bool recommendation_save(struct db_conn *tx, struct recommendation *r, int64_t by, int64_t now, bool *overtaken, struct err *err);

/* ---- What one rests on ---- */

enum recommendation_source_kind { SOURCE_GROUP, SOURCE_REMARK, SOURCE_EVENT, SOURCE_KINDS };
/* "group", "remark", "event". */
extern const char *const recommendation_source_codes[SOURCE_KINDS];
struct recommendation_source {
	enum recommendation_source_kind kind;
	int64_t id;        /* of the group's identity, the remark or the event */
	const char *title; /* for planners, masked */
	const char *path;  /* of its page, or NULL */
};
/* The source that a name means: "group/17" (a group's number), "remark/17", "event/17"; id 0 where the plan has none such. */
bool recommendation_source_parse(struct db_conn *c, struct arena *a, int64_t plan_id, const char *name,
                                 struct recommendation_source *source, struct err *err);
bool recommendation_sources(struct db_conn *c, struct arena *a, int64_t id, struct recommendation_source **list, size_t *n,
                            struct err *err);
/* Within db_write(), and journalled: one rests on this from now on, or no longer. What is so already stays. */
bool recommendation_rest(struct db_conn *tx, int64_t id, const struct recommendation_source *source, bool rests, int64_t by,
                         struct err *err);
/* Those that rest on a group, or on a remark with a piece of a contribution (0 for the other). */
bool recommendation_resting_on(struct db_conn *c, struct arena *a, int64_t group_id, int64_t contribution_id,
                               struct recommendation **list, size_t *n, struct err *err);

extern const struct module recommendation_module;

#endif
