/* planverk proposal sheet, list, import, decide. */
#include "module/measure/measure_proposal.h"

#include "format/columns.h"
#include "format/rows.h"

struct work {
	struct command_context *ctx;
	struct plan_tree tree;
	struct measure_sheet sheet;
	const char **groups;
	struct measure_proposal *list;
	size_t n;
	struct proposal_decision decision;
};

static bool open_plan(struct work *w)
{
	struct command_context *ctx = w->ctx;
	struct plan plan;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err) && plan_tree_load(c, ctx->arena, plan.id, &w->tree, ctx->err)
	          && proposal_list(c, ctx->arena, plan.id, 0, &w->list, &w->n, ctx->err);
	db_reader_done(c);
	return ok;
}

static bool make_sheet(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return sheet_named(tx, w->ctx->arena, w->tree.plan.id, w->ctx->args[1], 0, &w->sheet, err);
}

bool proposal_run_sheet(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	if (!open_plan(&w) || !db_write(ctx->db, make_sheet, &w, ctx->err))
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json) {
		json_put_object(&j, NULL);
		json_put_string(&j, "link", arena_printf(ctx->arena, "/sheet/%s", w.sheet.token));
		json_put_end(&j);
	} else {
		out_format(ctx->out, "/sheet/%s\n", w.sheet.token);
	}
	return true;
}

static const struct field fields[] = {
	{ "group", "gruppe|bord", true }, { "title", "tiltak|tittel|forslag", true }, { "what", "hva|kva|beskrivelse", false },
	{ "who", "hvem|kven", false }, { "by_when", "når|innen|innan", false }, { "node", "strategi", false },
};
enum { GROUP, TITLE, WHAT, WHO, WHEN, NODE };

bool proposal_run_list(struct command_context *ctx)
{
	static const char *const columns[] = { "id", "group", "title", "what", "who", "by_when", "state", "reason" };
	struct work w = { .ctx = ctx };
	if (!open_plan(&w))
		return false;
	struct rows rows = rows_new(ctx->arena, columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < w.n; i++)
		rows_add(&rows, (const char *const[]){ arena_printf(ctx->arena, "%lld", (long long)w.list[i].id), w.list[i].sheet, w.list[i].title,
		                                       w.list[i].what, w.list[i].who, w.list[i].by_when, proposal_states[w.list[i].state].code,
		                                       w.list[i].reason });
	return rows_write(&rows, ROWS_CSV, "proposals", ctx->out, ctx->err);
}

static bool keep(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	for (size_t i = 0; i < w->n; i++) {
		struct measure_sheet sheet;
		if (!sheet_named(tx, w->ctx->arena, w->tree.plan.id, w->groups[i], 0, &sheet, err))
			return false;
		w->list[i].sheet_id = sheet.id;
		if (!proposal_add(tx, w->ctx->arena, &w->list[i], err))
			return false;
	}
	return true;
}

static bool read_row(struct work *w, const struct table *t, size_t row, const long *column, struct measure_proposal *p, struct err *err)
{
	const char *cell[ARRAY_LEN(fields)];
	for (size_t f = 0; f < ARRAY_LEN(fields); f++)
		cell[f] = columns_cell(w->ctx->arena, t, row, column[f]);
	w->groups[row] = cell[GROUP];
	*p = (struct measure_proposal){ .title = cell[TITLE], .what = cell[WHAT], .who = cell[WHO], .by_when = cell[WHEN], .reason = "" };
	for (size_t i = 0; i < w->tree.n; i++)
		if (*cell[NODE] && str_eq(w->tree.nodes[i].ref, cell[NODE]))
			p->node_id = w->tree.nodes[i].id;
	if (*cell[NODE] && !p->node_id)
		return err_input(err, "The plan has no part \"%s\"; `planverk plan export` names them", cell[NODE]);
	const char *problem = *cell[GROUP] ? proposal_check(p) : "The row does not say which group it is from";
	return !problem || err_input(err, "%s", problem);
}

bool proposal_run_import(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	struct table t;
	long column[ARRAY_LEN(fields)];
	const char *file = ctx->args[1];
	if (!open_plan(&w))
		return false;
	if (!table_read(ctx->arena, file, NULL, &t, ctx->err)
	    || !columns_resolve(ctx->arena, &t, fields, ARRAY_LEN(fields), NULL, column, NULL, ctx->err))
		return err_at(ctx->err, file, 0, 0);
	w.list = arena_array(ctx->arena, t.n_rows, sizeof *w.list);
	w.groups = arena_array(ctx->arena, t.n_rows, sizeof *w.groups);
	for (w.n = 0; w.n < t.n_rows; w.n++)
		if (!read_row(&w, &t, w.n, column, &w.list[w.n], ctx->err))
			return err_at(ctx->err, file, t.rows[w.n].line, 0);
	if (!db_write(ctx->db, keep, &w, ctx->err))
		return false;
	if (ctx->json)
		out_format(ctx->out, "{\"read\": %zu}\n", w.n);
	else
		out_format(ctx->out, "%zu proposals read.\n", w.n);
	return true;
}

static bool decide(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return proposal_decide(tx, w->ctx->arena, &w->decision, err);
}

bool proposal_run_decide(struct command_context *ctx)
{
	struct work w = { .ctx = ctx, .decision = { .ref = str_or(option(ctx, "measure"), ""), .reason = str_or(option(ctx, "reason"), "") } };
	if (!str_to_i64(ctx->args[1], &w.decision.id))
		return err_input(ctx->err, "%s is not the number of a proposal; `planverk proposal list` has them", ctx->args[1]);
	if (!proposal_state_parse(ctx->args[2], &w.decision.state))
		return err_input(ctx->err, "A proposal is taken_up, merged or declined, not %s", ctx->args[2]);
	if (!open_plan(&w))
		return false;
	w.decision.plan_id = w.tree.plan.id;
	return db_write(ctx->db, decide, &w, ctx->err);
}
