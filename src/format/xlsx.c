/*
 * XLSX (ECMA-376 part 1, 18): the sheet of the given name, or the first one that is
 * not hidden. Shared and inline strings; cached values of formulas; numbers as shown;
 * dates by their number format, as ISO dates; "true" and "false". Of merged cells the
 * first has the value and the others are empty. Empty cells and rows are left out of
 * the file, so short rows are filled up. An error value (#N/A) is kept as its text.
 */
#include "base/out.h"
#include "format/table_build.h"
#include "format/xlsx_format.h"

#include <strings.h>

#define ROWS_IN_A_SHEET 1048576
#define COLUMNS_IN_A_SHEET 16384

/* ---- The workbook: which part holds the sheet ---- */

struct sheet {
	const char *name, *relation;
	bool hidden;
};

struct workbook {
	struct arena *arena;
	VEC(struct sheet) sheets;
	bool from_1904;
};

static bool workbook_begin(void *arg, const struct xml_element *e, struct err *err)
{
	(void)err;
	struct workbook *w = arg;
	if (e->space != XML_SHEET)
		return true;
	if (str_eq(e->name, "workbookPr")) {
		const char *value = str_or(xml_attribute(e, "date1904"), "0");
		w->from_1904 = str_eq(value, "1") || str_eq(value, "true");
	} else if (str_eq(e->name, "sheet")) {
		*VEC_PUSH(w->arena, &w->sheets) = (struct sheet){
			arena_strdup(w->arena, str_or(xml_attribute(e, "name"), "")),
			arena_strdup(w->arena, str_or(xml_attribute(e, "id"), "")),
			!str_eq(str_or(xml_attribute(e, "state"), "visible"), "visible"),
		};
	}
	return true;
}

/* The part of a worksheet; NULL for charts and for what is not there. */
static const char *sheet_part(const struct package_relations *relations, const struct sheet *s)
{
	for (size_t i = 0; i < relations->n; i++)
		if (str_eq(relations->v[i].id, s->relation) && str_eq(relations->v[i].type, "worksheet"))
			return relations->v[i].part;
	return NULL;
}

static const char *find_sheet(struct table_builder *b, const struct workbook *w,
                              const struct package_relations *relations)
{
	struct out names = out_memory(b->arena);
	for (size_t i = 0; i < w->sheets.n; i++) {
		const struct sheet *s = &w->sheets.v[i];
		const char *part = sheet_part(relations, s);
		if (part && (b->options.sheet ? strcasecmp(s->name, b->options.sheet) == 0 : !s->hidden)) {
			b->table->sheet = s->name;
			return part;
		}
		if (part && names.n < 500)
			out_format(&names, "%s\"%s\"", names.n ? ", " : "", s->name);
	}
	if (b->options.sheet)
		table_fail(b, 0, "the workbook has no sheet \"%.100s\"; it has %s", b->options.sheet, out_string(&names));
	else
		table_fail(b, 0, "the workbook has no sheet that shows a table; name a sheet: %s", out_string(&names));
	return NULL;
}

/* ---- Shared strings ---- */

struct strings {
	struct table_builder *b;
	VEC(const char *) v;
	struct out text; /* of the string being read */
	bool in_text;
	unsigned phonetic; /* depth within a reading aid for Japanese */
};

static bool strings_begin(void *arg, const struct xml_element *e, struct err *err)
{
	(void)err;
	struct strings *s = arg;
	if (str_eq(e->name, "si"))
		s->text.n = 0;
	else if (str_eq(e->name, "rPh"))
		s->phonetic++;
	else if (str_eq(e->name, "t"))
		s->in_text = !s->phonetic;
	return true;
}

static bool strings_end(void *arg, const struct xml_element *e, struct err *err)
{
	(void)err;
	struct strings *s = arg;
	if (str_eq(e->name, "si")) {
		const char *copy = arena_strndup(s->b->arena, out_string(&s->text), s->text.n);
		*VEC_PUSH(s->b->arena, &s->v) = xlsx_unescape(s->b->arena, copy);
	} else if (str_eq(e->name, "rPh")) {
		s->phonetic--;
	} else if (str_eq(e->name, "t")) {
		s->in_text = false;
	}
	return true;
}

static bool check_cell(struct table_builder *b, const struct out *text, long row)
{
	return text->n <= b->options.max_cell
	       || table_fail(b, row, "a cell holds more than %zu MB; is this the right file?", b->options.max_cell >> 20);
}

static bool strings_text(void *arg, const char *text, size_t n, struct err *err)
{
	(void)err;
	struct strings *s = arg;
	if (!s->in_text)
		return true;
	out_bytes(&s->text, text, n);
	return check_cell(s->b, &s->text, 0);
}

/* ---- The sheet ---- */

struct cells {
	struct table_builder *b;
	const struct strings *strings;
	struct xlsx_formats formats;
	bool from_1904;
	long row;
	size_t column; /* from 0; of the current cell */
	VEC(const char *) row_cells;
	char type[16]; /* the cell's t: "s", "str", "inlineStr", "b", "e", "d" or "n" */
	enum xlsx_show show;
	struct out text;
	bool in_value;
	unsigned phonetic;
};

static bool begin_row(struct cells *c, const struct xml_element *e)
{
	const char *given = xml_attribute(e, "r");
	int64_t row = c->row + 1;
	if ((given && !str_to_i64(given, &row)) || row <= c->row || row > ROWS_IN_A_SHEET)
		return table_fail(c->b, c->row + 1, "the rows of the sheet are not in order; save the file again in Excel or LibreOffice");
	c->row = (long)row;
	c->row_cells.n = 0;
	c->column = (size_t)-1;
	return true;
}

