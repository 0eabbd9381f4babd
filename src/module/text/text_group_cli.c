/* planverk group: a plan's groups, and what planners decide about them. */
#include "module/text/text_lineage.h"

#include "base/clock.h"
#include "base/str.h"

#include <stdlib.h>

/* ---- Listing ---- */

static void write_group_json(struct json *j, const struct text_group_row *g)
{
	json_put_object(j, NULL);
	json_put_i64(j, "id", g->id);
	json_put_i64(j, "identity", g->identity);
	json_put_i64(j, "theme", g->overview);
	json_put_string(j, "title", g->title);
	json_put_string(j, "label", g->label);
	json_put_i64(j, "contributions", g->contributions);
	json_put_i64(j, "arguments", g->arguments);
	json_put_end(j);
}

static const char *name_of(const struct text_group_row *g)
{
	return g->number == 0 ? "(stands alone)" : *g->title ? g->title : str_or(g->label, "(without words)");
}

static void write_list_json(struct out *o, const struct text_themes *themes)
{
	struct json j = json_to(o, 0);
	json_put_object(&j, NULL);
	json_put_array(&j, "themes");
	for (size_t t = 0; t < themes->n; t++) {
		json_put_object(&j, NULL);
		json_put_i64(&j, "number", themes->v[t].number);
		json_put_string(&j, "label", themes->v[t].label);
		json_put_i64(&j, "contributions", themes->v[t].contributions);
		json_put_array(&j, "groups");
		for (size_t i = 0; i < themes->v[t].n; i++)
			write_group_json(&j, themes->v[t].groups[i]);
		json_put_end(&j);
		json_put_end(&j);
	}
	json_put_end(&j);
	json_put_end(&j);
}

static void write_list(struct out *o, const struct text_themes *themes)
{
	for (size_t t = 0; t < themes->n; t++) {
		const struct text_theme *theme = &themes->v[t];
		if (theme->number)
			out_format(o, "%s (%lld contributions)\n", str_or(theme->label, "(without words)"), (long long)theme->contributions);
		for (size_t i = 0; i < theme->n; i++)
			out_format(o, "  %-18lld %6lld  %s\n", (long long)theme->groups[i]->id,
			           (long long)theme->groups[i]->contributions, name_of(theme->groups[i]));
	}
}

bool text_run_group_list(struct command_context *ctx)
{
	struct plan plan;
	struct text_themes themes;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err)
	          && text_themes_load(c, ctx->arena, plan.id, &themes, ctx->err);
	db_reader_done(c);
	if (!ok)
		return false;
	if (themes.n == 0 && !ctx->json)
		out_format(ctx->out, "The plan has no groups; `planverk compile %s` makes them\n", plan.slug);
	else if (ctx->json)
		write_list_json(ctx->out, &themes);
	else
		write_list(ctx->out, &themes);
	return true;
}

/* ---- Decisions ---- */

static const char *const effects[] = {
	[STEER_APPLIED] = "applied", [STEER_PARTLY] = "partly applied", [STEER_NO_GROUP] = "its group is gone",
	[STEER_NO_CONTRIBUTION] = "its contributions are gone",
};

static void write_decision_json(struct json *j, const struct text_decision *d)
{
	json_put_object(j, NULL);
	json_put_i64(j, "id", d->id);
	json_put_string(j, "kind", steer_kind_code(d->what.kind));
	json_put_i64(j, "group", d->what.group);
	json_put_string(j, "title", d->what.title);
	json_put_i64(j, "groups", (int64_t)d->what.n_from);
	json_put_i64(j, "contributions", (int64_t)d->what.n_members);
	json_put_string(j, "reason", d->reason);
	json_put_string(j, "by", d->by);
	json_put_i64(j, "made_at", d->made_at);
	json_put_bool(j, "undone", d->undone_at != 0);
	json_put_string(j, "effect", d->applied ? steer_effect_code(d->effect) : "");
	json_put_i64(j, "missing", d->missing);
	json_put_end(j);
}

