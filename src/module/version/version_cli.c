/* planverk version make, list, show, diff. */
#include "module/version/version_internal.h"

#include "base/clock.h"
#include "base/diff.h"
#include "base/file.h"

struct making {
	struct command_context *ctx;
	struct version version;
};

static bool make(struct db_conn *tx, void *arg, struct err *err)
{
	struct making *m = arg;
	return version_make(tx, m->ctx->arena, &m->version, err);
}

static void put_version(struct json *j, const char *key, const struct version *v)
{
	char hex[DIGEST_HEX_SIZE];
	digest_hex(&v->digest, hex);
	json_put_object(j, key);
	json_put_string(j, "name", v->name);
	json_put_string(j, "note", v->note);
	json_put_string(j, "digest", hex);
	json_put_end(j);
}

static void write_line(struct out *o, const struct version *v)
{
	char hex[DIGEST_HEX_SIZE];
	digest_hex(&v->digest, hex);
	out_format(o, "%s  %s%s%s\n", hex, v->name, *v->note ? ": " : "", v->note);
}

bool version_run_make(struct command_context *ctx)
{
	struct plan plan;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool found = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err);
	db_reader_done(c);
	if (!found)
		return false;
	const char *name = str_or(option(ctx, "name"), "");
	if (!*name || strpbrk(name, "/\r\n"))
		return err_input(ctx->err, "--name takes the version's name on one line, without \"/\", such as \"For consultation\"");
	struct making m = { ctx, { .plan_id = plan.id, .name = name, .note = str_or(option(ctx, "note"), "") } };
	if (!db_write(ctx->db, make, &m, ctx->err))
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json)
		put_version(&j, NULL, &m.version);
	else
		write_line(ctx->out, &m.version);
	return true;
}

bool version_run_list(struct command_context *ctx)
{
	struct plan plan;
	struct version *list;
	size_t n;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err)
	          && version_list(c, ctx->arena, plan.id, &list, &n, ctx->err);
	db_reader_done(c);
	if (!ok)
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json) {
		json_put_object(&j, NULL);
		json_put_array(&j, "versions");
	}
	for (size_t i = 0; i < n; i++)
		if (ctx->json)
			put_version(&j, NULL, &list[i]);
		else
			write_line(ctx->out, &list[i]);
	if (ctx->json) {
		json_put_end(&j);
		json_put_end(&j);
	} else if (n == 0) {
		out_text(ctx->out, "The plan has no versions yet; `planverk version make` makes one.\n");
	}
	return true;
}

/* The version that an argument names, with its tree. */
static bool load(struct command_context *ctx, struct db_conn *c, const char *name, struct version_tree *tree)
{
	struct plan plan;
	struct version v;
	return plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err)
	       && version_get(c, ctx->arena, plan.id, name, &v, ctx->err) && version_load(c, ctx->arena, &v, tree, ctx->err);
}

static bool show(struct command_context *ctx, struct db_conn *c)
{
	struct version_tree tree;
	if (!load(ctx, c, ctx->args[1], &tree))
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json) {
		json_put_object(&j, NULL);
		put_version(&j, "version", &tree.version);
		json_put_array(&j, "nodes");
	} else {
		write_line(ctx->out, &tree.version);
	}
	for (size_t i = 0; i < tree.n; i++) {
		struct version_text text;
		if (!version_text(c, ctx->arena, &tree.nodes[i].text, &text, ctx->err))
			return false;
		if (!ctx->json) {
			for (long above = tree.nodes[i].parent; above >= 0; above = tree.nodes[above].parent)
				out_text(ctx->out, "  ");
			out_format(ctx->out, "%s: %s [%s]\n", plan_node_kind_name(text.kind), text.title, text.ref);
			continue;
		}
		json_put_object(&j, NULL);
		json_put_i64(&j, "node", tree.nodes[i].node_id);
		json_put_string(&j, "ref", text.ref);
		json_put_string(&j, "kind", text.kind);
		json_put_string(&j, "title", text.title);
		json_put_string(&j, "body", text.body);
		json_put_end(&j);
	}
	if (ctx->json) {
		json_put_end(&j);
		json_put_end(&j);
	}
	return true;
}

bool version_run_show(struct command_context *ctx)
{
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && show(ctx, c);
	db_reader_done(c);
	return ok;
}

/* ---- version diff ---- */

