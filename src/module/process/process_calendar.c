/*
 * The process as iCalendar (RFC 5545), for whoever wants the plan's days in a calendar of their
 * own: phases, milestones, and the first and last days of consultations that are announced.
 */
#include "module/process/process_internal.h"

#include "base/utf8.h"
#include "module/consultation/consultation.h"
#include "ui/translate.h"

#define LINE_MAX_BYTES 75 /* section 3.1: longer lines are folded */

/* A content line, folded between characters. */
static void write_line(struct out *o, const char *line)
{
	size_t width = 0;
	for (struct span rest = span_of(line); rest.n > 0;) {
		size_t n = 1;
		while (n < rest.n && ((unsigned char)rest.s[n] & 0xC0) == 0x80)
			n++;
		if (width + n > LINE_MAX_BYTES) {
			out_text(o, "\r\n ");
			width = 1;
		}
		out_bytes(o, rest.s, n);
		width += n;
		rest = (struct span){ rest.s + n, rest.n - n };
	}
	out_text(o, "\r\n");
}

/* Section 3.3.11: backslash, semicolon, comma and line breaks are escaped. */
static const char *escaped(struct arena *a, const char *text)
{
	struct out o = out_memory(a);
	for (const char *s = text; *s; s++) {
		if (*s == '\n')
			out_text(&o, "\\n");
		else if (*s == '\\' || *s == ';' || *s == ',')
			out_format(&o, "\\%c", *s);
		else if ((unsigned char)*s >= ' ')
			out_char(&o, *s);
	}
	return out_string(&o);
}

static const char *day(struct arena *a, struct date d)
{
	return arena_printf(a, "%04d%02d%02d", d.year, d.month, d.day);
}

struct entry {
	const char *uid, *title, *text;
	struct date begins, ends; /* the last day counts whole */
};

static void write_entry(struct out *o, struct arena *a, const struct entry *e, const char *url, const char *stamp)
{
	struct date after = date_from_days(date_days(e->ends) + 1); /* DTEND is exclusive */
	write_line(o, "BEGIN:VEVENT");
	write_line(o, arena_printf(a, "UID:%s", e->uid));
	write_line(o, arena_printf(a, "DTSTAMP:%s", stamp));
	write_line(o, arena_printf(a, "DTSTART;VALUE=DATE:%s", day(a, e->begins)));
	write_line(o, arena_printf(a, "DTEND;VALUE=DATE:%s", day(a, after)));
	write_line(o, arena_printf(a, "SUMMARY:%s", escaped(a, e->title)));
	if (*e->text)
		write_line(o, arena_printf(a, "DESCRIPTION:%s", escaped(a, e->text)));
	write_line(o, arena_printf(a, "URL:%s", url));
	write_line(o, "TRANSP:TRANSPARENT");
	write_line(o, "END:VEVENT");
}

/* "20251107T120000Z" from "2025-11-07T12:00:00Z". */
static const char *stamp_of(struct arena *a, int64_t time)
{
	struct out o = out_memory(a);
	for (const char *s = clock_iso(a, time); *s; s++)
		if (*s != '-' && *s != ':')
			out_char(&o, *s);
	return out_string(&o);
}

static void write_consultation(struct out *o, struct arena *a, const struct consultation *c, enum lang lang, const char *base,
                               const char *stamp)
{
	const char *url = arena_printf(a, "%s/consultation/%lld", base, (long long)c->id);
	struct entry e = { .uid = arena_printf(a, "consultation-%lld-opens@planverk", (long long)c->id), .text = "",
	                   .title = arena_printf(a, "%s: %s", tr_lang(lang, "Opens"), c->title), .begins = c->opens, .ends = c->opens };
	if (c->stored == CONSULTATION_DRAFT)
		return;
	write_entry(o, a, &e, url, stamp);
	if (!c->closes.year)
		return;
	e.uid = arena_printf(a, "consultation-%lld-closes@planverk", (long long)c->id);
	e.title = arena_printf(a, "%s: %s", tr_lang(lang, "Last day"), c->title);
	e.begins = e.ends = c->closes;
	write_entry(o, a, &e, url, stamp);
}

bool process_write_calendar(struct db_conn *c, struct arena *a, struct out *o, const struct plan *plan, enum lang lang,
                            const char *base, struct err *err)
{
	struct process p;
	struct consultation *list;
	size_t n;
	if (!process_load(c, a, plan->id, &p, err) || !consultation_list(c, a, plan->id, &list, &n, err))
		return false;
	const char *url = arena_printf(a, "%s/plan/%s/process", base, plan->slug), *stamp = stamp_of(a, clock_now());
	write_line(o, "BEGIN:VCALENDAR");
	write_line(o, "VERSION:2.0");
	write_line(o, "PRODID:-//Planverk//Planverk//NO");
	write_line(o, arena_printf(a, "NAME:%s", escaped(a, plan->title)));
	for (size_t i = 0; i < p.n_phases; i++) {
		const struct process_phase *phase = &p.phases[i];
		struct entry e = { arena_printf(a, "phase-%lld@planverk", (long long)phase->id), phase->title, phase->activities,
		                   phase->begins, phase->ends };
		write_entry(o, a, &e, url, stamp);
	}
	for (size_t i = 0; i < p.n_milestones; i++) {
		const struct process_milestone *m = &p.milestones[i];
		struct entry e = { arena_printf(a, "milestone-%lld@planverk", (long long)m->id), m->title, "", m->due, m->due };
		write_entry(o, a, &e, url, stamp);
	}
	for (size_t i = 0; i < n; i++)
		write_consultation(o, a, &list[i], lang, base, stamp);
	write_line(o, "END:VCALENDAR");
	return true;
}
