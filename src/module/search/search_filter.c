/*
 * `planverk text search`: one query, or many, over texts in a file, without a database. For
 * measuring how well texts are found.
 */
#include "engine/text/search.h"
#include "format/table.h"
#include "module/search/search_internal.h"

#define LIMIT 10
#define LIMIT_MAX 100000

static bool read_table(struct command_context *ctx, const char *path, struct table *t, long *id, long *text)
{
	struct table_options options = { .form = TABLE_JSONL, .max_rows = 16000000, .max_bytes = (size_t)4 << 30 };
	if (!table_read(ctx->arena, path, &options, t, ctx->err))
		return false;
	*id = table_column(t, "id");
	*text = table_column(t, "text");
	if (*id >= 0 && *text >= 0)
		return true;
	err_at(ctx->err, t->file, 1, 0);
	return err_input(ctx->err, "the lines need \"id\" and \"text\": {\"id\": 1, \"text\": \"…\"}");
}

static struct search_index *index_of(struct command_context *ctx, const struct table *t, long text)
{
	struct search_document *documents = arena_array(ctx->arena, t->n_rows, sizeof *documents);
	long title = table_column(t, "title");
	for (size_t i = 0; i < t->n_rows; i++)
		documents[i] = (struct search_document){ .id = (int64_t)i, .title = table_cell(t, i, title),
		                                         .text = table_cell(t, i, text) };
	struct search_index *index = search_index_new(ctx->arena, ctx->threads);
	search_add(index, documents, t->n_rows);
	return index;
}

/* The texts of a file and how to answer about them. */
struct corpus {
	struct command_context *ctx;
	struct table table;
	long id, text;
	struct search_index *index;
	struct search_options options;
};

static void write_hits(struct json *j, const struct corpus *c, const struct search_answer *found)
{
	json_put_array(j, "hits");
	for (size_t i = 0; i < found->n; i++) {
		json_put_object(j, NULL);
		json_put_string(j, "id", table_cell(&c->table, (size_t)found->hits[i].id, c->id));
		json_put_f64(j, "score", found->hits[i].score);
		json_put_end(j);
	}
	json_put_end(j);
}

static void answer(const struct corpus *c, const char *id, const char *query)
{
	struct arena *a = arena_new();
	struct search_answer found = search(a, c->index, query, &c->options);
	struct json j = json_to(c->ctx->out, 0);
	json_put_object(&j, NULL);
	if (id)
		json_put_string(&j, "id", id);
	json_put_string(&j, "query", query);
	json_put_i64(&j, "total", (int64_t)found.total);
	json_put_bool(&j, "some", found.some);
	search_put_words(&j, &found);
	write_hits(&j, c, &found);
	json_put_end(&j);
	arena_free(a);
}

bool search_run_filter(struct command_context *ctx)
{
	struct corpus c = { .ctx = ctx };
	int64_t limit;
	const char *path = option(ctx, "corpus"), *queries = option(ctx, "queries");
	if (!path)
		return err_input(ctx->err, "say which texts to search: --corpus FILE.jsonl");
	if (!queries == !ctx->n_args)
		return err_input(ctx->err, "give a query, or --queries FILE.jsonl with one on each line");
	if (!option_i64(ctx, "limit", LIMIT, 1, LIMIT_MAX, &limit) || !read_table(ctx, path, &c.table, &c.id, &c.text))
		return false;
	c.options.limit = (size_t)limit;
	c.index = index_of(ctx, &c.table, c.text);
	if (!queries) {
		answer(&c, NULL, search_query_of(ctx));
		return true;
	}
	struct table t;
	long id, text;
	if (!read_table(ctx, queries, &t, &id, &text))
		return false;
	for (size_t i = 0; i < t.n_rows; i++)
		answer(&c, table_cell(&t, i, id), table_cell(&t, i, text));
	return true;
}
