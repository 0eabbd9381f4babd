/* Pages: what was registered in a plan, and how a contribution came in. */
#include "module/intake/intake_internal.h"

#include "ui/page.h"
#include "ui/parts.h"
#include "ui/table.h"
#include "ui/translate.h"

void intake_panel_nav(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	if (rq->internal && plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		page_nav(rq, NAV_WORK, tr(rq, "Letters and e-mails"), href(rq, "/plan/%s/intake", plan.slug));
}

static void write_table(struct request *rq, const struct intake *list, size_t n)
{
	table_begin(rq, tr(rq, "Letters and e-mails"), { tr(rq, "Sender"), COLUMN_TEXT }, { tr(rq, "Kind"), COLUMN_TEXT },
	            { tr(rq, "Dated"), COLUMN_TEXT }, { tr(rq, "Received"), COLUMN_TEXT }, { tr(rq, "State"), COLUMN_TEXT });
	for (size_t i = 0; i < n; i++) {
		row_begin(rq);
		head_link(rq, href(rq, "/contribution/%lld", (long long)list[i].contribution_id), str_or(list[i].sender, tr(rq, "Erased")));
		cell_text(rq, tr_name(rq, intake_media[list[i].medium].name));
		cell_text(rq, date_iso(rq->arena, list[i].dated));
		cell_text(rq, date_iso(rq->arena, list[i].received));
		cell_text(rq, *list[i].late_reason ? tr_format(rq, "Late: %s", list[i].late_reason) : "");
		row_end(rq);
	}
	table_end(rq);
}

/* GET /plan/{plan}/intake */
enum http_status intake_web_list(struct request *rq)
{
	struct plan plan;
	struct intake *list;
	size_t n;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err)
	    || !intake_list(rq->conn, rq->arena, plan.id, &list, &n, &rq->err))
		return page_failed(rq);
	plan_page_context(rq, &plan);
	page_begin(rq, tr(rq, "Letters and e-mails"));
	if (request_may(rq, "contribution.review", plan.id))
		link_button(rq, href(rq, "/plan/%s/intake/new", plan.slug), tr(rq, "Register a letter or an e-mail"));
	if (n == 0)
		nothing_here(rq, tr(rq, "No letters or e-mails have been registered."));
	else
		write_table(rq, list, n);
	return page_end(rq);
}

/* On the contribution's page. Everybody sees the days; who sent it, and why it was taken late, are for those who read
 * what is not published. */
void intake_panel_contribution(struct request *rq, int64_t contribution_id)
{
	struct intake i;
	struct consultation c = { 0 };
	if (!intake_of(rq->conn, rq->arena, contribution_id, &i, &rq->err) || !i.id
	    || (i.consultation_id && !consultation_get(rq->conn, rq->arena, i.consultation_id, &c, &rq->err)))
		return;
	html(&rq->body, "<section>");
	heading(rq, 2, tr(rq, "How it came in"));
	facts_begin(rq);
	fact(rq, tr(rq, "Kind"), tr_name(rq, intake_media[i.medium].name));
	if (rq->internal)
		fact(rq, tr(rq, "Sender"), str_or(i.sender, tr(rq, "Erased")));
	if (i.dated.year)
		fact(rq, tr(rq, "Dated"), date_iso(rq->arena, i.dated));
	fact(rq, tr(rq, "Received"), date_iso(rq->arena, i.received));
	if (c.id)
		fact_link(rq, tr(rq, "Consultation"), href(rq, "/consultation/%lld", (long long)c.id), c.title);
	facts_end(rq);
	if (*i.late_reason)
		note(rq, TONE_WARNING, rq->internal ? tr_format(rq, "It came after the consultation had closed, and was taken: %s", i.late_reason)
		                                    : tr(rq, "It came after the consultation had closed, and was taken all the same."));
	html(&rq->body, "</section>\n");
}
