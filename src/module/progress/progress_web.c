/* The pages behind a link: what an organisation is asked, without an account. */
#include "module/progress/progress_internal.h"

#include "module/user/user.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/table.h"
#include "ui/translate.h"

#define TEXT_LINES 4
#define LIST_LINES 3

struct asked {
	struct progress_ask ask;
	struct progress_round round;
	struct measure_programme programme;
	struct plan plan;
	struct measure *measures;
	struct progress_report *reports;
	size_t n_measures, n_reports;
};

/* false where the link leads nowhere, or rq->err says why. */
static bool open_link(struct request *rq, struct asked *x)
{
	struct arena *a = rq->arena;
	*x = (struct asked){ 0 };
	rq->personal = true;
	if (!progress_by_token(rq->conn, a, route_text(rq, "token"), &x->ask, &rq->err))
		return false;
	if (!x->ask.id)
		return err_not_found(&rq->err, "Nothing is asked at this address");
	if (!progress_round_get(rq->conn, a, x->ask.round_id, &x->round, &rq->err)
	    || !measure_programme_get(rq->conn, a, x->round.programme_id, &x->programme, &rq->err)
	    || !plan_get(rq->conn, a, x->programme.plan_id, &x->plan, &rq->err)
	    || !measure_list(rq->conn, a, x->programme.id, &x->measures, &x->n_measures, &rq->err)
	    || !progress_reports(rq->conn, a, x->programme.id, &x->reports, &x->n_reports, &rq->err))
		return false;
	page_plan(rq, x->plan.title, href(rq, "/plan/%s", x->plan.slug));
	return true;
}

static const char *link_href(struct request *rq, const struct measure *m)
{
	return m ? href(rq, "/progress/%s/%lld", route_text(rq, "token"), (long long)m->id) : href(rq, "/progress/%s", route_text(rq, "token"));
}

static bool is_asked(const struct asked *x, const struct measure *m)
{
	return str_eq(m->lead, x->ask.organisation) && m->closed == MEASURE_GOES_ON;
}

/* ---- What an answer says ---- */

void progress_write_report(struct request *rq, const struct progress_report *r)
{
	facts_begin(rq);
	fact_begin(rq, tr(rq, "Status"));
	html(&rq->body, "%s %s", measure_statuses[r->status].sign, tr_name(rq, measure_statuses[r->status].name));
	fact_end(rq);
	for (size_t i = 0; i < r->n_reached; i++)
		fact(rq, tr(rq, "Milestones reached"), arena_printf(rq->arena, "%s, %s", r->reached[i].milestone, date_iso(rq->arena, r->reached[i].on)));
	for (size_t i = 0; i < r->n_money; i++)
		fact(rq, tr(rq, "Money used"), arena_printf(rq->arena, "%s: %s", r->money[i].source, tr_number(rq->arena, rq->lang, r->money[i].amount)));
	if (*r->achieved)
		fact(rq, tr(rq, "What was achieved"), r->achieved);
	if (*r->obstacles)
		fact(rq, tr(rq, "What is in the way"), r->obstacles);
	facts_end(rq);
}

/* ---- GET /progress/{token} ---- */

static void write_measure(struct request *rq, const struct asked *x, const struct measure *m)
{
	const struct progress_report *r = progress_find(x->reports, x->n_reports, m->id, x->round.year, false);
	row_begin(rq);
	head_link(rq, link_href(rq, m), arena_printf(rq->arena, "%s %s", m->ref, m->title));
	cell_text(rq, r ? tr_name(rq, progress_states[r->state].name) : tr(rq, "Not answered"));
	cell_text(rq, r && r->state == PROGRESS_ASKED_BACK ? r->note : "");
	row_end(rq);
}

enum http_status progress_web_asked(struct request *rq)
{
	struct asked x;
	if (!open_link(rq, &x))
		return page_failed(rq);
	page_begin(rq, tr_format(rq, "Report for %s", arena_printf(rq->arena, "%d", x.round.year)));
	html_t(rq, "<p>%1$s is responsible for these measures in <strong>%2$s</strong>. Answers are due %3$s.</p>\n", x.ask.organisation,
	       x.programme.title, date_iso(rq->arena, x.round.due));
	if (x.round.closed.year)
		note(rq, TONE_WARNING, tr(rq, "The reporting is closed. Write to the planners if something is missing."));
	else if (date_days(date_at(clock_now())) > date_days(x.round.due))
		note(rq, TONE_WARNING, tr(rq, "The day has passed. You can still answer; the planners see that it came late."));
	table_begin(rq, tr(rq, "Your measures"), { tr(rq, "Measure"), COLUMN_TEXT }, { tr(rq, "Your answer"), COLUMN_TEXT },
	            { tr(rq, "What the planners ask"), COLUMN_TEXT });
	for (size_t i = 0; i < x.n_measures; i++)
		if (is_asked(&x, &x.measures[i]))
			write_measure(rq, &x, &x.measures[i]);
	table_end(rq);
	paragraph(rq, tr(rq, "The address of this page is a secret: whoever has it can answer for you. It works until the reporting is closed."));
	return page_end(rq);
}

