/* What follows from answers: contradictions, the newest, when to remind. */
#include "module/progress/progress.h"

#include "base/str.h"
#include "base/utf8.h"
#include "ui/translate.h"

const struct progress_state_name progress_states[PROGRESS_STATES] = {
	[PROGRESS_SENT] = { "sent", N_("Sent, not looked at yet") },
	[PROGRESS_APPROVED] = { "approved", N_("Approved") },
	[PROGRESS_ASKED_BACK] = { "asked_back", N_("The planners ask back") },
};

/* Reached before, or by this answer. */
static bool is_reached(const struct measure_milestone *s, const struct progress_report *r)
{
	if (s->done.year)
		return true;
	for (size_t i = 0; i < r->n_reached; i++)
		if (str_eq(r->reached[i].milestone, s->title) && r->reached[i].on.year)
			return true;
	return false;
}

const char *progress_contradiction(const struct measure *m, const struct progress_report *r, struct date today)
{
	size_t reached = 0, overdue = 0;
	for (size_t i = 0; i < m->n_milestones; i++) {
		const struct measure_milestone *s = &m->milestones[i];
		bool is = is_reached(s, r);
		reached += is;
		overdue += !is && s->due.year && date_days(s->due) < date_days(today);
	}
	if (r->status == MEASURE_DONE && reached < m->n_milestones)
		return N_("It is said to be done, and not all milestones are reached.");
	if (r->status == MEASURE_NOT_STARTED && reached > 0)
		return N_("It is said not to be started, and milestones are reached.");
	if (r->status == MEASURE_ON_TRACK && overdue > 0)
		return N_("It is said to be on track, and a milestone is overdue.");
	if (m->n_milestones > 0 && reached == m->n_milestones && r->status != MEASURE_DONE)
		return N_("All milestones are reached, and it is not said to be done.");
	return NULL;
}

static bool has_milestone(const struct measure *m, const char *title)
{
	for (size_t i = 0; i < m->n_milestones; i++)
		if (str_eq(m->milestones[i].title, title))
			return true;
	return false;
}

const char *progress_check(const struct measure *m, const struct progress_report *r, struct date today)
{
	if (utf8_length(span_of(r->achieved)) > PROGRESS_TEXT_MAX || utf8_length(span_of(r->obstacles)) > PROGRESS_TEXT_MAX)
		return N_("A text has at most 10,000 characters.");
	if (r->status == MEASURE_STOPPED && !*r->obstacles)
		return N_("Say why the measure is stopped.");
	for (size_t i = 0; i < r->n_reached; i++) {
		if (!has_milestone(m, r->reached[i].milestone))
			return N_("The measure has no milestone of that name.");
		if (date_days(r->reached[i].on) > date_days(today))
			return N_("A milestone is reached when it is: that day has not come yet.");
	}
	for (size_t i = 0; i < r->n_money; i++)
		if (!*r->money[i].source || r->money[i].amount < 0 || r->money[i].amount > MEASURE_AMOUNT_MAX)
			return N_("Money is a source and a number of kroner, 0 or more.");
	return NULL;
}

int64_t progress_spent(const struct progress_report *r)
{
	int64_t sum = 0;
	for (size_t i = 0; i < r->n_money; i++)
		sum += r->money[i].amount;
	return sum;
}

const struct progress_report *progress_find(const struct progress_report *list, size_t n, int64_t measure_id, int year, bool approved)
{
	const struct progress_report *found = NULL;
	for (size_t i = 0; i < n; i++)
		if (list[i].measure_id == measure_id && list[i].year == year && (!approved || list[i].state == PROGRESS_APPROVED))
			found = &list[i]; /* they stand by revision */
	return found;
}

bool progress_remind(const struct progress_round *round, struct date reminded, struct date today)
{
	int64_t due = date_days(round->due), day = date_days(today), last = date_days(reminded.year ? reminded : round->opened);
	if (round->closed.year || day < due - PROGRESS_REMIND_DAYS)
		return false;
	return day < due ? last < due - PROGRESS_REMIND_DAYS : last < due;
}
