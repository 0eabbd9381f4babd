/* Setting up a consultation, changing it, and moving it on: for who may edit the plan. */
#include "module/consultation/consultation_internal.h"

#include "module/user/user.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define INTRO_LINES 6
#define QUESTION_LINES 10

/* ---- The form ---- */

static void write_fields(struct request *rq, const struct consultation *c, const char *questions)
{
	struct choice kinds[CONSULTATION_KINDS];
	for (size_t i = 0; i < CONSULTATION_KINDS; i++)
		kinds[i] = (struct choice){ consultation_kinds[i].code, tr_name(rq, consultation_kinds[i].name) };
	field_select(rq, "kind", tr(rq, "Kind"), kinds, CONSULTATION_KINDS, consultation_kinds[c->kind].code);
	field_input(rq, .name = "title", .label = tr(rq, "Title"), .value = c->title, .required = true);
	field_input(rq, .name = "intro", .label = tr(rq, "Introduction"), .value = c->intro, .lines = INTRO_LINES,
	            .hint = tr(rq, "What it is about and what happens with the answers. Markdown may be used."));
	field_input(rq, .name = "opens", .label = tr(rq, "First day"), .type = "date", .value = date_iso(rq->arena, c->opens),
	            .required = true);
	field_input(rq, .name = "closes", .label = tr(rq, "Last day"), .type = "date", .value = date_iso(rq->arena, c->closes),
	            .hint = tr(rq, "It counts whole. Leave it empty for input that is always open."));
	field_input(rq, .name = "questions", .label = tr(rq, "Questions"), .value = questions, .lines = QUESTION_LINES,
	            .required = true,
	            .hint = tr(rq, "A line each. \"*\" at the end demands an answer, \"(1-5)\" makes it a scale, and lines "
	                           "that begin with \"-\" below a question are what can be chosen."));
}

/* The consultation as the form has it; problems are noted beside their fields. */
static void read_fields(struct request *rq, struct consultation *c)
{
	long line;
	const char *kind = form_text(rq, "kind");
	struct span title = span_trim(span_of(form_text(rq, "title")));
	c->kind = CONSULTATION_PROGRAMME;
	while (c->kind + 1 < CONSULTATION_KINDS && !str_eq(consultation_kinds[c->kind].code, kind))
		c->kind++;
	c->title = arena_strndup(rq->arena, title.s, title.n);
	c->intro = form_text(rq, "intro");
	c->opens = c->closes = (struct date){ 0 };
	date_parse(form_text(rq, "opens"), &c->opens);
	if (*form_text(rq, "closes") && !date_parse(form_text(rq, "closes"), &c->closes))
		form_problem(rq, "closes", tr(rq, "This is not a date: write 2026-03-31, for example."));
	const char *problem = consultation_parse_questions(rq->arena, span_of(form_text(rq, "questions")),
	                                                   &c->questions, &c->n_questions, &line);
	if (problem)
		form_problem(rq, "questions", tr_format(rq, "Line %s: %s", tr_number(rq->arena, rq->lang, line), tr_name(rq, problem)));
	struct consultation_problem list[CONSULTATION_PROBLEMS];
	size_t n = problem ? 0 : consultation_check(c, list);
	for (size_t i = 0; i < n; i++)
		form_problem(rq, list[i].field, tr_name(rq, list[i].message));
}

struct saving {
	struct arena *arena;
	struct consultation *consultation;
	int64_t by;
	enum consultation_state to;
	const char *refused;
};

static bool save(struct db_conn *tx, void *arg, struct err *err)
{
	struct saving *s = arg;
	return consultation_save(tx, s->arena, s->consultation, clock_now(), s->by, &s->refused, err);
}

/* Writes it, or shows the form again by `show` with what is in the way. */
static enum http_status save_form(struct request *rq, struct consultation *c, enum http_status (*show)(struct request *))
{
	struct saving s = { .arena = rq->arena, .consultation = c, .by = rq->session->user_id };
	read_fields(rq, c);
	if (form_problems(rq))
		return show(rq);
	if (!user_write(rq, save, &s, NULL))
		return page_failed(rq);
	if (s.refused) {
		form_problem(rq, "title", tr_name(rq, s.refused));
		return show(rq);
	}
	/* Sent twice, the first one's draft is not known here. */
	return redirect_to(rq, c->id ? href(rq, "/consultation/%lld", (long long)c->id)
	                             : href(rq, "/plan/%lld/consultations", (long long)c->plan_id));
}

