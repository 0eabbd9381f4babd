#include "format/columns.h"

#include "base/out.h"
#include "base/utf8.h"

/* A heading as it is compared: folded, without spaces, underscores and hyphens. */
static const char *normal(struct arena *a, struct span heading)
{
	char *s = utf8_fold(a, span_trim(heading)), *to = s;
	for (const char *from = s; *from; from++)
		if (*from != ' ' && *from != '_' && *from != '-')
			*to++ = *from;
	*to = '\0';
	return s;
}

static bool is_heading_of(struct arena *a, const struct field *f, const char *heading)
{
	if (str_eq(heading, normal(a, span_of(f->name))))
		return true;
	for (struct span rest = span_of(f->headings); rest.s;)
		if (str_eq(heading, normal(a, span_cut(&rest, '|'))))
			return true;
	return false;
}

static const char *list_names(struct arena *a, const char *const *names, size_t n)
{
	struct out o = out_memory(a);
	for (size_t i = 0; i < n; i++)
		out_format(&o, "%s%s", i ? ", " : "", names[i]);
	return out_string(&o);
}

static const char *field_names(struct arena *a, const struct field *fields, size_t n)
{
	const char **names = arena_array(a, n, sizeof *names);
	for (size_t i = 0; i < n; i++)
		names[i] = fields[i].name;
	return list_names(a, names, n);
}

static long column_named(struct arena *a, const struct table *t, struct span name)
{
	const char *wanted = normal(a, name);
	for (size_t i = 0; i < t->n_columns; i++)
		if (str_eq(wanted, normal(a, span_of(t->columns[i]))))
			return (long)i;
	return -1;
}

/* One "field=Column" of the map. */
static bool apply_pair(struct arena *a, const struct table *t, const struct field *fields, size_t n,
                       struct span pair, long *column, struct err *err)
{
	struct span heading = pair, name = span_trim(span_cut(&heading, '='));
	if (!heading.s)
		return err_input(err, "--map wants field=Column pairs with commas between; \"%.*s\" is none",
		                 (int)pair.n, pair.s);
	size_t f = 0;
	while (f < n && !span_is(name, fields[f].name))
		f++;
	if (f == n)
		return err_input(err, "--map names a field \"%.*s\" that there is not; the fields are %s",
		                 (int)name.n, name.s, field_names(a, fields, n));
	column[f] = column_named(a, t, heading);
	if (column[f] < 0)
		return err_input(err, "--map names a column \"%.*s\" that the file does not have; its columns are %s",
		                 (int)heading.n, heading.s, list_names(a, t->columns, t->n_columns));
	return true;
}

static bool find_by_heading(struct arena *a, const struct table *t, const struct field *f,
                            const long *column, size_t n, long *found, struct err *err)
{
	for (size_t i = 0; i < t->n_columns; i++) {
		bool taken = false;
		for (size_t k = 0; k < n; k++)
			taken = taken || column[k] == (long)i;
		if (taken || !is_heading_of(a, f, normal(a, span_of(t->columns[i]))))
			continue;
		if (*found >= 0)
			return err_input(err, "the columns \"%s\" and \"%s\" both look like %s; say which with --map %s=Column",
			                 t->columns[*found], t->columns[i], f->name, f->name);
		*found = (int)i;
	}
	return true;
}

static const char *unused_columns(struct arena *a, const struct table *t, const long *column, size_t n)
{
	const char **names = arena_array(a, t->n_columns, sizeof *names);
	size_t unused = 0;
	for (size_t i = 0; i < t->n_columns; i++) {
		bool taken = false;
		for (size_t k = 0; k < n; k++)
			taken = taken || column[k] == (long)i;
		if (!taken)
			names[unused++] = t->columns[i];
	}
	return list_names(a, names, unused);
}

bool columns_resolve(struct arena *a, const struct table *t, const struct field *fields, size_t n,
                     const char *map, long *column, const char **unused, struct err *err)
{
	for (size_t i = 0; i < n; i++)
		column[i] = -1;
	for (struct span rest = span_of(map); rest.s;)
		if (!apply_pair(a, t, fields, n, span_cut(&rest, ','), column, err))
			return false;
	for (size_t i = 0; i < n; i++) {
		long found = -1;
		if (column[i] < 0 && !find_by_heading(a, t, &fields[i], column, n, &found, err))
			return false;
		if (column[i] < 0)
			column[i] = found;
		if (column[i] < 0 && fields[i].required)
			return err_input(err, "no column for %s among %s; name it with --map %s=Column",
			                 fields[i].name, list_names(a, t->columns, t->n_columns), fields[i].name);
	}
	if (unused)
		*unused = unused_columns(a, t, column, n);
	return true;
}

const char *columns_cell(struct arena *a, const struct table *t, size_t row, long column)
{
	struct span cell = span_trim(span_of(table_cell(t, row, column)));
	return arena_strndup(a, cell.s, cell.n);
}
