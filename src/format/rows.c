/* Tables of texts as CSV (RFC 4180) and XLSX. */
#include "format/rows.h"

#include "base/file.h"
#include "base/str.h"
#include "format/xlsx_write.h"

#define COLUMN_WIDTH 24 /* characters */

const struct rows_form_name rows_forms[ROWS_FORMS] = {
	[ROWS_CSV] = { "csv", "text/csv; charset=utf-8" },
	[ROWS_XLSX] = { "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
};

struct rows rows_new(struct arena *a, const char *const *columns, size_t n_columns)
{
	return (struct rows){ .arena = a, .columns = columns, .n_columns = n_columns };
}

void rows_add(struct rows *r, const char *const *cells)
{
	const char **row = arena_array(r->arena, r->n_columns, sizeof *row);
	for (size_t i = 0; i < r->n_columns; i++)
		row[i] = cells[i];
	vec_reserve_(r->arena, (void **)&r->rows, r->n, &r->cap, sizeof *r->rows);
	r->rows[r->n++] = row;
}

static void write_csv_row(struct out *o, const char *const *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		out_text(o, i ? "," : "");
		csv_field(o, cells[i]);
	}
	out_text(o, "\r\n");
}

static bool write_csv(const struct rows *r, struct out *o)
{
	write_csv_row(o, r->columns, r->n_columns);
	for (size_t i = 0; i < r->n; i++)
		write_csv_row(o, r->rows[i], r->n_columns);
	return true;
}

static bool write_xlsx(const struct rows *r, const char *name, struct out *o, struct err *err)
{
	struct xlsx_column *columns = arena_array(r->arena, r->n_columns, sizeof *columns);
	struct xlsx *x = xlsx_begin(r->arena, o, name);
	for (size_t i = 0; i < r->n_columns; i++)
		columns[i] = (struct xlsx_column){ r->columns[i], COLUMN_WIDTH };
	xlsx_sheet(x, name, columns, r->n_columns);
	for (size_t row = 0; row < r->n; row++) {
		for (size_t i = 0; i < r->n_columns; i++)
			xlsx_text(x, r->rows[row][i]);
		xlsx_row_end(x);
	}
	return xlsx_end(x, err);
}

bool rows_write(const struct rows *r, enum rows_form form, const char *name, struct out *o, struct err *err)
{
	return form == ROWS_XLSX ? write_xlsx(r, name, o, err) : write_csv(r, o);
}

bool rows_write_file(const struct rows *r, const char *path, const char *name, struct err *err)
{
	enum rows_form form = str_ends(path, ".xlsx") ? ROWS_XLSX : ROWS_CSV;
	if (form == ROWS_CSV && !str_ends(path, ".csv"))
		return err_input(err, "The file's name must end in .csv or .xlsx, not %s", path);
	struct file_writer *file = file_create(r->arena, path, err);
	if (!file)
		return false;
	struct out o = out_file(file_stream(file));
	if (!rows_write(r, form, name, &o, err))
		return false;
	return (out_ok(&o) || err_errno(err, "Cannot write %s", path)) && file_commit(file, err);
}
