/*
 * Time is int64_t microseconds since 1970 in UTC. A legal date is a local date
 * in Europe/Oslo; it ends at 23:59:59 that day.
 */
#ifndef PLANVERK_BASE_CLOCK_H
#define PLANVERK_BASE_CLOCK_H

#include "base/arena.h"
#include "base/err.h"

#include <stdint.h>

#define CLOCK_SECOND INT64_C(1000000)

int64_t clock_now(void);       /* microseconds since 1970, UTC */
int64_t clock_monotonic(void); /* microseconds, for durations only */

struct date {
	int year, month, day; /* 1-based; all 0 means no date */
};

/* "2025-11-07" or "07.11.2025" (also "7.11.2025"); false leaves *date alone. */
bool date_parse(const char *s, struct date *date);
bool date_valid(struct date d);
/* "2025-11-07"; "" for no date. */
char *date_iso(struct arena *a, struct date d);
/* Days since 1970-01-01 in the proleptic Gregorian calendar. */
int64_t date_days(struct date d);
struct date date_from_days(int64_t days);

/* The date in Europe/Oslo at that moment (central European summer time by the rule of 1996). */
struct date date_at(int64_t time);
/* The first and last microsecond of a date in Europe/Oslo. */
int64_t date_begins(struct date d);
int64_t date_ends(struct date d);

/* "2025-11-07T12:00:00Z" and "2025-11-07 13:00" (Europe/Oslo). */
char *clock_iso(struct arena *a, int64_t time);
char *clock_local(struct arena *a, int64_t time);

#endif
