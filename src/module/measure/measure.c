/* Reading programmes and measures. */
#include "module/measure/measure_internal.h"

#include <stdlib.h>

static struct date day(struct db_stmt *st, int column, struct arena *a)
{
	struct date d = { 0 };
	date_parse(db_text(st, column, a), &d);
	return d;
}

/* ---- Programmes ---- */

#define PROGRAMME_COLUMNS "SELECT id, plan_id, title, first_year, last_year, adopted_on, replaced_on FROM measure_programme "

static struct measure_programme programme_row(struct db_stmt *st, struct arena *a)
{
	return (struct measure_programme){
		.id = db_i64(st, 0), .plan_id = db_i64(st, 1), .title = db_text(st, 2, a), .first_year = (int)db_i64(st, 3),
		.last_year = (int)db_i64(st, 4), .adopted = day(st, 5, a), .replaced = day(st, 6, a),
	};
}

bool measure_programmes(struct db_conn *c, struct arena *a, int64_t plan_id, struct measure_programme **list, size_t *n,
                        struct err *err)
{
	VEC(struct measure_programme) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(PROGRAMME_COLUMNS "WHERE plan_id = $plan ORDER BY first_year DESC, id DESC"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st))
		*VEC_PUSH(a, &found) = programme_row(st, a);
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

bool measure_programme_get(struct db_conn *c, struct arena *a, int64_t id, struct measure_programme *p, struct err *err)
{
	*p = (struct measure_programme){ 0 };
	struct db_stmt *st = db_prepare(c, SQL(PROGRAMME_COLUMNS "WHERE id = $id"));
	db_bind_i64(st, "$id", id);
	if (db_step(st))
		*p = programme_row(st, a);
	return db_finish(st, err);
}

