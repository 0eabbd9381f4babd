#include "format/table.h"

#include "base/file.h"
#include "format/package.h"
#include "format/table_build.h"

#include <strings.h>

#define MB ((size_t)1 << 20)
/* A pointer for each cell, empty ones too: sparse tables must not take memory out of proportion. */
#define CELLS_MAX ((size_t)32000000)

/* ---- Which form ---- */

static bool has_extension(const char *name, const char *const *extensions, size_t n)
{
	const char *dot = strrchr(path_base(name), '.');
	for (size_t i = 0; dot && i < n; i++)
		if (strcasecmp(dot + 1, extensions[i]) == 0)
			return true;
	return false;
}

/* Files that people send by mistake, by their first bytes: what they are and what to do. */
static bool refuse_other_formats(struct span bytes, struct err *err)
{
	static const struct {
		struct span magic;
		const char *message;
	} others[] = {
		{ SPAN("\xD0\xCF\x11\xE0"), "this is a Word or Excel file in the old format or with a password; "
		                            "open it, remove the password and save it as XLSX, DOCX or CSV" },
		{ SPAN("%PDF"), "this is a PDF; ask for the document that it was made from, as DOCX, XLSX or CSV" },
		{ SPAN("{\\rtf"), "this is an RTF document; open it in Word and save it as DOCX" },
		{ SPAN("\x1F\x8B"), "the file is compressed with gzip; unpack it first" },
		{ SPAN("\x89PNG"), "this is a picture; a table is read from CSV, XLSX, DOCX or JSON lines" },
		{ SPAN("\xFF\xD8\xFF"), "this is a picture; a table is read from CSV, XLSX, DOCX or JSON lines" },
	};
	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		if (bytes.n >= others[i].magic.n && memcmp(bytes.s, others[i].magic.s, others[i].magic.n) == 0)
			return err_input(err, "%s", others[i].message);
	return true;
}

static bool form_of_zip(struct arena *a, struct span bytes, const char *name, enum table_form *form, struct err *err)
{
	struct package_relations relations;
	struct package *p = package_open(a, bytes, name, 0, err);
	if (!p || !package_relations(p, "", &relations, err))
		return false;
	const char *main_part = str_or(package_related(&relations, "officeDocument"), "");
	if (str_ends(main_part, ".bin"))
		return err_input(err, "this is a binary Excel workbook; open it in Excel and save it as XLSX");
	if (str_starts(main_part, "xl/"))
		*form = TABLE_XLSX;
	else if (str_starts(main_part, "word/"))
		*form = TABLE_DOCX;
	else
		return err_input(err, "this zip archive is neither XLSX nor DOCX; unpack it, or save the table as XLSX or CSV");
	return true;
}

static bool find_form(struct arena *a, struct span bytes, const char *name, enum table_form *form, struct err *err)
{
	static const char *const json_lines[] = { "jsonl", "ndjson" };
	if (span_trim(bytes).n == 0)
		return err_input(err, "the file is empty; it has to hold a row of column names and rows below it");
	if (!refuse_other_formats(bytes, err))
		return false;
	if (*form != TABLE_AUTO)
		return true;
	if (span_starts(bytes, "PK\x03\x04"))
		return form_of_zip(a, bytes, name, form, err);
	bool json = has_extension(name, json_lines, ARRAY_LEN(json_lines)) || span_starts(span_trim(bytes), "{\"");
	*form = json ? TABLE_JSONL : TABLE_CSV;
	return true;
}

/* ---- Header and rows ---- */

/* A number, an amount or a date, in whatever notation. */
static bool is_number(const char *s)
{
	return strspn(s, "0123456789") > 0 && strspn(s, "0123456789.,:-/ %") == strlen(s);
}

static char *lower_ascii(struct arena *a, const char *s)
{
	char *lower = arena_strdup(a, s);
	for (char *c = lower; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c + ('a' - 'A'));
	return lower;
}

bool table_check_names(struct table_builder *b, long line)
{
	struct strmap *seen = strmap_new(b->arena);
	const struct table *t = b->table;
	for (size_t i = 0; i < t->n_columns; i++) {
		if (!*t->columns[i])
			return table_fail(b, line, "column %zu has no name; the first %s has to name each column", i + 1, b->unit);
		int64_t *first = strmap_at(seen, span_of(lower_ascii(b->arena, t->columns[i])), NULL);
		if (*first)
			return table_fail(b, line, "columns %lld and %zu are both named \"%.100s\"; rename or remove one",
			                  (long long)*first, i + 1, t->columns[i]);
		*first = (int64_t)i + 1;
	}
	return true;
}

static bool check_no_data(struct table_builder *b, long line)
{
	const struct table *t = b->table;
	for (size_t i = 0; i < t->n_columns; i++)
		if (!is_number(t->columns[i]))
			return true;
	return table_fail(b, line, "the first %s holds numbers only; put a %s with the names of the columns above it",
	                  b->unit, b->unit);
}

