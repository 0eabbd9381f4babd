/* `planverk text campaigns`: the letters that many sent, and what each added. */
#include "module/text/text_filter_internal.h"

#include "engine/text/campaign.h"

#define LEAST_DEFAULT 3

const struct option text_filter_campaigns_options[] = {
	{ "least", "N", "how many texts make a campaign, 2 or more (3)", 0 },
};

static void put_id(struct command_context *ctx, struct json *j, const char *key, const char *id)
{
	out_format(ctx->out, "%s\"%s\": %s", j->has_item[j->depth] ? ", " : "", key, id);
	j->has_item[j->depth] = true;
}

static void put_addition(struct command_context *ctx, struct json *j, const struct text_filter_lines *in,
                         const struct text_addition *d)
{
	json_put_object(j, NULL);
	put_id(ctx, j, "id", in->ids.v[d->text]);
	json_put_i64(j, "at", (int64_t)d->at);
	json_put_i64(j, "bytes", (int64_t)d->bytes);
	json_put_string(j, "text", arena_strndup(ctx->arena, in->texts.v[d->text] + d->at, d->bytes));
	json_put_end(j);
}

static void write_campaign(struct command_context *ctx, const struct text_filter_lines *in, const struct text_campaign *c,
                           size_t number)
{
	struct json j = json_to(ctx->out, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "campaign", (int64_t)number);
	put_id(ctx, &j, "letter", in->ids.v[c->base]);
	json_put_i64(&j, "texts", c->texts);
	json_put_i64(&j, "exact", c->exact);
	json_put_i64(&j, "edited", c->edited);
	json_put_i64(&j, "with_additions", c->with_additions);
	json_put_string(&j, "text", in->texts.v[c->base]);
	json_put_array(&j, "additions");
	for (size_t i = 0; i < c->n_additions; i++)
		put_addition(ctx, &j, in, &c->additions[i]);
	json_put_end(&j);
	json_put_end(&j);
}

bool text_filter_campaigns(struct command_context *ctx)
{
	struct text_filter_run r = { 0 };
	int64_t least;
	if (!option_i64(ctx, "least", LEAST_DEFAULT, 2, INT32_MAX, &least) || !text_filter_read(ctx, &r, TEXT_LINES_JSON, 1))
		return false;
	r.corpus = text_prepare(ctx->arena, r.in.texts.v, r.in.texts.n, &r.options);
	struct text_duplicates d = text_duplicates(ctx->arena, r.corpus);
	struct text_campaigns found = text_campaigns(ctx->arena, r.corpus, &d, (size_t)least);
	text_filter_end_progress(&r);
	for (size_t i = 0; i < found.n; i++)
		write_campaign(ctx, &r.in, &found.v[i], i + 1);
	return true;
}
