/* What follows from a measure: how far it has come, what it costs, what it lacks. */
#include "module/measure/measure.h"

#include "base/utf8.h"
#include "ui/translate.h"

const struct measure_status_name measure_statuses[MEASURE_STATUSES] = {
	[MEASURE_NOT_STARTED] = { "not_started", N_("Not started"), "○" },
	[MEASURE_ON_TRACK] = { "on_track", N_("On track"), "▶" },
	[MEASURE_DELAYED] = { "delayed", N_("Delayed"), "!" },
	[MEASURE_DONE] = { "done", N_("Done"), "✓" },
	[MEASURE_STOPPED] = { "stopped", N_("Stopped"), "✗" },
};

int measure_progress(const struct measure *m)
{
	int64_t all = 0, reached = 0;
	for (size_t i = 0; i < m->n_milestones; i++) {
		all += m->milestones[i].weight;
		if (m->milestones[i].done.year)
			reached += m->milestones[i].weight;
	}
	return all ? (int)(reached * 100 / all) : -1;
}

static bool past(struct date d, struct date today)
{
	return d.year && date_days(d) < date_days(today);
}

enum measure_status measure_status(const struct measure *m, struct date today)
{
	bool begun = m->begins.year && date_days(m->begins) <= date_days(today), late = past(m->ends, today);
	if (m->closed != MEASURE_GOES_ON)
		return m->closed == MEASURE_WAS_DONE ? MEASURE_DONE : MEASURE_STOPPED;
	if (measure_progress(m) == 100)
		return MEASURE_DONE;
	for (size_t i = 0; i < m->n_milestones; i++) {
		begun |= m->milestones[i].done.year != 0;
		late |= !m->milestones[i].done.year && past(m->milestones[i].due, today);
	}
	return late ? MEASURE_DELAYED : begun ? MEASURE_ON_TRACK : MEASURE_NOT_STARTED;
}

int64_t measure_amount(const struct measure *m)
{
	int64_t sum = 0;
	for (size_t i = 0; i < m->n_resources; i++)
		sum += m->resources[i].amount;
	return sum;
}

static const char *check_milestones(const struct measure *m)
{
	for (size_t i = 0; i < m->n_milestones; i++) {
		if (!*m->milestones[i].title)
			return N_("A milestone has no title.");
		if (m->milestones[i].weight < 1 || m->milestones[i].weight > 1000)
			return N_("A milestone's weight is a whole number from 1 to 1000.");
	}
	return NULL;
}

static const char *check_resources(const struct measure *m)
{
	for (size_t i = 0; i < m->n_resources; i++) {
		const struct measure_resource *r = &m->resources[i];
		if (!*r->source)
			return N_("A resource does not say where it comes from.");
		if (r->year < 1900 || r->year > 2200)
			return N_("A resource has no year.");
		if (r->amount < 0 || r->amount > MEASURE_AMOUNT_MAX)
			return N_("An amount is a number of kroner, 0 or more.");
	}
	return NULL;
}

const char *measure_check(const struct measure *m)
{
	struct span title = span_trim(span_of(m->title));
	if (title.n == 0 || utf8_length(title) > MEASURE_TITLE_MAX || strpbrk(m->title, "\r\n"))
		return N_("The title must be one line of at most 300 characters.");
	if (m->begins.year && m->ends.year && date_days(m->ends) < date_days(m->begins))
		return N_("It ends before it begins.");
	if (m->n_nodes > MEASURE_LINES_MAX || m->n_partners > MEASURE_LINES_MAX || m->n_resources > MEASURE_LINES_MAX
	    || m->n_milestones > MEASURE_LINES_MAX)
		return N_("A measure has at most 60 parts of the plan, partners, resources and milestones each.");
	const char *problem = check_milestones(m);
	return problem ? problem : check_resources(m);
}

unsigned measure_lacks(const struct measure *m)
{
	return (*m->lead ? 0u : MEASURE_NO_LEAD) | (m->n_resources ? 0u : MEASURE_NO_RESOURCES) | (m->n_nodes ? 0u : MEASURE_NO_NODE);
}
