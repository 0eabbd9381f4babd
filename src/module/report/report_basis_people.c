/*
 * Who took part, against the register of organisations: by kind, sector and area.
 *
 * Counts of fewer than TEXT_SMALL persons or contributions are hidden in the public version,
 * and with a single hidden one the smallest of the others too (text_coverage()).
 */
#include "module/report/report_basis_build.h"

#include "base/str.h"

#include <stdlib.h>

static bool load_organisations(struct basis_build *b, struct db_conn *c, struct id_index *by_id, struct err *err)
{
	struct basis_report *r = b->r;
	struct organisation *list;
	size_t n;
	if (!organisation_list(c, b->a, &list, &n, err))
		return false;
	r->organisations = arena_array(b->a, n, sizeof *r->organisations);
	r->n_organisations = n;
	*by_id = id_index_new(b->a, n);
	for (size_t i = 0; i < n; i++) {
		r->organisations[i] = (struct basis_organisation){
			.name = basis_organisation_name(b, list[i].name, list[i].kind),
			.kind = list[i].kind, .area = list[i].area, .sector = list[i].sector };
		id_index_add(by_id, list[i].id, i);
	}
	id_index_sort(by_id);
	return true;
}

/* How many persons each organisation sent, and what it said. */
static bool load_presence(struct basis_build *b, struct db_conn *c, struct err *err)
{
	struct basis_report *r = b->r;
	struct id_index by_id;
	struct event_presence *presences;
	size_t n;
	if (!load_organisations(b, c, &by_id, err)
	    || !event_presences(c, b->a, r->tree.plan.id, &presences, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		size_t at = id_index_find(&by_id, presences[i].organisation_id);
		if (at != BASIS_NONE)
			r->organisations[at].persons += presences[i].persons;
	}
	for (size_t i = 0; i < r->n; i++) {
		size_t at = id_index_find(&by_id, b->list[i].organisation_id);
		struct basis_entry *e = &r->entries[i];
		e->source = at;
		if (at == BASIS_NONE)
			continue;
		r->organisations[at].contributions++;
		r->totals.with_organisation++;
		if (e->shown) {
			e->kind = r->organisations[at].kind;
			e->area = r->organisations[at].area;
			e->sector = r->organisations[at].sector;
		}
	}
	return true;
}

static void count_organisations(struct basis_build *b)
{
	struct basis_report *r = b->r;
	size_t *missing = arena_array(b->a, r->n_organisations, sizeof *missing);
	for (size_t i = 0; i < r->n_organisations; i++) {
		const struct basis_organisation *o = &r->organisations[i];
		bool there = o->contributions > 0 || o->persons > 0;
		r->totals.took_part += there;
		missing[i] = there ? BASIS_NONE : 0;
	}
	r->totals.registered = (int64_t)r->n_organisations;
	r->missing = *bins_make(b->a, missing, r->n_organisations, 1);
}

/* ---- Cells ---- */

static const char *code_in(const struct basis_organisation *o, enum basis_dimension dimension)
{
	return dimension == BASIS_KIND ? o->kind : dimension == BASIS_SECTOR ? o->sector : o->area;
}

/* 0 for what has a name, 1 for "not stated", 2 for "no organisation": these stand last. */
static int cell_class(const struct basis_cell *c)
{
	return !c->code ? 2 : *c->code == '\0';
}

static int by_number(int64_t x, int64_t y)
{
	return (x < y) - (x > y);
}

static int compare_cells(const void *a, const void *b)
{
	const struct basis_cell *x = a, *y = b;
	int order = cell_class(x) - cell_class(y);
	order = order ? order : by_number(x->contributions, y->contributions);
	order = order ? order : by_number(x->persons, y->persons);
	order = order ? order : by_number(x->registered, y->registered);
	return order || !x->code ? order : strcmp(x->code, y->code);
}

/* The shares of all, and what is too small to be shown. */
static void measure(struct basis_build *b, struct basis_cell *cells, size_t n)
{
	int64_t *contributions = arena_array(b->a, n, sizeof *contributions);
	int64_t *persons = arena_array(b->a, n, sizeof *persons);
	for (size_t i = 0; i < n; i++) {
		contributions[i] = cells[i].contributions;
		persons[i] = cells[i].persons;
	}
	struct text_share *share = text_coverage(b->a, contributions, n);
	struct text_share *present = text_coverage(b->a, persons, n);
	for (size_t i = 0; i < n; i++) {
		cells[i].share = share[i];
		cells[i].hide_contributions = b->r->published_only && share[i].hidden;
		cells[i].hide_persons = b->r->published_only && present[i].hidden;
	}
}

static struct basis_cells make_cells(struct basis_build *b, enum basis_dimension dimension)
{
	struct basis_report *r = b->r;
	VEC(struct basis_cell) cells = { 0 };
	struct strmap *places = strmap_new(b->a); /* a cell's index + 1 */
	for (size_t i = 0; i < r->n_organisations; i++) {
		const struct basis_organisation *o = &r->organisations[i];
		const char *code = code_in(o, dimension);
		int64_t *place = strmap_at(places, span_of(code), NULL);
		if (!*place) {
			VEC_PUSH(b->a, &cells)->code = code;
			*place = (int64_t)cells.n;
		}
		struct basis_cell *cell = &cells.v[*place - 1];
		cell->registered++;
		cell->took_part += o->contributions > 0 || o->persons > 0;
		cell->contributions += o->contributions;
		cell->persons += o->persons;
	}
	if (r->totals.with_organisation < r->totals.contributions)
		VEC_PUSH(b->a, &cells)->contributions = r->totals.contributions - r->totals.with_organisation;
	if (cells.n > 0)
		qsort(cells.v, cells.n, sizeof *cells.v, compare_cells);
	measure(b, cells.v, cells.n);
	return (struct basis_cells){ cells.v, cells.n };
}

/* ---- Events ---- */

static void hide_small_events(struct basis_build *b)
{
	struct basis_report *r = b->r;
	size_t n = r->n_events;
	int64_t *said = arena_array(b->a, n + 1, sizeof *said), *came = arena_array(b->a, n + 1, sizeof *came);
	said[n] = r->totals.contributions; /* what was said at no event is a part of the whole too */
	for (size_t i = 0; i < n; i++) {
		said[i] = r->events[i].contributions;
		said[n] -= said[i];
		came[i] = r->events[i].event->attendance < 0 ? 0 : r->events[i].event->attendance;
	}
	struct text_share *contributions = text_coverage(b->a, said, n + 1);
	struct text_share *attendance = text_coverage(b->a, came, n);
	for (size_t i = 0; i < n; i++) {
		r->events[i].hide_contributions = r->published_only && contributions[i].hidden;
		r->events[i].hide_attendance = r->published_only && attendance[i].hidden;
	}
}

static bool load_events(struct basis_build *b, struct db_conn *c, struct err *err)
{
	struct basis_report *r = b->r;
	struct event *list;
	size_t n;
	if (!event_list(c, b->a, r->tree.plan.id, &list, &n, err))
		return false;
	struct id_index by_id = id_index_new(b->a, n);
	r->events = arena_array(b->a, n, sizeof *r->events);
	r->n_events = n;
	for (size_t i = 0; i < n; i++) {
		r->events[i] = (struct basis_event){ .event = &list[i], .name = text_mask(b->a, span_of(list[i].name)) };
		id_index_add(&by_id, list[i].id, i);
		r->totals.attendance += list[i].attendance < 0 ? 0 : list[i].attendance;
	}
	id_index_sort(&by_id);
	for (size_t i = 0; i < r->n; i++) {
		size_t at = id_index_find(&by_id, b->list[i].event_id);
		r->entries[i].from_event = at;
		if (at != BASIS_NONE)
			r->events[at].contributions++;
	}
	hide_small_events(b);
	return true;
}

/* ---- Groups at events ---- */

static int compare_tables(const void *a, const void *b)
{
	const struct basis_table *x = a, *y = b;
	int order = by_number(x->contributions, y->contributions);
	return order ? order : strcmp(x->name, y->name);
}

/* The last part of the whole is what names no group. */
static void build_tables(struct basis_build *b)
{
	struct basis_report *r = b->r;
	VEC(struct basis_table) tables = { 0 };
	struct strmap *places = strmap_new(b->a); /* a table's index + 1 */
	int64_t without = 0;
	for (size_t i = 0; i < r->n; i++) {
		if (!*b->list[i].group) {
			without++;
			continue;
		}
		int64_t *place = strmap_at(places, span_of(b->list[i].group), NULL);
		if (!*place) {
			VEC_PUSH(b->a, &tables)->name = text_mask(b->a, span_of(b->list[i].group));
			*place = (int64_t)tables.n;
		}
		tables.v[*place - 1].contributions++;
	}
	if (tables.n > 0)
		qsort(tables.v, tables.n, sizeof *tables.v, compare_tables);
	int64_t *counts = arena_array(b->a, tables.n + 1, sizeof *counts);
	for (size_t i = 0; i < tables.n; i++)
		counts[i] = tables.v[i].contributions;
	counts[tables.n] = without;
	struct text_share *share = text_coverage(b->a, counts, tables.n + 1);
	for (size_t i = 0; i < tables.n; i++)
		tables.v[i].hide_contributions = r->published_only && share[i].hidden;
	r->tables = tables.v;
	r->n_tables = tables.n;
}

bool basis_build_people(struct basis_build *b, struct db_conn *c, struct err *err)
{
	if (!load_presence(b, c, err) || !load_events(b, c, err))
		return false;
	build_tables(b);
	count_organisations(b);
	for (int i = 0; i < BASIS_DIMENSIONS; i++)
		b->r->cells[i] = make_cells(b, (enum basis_dimension)i);
	return true;
}
