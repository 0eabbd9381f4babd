/*
 * The basis report as a page. The public gets the public version; the planners on this
 * machine get all of it.
 */
#include "module/report/report_web.h"

#include "http/asset_url.h"
#include "module/report/report_html.h"
#include "ui/page.h"
#include "ui/translate.h"

static enum http_status failed(struct request *rq)
{
	switch (rq->err.kind) {
	case ERR_NOT_FOUND:
		return page_not_found(rq, tr(rq, "There is no such plan."));
	case ERR_CONFLICT:
		return page_not_found(rq, tr(rq, "There is no report yet: the contributions have not been compiled."));
	default:
		return page_failed(rq);
	}
}

enum http_status report_web_basis(struct request *rq)
{
	struct basis_options options = { .lang = rq->lang, .published_only = !rq->internal };
	struct basis_report *r = arena_alloc(rq->arena, sizeof *r);
	if (!basis_load(rq->conn, rq->arena, route_text(rq, "plan"), &options, r, &rq->err))
		return failed(rq);
	plan_page_context(rq, &r->tree.plan);
	page_begin(rq, tr(rq, "Basis report"));
	html(&rq->body, "<link rel=\"stylesheet\" href=\"%s\">\n<div class=\"report\">\n",
	     asset_url(rq->arena, "css/report.css"));
	report_html_head(&rq->body, rq->arena, r);
	report_html_contents(&rq->body, rq->arena, r);
	report_html_chapters(&rq->body, rq->arena, r);
	html(&rq->body, "</div>\n");
	return page_end(rq);
}

static const void *find_run(struct db_conn *c, struct arena *a, const void *arg, struct err *err)
{
	bool *compiled = arena_alloc(a, sizeof *compiled);
	struct db_stmt *st = db_prepare(c, SQL("SELECT 1 FROM text_run WHERE plan_id = $plan LIMIT 1"));
	db_bind_i64(st, "$plan", *(const int64_t *)arg);
	*compiled = db_step(st);
	return db_finish(st, err) ? compiled : NULL;
}

void report_panel_nav(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	const char *key = arena_printf(rq->arena, "report.compiled/%lld", (long long)plan_id);
	const bool *compiled = db_shared(rq->conn, rq->arena, key, find_run, &plan_id, &rq->err);
	if (compiled && *compiled && plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		page_nav(rq, NAV_VOICES, tr(rq, "Report"), href(rq, "/plan/%s/report", plan.slug));
}
