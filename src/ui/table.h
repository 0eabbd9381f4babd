/*
 * Data tables: with a caption, column headings and, in each row, a row heading.
 *
 *	table_begin(rq, tr(rq, "Events"), { tr(rq, "Event"), COLUMN_TEXT },
 *	            { tr(rq, "Contributions"), COLUMN_NUMBER });
 *	for (size_t i = 0; i < n; i++) {
 *		row_begin(rq);
 *		head_link(rq, href(rq, "/event/%lld", id), title);
 *		cell_number(rq, count);
 *		row_end(rq);
 *	}
 *	table_end(rq);
 *
 * A wide table scrolls sideways within itself, reachable by keyboard.
 */
#ifndef PLANVERK_UI_TABLE_H
#define PLANVERK_UI_TABLE_H

#include "http/http.h"

enum column_kind { COLUMN_TEXT, COLUMN_NUMBER };

struct table_column {
	const char *label;
	enum column_kind kind; /* numbers are set flush right */
};

#define table_begin(rq, caption, ...) \
	table_begin_((rq), (caption), (const struct table_column[]){ __VA_ARGS__ }, \
	             sizeof((const struct table_column[]){ __VA_ARGS__ }) / sizeof(struct table_column))
void table_begin_(struct request *rq, const char *caption, const struct table_column *columns, size_t n);
void table_end(struct request *rq);

void row_begin(struct request *rq);
void row_end(struct request *rq);

/* The row's heading: its first cell. */
void head_text(struct request *rq, const char *text);
void head_link(struct request *rq, const char *target, const char *text);

void cell_text(struct request *rq, const char *text);
void cell_link(struct request *rq, const char *target, const char *text);
void cell_number(struct request *rq, int64_t n);
/* A number that leads somewhere; and what is read as one, such as "12 % (9–16)". */
void cell_number_link(struct request *rq, const char *target, int64_t n);
void cell_figure(struct request *rq, const char *text);
void cell_decimal(struct request *rq, double value, int decimals);
/* A cell whose markup the caller writes to rq->body. */
void cell_begin(struct request *rq);
void cell_end(struct request *rq);

#endif
