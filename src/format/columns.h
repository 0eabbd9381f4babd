/*
 * From the columns of a table to the fields of an import.
 *
 * A field is found by a map given by the user ("text=Innspill,date=Dato") or
 * else by its own name or one of the headings that people use for it; case,
 * spaces and underscores do not count.
 */
#ifndef PLANVERK_FORMAT_COLUMNS_H
#define PLANVERK_FORMAT_COLUMNS_H

#include "base/err.h"
#include "format/table.h"

struct field {
	const char *name;
	const char *headings; /* other names, separated by "|" */
	bool required;
};

/*
 * Fills column[i] with the column of fields[i], -1 where the table has none. Errors: a map
 * that names no field or no column, two columns for one field, a required field without one.
 * unused (may be NULL) gets the names of the columns that no field takes, comma-separated.
 */
bool columns_resolve(struct arena *a, const struct table *t, const struct field *fields, size_t n,
                     const char *map, long *column, const char **unused, struct err *err);

/* A cell by field: trimmed, "" where the table has no such column. */
const char *columns_cell(struct arena *a, const struct table *t, size_t row, long column);

#endif