/* ---- GET /progress/{token}/{measure} ---- */

struct answering {
	struct asked x;
	const struct measure *measure;
	const struct progress_report *before; /* the newest answer this year, or NULL */
	struct progress_report answer;        /* as the form has it */
	const char *money;
};

static bool open_measure(struct request *rq, struct answering *w)
{
	int64_t id = route_id(rq, "measure");
	*w = (struct answering){ 0 };
	if (!open_link(rq, &w->x))
		return false;
	for (size_t i = 0; i < w->x.n_measures; i++)
		if (w->x.measures[i].id == id && is_asked(&w->x, &w->x.measures[i]))
			w->measure = &w->x.measures[i];
	if (!w->measure)
		return err_not_found(&rq->err, "You are not asked about this measure");
	w->before = progress_find(w->x.reports, w->x.n_reports, id, w->x.round.year, false);
	return true;
}

static const char *day_field(struct request *rq, const struct measure_milestone *s)
{
	return arena_printf(rq->arena, "reached-%lld", (long long)s->id);
}

static struct date reached_on(const struct progress_report *r, const char *milestone)
{
	for (size_t i = 0; i < r->n_reached; i++)
		if (str_eq(r->reached[i].milestone, milestone))
			return r->reached[i].on;
	return (struct date){ 0 };
}

static void write_milestones(struct request *rq, const struct answering *w)
{
	const struct measure *m = w->measure;
	if (m->n_milestones == 0)
		return;
	html(&rq->body, "<fieldset class=\"ds-fieldset\"><legend class=\"ds-label\">%s</legend>\n", tr(rq, "Milestones: on which day was it reached?"));
	for (size_t i = 0; i < m->n_milestones; i++) {
		const struct measure_milestone *s = &m->milestones[i];
		if (s->done.year) {
			html(&rq->body, "<p>✓ %s, %s</p>\n", s->title, date_iso(rq->arena, s->done));
			continue;
		}
		field_input(rq, .name = day_field(rq, s), .label = s->title, .type = "date",
		            .value = date_iso(rq->arena, reached_on(&w->answer, s->title)),
		            .hint = s->due.year ? tr_format(rq, "Due %s. Empty: not yet.", date_iso(rq->arena, s->due)) : tr(rq, "Empty: not yet."));
	}
	html(&rq->body, "</fieldset>\n");
}

static void write_form(struct request *rq, const struct answering *w)
{
	struct choice statuses[MEASURE_STATUSES];
	for (size_t i = 0; i < MEASURE_STATUSES; i++)
		statuses[i] = (struct choice){ measure_statuses[i].code, tr_name(rq, measure_statuses[i].name) };
	form_post_begin(rq, tr(rq, "Your answer"), link_href(rq, w->measure));
	field_hidden(rq, "base", arena_printf(rq->arena, "%lld", (long long)(w->before ? w->before->revision : 0)));
	field_radios(rq, "status", tr(rq, "Status"), statuses, MEASURE_STATUSES, measure_statuses[w->answer.status].code, true);
	write_milestones(rq, w);
	field_input(rq, .name = "achieved", .label = tr(rq, "What was achieved"), .value = w->answer.achieved, .lines = TEXT_LINES);
	field_input(rq, .name = "obstacles", .label = tr(rq, "What is in the way"), .value = w->answer.obstacles, .lines = TEXT_LINES);
	field_input(rq, .name = "money", .label = tr(rq, "Money used"), .value = w->money, .lines = LIST_LINES,
	            .hint = tr(rq, "A line each: source, an upright line, kroner. Such as: the county | 250000"));
	form_end(rq, tr(rq, "Send the answer"));
}

static void write_year(struct request *rq, const char *title, const struct progress_report *r)
{
	if (!r)
		return;
	html(&rq->body, "<section>");
	heading(rq, 2, title);
	progress_write_report(rq, r);
	html(&rq->body, "</section>\n");
}

