/* The inbox: what has come in to a plan, by how far its answer has come. */
#include "module/disposition/disposition_internal.h"

#include "base/utf8.h"
#include "engine/text/text.h"
#include "module/user/user.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/table.h"
#include "ui/translate.h"

#define PAGE_SIZE 50
#define SHOWN 160 /* code points of a text */

void disposition_panel_nav(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	if (rq->internal && plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		page_nav(rq, tr(rq, "Inbox"), href(rq, "/plan/%s/inbox", plan.slug));
}

static void write_states(struct request *rq, const int64_t counts[DISPOSITION_STATES], const char *state)
{
	html(&rq->body, "<nav class=\"states\" aria-label=\"%s\"><ul>\n", tr(rq, "How far the answers have come"));
	for (size_t i = 0; i < DISPOSITION_STATES; i++)
		html(&rq->body, "<li><a class=\"ds-link\" href=\"%s\"%s>%s (%s)</a></li>\n",
		     href_with(rq, "state", disposition_states[i].code),
		     str_eq(disposition_states[i].code, state) ? " aria-current=true" : "",
		     tr_name(rq, disposition_states[i].name), tr_number(rq->arena, rq->lang, counts[i]));
	html(&rq->body, "</ul></nav>\n");
}

/* The contributions in one state, in the order they came. */
static bool write_list(struct request *rq, int64_t plan_id, int64_t state, const struct paging *p)
{
	const struct masking *masking = masking_shared(rq->conn, rq->arena, &rq->err);
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT t.id, t.text, t.topic FROM remark r JOIN contribution t ON t.id = r.contribution_id "
		"WHERE r.plan_id = $plan AND r.ended_by IS NULL AND r.state = $state ORDER BY r.ordinal, r.id LIMIT $limit OFFSET $offset"));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_text(st, "$state", disposition_states[state].code);
	db_bind_i64(st, "$limit", p->size);
	db_bind_i64(st, "$offset", p->offset);
	table_begin(rq, tr(rq, "Contributions"), { tr(rq, "Contribution"), COLUMN_TEXT }, { tr(rq, "Topic"), COLUMN_TEXT });
	while (db_step(st)) {
		const char *text = masking_text(rq->arena, masking, db_i64(st, 0), db_text(st, 1, rq->arena));
		row_begin(rq);
		head_link(rq, href(rq, "/contribution/%lld", (long long)db_i64(st, 0)), utf8_shorten(rq->arena, span_of(text), SHOWN));
		cell_text(rq, db_text(st, 2, rq->arena));
		row_end(rq);
	}
	table_end(rq);
	return db_finish(st, &rq->err);
}

static int64_t state_of(const char *code)
{
	for (int64_t i = 0; i < DISPOSITION_STATES; i++)
		if (str_eq(disposition_states[i].code, code))
			return i;
	return DISPOSITION_NONE;
}

enum http_status disposition_web_inbox(struct request *rq)
{
	struct plan plan;
	int64_t counts[DISPOSITION_STATES], state = state_of(query_text(rq, "state"));
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err)
	    || !disposition_count(rq->conn, plan.id, counts, &rq->err))
		return page_failed(rq);
	struct paging p = paging_read(rq, PAGE_SIZE);
	plan_page_context(rq, &plan);
	page_begin(rq, tr(rq, "Inbox"));
	write_states(rq, counts, disposition_states[state].code);
	if (counts[DISPOSITION_APPROVED] > 0 && request_may(rq, "contribution.publish", plan.id))
		form_post_button(rq, href(rq, "/plan/%s/inbox/publish", plan.slug),
		                 tr_count(rq, "Publish %s approved answer", "Publish %s approved answers", counts[DISPOSITION_APPROVED]),
		                 NULL, NULL);
	if (counts[state] == 0)
		nothing_here(rq, tr(rq, "There is nothing here."));
	else if (!write_list(rq, plan.id, state, &p))
		return page_failed(rq);
	paging_write(rq, &p, counts[state]);
	return page_end(rq);
}

struct publishing {
	struct arena *arena;
	int64_t plan_id, by, n;
};

static bool publish(struct db_conn *tx, void *arg, struct err *err)
{
	struct publishing *p = arg;
	return disposition_publish(tx, p->arena, p->plan_id, p->by, clock_now(), &p->n, err);
}

enum http_status disposition_web_publish(struct request *rq)
{
	struct publishing p = { .arena = rq->arena, .plan_id = rq->plan_id, .by = rq->session->user_id };
	if (!user_write(rq, publish, &p, NULL))
		return page_failed(rq);
	return redirect_to(rq, href(rq, "/plan/%lld/inbox?state=published", (long long)p.plan_id));
}
