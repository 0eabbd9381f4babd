/*
 * Which group of a new grouping continues which group of the one before.
 *
 * Two groupings share members; some have come and some are gone. Only members that both have
 * say anything. A new group continues the old one with which its Jaccard coefficient over these is
 * highest, if it is at least LINEAGE_JACCARD; pairs are taken greedily, the most alike first, so
 * that one continues one (Greene, Doyle and Cunningham, "Tracking the evolution of communities in
 * dynamic social networks", 2010, with their threshold). At 0.3 a group keeps its identity where
 * three in ten of all that either has is in both: half of it may go elsewhere, or it may grow
 * to three times its size.
 *
 * The result depends on the groups' numbers and members only, not on the order of the members.
 * Time is that of sorting the members.
 */
#ifndef PLANVERK_ENGINE_TEXT_LINEAGE_H
#define PLANVERK_ENGINE_TEXT_LINEAGE_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

#define LINEAGE_JACCARD 0.3

/* A grouping: each member once, in any order. */
struct lineage_side {
	const int64_t *id;
	const int32_t *group; /* beside the members: from 0, or -1 for what stands alone */
	size_t n;
	size_t n_groups;
};

enum lineage_fate {
	LINEAGE_CONTINUED, /* by the group `into` */
	LINEAGE_MERGED,    /* at least half of it stands in `into`, which is not its continuation */
	LINEAGE_SPLIT,     /* at least half of it stands in groups, most in `into`, but in none the half */
	LINEAGE_GONE,      /* most of it stands alone or is no longer there */
};

struct lineage_old {
	enum lineage_fate fate;
	int32_t into;  /* a new group; -1 where it is gone */
	size_t left;   /* its members that are still there */
	size_t shared; /* of these, the ones in `into` */
};

struct lineage_new {
	int32_t continues; /* an old group, or -1: it is new */
	int32_t from;      /* the old group that at least half of its earlier members stood in, or -1 */
	size_t earlier;    /* its members that were there before */
};

struct lineage {
	struct lineage_old *old; /* beside the old groups */
	struct lineage_new *new; /* beside the new groups */
};

struct lineage lineage_match(struct arena *a, const struct lineage_side *before, const struct lineage_side *now);

/* "continued", "merged", "split", "gone" */
const char *lineage_fate_code(enum lineage_fate fate);

#endif
