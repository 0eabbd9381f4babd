/* planverk recommendation list, add, export. */
#include "module/recommendation/recommendation_internal.h"

static bool read_state(struct command_context *ctx, enum recommendation_state *state)
{
	const char *code = option(ctx, "state");
	*state = RECOMMENDATION_STATES;
	return !code || recommendation_state_parse(code, state)
	       || err_input(ctx->err, "--state is open, taken_up or set_aside, not \"%s\"", code);
}

static bool load_rows(struct command_context *ctx, struct rows *rows)
{
	struct plan plan;
	enum recommendation_state state;
	if (!read_state(ctx, &state))
		return false;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err)
	          && recommendation_rows(c, ctx->arena, plan.id, state, rows, ctx->err);
	db_reader_done(c);
	return ok;
}

bool recommendation_run_list(struct command_context *ctx)
{
	struct rows rows;
	if (!load_rows(ctx, &rows))
		return false;
	struct json j = json_to(ctx->out, 2);
	if (ctx->json)
		json_put_array(&j, NULL);
	for (size_t i = 0; i < rows.n; i++) {
		const char **cell = rows.rows[i];
		if (!ctx->json) { /* number, kind, state, text */
			out_text(ctx->out, arena_printf(ctx->arena, "%s  %-14s  %-9s  %s\n", cell[0], cell[1], cell[2], cell[3]));
			continue;
		}
		json_put_object(&j, NULL);
		for (size_t k = 0; k < rows.n_columns; k++)
			json_put_string(&j, rows.columns[k], cell[k]);
		json_put_end(&j);
	}
	if (ctx->json)
		json_put_end(&j);
	return true;
}

bool recommendation_run_export(struct command_context *ctx)
{
	struct rows rows;
	const char *path = option(ctx, "output");
	if (!load_rows(ctx, &rows))
		return false;
	return path ? rows_write_file(&rows, path, "recommendations", ctx->err)
	            : rows_write(&rows, ROWS_CSV, "recommendations", ctx->out, ctx->err);
}

/* ---- Adding ---- */

struct adding {
	struct recommendation recommendation;
	struct recommendation_sources sources;
};

static bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct adding *w = arg;
	struct recommendation r = w->recommendation; /* from the start, where this is run again */
	bool overtaken;
	if (!recommendation_save(tx, &r, 0, clock_now(), &overtaken, err))
		return false;
	for (size_t i = 0; i < w->sources.n; i++)
		if (!recommendation_rest(tx, r.id, &w->sources.v[i], true, 0, err))
			return false;
	w->recommendation = r;
	return true;
}

static bool find_node(struct command_context *ctx, struct db_conn *c, struct recommendation *r)
{
	const char *ref = option(ctx, "node");
	const struct plan_tree *tree = ref ? plan_tree_shared(c, ctx->arena, r->plan_id, ctx->err) : NULL;
	if (!ref)
		return true;
	for (size_t i = 0; tree && i < tree->n; i++)
		if (str_eq(tree->nodes[i].ref, ref))
			r->node_id = tree->nodes[i].id;
	return tree && (r->node_id || err_not_found(ctx->err, "The plan has no part \"%s\"; `planverk plan export` shows their names", ref));
}

static bool find_phase(struct command_context *ctx, struct db_conn *c, struct recommendation *r)
{
	int64_t number;
	struct process p;
	if (!option_i64(ctx, "phase", 0, 1, PROCESS_PHASES, &number) || !process_load(c, ctx->arena, r->plan_id, &p, ctx->err))
		return false;
	if (number > (int64_t)p.n_phases)
		return err_not_found(ctx->err, "The plan has no phase %lld; `planverk process list` shows them", (long long)number);
	r->phase_id = number ? p.phases[number - 1].id : 0;
	return true;
}

static bool find_sources(struct command_context *ctx, struct db_conn *c, struct adding *w)
{
	for (size_t k = 0; k < SOURCE_KINDS; k++) {
		const char *number = option(ctx, recommendation_source_codes[k]);
		if (!number)
			continue;
		struct recommendation_source *source = VEC_PUSH(ctx->arena, &w->sources);
		const char *name = arena_printf(ctx->arena, "%s/%s", recommendation_source_codes[k], number);
		if (!recommendation_source_parse(c, ctx->arena, w->recommendation.plan_id, name, source, ctx->err))
			return false;
		if (!source->id)
			return err_not_found(ctx->err, "The plan has no %s \"%s\"; its number stands in its page's address",
			                     recommendation_source_codes[k], number);
	}
	return true;
}

bool recommendation_run_add(struct command_context *ctx)
{
	struct plan plan;
	struct adding w = { .recommendation = { .text = str_or(option(ctx, "text"), ""), .reason = "" } };
	const char *field, *kind = option(ctx, "kind");
	if (kind && !recommendation_kind_parse(kind, &w.recommendation.kind))
		return err_input(ctx->err, "--kind is recommendation or principle, not \"%s\"", kind);
	const char *problem = recommendation_check(&w.recommendation, &field);
	if (problem)
		return err_input(ctx->err, "--%s: %s", field, problem);
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err);
	if (ok)
		w.recommendation.plan_id = plan.id;
	ok = ok && find_node(ctx, c, &w.recommendation) && find_phase(ctx, c, &w.recommendation) && find_sources(ctx, c, &w);
	db_reader_done(c);
	if (!ok || !db_write(ctx->db, add, &w, ctx->err))
		return false;
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_i64(&j, "recommendation", w.recommendation.id);
		json_put_end(&j);
	} else {
		out_format(ctx->out, "The recommendation %lld is added.\n", (long long)w.recommendation.id);
	}
	return true;
}
