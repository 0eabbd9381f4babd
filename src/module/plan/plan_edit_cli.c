/* planverk plan edit, move, retire, split, merge. */
#include "module/plan/plan_internal.h"

#include "base/file.h"

#define BODY_MAX ((size_t)1 << 20) /* bytes of a file with a text */

struct changing {
	struct command_context *ctx;
	struct plan_tree tree;
	const struct plan_node *node;
	struct plan_change text;
	int64_t other, new_id; /* where it goes or what it is merged into; what was split off it */
	size_t place;
	bool overtaken;
};

/* By its name in exports, or its number. */
static bool find_node(struct changing *c, const char *name, const struct plan_node **node)
{
	int64_t id = 0;
	str_to_i64(name, &id);
	*node = NULL;
	for (size_t i = 0; i < c->tree.n && !*node; i++)
		if (str_eq(c->tree.nodes[i].ref, name))
			*node = &c->tree.nodes[i];
	for (size_t i = 0; i < c->tree.n && !*node; i++)
		if (id && c->tree.nodes[i].id == id)
			*node = &c->tree.nodes[i];
	return *node || err_not_found(c->ctx->err, "The plan has no part \"%s\"; `planverk plan export` shows their names", name);
}

/* The plan and the part that the first two arguments name. */
static bool begin(struct command_context *ctx, struct changing *c)
{
	struct plan plan;
	*c = (struct changing){ .ctx = ctx };
	struct db_conn *conn = db_reader(ctx->db, ctx->err);
	bool ok = conn && plan_find(conn, ctx->arena, ctx->args[0], &plan, ctx->err)
	          && plan_tree_load(conn, ctx->arena, plan.id, &c->tree, ctx->err);
	db_reader_done(conn);
	return ok && find_node(c, ctx->args[1], &c->node);
}

/* What the options say, in the place of what `before` has. */
static bool read_text(struct changing *c, const struct plan_node *before)
{
	struct command_context *ctx = c->ctx;
	const char *path = option(ctx, "body");
	struct span body = span_of(before ? before->body : "");
	c->text = (struct plan_change){ .node_id = c->node->id, .base = c->node->revision, .kind = str_or(option(ctx, "kind"), c->node->kind),
	                                .title = str_or(option(ctx, "title"), before ? before->title : ""),
	                                .note = str_or(option(ctx, "note"), "") };
	if (path && !file_read(ctx->arena, path, BODY_MAX, &body, ctx->err))
		return false;
	c->text.body = arena_strndup(ctx->arena, body.s, body.n);
	return true;
}

static bool report(struct command_context *ctx, const char *what, const struct plan_node *node, const char *name, int64_t number)
{
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_i64(&j, "node", node->id);
		if (name)
			json_put_i64(&j, name, number);
		json_put_end(&j);
	} else {
		out_format(ctx->out, "\"%s\" %s.\n", node->title, what);
	}
	return true;
}

/* ---- plan edit ---- */

static bool save(struct db_conn *tx, void *arg, struct err *err)
{
	struct changing *c = arg;
	return plan_node_save(tx, c->ctx->arena, &c->text, &c->overtaken, err);
}

bool plan_run_edit(struct command_context *ctx)
{
	struct changing c;
	if (!begin(ctx, &c) || !read_text(&c, c.node) || !db_write(ctx->db, save, &c, ctx->err))
		return false;
	if (c.overtaken)
		return err_conflict(ctx->err, "Somebody else has changed it at the same moment: try again");
	return report(ctx, "is changed", c.node, NULL, 0);
}

/* ---- plan move ---- */

static bool move(struct db_conn *tx, void *arg, struct err *err)
{
	const struct changing *c = arg;
	return plan_node_move(tx, c->ctx->arena, c->node->id, c->other, c->place, 0, err);
}

bool plan_run_move(struct command_context *ctx)
{
	struct changing c;
	const struct plan_node *below;
	int64_t place;
	if (!option_i64(ctx, "place", 0, 1, INT32_MAX, &place) || !begin(ctx, &c))
		return false;
	c.place = place ? (size_t)place - 1 : SIZE_MAX;
	if (!str_eq(ctx->args[2], "top") && !find_node(&c, ctx->args[2], &below))
		return false;
	c.other = str_eq(ctx->args[2], "top") ? 0 : below->id;
	return db_write(ctx->db, move, &c, ctx->err) && report(ctx, "is moved", c.node, NULL, 0);
}

/* ---- plan retire ---- */

static bool retire(struct db_conn *tx, void *arg, struct err *err)
{
	const struct changing *c = arg;
	return plan_node_retire(tx, c->ctx->arena, c->node->id, !option(c->ctx, "back"), str_or(option(c->ctx, "note"), ""), 0, err);
}

bool plan_run_retire(struct command_context *ctx)
{
	struct changing c;
	return begin(ctx, &c) && db_write(ctx->db, retire, &c, ctx->err)
	       && report(ctx, option(ctx, "back") ? "is taken back" : "is retired", c.node, NULL, 0);
}

/* ---- plan split, plan merge ---- */

static bool split(struct db_conn *tx, void *arg, struct err *err)
{
	struct changing *c = arg;
	return plan_node_split(tx, c->ctx->arena, c->node->id, &c->text, option(c->ctx, "follow"), &c->new_id, err);
}

bool plan_run_split(struct command_context *ctx)
{
	struct changing c;
	return begin(ctx, &c) && read_text(&c, NULL) && db_write(ctx->db, split, &c, ctx->err)
	       && report(ctx, "is split", c.node, "new", c.new_id);
}

static bool merge(struct db_conn *tx, void *arg, struct err *err)
{
	const struct changing *c = arg;
	return plan_node_merge(tx, c->ctx->arena, c->node->id, c->other, str_or(option(c->ctx, "note"), ""), 0, err);
}

bool plan_run_merge(struct command_context *ctx)
{
	struct changing c;
	const struct plan_node *into;
	if (!begin(ctx, &c) || !find_node(&c, ctx->args[2], &into))
		return false;
	c.other = into->id;
	return db_write(ctx->db, merge, &c, ctx->err) && report(ctx, "is merged and retired", c.node, "into", into->id);
}
