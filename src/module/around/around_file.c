/* An entry as a row of a table, and back. */
#include "module/around/around_internal.h"

const char *const around_columns[AROUND_COLUMNS] = {
	[AROUND_C_KIND] = "kind", [AROUND_C_TITLE] = "title", [AROUND_C_PARTY] = "party", [AROUND_C_NODE] = "node", [AROUND_C_STATE] = "state",
	[AROUND_C_FROM] = "from", [AROUND_C_TO] = "to", [AROUND_C_AMOUNT] = "amount", [AROUND_C_REFERENCE] = "reference",
	[AROUND_C_NOTE] = "note",
};

void around_cells(struct arena *a, const struct plan_tree *tree, const struct around_entry *e, const char *cells[AROUND_COLUMNS])
{
	long at = plan_tree_index(tree, e->node_id);
	cells[AROUND_C_KIND] = around_kinds[e->kind].code;
	cells[AROUND_C_TITLE] = e->title;
	cells[AROUND_C_PARTY] = e->party;
	cells[AROUND_C_NODE] = at < 0 ? "" : tree->nodes[at].ref;
	cells[AROUND_C_STATE] = around_states[e->state].code;
	cells[AROUND_C_FROM] = date_iso(a, e->from);
	cells[AROUND_C_TO] = date_iso(a, e->to);
	cells[AROUND_C_AMOUNT] = e->amount ? arena_printf(a, "%lld", (long long)e->amount) : "";
	cells[AROUND_C_REFERENCE] = e->reference;
	cells[AROUND_C_NOTE] = e->note;
}

static bool read_day(const char *text, struct date *d, struct err *err)
{
	return !*text || date_parse(text, d) || err_input(err, "\"%s\" is no date; write it as 2027-11-07 or 07.11.2027", text);
}

static bool read_node(const struct plan_tree *tree, const char *ref, int64_t *node, struct err *err)
{
	for (size_t i = 0; *ref && i < tree->n; i++)
		if (str_eq(tree->nodes[i].ref, ref))
			*node = tree->nodes[i].id;
	return !*ref || *node || err_input(err, "The plan has no part \"%s\"; `planverk plan export` names them", ref);
}

bool around_read(struct arena *a, const struct plan_tree *tree, const char *const cells[AROUND_COLUMNS], struct around_entry *e,
                 struct err *err)
{
	(void)a;
	*e = (struct around_entry){ .title = cells[AROUND_C_TITLE], .party = cells[AROUND_C_PARTY], .reference = cells[AROUND_C_REFERENCE],
	                            .note = cells[AROUND_C_NOTE] };
	if (!around_kind_parse(cells[AROUND_C_KIND], &e->kind))
		return err_input(err, "\"%s\" is not a kind; there are before, parallel, use, agreement, project, programme", cells[AROUND_C_KIND]);
	while (e->state < AROUND_STATES && !str_eq(around_states[e->state].code, cells[AROUND_C_STATE]))
		e->state++;
	if (e->state == AROUND_STATES)
		return err_input(err, "\"%s\" is none of kept, sharpened, dropped", cells[AROUND_C_STATE]);
	if (*cells[AROUND_C_AMOUNT] && !str_to_i64(cells[AROUND_C_AMOUNT], &e->amount))
		return err_input(err, "\"%s\" is no number of kroner", cells[AROUND_C_AMOUNT]);
	if (!read_day(cells[AROUND_C_FROM], &e->from, err) || !read_day(cells[AROUND_C_TO], &e->to, err)
	    || !read_node(tree, cells[AROUND_C_NODE], &e->node_id, err))
		return false;
	const char *problem = around_check(e);
	return !problem || err_input(err, "%s", problem);
}