static void write_decision(struct out *o, struct arena *a, const struct text_decision *d)
{
	out_format(o, "%-18lld %s  %-6s %s", (long long)d->id, clock_local(a, d->made_at), steer_kind_code(d->what.kind), d->by);
	if (*d->what.title)
		out_format(o, "  “%s”", d->what.title);
	if (d->what.n_from)
		out_format(o, "  %zu groups", d->what.n_from);
	if (d->what.n_members)
		out_format(o, "  %zu contributions", d->what.n_members);
	out_format(o, "  %s\n", d->undone_at ? "undone" : d->applied ? effects[d->effect] : "");
}

bool text_run_group_decisions(struct command_context *ctx)
{
	struct plan plan;
	struct text_decision *list;
	size_t n;
	int64_t run_id;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err)
	          && text_newest_run(c, plan.id, &run_id, ctx->err)
	          && text_decisions_load(c, ctx->arena, plan.id, run_id, true, &list, &n, ctx->err);
	db_reader_done(c);
	if (!ok)
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json)
		json_put_array(&j, NULL);
	for (size_t i = 0; i < n; i++) {
		if (ctx->json)
			write_decision_json(&j, &list[i]);
		else
			write_decision(ctx->out, ctx->arena, &list[i]);
	}
	if (ctx->json)
		json_put_end(&j);
	else if (n == 0)
		out_text(ctx->out, "Nobody has decided anything about the plan's groups\n");
	return true;
}

/* ---- Deciding ---- */

struct deciding {
	struct command_context *ctx;
	struct text_decision d;
	struct text_decider who;
	int64_t plan_id, group_id; /* group_id: the address of the decision's group afterwards */
};

static struct text_decider decider(struct command_context *ctx)
{
	const char *by = option(ctx, "by");
	return (struct text_decider){ .by = by ? by : str_or(getenv("USER"), "unknown") };
}

static struct deciding begin(struct command_context *ctx, enum steer_kind kind)
{
	const char *reason = option(ctx, "reason");
	return (struct deciding){ .ctx = ctx, .who = decider(ctx),
	                          .d = { .reason = reason ? reason : "", .what = { .kind = kind, .title = "" } } };
}

/* The group of an address, of this run or of one before; all of a decision are of one plan. */
static bool find_group(struct db_conn *tx, struct deciding *g, const char *name, int64_t *identity, struct err *err)
{
	int64_t id, plan_id = 0;
	struct text_group_row row = { 0 };
	if (!str_to_i64(name, &id))
		return err_input(err, "%s is not the number of a group; `planverk group list PLAN` shows them", name);
	if (!text_group_current(tx, g->ctx->arena, id, &row, &plan_id, err))
		return false;
	if (!row.id || row.number == 0)
		return err_not_found(err, "There is no group %s; `planverk group list PLAN` shows them", name);
	if (g->plan_id && g->plan_id != plan_id)
		return err_input(err, "The group %s is of another plan", name);
	g->plan_id = plan_id;
	*identity = row.identity;
	return true;
}

static bool find_contributions(struct db_conn *tx, struct deciding *g, int first, struct err *err)
{
	size_t n = (size_t)(g->ctx->n_args - first);
	int64_t *ids = arena_array(g->ctx->arena, n, sizeof *ids);
	for (size_t i = 0; i < n; i++) {
		int64_t plan_id;
		const char *name = g->ctx->args[first + (int)i];
		if (!contribution_find(tx, name, &ids[i], &plan_id, err))
			return false;
		if (g->plan_id && g->plan_id != plan_id)
			return err_input(err, "The contribution %s is of another plan", name);
		g->plan_id = plan_id;
	}
	g->d.what.members = ids;
	g->d.what.n_members = n;
	return true;
}

static bool decide(struct db_conn *tx, struct deciding *g, struct err *err)
{
	int64_t run_id;
	return text_decide(tx, g->ctx->arena, g->plan_id, &g->d, &g->who, err)
	       && text_newest_run(tx, g->plan_id, &run_id, err)
	       && text_group_address(tx, run_id, g->d.what.group, &g->group_id, err);
}

