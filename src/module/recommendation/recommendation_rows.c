/* A plan's recommendations as rows of a table, with what they rest on. */
#include "module/recommendation/recommendation_internal.h"

#include "base/clock.h"

enum column { NUMBER, KIND, STATE, TEXT, REASON, NODE, NODE_TITLE, PHASE, RESTS_ON, CHANGED, BY, COLUMNS };
static const char *const columns[COLUMNS] = {
	[NUMBER] = "number", [KIND] = "kind", [STATE] = "state", [TEXT] = "text", [REASON] = "reason", [NODE] = "node",
	[NODE_TITLE] = "node_title", [PHASE] = "phase", [RESTS_ON] = "rests_on", [CHANGED] = "changed", [BY] = "by",
};

static const char *phase_title(const struct process *p, int64_t id)
{
	for (size_t i = 0; i < p->n_phases; i++)
		if (p->phases[i].id == id)
			return p->phases[i].title;
	return "";
}

/* "group: Lærlinger\nevent: Oppstart": a line each. */
static bool sources_text(struct db_conn *c, struct arena *a, int64_t id, const char **text, struct err *err)
{
	struct recommendation_source *list;
	size_t n;
	struct out o = out_memory(a);
	if (!recommendation_sources(c, a, id, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		out_format(&o, "%s%s: %s", i > 0 ? "\n" : "", recommendation_source_codes[list[i].kind], list[i].title);
	*text = out_string(&o);
	return true;
}

bool recommendation_rows(struct db_conn *c, struct arena *a, int64_t plan_id, enum recommendation_state state, struct rows *rows,
                         struct err *err)
{
	struct recommendation *list;
	struct process process;
	size_t n;
	const struct plan_tree *tree = plan_tree_shared(c, a, plan_id, err);
	if (!tree || !process_load(c, a, plan_id, &process, err) || !recommendation_list(c, a, plan_id, state, &list, &n, err))
		return false;
	*rows = rows_new(a, columns, COLUMNS);
	for (size_t i = 0; i < n; i++) {
		const struct recommendation *r = &list[i];
		long node = r->node_id ? plan_tree_index(tree, r->node_id) : -1;
		const char *cells[COLUMNS] = {
			[NUMBER] = arena_printf(a, "%lld", (long long)r->id), [KIND] = recommendation_kinds[r->kind].code,
			[STATE] = recommendation_states[r->state].code, [TEXT] = r->text, [REASON] = r->reason,
			[NODE] = node >= 0 ? tree->nodes[node].ref : "", [NODE_TITLE] = node >= 0 ? tree->nodes[node].title : "",
			[PHASE] = phase_title(&process, r->phase_id), [CHANGED] = clock_iso(a, r->at), [BY] = r->who };
		if (!sources_text(c, a, r->id, &cells[RESTS_ON], err))
			return false;
		rows_add(rows, cells);
	}
	return true;
}
