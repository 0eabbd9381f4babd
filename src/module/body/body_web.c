/* The public page of bodies: who takes part in making the plan, and who decides what. */
#include "module/body/body_internal.h"

#include "ui/markdown.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/sheet.h"
#include "ui/table.h"
#include "ui/translate.h"

bool body_plan_of(struct request *rq, const char *value, int64_t *plan_id)
{
	int64_t id = 0;
	*plan_id = 0;
	if (!str_to_i64(value, &id))
		return true;
	struct db_stmt *st = db_prepare(rq->conn, SQL("SELECT plan_id FROM body WHERE id = $id"));
	db_bind_i64(st, "$id", id);
	if (db_step(st))
		*plan_id = db_i64(st, 0);
	return db_finish(st, &rq->err);
}

/* Every page of the plan asks this: no more is read than is needed. */
static bool has_bodies(struct request *rq, int64_t plan_id)
{
	struct db_stmt *st = db_prepare(rq->conn, SQL("SELECT 1 FROM body WHERE plan_id = $plan LIMIT 1"));
	db_bind_i64(st, "$plan", plan_id);
	bool has = db_step(st);
	return db_finish(st, &rq->err) && has;
}

void body_panel_nav(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	if (!plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		return;
	if (has_bodies(rq, plan_id) || request_may(rq, "plan.edit", plan_id))
		page_nav(rq, NAV_PROCESS, tr(rq, "Bodies"), href(rq, "/plan/%s/bodies", plan.slug));
}

struct shown {
	struct plan plan;
	struct body *bodies;
	struct body_person *persons;
	struct body_share *shares;
	size_t n_bodies, n_persons, n_shares;
};

static const char *mandates_of(struct request *rq, const struct body *b)
{
	struct out o = out_memory(rq->arena);
	for (enum body_mandate m = 0; m < BODY_MANDATES; m++)
		if (body_may(b, m))
			out_format(&o, "%s%s", o.total ? ", " : "", tr_name(rq, body_mandates[m].name));
	return out_string(&o);
}

static const char *period(struct request *rq, const struct body_person *p)
{
	return p->from.year || p->to.year
	       ? arena_printf(rq->arena, ", %s – %s", date_iso(rq->arena, p->from), date_iso(rq->arena, p->to)) : "";
}

/* Names of persons are for those who plan: the page tells the public of the bodies. */
static void write_persons(struct request *rq, const struct shown *s, int64_t body_id)
{
	for (size_t i = 0; rq->internal && i < s->n_persons; i++)
		if (s->persons[i].body_id == body_id)
			fact(rq, tr_name(rq, body_roles[s->persons[i].role].name),
			     arena_printf(rq->arena, "%s%s", s->persons[i].name, period(rq, &s->persons[i])));
}

static void write_body(struct request *rq, const struct shown *s, const struct body *b)
{
	heading(rq, 2, b->name);
	html(&rq->body, "<p>");
	tag(rq, TONE_INFO, tr_name(rq, body_kinds[b->kind].name));
	if (b->elected) {
		html(&rq->body, " ");
		tag(rq, TONE_NEUTRAL, tr(rq, "Assembly of elected members"));
	}
	html(&rq->body, "</p>\n");
	if (*b->description)
		paragraph(rq, b->description);
	facts_begin(rq);
	if (*b->organisation)
		fact(rq, tr(rq, "Organisation"), b->organisation);
	fact(rq, tr(rq, "What it may decide"), b->mandates ? mandates_of(rq, b) : tr(rq, "Takes no decisions on the plan"));
	write_persons(rq, s, b->id);
	facts_end(rq);
	if (*b->tasks) {
		heading(rq, 3, tr(rq, "Tasks"));
		markdown_html(&rq->body, b->tasks);
	}
	if (request_may(rq, "plan.edit", s->plan.id)) {
		html(&rq->body, "<p>");
		link_to(rq, href(rq, "/body/%lld/edit", (long long)b->id), tr_format(rq, "Change %s", b->name));
		html(&rq->body, "</p>\n");
	}
}

/* ---- Who does what ---- */

static const char *name_of(const struct shown *s, int64_t body_id)
{
	for (size_t i = 0; i < s->n_bodies; i++)
		if (s->bodies[i].id == body_id)
			return s->bodies[i].name;
	return "";
}

/* Those with one part in the task that begins at `first`. */
static const char *with_part(struct request *rq, const struct shown *s, size_t first, enum body_part part)
{
	struct out o = out_memory(rq->arena);
	for (size_t i = first; i < s->n_shares && str_eq(s->shares[i].task, s->shares[first].task); i++)
		if (s->shares[i].part == part)
			out_format(&o, "%s%s", o.total ? ", " : "", name_of(s, s->shares[i].body_id));
	return out_string(&o);
}

static void write_shares(struct request *rq, const struct shown *s)
{
	if (s->n_shares == 0)
		return;
	heading(rq, 2, tr(rq, "Who does what"));
	table_begin(rq, tr(rq, "Who does what"), { tr(rq, "Task"), COLUMN_TEXT }, { tr(rq, "Decides"), COLUMN_TEXT },
	            { tr(rq, "Prepares"), COLUMN_TEXT }, { tr(rq, "Is heard"), COLUMN_TEXT }, { tr(rq, "Is told"), COLUMN_TEXT });
	for (size_t i = 0; i < s->n_shares; i++) {
		if (i > 0 && str_eq(s->shares[i].task, s->shares[i - 1].task))
			continue;
		row_begin(rq);
		head_text(rq, s->shares[i].task);
		for (enum body_part part = 0; part < BODY_PARTS; part++)
			cell_text(rq, with_part(rq, s, i, part));
		row_end(rq);
	}
	table_end(rq);
}

/* ---- GET /plan/{plan}/bodies ---- */

static enum http_status send_file(struct request *rq, const struct shown *s)
{
	static const char *const columns[] = { "name", "kind", "organisation", "elected", "mandates", "description", "tasks" };
	struct sheet sheet = sheet_new(rq, columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < s->n_bodies; i++) {
		const struct body *b = &s->bodies[i];
		sheet_row(&sheet, b->name, body_kinds[b->kind].code, b->organisation, b->elected ? "yes" : "no", mandates_of(rq, b),
		          b->description, b->tasks);
	}
	return sheet_send(&sheet, "bodies");
}

enum http_status body_web_list(struct request *rq)
{
	struct shown s;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &s.plan, &rq->err)
	    || !body_list(rq->conn, rq->arena, s.plan.id, &s.bodies, &s.n_bodies, &rq->err)
	    || !body_person_list(rq->conn, rq->arena, s.plan.id, &s.persons, &s.n_persons, &rq->err)
	    || !body_share_list(rq->conn, rq->arena, s.plan.id, &s.shares, &s.n_shares, &rq->err))
		return page_failed(rq);
	if (sheet_wanted(rq))
		return send_file(rq, &s);
	plan_page_context(rq, &s.plan);
	page_begin(rq, tr(rq, "Bodies"));
	paragraph(rq, tr(rq, "Who takes part in making the plan, and what each may decide."));
	if (request_may(rq, "plan.edit", s.plan.id))
		link_button(rq, href(rq, "/plan/%s/bodies/new", s.plan.slug), tr(rq, "Add a body"));
	if (s.n_bodies == 0)
		nothing_here(rq, tr(rq, "The bodies of this plan have not been written down yet."));
	for (size_t i = 0; i < s.n_bodies; i++)
		write_body(rq, &s, &s.bodies[i]);
	write_shares(rq, &s);
	if (s.n_bodies)
		sheet_links(rq);
	return page_end(rq);
}
