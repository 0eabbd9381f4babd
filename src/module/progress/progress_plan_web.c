/* Planners' page of the reporting: rounds, who is asked, what was answered, approving and asking back. */
#include "module/progress/progress_internal.h"

#include "module/notice/notice.h"
#include "module/user/user.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/sheet.h"
#include "ui/table.h"
#include "ui/translate.h"

struct shown {
	struct plan plan;
	struct measure_programme programme; /* id 0: none is adopted */
	struct progress_round *rounds;
	const struct progress_round *round; /* the one that is shown, or NULL */
	struct progress_ask *asks;
	struct measure *measures;
	struct progress_report *reports;
	size_t n_rounds, n_asks, n_measures, n_reports;
};

static const char *here(struct request *rq, const struct shown *x, int year)
{
	return year ? href(rq, "/plan/%s/progress?year=%d", x->plan.slug, year) : href(rq, "/plan/%s/progress", x->plan.slug);
}

static bool load(struct request *rq, struct shown *x)
{
	struct arena *a = rq->arena;
	struct measure_programme *programmes;
	size_t n;
	int64_t year = query_i64(rq, "year", 0);
	*x = (struct shown){ 0 };
	if (!plan_find(rq->conn, a, route_text(rq, "plan"), &x->plan, &rq->err)
	    || !measure_programmes(rq->conn, a, x->plan.id, &programmes, &n, &rq->err))
		return false;
	for (size_t i = n; i-- > 0;)
		if (programmes[i].adopted.year)
			x->programme = programmes[i];
	if (!x->programme.id)
		return true;
	if (!progress_rounds(rq->conn, a, x->programme.id, &x->rounds, &x->n_rounds, &rq->err)
	    || !measure_list(rq->conn, a, x->programme.id, &x->measures, &x->n_measures, &rq->err)
	    || !progress_reports(rq->conn, a, x->programme.id, &x->reports, &x->n_reports, &rq->err))
		return false;
	for (size_t i = x->n_rounds; i-- > 0;)
		if (!x->round || i == 0 || x->rounds[i].year == year)
			x->round = &x->rounds[i];
	for (size_t i = 0; i < x->n_rounds; i++)
		if (x->rounds[i].year == year)
			x->round = &x->rounds[i];
	return !x->round || progress_asks(rq->conn, a, x->round->id, &x->asks, &x->n_asks, &rq->err);
}

/* ---- One answer ---- */

static const char *field_name(struct request *rq, const char *what, int64_t id)
{
	return arena_printf(rq->arena, "%s-%lld", what, (long long)id);
}

static void write_decide(struct request *rq, const struct shown *x, const struct measure *m, const struct progress_report *r)
{
	form_post_begin(rq, tr_format(rq, "Decide on %s", m->ref), here(rq, x, x->round->year));
	field_hidden(rq, "measure", arena_printf(rq->arena, "%lld", (long long)m->id));
	field_input(rq, .name = "note", .label = r->late ? tr(rq, "A question, or why a late answer is taken") : tr(rq, "A question, where you ask back"));
	form_button(rq, "decide", "approved", tr(rq, "Approve"));
	form_button(rq, "decide", "asked_back", tr(rq, "Ask back"));
	form_close(rq);
}

static void write_measure(struct request *rq, const struct shown *x, const struct measure *m, struct date today)
{
	const struct progress_report *r = progress_find(x->reports, x->n_reports, m->id, x->round->year, false);
	html(&rq->body, "<section>");
	heading(rq, 3, arena_printf(rq->arena, "%s %s", m->ref, m->title));
	html(&rq->body, "<p>%s</p>\n<p>", m->lead);
	if (!r) {
		tag(rq, TONE_NEUTRAL, tr(rq, "Not answered"));
		html(&rq->body, "</p></section>\n");
		return;
	}
	tag(rq, r->state == PROGRESS_APPROVED ? TONE_SUCCESS : r->state == PROGRESS_ASKED_BACK ? TONE_WARNING : TONE_INFO,
	    tr_name(rq, progress_states[r->state].name));
	if (r->late) {
		html(&rq->body, " ");
		tag(rq, TONE_WARNING, tr(rq, "Late"));
	}
	html(&rq->body, "</p>\n");
	const char *contradiction = r->state == PROGRESS_APPROVED ? NULL : progress_contradiction(m, r, today);
	if (contradiction)
		note(rq, TONE_WARNING, tr_name(rq, contradiction));
	progress_write_report(rq, r);
	if (*r->note)
		paragraph(rq, r->note);
	if (r->state != PROGRESS_APPROVED)
		write_decide(rq, x, m, r);
	html(&rq->body, "</section>\n");
}

/* ---- Who is asked ---- */

