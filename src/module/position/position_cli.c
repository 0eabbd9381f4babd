/* planverk position. */
#include "module/position/position_internal.h"

#include "base/file.h"
#include "format/columns.h"
#include "format/rows.h"
#include "ui/translate.h"

struct work {
	struct command_context *ctx;
	struct plan_tree tree;
	struct position *list;
	size_t n;
	struct position_change *changes;
	size_t n_changes;
	struct position_entry entry;
};

/* The plan of the first argument, and its positions. */
static bool open_plan(struct work *w)
{
	struct command_context *ctx = w->ctx;
	struct plan plan;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err) && plan_tree_load(c, ctx->arena, plan.id, &w->tree, ctx->err)
	          && position_list(c, ctx->arena, &w->tree, &w->list, &w->n, ctx->err);
	db_reader_done(c);
	return ok;
}

static const struct position *find(struct work *w, const char *ref, struct err *err)
{
	for (size_t i = 0; i < w->n; i++)
		if (str_eq(w->list[i].node->ref, ref))
			return &w->list[i];
	err_not_found(err, "The plan has no position \"%s\"; `planverk position list %s` shows them", ref, w->tree.plan.slug);
	return NULL;
}

static bool read_day(const char *text, const char *what, struct date *d, struct err *err)
{
	return !*text || date_parse(text, d) || err_input(err, "%s %s is not a date; write 2027-02-16", what, text);
}

static bool read_code(const struct position_name *list, size_t n, const char *code, const char *what, size_t *found, struct err *err)
{
	*found = position_name_parse(list, n, code);
	if (*found < n)
		return true;
	struct arena *a = arena_new();
	struct out codes = out_memory(a);
	for (size_t i = 0; i < n; i++)
		out_format(&codes, "%s%s", i ? ", " : "", list[i].code);
	err_input(err, "\"%s\" is no %s; there are: %s", code, what, out_string(&codes));
	arena_free(a);
	return false;
}

/* ---- position list, export, note ---- */

bool position_run_list(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	if (!open_plan(&w))
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json) {
		json_put_object(&j, NULL);
		json_put_array(&j, "positions");
	}
	for (size_t i = 0; i < w.n; i++) {
		const char *cells[POSITION_COLUMNS];
		position_cells(ctx->arena, &w.list[i], cells);
		if (!ctx->json) {
			out_format(ctx->out, "%-14s %-9s %-13s %s\n", cells[POSITION_REF], cells[POSITION_STATE],
			           *cells[POSITION_BODY] ? cells[POSITION_BODY] : cells[POSITION_ADDRESSEE], cells[POSITION_TITLE]);
			continue;
		}
		json_put_object(&j, NULL);
		json_put_i64(&j, "node", w.list[i].node->id);
		for (size_t f = 0; f < POSITION_COLUMNS; f++)
			json_put_string(&j, position_columns[f], cells[f]);
		json_put_end(&j);
	}
	if (ctx->json) {
		json_put_end(&j);
		json_put_end(&j);
	}
	return true;
}

bool position_run_export(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	if (!open_plan(&w))
		return false;
	const char *path = option(ctx, "output");
	struct rows rows = rows_new(ctx->arena, position_columns, POSITION_COLUMNS);
	for (size_t i = 0; i < w.n; i++) {
		const char *cells[POSITION_COLUMNS];
		position_cells(ctx->arena, &w.list[i], cells);
		rows_add(&rows, cells);
	}
	return path ? rows_write_file(&rows, path, "positions", ctx->err) : rows_write(&rows, ROWS_CSV, "positions", ctx->out, ctx->err);
}

bool position_run_note(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	enum lang lang = LANG_NB;
	const char *path = option(ctx, "output");
	if (!path)
		return err_input(ctx->err, "Name the file: -o note.docx");
	if (!open_plan(&w))
		return false;
	lang_parse(w.tree.plan.language, &lang);
	size_t n = 0;
	for (size_t i = 0; i < w.n; i++)
		if (option(ctx, "drafts") || w.list[i].state != POSITION_DRAFT)
			w.list[n++] = w.list[i];
	if (n == 0)
		return err_conflict(ctx->err, "No position is adopted yet; --drafts takes the others, too");
	struct file_writer *file = file_create(ctx->arena, path, ctx->err);
	if (!file)
		return false;
	struct out o = out_file(file_stream(file));
	return position_write_note(&o, ctx->arena, &w.tree.plan, w.list, n, lang, ctx->err)
	       && (out_ok(&o) || err_errno(ctx->err, "Cannot write %s", path)) && file_commit(file, ctx->err);
}

/* ---- position set, import ---- */

static bool set_all(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	for (size_t i = 0; i < w->n_changes; i++)
		if (!position_set(tx, w->ctx->arena, &w->changes[i], 0, err))
			return false;
	return true;
}

