/* The form with all phases and milestones: saved as a whole, so that they are checked together. */
#include "module/process/process_internal.h"

#include "module/user/user.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

#define EMPTY_ROWS 2 /* to fill in; saving makes room for more */
#define ACTIVITY_LINES 3

static const char *name_of(struct request *rq, const char *kind, size_t i, const char *field)
{
	return arena_printf(rq->arena, "%s%zu_%s", kind, i + 1, field);
}

/* ---- Reading the form ---- */

static const char *sent(struct request *rq, const char *kind, size_t i, const char *field)
{
	struct span text = span_trim(span_of(form_text(rq, name_of(rq, kind, i, field))));
	return arena_strndup(rq->arena, text.s, text.n);
}

static void read_date(struct request *rq, const char *kind, size_t i, const char *field, struct date *date)
{
	const char *text = sent(rq, kind, i, field);
	if (*text && !date_parse(text, date))
		form_problem(rq, name_of(rq, kind, i, field), tr(rq, "Write a date, such as 2026-02-16."));
}

/* The number that a row was written with, if the plan still has it: what is kept keeps its number. */
static int64_t phase_id(struct request *rq, const struct process *now, size_t i)
{
	int64_t id = form_i64(rq, name_of(rq, "phase", i, "id"), 0);
	for (size_t k = 0; k < now->n_phases; k++)
		if (now->phases[k].id == id)
			return id;
	return 0;
}

static int64_t milestone_id(struct request *rq, const struct process *now, size_t i)
{
	int64_t id = form_i64(rq, name_of(rq, "milestone", i, "id"), 0);
	for (size_t k = 0; k < now->n_milestones; k++)
		if (now->milestones[k].id == id)
			return id;
	return 0;
}

/* Rows without a title and dates are none. phase_rows and milestone_rows tell which row of the form each
 * came from. */
static struct process read_form(struct request *rq, const struct process *now, size_t phase_rows[PROCESS_PHASES],
                                size_t milestone_rows[PROCESS_MILESTONES])
{
	struct process p = { .phases = arena_array(rq->arena, PROCESS_PHASES, sizeof *p.phases),
	                     .milestones = arena_array(rq->arena, PROCESS_MILESTONES, sizeof *p.milestones) };
	for (size_t i = 0; i < PROCESS_PHASES; i++) {
		struct process_phase phase = { .id = phase_id(rq, now, i), .title = sent(rq, "phase", i, "title"),
		                               .activities = sent(rq, "phase", i, "activities") };
		read_date(rq, "phase", i, "begins", &phase.begins);
		read_date(rq, "phase", i, "ends", &phase.ends);
		if (!*phase.title && !*phase.activities && !phase.begins.year && !phase.ends.year)
			continue;
		phase_rows[p.n_phases] = i;
		p.phases[p.n_phases++] = phase;
	}
	for (size_t i = 0; i < PROCESS_MILESTONES; i++) {
		struct process_milestone m = { .id = milestone_id(rq, now, i), .title = sent(rq, "milestone", i, "title") };
		read_date(rq, "milestone", i, "due", &m.due);
		read_date(rq, "milestone", i, "done", &m.done);
		if (!*m.title && !m.due.year && !m.done.year)
			continue;
		milestone_rows[p.n_milestones] = i;
		p.milestones[p.n_milestones++] = m;
	}
	return p;
}

/* ---- Writing the form ---- */

static void write_phase(struct request *rq, size_t i, const struct process_phase *phase)
{
	html(&rq->body, "<fieldset class=\"ds-fieldset\"><legend class=\"ds-label\">");
	html_t(rq, "Phase %s", tr_number(rq->arena, rq->lang, (int64_t)i + 1));
	html(&rq->body, "</legend>\n");
	if (phase->id)
		field_hidden(rq, name_of(rq, "phase", i, "id"), arena_printf(rq->arena, "%lld", (long long)phase->id));
	field_input(rq, .name = name_of(rq, "phase", i, "title"), .label = tr(rq, "Name"), .value = phase->title);
	field_input(rq, .name = name_of(rq, "phase", i, "begins"), .label = tr(rq, "First day"), .type = "date",
	            .value = date_iso(rq->arena, phase->begins));
	field_input(rq, .name = name_of(rq, "phase", i, "ends"), .label = tr(rq, "Last day"), .type = "date",
	            .value = date_iso(rq->arena, phase->ends));
	field_input(rq, .name = name_of(rq, "phase", i, "activities"), .label = tr(rq, "What happens in it (Markdown)"),
	            .lines = ACTIVITY_LINES, .value = phase->activities);
	html(&rq->body, "</fieldset>\n");
}

