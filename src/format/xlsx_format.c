/*
 * Number formats (ECMA-376 part 1, 18.8.30 and 18.8.31). A spreadsheet stores a date
 * as a number of days; only the cell's format tells that it is one. Built-in formats
 * have fixed numbers; a format of the user's own is a date where its code has a day,
 * month or year outside quotes and brackets.
 */
#include "format/xlsx_format.h"

#include "base/clock.h"
#include "base/out.h"

#include <math.h>

#define FORMATS_MAX 65536
#define SECONDS_A_DAY 86400
/* 9999-12-31, the last day that a spreadsheet knows. */
#define SERIAL_MAX 2958466.0
/* Day 60 is 29 February 1900, which never was: Excel keeps the error of Lotus 1-2-3. */
#define SERIAL_LEAP_ERROR 60

struct reader {
	struct arena *arena;
	struct xlsx_formats *formats;
	struct strmap *codes; /* what a format of the user's own shows, by its number */
	bool in_cell_formats;
};

static enum xlsx_show show_of_code(const char *code)
{
	unsigned show = XLSX_NUMBER;
	bool month_or_minute = false;
	for (const char *c = code; *c && *c != ';'; c++) {
		if (*c == '\\' || *c == '_' || *c == '*') {
			c += c[1] != '\0';
		} else if (*c == '"' || (*c == '[' && !strchr("hHmMsS", c[1]))) {
			const char *end = strchr(c + 1, *c == '"' ? '"' : ']');
			if (!end)
				break;
			c = end;
		} else if (strchr("dDyY", *c)) {
			show |= XLSX_DATE;
		} else if (strchr("hHsS", *c)) {
			show |= XLSX_TIME;
		} else if (strchr("mM", *c)) {
			month_or_minute = true;
		}
	}
	if (show == XLSX_NUMBER && month_or_minute)
		return XLSX_DATE;
	return (enum xlsx_show)show;
}

static enum xlsx_show show_of_builtin(int64_t id)
{
	if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47) || (id >= 32 && id <= 35))
		return XLSX_TIME;
	if (id == 22)
		return XLSX_DATE_TIME;
	if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58))
		return XLSX_DATE;
	return XLSX_NUMBER;
}

static bool formats_begin(void *arg, const struct xml_element *e, struct err *err)
{
	struct reader *r = arg;
	if (e->space != XML_SHEET)
		return true;
	const char *id = xml_attribute(e, "numFmtId");
	if (str_eq(e->name, "numFmt")) {
		const char *code = xml_attribute(e, "formatCode");
		if (id && code && strmap_len(r->codes) < FORMATS_MAX)
			*strmap_at(r->codes, span_of(id), NULL) = show_of_code(code);
	} else if (str_eq(e->name, "cellXfs")) {
		r->in_cell_formats = true;
	} else if (str_eq(e->name, "xf") && r->in_cell_formats) {
		if (r->formats->n == FORMATS_MAX)
			return err_input(err, "the workbook has more than %d cell formats; copy the table to a new workbook", FORMATS_MAX);
		const int64_t *own = id ? strmap_find(r->codes, span_of(id)) : NULL;
		int64_t number = 0;
		if (id && !own)
			str_to_i64(id, &number);
		*VEC_PUSH(r->arena, r->formats) = own ? (enum xlsx_show)*own : show_of_builtin(number);
	}
	return true;
}

static bool formats_end(void *arg, const struct xml_element *e, struct err *err)
{
	(void)err;
	struct reader *r = arg;
	if (str_eq(e->name, "cellXfs"))
		r->in_cell_formats = false;
	return true;
}

bool xlsx_formats_read(struct arena *a, struct package *p, const char *part, struct xlsx_formats *formats,
                       struct err *err)
{
	*formats = (struct xlsx_formats){ 0 };
	struct reader r = { a, formats, strmap_new(a), false };
	return !part || package_parse(p, part, &(struct xml_handler){ formats_begin, formats_end, NULL }, &r, err);
}

/* A spreadsheet's day number as days since 1970. */
static int64_t days_of_serial(int64_t serial, bool from_1904)
{
	if (from_1904)
		return serial + date_days((struct date){ 1904, 1, 1 });
	return serial + date_days((struct date){ 1899, 12, serial < SERIAL_LEAP_ERROR ? 31 : 30 });
}

static const char *date_text(struct arena *a, double value, enum xlsx_show show, bool from_1904)
{
	int64_t seconds = llround(value * SECONDS_A_DAY);
	int64_t serial = seconds / SECONDS_A_DAY, rest = seconds % SECONDS_A_DAY;
	const char *day = date_iso(a, date_from_days(days_of_serial(serial, from_1904)));
	const char *time = arena_printf(a, "%02d:%02d:%02d", (int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60));
	if (show == XLSX_TIME && serial == 0)
		return time;
	if (show == XLSX_DATE || (show == XLSX_DATE_TIME && rest == 0))
		return day;
	return arena_printf(a, "%sT%s", day, time);
}

const char *xlsx_value_text(struct arena *a, const char *raw, enum xlsx_show show, bool from_1904)
{
	double value;
	if (!str_to_f64(raw, &value))
		return arena_strdup(a, raw);
	bool is_day = value >= 0 && value < SERIAL_MAX && (from_1904 || (int)value != SERIAL_LEAP_ERROR);
	if (show != XLSX_NUMBER && is_day)
		return date_text(a, value, show, from_1904);
	return arena_printf(a, "%.15g", value);
}

/* The value of "_x000D_" at s, or -1. */
static int escape_at(const char *s)
{
	int value = 0;
	if (s[0] != '_' || s[1] != 'x')
		return -1;
	for (int i = 2; i < 6; i++) {
		static const char digits[] = "0123456789ABCDEFabcdef";
		const char *digit = s[i] ? strchr(digits, s[i]) : NULL;
		if (!digit)
			return -1;
		int place = (int)(digit - digits);
		value = value * 16 + (place < 16 ? place : place - 6);
	}
	return s[6] == '_' ? value : -1;
}

const char *xlsx_unescape(struct arena *a, const char *text)
{
	if (!strstr(text, "_x"))
		return text;
	struct out o = out_memory(a);
	while (*text) {
		int value = escape_at(text);
		bool control = value >= 0 && value < ' ';
		if (value == '\t' || value == '\n' || value == '_')
			out_char(&o, (char)value);
		else if (!control)
			out_char(&o, *text);
		text += control || value == '_' ? 7 : 1;
	}
	return out_string(&o);
}
