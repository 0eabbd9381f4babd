#include "format/xlsx_write.h"

#include "base/utf8.h"

#include <errno.h>
#include <math.h>
#include <unistd.h>
#include <xlsxwriter.h>

#define CELL_MAX 32767 /* UTF-16 units */
#define SHEET_NAME_MAX 31
#define ROWS_MAX 1048576
#define WIDTH_DEFAULT 12.0
#define CUT "… [kuttet]"
#define CUT_LENGTH 10
/* Integers beyond this lose digits as the doubles that a spreadsheet holds. */
#define EXACT_MAX (INT64_C(1) << 53)

struct xlsx {
	struct arena *arena;
	struct out *to;
	char *path; /* a temporary file: the library writes to files only */
	lxw_workbook *workbook;
	lxw_worksheet *sheet;
	lxw_format *bold, *date;
	struct strmap *names;
	lxw_row_t row;
	lxw_col_t column, columns;
	struct out text; /* of the cell being written */
	size_t cut;
	struct err err;
};

static void discard(void *arg)
{
	struct xlsx *x = arg;
	if (x->workbook)
		lxw_workbook_free(x->workbook);
	unlink(x->path);
}

static void check(struct xlsx *x, lxw_error status)
{
	if (status != LXW_NO_ERROR)
		err_system(&x->err, "cannot write the spreadsheet: %s", lxw_strerror(status));
}

static bool make_temporary(struct xlsx *x)
{
	x->path = arena_printf(x->arena, "%s/planverk-XXXXXX", str_or(getenv("TMPDIR"), "/tmp"));
	int fd = mkstemp(x->path);
	if (fd < 0)
		return err_errno(&x->err, "cannot make a temporary file %s", x->path);
	close(fd);
	return true;
}

struct xlsx *xlsx_begin(struct arena *a, struct out *to, const char *title)
{
	struct xlsx *x = arena_alloc(a, sizeof *x);
	x->arena = a;
	x->to = to;
	x->names = strmap_new(a);
	x->text = out_memory(a);
	if (!make_temporary(x))
		return x;
	arena_defer(a, discard, x);
	lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = (char *)str_or(getenv("TMPDIR"), NULL) };
	x->workbook = workbook_new_opt(x->path, &options);
	if (!x->workbook)
		out_of_memory();
	/* A fixed date: the library would put today's. */
	lxw_doc_properties properties = { .title = (char *)str_or(title, ""), .created = 946684800 };
	check(x, workbook_set_properties(x->workbook, &properties));
	x->bold = workbook_add_format(x->workbook);
	format_set_bold(x->bold);
	x->date = workbook_add_format(x->workbook);
	format_set_num_format(x->date, "yyyy-mm-dd");
	return x;
}

/* ---- Sheets ---- */

/* A name that a spreadsheet accepts and that is not taken, with a number behind it if need be. */
static const char *sheet_name(struct xlsx *x, const char *wanted)
{
	char *clean = utf8_nfc(x->arena, span_of(wanted));
	for (char *c = clean; *c; c++)
		if (strchr("[]:*?/\\'", *c) || (unsigned char)*c < ' ')
			*c = ' ';
	struct span base = span_trim(span_of(str_or(clean, "Ark")));
	base = base.n ? base : span_of("Ark");
	for (unsigned number = 1;; number++) {
		const char *suffix = number == 1 ? "" : arena_printf(x->arena, " %u", number);
		size_t at = 0, points = 0;
		while (at < base.n && points + strlen(suffix) < SHEET_NAME_MAX) {
			points += utf8_next(base, &at) > 0xFFFF ? 2 : 1;
		}
		const char *name = arena_printf(x->arena, "%.*s%s", (int)at, base.s, suffix);
		bool added;
		strmap_at(x->names, span_of(utf8_fold(x->arena, span_of(name))), &added);
		if (added)
			return name;
	}
}

static void end_sheet(struct xlsx *x)
{
	if (!x->err.kind && x->sheet && x->columns)
		check(x, worksheet_autofilter(x->sheet, 0, 0, x->row - 1, (lxw_col_t)(x->columns - 1)));
}

