/*
 * What lasts of groups from run to run: identities, and what planners decided.
 *
 * A run keeps its groups twice: as the engine found them, and as they are with the decisions applied, which is
 * what pages show. So a decision, or the end of one, is applied to the newest run at once, in the
 * transaction that records it, from what the engine found; and a compilation applies all that hold to
 * what it finds.
 */
#ifndef PLANVERK_TEXT_LINEAGE_H
#define PLANVERK_TEXT_LINEAGE_H

#include "module/text/text_compile.h"
#include "module/text/text_internal.h"

#define TEXT_TITLE_MAX 120 /* code points */
#define TEXT_REASON_MAX 500

/* A planner's decision. */
struct text_decision {
	int64_t id, plan_id, run_id;
	struct steer_decision what; /* its `earlier` and followers belong to the run that it was loaded for */
	const char *reason;         /* or "" */
	int64_t user_id;            /* 0: decided by a command, which `by` ran */
	const char *by;
	int64_t made_at, undone_at; /* undone_at 0 while it holds */
	bool applied;               /* to the run that it was loaded for; then the next two are known */
	enum steer_effect effect;
	int64_t missing;
};

/* What a compilation continues: the plan's newest run and the decisions that hold. */
struct text_past {
	int64_t run_id; /* 0: there is no run, and nothing else is set */
	struct lineage_side found, grouped; /* as the engine found it; with decisions applied */
	const int64_t *found_identity, *group_identity; /* beside their groups */
	const struct text_decision *decisions;
	size_t n_decisions;
	const struct steer_forward *forwards;
	size_t n_forwards;
	const int64_t *ordinals; /* of the plan's contributions, in their order */
};

/* ---- Interface to the code in text_lineage.c: no database ---- */

/*
 * The groups that the engine found, as the run has them: fills the run's found groups (labels aside), lineage,
 * outcomes and followers. The steered groups' overview is that of the found groups they come from.
 */
struct text_groups text_steer_groups(struct arena *a, const struct compile_input *in, const struct text_space *space,
                                     const struct text_duplicates *duplicates, const struct text_groups *found,
                                     struct text_run *run, struct steered *steered);
/*
 * The groups that the engine found before, beside the contributions, as for text_group_extend(). NULL where there are none,
 * or so many contributions are new (more than a third) that they may be about something else: then all are
 * grouped anew. *new_ones is how many.
 */
int32_t *text_groups_before(struct arena *a, const struct compile_input *in, size_t *new_ones);
/* The decisions as steer() takes them. */
struct steer_decision *text_steer_decisions(struct arena *a, const struct text_decision *list, size_t n);

/* ---- Interface to the code in text_run.c ---- */

/* A group under its address (g->id, which is filled) with g->identity; a quote. */
bool text_group_store(struct db_conn *tx, int64_t run_id, struct text_group_row *g, struct err *err);
bool text_quote_store(struct db_conn *tx, int64_t run_id, const struct text_quote_row *q, struct err *err);

/* ---- Interface to the code in text_found.c ---- */

/* The past of a plan's newest run. */
bool text_past_load(struct db_conn *c, struct arena *a, int64_t plan_id, struct text_past *past, struct err *err);
/* Groups that are no more since the engine merged them, of all runs. */
bool text_forwards_load(struct db_conn *c, struct arena *a, int64_t plan_id, struct steer_forward **list, size_t *n,
                        struct err *err);
/* Parts of text_run_store(): found groups with new identities, whose number for each found number is given back
 * (identities[number]); and then, once groups are stored, the rest. */
bool text_found_store(struct db_conn *tx, struct arena *a, const struct text_run *run, int64_t plan_id,
                      int64_t **identities, struct err *err);
bool text_lineage_store(struct db_conn *tx, const struct text_run *run, const int64_t *identities, struct err *err);
/* run->overview of a run that is stored. */
bool text_overview_load(struct db_conn *c, struct arena *a, struct text_run *run, struct err *err);
/* What decisions came to in a run. */
bool text_steered_store(struct db_conn *tx, int64_t run_id, const struct text_steered_row *list, size_t n, struct err *err);
/* The number for a group's address in a run, the same each time it is asked for; identity 0: what stands alone. */
bool text_group_address(struct db_conn *tx, int64_t run_id, int64_t identity, int64_t *id, struct err *err);

/* ---- Interface to the code in text_steering.c ---- */

/* The decisions of a plan in their order, those undone included where `all` says so. run_id tells for which run what
 * they came to and who followed them, 0 for none. */
bool text_decisions_load(struct db_conn *c, struct arena *a, int64_t plan_id, int64_t run_id, bool all,
                         struct text_decision **list, size_t *n, struct err *err);
/* Who decides. */
struct text_decider {
	int64_t user_id;  /* 0: `by` runs a command */
	const char *by;
};
/*
 * Within db_write(): records a decision on the groups of the plan's newest run, journals it, and applies it. d has kind,
 * group, title, lists and reason; a move to group 0 makes a new one, whose identity d then has. Errors are those of
 * input: a group or contribution that is not in the run.
 */
bool text_decide(struct db_conn *tx, struct arena *a, int64_t plan_id, struct text_decision *d,
                 const struct text_decider *who, struct err *err);
/* Ends a decision and applies what is left; id 0 stands for the newest that holds, plan_id 0 for any plan. *d is the
 * decision that ended. ERR_CONFLICT where there is none, or it has ended. */
bool text_undo(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t id, const struct text_decider *who,
               struct text_decision *d, struct err *err);

/* ---- Interface to the code in text_regroup.c ---- */

/* Applies the decisions that hold to a plan's newest run. */
bool text_regroup(struct db_conn *tx, struct arena *a, int64_t plan_id, struct err *err);

#endif
