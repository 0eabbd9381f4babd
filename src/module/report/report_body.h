/* The content of the basis report for a reader, in chapters, on any medium. */
#ifndef PLANVERK_REPORT_BODY_H
#define PLANVERK_REPORT_BODY_H

#include "module/report/report_basis.h"
#include "ui/medium.h"

/* What a medium with a basis report on it is about. */
static inline const struct basis_report *report_of(const struct medium *m)
{
	return m->subject;
}

/* What stands before the chapters. Texts are "" where they do not apply. */
struct body_title {
	const char *kind;     /* "Basis report" */
	const char *title, *title_lang; /* the plan's */
	const char *period, *made;
	const char *version;  /* who this version is for, and what is not in it */
	const char *example;  /* that all of it is made up */
	const char *later;    /* contributions that came after the run */
};
struct body_title body_title(const struct basis_report *r, struct arena *a);

struct body_chapter {
	const char *anchor;
	const char *title; /* English, for tr_name_lang() */
	void (*write)(struct medium *);
};
extern const struct body_chapter body_chapters[];
extern const size_t body_chapters_len;

/* The chapter with the themes: sections are contents of it. */
#define BODY_THEMES "themes"
/* Anchors of sections, groups and contributions. */
const char *body_section_anchor(struct arena *a, size_t section);
const char *body_group_anchor(struct arena *a, const struct basis_group *group);
const char *body_entry_anchor(struct arena *a, size_t entry);

/* All chapters, with their headings. */
void body_write(struct medium *m);

/* ---- Interface between the chapters' files ---- */

/* report_body_summary.c */
void body_write_summary(struct medium *m);
/* report_body_themes.c */
void body_write_themes(struct medium *m);
/* report_body_demands.c */
void body_write_demands(struct medium *m);
/* report_body_letters.c */
void body_write_letters(struct medium *m);
/* report_body_people.c */
void body_write_people(struct medium *m);
/* report_body_coverage.c: a part of the chapter on people */
void body_write_coverage(struct medium *m);
/* report_body_silence.c */
void body_write_silence(struct medium *m);
void body_write_placeless(struct medium *m);
/* report_body_method.c */
void body_write_method(struct medium *m);

/* report_body_items.c: a group with its quotes and everything in it; a list of contributions. */
void body_write_group(struct medium *m, size_t group, int level);
void body_write_items(struct medium *m, const struct basis_list *heads, const char *summary, size_t section);

/* report_body.c: what the chapters share. */
/* HTML's lang for titles of the plan; NULL where the report is in the plan's language. */
const char *body_plan_lang(const struct medium *m);
/* "Goal"; "Theme, cross-cutting". */
const char *body_node_kind(const struct medium *m, long node);
/* A count, or what stands for one that is too small for the public version. */
const char *body_count(struct medium *m, int64_t n, bool hidden);

#endif
