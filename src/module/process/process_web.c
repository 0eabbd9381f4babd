/* Pages: where a plan is in its process, and what happens now. */
#include "module/process/process_internal.h"

#include "module/consultation/consultation.h"
#include "ui/markdown.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/table.h"
#include "ui/translate.h"

static const char *period(struct request *rq, struct date from, struct date to)
{
	return arena_printf(rq->arena, "%s – %s", date_iso(rq->arena, from), date_iso(rq->arena, to));
}

/* ---- What happens now ---- */

static void write_phases_now(struct request *rq, const struct process *p, struct date today)
{
	size_t now = 0;
	for (size_t i = 0; i < p->n_phases; i++) {
		const struct process_phase *phase = &p->phases[i];
		if (process_phase_time(phase, today) != PROCESS_NOW)
			continue;
		now++;
		html(&rq->body, "<p><strong>%zu. %s</strong>, %s</p>\n", i + 1, phase->title, period(rq, phase->begins, phase->ends));
		markdown_html(&rq->body, phase->activities);
	}
	for (size_t i = 0; now == 0 && i < p->n_phases; i++) {
		if (process_phase_time(&p->phases[i], today) == PROCESS_AHEAD) {
			html_t(rq, "<p>Nothing goes on just now. The next phase is <strong>%1$s</strong>, from %2$s.</p>", p->phases[i].title,
			       date_iso(rq->arena, p->phases[i].begins));
			return;
		}
	}
	if (now == 0)
		paragraph(rq, tr(rq, "All phases are over."));
}

/* What one can take part in, or soon can. */
static bool write_consultations_now(struct request *rq, int64_t plan_id)
{
	struct consultation *list;
	size_t n;
	if (!consultation_list(rq->conn, rq->arena, plan_id, &list, &n, &rq->err))
		return false;
	for (size_t i = 0; i < n; i++) {
		const char *target = href(rq, "/consultation/%lld", (long long)list[i].id);
		enum consultation_state state = consultation_state_at(&list[i], clock_now());
		if (state != CONSULTATION_OPEN && state != CONSULTATION_ANNOUNCED)
			continue;
		html(&rq->body, "<p>");
		tag(rq, state == CONSULTATION_OPEN ? TONE_SUCCESS : TONE_INFO, tr_name(rq, consultation_states[state].name));
		html(&rq->body, " ");
		link_to(rq, target, list[i].title);
		if (state == CONSULTATION_ANNOUNCED)
			html_t(rq, ", opens %s", date_iso(rq->arena, list[i].opens));
		else if (list[i].closes.year)
			html_t(rq, ", last day %s", date_iso(rq->arena, list[i].closes));
		html(&rq->body, "</p>\n");
	}
	return true;
}

static bool write_now(struct request *rq, const struct process *p, int64_t plan_id, struct date today)
{
	const struct process_milestone *next = process_next(p);
	write_phases_now(rq, p, today);
	if (!write_consultations_now(rq, plan_id))
		return false;
	if (next) {
		html(&rq->body, "<p>");
		html_t(rq, "Next milestone: %1$s, %2$s.", next->title, date_iso(rq->arena, next->due));
		if (date_days(next->due) < date_days(today)) {
			html(&rq->body, " ");
			tag(rq, TONE_WARNING, tr(rq, "Overdue"));
		}
		html(&rq->body, "</p>\n");
	}
	return true;
}

