/* The page of one measure: who, with what, when, and what it carries out. */
#include "module/measure/measure_internal.h"

#include "ui/markdown.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/table.h"
#include "ui/translate.h"

static void write_milestones(struct request *rq, const struct measure *m, struct date today)
{
	if (m->n_milestones == 0)
		return;
	table_begin(rq, tr(rq, "Milestones"), { tr(rq, "Milestone"), COLUMN_TEXT }, { tr(rq, "Due"), COLUMN_TEXT },
	            { tr(rq, "Reached"), COLUMN_TEXT }, { tr(rq, "Weight"), COLUMN_NUMBER });
	for (size_t i = 0; i < m->n_milestones; i++) {
		const struct measure_milestone *s = &m->milestones[i];
		bool late = !s->done.year && s->due.year && date_days(s->due) < date_days(today);
		row_begin(rq);
		head_text(rq, s->title);
		cell_text(rq, date_iso(rq->arena, s->due));
		cell_text(rq, s->done.year ? date_iso(rq->arena, s->done) : late ? tr(rq, "Overdue") : tr(rq, "Not yet"));
		cell_number(rq, s->weight);
		row_end(rq);
	}
	table_end(rq);
}

static void write_resources(struct request *rq, const struct measure *m)
{
	if (m->n_resources == 0)
		return;
	table_begin(rq, tr(rq, "Resources"), { tr(rq, "Source"), COLUMN_TEXT }, { tr(rq, "Year"), COLUMN_TEXT },
	            { tr(rq, "Kroner"), COLUMN_NUMBER }, { tr(rq, "Secured"), COLUMN_TEXT });
	for (size_t i = 0; i < m->n_resources; i++) {
		const struct measure_resource *r = &m->resources[i];
		row_begin(rq);
		head_text(rq, r->source);
		cell_text(rq, arena_printf(rq->arena, "%d", r->year));
		cell_figure(rq, measure_kroner(rq, r->amount));
		cell_text(rq, r->secured ? tr(rq, "Yes") : tr(rq, "No"));
		row_end(rq);
	}
	table_end(rq);
}

static void write_facts(struct request *rq, const struct measure *m, const struct plan_tree *tree, struct date today)
{
	facts_begin(rq);
	fact_begin(rq, tr(rq, "Status"));
	measure_write_status(rq, measure_status(m, today));
	fact_end(rq);
	fact(rq, tr(rq, "Progress"), measure_percent(rq, m));
	if (m->closed != MEASURE_GOES_ON)
		fact(rq, tr(rq, "Closed"), arena_printf(rq->arena, "%s %s", date_iso(rq->arena, m->closed_on), m->closed_note));
	fact(rq, tr(rq, "Responsible"), *m->lead ? m->lead : tr(rq, "Nobody yet"));
	for (size_t i = 0; i < m->n_partners; i++)
		fact(rq, tr(rq, "Partners"), m->partners[i]);
	if (m->begins.year || m->ends.year)
		fact(rq, tr(rq, "Period"), arena_printf(rq->arena, "%s – %s", date_iso(rq->arena, m->begins), date_iso(rq->arena, m->ends)));
	for (size_t i = 0; i < m->n_nodes; i++) {
		long at = plan_tree_index(tree, m->nodes[i]);
		if (at >= 0)
			fact_link(rq, tr(rq, "Carries out"), href(rq, "/node/%lld", (long long)m->nodes[i]), tree->nodes[at].title);
	}
	if (*m->indicator)
		fact(rq, tr(rq, "Indicator"), m->indicator);
	if (*m->effect)
		fact(rq, tr(rq, "Expected effect"), m->effect);
	facts_end(rq);
}

static void write_lacks(struct request *rq, const struct measure *m)
{
	unsigned lacks = rq->internal ? measure_lacks(m) : 0;
	if (lacks & MEASURE_NO_LEAD)
		note(rq, TONE_WARNING, tr(rq, "Nobody is responsible for it (plan- og bygningsloven § 8-1)."));
	if (lacks & MEASURE_NO_RESOURCES)
		note(rq, TONE_WARNING, tr(rq, "It does not say with what resources (plan- og bygningsloven § 8-1)."));
	if (lacks & MEASURE_NO_NODE)
		note(rq, TONE_WARNING, tr(rq, "It carries out no part of the plan."));
}

bool measure_plan_of(struct request *rq, const char *value, int64_t *plan_id)
{
	int64_t id;
	*plan_id = 0;
	if (!str_to_i64(value, &id))
		return true;
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT p.plan_id FROM measure m JOIN measure_programme p ON p.id = m.programme_id WHERE m.id = $id"));
	db_bind_i64(st, "$id", id);
	if (db_step(st))
		*plan_id = db_i64(st, 0);
	return db_finish(st, &rq->err);
}

enum http_status measure_web_show(struct request *rq)
{
	struct measure m;
	struct measure_programme programme;
	struct plan plan;
	if (!measure_get(rq->conn, rq->arena, route_id(rq, "measure"), &m, &rq->err)
	    || (m.id && !measure_programme_get(rq->conn, rq->arena, m.programme_id, &programme, &rq->err)))
		return page_failed(rq);
	if (!m.id || !measure_shown(rq, &programme))
		return page_not_found(rq, tr(rq, "There is no such measure."));
	const struct plan_tree *tree = plan_tree_shared(rq->conn, rq->arena, programme.plan_id, &rq->err);
	if (!tree || !plan_get(rq->conn, rq->arena, programme.plan_id, &plan, &rq->err))
		return page_failed(rq);
	plan_page_context(rq, &plan);
	page_crumb(rq, programme.title, href(rq, "/plan/%s/programme?programme=%lld", plan.slug, (long long)programme.id));
	page_begin(rq, arena_printf(rq->arena, "%s %s", m.ref, m.title));
	write_lacks(rq, &m);
	write_facts(rq, &m, tree, date_at(clock_now()));
	markdown_html(&rq->body, m.body);
	write_milestones(rq, &m, date_at(clock_now()));
	write_resources(rq, &m);
	if (request_may(rq, "plan.edit", plan.id)) {
		html(&rq->body, "<p>");
		link_to(rq, arena_printf(rq->arena, "%s/edit", measure_href(rq, m.id)), tr(rq, "Change the measure"));
		html(&rq->body, "</p>\n");
	}
	panels_write(rq, "measure", m.id);
	return page_end(rq);
}
