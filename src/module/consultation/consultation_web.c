/* Pages for everybody: the consultations of a plan, and one of them. */
#include "module/consultation/consultation_internal.h"

#include "ui/markdown.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/table.h"
#include "ui/translate.h"

const char *consultation_period(struct request *rq, const struct consultation *c)
{
	const char *opens = date_iso(rq->arena, c->opens);
	return c->closes.year ? arena_printf(rq->arena, "%s – %s", opens, date_iso(rq->arena, c->closes))
	                      : tr_format(rq, "from %s", opens);
}

static enum tone tone_of(enum consultation_state state)
{
	return state == CONSULTATION_OPEN ? TONE_SUCCESS : state == CONSULTATION_DRAFT ? TONE_WARNING : TONE_NEUTRAL;
}

static void write_state(struct request *rq, const struct consultation *c)
{
	enum consultation_state state = consultation_state_at(c, clock_now());
	tag(rq, tone_of(state), tr_name(rq, consultation_states[state].name));
}

bool consultation_plan_of(struct request *rq, const char *value, int64_t *plan_id)
{
	int64_t id = 0;
	str_to_i64(value, &id);
	struct db_stmt *st = db_prepare(rq->conn, SQL("SELECT plan_id FROM consultation WHERE id = $id"));
	db_bind_i64(st, "$id", id);
	*plan_id = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, &rq->err);
}

bool consultation_page(struct request *rq, struct consultation *c, struct plan *plan, enum http_status *status)
{
	if (!consultation_get(rq->conn, rq->arena, route_id(rq, "consultation"), c, &rq->err)) {
		*status = page_failed(rq);
		return false;
	}
	if (!c->id || (c->stored == CONSULTATION_DRAFT && !rq->internal)) {
		*status = page_not_found(rq, tr(rq, "There is no such consultation."));
		return false;
	}
	if (!plan_get(rq->conn, rq->arena, c->plan_id, plan, &rq->err)) {
		*status = page_failed(rq);
		return false;
	}
	plan_page_context(rq, plan);
	page_crumb(rq, tr(rq, "Consultations"), href(rq, "/plan/%s/consultations", plan->slug));
	return true;
}

/* ---- GET /plan/{plan}/consultations ---- */

static size_t write_list(struct request *rq, const struct consultation *list, size_t n)
{
	size_t shown = 0;
	for (size_t i = 0; i < n; i++) {
		if (list[i].stored == CONSULTATION_DRAFT && !rq->internal)
			continue;
		if (shown++ == 0)
			cards_begin(rq);
		card_begin(rq, href(rq, "/consultation/%lld", (long long)list[i].id), list[i].title);
		html(&rq->body, "<p>");
		write_state(rq, &list[i]);
		html(&rq->body, "</p>\n");
		paragraph(rq, tr_name(rq, consultation_kinds[list[i].kind].name));
		paragraph(rq, consultation_period(rq, &list[i]));
		card_end(rq);
	}
	if (shown)
		cards_end(rq);
	return shown;
}

enum http_status consultation_web_list(struct request *rq)
{
	struct plan plan;
	struct consultation *list;
	size_t n;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err)
	    || !consultation_list(rq->conn, rq->arena, plan.id, &list, &n, &rq->err))
		return page_failed(rq);
	plan_page_context(rq, &plan);
	page_begin(rq, tr(rq, "Consultations"));
	if (write_list(rq, list, n) == 0)
		nothing_here(rq, tr(rq, "There is no consultation yet."));
	if (request_may(rq, "plan.edit", plan.id)) {
		html(&rq->body, "<p>");
		link_button(rq, href(rq, "/plan/%s/consultations/new", plan.slug), tr(rq, "New consultation"));
		html(&rq->body, "</p>\n");
	}
	return page_end(rq);
}

static const void *find_announced(struct db_conn *c, struct arena *a, const void *arg, struct err *err)
{
	bool *announced = arena_alloc(a, sizeof *announced);
	struct db_stmt *st = db_prepare(c, SQL("SELECT 1 FROM consultation WHERE plan_id = $plan AND state <> 'draft' LIMIT 1"));
	db_bind_i64(st, "$plan", *(const int64_t *)arg);
	*announced = db_step(st);
	return db_finish(st, err) ? announced : NULL;
}

