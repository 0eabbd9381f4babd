/* planverk embedding table, list, clear. */
#include "module/text/text_internal.h"

#include "base/file.h"
#include "base/str.h"
#include "db/journal.h"
#include "embed/vectors.h"
#include "module/text/text_embed.h"

#define INPUT_MAX ((size_t)16 << 30)

static bool read_lines(struct command_context *ctx, const char *path, struct span *text)
{
	return !path || file_read(ctx->arena, path, INPUT_MAX, text, ctx->err);
}

bool text_run_embedding_table(struct command_context *ctx)
{
	const char *output = option(ctx, "output");
	struct vectors_source s = { .words.file = ctx->args[0], .grams.file = option(ctx, "grams"),
	                            .counts.file = option(ctx, "counts") };
	struct span table;
	struct vectors v;
	if (!output)
		return err_input(ctx->err, "--output FILE says where to write the table");
	if (!read_lines(ctx, s.words.file, &s.words.text) || !read_lines(ctx, s.grams.file, &s.grams.text)
	    || !read_lines(ctx, s.counts.file, &s.counts.text) || !vectors_from_text(ctx->arena, &s, &table, ctx->err)
	    || !vectors_open(table, &v, ctx->err))
		return false;
	struct file_writer *w = file_create(ctx->arena, output, ctx->err);
	if (!w)
		return false;
	fwrite(table.s, 1, table.n, file_stream(w)); /* file_commit() tells of a failure */
	if (!file_commit(w, ctx->err))
		return false;
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_i64(&j, "words", (int64_t)v.words);
		json_put_i64(&j, "ngrams", (int64_t)v.grams);
		json_put_i64(&j, "dim", (int64_t)v.dim);
		json_put_bool(&j, "counts", v.count != NULL);
		json_put_end(&j);
	} else {
		out_format(ctx->out, "%zu words and %zu n-grams with vectors of %zu numbers%s. Use: --embed static:%s\n",
		           v.words, v.grams, v.dim, v.count ? ", with counts" : "", output);
	}
	return true;
}

bool text_run_embedding_list(struct command_context *ctx)
{
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	if (!c)
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json) {
		json_put_object(&j, NULL);
		json_put_array(&j, "models");
	}
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT model, count(*), sum(length(vector)) FROM text_embedding GROUP BY model ORDER BY model"));
	while (db_step(st)) {
		const char *model = db_text(st, 0, ctx->arena);
		long long texts = db_i64(st, 1), bytes = db_i64(st, 2);
		if (ctx->json) {
			json_put_object(&j, NULL);
			json_put_string(&j, "model", model);
			json_put_i64(&j, "texts", texts);
			json_put_i64(&j, "bytes", bytes);
			json_put_end(&j);
		} else {
			out_format(ctx->out, "%s: vectors of %lld texts, %lld bytes\n", model, texts, bytes);
		}
	}
	bool ok = db_finish(st, ctx->err);
	db_reader_done(c);
	if (ctx->json) {
		json_put_end(&j);
		json_put_end(&j);
	}
	return ok;
}

struct clearing {
	const char *model;
	int64_t removed;
};

static bool clear(struct db_conn *tx, void *arg, struct err *err)
{
	struct clearing *c = arg;
	struct db_stmt *st = db_prepare(tx, SQL("DELETE FROM text_embedding WHERE model = $model"));
	db_bind_text(st, "$model", c->model);
	return db_finish_changed(st, &c->removed, err)
	       && (c->removed == 0 || journal_write(tx, "text.embedding-clear", 0, c->model, err));
}

bool text_run_embedding_clear(struct command_context *ctx)
{
	struct clearing c = { .model = ctx->args[0] };
	if (!db_write(ctx->db, clear, &c, ctx->err))
		return false;
	if (c.removed == 0)
		return err_not_found(ctx->err, "No vectors of a model called \"%s\" are kept; `planverk embedding list` "
		                     "shows the models", c.model);
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_string(&j, "model", c.model);
		json_put_i64(&j, "removed", c.removed);
		json_put_end(&j);
	} else {
		out_format(ctx->out, "%lld vectors of %s removed.\n", (long long)c.removed, c.model);
	}
	return true;
}
