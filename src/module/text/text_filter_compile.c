/* text compile: the whole of a compilation over a file, without a database or a plan. */
#include "module/text/text_filter_internal.h"

#define QUOTES 3
#define GROUPS_MAX 1000

const struct option text_filter_compile_options[] = {
	{ "lines", NULL, "the input is plain text, one on each line; the id is the number of the line", 0 },
	{ "groups", "N", "how many groups, 1 to 1000; without it as many as are found again in halves of the texts", 'k' },
	{ "seed", "S", "a whole number; the same seed gives the same groups (1)", 0 },
};

struct result {
	const struct text_filter_run *run;
	struct text_duplicates duplicates;
	struct text_groups groups;
	const char *const *labels;
	struct text_quotes quotes;
};

static void write_counts(struct json *j, const struct result *r)
{
	size_t n = r->run->in.texts.n;
	int64_t languages[TEXT_OTHER + 1] = { 0 }, kinds[TEXT_CONTAINED + 1] = { 0 };
	const struct text_language_guess *guess = text_languages(r->run->corpus);
	for (size_t i = 0; i < n; i++) {
		languages[guess[i].language]++;
		kinds[r->duplicates.of[i].kind]++;
	}
	json_put_i64(j, "texts", (int64_t)n);
	json_put_object(j, "languages");
	for (int l = 0; l <= TEXT_OTHER; l++)
		if (languages[l])
			json_put_i64(j, text_language_code((enum text_language)l), languages[l]);
	json_put_end(j);
	json_put_i64(j, "exact_duplicates", kinds[TEXT_EXACT]);
	json_put_i64(j, "near_duplicates", kinds[TEXT_NEAR] + kinds[TEXT_CONTAINED]);
	json_put_i64(j, "unique", (int64_t)r->duplicates.n_families);
}

/* From *at on, which moves behind the group's quotes. */
static void write_quotes(struct json *j, struct arena *a, const struct result *r, size_t group, size_t *at)
{
	json_put_array(j, "quotes");
	for (; *at < r->quotes.n && r->quotes.v[*at].group == group; ++*at) {
		const struct text_quote *q = &r->quotes.v[*at];
		json_put_object(j, NULL);
		text_filter_put_id(j, "id", r->run->in.ids.v[q->text]);
		json_put_string(j, "text", text_mask(a, (struct span){ r->run->in.texts.v[q->text] + q->at, q->bytes }));
		json_put_end(j);
	}
	json_put_end(j);
}

static void write_groups(struct json *j, struct arena *a, const struct result *r)
{
	size_t n = r->run->in.texts.n, at = 0;
	int64_t *texts = arena_array(a, r->groups.n_groups, sizeof *texts), alone = 0;
	for (size_t i = 0; i < n; i++)
		++*(r->groups.of[i] == TEXT_NOT_GROUPED ? &alone : &texts[r->groups.of[i]]);
	json_put_array(j, "groups");
	for (size_t g = 0; g < r->groups.n_groups; g++) {
		json_put_object(j, NULL);
		json_put_i64(j, "theme", r->groups.overview[g]);
		json_put_string(j, "label", r->labels[g]);
		json_put_i64(j, "texts", texts[g]);
		write_quotes(j, a, r, g, &at);
		json_put_end(j);
	}
	json_put_end(j);
	json_put_i64(j, "not_grouped", alone);
}

bool text_filter_compile(struct command_context *ctx)
{
	struct arena *a = ctx->arena;
	struct text_filter_run run = { 0 };
	int64_t k, seed;
	enum text_lines_form form = option(ctx, "lines") ? TEXT_LINES_PLAIN : TEXT_LINES_JSON;
	if (!option_i64(ctx, "groups", 0, 1, GROUPS_MAX, &k) || !option_i64(ctx, "seed", 1, 0, INT64_MAX, &seed)
	    || !text_filter_read(ctx, &run, form, seed))
		return false;
	struct result r = { .run = &run };
	run.corpus = text_prepare(a, run.in.texts.v, run.in.texts.n, &run.options);
	r.duplicates = text_duplicates(a, run.corpus);
	struct text_space *space = text_space(a, run.corpus, &r.duplicates);
	r.groups = text_group(a, space, (unsigned)k);
	r.labels = text_labels(a, space, &r.groups);
	r.quotes = text_quotes(a, space, &r.groups, QUOTES);
	text_filter_end_progress(&run);
	struct json j = json_to(ctx->out, 0);
	json_put_object(&j, NULL);
	write_counts(&j, &r);
	write_groups(&j, a, &r);
	json_put_end(&j);
	return true;
}
