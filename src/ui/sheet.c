/* Lists as CSV and XLSX. */
#include "ui/sheet.h"

#include "base/str.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

/* The form that the address asks for; ROWS_FORMS for none. */
static enum rows_form wanted(struct request *rq)
{
	enum rows_form form = 0;
	while (form < ROWS_FORMS && !str_eq(query_text(rq, "format"), rows_forms[form].code))
		form++;
	return form;
}

bool sheet_wanted(struct request *rq)
{
	return wanted(rq) < ROWS_FORMS;
}

struct sheet sheet_new(struct request *rq, const char *const *columns, size_t n_columns)
{
	return (struct sheet){ .rq = rq, .rows = rows_new(rq->arena, columns, n_columns) };
}

void sheet_row_(struct sheet *s, const char *const *cells)
{
	rows_add(&s->rows, cells);
}

enum http_status sheet_send(struct sheet *s, const char *name)
{
	struct request *rq = s->rq;
	enum rows_form form = wanted(rq) < ROWS_FORMS ? wanted(rq) : ROWS_CSV;
	rq->download_name = arena_printf(rq->arena, "%s.%s", name, rows_forms[form].code);
	rq->content_type = rows_forms[form].type;
	return rows_write(&s->rows, form, name, &rq->body, &rq->err) ? HTTP_OK : page_failed(rq);
}

void sheet_links(struct request *rq)
{
	html(&rq->body, "<p>%s ", tr(rq, "As a file:"));
	link_to(rq, href_with(rq, "format", rows_forms[ROWS_CSV].code), "CSV");
	html(&rq->body, ", ");
	link_to(rq, href_with(rq, "format", rows_forms[ROWS_XLSX].code), "XLSX");
	html(&rq->body, "</p>\n");
}