/* [-what went-] and {+what came+}, as word-wise differences are written in text. */
static const char *marked(struct arena *a, const char *from, const char *to)
{
	static const char *const open[] = { [DIFF_SAME] = "", [DIFF_GONE] = "[-", [DIFF_NEW] = "{+" };
	static const char *const close[] = { [DIFF_SAME] = "", [DIFF_GONE] = "-]", [DIFF_NEW] = "+}" };
	struct diff_piece *pieces;
	size_t n;
	struct out o = out_memory(a);
	diff_words(a, from, to, &pieces, &n);
	for (size_t i = 0; i < n; i++)
		out_format(&o, "%s%.*s%s", open[pieces[i].kind], (int)pieces[i].text.n, pieces[i].text.s, close[pieces[i].kind]);
	return out_string(&o);
}

static void put_difference(struct json *j, struct arena *a, const struct version_difference *d)
{
	json_put_object(j, NULL);
	json_put_i64(j, "node", d->node_id);
	json_put_string(j, "ref", str_or(d->after.ref, d->before.ref));
	json_put_array(j, "changes");
	for (size_t i = 0; i < version_change_names_len; i++)
		if (d->changes & (unsigned)version_change_names[i].bit)
			json_put_string(j, NULL, version_change_names[i].code);
	json_put_end(j);
	json_put_string(j, "title", marked(a, d->before.title, d->after.title));
	json_put_string(j, "body", marked(a, d->before.body, d->after.body));
	json_put_string(j, "answers", d->answers);
	json_put_string(j, "notes", d->notes);
	json_put_end(j);
}

static void write_difference(struct out *o, struct arena *a, const struct version_difference *d)
{
	for (size_t i = 0; i < version_change_names_len; i++)
		if (d->changes & (unsigned)version_change_names[i].bit)
			out_format(o, "%s ", version_change_names[i].code);
	out_format(o, "[%s] %s\n", str_or(d->after.ref, d->before.ref), marked(a, d->before.title, d->after.title));
	if (d->changes & VERSION_BODY)
		out_format(o, "%s\n", marked(a, d->before.body, d->after.body));
	if (*d->answers)
		out_format(o, "answers: %s\n", d->answers);
	if (*d->notes)
		out_format(o, "why: %s\n", d->notes);
}

static bool diff(struct command_context *ctx, struct db_conn *c)
{
	struct version_tree from, to;
	struct version_difference *list;
	size_t n;
	if (!load(ctx, c, ctx->args[1], &from) || !load(ctx, c, ctx->args[2], &to)
	    || !version_diff(c, ctx->arena, &from, &to, &list, &n, ctx->err))
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json) {
		json_put_object(&j, NULL);
		json_put_array(&j, "differences");
	}
	for (size_t i = 0; i < n; i++)
		if (ctx->json)
			put_difference(&j, ctx->arena, &list[i]);
		else
			write_difference(ctx->out, ctx->arena, &list[i]);
	if (ctx->json) {
		json_put_end(&j);
		json_put_end(&j);
	} else if (n == 0) {
		out_text(ctx->out, "The versions are the same.\n");
	}
	return true;
}

bool version_run_diff(struct command_context *ctx)
{
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && diff(ctx, c);
	db_reader_done(c);
	return ok;
}

/* ---- version export ---- */

static bool export(struct command_context *ctx, struct db_conn *c, struct out *o)
{
	struct plan plan;
	struct version_tree since, tree;
	const char *before = option(ctx, "since");
	return plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err) && load(ctx, c, ctx->args[1], &tree)
	       && (!before || load(ctx, c, before, &since))
	       && version_write_docx(c, ctx->arena, o, &plan, before ? &since : NULL, &tree, option(ctx, "notes"), ctx->err);
}

bool version_run_export(struct command_context *ctx)
{
	const char *path = option(ctx, "output");
	if (!path || !str_ends(path, ".docx"))
		return err_input(ctx->err, "A Word document goes to a file: give -o FILE.docx");
	struct file_writer *w = file_create(ctx->arena, path, ctx->err);
	struct db_conn *c = w ? db_reader(ctx->db, ctx->err) : NULL;
	struct out o = w ? out_file(file_stream(w)) : (struct out){ 0 };
	bool ok = c && export(ctx, c, &o);
	db_reader_done(c);
	if (!ok)
		return false;
	if (!out_ok(&o))
		return err_errno(ctx->err, "Cannot write %s", path);
	return file_commit(w, ctx->err);
}
