/*
 * What planners decided about groups, applied to a grouping after the engine has made it.
 *
 * Groups are named by lasting identities (lineage.h), members by their identifiers. Decisions are
 * applied in the order in which they were made, each to what those before it left:
 *
 *	rename  a group keeps the title it was given
 *	merge   groups become one, which keeps the identity it was merged into
 *	move    members stand in another group, or in one that is made of them; of what has come
 *	        since into the groups they were taken from, those nearer their centroid than that
 *	        of the members left behind follow them
 *	pin     a member stands in a group, and nothing follows it
 *
 * What cannot be applied, because a group or a member is gone, is said and not dropped. A group
 * that the engine has merged into another since lives on there (`forwards`): what is moved or
 * pinned to it goes there. A rename does not, since the other group is about more.
 *
 * Nothing here is random: the same input gives the same result.
 */
#ifndef PLANVERK_ENGINE_TEXT_STEER_H
#define PLANVERK_ENGINE_TEXT_STEER_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum steer_kind { STEER_RENAME, STEER_MERGE, STEER_MOVE, STEER_PIN, STEER_KINDS };

/* Lists that a kind does not use are empty. */
struct steer_decision {
	enum steer_kind kind;
	int64_t group;          /* identity: renamed, merged into, moved to, pinned to */
	const char *title;      /* of a rename; of a move, that of the group it makes; else "" */
	const int64_t *from;    /* identities merged into it */
	size_t n_from;
	const int64_t *members; /* moved, pinned */
	size_t n_members;
	int64_t known;          /* members with a higher `came` have come since */
	bool earlier;           /* made on an earlier grouping than this one */
	const int64_t *followers; /* members that followed it when this grouping was made */
	size_t n_followers;
};

struct steer_member {
	int64_t id;
	int64_t came;       /* grows in the order in which members came */
	int64_t family;     /* members that say the same share it: a group's size counts families */
	int32_t group;      /* index into the found groups, or -1 */
	const float *place; /* `width` numbers, of length 1; NULL where nothing is known: it follows nothing */
};

/* A group as the engine found it. */
struct steer_found {
	int64_t identity;
	bool is_new;       /* no group before it has the identity */
	int64_t came_from; /* identity of the steered group before it that at least half of it stood in, or 0 */
};

/* The group `from` is no more, and most of it stands in `to`. */
struct steer_forward {
	int64_t from, to;
};

struct steer_input {
	const struct steer_found *found; /* largest first */
	size_t n_found;
	const struct steer_member *members;
	size_t n;
	size_t width;
	const struct steer_decision *decisions; /* those that hold, in the order they were made */
	size_t n_decisions;
	const struct steer_forward *forwards;
	size_t n_forwards;
};

struct steer_group {
	int64_t identity;
	const char *title; /* as a planner wrote it, or "" */
	int32_t found;     /* the found group it is, or else the one that most of it comes from; -1 for none */
	size_t members, families;
};

enum steer_effect {
	STEER_APPLIED,
	STEER_PARTLY,         /* but `missing` of its groups or members are gone */
	STEER_NO_GROUP,       /* the group is gone */
	STEER_NO_CONTRIBUTION, /* all its members are gone */
};

struct steer_outcome {
	enum steer_effect effect;
	size_t missing;
};

struct steer_follower {
	size_t decision, member; /* indexes */
};

struct steered {
	struct steer_group *groups; /* largest (in families) first, then as they were found; none is empty */
	size_t n_groups;
	int32_t *of;                /* beside the members: a group, or -1 for what stands alone */
	struct steer_outcome *outcomes; /* beside the decisions */
	struct steer_follower *followers; /* by decision */
	size_t n_followers;
};

/* Titles are borrowed from the decisions. */
struct steered steer(struct arena *a, const struct steer_input *in);

/* "rename", "merge", "move", "pin" */
const char *steer_kind_code(enum steer_kind kind);
bool steer_kind_parse(const char *code, enum steer_kind *kind);
/* "applied", "partly", "no_group", "no_contribution" */
const char *steer_effect_code(enum steer_effect effect);
bool steer_effect_parse(const char *code, enum steer_effect *effect);

#endif
