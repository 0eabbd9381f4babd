/* `planverk search`, and what it shares with `planverk text search`. */
#include "module/search/search_internal.h"

#include "ui/translate.h"

#include <unistd.h>

#define LIMIT 10
#define LIMIT_MAX 10000
#define SNIPPET 160 /* characters */

/* ---- What both print ---- */

const char *search_query_of(struct command_context *ctx)
{
	const char *query = ctx->n_args ? ctx->args[0] : "";
	for (int i = 1; i < ctx->n_args; i++)
		query = arena_printf(ctx->arena, "%s %s", query, ctx->args[i]);
	return query;
}

static const char *found_code(enum search_found found)
{
	static const char *const codes[] = {
		[SEARCH_FOUND] = "found", [SEARCH_BEGINNING] = "beginning", [SEARCH_CORRECTED] = "corrected",
		[SEARCH_MISSING] = "missing",
	};
	return codes[found];
}

void search_put_words(struct json *j, const struct search_answer *found)
{
	json_put_array(j, "words");
	for (size_t i = 0; i < found->n_words; i++) {
		const struct search_word *w = &found->words[i];
		json_put_object(j, NULL);
		json_put_string(j, w->phrase ? "phrase" : "word", w->text);
		json_put_string(j, "found", found_code(w->found));
		if (w->instead[0]) {
			json_put_array(j, "instead");
			for (size_t k = 0; k < SEARCH_INSTEAD && w->instead[k]; k++)
				json_put_string(j, NULL, w->instead[k]);
			json_put_end(j);
		}
		json_put_end(j);
	}
	json_put_end(j);
}

/* ---- planverk search ---- */

struct run {
	struct command_context *ctx;
	struct request rq; /* as a reader who may see what the command may */
	struct search_view view;
	struct search_answer found;
	const char *query;
	bool bold; /* marks are bold, for a terminal, and not in «» */
};

/* A text on one line with its marks. */
static const char *marked(const struct run *r, struct span text, const struct search_mark *marks, size_t n,
                          size_t from, size_t end)
{
	struct out o = out_memory(r->ctx->arena);
	for (size_t i = 0; i < n; i++) {
		out_bytes(&o, text.s + from, marks[i].at - from);
		out_text(&o, r->bold ? "\033[1m" : "«");
		out_bytes(&o, text.s + marks[i].at, marks[i].bytes);
		out_text(&o, r->bold ? "\033[0m" : "»");
		from = marks[i].at + marks[i].bytes;
	}
	out_bytes(&o, text.s + from, end - from);
	char *line = arena_strdup(r->ctx->arena, out_string(&o));
	for (char *c = line; *c; c++)
		if (*c == '\n' || *c == '\r' || *c == '\t')
			*c = ' ';
	return line;
}

static const char *marked_title(const struct run *r, const char *title)
{
	size_t n;
	struct span text = span_of(title);
	struct search_mark *marks = search_marks(r->ctx->arena, &r->found, text, &n);
	return marked(r, text, marks, n, 0, text.n);
}

static const char *marked_text(const struct run *r, const char *text)
{
	struct search_snippet s = search_snippet(r->ctx->arena, &r->found, span_of(text), SNIPPET);
	return arena_printf(r->ctx->arena, "%s%s%s", s.before ? "… " : "",
	                    marked(r, span_of(text), s.marks, s.n_marks, s.at, s.at + s.bytes), s.after ? " …" : "");
}

static void put_hit(struct run *r, struct json *j, const struct search_hit *hit, const struct search_row *row)
{
	json_put_object(j, NULL);
	json_put_string(j, "kind", search_kind_names[hit->kind].code);
	json_put_i64(j, "id", hit->id);
	json_put_string(j, "plan", row->plan.slug);
	json_put_string(j, "title", row->title);
	json_put_string(j, "snippet", *row->text ? marked_text(r, row->text) : "");
	json_put_string(j, "detail", row->detail);
	json_put_string(j, "path", row->path);
	json_put_f64(j, "score", hit->score);
	json_put_end(j);
}

static void print_hit(struct run *r, const struct search_row *row)
{
	struct out *o = r->ctx->out;
	out_format(o, "%s: %s\n", tr_name_lang(LANG_EN, row->kind),
	           *row->title ? marked_title(r, row->title) : marked_text(r, row->text));
	if (*row->title && *row->text)
		out_format(o, "    %s\n", marked_text(r, row->text));
	out_format(o, "    %s%s%s%s\n", row->path, *row->detail ? "  (" : "", row->detail, *row->detail ? ")" : "");
}

