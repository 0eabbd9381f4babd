#include "module/text/text_filter.h"

#include "base/file.h"
#include "base/log.h"
#include "engine/text/text.h"
#include "format/json.h"

#include <math.h>

#define INPUT_MAX ((size_t)4 << 30)
#define PLAN_MAX ((size_t)64 << 20)
#define GROUPS_MAX 1000

const struct option text_filter_group_options[] = {
	{ "groups", "N", "how many clusters, 1 to 1000; without it as many as are found again in halves of the texts", 'k' },
	{ "seed", "S", "a whole number; the same seed gives the same clusters (1)", 0 },
	{ "labels", "FILE", "write the clusters as CSV: cluster,size,label", 0 },
};

const struct option text_filter_assign_options[] = {
	{ "plan", "TREE.json", "the plan whose nodes are suggested (required)", 0 },
};

/* ---- Reading ---- */

/* An identifier as it is to be written again. */
struct id {
	const char *text; /* of a string; NULL for a number */
	double number;
	int64_t whole;
	bool is_whole;
};

struct lines {
	const char *file;
	VEC(struct id) ids;
	VEC(const char *) texts;
};

static bool fail_at(struct err *err, const char *file, long line, const char *what)
{
	err_at(err, file, line, 0);
	return err_input(err, "%s", what);
}

static bool read_id(struct arena *a, const json_t *value, struct id *id)
{
	*id = (struct id){ 0 };
	if (json_is_string(value)) {
		id->text = arena_strdup(a, json_string_value(value));
	} else if (json_is_integer(value)) {
		id->is_whole = true;
		id->whole = json_integer_value(value);
	} else if (json_is_real(value)) {
		id->number = json_real_value(value);
	}
	return json_is_string(value) || json_is_number(value);
}

static bool read_line(struct command_context *ctx, struct lines *in, struct span line, long number)
{
	json_error_t why;
	json_t *o = json_loadb(line.s, line.n, JSON_REJECT_DUPLICATES, &why);
	const json_t *text = json_object_get(o, "text");
	bool ok = false;
	if (!o)
		fail_at(ctx->err, in->file, number, arena_printf(ctx->arena, "not a JSON object (%s, column %d); write "
		        "one {\"id\": …, \"text\": \"…\"} on each line, in UTF-8", why.text, why.column));
	else if (!json_is_object(o))
		fail_at(ctx->err, in->file, number, "not a JSON object; write one {\"id\": …, \"text\": \"…\"} on each line");
	else if (!read_id(ctx->arena, json_object_get(o, "id"), VEC_PUSH(ctx->arena, &in->ids)))
		fail_at(ctx->err, in->file, number, "no \"id\" that is a string or a number; give each line one");
	else if (!json_is_string(text))
		fail_at(ctx->err, in->file, number, "no \"text\" that is a string; give each line one, \"\" where there is none");
	else
		ok = true;
	if (ok)
		*VEC_PUSH(ctx->arena, &in->texts) = arena_strdup(ctx->arena, json_string_value(text));
	json_decref(o);
	return ok;
}

static bool read_lines(struct command_context *ctx, struct lines *in)
{
	const char *path = ctx->n_args ? ctx->args[0] : "-";
	struct span rest;
	in->file = str_eq(path, "-") ? "standard input" : path;
	if (!file_read(ctx->arena, path, INPUT_MAX, &rest, ctx->err))
		return false;
	for (long number = 1; rest.s; number++) {
		struct span line = span_trim(span_cut(&rest, '\n'));
		if (line.n && !read_line(ctx, in, line, number))
			return false;
	}
	if (in->texts.n < UINT32_MAX)
		return true;
	return err_input(ctx->err, "%s has more than four thousand million lines; split it", in->file);
}

/* ---- Writing ---- */

static void put_id(struct json *j, const char *key, const struct id *id)
{
	if (id->text)
		json_put_string(j, key, id->text);
	else if (id->is_whole)
		json_put_i64(j, key, id->whole);
	else
		json_put_f64(j, key, id->number);
}

/* Four decimals: more would only show which processor computed them. */
static double rounded(double x)
{
	return round(x * 1e4) / 1e4;
}

/* Begins a line with its identifier; json_put_end() ends it. */
static struct json begin_line(struct command_context *ctx, const struct lines *in, size_t i)
{
	struct json j = json_to(ctx->out, 0);
	json_put_object(&j, NULL);
	put_id(&j, "id", &in->ids.v[i]);
	return j;
}

