/* planverk radar import, list, and the steps. */
#include "module/radar/radar_internal.h"

#include "base/file.h"
#include "format/columns.h"
#include "format/feed.h"
#include "format/rows.h"

#define FILE_LIMIT ((size_t)16 << 20)

const char *const radar_columns[RADAR_COLUMNS] = {
	"id", "title", "body", "link", "published", "deadline", "state", "decision", "who", "double_work",
	"same_as",
};

void radar_cells(struct arena *a, const struct radar_item *list, size_t item, const size_t *doubles, struct date today,
                 const char *cells[RADAR_COLUMNS])
{
	const struct radar_item *x = &list[item];
	struct out takers = out_memory(a);
	for (size_t i = 0; i < x->n_takers; i++)
		out_format(&takers, "%s%s", i ? "; " : "", x->takers[i]);
	cells[0] = arena_printf(a, "%lld", (long long)x->id);
	cells[1] = x->title;
	cells[2] = x->body;
	cells[3] = x->link;
	cells[4] = date_iso(a, x->published);
	cells[5] = date_iso(a, x->deadline);
	cells[6] = radar_states[radar_state(x, today)].code;
	cells[7] = radar_decisions[x->decision].code;
	cells[8] = out_string(&takers);
	size_t with = doubles[item];
	cells[9] = with == RADAR_ALONE ? "no" : "yes";
	cells[10] = with == RADAR_ALONE || with == item ? "" : arena_printf(a, "%lld", (long long)list[with].id);
}

struct work {
	struct command_context *ctx;
	struct plan plan;
	struct radar_item *list;
	size_t n, added;
	struct radar_step step;
};

static bool open_plan(struct work *w)
{
	struct command_context *ctx = w->ctx;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &w->plan, ctx->err)
	          && radar_list(c, ctx->arena, w->plan.id, &w->list, &w->n, ctx->err);
	db_reader_done(c);
	return ok;
}

static void write_json(struct command_context *ctx, const struct rows *rows)
{
	struct json j = json_to(ctx->out, 0);
	json_put_array(&j, NULL);
	for (size_t i = 0; i < rows->n; i++) {
		json_put_object(&j, NULL);
		for (size_t k = 0; k < RADAR_COLUMNS; k++)
			json_put_string(&j, radar_columns[k], rows->rows[i][k]);
		json_put_end(&j);
	}
	json_put_end(&j);
}

bool radar_run_list(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	struct date today = date_at(clock_now());
	const char *path = option(ctx, "output");
	if (!open_plan(&w))
		return false;
	struct rows rows = rows_new(ctx->arena, radar_columns, RADAR_COLUMNS);
	const size_t *doubles = radar_doubles(ctx->arena, w.list, w.n);
	for (size_t i = 0; i < w.n; i++) {
		const char *cells[RADAR_COLUMNS];
		radar_cells(ctx->arena, w.list, i, doubles, today, cells);
		rows_add(&rows, cells);
	}
	if (ctx->json) {
		write_json(ctx, &rows);
		return true;
	}
	return path ? rows_write_file(&rows, path, "radar", ctx->err) : rows_write(&rows, ROWS_CSV, "radar", ctx->out, ctx->err);
}

/* ---- radar import ---- */

static const struct field fields[] = {
	{ "title", "tittel|høring|høyring|sak", true }, { "body", "organ|avsender|avsendar|etat", true }, { "link", "lenke|lenkje|url", false },
	{ "published", "publisert|dato", false }, { "deadline", "frist|høringsfrist|høyringsfrist", false },
};
enum { TITLE, BODY, LINK, PUBLISHED, DEADLINE };

static bool read_day(const char *text, struct date *d, struct err *err)
{
	return !*text || date_parse(text, d) || err_input(err, "\"%s\" is no date; write it as 2027-11-07 or 07.11.2027", text);
}

static bool read_row(struct arena *a, const struct table *t, size_t row, const long *column, struct radar_item *item, struct err *err)
{
	const char *cell[ARRAY_LEN(fields)];
	for (size_t f = 0; f < ARRAY_LEN(fields); f++)
		cell[f] = columns_cell(a, t, row, column[f]);
	*item = (struct radar_item){ .title = cell[TITLE], .body = cell[BODY], .link = cell[LINK], .reason = "" };
	item->key = *cell[LINK] ? cell[LINK] : arena_printf(a, "%s: %s", cell[BODY], cell[TITLE]);
	if (!*cell[TITLE] || !*cell[BODY])
		return err_input(err, "A consultation has a title and a body whose it is");
	return read_day(cell[PUBLISHED], &item->published, err) && read_day(cell[DEADLINE], &item->deadline, err);
}