static void print_words(struct run *r)
{
	struct out *o = r->ctx->out;
	for (size_t i = 0; i < r->found.n_words; i++) {
		const struct search_word *w = &r->found.words[i];
		if (w->found == SEARCH_CORRECTED)
			out_format(o, "nothing has \"%s\"; searched for \"%s\" instead\n", w->text, w->instead[0]);
		else if (w->found == SEARCH_BEGINNING)
			out_format(o, "searched for words that begin with \"%s\"\n", w->text);
		else if (w->found == SEARCH_MISSING)
			out_format(o, "nothing has \"%s\"\n", w->text);
	}
	if (r->found.some)
		out_text(o, "nothing has all of that; these have some of it\n");
	if (r->found.only_stop_words)
		out_text(o, "those words stand in nearly every text; add one that says what it is about\n");
}

static void begin_json(struct run *r, struct json *j)
{
	json_put_object(j, NULL);
	json_put_string(j, "query", r->query);
	json_put_i64(j, "total", (int64_t)r->found.total);
	json_put_bool(j, "some", r->found.some);
	search_put_words(j, &r->found);
	json_put_object(j, "kinds");
	for (size_t i = 0; i < SEARCH_KINDS_USED; i++)
		json_put_i64(j, search_kind_names[i].code, (int64_t)r->found.of_kind[i]);
	json_put_end(j);
	json_put_array(j, "hits");
}

static bool write_hits(struct run *r)
{
	struct json j = json_to(r->ctx->out, 2);
	if (r->ctx->json) {
		begin_json(r, &j);
	} else {
		print_words(r);
		out_format(r->ctx->out, "%zu found\n", r->found.total);
	}
	for (size_t i = 0; i < r->found.n; i++) {
		struct search_row row;
		if (!search_row_find(&r->rq, &r->view, &r->found.hits[i], &row))
			return false;
		if (row.plan_id && r->ctx->json)
			put_hit(r, &j, &r->found.hits[i], &row);
		else if (row.plan_id)
			print_hit(r, &row);
	}
	if (r->ctx->json) {
		json_put_end(&j);
		json_put_end(&j);
	}
	return true;
}

static bool read_options(struct run *r, struct search_options *options)
{
	struct command_context *ctx = r->ctx;
	const char *kind = option(ctx, "kind"), *plan_name = option(ctx, "plan");
	int64_t limit;
	struct plan plan;
	if (!option_i64(ctx, "limit", LIMIT, 1, LIMIT_MAX, &limit))
		return false;
	if (kind && search_kind_of(kind) < 0)
		return err_input(ctx->err, "--kind %s is none; use plan, node, contribution, event, organisation or group", kind);
	if (plan_name && !plan_find(r->rq.conn, ctx->arena, plan_name, &plan, ctx->err))
		return false;
	*options = (struct search_options){ .limit = (size_t)limit, .kinds = kind ? 1U << search_kind_of(kind) : 0 };
	r->view = (struct search_view){ !option(ctx, "public"), plan_name ? plan.id : 0 };
	r->rq.internal = r->view.internal;
	return true;
}

static bool run(struct run *r)
{
	struct search_options options;
	struct arena *a = r->ctx->arena;
	if (!read_options(r, &options))
		return false;
	struct search_index *index = search_index_new(a, r->ctx->threads);
	if (!search_source_load(r->rq.conn, &r->view, index, r->ctx->err))
		return false;
	r->found = search(a, index, r->query, &options);
	if (write_hits(r))
		return true;
	*r->ctx->err = r->rq.err;
	return false;
}

bool search_run(struct command_context *ctx)
{
	struct run r = { .ctx = ctx, .query = search_query_of(ctx), .bold = !ctx->json && isatty(STDOUT_FILENO) };
	r.rq = (struct request){ .arena = ctx->arena, .db = ctx->db, .lang = LANG_EN, .path = "/search", .query = "" };
	r.rq.conn = db_reader(ctx->db, ctx->err);
	if (!r.rq.conn)
		return false;
	bool ok = run(&r);
	db_reader_done(r.rq.conn);
	return ok;
}
