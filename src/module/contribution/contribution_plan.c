/*
 * planverk plan import: a plan, and the contributions that stand in its document.
 *
 * The command stands here and not in the plan module because a document holds
 * both, and both are added in one transaction or not at all.
 */
#include "module/contribution/contribution_internal.h"

#include "base/file.h"
#include "base/out.h"
#include "base/utf8.h"
#include "format/outline.h"

#define FILE_MAX ((size_t)64 << 20)

struct import {
	struct command_context *ctx;
	struct digest digest;
	struct plan_source source;
	struct plan_tree tree;
	struct outline outline; /* empty for an export */
	struct contribution_added added;
	bool publish;
	struct plan existing; /* the plan that the same file made before */
};

static bool parse(struct import *in)
{
	struct command_context *ctx = in->ctx;
	const char *path = ctx->args[0];
	struct span bytes;
	if (!file_read(ctx->arena, path, FILE_MAX, &bytes, ctx->err))
		return false;
	in->digest = digest_of(bytes.s, bytes.n);
	in->source = contribution_source(path, &in->digest);
	if (str_ends(path, ".json"))
		return plan_from_json(ctx->arena, bytes, path, &in->tree, ctx->err);
	struct outline_judge judge = plan_judge(ctx->arena);
	return outline_read_judged(ctx->arena, bytes, path, OUTLINE_AUTO, &judge, &in->outline, ctx->err)
	       && plan_from_outline(ctx->arena, &in->outline, &in->tree, ctx->err);
}

static bool apply_options(struct import *in)
{
	struct command_context *ctx = in->ctx;
	const char *publish = option(ctx, "publish");
	if (publish && !contribution_parse_permission(publish, &in->publish))
		return err_input(ctx->err, "--publish must be yes or no, not \"%s\"", publish);
	/* A document that does not tell its title is called by its file's name. */
	if (option(ctx, "title"))
		in->tree.plan.title = option(ctx, "title");
	else if (!*in->tree.plan.title)
		in->tree.plan.title = arena_strndup(ctx->arena, in->source.name, strcspn(in->source.name, "."));
	if (option(ctx, "slug"))
		in->tree.plan.slug = option(ctx, "slug");
	return true;
}

static bool store(struct db_conn *tx, void *arg, struct err *err)
{
	struct import *in = arg;
	struct arena *a = in->ctx->arena;
	if (!plan_by_source(tx, a, in->source.digest, &in->existing, err))
		return false;
	if (in->existing.id)
		return true;
	if (!plan_add(tx, a, &in->tree, &in->source, err))
		return false;
	const struct outline *o = &in->outline;
	if (!module_imported(tx, a, in->tree.plan.id, o, err))
		return false;
	struct contribution_row *rows = arena_array(a, o->n_contributions, sizeof *rows);
	for (size_t i = 0; i < o->n_contributions; i++) {
		const struct outline_contribution *c = &o->contributions[i];
		rows[i] = (struct contribution_row){
			.text = c->text, .ref = "", .event = "", .group = c->group, .organisation = "", .topic = c->topic,
			.language = "", .said_on = "", .publish = in->publish, .line = c->line,
			.node_id = c->node >= 0 ? in->tree.nodes[c->node].id : 0,
		};
	}
	return o->n_contributions == 0
	       || contribution_add(tx, a, in->tree.plan.id, &in->source, rows, o->n_contributions, &in->added, err);
}

static size_t count_kind(const struct import *in, const char *kind)
{
	size_t n = 0;
	for (size_t i = 0; i < in->tree.n; i++)
		n += str_eq(in->tree.nodes[i].kind, kind);
	return n;
}

static size_t lines_left_alone(const struct import *in)
{
	size_t n = 0;
	for (size_t i = 0; i < in->outline.n_log; i++)
		n += in->outline.log[i].left_alone;
	return n;
}

/* ---- What was found ---- */

static void write_phases(struct json *j, struct import *in)
{
	const struct outline *o = &in->outline;
	json_put_array(j, "phases");
	for (size_t i = 0; i < o->n_phases; i++) {
		json_put_object(j, NULL);
		json_put_string(j, "title", o->phases[i].title);
		json_put_string(j, "activities", o->phases[i].activities);
		json_put_string(j, "begins", date_iso(in->ctx->arena, o->phases[i].begins));
		json_put_string(j, "ends", date_iso(in->ctx->arena, o->phases[i].ends));
		json_put_i64(j, "line", o->phases[i].line);
		json_put_end(j);
	}
	json_put_end(j);
}

static void write_roles(struct json *j, const struct outline *o)
{
	json_put_array(j, "roles");
	for (size_t i = 0; i < o->n_roles; i++) {
		json_put_object(j, NULL);
		json_put_string(j, "name", o->roles[i].name);
		json_put_string(j, "tasks", o->roles[i].tasks);
		json_put_i64(j, "line", o->roles[i].line);
		json_put_end(j);
	}
	json_put_end(j);
}