/* ---- What the commands share ---- */

/* Progress lines are named after what the engine is at. */
struct shown {
	struct progress progress;
	bool enabled;
};

static void show_progress(void *arg, const char *what, size_t done, size_t total)
{
	struct shown *s = arg;
	if (s->progress.what != what) {
		if (s->progress.what)
			progress_end(&s->progress);
		s->progress = progress_begin(what, s->enabled);
	}
	progress_update(&s->progress, (int64_t)done, (int64_t)total);
}

/* A reading of the input, and the engine's options for it. */
struct run {
	struct lines in;
	struct shown shown;
	struct text_options options;
	struct text_corpus *corpus;
};

static bool begin_run(struct command_context *ctx, struct run *r, int64_t seed)
{
	r->shown.enabled = !ctx->quiet;
	r->options = (struct text_options){ .threads = ctx->threads, .seed = (uint64_t)seed,
	                                    .progress = show_progress, .progress_arg = &r->shown };
	if (!read_lines(ctx, &r->in))
		return false;
	r->corpus = text_prepare(ctx->arena, r->in.texts.v, r->in.texts.n, &r->options);
	return true;
}

static void end_progress(struct run *r)
{
	if (r->shown.progress.what)
		progress_end(&r->shown.progress);
}

/* ---- The commands ---- */

bool text_filter_language(struct command_context *ctx)
{
	struct run r = { 0 };
	if (!begin_run(ctx, &r, 1))
		return false;
	end_progress(&r);
	const struct text_language_guess *guess = text_languages(r.corpus);
	for (size_t i = 0; i < r.in.texts.n; i++) {
		struct json j = begin_line(ctx, &r.in, i);
		json_put_string(&j, "language", text_language_code(guess[i].language));
		json_put_f64(&j, "confidence", rounded(guess[i].confidence));
		json_put_end(&j);
	}
	return true;
}

