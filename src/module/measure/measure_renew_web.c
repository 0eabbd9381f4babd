/* What became of the measures of the programme before. */
#include "module/measure/measure_internal.h"

#include "ui/page.h"
#include "ui/parts.h"
#include "ui/sheet.h"
#include "ui/table.h"
#include "ui/translate.h"

static enum http_status send_sheet(struct request *rq, const struct measure_page *p, const struct measure_passage *list, size_t n)
{
	static const char *const columns[] = { "ref", "fate", "before", "after", "why" };
	struct sheet s = sheet_new(rq, columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < n; i++)
		sheet_row(&s, list[i].after ? list[i].after->ref : list[i].before->ref, measure_fates[list[i].fate].code,
		          list[i].before ? list[i].before->title : "", list[i].after ? list[i].after->title : "", list[i].why);
	return sheet_send(&s, arena_printf(rq->arena, "%s-changes", p->plan.slug));
}

static void write_passages(struct request *rq, const struct measure_passage *list, size_t n)
{
	table_begin(rq, tr(rq, "What became of the measures"), { tr(rq, "Measure"), COLUMN_TEXT }, { tr(rq, "What became of it"), COLUMN_TEXT },
	            { tr(rq, "Before"), COLUMN_TEXT }, { tr(rq, "Why"), COLUMN_TEXT });
	for (size_t i = 0; i < n; i++) {
		const struct measure *m = list[i].after ? list[i].after : list[i].before;
		row_begin(rq);
		head_link(rq, measure_href(rq, m->id), arena_printf(rq->arena, "%s %s", m->ref, m->title));
		cell_text(rq, tr_name(rq, measure_fates[list[i].fate].name));
		cell_begin(rq);
		if (list[i].after && list[i].before)
			link_to(rq, measure_href(rq, list[i].before->id), list[i].before->title);
		cell_end(rq);
		cell_text(rq, list[i].why);
		row_end(rq);
	}
	table_end(rq);
}

enum http_status measure_web_changes(struct request *rq)
{
	struct measure_page p;
	struct measure_programme before = { 0 };
	const struct measures *earlier = NULL;
	size_t n = 0;
	if (!measure_page_load(rq, &p))
		return page_failed(rq);
	if (p.programme.id && !measure_programme_before(rq->conn, rq->arena, &p.programme, &before, &rq->err)) {
		if (rq->err.kind != ERR_NOT_FOUND)
			return page_failed(rq);
		err_clear(&rq->err);
	}
	if (before.id && !(earlier = measure_list_shared(rq->conn, rq->arena, before.id, &rq->err)))
		return page_failed(rq);
	struct measure_passage *list = earlier && measure_shown(rq, &before)
		? measure_passages(rq->arena, earlier->list, earlier->n, p.all->list, p.all->n, &n) : NULL;
	if (sheet_wanted(rq))
		return send_sheet(rq, &p, list, n);
	page_begin(rq, tr(rq, "Since the programme before"));
	if (!p.programme.id) {
		nothing_here(rq, tr(rq, "There is no action programme yet."));
		return page_end(rq);
	}
	measure_write_head(rq, &p);
	if (!list) {
		nothing_here(rq, tr(rq, "This is the plan's first action programme."));
		return page_end(rq);
	}
	html_t(rq, "<p>Beside <strong>%s</strong>.</p>\n", before.title);
	write_passages(rq, list, n);
	sheet_links(rq);
	return page_end(rq);
}
