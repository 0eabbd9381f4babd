/*
 * Writes spreadsheets row by row in memory that does not grow with them (a thin
 * layer over libxlsxwriter's constant-memory mode).
 *
 * Each sheet has a bold header row that stays in view, with filters. Cells are
 * written from left to right: one call for each column, then xlsx_row_end(). A text
 * is always a text: one that starts with "=" is no formula. A cell holds at most
 * 32,767 characters (UTF-16 units); a longer text is cut, ends in "… [kuttet]" and
 * is counted, so that the caller can say so. Control characters that XML cannot hold
 * are left out. Errors are sticky; xlsx_end() tells. The same calls give the same bytes.
 */
#ifndef PLANVERK_FORMAT_XLSX_WRITE_H
#define PLANVERK_FORMAT_XLSX_WRITE_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/out.h"

struct xlsx;

struct xlsx_column {
	const char *name;
	double width; /* in characters; 0 for 12 */
};

/* title goes into the document's properties; NULL for none. */
struct xlsx *xlsx_begin(struct arena *a, struct out *to, const char *title);

/* Ends the sheet before it. The name is shortened to 31 characters, the characters
 * []:*?/\ become spaces, and a name that is taken gets a number. */
void xlsx_sheet(struct xlsx *x, const char *name, const struct xlsx_column *columns, size_t n_columns);

void xlsx_text(struct xlsx *x, const char *text); /* NULL and "" leave the cell empty */
void xlsx_number(struct xlsx *x, double value);   /* NaN and infinity leave it empty */
void xlsx_i64(struct xlsx *x, int64_t value);     /* beyond 2^53 as text, so that no digit is lost */
void xlsx_date(struct xlsx *x, struct date date); /* no date, or one before 1900: empty or text */
void xlsx_bool(struct xlsx *x, bool value);
void xlsx_empty(struct xlsx *x);
void xlsx_row_end(struct xlsx *x);

/* Texts that were cut so far. */
size_t xlsx_cut(const struct xlsx *x);

/* Writes the file to the writer. */
bool xlsx_end(struct xlsx *x, struct err *err);

#endif