static bool read_table(struct work *w, struct span bytes, const char *file)
{
	struct command_context *ctx = w->ctx;
	struct table t;
	long column[ARRAY_LEN(fields)];
	if (!table_read_bytes(ctx->arena, bytes, file, NULL, &t, ctx->err)
	    || !columns_resolve(ctx->arena, &t, fields, ARRAY_LEN(fields), NULL, column, NULL, ctx->err))
		return err_at(ctx->err, file, 0, 0);
	w->list = arena_array(ctx->arena, t.n_rows, sizeof *w->list);
	for (w->n = 0; w->n < t.n_rows; w->n++)
		if (!read_row(ctx->arena, &t, w->n, column, &w->list[w->n], ctx->err))
			return err_at(ctx->err, file, t.rows[w->n].line, 0);
	return true;
}

/* A feed does not say until when one can answer: a planner adds that. */
static bool read_feed(struct work *w, struct span bytes, const char *file)
{
	struct feed feed;
	const char *body = option(w->ctx, "body");
	if (!feed_read(w->ctx->arena, bytes, file, &feed, w->ctx->err))
		return false;
	w->list = arena_array(w->ctx->arena, feed.n, sizeof *w->list);
	w->n = 0;
	for (size_t i = 0; i < feed.n; i++)
		if (*feed.entries[i].title)
			w->list[w->n++] = (struct radar_item){ .key = feed.entries[i].id, .title = feed.entries[i].title, .link = feed.entries[i].link,
			                                       .body = body ? body : feed.title, .published = feed.entries[i].published, .reason = "" };
	return true;
}

static bool keep(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return radar_add(tx, w->ctx->arena, w->plan.id, w->list, w->n, 0, &w->added, err);
}

bool radar_run_import(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	struct span bytes;
	const char *file = ctx->args[1];
	if (!open_plan(&w) || !file_read(ctx->arena, file, FILE_LIMIT, &bytes, ctx->err))
		return false;
	if (!(feed_is(bytes) ? read_feed(&w, bytes, file) : read_table(&w, bytes, file)) || !db_write(ctx->db, keep, &w, ctx->err))
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json) {
		json_put_object(&j, NULL);
		json_put_i64(&j, "read", (int64_t)w.n);
		json_put_i64(&j, "added", (int64_t)w.added);
		json_put_end(&j);
	} else {
		out_format(ctx->out, "%zu consultations read, %zu of them new.\n", w.n, w.added);
	}
	return true;
}

/* ---- radar step ---- */

static bool do_step(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return radar_do(tx, w->ctx->arena, &w->step, err);
}

static bool read_option_day(struct command_context *ctx, const char *name, struct date *d)
{
	const char *text = option(ctx, name);
	return !text || date_parse(text, d) || err_input(ctx->err, "--%s %s is not a date; write 2027-02-16", name, text);
}

bool radar_run_step(struct command_context *ctx)
{
	struct work w = { .ctx = ctx, .step = { .reason = str_or(option(ctx, "reason"), "") } };
	const char *leave = option(ctx, "leave"), *decision = option(ctx, "decide");
	w.step.taker = leave ? leave : option(ctx, "take");
	w.step.leave = leave;
	if (!str_to_i64(ctx->args[1], &w.step.id))
		return err_input(ctx->err, "%s is not the number of a consultation; `planverk radar list` has them", ctx->args[1]);
	while (decision && w.step.decision < RADAR_DECISIONS && !str_eq(radar_decisions[w.step.decision].code, decision))
		w.step.decision++;
	if (w.step.decision == RADAR_DECISIONS)
		return err_input(ctx->err, "--decide takes answer or no_answer, not %s", decision);
	if (!read_option_day(ctx, "answered", &w.step.answered) || !read_option_day(ctx, "deadline", &w.step.deadline) || !open_plan(&w))
		return false;
	w.step.plan_id = w.plan.id;
	return db_write(ctx->db, do_step, &w, ctx->err);
}
