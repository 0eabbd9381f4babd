/* `planverk text demands`: lines of JSON in, the same with what each text demands out. */
#include "module/text/text_demand.h"

#include "base/parallel.h"
#include "module/text/text_lines.h"

#define CHUNK 256 /* texts, whatever the number of threads */

/* What the chunks of a block share. */
struct work {
	const struct text_lines_block *block;
	const struct demand_finder *finder;
	struct out *out; /* for each chunk */
};

static void put_cue(struct json *j, struct span text, const struct demand_cue *cue)
{
	static const char *const kinds[] = { "firmness", "negation", "addressee" };
	char word[256];
	snprintf(word, sizeof word, "%.*s", (int)cue->bytes, text.s + cue->at);
	json_put_object(j, NULL);
	json_put_string(j, "kind", kinds[cue->kind]);
	json_put_string(j, "text", word);
	json_put_i64(j, "at", (int64_t)cue->at);
	json_put_i64(j, "bytes", (int64_t)cue->bytes);
	if (cue->kind == DEMAND_CUE_ADDRESSEE)
		json_put_string(j, "addressee", demand_addressee_code(cue->addressee));
	json_put_end(j);
}

static void put_demand(struct json *j, struct arena *a, struct span text, const struct demand *d)
{
	json_put_object(j, NULL);
	json_put_string(j, "sentence", arena_strndup(a, text.s + d->at, d->bytes));
	json_put_i64(j, "at", (int64_t)d->at);
	json_put_i64(j, "bytes", (int64_t)d->bytes);
	json_put_string(j, "firmness", demand_firmness_code(d->firmness));
	json_put_bool(j, "negated", d->negated);
	json_put_array(j, "addressees");
	for (unsigned i = 0; i < DEMAND_ADDRESSEES; i++)
		if (d->addressees & 1U << i)
			json_put_string(j, NULL, demand_addressee_code((enum demand_addressee)i));
	json_put_end(j);
	json_put_array(j, "cues");
	for (size_t i = 0; i < d->n_cues; i++)
		put_cue(j, text, &d->cues[i]);
	json_put_end(j);
	json_put_end(j);
}

static void find_chunk(void *arg, size_t chunk)
{
	struct work *w = arg;
	struct out *o = &w->out[chunk];
	for (size_t i = chunk * CHUNK; i < (chunk + 1) * CHUNK && i < w->block->n; i++) {
		size_t n;
		struct span text = w->block->text[i];
		struct demand *found = demand_find(o->arena, w->finder, text, &n);
		out_text(o, "{\"id\": ");
		out_bytes(o, w->block->id[i].s, w->block->id[i].n);
		out_text(o, ", \"demands\": ");
		struct out list = out_memory(o->arena);
		struct json j = json_to(&list, 0);
		json_put_array(&j, NULL);
		for (size_t k = 0; k < n; k++)
			put_demand(&j, o->arena, text, &found[k]);
		json_put_end(&j);
		out_bytes(o, list.buf, list.n - 1); /* without its line's end */
		out_text(o, "}\n");
	}
}

/* Adds a block's lines to what is to be printed. */
static void find_block(struct command_context *ctx, const struct demand_finder *finder, const struct text_lines_block *b,
                       struct out *all)
{
	size_t chunks = (b->n + CHUNK - 1) / CHUNK;
	struct work w = { b, finder, arena_array(b->arena, chunks, sizeof *w.out) };
	for (size_t i = 0; i < chunks; i++)
		w.out[i] = out_memory(arena_new());
	parallel(ctx->threads, chunks, find_chunk, &w);
	for (size_t i = 0; i < chunks; i++) {
		out_bytes(all, w.out[i].buf, w.out[i].n);
		arena_free(w.out[i].arena);
	}
}

bool text_filter_demands(struct command_context *ctx)
{
	struct text_lines *lines = text_lines_open(ctx->arena, ctx->n_args ? ctx->args[0] : "-", TEXT_LINES_JSON,
	                                           ctx->threads, ctx->err);
	struct demand_finder *finder = demand_finder_new(ctx->arena, NULL, 0);
	struct out all = out_memory(ctx->arena);
	struct text_lines_block b = { .n = 1 };
	while (lines && b.n > 0) {
		if (!text_lines_next(lines, &b, ctx->err))
			return false;
		if (b.n > 0)
			find_block(ctx, finder, &b, &all);
	}
	if (lines)
		out_bytes(ctx->out, all.buf, all.n);
	return lines != NULL;
}
