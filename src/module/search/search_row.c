/*
 * A hit as it is in the database now. The index may be older than what is asked for, so each hit
 * is looked up, with the rules of what may be seen, before anything of it is shown.
 */
#include "module/search/search_internal.h"

#include "engine/text/text.h"
#include "ui/page.h"
#include "ui/translate.h"

const char *search_with_keyword(struct arena *a, const char *text, const char *keyword)
{
	return *text ? arena_printf(a, "%s\n%s", text, keyword) : keyword;
}

static bool find_node(struct request *rq, int64_t id, struct search_row *row)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL("SELECT plan_id, title, body, kind FROM plan_node WHERE id = $id"));
	db_bind_i64(st, "$id", id);
	if (db_step(st)) {
		row->plan_id = db_i64(st, 0);
		row->title = db_text(st, 1, rq->arena);
		row->text = db_text(st, 2, rq->arena);
		row->kind = plan_node_kind_name(db_text(st, 3, rq->arena));
		row->path = href(rq, "/node/%lld", (long long)id);
	}
	if (!db_finish(st, &rq->err))
		return false;
	st = db_prepare(rq->conn, SQL("SELECT keyword FROM plan_keyword WHERE node_id = $id ORDER BY ordinal"));
	db_bind_i64(st, "$id", id);
	while (db_step(st))
		row->text = search_with_keyword(rq->arena, row->text, db_text(st, 0, rq->arena));
	return db_finish(st, &rq->err);
}

/* The plan that a contribution was made to, or 0. */
static bool plan_of_contribution(struct request *rq, int64_t id, int64_t *plan_id)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL("SELECT plan_id FROM contribution WHERE id = $id"));
	db_bind_i64(st, "$id", id);
	*plan_id = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, &rq->err);
}

/* *c is empty, and the row's plan 0, where the contribution may not be seen. */
static bool find_visible(struct request *rq, int64_t id, struct contribution *c, struct search_row *row)
{
	if (!contribution_get(rq->conn, rq->arena, id, c, &rq->err) || !plan_of_contribution(rq, id, &row->plan_id))
		return false;
	if (!c->id || !contribution_visible(rq, c))
		row->plan_id = 0;
	return true;
}

static bool find_contribution(struct request *rq, int64_t id, struct search_row *row)
{
	struct contribution c;
	if (!find_visible(rq, id, &c, row))
		return false;
	if (!row->plan_id)
		return true;
	const char *by = contribution_said_by(rq, &c);
	row->text = contribution_text(rq, &c);
	row->detail = *by && *c.event ? arena_printf(rq->arena, "%s, %s", by, c.event) : *by ? by : c.event;
	row->language = *c.language ? c.language : text_language_code(text_language(span_of(c.text)).language);
	row->path = href(rq, "/contribution/%lld", (long long)id);
	row->unpublished = !c.publish;
	return true;
}

static bool find_event(struct request *rq, int64_t id, struct search_row *row)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL("SELECT plan_id, name, held_on, place FROM event WHERE id = $id"));
	db_bind_i64(st, "$id", id);
	if (db_step(st)) {
		const char *held_on = db_text(st, 2, rq->arena), *place = db_text(st, 3, rq->arena);
		row->plan_id = db_i64(st, 0);
		row->title = db_text(st, 1, rq->arena);
		row->detail = *held_on && *place ? arena_printf(rq->arena, "%s, %s", held_on, place) : *held_on ? held_on : place;
	}
	return db_finish(st, &rq->err);
}

/* An organisation is there by a contribution of it. A resident's name is none to be found. */
static bool find_organisation(struct request *rq, int64_t id, struct search_row *row)
{
	struct contribution c;
	if (!find_visible(rq, id, &c, row))
		return false;
	if (!*c.organisation || (!rq->internal && str_eq(c.organisation_kind, "resident")))
		row->plan_id = 0;
	row->title = c.organisation;
	return true;
}

static bool find_group(struct request *rq, int64_t id, struct search_row *row)
{
	struct text_group_row g;
	if (!text_group_get(rq->conn, rq->arena, id, &g, &row->plan_id, &rq->err))
		return false;
	if (!g.id || (!rq->internal && !g.publishable)) {
		row->plan_id = 0;
		return true;
	}
	row->title = g.label;
	row->detail = tr_count(rq, "%s contribution", "%s contributions", g.contributions);
	row->path = href(rq, "/group/%lld", (long long)id);
	return true;
}

static bool find_kind(struct request *rq, const struct search_hit *hit, struct search_row *row)
{
	switch ((enum search_kind)hit->kind) {
	case SEARCH_PLAN:
		row->plan_id = hit->id;
		return true;
	case SEARCH_NODE: return find_node(rq, hit->id, row);
	case SEARCH_CONTRIBUTION: return find_contribution(rq, hit->id, row);
	case SEARCH_EVENT: return find_event(rq, hit->id, row);
	case SEARCH_ORGANISATION: return find_organisation(rq, hit->id, row);
	case SEARCH_GROUP: return find_group(rq, hit->id, row);
	case SEARCH_KINDS_USED: break;
	}
	return true;
}

/* What follows from the plan: its own texts, and where events and organisations are shown. */
static void complete(struct request *rq, const struct search_hit *hit, struct search_row *row)
{
	const char *slug = row->plan.slug;
	if (hit->kind == SEARCH_PLAN) {
		row->title = row->plan.title;
		row->text = row->plan.description;
		row->path = href(rq, "/plan/%s", slug);
	} else if (hit->kind == SEARCH_EVENT) {
		row->path = href(rq, "/plan/%s/contributions?event=%s", slug, row->title);
	} else if (hit->kind == SEARCH_ORGANISATION) {
		row->path = href(rq, "/plan/%s/contributions?by=%s", slug, row->title);
	}
	if (hit->kind == SEARCH_PLAN || hit->kind == SEARCH_NODE)
		row->language = row->plan.language;
}

bool search_row_find(struct request *rq, const struct search_view *view, const struct search_hit *hit,
                     struct search_row *row)
{
	*row = (struct search_row){ .title = "", .text = "", .detail = "", .language = "", .path = "",
	                            .kind = search_kind_names[hit->kind].name };
	if (!find_kind(rq, hit, row))
		return false;
	if (view->plan_id && row->plan_id != view->plan_id)
		row->plan_id = 0;
	if (row->plan_id && !plan_get(rq->conn, rq->arena, row->plan_id, &row->plan, &rq->err))
		return false;
	if (!row->plan_id || !row->plan.id)
		row->plan_id = 0;
	else
		complete(rq, hit, row);
	return true;
}
