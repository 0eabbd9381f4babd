/*
 * A list as a file: what a page shows as a table, as CSV or XLSX by ?format=.
 *
 *	struct sheet s = sheet_new(rq, (const char *const[]){ "body", "kind" }, 2);
 *	sheet_row(&s, name, kind);
 *	return sheet_send(&s, "bodies");
 */
#ifndef PLANVERK_UI_SHEET_H
#define PLANVERK_UI_SHEET_H

#include "format/rows.h"
#include "http/http.h"

struct sheet {
	struct request *rq;
	struct rows rows; /* columns are codes: the same in all languages */
};

/* Whether the address asks for a file: ?format=csv or xlsx. */
bool sheet_wanted(struct request *rq);
struct sheet sheet_new(struct request *rq, const char *const *columns, size_t n_columns);
/* As many texts as there are columns; borrowed. */
void sheet_row_(struct sheet *s, const char *const *cells);
#define sheet_row(s, ...) sheet_row_((s), (const char *const[]){ __VA_ARGS__ })
/* Answers with the file; name is without its ending. */
enum http_status sheet_send(struct sheet *s, const char *name);
/* Links to both forms of this page's list. */
void sheet_links(struct request *rq);

#endif
