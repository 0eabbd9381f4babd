/* planverk compile --embed and --share: the vectors before the engine runs. */
#include "module/text/text_internal.h"

#include "base/str.h"
#include "module/text/text_compile.h"
#include "module/text/text_embed.h"

/* Words and vectors count the same: which of them is right about a collection is not known before. */
#define SHARE 50 /* per cent */

static bool tell(void *arg, size_t done, size_t total)
{
	const struct text_options *options = arg;
	if (options->progress)
		options->progress(options->progress_arg, "texts embedded", done, total);
	return true;
}

static bool make(struct command_context *ctx, struct text_vectors *v, struct compile_input *in)
{
	if (option(ctx, "share") && v->n_found < v->n_unique) {
		int64_t *ids = arena_array(ctx->arena, in->n, sizeof *ids);
		for (size_t i = 0; i < in->n; i++)
			ids[i] = in->list[i].id;
		if (!text_share_make(ctx, v, in->tree.plan.id, ids, tell, &in->options, ctx->err))
			return false;
	}
	return text_vectors_make(v, tell, &in->options, ctx->err);
}

bool compile_embed(struct command_context *ctx, struct compile_input *in)
{
	const char *name = option(ctx, "embed") ? option(ctx, "embed") : getenv("PLANVERK_EMBED");
	struct embedder *e;
	int64_t share;
	if (!option_i64(ctx, "embed-share", SHARE, 0, 100, &share))
		return false;
	if (!name || !*name)
		return !option(ctx, "share")
		       || err_input(ctx->err, "--share divides the making of vectors among workers, and there are none to make: "
		                    "name a plug with --embed or PLANVERK_EMBED. All else takes less time than sharing it would");
	if (!embed_open(ctx->arena, name, &e, ctx->err))
		return false;
	const char **texts = arena_array(ctx->arena, in->n, sizeof *texts);
	for (size_t i = 0; i < in->n; i++)
		texts[i] = in->list[i].text;
	struct text_vectors v = text_vectors_of(ctx->arena, ctx->db, e, texts, in->n, ctx->threads);
	if (!text_vectors_load(&v, ctx->err))
		return false;
	size_t missing = v.n_unique - v.n_found;
	if (!make(ctx, &v, in))
		return false;
	in->embedding = (struct compile_embedding){ .model = embed_model(e), .dim = v.dim, .different = v.n_unique,
		.made = missing, .share = (double)share / 100, .rows = text_vectors_rows(&v, ctx->arena), .digest = text_vectors_digest(&v) };
	return true;
}