static void write_asks(struct request *rq, const struct shown *x)
{
	heading(rq, 2, tr(rq, "Who is asked"));
	form_post_begin(rq, tr(rq, "Who is asked"), here(rq, x, x->round->year));
	table_begin(rq, tr(rq, "Who is asked"), { tr(rq, "Organisation"), COLUMN_TEXT }, { tr(rq, "E-mail"), COLUMN_TEXT },
	            { tr(rq, "Link, for a letter"), COLUMN_TEXT }, { tr(rq, "Reminded"), COLUMN_TEXT });
	for (size_t i = 0; i < x->n_asks; i++) {
		const struct progress_ask *ask = &x->asks[i];
		row_begin(rq);
		head_text(rq, ask->organisation);
		cell_begin(rq);
		field_input(rq, .name = field_name(rq, "email", ask->id), .label = tr_format(rq, "E-mail of %s", ask->organisation), .type = "email",
		            .value = ask->email);
		cell_end(rq);
		cell_begin(rq);
		if (*ask->token)
			link_to(rq, href(rq, "/progress/%s", ask->token), tr(rq, "The link"));
		cell_end(rq);
		cell_text(rq, date_iso(rq->arena, ask->reminded));
		row_end(rq);
	}
	table_end(rq);
	form_end(rq, tr(rq, "Save addresses, and mail the link to new ones"));
}

static void write_open(struct request *rq, const struct shown *x)
{
	details_begin(rq, x->n_rounds == 0);
	html(&rq->body, "%s", tr(rq, "Open the reporting for a year"));
	details_body(rq);
	form_post_begin(rq, tr(rq, "Open the reporting for a year"), here(rq, x, 0));
	field_input(rq, .name = "year", .label = tr(rq, "Year"), .value = form_text(rq, "year"), .required = true);
	field_input(rq, .name = "due", .label = tr(rq, "Answers are due"), .type = "date", .value = form_text(rq, "due"), .required = true);
	form_end(rq, tr(rq, "Ask everybody who is responsible"));
	details_end(rq);
}

static void write_round(struct request *rq, const struct shown *x)
{
	struct date today = date_at(clock_now());
	size_t answered = 0, asked = 0;
	for (size_t i = 0; i < x->n_measures; i++) {
		asked += *x->measures[i].lead != '\0';
		answered += progress_find(x->reports, x->n_reports, x->measures[i].id, x->round->year, false) != NULL;
	}
	html_t(rq, "<p>Opened %1$s, due %2$s. %3$s of %4$s measures have an answer.</p>\n", date_iso(rq->arena, x->round->opened),
	       date_iso(rq->arena, x->round->due), tr_number(rq->arena, rq->lang, (int64_t)answered), tr_number(rq->arena, rq->lang, (int64_t)asked));
	if (x->round->closed.year)
		html_t(rq, "<p>Closed %s.</p>\n", date_iso(rq->arena, x->round->closed));
	sheet_links(rq);
	write_asks(rq, x);
	heading(rq, 2, tr(rq, "Answers"));
	for (size_t i = 0; i < x->n_measures; i++)
		if (*x->measures[i].lead)
			write_measure(rq, x, &x->measures[i], today);
	if (!x->round->closed.year)
		form_post_button(rq, here(rq, x, x->round->year), tr(rq, "Close the reporting"), "close", "yes");
}

/* ---- GET /plan/{plan}/progress ---- */

static enum http_status send_sheet(struct request *rq, const struct shown *x)
{
	struct sheet s = sheet_new(rq, progress_columns, PROGRESS_COLUMNS);
	for (size_t i = 0; i < x->n_measures; i++) {
		const char *cells[PROGRESS_COLUMNS];
		progress_cells(rq->arena, &x->measures[i], progress_find(x->reports, x->n_reports, x->measures[i].id, x->round->year, false), cells);
		sheet_row_(&s, cells);
	}
	return sheet_send(&s, arena_printf(rq->arena, "%s-progress-%d", x->plan.slug, x->round->year));
}

static enum http_status write_page(struct request *rq, const struct shown *x)
{
	plan_page_context(rq, &x->plan);
	page_begin(rq, x->round ? tr_format(rq, "Reporting %s", arena_printf(rq->arena, "%d", x->round->year)) : tr(rq, "Reporting"));
	if (!x->programme.id) {
		nothing_here(rq, tr(rq, "No action programme has been adopted: there is nothing to report on yet."));
		return page_end(rq);
	}
	for (size_t i = 0; i < x->n_rounds; i++)
		if (&x->rounds[i] != x->round) {
			html(&rq->body, "<p>");
			link_to(rq, here(rq, x, x->rounds[i].year), tr_format(rq, "Reporting %s", arena_printf(rq->arena, "%d", x->rounds[i].year)));
			html(&rq->body, "</p>\n");
		}
	if (x->round)
		write_round(rq, x);
	write_open(rq, x);
	return page_end(rq);
}