static bool rename_group(struct db_conn *tx, void *arg, struct err *err)
{
	struct deciding *g = arg;
	g->plan_id = 0;
	g->d.what.title = g->ctx->args[1];
	return find_group(tx, g, g->ctx->args[0], &g->d.what.group, err) && decide(tx, g, err);
}

static bool merge_groups(struct db_conn *tx, void *arg, struct err *err)
{
	struct deciding *g = arg;
	size_t n = (size_t)g->ctx->n_args - 1;
	int64_t *from = arena_array(g->ctx->arena, n, sizeof *from);
	g->plan_id = 0;
	if (!find_group(tx, g, g->ctx->args[0], &g->d.what.group, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!find_group(tx, g, g->ctx->args[i + 1], &from[i], err))
			return false;
	g->d.what.from = from;
	g->d.what.n_from = n;
	return decide(tx, g, err);
}

static bool split_group(struct db_conn *tx, void *arg, struct err *err)
{
	struct deciding *g = arg;
	g->plan_id = 0;
	g->d.what.group = 0;
	g->d.what.title = g->ctx->args[0];
	return find_contributions(tx, g, 1, err) && decide(tx, g, err);
}

static bool move_to_group(struct db_conn *tx, void *arg, struct err *err)
{
	struct deciding *g = arg;
	g->plan_id = 0;
	return find_group(tx, g, g->ctx->args[0], &g->d.what.group, err) && find_contributions(tx, g, 1, err)
	       && decide(tx, g, err);
}

static bool finish(struct deciding *g, db_write_fn *fn)
{
	struct command_context *ctx = g->ctx;
	if (!db_write(ctx->db, fn, g, ctx->err))
		return false;
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_i64(&j, "decision", g->d.id);
		json_put_i64(&j, "group", g->group_id);
		json_put_end(&j);
	} else {
		out_format(ctx->out, "Done: group %lld (decision %lld; `planverk group undo` takes it back)\n",
		           (long long)g->group_id, (long long)g->d.id);
	}
	return true;
}

bool text_run_group_rename(struct command_context *ctx)
{
	struct deciding g = begin(ctx, STEER_RENAME);
	return finish(&g, rename_group);
}

bool text_run_group_merge(struct command_context *ctx)
{
	struct deciding g = begin(ctx, STEER_MERGE);
	return finish(&g, merge_groups);
}

bool text_run_group_split(struct command_context *ctx)
{
	struct deciding g = begin(ctx, STEER_MOVE);
	return finish(&g, split_group);
}

bool text_run_group_move(struct command_context *ctx)
{
	struct deciding g = begin(ctx, STEER_MOVE);
	return finish(&g, move_to_group);
}

bool text_run_group_pin(struct command_context *ctx)
{
	struct deciding g = begin(ctx, STEER_PIN);
	return finish(&g, move_to_group);
}

static bool undo(struct db_conn *tx, void *arg, struct err *err)
{
	struct deciding *g = arg;
	struct plan plan;
	int64_t id = 0;
	if (g->ctx->n_args > 1 && !str_to_i64(g->ctx->args[1], &id))
		return err_input(err, "%s is not the number of a decision; `planverk group decisions PLAN` shows them", g->ctx->args[1]);
	return plan_find(tx, g->ctx->arena, g->ctx->args[0], &plan, err)
	       && text_undo(tx, g->ctx->arena, plan.id, id, &g->who, &g->d, err);
}

bool text_run_group_undo(struct command_context *ctx)
{
	struct deciding g = { .ctx = ctx, .who = decider(ctx) };
	if (!db_write(ctx->db, undo, &g, ctx->err))
		return false;
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_i64(&j, "undone", g.d.id);
		json_put_end(&j);
	} else {
		out_format(ctx->out, "Undone: decision %lld (%s)\n", (long long)g.d.id, steer_kind_code(g.d.what.kind));
	}
	return true;
}
