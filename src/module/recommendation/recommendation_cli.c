/* planverk recommendation list, add, export. */
#include "module/recommendation/recommendation_internal.h"

#include "base/file.h"

static bool read_state(struct command_context *ctx, enum recommendation_state *state)
{
	const char *code = option(ctx, "state");
	*state = RECOMMENDATION_STATES;
	return !code || recommendation_state_parse(code, state)
	       || err_input(ctx->err, "--state is open, taken_up or set_aside, not \"%s\"", code);
}

bool recommendation_run_list(struct command_context *ctx)
{
	struct plan plan;
	struct recommendation *list = NULL;
	enum recommendation_state state;
	size_t n = 0;
	if (!read_state(ctx, &state))
		return false;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err);
	if (ok && ctx->json)
		ok = recommendation_write(c, ctx->arena, &plan, state, RECOMMENDATION_JSON, ctx->out, &n, ctx->err);
	else if (ok)
		ok = recommendation_list(c, ctx->arena, plan.id, state, &list, &n, ctx->err);
	db_reader_done(c);
	for (size_t i = 0; ok && !ctx->json && i < n; i++)
		out_format(ctx->out, "%lld  %-14s  %-9s  %s\n", (long long)list[i].id, recommendation_kinds[list[i].kind].code,
		           recommendation_states[list[i].state].code, list[i].text);
	return ok;
}

bool recommendation_run_export(struct command_context *ctx)
{
	struct plan plan;
	enum recommendation_state state;
	enum recommendation_format format;
	size_t rows;
	if (!read_state(ctx, &state))
		return false;
	if (!recommendation_format_parse(str_or(option(ctx, "format"), "csv"), &format))
		return err_input(ctx->err, "--format is csv, xlsx or json, not \"%s\"", option(ctx, "format"));
	struct file_writer *file = file_create(ctx->arena, str_or(option(ctx, "output"), "-"), ctx->err);
	struct db_conn *c = file ? db_reader(ctx->db, ctx->err) : NULL;
	struct out o = file ? out_file(file_stream(file)) : (struct out){ 0 };
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err)
	          && recommendation_write(c, ctx->arena, &plan, state, format, &o, &rows, ctx->err);
	db_reader_done(c);
	return ok && file_commit(file, ctx->err);
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
