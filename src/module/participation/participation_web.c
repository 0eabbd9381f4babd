/* The page with the numbers, an event's page, and what the plan's page says of them. */
#include "module/participation/participation_internal.h"

#include "ui/page.h"
#include "ui/parts.h"
#include "ui/table.h"
#include "ui/translate.h"

#define PAGE_SIZE 50

static const void *make(struct db_conn *c, struct arena *a, const void *plan_id, struct err *err)
{
	struct participation *p = arena_alloc(a, sizeof *p);
	return participation_load(c, a, *(const int64_t *)plan_id, p, err) ? p : NULL;
}

/* Counted once for each change of the database. */
static const struct participation *shared(struct request *rq, int64_t plan_id)
{
	return db_shared(rq->conn, rq->arena, arena_printf(rq->arena, "participation/%lld", (long long)plan_id), make, &plan_id, &rq->err);
}

/* ---- The numbers ---- */

static void write_numbers(struct request *rq, const struct participation *p)
{
	facts_begin(rq);
	fact(rq, tr(rq, "Contributions"), tr_number(rq->arena, rq->lang, p->contributions));
	if (p->arguments)
		fact(rq, tr(rq, "Different arguments"), tr_number(rq->arena, rq->lang, p->arguments));
	if (p->statements)
		fact(rq, tr(rq, "Statements in consultations"), tr_number(rq->arena, rq->lang, p->statements));
	fact(rq, tr(rq, "Organisations that took part"), tr_number(rq->arena, rq->lang, p->organisations));
	if (p->counted)
		fact(rq, tr(rq, "Persons at events"), tr_format(rq, "%s, counted at %s of %s", tr_number(rq->arena, rq->lang, p->persons),
		     tr_number(rq->arena, rq->lang, p->counted), tr_count(rq, "%s event", "%s events", (int64_t)p->n_events)));
	facts_end(rq);
}

static void write_events(struct request *rq, const struct participation *p)
{
	table_begin(rq, tr(rq, "Events"), { tr(rq, "Event"), COLUMN_TEXT }, { tr(rq, "Day"), COLUMN_TEXT }, { tr(rq, "Place"), COLUMN_TEXT },
	            { tr(rq, "Persons"), COLUMN_NUMBER }, { tr(rq, "Contributions"), COLUMN_NUMBER });
	for (size_t i = 0; i < p->n_events; i++) {
		const struct event *e = &p->events[i].event;
		row_begin(rq);
		head_link(rq, href(rq, "/event/%lld", (long long)e->id), e->name);
		cell_text(rq, e->held_on);
		cell_text(rq, e->place);
		if (e->attendance >= 0)
			cell_number(rq, e->attendance);
		else
			cell_figure(rq, tr(rq, "Not counted"));
		cell_number(rq, p->events[i].contributions);
		row_end(rq);
	}
	table_end(rq);
}

static void write_kinds(struct request *rq, const struct participation *p)
{
	table_begin(rq, tr(rq, "Kinds of organisations"), { tr(rq, "Kind"), COLUMN_TEXT }, { tr(rq, "Organisations that took part"), COLUMN_NUMBER },
	            { tr(rq, "Contributions"), COLUMN_NUMBER });
	for (size_t i = 0; i < p->n_kinds; i++) {
		row_begin(rq);
		head_text(rq, *p->kinds[i].code ? tr_name(rq, organisation_kind_name(p->kinds[i].code)) : tr(rq, "Kind not stated"));
		cell_number(rq, p->kinds[i].organisations);
		cell_number(rq, p->kinds[i].contributions);
		row_end(rq);
	}
	table_end(rq);
}

/* GET /plan/{plan}/participation */
enum http_status participation_web_show(struct request *rq)
{
	struct plan plan;
	const struct participation *p;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err) || !(p = shared(rq, plan.id)))
		return page_failed(rq);
	plan_page_context(rq, &plan);
	page_begin(rq, tr(rq, "About the participation"));
	paragraph(rq, tr(rq, "All that has come in is counted, also what may not be published. Somebody who spoke twice is counted twice."));
	write_numbers(rq, p);
	if (p->n_events > 0)
		write_events(rq, p);
	if (p->n_kinds > 0)
		write_kinds(rq, p);
	html(&rq->body, "<p>");
	link_to(rq, href(rq, "/plan/%s/coverage", plan.slug), tr(rq, "Who was heard, measured against the population and registers"));
	html(&rq->body, "</p>\n");
	return page_end(rq);
}