static void write_milestone(struct request *rq, size_t i, const struct process_milestone *m)
{
	html(&rq->body, "<fieldset class=\"ds-fieldset\"><legend class=\"ds-label\">");
	html_t(rq, "Milestone %s", tr_number(rq->arena, rq->lang, (int64_t)i + 1));
	html(&rq->body, "</legend>\n");
	if (m->id)
		field_hidden(rq, name_of(rq, "milestone", i, "id"), arena_printf(rq->arena, "%lld", (long long)m->id));
	field_input(rq, .name = name_of(rq, "milestone", i, "title"), .label = tr(rq, "Name"), .value = m->title);
	field_input(rq, .name = name_of(rq, "milestone", i, "due"), .label = tr(rq, "Day"), .type = "date",
	            .value = date_iso(rq->arena, m->due));
	field_input(rq, .name = name_of(rq, "milestone", i, "done"), .label = tr(rq, "Reached"), .type = "date",
	            .value = date_iso(rq->arena, m->done));
	html(&rq->body, "</fieldset>\n");
}

static enum http_status write_page(struct request *rq, const struct plan *plan, const struct process *p)
{
	static const struct process_phase no_phase = { .title = "", .activities = "" };
	static const struct process_milestone no_milestone = { .title = "" };
	plan_page_context(rq, plan);
	page_crumb(rq, tr(rq, "Process"), href(rq, "/plan/%s/process", plan->slug));
	page_begin(rq, tr(rq, "Change phases and milestones"));
	paragraph(rq, tr(rq, "A row without a name and dates is left out. What stood here before is kept in the journal."));
	form_post_begin(rq, tr(rq, "Change phases and milestones"), href(rq, "/plan/%s/process/edit", plan->slug));
	heading(rq, 2, tr(rq, "Phases"));
	for (size_t i = 0; i < p->n_phases + EMPTY_ROWS && i < PROCESS_PHASES; i++)
		write_phase(rq, i, i < p->n_phases ? &p->phases[i] : &no_phase);
	heading(rq, 2, tr(rq, "Milestones"));
	for (size_t i = 0; i < p->n_milestones + EMPTY_ROWS && i < PROCESS_MILESTONES; i++)
		write_milestone(rq, i, i < p->n_milestones ? &p->milestones[i] : &no_milestone);
	form_end(rq, tr(rq, "Save"));
	page_end(rq);
	return form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

/* GET /plan/{plan}/process/edit */
enum http_status process_web_edit(struct request *rq)
{
	struct plan plan;
	struct process p;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err)
	    || !process_load(rq->conn, rq->arena, plan.id, &p, &rq->err))
		return page_failed(rq);
	return write_page(rq, &plan, &p);
}

struct saving {
	struct arena *arena;
	int64_t plan_id, by;
	const struct process *process;
};

static bool save(struct db_conn *tx, void *arg, struct err *err)
{
	const struct saving *s = arg;
	return process_save(tx, s->arena, s->plan_id, s->process, s->by, err);
}

/* POST /plan/{plan}/process/edit */
enum http_status process_web_change(struct request *rq)
{
	size_t phase_rows[PROCESS_PHASES] = { 0 }, milestone_rows[PROCESS_MILESTONES] = { 0 };
	struct plan plan;
	struct process now;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), &plan, &rq->err)
	    || !process_load(rq->conn, rq->arena, plan.id, &now, &rq->err))
		return page_failed(rq);
	struct process p = read_form(rq, &now, phase_rows, milestone_rows);
	struct process_problem problem = process_check(&p);
	if (problem.message && !form_problems(rq))
		form_problem(rq, problem.milestone ? name_of(rq, "milestone", milestone_rows[problem.number - 1], "title")
		                                   : name_of(rq, "phase", phase_rows[problem.number - 1], "title"),
		             tr_name(rq, problem.message));
	if (form_problems(rq))
		return write_page(rq, &plan, &p);
	struct saving s = { rq->arena, plan.id, rq->session->user_id, &p };
	if (!user_write(rq, save, &s, NULL))
		return page_failed(rq);
	return redirect_to(rq, href(rq, "/plan/%s/process", plan.slug));
}
