/* `planverk text assign`: where in a plan each text belongs. */
#include "module/text/text_filter_internal.h"

const struct option text_filter_assign_options[] = {
	{ "plan", "TREE.json", "the plan whose nodes are suggested (required)", 0 },
	{ "learn", "LABELLED.jsonl", "texts that a person has placed: lines {\"text\", \"node\"}", 0 },
};

bool text_filter_assign(struct command_context *ctx)
{
	struct text_filter_run r = { 0 };
	struct text_filter_plan p = { 0 };
	if (!text_filter_read_plan(ctx, "text assign", &p) || !text_filter_read(ctx, &r, TEXT_LINES_JSON, 1))
		return false;
	size_t n = r.in.texts.n;
	if (!text_filter_read_examples(ctx, &p, &r.in))
		return false;
	r.corpus = text_prepare(ctx->arena, r.in.texts.v, r.in.texts.n, &r.options);
	struct text_duplicates d = text_duplicates(ctx->arena, r.corpus);
	struct text_space *space = text_space(ctx->arena, r.corpus, &d);
	struct text_suggestions *s = text_assign(ctx->arena, space, p.nodes, p.n);
	text_filter_end_progress(&r);
	for (size_t i = 0; i < n; i++) {
		struct json j = text_filter_begin_line(ctx, &r.in, i);
		text_filter_write_suggestions(&j, &p, &s[i]);
		json_put_end(&j);
	}
	return true;
}