void xlsx_sheet(struct xlsx *x, const char *name, const struct xlsx_column *columns, size_t n_columns)
{
	end_sheet(x);
	if (x->err.kind)
		return;
	const char *accepted = sheet_name(x, name);
	x->sheet = workbook_add_worksheet(x->workbook, accepted);
	if (!x->sheet) {
		err_system(&x->err, "cannot add the sheet \"%s\" to the spreadsheet", accepted);
		return;
	}
	x->row = 0;
	x->columns = (lxw_col_t)n_columns;
	for (lxw_col_t i = 0; i < x->columns; i++) {
		double width = columns[i].width > 0 ? columns[i].width : WIDTH_DEFAULT;
		check(x, worksheet_set_column(x->sheet, i, i, width, NULL));
		check(x, worksheet_write_string(x->sheet, 0, i, columns[i].name, x->bold));
	}
	worksheet_freeze_panes(x->sheet, 1, 0);
	xlsx_row_end(x);
}

void xlsx_row_end(struct xlsx *x)
{
	x->column = 0;
	x->row++;
}

/* ---- Cells ---- */

/* The place of the next cell; false where nothing can be written. */
static bool next_cell(struct xlsx *x, lxw_col_t *column)
{
	*column = x->column++;
	if (x->err.kind || !x->sheet)
		return false;
	if (x->row < ROWS_MAX)
		return true;
	return err_input(&x->err, "a sheet holds at most %d rows; choose CSV, or fewer rows", ROWS_MAX);
}

/* Text without control characters; cut where a cell cannot hold it. */
static const char *cell_text(struct xlsx *x, const char *text)
{
	struct out *clean = &x->text;
	struct span all = span_of(text);
	size_t units = 0, cut_at = 0;
	clean->n = 0;
	for (size_t at = 0; at < all.n;) {
		char bytes[4];
		uint32_t c = utf8_next(all, &at);
		if ((c < ' ' && c != '\t' && c != '\n') || c == 0x7F || c == 0xFFFE || c == 0xFFFF)
			continue;
		if (units <= CELL_MAX - CUT_LENGTH)
			cut_at = clean->n;
		units += c > 0xFFFF ? 2 : 1;
		if (units > CELL_MAX) {
			clean->n = cut_at;
			out_text(clean, CUT);
			x->cut++;
			break;
		}
		out_bytes(clean, bytes, utf8_put(bytes, c));
	}
	return out_string(clean);
}

void xlsx_text(struct xlsx *x, const char *text)
{
	lxw_col_t column;
	if (next_cell(x, &column) && text && *text)
		check(x, worksheet_write_string(x->sheet, x->row, column, cell_text(x, text), NULL));
}

void xlsx_number(struct xlsx *x, double value)
{
	lxw_col_t column;
	if (next_cell(x, &column) && isfinite(value))
		check(x, worksheet_write_number(x->sheet, x->row, column, value, NULL));
}

void xlsx_i64(struct xlsx *x, int64_t value)
{
	if (value >= -EXACT_MAX && value <= EXACT_MAX)
		xlsx_number(x, (double)value);
	else
		xlsx_text(x, arena_printf(x->arena, "%lld", (long long)value));
}

void xlsx_date(struct xlsx *x, struct date date)
{
	/* Before March 1900 spreadsheets disagree about what day it was. */
	if (!date.year || date.year < 1901) {
		xlsx_text(x, date_iso(x->arena, date));
		return;
	}
	lxw_col_t column;
	double serial = (double)(date_days(date) - date_days((struct date){ 1899, 12, 30 }));
	if (next_cell(x, &column))
		check(x, worksheet_write_number(x->sheet, x->row, column, serial, x->date));
}

void xlsx_bool(struct xlsx *x, bool value)
{
	lxw_col_t column;
	if (next_cell(x, &column))
		check(x, worksheet_write_boolean(x->sheet, x->row, column, value, NULL));
}

void xlsx_empty(struct xlsx *x)
{
	x->column++;
}

size_t xlsx_cut(const struct xlsx *x)
{
	return x->cut;
}

/* ---- The end ---- */

static bool copy_file(struct xlsx *x)
{
	char buffer[65536];
	size_t n;
	FILE *f = fopen(x->path, "rbe");
	if (!f)
		return err_errno(&x->err, "cannot read %s", x->path);
	while ((n = fread(buffer, 1, sizeof buffer, f)) > 0)
		out_bytes(x->to, buffer, n);
	bool ok = !ferror(f) && out_ok(x->to);
	fclose(f);
	return ok || err_system(&x->err, "cannot write the spreadsheet: the disk is full or the reader has gone");
}

bool xlsx_end(struct xlsx *x, struct err *err)
{
	end_sheet(x);
	if (!x->err.kind) {
		lxw_error status = workbook_close(x->workbook); /* frees it, whatever comes of it */
		x->workbook = NULL;
		check(x, status);
	}
	if (!x->err.kind)
		copy_file(x);
	return !x->err.kind || err_set(err, x->err.kind, "%s", x->err.message);
}