/* The column of "AB12", from 0; COLUMNS_IN_A_SHEET where it is none. */
static size_t column_of(const char *reference)
{
	size_t column = 0;
	for (; *reference >= 'A' && *reference <= 'Z'; reference++) {
		column = column * 26 + (size_t)(*reference - 'A') + 1;
		if (column > COLUMNS_IN_A_SHEET)
			return COLUMNS_IN_A_SHEET;
	}
	return column ? column - 1 : COLUMNS_IN_A_SHEET;
}

static bool begin_cell(struct cells *c, const struct xml_element *e)
{
	const char *reference = xml_attribute(e, "r"), *style = xml_attribute(e, "s");
	c->column = reference ? column_of(reference) : c->column + 1;
	if (c->column >= COLUMNS_IN_A_SHEET)
		return table_fail(c->b, c->row, "a cell has no valid place (\"%.20s\"); save the file again in Excel or LibreOffice",
		                  str_or(reference, ""));
	snprintf(c->type, sizeof c->type, "%s", str_or(xml_attribute(e, "t"), "n"));
	int64_t index;
	bool known = style && str_to_i64(style, &index) && index >= 0 && (size_t)index < c->formats.n;
	c->show = known ? c->formats.v[index] : XLSX_NUMBER;
	c->text.n = 0;
	return true;
}

static bool sheet_begin(void *arg, const struct xml_element *e, struct err *err)
{
	(void)err;
	struct cells *c = arg;
	if (e->space != XML_SHEET)
		return true;
	if (str_eq(e->name, "row"))
		return begin_row(c, e);
	if (str_eq(e->name, "c"))
		return begin_cell(c, e);
	if (str_eq(e->name, "rPh"))
		c->phonetic++;
	else if (str_eq(e->name, "v") || str_eq(e->name, "t"))
		c->in_value = !c->phonetic;
	return true;
}

static const char *cell_text(struct cells *c)
{
	struct arena *a = c->b->arena;
	const char *raw = out_string(&c->text);
	int64_t index;
	if (str_eq(c->type, "s")) {
		bool known = str_to_i64(raw, &index) && index >= 0 && (size_t)index < c->strings->v.n;
		return known ? c->strings->v.v[index] : NULL;
	}
	if (str_eq(c->type, "b"))
		return str_eq(raw, "1") ? "true" : "false";
	if (str_eq(c->type, "n"))
		return xlsx_value_text(a, raw, c->show, c->from_1904);
	return xlsx_unescape(a, arena_strdup(a, raw));
}

static bool end_cell(struct cells *c)
{
	if (c->text.n == 0)
		return true;
	const char *text = cell_text(c);
	if (!text)
		return table_fail(c->b, c->row, "a cell points at a text that the file does not have; "
		                  "save the file again in Excel or LibreOffice");
	while (c->row_cells.n <= c->column)
		*VEC_PUSH(c->b->arena, &c->row_cells) = "";
	c->row_cells.v[c->column] = text;
	return true;
}

static bool sheet_end(void *arg, const struct xml_element *e, struct err *err)
{
	(void)err;
	struct cells *c = arg;
	if (e->space != XML_SHEET)
		return true;
	if (str_eq(e->name, "row"))
		return table_take(c->b, c->row_cells.v, c->row_cells.n, c->row);
	if (str_eq(e->name, "c"))
		return end_cell(c);
	if (str_eq(e->name, "rPh"))
		c->phonetic--;
	else if (str_eq(e->name, "v") || str_eq(e->name, "t"))
		c->in_value = false;
	return true;
}

static bool sheet_text(void *arg, const char *text, size_t n, struct err *err)
{
	(void)err;
	struct cells *c = arg;
	if (!c->in_value)
		return true;
	out_bytes(&c->text, text, n);
	return check_cell(c->b, &c->text, c->row);
}

bool table_read_xlsx(struct table_builder *b, struct span bytes)
{
	struct package_relations relations;
	struct workbook w = { .arena = b->arena };
	struct strings strings = { .b = b, .text = out_memory(b->arena) };
	struct cells cells = { .b = b, .strings = &strings, .text = out_memory(b->arena) };
	struct xml_handler workbook = { workbook_begin, NULL, NULL };
	struct xml_handler shared = { strings_begin, strings_end, strings_text };
	struct xml_handler sheet = { sheet_begin, sheet_end, sheet_text };
	b->fill = true;
	b->unit = "row";

	struct package *p = package_open(b->arena, bytes, b->table->file, b->options.max_unpacked, b->err);
	if (!p || !package_relations(p, "", &relations, b->err))
		return false;
	const char *main_part = package_related(&relations, "officeDocument");
	if (!main_part)
		return table_fail(b, 0, "the file is no workbook; open it in Excel or LibreOffice and save it as XLSX");
	if (!package_parse(p, main_part, &workbook, &w, b->err) || !package_relations(p, main_part, &relations, b->err))
		return false;
	const char *part = find_sheet(b, &w, &relations);
	const char *texts = package_related(&relations, "sharedStrings");
	cells.from_1904 = w.from_1904;
	return part
	       && (!texts || package_parse(p, texts, &shared, &strings, b->err))
	       && xlsx_formats_read(b->arena, p, package_related(&relations, "styles"), &cells.formats, b->err)
	       && package_parse(p, part, &sheet, &cells, b->err)
	       && table_finish(b);
}