static enum http_status end_form(struct request *rq)
{
	page_end(rq);
	return form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

/* What the form shows: what was sent, where something was. */
static const char *questions_shown(struct request *rq, struct consultation *c)
{
	if (!rq->form)
		return consultation_write_questions(rq->arena, c->questions, c->n_questions);
	c->title = form_text(rq, "title");
	c->intro = form_text(rq, "intro");
	return form_text(rq, "questions");
}

/* ---- /plan/{plan}/consultations/new ---- */

enum http_status consultation_web_new(struct request *rq)
{
	struct plan plan;
	struct consultation c = { .kind = CONSULTATION_PLAN, .title = "", .intro = "" };
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	const char *questions = questions_shown(rq, &c);
	if (rq->form) {
		date_parse(form_text(rq, "opens"), &c.opens);
		date_parse(form_text(rq, "closes"), &c.closes);
	}
	plan_page_context(rq, &plan);
	page_crumb(rq, tr(rq, "Consultations"), href(rq, "/plan/%s/consultations", plan.slug));
	page_begin(rq, tr(rq, "New consultation"));
	form_post_begin(rq, tr(rq, "New consultation"), href(rq, "/plan/%s/consultations/new", plan.slug));
	write_fields(rq, &c, questions);
	form_end(rq, tr(rq, "Keep as a draft"));
	return end_form(rq);
}

enum http_status consultation_web_add(struct request *rq)
{
	struct plan plan;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	struct consultation c = { .plan_id = plan.id };
	return save_form(rq, &c, consultation_web_new);
}

/* ---- /consultation/{consultation}/edit ---- */

static void write_move(struct request *rq, const struct consultation *c, enum consultation_state to, const char *button)
{
	form_post_button(rq, href(rq, "/consultation/%lld/move", (long long)c->id), button, "to", consultation_states[to].code);
}

/* The one step that is next, and the one back where there is one. */
static void write_moves(struct request *rq, const struct consultation *c)
{
	switch (consultation_state_at(c, clock_now())) {
	case CONSULTATION_DRAFT:
		paragraph(rq, tr(rq, "Once announced, everybody can see it. The clock opens and closes it."));
		write_move(rq, c, CONSULTATION_ANNOUNCED, tr(rq, "Announce it"));
		break;
	case CONSULTATION_ANNOUNCED:
		write_move(rq, c, CONSULTATION_DRAFT, tr(rq, "Take the announcement back"));
		break;
	case CONSULTATION_CLOSED:
		write_move(rq, c, CONSULTATION_WEIGHED, tr(rq, "All answers have been weighed"));
		break;
	case CONSULTATION_WEIGHED:
		write_move(rq, c, CONSULTATION_CONCLUDED, tr(rq, "Conclude it"));
		break;
	default:
		paragraph(rq, tr(rq, "There is nothing to move on now."));
	}
}

enum http_status consultation_web_edit(struct request *rq)
{
	struct consultation c;
	struct plan plan;
	enum http_status status;
	if (!consultation_page(rq, &c, &plan, &status))
		return status;
	const char *title = c.title, *questions = questions_shown(rq, &c);
	page_crumb(rq, title, href(rq, "/consultation/%lld", (long long)c.id));
	page_begin(rq, tr(rq, "Change the consultation"));
	heading(rq, 2, tr(rq, "Next step"));
	write_moves(rq, &c);
	heading(rq, 2, tr(rq, "What it says"));
	form_post_begin(rq, tr(rq, "Change the consultation"), href(rq, "/consultation/%lld/edit", (long long)c.id));
	write_fields(rq, &c, questions);
	form_end(rq, tr(rq, "Save"));
	return end_form(rq);
}

enum http_status consultation_web_change(struct request *rq)
{
	struct consultation c;
	int64_t id = route_id(rq, "consultation");
	if (!consultation_get(rq->conn, rq->arena, id, &c, &rq->err))
		return page_failed(rq);
	if (!c.id)
		return page_not_found(rq, tr(rq, "There is no such consultation."));
	return save_form(rq, &c, consultation_web_edit);
}

/* ---- /consultation/{consultation}/move ---- */

static bool move(struct db_conn *tx, void *arg, struct err *err)
{
	struct saving *s = arg;
	return consultation_move(tx, s->arena, s->consultation->id, s->to, clock_now(), s->by, &s->refused, err);
}

enum http_status consultation_web_move(struct request *rq)
{
	struct consultation c = { .id = route_id(rq, "consultation") };
	struct saving s = { .arena = rq->arena, .consultation = &c, .by = rq->session->user_id };
	while (s.to < CONSULTATION_STATES && !str_eq(consultation_states[s.to].code, form_text(rq, "to")))
		s.to++;
	if (s.to == CONSULTATION_STATES)
		return page_bad_request(rq, tr(rq, "There is no such state."));
	if (!user_write(rq, move, &s, NULL))
		return page_failed(rq);
	if (s.refused)
		return page_bad_request(rq, tr_name(rq, s.refused));
	return redirect_to(rq, href(rq, "/consultation/%lld", (long long)c.id));
}