enum http_status progress_web_rounds(struct request *rq)
{
	struct shown x;
	if (!load(rq, &x))
		return page_failed(rq);
	return x.round && sheet_wanted(rq) ? send_sheet(rq, &x) : write_page(rq, &x);
}

/* ---- POST /plan/{plan}/progress ---- */

struct change {
	struct arena *arena;
	const struct shown *x;
	const char *const *emails; /* beside the asks; NULL where it stays */
	struct progress_round round;
	int64_t measure_id, by;
	enum progress_state state;
	const char *note;
	bool close;
};

static bool change(struct db_conn *tx, void *arg, struct err *err)
{
	struct change *c = arg;
	if (c->round.programme_id)
		return progress_open(tx, c->arena, &c->round, c->by, err);
	if (c->close)
		return progress_close(tx, c->arena, c->x->round->id, date_at(clock_now()), c->by, err);
	if (c->measure_id)
		return progress_decide(tx, c->arena, c->x->round->id, c->measure_id, c->state, c->note, c->by, err);
	for (size_t i = 0; i < c->x->n_asks; i++)
		if (c->emails[i] && !progress_contact(tx, c->arena, c->x->round->id, c->x->asks[i].organisation, c->emails[i], c->by, err))
			return false;
	return true;
}

/* Those that differ from what is kept. */
static bool read_emails(struct request *rq, const struct shown *x, const char **emails)
{
	for (size_t i = 0; i < x->n_asks; i++) {
		const char *name = field_name(rq, "email", x->asks[i].id);
		struct span text = span_trim(span_of(form_text(rq, name)));
		if (span_is(text, x->asks[i].email))
			continue;
		emails[i] = text.n ? notice_address(rq->arena, text) : "";
		if (!emails[i])
			form_problem(rq, name, tr(rq, "Mail cannot be sent to this address."));
	}
	return !form_problems(rq);
}

enum http_status progress_web_change(struct request *rq)
{
	struct shown x;
	if (!load(rq, &x))
		return page_failed(rq);
	if (!x.programme.id)
		return page_bad_request(rq, tr(rq, "No action programme has been adopted: there is nothing to report on yet."));
	struct change c = { .arena = rq->arena, .x = &x, .by = rq->session->user_id, .note = form_text(rq, "note"),
	                    .measure_id = form_i64(rq, "measure", 0), .close = *form_text(rq, "close") };
	const char **emails = arena_array(rq->arena, x.n_asks, sizeof *emails);
	c.emails = emails;
	c.state = str_eq(form_text(rq, "decide"), "approved") ? PROGRESS_APPROVED : PROGRESS_ASKED_BACK;
	int64_t year = form_i64(rq, "year", 0);
	if (year) {
		c.round = (struct progress_round){ .programme_id = x.programme.id, .year = (int)year };
		date_parse(form_text(rq, "due"), &c.round.due);
	} else if (!x.round) {
		return page_bad_request(rq, tr(rq, "Say which year."));
	} else if (!c.close && !c.measure_id && !read_emails(rq, &x, emails)) {
		enum http_status status = write_page(rq, &x);
		return status == HTTP_OK ? HTTP_BAD_REQUEST : status;
	}
	if (!user_write(rq, change, &c, NULL))
		return page_failed(rq);
	return redirect_to(rq, here(rq, &x, year ? (int)year : x.round->year));
}

/* ---- Panels ---- */

void progress_panel_nav(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	if (rq->internal && plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		page_nav(rq, NAV_ACTION, tr(rq, "Reporting"), href(rq, "/plan/%s/progress", plan.slug));
}

/* On a measure: what was approved, newest year first. */
void progress_panel_measure(struct request *rq, int64_t measure_id)
{
	struct measure m;
	struct progress_round *rounds;
	struct progress_report *reports;
	size_t n_rounds, n;
	if (!measure_get(rq->conn, rq->arena, measure_id, &m, &rq->err)
	    || !progress_rounds(rq->conn, rq->arena, m.programme_id, &rounds, &n_rounds, &rq->err)
	    || !progress_reports(rq->conn, rq->arena, m.programme_id, &reports, &n, &rq->err))
		return;
	for (size_t i = 0; i < n_rounds; i++) {
		const struct progress_report *r = progress_find(reports, n, measure_id, rounds[i].year, true);
		if (!r)
			continue;
		heading(rq, 2, tr_format(rq, "Report for %s", arena_printf(rq->arena, "%d", rounds[i].year)));
		progress_write_report(rq, r);
	}
}
