/*
 * About the participation, in numbers: who spoke, where and how much, for everybody to read; and a page
 * for each event. Numbers count what may not be published, too: a count names nobody.
 */
#ifndef PLANVERK_PARTICIPATION_H
#define PLANVERK_PARTICIPATION_H

#include "module.h"
#include "module/contribution/contribution.h"
#include "module/text/text.h"

struct participation_event {
	struct event event;
	int64_t contributions;
};
struct participation_kind {
	const char *code; /* of organisations; "" for those without */
	int64_t organisations, contributions;
};
struct participation {
	int64_t contributions, arguments; /* arguments: different ones, 0 before the plan was compiled */
	int64_t organisations;            /* that sent a contribution or were at an event */
	int64_t statements;               /* in consultations */
	int64_t persons, counted;         /* at events, and at how many of them somebody counted */
	struct participation_event *events; /* by date */
	size_t n_events;
	struct participation_kind *kinds; /* most contributions first */
	size_t n_kinds;
};
bool participation_load(struct db_conn *c, struct arena *a, int64_t plan_id, struct participation *p, struct err *err);

extern const struct module participation_module;

#endif