static enum http_status write_page(struct request *rq, const struct answering *w)
{
	const struct asked *x = &w->x;
	page_crumb(rq, tr_format(rq, "Report for %s", arena_printf(rq->arena, "%d", x->round.year)), link_href(rq, NULL));
	page_begin(rq, arena_printf(rq->arena, "%s %s", w->measure->ref, w->measure->title));
	if (w->before && w->before->state == PROGRESS_ASKED_BACK)
		note(rq, TONE_WARNING, tr_format(rq, "The planners ask: %s", w->before->note));
	if (!x->round.closed.year)
		write_form(rq, w);
	write_year(rq, tr_format(rq, "What was answered for %s", arena_printf(rq->arena, "%d", x->round.year)), w->before);
	write_year(rq, tr_format(rq, "What was answered for %s", arena_printf(rq->arena, "%d", x->round.year - 1)),
	           progress_find(x->reports, x->n_reports, w->measure->id, x->round.year - 1, true));
	return page_end(rq);
}

enum http_status progress_web_form(struct request *rq)
{
	struct answering w;
	if (!open_measure(rq, &w))
		return page_failed(rq);
	if (w.before)
		w.answer = *w.before;
	else
		w.answer = (struct progress_report){ .status = measure_status(w.measure, date_at(clock_now())), .achieved = "", .obstacles = "" };
	w.money = progress_write_money(rq->arena, &w.answer, "\n");
	return write_page(rq, &w);
}

/* ---- POST /progress/{token}/{measure} ---- */

static void read_milestones(struct request *rq, struct answering *w)
{
	VEC(struct progress_reached) found = { 0 };
	for (size_t i = 0; i < w->measure->n_milestones; i++) {
		const struct measure_milestone *s = &w->measure->milestones[i];
		const char *text = form_text(rq, day_field(rq, s));
		struct date on;
		if (!*text)
			continue;
		if (date_parse(text, &on))
			*VEC_PUSH(rq->arena, &found) = (struct progress_reached){ s->title, on };
		else
			form_problem(rq, day_field(rq, s), tr(rq, "This is not a date: write 2026-03-31, for example."));
	}
	w->answer.reached = found.v;
	w->answer.n_reached = found.n;
}

static void read_form(struct request *rq, struct answering *w)
{
	struct progress_report *r = &w->answer;
	struct err err = { 0 };
	*r = (struct progress_report){ .round_id = w->x.round.id, .measure_id = w->measure->id, .achieved = form_text(rq, "achieved"),
	                               .obstacles = form_text(rq, "obstacles"), .note = "" };
	w->money = form_text(rq, "money");
	while (r->status < MEASURE_STATUSES && !str_eq(measure_statuses[r->status].code, form_text(rq, "status")))
		r->status++;
	if (r->status == MEASURE_STATUSES) {
		r->status = MEASURE_NOT_STARTED;
		form_problem(rq, "status", tr(rq, "Choose a status."));
	}
	read_milestones(rq, w);
	if (!progress_read_money(rq->arena, w->money, r, &err))
		form_problem(rq, "money", err.message);
	const char *problem = form_problems(rq) ? NULL : progress_check(w->measure, r, date_at(clock_now()));
	if (problem)
		form_problem(rq, r->status == MEASURE_STOPPED ? "obstacles" : "status", tr_name(rq, problem));
}

struct sending {
	struct arena *arena;
	struct progress_report *report;
	int64_t base;
	bool overtaken;
};

static bool send(struct db_conn *tx, void *arg, struct err *err)
{
	struct sending *s = arg;
	return progress_send(tx, s->arena, s->report, s->base, 0, &s->overtaken, err);
}

enum http_status progress_web_send(struct request *rq)
{
	struct answering w;
	enum http_status status;
	if (!open_measure(rq, &w))
		return page_failed(rq);
	if (w.x.round.closed.year)
		return page_bad_request(rq, tr(rq, "The reporting is closed. Write to the planners if something is missing."));
	read_form(rq, &w);
	if (form_problems(rq)) {
		status = write_page(rq, &w);
		return status == HTTP_OK ? HTTP_BAD_REQUEST : status;
	}
	struct sending s = { .arena = rq->arena, .report = &w.answer, .base = form_i64(rq, "base", 0) };
	if (!user_write(rq, send, &s, NULL))
		return page_failed(rq);
	if (!s.overtaken)
		return redirect_to(rq, link_href(rq, NULL));
	page_note(rq, TONE_WARNING, tr(rq, "Somebody else has answered since you opened the form. Nothing was overwritten: their answer stands below. Change yours "
	                                   "if needed, and send again."));
	status = write_page(rq, &w);
	return status == HTTP_OK ? HTTP_BAD_REQUEST : status;
}
