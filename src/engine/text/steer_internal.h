/* Interface between steer.c and steer_near.c: a grouping that is being steered. */
#ifndef PLANVERK_ENGINE_TEXT_STEER_INTERNAL_H
#define PLANVERK_ENGINE_TEXT_STEER_INTERNAL_H

#include "engine/text/steer.h"

struct steering {
	struct arena *a, *scratch; /* of the result; of the work */
	const struct steer_input *in;
	int32_t *of;    /* beside the members: a slot, or -1 */
	VEC(int64_t) slots; /* identities: those of the found groups, then those that decisions make */
	VEC(struct steer_name { int64_t identity; int32_t slot; }) names; /* the last of an identity holds */
	VEC(struct steer_title { int64_t identity; const char *title; }) titles; /* so here */
	VEC(struct steer_follower) followers;
};

/* Of members that a decision does not move. */
#define STEER_NOT_MOVED (-2)

/*
 * Lets those who came after a decision to move members follow it. was tells, beside the members, in which slot
 * each that is moved stood before (-1: it stood alone); to is the slot they stand in now.
 */
void steer_follow(struct steering *s, size_t decision, const int32_t *was, int32_t to);

#endif
