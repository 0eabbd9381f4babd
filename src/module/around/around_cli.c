/* planverk around list, import, withdraw. */
#include "module/around/around_internal.h"

#include "format/columns.h"
#include "format/rows.h"

struct work {
	struct command_context *ctx;
	struct plan_tree tree;
	struct around_entry *list;
	size_t n;
	int64_t id;
};

static bool open_plan(struct work *w, bool with_list)
{
	struct command_context *ctx = w->ctx;
	struct plan plan;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err) && plan_tree_load(c, ctx->arena, plan.id, &w->tree, ctx->err)
	          && (!with_list || around_list(c, ctx->arena, plan.id, &w->list, &w->n, ctx->err));
	db_reader_done(c);
	return ok;
}

bool around_run_list(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	const char *path = option(ctx, "output");
	if (!open_plan(&w, true))
		return false;
	struct rows rows = rows_new(ctx->arena, around_columns, AROUND_COLUMNS);
	struct json j = json_to(ctx->out, 0);
	if (ctx->json)
		json_put_array(&j, NULL);
	for (size_t i = 0; i < w.n; i++) {
		const char *cells[AROUND_COLUMNS];
		around_cells(ctx->arena, &w.tree, &w.list[i], cells);
		rows_add(&rows, cells);
		if (!ctx->json)
			continue;
		json_put_object(&j, NULL);
		json_put_i64(&j, "id", w.list[i].id);
		for (size_t k = 0; k < AROUND_COLUMNS; k++)
			json_put_string(&j, around_columns[k], cells[k]);
		json_put_end(&j);
	}
	if (ctx->json) {
		json_put_end(&j);
		return true;
	}
	return path ? rows_write_file(&rows, path, "around", ctx->err) : rows_write(&rows, ROWS_CSV, "around", ctx->out, ctx->err);
}

/* ---- around import ---- */

static const struct field fields[AROUND_COLUMNS] = {
	[AROUND_C_KIND] = { "kind", "slag|type", true }, [AROUND_C_TITLE] = { "title", "tittel|emne|mål|prosjekt", true },
	[AROUND_C_PARTY] = { "party", "hvem|kven|part|partnere|partnarar|plan", true },
	[AROUND_C_NODE] = { "node", "del|del av planen", false }, [AROUND_C_STATE] = { "state", "vurdering", false },
	[AROUND_C_FROM] = { "from", "fra|frå", false }, [AROUND_C_TO] = { "to", "til", false },
	[AROUND_C_AMOUNT] = { "amount", "kroner|beløp", false }, [AROUND_C_REFERENCE] = { "reference", "referanse|sak", false },
	[AROUND_C_NOTE] = { "note", "merknad", false },
};

static bool same(const struct around_entry *x, const struct around_entry *y)
{
	return x->kind == y->kind && x->node_id == y->node_id && str_eq(x->title, y->title) && str_eq(x->party, y->party);
}

/* What stands there already under the same title and party is passed over. */
static bool keep(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	struct around_entry *there;
	size_t n;
	w->id = 0;
	if (!around_list(tx, w->ctx->arena, w->tree.plan.id, &there, &n, err))
		return false;
	for (size_t i = 0; i < w->n; i++) {
		bool known = false;
		for (size_t k = 0; k < n && !known; k++)
			known = same(&there[k], &w->list[i]);
		if (!known && !around_add(tx, w->ctx->arena, w->tree.plan.id, &w->list[i], err))
			return false;
		w->id += !known;
	}
	return true;
}

bool around_run_import(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	struct table t;
	long column[AROUND_COLUMNS];
	const char *file = ctx->args[1];
	if (!open_plan(&w, false))
		return false;
	if (!table_read(ctx->arena, file, NULL, &t, ctx->err)
	    || !columns_resolve(ctx->arena, &t, fields, AROUND_COLUMNS, NULL, column, NULL, ctx->err))
		return err_at(ctx->err, file, 0, 0);
	w.list = arena_array(ctx->arena, t.n_rows, sizeof *w.list);
	for (; w.n < t.n_rows; w.n++) {
		const char *cells[AROUND_COLUMNS];
		for (size_t f = 0; f < AROUND_COLUMNS; f++)
			cells[f] = columns_cell(ctx->arena, &t, w.n, column[f]);
		if (!around_read(ctx->arena, &w.tree, cells, &w.list[w.n], ctx->err))
			return err_at(ctx->err, file, t.rows[w.n].line, 0);
	}
	if (!db_write(ctx->db, keep, &w, ctx->err))
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json) {
		json_put_object(&j, NULL);
		json_put_i64(&j, "read", (int64_t)w.n);
		json_put_i64(&j, "added", w.id);
		json_put_end(&j);
	} else {
		out_format(ctx->out, "%zu entries read, %lld of them new.\n", w.n, (long long)w.id);
	}
	return true;
}

static bool withdraw(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return around_withdraw(tx, w->ctx->arena, w->tree.plan.id, w->id, str_or(option(w->ctx, "reason"), ""), 0, err);
}

bool around_run_withdraw(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	if (!str_to_i64(ctx->args[1], &w.id))
		return err_input(ctx->err, "%s is not the number of an entry; `planverk --json around list` has them", ctx->args[1]);
	return open_plan(&w, false) && db_write(ctx->db, withdraw, &w, ctx->err);
}