bool position_run_set(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	size_t state;
	if (!open_plan(&w))
		return false;
	const struct position *p = find(&w, ctx->args[1], ctx->err);
	if (!p || !read_code(position_states, POSITION_STATES, ctx->args[2], "state", &state, ctx->err))
		return false;
	struct position_change change = {
		.node_id = p->node->id, .state = (enum position_state)state, .decided_on = p->decided_on,
		.body = option(ctx, "body") ? option(ctx, "body") : p->body, .decided_by = option(ctx, "by") ? option(ctx, "by") : p->decided_by,
	};
	if (option(ctx, "on") && !read_day(option(ctx, "on"), "--on", &change.decided_on, ctx->err))
		return false;
	w.changes = &change;
	w.n_changes = 1;
	return db_write(ctx->db, set_all, &w, ctx->err);
}

#define READ (POSITION_DECIDED_ON + 1) /* columns that are read */
static const struct field fields[READ] = {
	[POSITION_REF] = { "ref", "nr|nummer|id", true },
	[POSITION_STATE] = { "state", "status|tilstand", true },
	[POSITION_BODY] = { "body", "organ|mottaker|mottakar", false },
	[POSITION_DECIDED_BY] = { "decided_by", "vedtatt av|vedteke av", false },
	[POSITION_DECIDED_ON] = { "decided_on", "vedtatt|vedteke|vedtatt dato", false },
};

static bool read_row(struct work *w, const char *const cells[READ], struct position_change *change, struct err *err)
{
	size_t state;
	const struct position *p = find(w, cells[POSITION_REF], err);
	if (!p || !read_code(position_states, POSITION_STATES, cells[POSITION_STATE], "state", &state, err))
		return false;
	*change = (struct position_change){ .node_id = p->node->id, .state = (enum position_state)state, .body = cells[POSITION_BODY],
	                                    .decided_by = cells[POSITION_DECIDED_BY] };
	if (!read_day(cells[POSITION_DECIDED_ON], "decided_on", &change->decided_on, err))
		return false;
	const char *problem = position_change_check(p->state, change);
	return !problem || err_input(err, "%s", problem);
}

/* Whether a row says what is kept already. */
static bool is_same(const struct work *w, const struct position_change *change)
{
	for (size_t i = 0; i < w->n; i++) {
		const struct position *p = &w->list[i];
		if (p->node->id == change->node_id)
			return p->state == change->state && str_eq(p->body, change->body) && str_eq(p->decided_by, change->decided_by)
			       && date_days(p->decided_on) == date_days(change->decided_on);
	}
	return false;
}

bool position_run_import(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	struct table t;
	long column[READ];
	if (!open_plan(&w))
		return false;
	if (!table_read(ctx->arena, ctx->args[1], NULL, &t, ctx->err)
	    || !columns_resolve(ctx->arena, &t, fields, READ, option(ctx, "map"), column, NULL, ctx->err))
		return err_at(ctx->err, ctx->args[1], 0, 0);
	w.changes = arena_array(ctx->arena, t.n_rows, sizeof *w.changes);
	for (size_t i = 0; i < t.n_rows; i++) {
		const char *cells[READ];
		for (size_t f = 0; f < READ; f++)
			cells[f] = columns_cell(ctx->arena, &t, i, column[f]);
		if (!read_row(&w, cells, &w.changes[w.n_changes], ctx->err))
			return err_at(ctx->err, ctx->args[1], t.rows[i].line, 0);
		w.n_changes += !is_same(&w, &w.changes[w.n_changes]);
	}
	if (!option(ctx, "dry-run") && w.n_changes && !db_write(ctx->db, set_all, &w, ctx->err))
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json) {
		json_put_object(&j, NULL);
		json_put_i64(&j, "rows", (int64_t)t.n_rows);
		json_put_i64(&j, "changed", (int64_t)w.n_changes);
		json_put_end(&j);
	} else {
		out_format(ctx->out, "%zu positions read, %zu of them changed.\n", t.n_rows, w.n_changes);
	}
	return true;
}

/* ---- position log ---- */

static bool add_entry(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return position_entry_add(tx, w->ctx->arena, &w->entry, 0, err);
}

static const char *given(struct command_context *ctx, const char *name)
{
	const char *value = option(ctx, name);
	return value ? value : "";
}

bool position_run_log(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	size_t kind;
	if (!open_plan(&w))
		return false;
	const struct position *p = find(&w, ctx->args[1], ctx->err);
	if (!p || !read_code(position_kinds, POSITION_KINDS, ctx->args[2], "kind of work", &kind, ctx->err))
		return false;
	w.entry = (struct position_entry){
		.node_id = p->node->id, .kind = (enum position_kind)kind, .on = date_at(clock_now()), .counterpart = given(ctx, "with"),
		.said = given(ctx, "text"), .organisation = given(ctx, "by"), .link = given(ctx, "link"),
	};
	return read_day(given(ctx, "on"), "--on", &w.entry.on, ctx->err) && db_write(ctx->db, add_entry, &w, ctx->err);
}
