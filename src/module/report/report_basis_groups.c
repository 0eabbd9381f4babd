/*
 * Groups as the report shows them, and which section shows what.
 *
 * Every contribution is listed in one place: in its group, which stands under the section
 * that most of it belongs to; or, if it stands alone, under the section of its own place.
 * Within such a list the first text of a family stands for those that say the same.
 */
#include "module/report/report_basis_build.h"

#include <stdlib.h>

static bool alone(const struct basis_report *r, const struct basis_entry *e)
{
	return r->groups[e->group].number == 0;
}

/* ---- Folding ---- */

/* What is folded together: the same list, the same family. Of one key, in the order they came. */
struct fold_key {
	size_t group, section; /* section: only of what stands alone, as it is listed by place */
	int64_t family;
	size_t entry;
};

static int compare(size_t x, size_t y)
{
	return (x > y) - (x < y);
}

static int compare_keys(const void *a, const void *b)
{
	const struct fold_key *x = a, *y = b;
	int order = compare(x->group, y->group);
	order = order ? order : compare(x->section, y->section);
	order = order ? order : (x->family > y->family) - (x->family < y->family);
	return order ? order : compare(x->entry, y->entry);
}

static bool same_fold(const struct fold_key *x, const struct fold_key *y)
{
	return x->group == y->group && x->section == y->section && x->family == y->family;
}

/* keys[0 … n) is one family in one list. */
static void fold_family(struct basis_report *r, const struct fold_key *keys, size_t n)
{
	size_t head = BASIS_NONE, last = BASIS_NONE;
	for (size_t i = 0; i < n; i++) {
		struct basis_entry *e = &r->entries[keys[i].entry];
		if (!e->shown)
			continue;
		if (head == BASIS_NONE)
			head = keys[i].entry;
		else
			r->entries[last].next = keys[i].entry;
		last = keys[i].entry;
		e->head = head;
	}
	if (head == BASIS_NONE)
		return;
	struct basis_entry *h = &r->entries[head];
	bool plain = h->duplicate == TEXT_FIRST || h->duplicate == TEXT_EXACT;
	for (size_t i = 0; i < n; i++) {
		enum text_kind kind = r->entries[keys[i].entry].duplicate;
		if (keys[i].entry == head)
			continue;
		/* Kinds are relative to the family's first text; so is the head's, where that one is hidden. */
		if (plain && (kind == TEXT_EXACT || kind == TEXT_FIRST))
			h->same++;
		else
			h->similar++;
	}
}

static void fold(struct basis_build *b)
{
	struct basis_report *r = b->r;
	struct fold_key *keys = arena_array(b->a, r->n, sizeof *keys);
	for (size_t i = 0; i < r->n; i++) {
		const struct basis_entry *e = &r->entries[i];
		size_t section = e->how == BASIS_NO_PLACE ? r->n_sections + 1
		                 : e->section == BASIS_NONE ? r->n_sections : e->section;
		keys[i] = (struct fold_key){ e->group, alone(r, e) ? section : 0, b->run.results[i].family, i };
	}
	qsort(keys, r->n, sizeof *keys, compare_keys);
	for (size_t from = 0, to; from < r->n; from = to) {
		for (to = from + 1; to < r->n && same_fold(&keys[from], &keys[to]);)
			to++;
		fold_family(r, keys + from, to - from);
	}
}

/* ---- Groups ---- */

/* A quote is a piece of the original; it is masked like everything else. */
static void build_quotes(struct basis_build *b)
{
	struct basis_report *r = b->r;
	struct basis_quote *quotes = arena_array(b->a, b->run.n_quotes, sizeof *quotes);
	for (size_t i = 0, n = 0; i < b->run.n_quotes; i++) {
		const struct text_quote_row *q = &b->run.quotes[i];
		size_t entry = id_index_find(&b->by_id, q->contribution_id);
		if (entry == BASIS_NONE || !r->entries[entry].shown)
			continue;
		size_t length = strlen(b->list[entry].text);
		if (q->first_byte > length || q->bytes > length - q->first_byte)
			continue;
		struct basis_group *g = &r->groups[q->group];
		if (g->n_quotes == TEXT_QUOTES_SHOWN)
			continue;
		if (!g->quotes)
			g->quotes = &quotes[n];
		quotes[n++] = (struct basis_quote){
			entry, basis_piece(b, entry, q->first_byte, q->bytes) };
		g->n_quotes++;
	}
}

static void count_groups(struct basis_report *r)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct basis_entry *e = &r->entries[i];
		struct basis_group *g = &r->groups[e->group];
		g->withheld += !e->shown;
		g->stood_under += e->how == BASIS_STOOD_UNDER;
		g->suggested += e->how == BASIS_SUGGESTED;
		g->elsewhere += e->how != BASIS_NO_PLACE && e->section != g->section;
	}
}