bool table_check_columns(struct table_builder *b, size_t n, long line)
{
	return n <= b->options.max_columns
	       || table_fail(b, line, "the table has more than %zu columns; is this the right file?", b->options.max_columns);
}

static bool take_header(struct table_builder *b, const char *const *cells, size_t n, long line)
{
	struct table *t = b->table;
	t->columns = arena_array(b->arena, n, sizeof *t->columns);
	for (size_t i = 0; i < n; i++) {
		struct span name = span_trim(span_of(cells[i]));
		t->columns[i] = arena_strndup(b->arena, name.s, name.n);
		if (name.n)
			t->n_columns = i + 1;
	}
	return table_check_columns(b, t->n_columns, line) && check_no_data(b, line) && table_check_names(b, line);
}

bool table_check_room(struct table_builder *b, size_t columns, long line)
{
	if (b->rows.n >= b->options.max_rows)
		return table_fail(b, line, "the table has more than %zu rows; split it and import the parts", b->options.max_rows);
	return (b->rows.n + 1) * columns <= CELLS_MAX
	       || table_fail(b, line, "the table has more than %zu million cells; split it and import the parts",
	                     CELLS_MAX / 1000000);
}

static bool is_blank(const char *s)
{
	return span_trim(span_of(s)).n == 0;
}

static size_t filled(const char *const *cells, size_t n)
{
	while (n && is_blank(cells[n - 1]))
		n--;
	return n;
}

bool table_take(struct table_builder *b, const char *const *cells, size_t n, long line)
{
	struct table *t = b->table;
	size_t used = filled(cells, n);
	if (used == 0)
		return true;
	if (!t->n_columns)
		return take_header(b, cells, n, line);
	if (used > t->n_columns)
		return table_fail(b, line, "the %s has %zu cells, but only %zu columns have a name; "
		                  "check the quotes around cells, or name the column", b->unit, used, t->n_columns);
	if (n < t->n_columns && !b->fill)
		return table_fail(b, line, "the %s has %zu cells, but there are %zu columns; "
		                  "check the separators and the quotes around cells", b->unit, n, t->n_columns);
	if (!table_check_room(b, t->n_columns, line))
		return false;
	const char **copy = arena_array(b->arena, t->n_columns, sizeof *copy);
	for (size_t i = 0; i < t->n_columns; i++)
		copy[i] = i < n ? cells[i] : "";
	*VEC_PUSH(b->arena, &b->rows) = (struct table_row){ copy, line };
	return true;
}

bool table_finish(struct table_builder *b)
{
	struct table *t = b->table;
	if (!t->n_columns)
		return table_fail(b, 0, "there is no row of column names; put one above the data");
	t->rows = b->rows.v;
	t->n_rows = b->rows.n;
	return true;
}

/* ---- Reading ---- */

static struct table_options with_defaults(const struct table_options *given)
{
	struct table_options o = given ? *given : (struct table_options){ 0 };
	o.max_bytes = o.max_bytes ? o.max_bytes : 256 * MB;
	o.max_unpacked = o.max_unpacked ? o.max_unpacked : 1024 * MB;
	o.max_cell = o.max_cell ? o.max_cell : 16 * MB;
	o.max_rows = o.max_rows ? o.max_rows : 1000000;
	o.max_columns = o.max_columns ? o.max_columns : 16384;
	return o;
}

bool table_read_bytes(struct arena *a, struct span bytes, const char *name,
                      const struct table_options *options, struct table *table, struct err *err)
{
	*table = (struct table){ .file = arena_strdup(a, name) };
	struct table_builder b = {
		.arena = a, .options = with_defaults(options), .table = table, .unit = "line", .err = err,
	};
	table->form = b.options.form;
	if (!find_form(a, bytes, name, &table->form, err))
		return err_at(err, name, 0, 0);
	switch (table->form) {
	case TABLE_CSV: return table_read_csv(&b, bytes);
	case TABLE_JSONL: return table_read_jsonl(&b, bytes);
	case TABLE_XLSX: return table_read_xlsx(&b, bytes);
	case TABLE_DOCX: return table_read_docx(&b, bytes);
	case TABLE_AUTO: break;
	}
	return err_input(err, "the form of the file is not known; use CSV, XLSX, DOCX or JSON lines");
}

bool table_read(struct arena *a, const char *path, const struct table_options *options,
                struct table *table, struct err *err)
{
	struct span bytes;
	return file_read(a, path, with_defaults(options).max_bytes, &bytes, err)
	       && table_read_bytes(a, bytes, path, options, table, err);
}

long table_column(const struct table *table, const char *name)
{
	for (size_t i = 0; i < table->n_columns; i++)
		if (strcasecmp(table->columns[i], name) == 0)
			return (long)i;
	return -1;
}

const char *table_cell(const struct table *table, size_t row, long column)
{
	return column < 0 ? "" : table->rows[row].cells[column];
}
