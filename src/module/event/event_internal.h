/* Interface to the code in event.c for event_cli.c. */
#ifndef PLANVERK_EVENT_INTERNAL_H
#define PLANVERK_EVENT_INTERNAL_H

#include "module/event/event.h"

/* Adds an event, or gives the plan's event of that code these values. */
bool event_put(struct db_conn *tx, int64_t plan_id, const struct event *e, struct err *err);
/* Sets how many persons an organisation sent. */
bool event_attendance_put(struct db_conn *tx, int64_t event_id, int64_t organisation_id, int64_t persons,
                          struct err *err);

#endif
