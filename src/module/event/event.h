/* Where people spoke: workshops, group meetings, working groups, gatherings, digital meetings. */
#ifndef PLANVERK_EVENT_H
#define PLANVERK_EVENT_H

#include "module.h"

struct event {
	int64_t id;
	const char *code, *kind, *name;
	const char *held_on; /* ISO date, or "" */
	const char *place;
	int64_t attendance;  /* persons, -1 where nobody counted */
};

/* Kinds of events: code and English name, for tr_lang(). */
struct event_kind {
	const char *code, *name;
};
extern const struct event_kind event_kinds[];
extern const size_t event_kinds_len;
const char *event_kind_name(const char *code);

/* A plan's events by date, then name. */
bool event_list(struct db_conn *c, struct arena *a, int64_t plan_id, struct event **list, size_t *n, struct err *err);

/* How many persons each organisation sent to a plan's events. */
struct event_presence {
	int64_t organisation_id, persons;
};
bool event_presences(struct db_conn *c, struct arena *a, int64_t plan_id,
                     struct event_presence **list, size_t *n, struct err *err);

extern const struct module event_module;

#endif
