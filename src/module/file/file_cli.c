/* planverk file list, save. */
#include "module/file/file_internal.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/out.h"

static void write_json(struct json *j, struct arena *a, const struct file *f)
{
	json_put_object(j, NULL);
	json_put_i64(j, "id", f->id);
	json_put_string(j, "name", f->name);
	json_put_string(j, "kind", file_kinds[f->kind].code);
	json_put_i64(j, "size", f->size);
	json_put_bool(j, "public", f->public);
	json_put_bool(j, "erased", f->erased);
	json_put_string(j, "received", clock_iso(a, f->added_at));
	json_put_end(j);
}

bool file_run_list(struct command_context *ctx)
{
	struct plan plan;
	struct file *list;
	size_t n;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err)
	          && file_list_plan(c, ctx->arena, plan.id, &list, &n, ctx->err);
	db_reader_done(c);
	if (!ok)
		return false;
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_array(&j, "files");
		for (size_t i = 0; i < n; i++)
			write_json(&j, ctx->arena, &list[i]);
		json_put_end(&j);
		json_put_end(&j);
		return true;
	}
	for (size_t i = 0; i < n; i++)
		out_format(ctx->out, "%lld  %-5s %9lld  %s%s\n", (long long)list[i].id, file_kinds[list[i].kind].code, (long long)list[i].size,
		           list[i].erased ? "(erased)" : list[i].name, list[i].public ? "  public" : "");
	return true;
}

static bool write_piece(void *arg, const void *bytes, size_t n)
{
	return fwrite(bytes, 1, n, arg) == n;
}

bool file_run_save(struct command_context *ctx)
{
	struct file file;
	int64_t id = 0;
	if (!str_to_i64(ctx->args[0], &id))
		return err_input(ctx->err, "\"%s\" is no number of a file; `planverk file list PLAN` shows them", ctx->args[0]);
	struct file_writer *w = file_create(ctx->arena, ctx->args[1], ctx->err);
	struct db_conn *c = w ? db_reader(ctx->db, ctx->err) : NULL;
	bool ok = c && file_get(c, ctx->arena, id, &file, ctx->err);
	if (ok && (!file.id || file.erased))
		ok = err_not_found(ctx->err, "There is no file %s; `planverk file list PLAN` shows those there are", ctx->args[0]);
	ok = ok && (file_bytes(c, id, write_piece, file_stream(w), ctx->err) || err_errno(ctx->err, "Cannot write %s", ctx->args[1]));
	db_reader_done(c);
	return ok && file_commit(w, ctx->err);
}