bool measure_programme_find(struct db_conn *c, struct arena *a, int64_t plan_id, const char *title, struct measure_programme *p,
                            struct err *err)
{
	struct measure_programme *list;
	size_t n;
	struct out names = out_memory(a);
	if (!measure_programmes(c, a, plan_id, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		out_format(&names, "%s%s", i ? ", " : "", list[i].title);
		if (*title && !str_eq(list[i].title, title))
			continue;
		*p = list[i];
		return true;
	}
	return n ? err_not_found(err, "There is no action programme \"%s\"; there is: %s", title, out_string(&names))
	         : err_not_found(err, "The plan has no action programme yet; `planverk programme add` makes one");
}

bool measure_programme_before(struct db_conn *c, struct arena *a, const struct measure_programme *p, struct measure_programme *before,
                              struct err *err)
{
	struct measure_programme *list;
	size_t n;
	if (!measure_programmes(c, a, p->plan_id, &list, &n, err))
		return false;
	for (size_t i = 0; i + 1 < n; i++)
		if (list[i].id == p->id) {
			*before = list[i + 1];
			return true;
		}
	return err_not_found(err, "\"%s\" is the plan's first action programme", p->title);
}

/* ---- Measures ---- */

/* A measure while its lists grow. */
struct growing {
	struct measure m;
	VEC(int64_t) nodes;
	VEC(const char *) partners;
	VEC(struct measure_resource) resources;
	VEC(struct measure_milestone) milestones;
};

struct load {
	struct db_conn *c;
	struct arena *a;
	int64_t programme_id, measure_id; /* measure_id 0: all of them */
	VEC(struct growing) list;
	size_t *by_id; /* indexes ordered by identifier */
};

static int compare_ids(const void *x, const void *y, void *arg)
{
	const struct load *l = arg;
	int64_t a = l->list.v[*(const size_t *)x].m.id, b = l->list.v[*(const size_t *)y].m.id;
	return (a > b) - (a < b);
}

static struct growing *find(const struct load *l, int64_t id)
{
	size_t low = 0, high = l->list.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (l->list.v[l->by_id[middle]].m.id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return &l->list.v[l->by_id[low]];
}

static bool load_measures(struct load *l, struct err *err)
{
	struct db_stmt *st = db_prepare(l->c, SQL(
		"SELECT m.id, m.programme_id, m.ref, m.title, m.body, coalesce(o.name, ''), m.indicator, m.effect, m.begins_on, m.ends_on, "
		"m.closed, m.closed_on, m.closed_note, coalesce(m.carried_from, 0), m.revision "
		"FROM measure m LEFT JOIN organisation o ON o.id = m.lead_id "
		"WHERE m.programme_id = $programme AND (CAST($measure AS BIGINT) = 0 OR m.id = $measure) ORDER BY m.ref"));
	db_bind_i64(st, "$programme", l->programme_id);
	db_bind_i64(st, "$measure", l->measure_id);
	while (db_step(st)) {
		const char *closed = db_text(st, 10, l->a);
		VEC_PUSH(l->a, &l->list)->m = (struct measure){
			.id = db_i64(st, 0), .programme_id = db_i64(st, 1), .ref = db_text(st, 2, l->a), .title = db_text(st, 3, l->a),
			.body = db_text(st, 4, l->a), .lead = db_text(st, 5, l->a), .indicator = db_text(st, 6, l->a),
			.effect = db_text(st, 7, l->a), .begins = day(st, 8, l->a), .ends = day(st, 9, l->a),
			.closed = str_eq(closed, "done") ? MEASURE_WAS_DONE : str_eq(closed, "stopped") ? MEASURE_WAS_STOPPED : MEASURE_GOES_ON,
			.closed_on = day(st, 11, l->a), .closed_note = db_text(st, 12, l->a), .carried_from = db_i64(st, 13),
			.revision = db_i64(st, 14),
		};
	}
	l->by_id = arena_array(l->a, l->list.n, sizeof *l->by_id);
	for (size_t i = 0; i < l->list.n; i++)
		l->by_id[i] = i;
	if (l->list.n)
		qsort_r(l->by_id, l->list.n, sizeof *l->by_id, compare_ids, l);
	return db_finish(st, err);
}

/* Which rows of a list: those of the measures that are loaded. */
#define OF_THESE "JOIN measure m ON m.id = x.measure_id " \
                 "WHERE m.programme_id = $programme AND (CAST($measure AS BIGINT) = 0 OR m.id = $measure) ORDER BY x.measure_id, x.ordinal"

static struct db_stmt *begin(struct load *l, const struct sql *sql)
{
	struct db_stmt *st = db_prepare(l->c, sql);
	db_bind_i64(st, "$programme", l->programme_id);
	db_bind_i64(st, "$measure", l->measure_id);
	return st;
}

static bool load_nodes(struct load *l, struct err *err)
{
	struct db_stmt *st = begin(l, SQL("SELECT x.measure_id, x.node_id FROM measure_node x " OF_THESE));
	while (db_step(st))
		*VEC_PUSH(l->a, &find(l, db_i64(st, 0))->nodes) = db_i64(st, 1);
	return db_finish(st, err);
}

static bool load_partners(struct load *l, struct err *err)
{
	struct db_stmt *st = begin(l, SQL(
		"SELECT x.measure_id, o.name FROM measure_partner x JOIN organisation o ON o.id = x.organisation_id " OF_THESE));
	while (db_step(st))
		*VEC_PUSH(l->a, &find(l, db_i64(st, 0))->partners) = db_text(st, 1, l->a);
	return db_finish(st, err);
}

static bool load_resources(struct load *l, struct err *err)
{
	struct db_stmt *st = begin(l, SQL("SELECT x.measure_id, x.source, x.year, x.amount, x.secured FROM measure_resource x " OF_THESE));
	while (db_step(st))
		*VEC_PUSH(l->a, &find(l, db_i64(st, 0))->resources) = (struct measure_resource){
			.source = db_text(st, 1, l->a), .year = (int)db_i64(st, 2), .amount = db_i64(st, 3), .secured = db_i64(st, 4) };
	return db_finish(st, err);
}

static bool load_milestones(struct load *l, struct err *err)
{
	struct db_stmt *st = begin(l, SQL(
		"SELECT x.measure_id, x.id, x.title, x.due_on, x.done_on, x.weight FROM measure_milestone x " OF_THESE));
	while (db_step(st))
		*VEC_PUSH(l->a, &find(l, db_i64(st, 0))->milestones) = (struct measure_milestone){
			.id = db_i64(st, 1), .title = db_text(st, 2, l->a), .due = day(st, 3, l->a), .done = day(st, 4, l->a),
			.weight = (int)db_i64(st, 5) };
	return db_finish(st, err);
}

static bool load(struct load *l, struct measure **list, size_t *n, struct err *err)
{
	if (!load_measures(l, err) || !load_nodes(l, err) || !load_partners(l, err) || !load_resources(l, err) || !load_milestones(l, err))
		return false;
	*n = l->list.n;
	*list = arena_array(l->a, *n, sizeof **list);
	for (size_t i = 0; i < *n; i++) {
		struct growing *g = &l->list.v[i];
		struct measure *m = &(*list)[i];
		*m = g->m;
		m->nodes = g->nodes.v, m->n_nodes = g->nodes.n;
		m->partners = g->partners.v, m->n_partners = g->partners.n;
		m->resources = g->resources.v, m->n_resources = g->resources.n;
		m->milestones = g->milestones.v, m->n_milestones = g->milestones.n;
	}
	return true;
}

bool measure_list(struct db_conn *c, struct arena *a, int64_t programme_id, struct measure **list, size_t *n, struct err *err)
{
	struct load l = { .c = c, .a = a, .programme_id = programme_id };
	return load(&l, list, n, err);
}

static const void *make_list(struct db_conn *c, struct arena *a, const void *arg, struct err *err)
{
	struct measures *all = arena_alloc(a, sizeof *all);
	return measure_list(c, a, *(const int64_t *)arg, &all->list, &all->n, err) ? all : NULL;
}

const struct measures *measure_list_shared(struct db_conn *c, struct arena *pin, int64_t programme_id, struct err *err)
{
	return db_shared(c, pin, arena_printf(pin, "measure.list/%lld", (long long)programme_id), make_list, &programme_id, err);
}

bool measure_get(struct db_conn *c, struct arena *a, int64_t id, struct measure *m, struct err *err)
{
	struct load l = { .c = c, .a = a, .measure_id = id };
	struct measure *list;
	size_t n;
	*m = (struct measure){ 0 };
	struct db_stmt *st = db_prepare(c, SQL("SELECT programme_id FROM measure WHERE id = $id"));
	db_bind_i64(st, "$id", id);
	if (db_step(st))
		l.programme_id = db_i64(st, 0);
	if (!db_finish(st, err))
		return false;
	if (!l.programme_id)
		return true;
	if (!load(&l, &list, &n, err))
		return false;
	if (n)
		*m = list[0];
	return true;
}

bool measure_revisions(struct db_conn *c, struct arena *a, int64_t measure_id, struct measure_revision **list, size_t *n,
                       struct err *err)
{
	VEC(struct measure_revision) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT number, changed_by, changed_at, note, content FROM measure_revision WHERE measure_id = $id ORDER BY number DESC"));
	db_bind_i64(st, "$id", measure_id);
	while (db_step(st))
		*VEC_PUSH(a, &found) = (struct measure_revision){ db_i64(st, 0), db_i64(st, 1), db_i64(st, 2), db_text(st, 3, a),
		                                                  db_text(st, 4, a) };
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}
