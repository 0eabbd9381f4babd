/*
 * What a region demands of others, and its influence: whom a position addresses, who adopted it, what was done
 * for it and what came of that.
 *
 * A position is a node of the plan of kind "position"; its text, its chapter and what it rests on stand there.
 */
#ifndef PLANVERK_POSITION_H
#define PLANVERK_POSITION_H

#include "base/clock.h"
#include "module.h"
#include "module/plan/plan.h"

enum position_state { POSITION_DRAFT, POSITION_ADOPTED, POSITION_ACHIEVED, POSITION_PARTLY, POSITION_DROPPED, POSITION_STATES };
enum position_kind {
	POSITION_MEETING, POSITION_STATEMENT, POSITION_LETTER, POSITION_MEDIA, POSITION_OTHER,
	POSITION_OUTCOME, /* what came of it: all above are what was done */
	POSITION_KINDS
};
/* Codes, as files and commands have them, and English names for tr_name(). */
struct position_name {
	const char *code, *name;
};
extern const struct position_name position_states[POSITION_STATES], position_kinds[POSITION_KINDS];
/* The index of a code in one of these lists; n where it is in none. */
size_t position_name_parse(const struct position_name *list, size_t n, const char *code);

#define POSITION_LINE_MAX 300    /* code points of names and links */
#define POSITION_TEXT_MAX 10000  /* of what was said */

struct position {
	const struct plan_node *node;
	const char *chapter; /* the title of the theme that it stands below, or "" */
	enum position_state state;
	const char *body, *decided_by;
	struct date decided_on; /* no year where nothing was decided */
	size_t n_done;          /* entries that tell what was done */
	const char *outcome;    /* the newest, or "" */
	struct date outcome_on;
};

/* All that stand in a tree and are not retired, in its order; two queries. */
bool position_list(struct db_conn *c, struct arena *a, const struct plan_tree *tree, struct position **list, size_t *n,
                   struct err *err);

struct position_entry {
	int64_t id, node_id;
	enum position_kind kind;
	struct date on;
	const char *counterpart, *said, *organisation, *link;
};
/* What is wrong with one: an English sentence for tr_name(), or NULL. today: nothing happened after it. */
const char *position_entry_check(const struct position_entry *e, struct date today);
/* Newest first. */
bool position_entries(struct db_conn *c, struct arena *a, int64_t node_id, struct position_entry **list, size_t *n,
                      struct err *err);
/* Within db_write(); journalled. Fills the number. by: a user, or 0 for a command. */
bool position_entry_add(struct db_conn *tx, struct arena *a, struct position_entry *e, int64_t by, struct err *err);

struct position_change {
	int64_t node_id;
	enum position_state state;
	const char *body, *decided_by;
	struct date decided_on;
};
/* Whether a change makes sense on what there is: what was never adopted is neither achieved nor dropped, and an
 * adopted one says by whom and when. An English sentence for tr_name(), or NULL. */
const char *position_change_check(enum position_state now, const struct position_change *change);
/* Within db_write(); journalled with what was before. ERR_INPUT where the check has something to say. */
bool position_set(struct db_conn *tx, struct arena *a, const struct position_change *change, int64_t by, struct err *err);

/* The positions of those states as a policy note, by chapter, in the plan's language. */
bool position_write_note(struct out *o, struct arena *a, const struct plan *plan, const struct position *list, size_t n,
                         enum lang lang, struct err *err);

extern const struct module position_module;

#endif