/* Nodes of one kind, each with the title of what it hangs below. */
static void write_nodes(struct json *j, const struct outline *o, enum outline_kind kind, const char *name)
{
	json_put_array(j, name);
	for (size_t i = 0; i < o->n_nodes; i++) {
		const struct outline_node *node = &o->nodes[i];
		if (node->kind != kind)
			continue;
		json_put_object(j, NULL);
		json_put_string(j, "title", node->title);
		json_put_string(j, "below", node->parent >= 0 ? o->nodes[node->parent].title : "");
		if (kind == OUTLINE_POSITION)
			json_put_string(j, "addressee", node->addressee);
		json_put_i64(j, "line", node->line);
		json_put_end(j);
	}
	json_put_end(j);
}

static void write_found(struct json *j, struct import *in)
{
	const struct outline *o = &in->outline;
	json_put_i64(j, "themes", (int64_t)count_kind(in, "theme"));
	json_put_i64(j, "studies", (int64_t)count_kind(in, "study"));
	json_put_i64(j, "positions", (int64_t)count_kind(in, "position"));
	json_put_i64(j, "phases", (int64_t)o->n_phases);
	json_put_i64(j, "roles", (int64_t)o->n_roles);
	json_put_object(j, "found");
	write_nodes(j, o, OUTLINE_THEME, "themes");
	write_nodes(j, o, OUTLINE_STUDY, "studies");
	write_nodes(j, o, OUTLINE_POSITION, "positions");
	write_phases(j, in);
	write_roles(j, o);
	json_put_end(j);
}

static void write_json(struct import *in, bool dry)
{
	struct json j = json_to(in->ctx->out, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "plan", in->tree.plan.id);
	json_put_string(&j, "slug", in->tree.plan.slug);
	json_put_string(&j, "title", in->tree.plan.title);
	json_put_object(&j, "nodes");
	for (size_t i = 0; i < plan_node_kinds_len; i++)
		if (count_kind(in, plan_node_kinds[i].code))
			json_put_i64(&j, plan_node_kinds[i].code, (int64_t)count_kind(in, plan_node_kinds[i].code));
	json_put_end(&j);
	write_found(&j, in);
	json_put_i64(&j, "contributions", (int64_t)in->outline.n_contributions);
	json_put_i64(&j, "lines_left_alone", (int64_t)lines_left_alone(in));
	json_put_bool(&j, "same_file", in->existing.id != 0);
	json_put_bool(&j, "dry_run", dry);
	if (option(in->ctx, "explain")) {
		json_put_array(&j, "lines");
		for (size_t i = 0; i < in->outline.n_log; i++) {
			json_put_object(&j, NULL);
			json_put_i64(&j, "line", in->outline.log[i].line);
			json_put_string(&j, "what", in->outline.log[i].what);
			json_put_string(&j, "text", in->outline.log[i].text);
			json_put_end(&j);
		}
		json_put_end(&j);
	}
	json_put_end(&j);
}

static void write_text(struct import *in, bool dry)
{
	struct out *o = in->ctx->out;
	if (option(in->ctx, "explain"))
		for (size_t i = 0; i < in->outline.n_log; i++)
			out_format(o, "%6ld  %s: %s\n", in->outline.log[i].line, in->outline.log[i].what,
			           utf8_shorten(in->ctx->arena, span_of(in->outline.log[i].text), 90));
	if (in->existing.id) {
		out_format(o, "This very file was imported before, as the plan %s; nothing was added.\n", in->existing.slug);
		return;
	}
	out_format(o, "%s\n", in->tree.plan.title);
	for (size_t i = 0; i < plan_node_kinds_len; i++)
		if (count_kind(in, plan_node_kinds[i].code))
			out_format(o, "  %4zu %s\n", count_kind(in, plan_node_kinds[i].code), plan_node_kinds[i].code);
	if (in->outline.n_phases)
		out_format(o, "  %4zu phases of the planning process\n", in->outline.n_phases);
	if (in->outline.n_roles)
		out_format(o, "  %4zu roles\n", in->outline.n_roles);
	if (in->outline.n_contributions)
		out_format(o, "  %4zu contributions\n", in->outline.n_contributions);
	if (lines_left_alone(in))
		out_format(o, "  %4zu lines were left alone (--explain shows which)\n", lines_left_alone(in));
	if (in->outline.tracked_changes)
		out_format(o, "  %4zu tracked changes in the document were read as accepted\n", in->outline.tracked_changes);
	if (in->outline.n_contributions && !in->publish)
		out_text(o, "The contributions are shown to planners only (--publish yes permits publication).\n");
	if (dry)
		out_text(o, "Nothing was kept (--dry-run).\n");
	else
		out_format(o, "The plan is called %s in commands. Next: planverk compile %s\n",
		           in->tree.plan.slug, in->tree.plan.slug);
}

bool contribution_run_plan_import(struct command_context *ctx)
{
	struct import in = { .ctx = ctx };
	bool dry = option(ctx, "dry-run") != NULL;
	if (!parse(&in) || !apply_options(&in))
		return false;
	if (!dry && !db_write(ctx->db, store, &in, ctx->err))
		return false;
	if (in.existing.id)
		in.tree.plan = in.existing;
	if (ctx->json)
		write_json(&in, dry);
	else
		write_text(&in, dry);
	return true;
}
