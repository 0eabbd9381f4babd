/*
 * planverk contribution place, unplace: a planner decides where a contribution belongs.
 *
 * The commands stand here and not in the contribution module because what the program suggested at the time is
 * recorded with the decision.
 */
#include "module/text/text_internal.h"

#include "base/str.h"

#include <stdlib.h>

struct placing {
	struct command_context *ctx;
	struct contribution_placement placement;
	const struct plan_node *node;
	struct plan_tree tree;
	const char *by;
};

bool text_suggested_get(struct db_conn *c, int64_t contribution_id, int64_t *node_id, double *score, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT s.node_id, s.score FROM text_suggestion s JOIN text_run r ON r.id = s.run_id "
		"WHERE s.contribution_id = $contribution AND s.rank = 1 ORDER BY r.made_at DESC, r.id DESC LIMIT 1"));
	db_bind_i64(st, "$contribution", contribution_id);
	*node_id = 0;
	*score = 0;
	if (db_step(st)) {
		*node_id = db_i64(st, 0);
		*score = db_f64(st, 1);
	}
	return db_finish(st, err);
}

/* A node by its number, or by its identifier in the plan. */
static bool find_node(struct placing *p, const char *name, struct err *err)
{
	int64_t id = 0;
	str_to_i64(name, &id);
	for (size_t i = 0; i < p->tree.n && !p->node; i++)
		if (str_eq(p->tree.nodes[i].ref, name) || (id && p->tree.nodes[i].id == id))
			p->node = &p->tree.nodes[i];
	return p->node || err_not_found(err, "The plan %s has no node %s; `planverk plan show %s` lists them",
	                                p->tree.plan.slug, name, p->tree.plan.slug);
}

static bool place(struct db_conn *tx, void *arg, struct err *err)
{
	struct placing *p = arg;
	struct arena *a = p->ctx->arena;
	int64_t plan_id;
	p->node = NULL;
	if (!contribution_find(tx, p->ctx->args[0], &p->placement.contribution_id, &plan_id, err)
	    || !plan_tree_load(tx, a, plan_id, &p->tree, err) || !find_node(p, p->ctx->args[1], err)
	    || !text_suggested_get(tx, p->placement.contribution_id, &p->placement.suggested_id, &p->placement.suggested_score, err))
		return false;
	p->placement.node_id = p->node->id;
	p->placement.by = p->by;
	return contribution_place(tx, a, &p->placement, err);
}

static bool unplace(struct db_conn *tx, void *arg, struct err *err)
{
	struct placing *p = arg;
	int64_t plan_id;
	return contribution_find(tx, p->ctx->args[0], &p->placement.contribution_id, &plan_id, err)
	       && contribution_unplace(tx, p->ctx->arena, p->placement.contribution_id, p->by, err);
}

static struct placing begin(struct command_context *ctx)
{
	const char *user = getenv("USER");
	return (struct placing){ .ctx = ctx, .by = option(ctx, "by") ? option(ctx, "by") : str_or(user, "unknown") };
}

static void write_suggested(struct json *j, const struct contribution_placement *p)
{
	if (!p->suggested_id) {
		json_put_null(j, "suggested");
		return;
	}
	json_put_object(j, "suggested");
	json_put_i64(j, "node", p->suggested_id);
	json_put_f64(j, "score", p->suggested_score);
	json_put_end(j);
}

bool text_run_place(struct command_context *ctx)
{
	struct placing p = begin(ctx);
	if (!db_write(ctx->db, place, &p, ctx->err))
		return false;
	bool as_suggested = p.placement.suggested_id == p.node->id;
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_i64(&j, "contribution", p.placement.contribution_id);
		json_put_i64(&j, "node", p.node->id);
		json_put_string(&j, "ref", p.node->ref);
		json_put_string(&j, "title", p.node->title);
		json_put_string(&j, "by", p.by);
		write_suggested(&j, &p.placement);
		json_put_end(&j);
		return true;
	}
	out_format(ctx->out, "Placed under %s: %s%s\n", p.node->ref, p.node->title,
	           as_suggested ? ", as suggested" : p.placement.suggested_id ? ", not where the program suggested" : "");
	out_format(ctx->out, "The program learns from it when the plan is compiled again: planverk compile %s\n", p.tree.plan.slug);
	return true;
}

bool text_run_unplace(struct command_context *ctx)
{
	struct placing p = begin(ctx);
	if (!db_write(ctx->db, unplace, &p, ctx->err))
		return false;
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_i64(&j, "contribution", p.placement.contribution_id);
		json_put_null(&j, "node");
		json_put_string(&j, "by", p.by);
		json_put_end(&j);
	} else {
		out_text(ctx->out, "The contribution stands where it stood before a planner placed it.\n");
	}
	return true;
}
