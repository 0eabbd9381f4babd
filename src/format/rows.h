/*
 * A table of texts on its way out, as CSV or XLSX: what table.h reads back.
 *
 *	struct rows r = rows_new(a, columns, n);
 *	rows_add(&r, cells);
 *	rows_write(&r, ROWS_XLSX, "measures", o, err);
 *
 * For lists of some thousand rows: all of it is in memory at once.
 */
#ifndef PLANVERK_FORMAT_ROWS_H
#define PLANVERK_FORMAT_ROWS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/out.h"

enum rows_form { ROWS_CSV, ROWS_XLSX, ROWS_FORMS };
/* Endings of files, and media types. */
struct rows_form_name {
	const char *code, *type;
};
extern const struct rows_form_name rows_forms[ROWS_FORMS];

struct rows {
	struct arena *arena;
	const char *const *columns; /* borrowed */
	size_t n_columns;
	const char ***rows;
	size_t n, cap;
};
struct rows rows_new(struct arena *a, const char *const *columns, size_t n_columns);
/* As many texts as there are columns; the texts are borrowed. */
void rows_add(struct rows *r, const char *const *cells);
/* name is the sheet's of a spreadsheet. */
bool rows_write(const struct rows *r, enum rows_form form, const char *name, struct out *o, struct err *err);
/* To a file whose ending tells the form; ERR_INPUT for another ending. Nothing is left of a file that fails. */
bool rows_write_file(const struct rows *r, const char *path, const char *name, struct err *err);

#endif