bool text_filter_duplicates(struct command_context *ctx)
{
	struct run r = { 0 };
	if (!begin_run(ctx, &r, 1))
		return false;
	struct text_duplicates d = text_duplicates(ctx->arena, r.corpus);
	end_progress(&r);
	for (size_t i = 0; i < r.in.texts.n; i++) {
		struct json j = begin_line(ctx, &r.in, i);
		json_put_i64(&j, "group", d.of[i].family);
		json_put_string(&j, "kind", text_kind_code(d.of[i].kind));
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
	struct run r = { 0 };
	int64_t k, seed;
	const char *labels = option(ctx, "labels");
	if (!option_i64(ctx, "groups", 0, 1, GROUPS_MAX, &k) || !option_i64(ctx, "seed", 1, 0, INT64_MAX, &seed)
	    || !begin_run(ctx, &r, seed))
		return false;
	struct text_duplicates d = text_duplicates(ctx->arena, r.corpus);
	struct text_space *space = text_space(ctx->arena, r.corpus, &d);
	struct text_groups groups = text_group(ctx->arena, space, (unsigned)k);
	end_progress(&r);
	if (labels && !write_labels(ctx, labels, space, &groups, r.in.texts.n))
		return false;
	for (size_t i = 0; i < r.in.texts.n; i++) {
		struct json j = begin_line(ctx, &r.in, i);
		json_put_i64(&j, "cluster", groups.of[i]);
		json_put_end(&j);
	}
	return true;
}

/* ---- A plan ---- */

struct plan {
	const char *file;
	struct text_node *nodes;
	struct id *ids;
	size_t n;
};

/* A key that tells the string "5" from the number 5. */
static struct span id_key(struct arena *a, const struct id *id)
{
	if (id->text)
		return span_of(arena_printf(a, "s%s", id->text));
	if (id->is_whole)
		return span_of(arena_printf(a, "n%lld", (long long)id->whole));
	return span_of(arena_printf(a, "n%.17g", id->number));
}

static bool read_text_field(struct command_context *ctx, const json_t *o, const char *key, const char **text)
{
	const json_t *value = json_object_get(o, key);
	*text = json_string_value(value);
	return !value || json_is_null(value) || *text || err_input(ctx->err, "its \"%s\" is not a string", key);
}

static bool read_keywords(struct command_context *ctx, const json_t *list, struct text_node *node)
{
	size_t n = json_array_size(list);
	const char **keywords = arena_array(ctx->arena, n, sizeof *keywords);
	if (list && !json_is_null(list) && !json_is_array(list))
		return err_input(ctx->err, "its \"keywords\" are not a list");
	for (size_t i = 0; i < n; i++)
		if (!(keywords[i] = json_string_value(json_array_get(list, i))))
			return err_input(ctx->err, "its keyword %zu is not a string", i + 1);
	node->keywords = keywords;
	node->n_keywords = n;
	return true;
}

static bool read_node(struct command_context *ctx, struct plan *p, size_t i, const json_t *o)
{
	struct text_node *node = &p->nodes[i];
	if (!read_id(ctx->arena, json_object_get(o, "id"), &p->ids[i]))
		return err_input(ctx->err, "it has no \"id\" that is a string or a number");
	node->parent = -1;
	if (!read_text_field(ctx, o, "title", &node->title) || !read_text_field(ctx, o, "body", &node->body)
	    || !read_keywords(ctx, json_object_get(o, "keywords"), node))
		return false;
	return node->title || err_input(ctx->err, "it has no \"title\"");
}

/* Parents may stand after their children. */
static bool find_parents(struct command_context *ctx, struct plan *p, const json_t *list)
{
	struct strmap *index = strmap_new(ctx->arena);
	for (size_t i = 0; i < p->n; i++) {
		bool added;
		*strmap_at(index, id_key(ctx->arena, &p->ids[i]), &added) = (int64_t)i;
		if (!added)
			return err_input(ctx->err, "node %zu of the plan has the \"id\" of an earlier one; give each its own", i + 1);
	}
	for (size_t i = 0; i < p->n; i++) {
		const json_t *value = json_object_get(json_array_get(list, i), "parent");
		struct id id;
		if (!value || json_is_null(value))
			continue;
		int64_t *parent = read_id(ctx->arena, value, &id) ? strmap_find(index, id_key(ctx->arena, &id)) : NULL;
		if (!parent)
			return err_input(ctx->err, "the \"parent\" of node %zu of the plan is no node's \"id\"", i + 1);
		p->nodes[i].parent = (int32_t)*parent;
	}
	return true;
}

static bool read_plan(struct command_context *ctx, struct plan *p)
{
	json_t *root;
	if (!p->file)
		return err_input(ctx->err, "name the plan: planverk text assign --plan TREE.json [FILE]");
	if (!json_read_file(ctx->arena, p->file, PLAN_MAX, &root, ctx->err))
		return false;
	const json_t *list = json_object_get(root, "nodes");
	err_at(ctx->err, p->file, 0, 0);
	if (!json_is_array(list) || json_array_size(list) == 0)
		return err_input(ctx->err, "the plan has no \"nodes\"; give it a list of {\"id\", \"title\"}");
	p->n = json_array_size(list);
	p->nodes = arena_array(ctx->arena, p->n, sizeof *p->nodes);
	p->ids = arena_array(ctx->arena, p->n, sizeof *p->ids);
	for (size_t i = 0; i < p->n; i++) {
		struct err why = { 0 };
		struct command_context inner = *ctx;
		inner.err = &why;
		if (!read_node(&inner, p, i, json_array_get(list, i)))
			return err_input(ctx->err, "node %zu of the plan: %s", i + 1, why.message);
	}
	return find_parents(ctx, p, list);
}

static void write_suggestions(struct json *j, const struct plan *p, const struct text_suggestions *s)
{
	json_put_array(j, "suggestions");
	for (unsigned i = 0; i < s->n; i++) {
		json_put_object(j, NULL);
		put_id(j, "node", &p->ids[s->best[i].node]);
		json_put_f64(j, "score", rounded(s->best[i].score));
		json_put_end(j);
	}
	json_put_end(j);
	json_put_bool(j, "abstain", s->abstain);
}

bool text_filter_assign(struct command_context *ctx)
{
	struct run r = { 0 };
	struct plan p = { .file = option(ctx, "plan") };
	if (!read_plan(ctx, &p))
		return false;
	err_clear(ctx->err);
	if (!begin_run(ctx, &r, 1))
		return false;
	struct text_duplicates d = text_duplicates(ctx->arena, r.corpus);
	struct text_space *space = text_space(ctx->arena, r.corpus, &d);
	struct text_suggestions *s = text_assign(ctx->arena, space, p.nodes, p.n);
	end_progress(&r);
	for (size_t i = 0; i < r.in.texts.n; i++) {
		struct json j = begin_line(ctx, &r.in, i);
		write_suggestions(&j, &p, &s[i]);
		json_put_end(&j);
	}
	return true;
}
