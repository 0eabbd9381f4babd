/* An answer as a row of a table: what is exported is read back. */
#include "module/progress/progress_internal.h"

const char *const progress_columns[PROGRESS_COLUMNS] = {
	[PROGRESS_REF] = "ref", [PROGRESS_MEASURE] = "measure", [PROGRESS_LEAD] = "lead", [PROGRESS_STATUS] = "status",
	[PROGRESS_REACHED] = "reached", [PROGRESS_MONEY] = "money", [PROGRESS_ACHIEVED] = "achieved", [PROGRESS_OBSTACLES] = "obstacles",
	[PROGRESS_STATE] = "state", [PROGRESS_NOTE] = "note",
};

/* ---- Writing ---- */

const char *progress_write_reached(struct arena *a, const struct progress_report *r, const char *between)
{
	struct out o = out_memory(a);
	for (size_t i = 0; i < r->n_reached; i++)
		out_format(&o, "%s%s | %s", i ? between : "", r->reached[i].milestone, date_iso(a, r->reached[i].on));
	return out_string(&o);
}

const char *progress_write_money(struct arena *a, const struct progress_report *r, const char *between)
{
	struct out o = out_memory(a);
	for (size_t i = 0; i < r->n_money; i++)
		out_format(&o, "%s%s | %lld", i ? between : "", r->money[i].source, (long long)r->money[i].amount);
	return out_string(&o);
}

void progress_cells(struct arena *a, const struct measure *m, const struct progress_report *r, const char *cells[PROGRESS_COLUMNS])
{
	for (size_t i = 0; i < PROGRESS_COLUMNS; i++)
		cells[i] = "";
	cells[PROGRESS_REF] = m->ref;
	cells[PROGRESS_MEASURE] = m->title;
	cells[PROGRESS_LEAD] = m->lead;
	if (!r)
		return;
	cells[PROGRESS_STATUS] = measure_statuses[r->status].code;
	cells[PROGRESS_REACHED] = progress_write_reached(a, r, "; ");
	cells[PROGRESS_MONEY] = progress_write_money(a, r, "; ");
	cells[PROGRESS_ACHIEVED] = r->achieved;
	cells[PROGRESS_OBSTACLES] = r->obstacles;
	cells[PROGRESS_STATE] = progress_states[r->state].code;
	cells[PROGRESS_NOTE] = r->note;
}

/* ---- Reading ---- */

/* Both lists come as pairs, which are read as a measure's milestones and resources are. */
bool progress_read_reached(struct arena *a, const char *text, struct progress_report *r, struct err *err)
{
	struct measure m = { 0 };
	if (!measure_read_milestones(a, text, &m, err))
		return false;
	r->reached = arena_array(a, m.n_milestones, sizeof *r->reached);
	r->n_reached = m.n_milestones;
	for (size_t i = 0; i < m.n_milestones; i++) {
		if (!m.milestones[i].due.year)
			return err_input(err, "\"%s\" does not say on which day it was reached; write `milestone | 2027-06-15`", m.milestones[i].title);
		r->reached[i] = (struct progress_reached){ m.milestones[i].title, m.milestones[i].due };
	}
	return true;
}

bool progress_read_money(struct arena *a, const char *text, struct progress_report *r, struct err *err)
{
	VEC(struct progress_money) found = { 0 };
	for (struct span rest = span_of(text); rest.s;) {
		struct span item = span_cut(&rest, strchr(text, '\n') ? '\n' : ';'), amount = item, source = span_trim(span_cut(&amount, '|'));
		int64_t kroner;
		if (span_trim(item).n == 0)
			continue;
		struct out digits = out_memory(a);
		for (size_t i = 0; amount.s && i < amount.n; i++)
			if (amount.s[i] != ' ' && amount.s[i] != '\xC2' && amount.s[i] != '\xA0' && amount.s[i] != '\r')
				out_char(&digits, amount.s[i]);
		if (!str_to_i64(out_string(&digits), &kroner))
			return err_input(err, "\"%.*s\" is no source and amount; write `source | 250000`", (int)item.n, item.s);
		*VEC_PUSH(a, &found) = (struct progress_money){ arena_strndup(a, source.s, source.n), kroner };
	}
	r->money = found.v;
	r->n_money = found.n;
	return true;
}

bool progress_read(struct arena *a, const char *const cells[PROGRESS_COLUMNS], struct progress_report *r, struct err *err)
{
	*r = (struct progress_report){ .achieved = cells[PROGRESS_ACHIEVED], .obstacles = cells[PROGRESS_OBSTACLES], .note = "" };
	while (r->status < MEASURE_STATUSES && !str_eq(measure_statuses[r->status].code, cells[PROGRESS_STATUS]))
		r->status++;
	if (r->status == MEASURE_STATUSES)
		return err_input(err, "\"%s\" is no status; there are not_started, on_track, delayed, done, stopped", cells[PROGRESS_STATUS]);
	return progress_read_reached(a, cells[PROGRESS_REACHED], r, err) && progress_read_money(a, cells[PROGRESS_MONEY], r, err);
}
