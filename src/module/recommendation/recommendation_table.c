/* A plan's recommendations as a file: CSV, XLSX, JSON. */
#include "module/recommendation/recommendation_internal.h"

#include "base/clock.h"
#include "format/xlsx_write.h"

const struct recommendation_file recommendation_files[RECOMMENDATION_FORMATS] = {
	[RECOMMENDATION_CSV] = { "csv", "text/csv; charset=utf-8" },
	[RECOMMENDATION_XLSX] = { "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
	[RECOMMENDATION_JSON] = { "json", "application/json" },
};

bool recommendation_format_parse(const char *code, enum recommendation_format *format)
{
	*format = 0;
	while (*format < RECOMMENDATION_FORMATS && !str_eq(recommendation_files[*format].code, code))
		(*format)++;
	return *format < RECOMMENDATION_FORMATS;
}

enum column { NUMBER, KIND, STATE, TEXT, REASON, NODE, NODE_TITLE, PHASE, RESTS_ON, CHANGED, BY, COLUMNS };
static const struct xlsx_column columns[COLUMNS] = {
	[NUMBER] = { "number", 18 }, [KIND] = { "kind", 16 }, [STATE] = { "state", 10 }, [TEXT] = { "text", 60 }, [REASON] = { "reason", 40 },
	[NODE] = { "node", 14 }, [NODE_TITLE] = { "node_title", 40 }, [PHASE] = { "phase", 24 }, [RESTS_ON] = { "rests_on", 60 },
	[CHANGED] = { "changed", 20 }, [BY] = { "by", 20 },
};

struct writing {
	struct db_conn *conn;
	struct arena *arena;
	const struct plan_tree *tree;
	struct process process;
	struct out *o;
	enum recommendation_format format;
	struct xlsx *xlsx;
	struct json json;
};

static const char *phase_title(const struct process *p, int64_t id)
{
	for (size_t i = 0; i < p->n_phases; i++)
		if (p->phases[i].id == id)
			return p->phases[i].title;
	return "";
}

/* "group: Lærlinger\nevent: Oppstart": a line each. */
static bool sources_text(struct writing *w, int64_t id, const char **text, struct err *err)
{
	struct recommendation_source *list;
	size_t n;
	struct out o = out_memory(w->arena);
	if (!recommendation_sources(w->conn, w->arena, id, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		out_format(&o, "%s%s: %s", i > 0 ? "\n" : "", recommendation_source_codes[list[i].kind], list[i].title);
	*text = out_string(&o);
	return true;
}

static bool cells_of(struct writing *w, const struct recommendation *r, const char *cells[COLUMNS], struct err *err)
{
	long node = r->node_id ? plan_tree_index(w->tree, r->node_id) : -1;
	cells[NUMBER] = arena_printf(w->arena, "%lld", (long long)r->id);
	cells[KIND] = recommendation_kinds[r->kind].code;
	cells[STATE] = recommendation_states[r->state].code;
	cells[TEXT] = r->text;
	cells[REASON] = r->reason;
	cells[NODE] = node >= 0 ? w->tree->nodes[node].ref : "";
	cells[NODE_TITLE] = node >= 0 ? w->tree->nodes[node].title : "";
	cells[PHASE] = phase_title(&w->process, r->phase_id);
	cells[CHANGED] = clock_iso(w->arena, r->at);
	cells[BY] = r->who;
	return sources_text(w, r->id, &cells[RESTS_ON], err);
}

static void begin(struct writing *w)
{
	if (w->format == RECOMMENDATION_XLSX) {
		w->xlsx = xlsx_begin(w->arena, w->o, w->tree->plan.title);
		xlsx_sheet(w->xlsx, "recommendations", columns, COLUMNS);
	} else if (w->format == RECOMMENDATION_JSON) {
		w->json = json_to(w->o, 2);
		json_put_array(&w->json, NULL);
	} else {
		for (size_t i = 0; i < COLUMNS; i++)
			out_format(w->o, "%s%s", i > 0 ? "," : "", columns[i].name);
		out_text(w->o, "\r\n");
	}
}

static void write_row(struct writing *w, const char *const cells[COLUMNS])
{
	if (w->format == RECOMMENDATION_JSON)
		json_put_object(&w->json, NULL);
	for (size_t i = 0; i < COLUMNS; i++) {
		if (w->format == RECOMMENDATION_XLSX) {
			xlsx_text(w->xlsx, cells[i]);
		} else if (w->format == RECOMMENDATION_JSON) {
			json_put_string(&w->json, columns[i].name, cells[i]);
		} else {
			if (i > 0)
				out_char(w->o, ',');
			csv_field(w->o, cells[i]);
		}
	}
	if (w->format == RECOMMENDATION_XLSX)
		xlsx_row_end(w->xlsx);
	else if (w->format == RECOMMENDATION_JSON)
		json_put_end(&w->json);
	else
		out_text(w->o, "\r\n");
}

bool recommendation_write(struct db_conn *c, struct arena *a, const struct plan *plan, enum recommendation_state state,
                          enum recommendation_format format, struct out *o, size_t *rows, struct err *err)
{
	struct recommendation *list;
	struct writing w = { .conn = c, .arena = a, .tree = plan_tree_shared(c, a, plan->id, err), .o = o, .format = format };
	if (!w.tree || !process_load(c, a, plan->id, &w.process, err) || !recommendation_list(c, a, plan->id, state, &list, rows, err))
		return false;
	begin(&w);
	for (size_t i = 0; i < *rows; i++) {
		const char *cells[COLUMNS];
		if (!cells_of(&w, &list[i], cells, err))
			return false;
		write_row(&w, cells);
	}
	if (format == RECOMMENDATION_JSON)
		json_put_end(&w.json);
	return format != RECOMMENDATION_XLSX || xlsx_end(w.xlsx, err);
}