void participation_panel_plan(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	const struct participation *p = shared(rq, plan_id);
	if (!p || p->contributions == 0 || !plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		return;
	html(&rq->body, "<section>");
	heading(rq, 2, tr(rq, "About the participation"));
	html(&rq->body, "<p>%s ", tr_format(rq, "%s from %s, and %s.",
	     tr_count(rq, "%s contribution", "%s contributions", p->contributions),
	     tr_count(rq, "%s organisation", "%s organisations", p->organisations),
	     tr_count(rq, "%s event", "%s events", (int64_t)p->n_events)));
	link_to(rq, href(rq, "/plan/%s/participation", plan.slug), tr(rq, "The participation in numbers"));
	html(&rq->body, "</p></section>\n");
}

/* ---- An event ---- */

/* Its plan; 0 where there is no such event. */
static bool find_event(struct request *rq, int64_t id, struct event *e, int64_t *plan_id)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT plan_id, kind, name, held_on, place, coalesce(attendance, -1) FROM event WHERE id = $id"));
	db_bind_i64(st, "$id", id);
	*plan_id = 0;
	if (db_step(st)) {
		*plan_id = db_i64(st, 0);
		*e = (struct event){ .id = id, .kind = db_text(st, 1, rq->arena), .name = db_text(st, 2, rq->arena),
		                     .held_on = db_text(st, 3, rq->arena), .place = db_text(st, 4, rq->arena), .attendance = db_i64(st, 5) };
	}
	return db_finish(st, &rq->err);
}

bool participation_plan_of_event(struct request *rq, const char *value, int64_t *plan_id)
{
	struct event e;
	int64_t id = 0;
	str_to_i64(value, &id);
	return find_event(rq, id, &e, plan_id);
}

static void write_contributions(struct request *rq, const struct event *e, const struct paging *p)
{
	VEC(struct contribution) list = { 0 };
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT id FROM contribution WHERE event_id = $event ORDER BY ordinal LIMIT $limit OFFSET $offset"));
	db_bind_i64(st, "$event", e->id);
	db_bind_i64(st, "$limit", p->size);
	db_bind_i64(st, "$offset", p->offset);
	while (db_step(st))
		if (!contribution_get(rq->conn, rq->arena, db_i64(st, 0), VEC_PUSH(rq->arena, &list), &rq->err))
			break;
	db_finish(st, &rq->err);
	heading(rq, 2, tr(rq, "What was said there"));
	if (list.n == 0)
		nothing_here(rq, tr(rq, "Nothing from here has been written down."));
	else
		contribution_write_list(rq, list.v, list.n);
}

/* GET /event/{event} */
enum http_status participation_web_event(struct request *rq)
{
	struct event e;
	struct plan plan;
	int64_t plan_id, n = 0;
	if (!find_event(rq, route_id(rq, "event"), &e, &plan_id))
		return page_failed(rq);
	if (!plan_id)
		return page_not_found(rq, tr(rq, "There is no such event."));
	const struct participation *p = shared(rq, plan_id);
	if (!p || !plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		return page_failed(rq);
	for (size_t i = 0; i < p->n_events; i++)
		n = p->events[i].event.id == e.id ? p->events[i].contributions : n;
	plan_page_context(rq, &plan);
	page_crumb(rq, tr(rq, "About the participation"), href(rq, "/plan/%s/participation", plan.slug));
	page_begin(rq, e.name);
	facts_begin(rq);
	fact(rq, tr(rq, "Kind"), tr_name(rq, event_kind_name(e.kind)));
	if (*e.held_on)
		fact(rq, tr(rq, "Day"), e.held_on);
	if (*e.place)
		fact(rq, tr(rq, "Place"), e.place);
	if (e.attendance >= 0)
		fact(rq, tr(rq, "Persons"), tr_number(rq->arena, rq->lang, e.attendance));
	fact(rq, tr(rq, "Contributions"), tr_number(rq->arena, rq->lang, n));
	facts_end(rq);
	struct paging paging = paging_read(rq, PAGE_SIZE);
	write_contributions(rq, &e, &paging);
	paging_write(rq, &paging, n);
	return page_end(rq);
}
