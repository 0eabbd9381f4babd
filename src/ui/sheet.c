/* Lists as CSV and XLSX. */
#include "ui/sheet.h"

#include "base/str.h"
#include "format/xlsx_write.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define CSV "csv"
#define XLSX "xlsx"
#define COLUMN_WIDTH 24 /* characters */

bool sheet_wanted(struct request *rq)
{
	const char *format = query_text(rq, "format");
	return str_eq(format, CSV) || str_eq(format, XLSX);
}

struct sheet sheet_new(struct request *rq, const char *const *columns, size_t n_columns)
{
	return (struct sheet){ .rq = rq, .columns = columns, .n_columns = n_columns };
}

void sheet_row_(struct sheet *s, const char *const *cells)
{
	const char **row = arena_array(s->rq->arena, s->n_columns, sizeof *row);
	for (size_t i = 0; i < s->n_columns; i++)
		row[i] = cells[i];
	vec_reserve_(s->rq->arena, (void **)&s->rows, s->n, &s->cap, sizeof *s->rows);
	s->rows[s->n++] = row;
}

static void write_csv_row(struct out *o, const char *const *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		out_text(o, i ? "," : "");
		csv_field(o, cells[i]);
	}
	out_text(o, "\r\n");
}

static bool write_xlsx(const struct sheet *s, const char *name)
{
	struct request *rq = s->rq;
	struct xlsx_column *columns = arena_array(rq->arena, s->n_columns, sizeof *columns);
	struct xlsx *x = xlsx_begin(rq->arena, &rq->body, name);
	for (size_t i = 0; i < s->n_columns; i++)
		columns[i] = (struct xlsx_column){ s->columns[i], COLUMN_WIDTH };
	xlsx_sheet(x, name, columns, s->n_columns);
	for (size_t r = 0; r < s->n; r++) {
		for (size_t i = 0; i < s->n_columns; i++)
			xlsx_text(x, s->rows[r][i]);
		xlsx_row_end(x);
	}
	return xlsx_end(x, &rq->err);
}

enum http_status sheet_send(struct sheet *s, const char *name)
{
	struct request *rq = s->rq;
	bool xlsx = str_eq(query_text(rq, "format"), XLSX);
	rq->download_name = arena_printf(rq->arena, "%s.%s", name, xlsx ? XLSX : CSV);
	rq->content_type = xlsx ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8";
	if (xlsx)
		return write_xlsx(s, name) ? HTTP_OK : page_failed(rq);
	write_csv_row(&rq->body, s->columns, s->n_columns);
	for (size_t r = 0; r < s->n; r++)
		write_csv_row(&rq->body, s->rows[r], s->n_columns);
	return HTTP_OK;
}

void sheet_links(struct request *rq)
{
	html(&rq->body, "<p>%s ", tr(rq, "As a file:"));
	link_to(rq, href_with(rq, "format", CSV), "CSV");
	html(&rq->body, ", ");
	link_to(rq, href_with(rq, "format", XLSX), "XLSX");
	html(&rq->body, "</p>\n");
}
