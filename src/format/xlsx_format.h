/* Interface between xlsx.c and xlsx_format.c: what a cell's raw value shows. */
#ifndef PLANVERK_FORMAT_XLSX_FORMAT_H
#define PLANVERK_FORMAT_XLSX_FORMAT_H

#include "format/package.h"

enum xlsx_show { XLSX_NUMBER = 0, XLSX_DATE = 1, XLSX_TIME = 2, XLSX_DATE_TIME = 3 };

/* What each cell style (the attribute s) shows; a style beyond them is a number. */
struct xlsx_formats {
	enum xlsx_show *v;
	size_t n, cap;
};

/* Reads the part with the styles; NULL gives no formats. */
bool xlsx_formats_read(struct arena *a, struct package *p, const char *part, struct xlsx_formats *formats,
                       struct err *err);

/* A number as text: at most 15 digits, as the spreadsheet shows; dates as "2025-11-07",
 * "2025-11-07T13:00:00" or "13:00:00". raw that is no number comes back as it is. */
const char *xlsx_value_text(struct arena *a, const char *raw, enum xlsx_show show, bool from_1904);

/* Excel writes characters that XML cannot hold as _x000D_: tabs and line feeds are put
 * back, other control characters left out. */
const char *xlsx_unescape(struct arena *a, const char *text);

#endif
