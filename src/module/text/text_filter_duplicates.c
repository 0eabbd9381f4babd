/*
 * `planverk text duplicates`: one pass over a file of any size, of which only signatures and
 * identifiers are kept, and a second look at the few texts that signatures cannot tell.
 */
#include "module/text/text_filter.h"

#include "base/log.h"
#include "engine/text/stream.h"
#include "module/text/text_lines.h"

const struct option text_filter_duplicates_options[] = {
	{ "lines", NULL, "the input is plain text, one on each line; the id is the number of the line", 0 },
};

/* Identifiers as they stood, a block of them in one string, separated by line ends. */
struct ids {
	VEC(struct span) block;
};

static void keep_ids(struct arena *a, struct ids *ids, const struct text_lines_block *b)
{
	size_t n = 0;
	for (size_t i = 0; i < b->n; i++)
		n += b->id[i].n + 1;
	char *to = arena_alloc(a, n);
	*VEC_PUSH(a, &ids->block) = (struct span){ to, n };
	for (size_t i = 0; i < b->n; i++) {
		memcpy(to, b->id[i].s, b->id[i].n);
		to += b->id[i].n;
		*to++ = '\n';
	}
}

static void write_lines(struct out *o, const struct ids *ids, const struct text_duplicates *d)
{
	size_t i = 0;
	for (size_t k = 0; k < ids->block.n; k++)
		for (struct span rest = ids->block.v[k]; rest.n; i++) {
			struct span id = span_cut(&rest, '\n');
			out_text(o, "{\"id\": ");
			out_bytes(o, id.s, id.n);
			out_format(o, ", \"group\": %u, \"kind\": \"%s\"}\n", d->of[i].family, text_kind_code(d->of[i].kind));
		}
}

static void write_summary(struct command_context *ctx, const struct text_duplicates *d, const struct text_stream_count *count)
{
	size_t kinds[TEXT_CONTAINED + 1] = { 0 };
	for (size_t i = 0; i < count->texts; i++)
		kinds[d->of[i].kind]++;
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_object(&j, "summary");
		json_put_i64(&j, "texts", (int64_t)count->texts);
		json_put_i64(&j, "groups", (int64_t)d->n_families);
		for (enum text_kind kind = TEXT_EXACT; kind <= TEXT_CONTAINED; kind++)
			json_put_i64(&j, text_kind_code(kind), (int64_t)kinds[kind]);
		json_put_i64(&j, "not_compared_empty", (int64_t)count->empty);
		json_put_i64(&j, "not_compared_brief", (int64_t)count->brief);
		json_put_end(&j);
		json_put_end(&j);
	} else if (!ctx->quiet) {
		log_info("%zu texts in %zu groups: %zu exact, %zu near, %zu contained. Only equal ones are joined of %zu without "
		         "words and %zu of fewer than six", count->texts, d->n_families, kinds[TEXT_EXACT], kinds[TEXT_NEAR],
		         kinds[TEXT_CONTAINED], count->empty, count->brief);
	}
}

/* Progress lines are named after what the engine is at. */
static void show(void *arg, const char *what, size_t done, size_t total)
{
	struct progress *p = arg;
	if (p->what != what) {
		progress_end(p);
		*p = progress_begin(what, p->enabled);
	}
	progress_update(p, (int64_t)done, (int64_t)total);
}

bool text_filter_duplicates(struct command_context *ctx)
{
	struct progress progress = progress_begin("bytes read", !ctx->quiet);
	struct text_options options = { .threads = ctx->threads, .seed = 1, .progress = show, .progress_arg = &progress };
	struct text_lines *lines = text_lines_open(ctx->arena, ctx->n_args ? ctx->args[0] : "-",
	                                           option(ctx, "lines") ? TEXT_LINES_PLAIN : TEXT_LINES_JSON, ctx->threads,
	                                           ctx->err);
	if (!lines)
		return false;
	struct text_stream *stream = text_stream_new(ctx->arena, &options);
	struct ids ids = { 0 };
	struct text_lines_block b;
	do {
		if (!text_lines_next(lines, &b, ctx->err))
			return false;
		text_stream_add(stream, b.text, b.n);
		keep_ids(ctx->arena, &ids, &b);
		size_t done, total;
		text_lines_progress(lines, &done, &total);
		progress_update(&progress, (int64_t)done, (int64_t)total);
	} while (b.n > 0);
	struct text_duplicates d = text_stream_finish(stream, ctx->arena, text_lines_fetch, lines);
	progress_end(&progress);
	if (text_lines_changed(lines))
		return err_conflict(ctx->err, "%s was changed while it was read; run the command again", text_lines_name(lines));
	struct text_stream_count count = text_stream_count(stream);
	write_lines(ctx->out, &ids, &d);
	write_summary(ctx, &d, &count);
	return true;
}
