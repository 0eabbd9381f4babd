/* From one action programme to the next: what is carried over, and what became of each measure. */
#include "module/measure/measure_internal.h"

#include "ui/translate.h"

const struct measure_fate_name measure_fates[MEASURE_FATES] = {
	[MEASURE_CARRIED_OVER] = { "carried_over", N_("Carried over") }, [MEASURE_CHANGED] = { "changed", N_("Changed") },
	[MEASURE_FINISHED] = { "finished", N_("Finished") }, [MEASURE_DROPPED] = { "dropped", N_("Dropped") },
	[MEASURE_ADDED] = { "added", N_("New") },
};

/* ---- What became of them ---- */

/* What a reader would call the same: milestones and money are of their programme. */
static bool says_the_same(const struct measure *x, const struct measure *y)
{
	return str_eq(x->title, y->title) && str_eq(x->body, y->body) && str_eq(x->lead, y->lead) && str_eq(x->indicator, y->indicator)
	       && str_eq(x->effect, y->effect);
}

static const struct measure *continued(const struct measure *m, const struct measure *after, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (after[i].carried_from == m->id)
			return &after[i];
	return NULL;
}

static struct measure_passage pass(const struct measure *m, const struct measure *now)
{
	struct measure_passage p = { .before = m, .after = now, .why = m->closed_note };
	if (now)
		p.fate = says_the_same(m, now) ? MEASURE_CARRIED_OVER : MEASURE_CHANGED;
	else if (m->closed == MEASURE_WAS_DONE || (m->closed == MEASURE_GOES_ON && measure_progress(m) == 100))
		p.fate = MEASURE_FINISHED;
	else
		p.fate = MEASURE_DROPPED;
	return p;
}

struct measure_passage *measure_passages(struct arena *a, const struct measure *before, size_t n_before, const struct measure *after,
                                         size_t n_after, size_t *n)
{
	struct measure_passage *list = arena_array(a, n_before + n_after, sizeof *list);
	*n = 0;
	for (size_t i = 0; i < n_before; i++)
		list[(*n)++] = pass(&before[i], continued(&before[i], after, n_after));
	for (size_t i = 0; i < n_after; i++)
		if (!after[i].carried_from)
			list[(*n)++] = (struct measure_passage){ .fate = MEASURE_ADDED, .after = &after[i], .why = "" };
	return list;
}

/* ---- Carrying over ---- */

static bool goes_on(const struct measure *m)
{
	return m->closed == MEASURE_GOES_ON && measure_progress(m) != 100;
}

static bool carry(struct db_conn *tx, struct arena *a, const struct measure *from, int64_t programme_id, const char *note, int64_t by,
                  struct err *err)
{
	struct measure m = *from;
	bool overtaken;
	m.id = m.revision = 0;
	m.programme_id = programme_id;
	m.carried_from = from->id;
	m.n_resources = 0;
	m.milestones = arena_array(a, from->n_milestones, sizeof *m.milestones);
	m.n_milestones = 0;
	for (size_t i = 0; i < from->n_milestones; i++)
		if (!from->milestones[i].done.year)
			m.milestones[m.n_milestones++] = from->milestones[i];
	return measure_save(tx, a, &(struct measure_change){ .measure = &m, .note = note, .by = by }, &overtaken, err);
}

bool measure_programme_renew(struct db_conn *tx, struct arena *a, const struct measure_programme *from, struct measure_programme *to,
                             int64_t by, size_t *carried, struct err *err)
{
	struct measure *list;
	size_t n;
	*carried = 0;
	to->plan_id = from->plan_id;
	if (!measure_programme_add(tx, a, to, by, err) || !measure_list(tx, a, from->id, &list, &n, err))
		return false;
	const char *note = arena_printf(a, "Carried over from %s", from->title);
	for (size_t i = 0; i < n; i++) {
		if (!goes_on(&list[i]))
			continue;
		if (!carry(tx, a, &list[i], to->id, note, by, err))
			return false;
		++*carried;
	}
	return true;
}
