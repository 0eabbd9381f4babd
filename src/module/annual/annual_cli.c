/* planverk annual begin, list, text, export, publish. */
#include "module/annual/annual_internal.h"

#include "base/file.h"
#include "base/utf8.h"
#include "http/language.h"

#define TEXT_LIMIT ((size_t)1 << 20)

struct work {
	struct command_context *ctx;
	struct plan plan;
	int64_t year, id, node_id;
	struct annual report;
	const char *text;
};

static bool find_year(struct work *w)
{
	struct command_context *ctx = w->ctx;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &w->plan, ctx->err);
	db_reader_done(c);
	if (!ok)
		return false;
	return (str_to_i64(ctx->args[1], &w->year) && w->year > 0 && w->year < 3000)
	       || err_input(ctx->err, "%s is not a year; write 2027, for example", ctx->args[1]);
}

static bool open_report(struct work *w)
{
	struct command_context *ctx = w->ctx;
	if (!find_year(w))
		return false;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && annual_get(c, ctx->arena, w->plan.id, (int)w->year, &w->report, ctx->err);
	db_reader_done(c);
	if (!ok)
		return false;
	return w->report.id || err_not_found(ctx->err, "There is no annual report for %lld; `planverk annual begin` begins one", (long long)w->year);
}

static bool begin(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return annual_begin(tx, w->ctx->arena, w->plan.id, (int)w->year, 0, &w->id, err);
}

bool annual_run_begin(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	return find_year(&w) && db_write(ctx->db, begin, &w, ctx->err);
}

bool annual_run_list(struct command_context *ctx)
{
	struct plan plan;
	int *years;
	size_t n;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err)
	          && annual_years(c, ctx->arena, plan.id, true, &years, &n, ctx->err);
	db_reader_done(c);
	if (!ok)
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json)
		json_put_array(&j, NULL);
	for (size_t i = 0; i < n; i++)
		if (ctx->json)
			json_put_i64(&j, NULL, years[i]);
		else
			out_format(ctx->out, "%d\n", years[i]);
	if (ctx->json)
		json_put_end(&j);
	else if (n == 0)
		out_text(ctx->out, "The plan has no annual report yet; `planverk annual begin` begins one.\n");
	return true;
}

/* ---- annual text ---- */

static bool write_text(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return annual_write_text(tx, w->ctx->arena, w->report.id, w->node_id, w->text, 0, err);
}

static bool find_goal(struct work *w, const char *ref)
{
	struct command_context *ctx = w->ctx;
	struct plan_tree tree;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_tree_load(c, ctx->arena, w->plan.id, &tree, ctx->err);
	db_reader_done(c);
	for (size_t i = 0; ok && i < tree.n; i++)
		if (str_eq(tree.nodes[i].ref, ref) && str_eq(tree.nodes[i].kind, "goal"))
			w->node_id = tree.nodes[i].id;
	return ok && (w->node_id || err_not_found(ctx->err, "The plan has no goal \"%s\"; `planverk plan export` names them", ref));
}

bool annual_run_text(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	const char *encoding, *goal = option(ctx, "goal");
	struct span bytes;
	if (!open_report(&w) || (goal && !find_goal(&w, goal)) || !file_read(ctx->arena, ctx->args[2], TEXT_LIMIT, &bytes, ctx->err))
		return false;
	w.text = utf8_from_file_bytes(ctx->arena, bytes, &encoding, ctx->err);
	if (!w.text)
		return err_at(ctx->err, ctx->args[2], 0, 0);
	return db_write(ctx->db, write_text, &w, ctx->err);
}

/* ---- annual export ---- */

static bool choose_form(struct command_context *ctx, const char *path, enum annual_form *form)
{
	for (*form = 0; *form < ANNUAL_FORMS; ++*form)
		if (str_ends(path, arena_printf(ctx->arena, ".%s", annual_forms[*form].code)))
			return true;
	return err_input(ctx->err, "-o takes a file that ends in .html, .docx, .xlsx, .pdf or .json, not %s", path);
}

bool annual_run_export(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	const char *path = str_or(option(ctx, "output"), "");
	enum annual_form form;
	enum lang lang = LANG_NB;
	if (!choose_form(ctx, path, &form) || !open_report(&w))
		return false;
	lang_parse(w.plan.language, &lang);
	struct file_writer *file = file_create(ctx->arena, path, ctx->err);
	if (!file)
		return false;
	struct out o = out_file(file_stream(file));
	if (!annual_write(&o, ctx->arena, lang, &w.report, form, option(ctx, "summary"), ctx->err))
		return false;
	return (out_ok(&o) || err_errno(ctx->err, "Cannot write %s", path)) && file_commit(file, ctx->err);
}

static bool publish(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return annual_publish(tx, w->ctx->arena, w->report.id, 0, err);
}

bool annual_run_publish(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	return open_report(&w) && db_write(ctx->db, publish, &w, ctx->err);
}
