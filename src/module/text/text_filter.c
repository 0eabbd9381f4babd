#include "module/text/text_filter.h"

#include "base/file.h"
#include "module/text/text_filter_internal.h"
#include "module/text/text_lines.h"

#include <math.h>

#define GROUPS_MAX 1000

const struct option text_filter_group_options[] = {
	{ "groups", "N", "how many clusters, 1 to 1000; without it as many as are found again in halves of the texts", 'k' },
	{ "seed", "S", "a whole number; the same seed gives the same clusters (1)", 0 },
	{ "labels", "FILE", "write the clusters as CSV: cluster,size,label", 0 },
};

/* ---- What the commands share ---- */

bool text_filter_read_lines(struct command_context *ctx, const char *path, enum text_lines_form form,
                            struct text_filter_lines *in)
{
	struct text_lines *file = text_lines_open(ctx->arena, path, form, ctx->threads, ctx->err);
	struct text_lines_block b = { .n = 1 };
	while (file && b.n > 0) {
		if (!text_lines_next(file, &b, ctx->err))
			return false;
		for (size_t i = 0; i < b.n; i++) {
			*VEC_PUSH(ctx->arena, &in->ids) = arena_strndup(ctx->arena, b.id[i].s, b.id[i].n);
			*VEC_PUSH(ctx->arena, &in->texts) = arena_strndup(ctx->arena, b.text[i].s, b.text[i].n);
		}
	}
	return file;
}

double text_filter_rounded(double x)
{
	return round(x * 1e4) / 1e4;
}

void text_filter_put_id(struct json *j, const char *key, const char *id)
{
	if (j->has_item[j->depth])
		out_text(j->out, ", ");
	j->has_item[j->depth] = true;
	json_text(j->out, key);
	out_text(j->out, ": ");
	out_text(j->out, id);
}

struct json text_filter_begin_line(struct command_context *ctx, const struct text_filter_lines *in, size_t i)
{
	struct json j = json_to(ctx->out, 0);
	json_put_object(&j, NULL);
	text_filter_put_id(&j, "id", in->ids.v[i]);
	return j;
}

/* Progress lines are named after what the engine is at. */
static void show_progress(void *arg, const char *what, size_t done, size_t total)
{
	struct text_filter_shown *s = arg;
	if (s->progress.what != what) {
		if (s->progress.what)
			progress_end(&s->progress);
		s->progress = progress_begin(what, s->enabled);
	}
	progress_update(&s->progress, (int64_t)done, (int64_t)total);
}

bool text_filter_read(struct command_context *ctx, struct text_filter_run *r, enum text_lines_form form, int64_t seed)
{
	r->shown.enabled = !ctx->quiet;
	r->options = (struct text_options){ .threads = ctx->threads, .seed = (uint64_t)seed,
	                                    .progress = show_progress, .progress_arg = &r->shown };
	return text_filter_read_lines(ctx, ctx->n_args ? ctx->args[0] : "-", form, &r->in);
}

static bool begin(struct command_context *ctx, struct text_filter_run *r, int64_t seed)
{
	if (!text_filter_read(ctx, r, TEXT_LINES_JSON, seed))
		return false;
	r->corpus = text_prepare(ctx->arena, r->in.texts.v, r->in.texts.n, &r->options);
	return true;
}

void text_filter_end_progress(struct text_filter_run *r)
{
	if (r->shown.progress.what)
		progress_end(&r->shown.progress);
}

/* ---- The commands ---- */

bool text_filter_language(struct command_context *ctx)
{
	struct text_filter_run r = { 0 };
	if (!begin(ctx, &r, 1))
		return false;
	text_filter_end_progress(&r);
	const struct text_language_guess *guess = text_languages(r.corpus);
	for (size_t i = 0; i < r.in.texts.n; i++) {
		struct json j = text_filter_begin_line(ctx, &r.in, i);
		json_put_string(&j, "language", text_language_code(guess[i].language));
		json_put_f64(&j, "confidence", text_filter_rounded(guess[i].confidence));
		json_put_end(&j);
	}
	return true;
}

static bool write_labels(struct command_context *ctx, const char *path, const struct text_space *space,
                         const struct text_groups *groups, size_t n_texts)
{
	struct file_writer *w = file_create(ctx->arena, path, ctx->err);
	if (!w)
		return false;
	const char *const *labels = text_labels(ctx->arena, space, groups);
	int64_t *size = arena_array(ctx->arena, groups->n_groups, sizeof *size);
	for (size_t i = 0; i < n_texts; i++)
		if (groups->of[i] != TEXT_NOT_GROUPED)
			size[groups->of[i]]++;
	struct out o = out_file(file_stream(w));
	out_text(&o, "cluster,size,label\r\n");
	for (size_t g = 0; g < groups->n_groups; g++) {
		out_format(&o, "%zu,%lld,", g, (long long)size[g]);
		csv_field(&o, labels[g]);
		out_text(&o, "\r\n");
	}
	return file_commit(w, ctx->err);
}

bool text_filter_group(struct command_context *ctx)
{
	struct text_filter_run r = { 0 };
	int64_t k, seed;
	const char *labels = option(ctx, "labels");
	if (!option_i64(ctx, "groups", 0, 1, GROUPS_MAX, &k) || !option_i64(ctx, "seed", 1, 0, INT64_MAX, &seed)
	    || !begin(ctx, &r, seed))
		return false;
	struct text_duplicates d = text_duplicates(ctx->arena, r.corpus);
	struct text_space *space = text_space(ctx->arena, r.corpus, &d);
	struct text_groups groups = text_group(ctx->arena, space, (unsigned)k);
	text_filter_end_progress(&r);
	if (labels && !write_labels(ctx, labels, space, &groups, r.in.texts.n))
		return false;
	for (size_t i = 0; i < r.in.texts.n; i++) {
		struct json j = text_filter_begin_line(ctx, &r.in, i);
		json_put_i64(&j, "cluster", groups.of[i]);
		json_put_end(&j);
	}
	return true;
}