void process_panel_nav(struct request *rq, int64_t plan_id)
{
	struct process p;
	struct plan plan;
	if (!process_load(rq->conn, rq->arena, plan_id, &p, &rq->err) || !plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		return;
	if (p.n_phases || p.n_milestones || request_may(rq, "plan.edit", plan_id))
		page_nav(rq, NAV_PROCESS, tr(rq, "Process"), href(rq, "/plan/%s/process", plan.slug));
}

/* On the plan's page: the figure and what happens now, in short. */
void process_panel_plan(struct request *rq, int64_t plan_id)
{
	struct process p;
	struct date today = date_at(clock_now());
	if (!process_load(rq->conn, rq->arena, plan_id, &p, &rq->err) || p.n_phases == 0)
		return;
	html(&rq->body, "<section>");
	heading(rq, 2, tr(rq, "What happens now"));
	process_write_figure(rq, &p, today);
	write_now(rq, &p, plan_id, today);
	html(&rq->body, "</section>\n");
}

/* ---- GET /plan/{plan}/process ---- */

static void write_phases(struct request *rq, const struct process *p, struct date today)
{
	heading(rq, 2, tr(rq, "Phases"));
	html(&rq->body, "<ol class=\"phases\">\n");
	for (size_t i = 0; i < p->n_phases; i++) {
		const struct process_phase *phase = &p->phases[i];
		enum process_time time = process_phase_time(phase, today);
		html(&rq->body, "<li%s>", time == PROCESS_NOW ? " aria-current=step" : "");
		heading(rq, 3, phase->title);
		html(&rq->body, "<p>");
		tag(rq, time == PROCESS_NOW ? TONE_INFO : TONE_NEUTRAL, tr_name(rq, process_time_names[time]));
		html(&rq->body, " %s</p>\n", period(rq, phase->begins, phase->ends));
		markdown_html(&rq->body, phase->activities);
		html(&rq->body, "</li>\n");
	}
	html(&rq->body, "</ol>\n");
}

static void write_milestones(struct request *rq, const struct process *p, struct date today)
{
	table_begin(rq, tr(rq, "Milestones"), { tr(rq, "Milestone"), COLUMN_TEXT }, { tr(rq, "Day"), COLUMN_TEXT },
	            { tr(rq, "State"), COLUMN_TEXT });
	for (size_t i = 0; i < p->n_milestones; i++) {
		const struct process_milestone *m = &p->milestones[i];
		bool late = !m->done.year && date_days(m->due) < date_days(today);
		row_begin(rq);
		head_text(rq, m->title);
		cell_text(rq, date_iso(rq->arena, m->due));
		cell_begin(rq);
		tag(rq, m->done.year ? TONE_SUCCESS : late ? TONE_WARNING : TONE_NEUTRAL,
		    m->done.year ? tr_format(rq, "Reached %s", date_iso(rq->arena, m->done)) : late ? tr(rq, "Overdue") : tr(rq, "Ahead"));
		cell_end(rq);
		row_end(rq);
	}
	table_end(rq);
}

enum http_status process_web_show(struct request *rq)
{
	struct plan plan;
	struct process p;
	struct date today = date_at(clock_now());
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err)
	    || !process_load(rq->conn, rq->arena, plan.id, &p, &rq->err))
		return page_failed(rq);
	plan_page_context(rq, &plan);
	page_begin(rq, tr(rq, "Process"));
	if (p.n_phases == 0)
		nothing_here(rq, tr(rq, "The phases of this plan have not been written down yet."));
	else
		process_write_figure(rq, &p, today);
	if (request_may(rq, "plan.edit", plan.id))
		link_button(rq, href(rq, "/plan/%s/process/edit", plan.slug), tr(rq, "Change phases and milestones"));
	if (p.n_phases) {
		heading(rq, 2, tr(rq, "What happens now"));
		if (!write_now(rq, &p, plan.id, today))
			return page_failed(rq);
		write_phases(rq, &p, today);
	}
	if (p.n_milestones)
		write_milestones(rq, &p, today);
	html(&rq->body, "<p>");
	link_to(rq, href(rq, "/plan/%s/process.ics", plan.slug), tr(rq, "The days in your own calendar (iCalendar)"));
	html(&rq->body, "</p>\n");
	return page_end(rq);
}

/* ---- GET /plan/{plan}/process.ics ---- */

enum http_status process_web_calendar(struct request *rq)
{
	struct plan plan;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err))
		return page_failed(rq);
	rq->content_type = "text/calendar; charset=utf-8";
	if (!process_write_calendar(rq->conn, rq->arena, &rq->body, &plan, rq->lang, rq->origin, &rq->err))
		return page_failed(rq);
	return HTTP_OK;
}
