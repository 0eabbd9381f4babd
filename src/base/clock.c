#include "base/clock.h"

#include "base/str.h"

#include <stdio.h>
#include <time.h>

static int64_t read_clock(clockid_t id)
{
	struct timespec t;
	clock_gettime(id, &t);
	return t.tv_sec * CLOCK_SECOND + t.tv_nsec / 1000;
}

int64_t clock_now(void)
{
	return read_clock(CLOCK_REALTIME);
}

int64_t clock_monotonic(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

/* Days and civil dates: the algorithms of Howard Hinnant, "chrono-compatible low-level date
 * algorithms" (2014): years start in March, so that the leap day comes last. */
int64_t date_days(struct date d)
{
	int64_t y = d.month <= 2 ? d.year - 1 : d.year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * 146097 + day_of_era - 719468;
}

struct date date_from_days(int64_t days)
{
	days += 719468;
	int64_t era = (days >= 0 ? days : days - 146096) / 146097;
	int64_t day_of_era = days - era * 146097;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t shifted_month = (5 * day_of_year + 2) / 153;
	struct date d;
	d.day = (int)(day_of_year - (153 * shifted_month + 2) / 5 + 1);
	d.month = (int)(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
	d.year = (int)(year_of_era + era * 400 + (d.month <= 2));
	return d;
}

bool date_valid(struct date d)
{
	if (d.year < 1 || d.year > 9999 || d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31)
		return false;
	struct date same = date_from_days(date_days(d));
	return same.month == d.month && same.day == d.day;
}

bool date_parse(const char *s, struct date *date)
{
	struct date d = { 0 };
	int end = 0;
	if (s[strspn(s, "0123456789-.")]) /* sscanf would pass over spaces and plus signs */
		return false;
	if (sscanf(s, "%4d-%2d-%2d%n", &d.year, &d.month, &d.day, &end) != 3 || s[end]) {
		end = 0;
		if (sscanf(s, "%2d.%2d.%4d%n", &d.day, &d.month, &d.year, &end) != 3 || s[end])
			return false;
	}
	if (d.year < 1000 || !date_valid(d))
		return false;
	*date = d;
	return true;
}

char *date_iso(struct arena *a, struct date d)
{
	if (!d.year)
		return arena_strdup(a, "");
	return arena_printf(a, "%04d-%02d-%02d", d.year, d.month, d.day);
}

/* The last Sunday of a month of 31 days, as days since 1970. 1970-01-01 was a Thursday. */
static int64_t last_sunday(int year, int month)
{
	int64_t last = date_days((struct date){ year, month, 31 });
	return last - (last + 4) % 7;
}

/* Oslo's distance from UTC in seconds. Summer time lasts from the last Sunday of March to
 * that of October, changing at 01:00 UTC (directive 2000/84/EC; the same rule since 1996). */
static int64_t oslo_offset(int64_t seconds)
{
	int64_t days = seconds / 86400 - (seconds % 86400 < 0);
	int year = date_from_days(days).year;
	int64_t begins = last_sunday(year, 3) * 86400 + 3600;
	int64_t ends = last_sunday(year, 10) * 86400 + 3600;
	return seconds >= begins && seconds < ends ? 7200 : 3600;
}

static int64_t floor_seconds(int64_t time)
{
	return time / CLOCK_SECOND - (time % CLOCK_SECOND < 0);
}

static int64_t floor_days(int64_t seconds)
{
	return seconds / 86400 - (seconds % 86400 < 0);
}

struct date date_at(int64_t time)
{
	int64_t seconds = floor_seconds(time);
	return date_from_days(floor_days(seconds + oslo_offset(seconds)));
}

int64_t date_begins(struct date d)
{
	/* Midnight is never within an hour of a change of clocks, so standard time tells the offset. */
	int64_t local = date_days(d) * 86400;
	return (local - oslo_offset(local - 3600)) * CLOCK_SECOND;
}

int64_t date_ends(struct date d)
{
	return date_begins(date_from_days(date_days(d) + 1)) - 1;
}

static char *format(struct arena *a, int64_t seconds, const char *pattern)
{
	int64_t days = floor_days(seconds);
	int rest = (int)(seconds - days * 86400);
	struct date d = date_from_days(days);
	char *text = arena_printf(a, "%04d-%02d-%02d%c%02d:%02d", d.year, d.month, d.day, pattern[0],
	                          rest / 3600, rest / 60 % 60);
	return pattern[1] ? arena_printf(a, "%s:%02dZ", text, rest % 60) : text;
}

char *clock_iso(struct arena *a, int64_t time)
{
	return format(a, floor_seconds(time), "TZ");
}

char *clock_local(struct arena *a, int64_t time)
{
	int64_t seconds = floor_seconds(time);
	return format(a, seconds + oslo_offset(seconds), " ");
}