void basis_build_groups(struct basis_build *b)
{
	struct basis_report *r = b->r;
	r->n_groups = b->run.n_groups;
	r->groups = arena_array(b->a, r->n_groups, sizeof *r->groups);
	for (size_t i = 0; i < r->n_groups; i++) {
		const struct text_group_row *row = &b->run.groups[i];
		long node = plan_tree_index(&r->tree, row->node_id);
		r->groups[i] = (struct basis_group){
			.number = row->number, .label = *row->title ? row->title : row->label, .contributions = row->contributions,
			.arguments = row->arguments, .section = node < 0 ? BASIS_NONE : r->nodes[node].section,
			.theme = "" };
		if (row->overview > 0 && (size_t)row->overview <= b->run.n_overview)
			r->groups[i].theme = b->run.overview[row->overview - 1];
		r->totals.groups += row->number > 0;
	}
	count_groups(r);
	build_quotes(b);
	fold(b);

	size_t *bin = arena_array(b->a, r->n, sizeof *bin);
	for (size_t i = 0; i < r->n; i++)
		bin[i] = r->entries[i].head == i ? r->entries[i].group : BASIS_NONE;
	struct basis_list *heads = bins_make(b->a, bin, r->n, r->n_groups);
	for (size_t i = 0; i < r->n_groups; i++) {
		r->groups[i].heads = heads[i];
		/* Its words come from the texts: with none of them shown, they are not either. */
		struct basis_group *g = &r->groups[i];
		g->label = heads[i].n ? text_mask(b->a, span_of(g->label)) : "";
		g->theme = heads[i].n ? text_mask(b->a, span_of(g->theme)) : "";
	}
}

/* ---- Sections ---- */

/* Bins behind those of the sections. */
enum { OUTSIDE, NOWHERE, MORE_BINS };

static void build_alone(struct basis_build *b)
{
	struct basis_report *r = b->r;
	size_t *bin = arena_array(b->a, r->n, sizeof *bin);
	for (size_t i = 0; i < r->n; i++) {
		const struct basis_entry *e = &r->entries[i];
		bin[i] = BASIS_NONE;
		if (!alone(r, e))
			continue;
		if (e->section != BASIS_NONE) {
			r->sections[e->section].alone_contributions++;
			r->sections[e->section].alone_withheld += !e->shown;
		}
		if (e->head == i)
			bin[i] = e->section != BASIS_NONE ? e->section
			         : r->n_sections + (e->how == BASIS_NO_PLACE ? NOWHERE : OUTSIDE);
	}
	struct basis_list *bins = bins_make(b->a, bin, r->n, r->n_sections + MORE_BINS);
	for (size_t i = 0; i < r->n_sections; i++)
		r->sections[i].alone = bins[i];
	r->alone_outside = bins[r->n_sections + OUTSIDE];
	r->alone_nowhere = bins[r->n_sections + NOWHERE];
}

static void build_group_lists(struct basis_build *b)
{
	struct basis_report *r = b->r;
	size_t *bin = arena_array(b->a, r->n_groups, sizeof *bin);
	for (size_t i = 0; i < r->n_groups; i++)
		bin[i] = r->groups[i].number == 0 ? BASIS_NONE
		         : r->groups[i].section == BASIS_NONE ? r->n_sections : r->groups[i].section;
	struct basis_list *bins = bins_make(b->a, bin, r->n_groups, r->n_sections + 1);
	for (size_t i = 0; i < r->n_sections; i++)
		r->sections[i].groups = bins[i];
	r->groups_nowhere = bins[r->n_sections];
}

/* A contribution that has a section of its own, but is shown with a group of another one. */
static bool is_guest(const struct basis_report *r, const struct basis_entry *e)
{
	return e->section != BASIS_NONE && !alone(r, e) && r->groups[e->group].section != e->section;
}

/* Counts by section and group: a section's guests are binned, then counted by group. */
static void build_guests(struct basis_build *b)
{
	struct basis_report *r = b->r;
	size_t *bin = arena_array(b->a, r->n, sizeof *bin);
	size_t *count = arena_array(b->a, r->n_groups, sizeof *count);
	for (size_t i = 0; i < r->n; i++)
		bin[i] = is_guest(r, &r->entries[i]) ? r->entries[i].section : BASIS_NONE;
	struct basis_list *bins = bins_make(b->a, bin, r->n, r->n_sections);
	for (size_t s = 0; s < r->n_sections; s++) {
		VEC(struct basis_guest) guests = { 0 };
		for (size_t i = 0; i < bins[s].n; i++)
			count[r->entries[bins[s].v[i]].group]++;
		for (size_t i = 0; i < bins[s].n; i++) {
			size_t group = r->entries[bins[s].v[i]].group;
			if (count[group])
				*VEC_PUSH(b->a, &guests) = (struct basis_guest){ group, (int64_t)count[group] };
			count[group] = 0;
		}
		r->sections[s].guests = guests.v;
		r->sections[s].n_guests = guests.n;
	}
}

/* No place, but a group that has a section: listed there, named among those without a place. */
static void build_homeless(struct basis_build *b)
{
	struct basis_report *r = b->r;
	size_t *bin = arena_array(b->a, r->n, sizeof *bin);
	for (size_t i = 0; i < r->n; i++) {
		const struct basis_entry *e = &r->entries[i];
		bool homeless = e->shown && e->how == BASIS_NO_PLACE && r->groups[e->group].section != BASIS_NONE;
		bin[i] = homeless ? e->group : BASIS_NONE;
	}
	struct basis_list *bins = bins_make(b->a, bin, r->n, r->n_groups);
	for (size_t i = 0; i < r->n_groups; i++)
		r->groups[i].homeless = bins[i];
}

void basis_build_sections(struct basis_build *b)
{
	build_group_lists(b);
	build_alone(b);
	build_guests(b);
	build_homeless(b);
}
