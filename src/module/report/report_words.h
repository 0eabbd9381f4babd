/* Numbers, dates and names in words, as a reader of the report's language writes them. */
#ifndef PLANVERK_REPORT_WORDS_H
#define PLANVERK_REPORT_WORDS_H

#include "module/report/report_basis.h"

/* A share from 0 to 1: "12 %", in English "12%"; "under 1 %" where it rounds to none. */
const char *words_percent(struct arena *a, enum lang lang, double share);
/* With its interval: "12 % (9–16)". */
const char *words_share(struct arena *a, enum lang lang, const struct text_share *share);
/* "7. november 2025", in English "7 November 2025"; "" for no date. */
const char *words_date(struct arena *a, enum lang lang, struct date date);
/* "Bokmål" for "nb" … */
const char *words_language(enum lang lang, const char *code);
/* What goes into an HTML lang attribute for a text in a report in lang; NULL where none is needed. */
const char *words_lang_attribute(enum lang lang, const char *code);

/* Parts that are not empty, with the separator between them. */
const char *words_join(struct arena *a, const char *separator, const char *const *parts, size_t n);

/* What a group is called: "Group 3: capital, fund", "Group 3". */
const char *words_group(struct arena *a, enum lang lang, const struct basis_group *group);
/* What a cell of a dimension is called. */
const char *words_cell(enum lang lang, enum basis_dimension dimension, const struct basis_cell *cell);
/* Who said it and where; when, if it was at no event: events have their dates in a table. */
const char *words_source(const struct basis_report *r, struct arena *a, const struct basis_entry *e);
/* How it got its place, and which; it must have one. */
const char *words_place(const struct basis_report *r, struct arena *a, const struct basis_entry *e);
/* "stood under", "suggested", "no place" */
const char *words_how(enum lang lang, enum basis_how how);
/* "", "the same", "nearly the same", "one contains the other" */
const char *words_duplicate(enum lang lang, enum text_kind kind);

#endif