/* Only where there is something to see. */
void consultation_panel_nav(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	const char *key = arena_printf(rq->arena, "consultation.announced/%lld", (long long)plan_id);
	const bool *announced = db_shared(rq->conn, rq->arena, key, find_announced, &plan_id, &rq->err);
	if (announced && (*announced || rq->internal) && plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		page_nav(rq, NAV_VOICES, tr(rq, "Consultations"), href(rq, "/plan/%s/consultations", plan.slug));
}

/* ---- GET /consultation/{consultation} ---- */

static void write_questions(struct request *rq, const struct consultation *c)
{
	heading(rq, 2, tr(rq, "The questions"));
	html(&rq->body, "<ol>\n");
	for (size_t i = 0; i < c->n_questions; i++) {
		html(&rq->body, "<li>%s", c->questions[i].text);
		if (c->questions[i].n_choices) {
			html(&rq->body, "<ul>");
			for (size_t k = 0; k < c->questions[i].n_choices; k++)
				html(&rq->body, "<li>%s</li>", c->questions[i].choices[k]);
			html(&rq->body, "</ul>");
		}
		html(&rq->body, "</li>\n");
	}
	html(&rq->body, "</ol>\n");
}

/* How often each alternative was chosen. */
static bool write_values(struct request *rq, const struct question *q)
{
	int64_t counts[CONSULTATION_CHOICES] = { 0 };
	size_t n = q->kind == QUESTION_SCALE ? CONSULTATION_SCALE : q->n_choices;
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT value, count(*) FROM statement_value WHERE question_id = $question GROUP BY value"));
	db_bind_i64(st, "$question", q->id);
	while (db_step(st)) {
		int64_t value = db_i64(st, 0);
		if (value >= 1 && value <= (int64_t)ARRAY_LEN(counts))
			counts[value - 1] = db_i64(st, 1);
	}
	if (!db_finish(st, &rq->err))
		return false;
	table_begin(rq, q->text, { tr(rq, "Answer"), COLUMN_TEXT }, { tr(rq, "Number"), COLUMN_NUMBER });
	for (size_t i = 0; i < n; i++) {
		row_begin(rq);
		head_text(rq, q->kind == QUESTION_SCALE ? arena_printf(rq->arena, "%zu", i + 1) : q->choices[i]);
		cell_number(rq, counts[i]);
		row_end(rq);
	}
	table_end(rq);
	return true;
}

static void write_for_planners(struct request *rq, const struct consultation *c)
{
	int64_t n;
	if (!rq->internal || !statement_count(rq->conn, c->id, &n, &rq->err))
		return;
	html(&rq->body, "<section>");
	heading(rq, 2, tr(rq, "For the planners"));
	paragraph(rq, tr_count(rq, "%s statement has come in.", "%s statements have come in.", n));
	for (size_t i = 0; n > 0 && i < c->n_questions; i++)
		if (c->questions[i].kind != QUESTION_TEXT && !write_values(rq, &c->questions[i]))
			break;
	if (request_may(rq, "plan.edit", c->plan_id)) {
		html(&rq->body, "<p>");
		link_to(rq, href(rq, "/consultation/%lld/edit", (long long)c->id), tr(rq, "Change the consultation, or move it on"));
		html(&rq->body, "</p>\n<p>");
		link_to(rq, href(rq, "/consultation/%lld/recipients", (long long)c->id), tr(rq, "Who the consultation is sent to"));
		html(&rq->body, "</p>\n");
	}
	html(&rq->body, "</section>\n");
}

enum http_status consultation_web_show(struct request *rq)
{
	struct consultation c;
	struct plan plan;
	enum http_status status;
	if (!consultation_page(rq, &c, &plan, &status))
		return status;
	page_begin(rq, c.title);
	html(&rq->body, "<p>");
	write_state(rq, &c);
	html(&rq->body, "</p>\n");
	facts_begin(rq);
	fact(rq, tr(rq, "Kind"), tr_name(rq, consultation_kinds[c.kind].name));
	fact(rq, tr(rq, "Period"), consultation_period(rq, &c));
	facts_end(rq);
	if (*c.intro)
		markdown_html(&rq->body, c.intro);
	write_questions(rq, &c);
	if (consultation_state_at(&c, clock_now()) == CONSULTATION_OPEN) {
		html(&rq->body, "<p>");
		link_button(rq, href(rq, "/consultation/%lld/answer", (long long)c.id), tr(rq, "Answer"));
		html(&rq->body, "</p>\n");
		paragraph(rq, tr(rq, "It takes two minutes, and you need no account. You get a link where you can follow what becomes of what you say."));
	}
	panels_write(rq, "consultation", c.id);
	write_for_planners(rq, &c);
	consultation_write_lift(rq, c.id);
	return page_end(rq);
}
