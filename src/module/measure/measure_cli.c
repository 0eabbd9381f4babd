/* planverk programme and measure. */
#include "module/measure/measure_internal.h"

#include "format/columns.h"
#include "format/rows.h"

struct work {
	struct command_context *ctx;
	struct plan_tree tree;
	struct measure_programme programme, next;
	struct measure *list; /* to save */
	size_t n, added;
	struct date on;
	int64_t measure_id, milestone_id;
	enum measure_closing closed;
	const char *note;
};

/* The plan of the first argument, and its programme: the one that --programme names, or the newest. */
static bool open_plan(struct work *w, bool with_programme)
{
	struct command_context *ctx = w->ctx;
	struct plan plan;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err) && plan_tree_load(c, ctx->arena, plan.id, &w->tree, ctx->err)
	          && (!with_programme
	              || measure_programme_find(c, ctx->arena, plan.id, str_or(option(ctx, "programme"), ""), &w->programme, ctx->err));
	db_reader_done(c);
	return ok;
}

static bool read_day(struct command_context *ctx, struct date *d)
{
	const char *text = option(ctx, "on");
	*d = date_at(clock_now());
	return !text || date_parse(text, d) || err_input(ctx->err, "--on %s is not a date; write 2027-02-16", text);
}

static bool load(struct work *w)
{
	struct command_context *ctx = w->ctx;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && measure_list(c, ctx->arena, w->programme.id, &w->list, &w->n, ctx->err);
	db_reader_done(c);
	return ok;
}

/* ---- programme ---- */

static bool add_programme(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return measure_programme_add(tx, w->ctx->arena, &w->programme, 0, err);
}

bool measure_run_programme_add(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	int64_t first, last;
	if (!open_plan(&w, false) || !option_i64(ctx, "from", 0, 0, 2200, &first) || !option_i64(ctx, "to", first, 0, 2200, &last))
		return false;
	w.programme = (struct measure_programme){ .plan_id = w.tree.plan.id, .title = str_or(option(ctx, "title"), ""),
	                                          .first_year = (int)first, .last_year = (int)last };
	if (!db_write(ctx->db, add_programme, &w, ctx->err))
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json) {
		json_put_object(&j, NULL);
		json_put_i64(&j, "programme", w.programme.id);
		json_put_end(&j);
	} else {
		out_format(ctx->out, "The plan has an action programme \"%s\", %d–%d.\n", w.programme.title, w.programme.first_year,
		           w.programme.last_year);
	}
	return true;
}

bool measure_run_programme_list(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	struct measure_programme *list = NULL;
	size_t n = 0;
	if (!open_plan(&w, false))
		return false;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && measure_programmes(c, ctx->arena, w.tree.plan.id, &list, &n, ctx->err);
	db_reader_done(c);
	if (!ok)
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json)
		json_put_array(&j, NULL);
	for (size_t i = 0; i < n; i++) {
		const char *adopted = date_iso(ctx->arena, list[i].adopted), *replaced = date_iso(ctx->arena, list[i].replaced);
		if (!ctx->json) {
			out_format(ctx->out, "%d–%d  %s%s%s\n", list[i].first_year, list[i].last_year, list[i].title,
			           *adopted ? ", adopted " : ", a draft", adopted);
			continue;
		}
		json_put_object(&j, NULL);
		json_put_i64(&j, "id", list[i].id);
		json_put_string(&j, "title", list[i].title);
		json_put_i64(&j, "first_year", list[i].first_year);
		json_put_i64(&j, "last_year", list[i].last_year);
		json_put_string(&j, "adopted", adopted);
		json_put_string(&j, "replaced", replaced);
		json_put_end(&j);
	}
	if (ctx->json)
		json_put_end(&j);
	else if (n == 0)
		out_text(ctx->out, "The plan has no action programme yet; `planverk programme add` makes one.\n");
	return true;
}

static bool renew(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return measure_programme_renew(tx, w->ctx->arena, &w->programme, &w->next, 0, &w->added, err);
}

bool measure_run_programme_renew(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	int64_t first, last;
	if (!open_plan(&w, true) || !option_i64(ctx, "from", 0, 0, 2200, &first) || !option_i64(ctx, "to", first, 0, 2200, &last))
		return false;
	w.next = (struct measure_programme){ .title = str_or(option(ctx, "title"), ""), .first_year = (int)first, .last_year = (int)last };
	if (!db_write(ctx->db, renew, &w, ctx->err))
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json) {
		json_put_object(&j, NULL);
		json_put_i64(&j, "programme", w.next.id);
		json_put_i64(&j, "carried_over", (int64_t)w.added);
		json_put_end(&j);
	} else {
		out_format(ctx->out, "%zu measures are carried over; say with what resources in the new years.\n", w.added);
	}
	return true;
}

/* The programme of --programme, or the newest, beside the one before it. */
bool measure_run_programme_changes(struct command_context *ctx)
{
	static const char *const columns[] = { "ref", "fate", "before", "after", "why" };
	struct work w = { .ctx = ctx };
	struct measure_programme before;
	struct measure *earlier;
	size_t n, n_earlier;
	const char *path = option(ctx, "output");
	if (!open_plan(&w, true) || !load(&w))
		return false;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && measure_programme_before(c, ctx->arena, &w.programme, &before, ctx->err)
	          && measure_list(c, ctx->arena, before.id, &earlier, &n_earlier, ctx->err);
	db_reader_done(c);
	if (!ok)
		return false;
	struct measure_passage *list = measure_passages(ctx->arena, earlier, n_earlier, w.list, w.n, &n);
	struct rows rows = rows_new(ctx->arena, columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < n; i++)
		rows_add(&rows, (const char *const[]){ list[i].after ? list[i].after->ref : list[i].before->ref, measure_fates[list[i].fate].code,
		                                       list[i].before ? list[i].before->title : "", list[i].after ? list[i].after->title : "",
		                                       list[i].why });
	return path ? rows_write_file(&rows, path, "changes", ctx->err) : rows_write(&rows, ROWS_CSV, "changes", ctx->out, ctx->err);
}

static bool adopt(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return measure_programme_adopt(tx, w->ctx->arena, w->programme.id, w->on, 0, err);
}

bool measure_run_programme_adopt(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	return open_plan(&w, true) && read_day(ctx, &w.on) && db_write(ctx->db, adopt, &w, ctx->err);
}

/* ---- measure list ---- */

bool measure_run_list(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	struct date today = date_at(clock_now());
	if (!open_plan(&w, true) || !load(&w))
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json)
		json_put_array(&j, NULL);
	for (size_t i = 0; i < w.n; i++) {
		const struct measure *m = &w.list[i];
		const char *status = measure_statuses[measure_status(m, today)].code;
		const char *cells[MEASURE_COLUMNS];
		if (!ctx->json) {
			out_format(ctx->out, "%-6s %-12s %s%s%s\n", m->ref, status, m->title, *m->lead ? ": " : "", m->lead);
			continue;
		}
		measure_cells(ctx->arena, &w.tree, m, cells);
		json_put_object(&j, NULL);
		json_put_i64(&j, "id", m->id);
		for (size_t k = 0; k < MEASURE_COLUMNS; k++)
			json_put_string(&j, measure_columns[k], cells[k]);
		json_put_string(&j, "status", status);
		json_put_i64(&j, "progress", measure_progress(m));
		json_put_i64(&j, "amount", measure_amount(m));
		json_put_end(&j);
	}
	if (ctx->json)
		json_put_end(&j);
	else if (w.n == 0)
		out_text(ctx->out, "The action programme has no measures yet; `planverk measure import` reads them from a file.\n");
	return true;
}

/* ---- measure import, from-plan ---- */

static bool save_all(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	struct measure *there;
	size_t n;
	w->added = 0;
	if (!measure_list(tx, w->ctx->arena, w->programme.id, &there, &n, err))
		return false;
	for (size_t i = 0; i < w->n; i++) {
		struct measure m = w->list[i];
		const struct measure *before = NULL;
		bool overtaken;
		m.programme_id = w->programme.id;
		for (size_t k = 0; k < n && *m.ref && !before; k++)
			before = str_eq(there[k].ref, m.ref) ? &there[k] : NULL;
		/* A row that says what there is already is no revision. */
		if (before && str_eq(measure_json(w->ctx->arena, &m), measure_json(w->ctx->arena, before)))
			continue;
		if (before) {
			m.id = before->id;
			m.revision = before->revision;
			m.carried_from = before->carried_from;
		}
		w->added += !before;
		if (!measure_save(tx, w->ctx->arena, &(struct measure_change){ .measure = &m, .note = "" }, &overtaken, err))
			return false;
	}
	return true;
}

static void report_saved(const struct work *w)
{
	struct json j = json_to(w->ctx->out, 0);
	if (w->ctx->json) {
		json_put_object(&j, NULL);
		json_put_i64(&j, "measures", (int64_t)w->n);
		json_put_i64(&j, "added", (int64_t)w->added);
		json_put_end(&j);
	} else {
		out_format(w->ctx->out, "%zu measures read, %zu of them new.\n", w->n, w->added);
	}
}

static const struct field fields[MEASURE_COLUMNS] = {
	[MEASURE_REF] = { "ref", "nr|nummer|id", false }, [MEASURE_TITLE] = { "title", "tiltak|tittel|navn|namn", true },
	[MEASURE_TEXT] = { "text", "beskrivelse|omtale|skildring|tekst", false },
	[MEASURE_LEAD] = { "lead", "ansvar|ansvarlig|ansvarleg", false },
	[MEASURE_PARTNERS] = { "partners", "partnere|partnarar|samarbeidspartnere|samarbeidspartnarar", false },
	[MEASURE_CARRIES_OUT] = { "carries_out", "strategi|gjennomfører|følger opp", false },
	[MEASURE_BEGINS] = { "begins", "fra|frå|start", false }, [MEASURE_ENDS] = { "ends", "til|slutt", false },
	[MEASURE_RESOURCES] = { "resources", "ressurser|ressursar|finansiering", false },
	[MEASURE_MILESTONES] = { "milestones", "milepæler|milepælar", false },
	[MEASURE_INDICATOR] = { "indicator", "indikator", false }, [MEASURE_EFFECT] = { "effect", "effekt|virkning|verknad", false },
	[MEASURE_CLOSED] = { "closed", "avsluttet|avslutta", false },
};

static bool read_rows(struct work *w, const struct table *t, const long *column)
{
	struct command_context *ctx = w->ctx;
	w->list = arena_array(ctx->arena, t->n_rows, sizeof *w->list);
	for (w->n = 0; w->n < t->n_rows; w->n++) {
		const char *cells[MEASURE_COLUMNS];
		struct measure *m = &w->list[w->n];
		for (size_t f = 0; f < MEASURE_COLUMNS; f++)
			cells[f] = columns_cell(ctx->arena, t, w->n, column[f]);
		if (!measure_read(ctx->arena, &w->tree, cells, m, ctx->err))
			return err_at(ctx->err, ctx->args[1], t->rows[w->n].line, 0);
		for (size_t k = 0; k < w->n && *m->ref; k++)
			if (str_eq(w->list[k].ref, m->ref)) {
				err_input(ctx->err, "%s stands in the file twice", m->ref);
				return err_at(ctx->err, ctx->args[1], t->rows[w->n].line, 0);
			}
	}
	return true;
}

bool measure_run_import(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	struct table t;
	long column[MEASURE_COLUMNS];
	if (!open_plan(&w, true))
		return false;
	if (!table_read(ctx->arena, ctx->args[1], NULL, &t, ctx->err)
	    || !columns_resolve(ctx->arena, &t, fields, MEASURE_COLUMNS, option(ctx, "map"), column, NULL, ctx->err))
		return err_at(ctx->err, ctx->args[1], 0, 0);
	if (!read_rows(&w, &t, column) || (!option(ctx, "dry-run") && !db_write(ctx->db, save_all, &w, ctx->err)))
		return false;
	report_saved(&w);
	return true;
}

/* Each measure of the plan that the programme does not carry out yet, with the part above it. */
bool measure_run_from_plan(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	if (!open_plan(&w, true) || !load(&w))
		return false;
	const struct measure *there = w.list;
	size_t n_there = w.n;
	w.list = arena_array(ctx->arena, w.tree.n, sizeof *w.list);
	w.n = 0;
	for (size_t i = 0; i < w.tree.n; i++) {
		const struct plan_node *node = &w.tree.nodes[i];
		bool taken = !str_eq(node->kind, "measure") || node->retired;
		for (size_t k = 0; k < n_there && !taken; k++)
			for (size_t x = 0; x < there[k].n_nodes; x++)
				taken |= there[k].nodes[x] == node->id;
		if (taken)
			continue;
		int64_t *nodes = arena_array(ctx->arena, 2, sizeof *nodes);
		size_t n = 0;
		nodes[n++] = node->id;
		if (node->parent >= 0)
			nodes[n++] = w.tree.nodes[node->parent].id;
		w.list[w.n++] = (struct measure){ .ref = "", .title = node->title, .body = node->body, .lead = "", .indicator = "", .effect = "",
		                                  .closed_note = "", .nodes = nodes, .n_nodes = n };
	}
	if (!db_write(ctx->db, save_all, &w, ctx->err))
		return false;
	report_saved(&w);
	return true;
}

/* ---- measure export ---- */

bool measure_run_export(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	const char *path = option(ctx, "output");
	struct rows rows = rows_new(ctx->arena, measure_columns, MEASURE_COLUMNS);
	if (!open_plan(&w, true) || !load(&w))
		return false;
	for (size_t i = 0; i < w.n; i++) {
		const char *cells[MEASURE_COLUMNS];
		measure_cells(ctx->arena, &w.tree, &w.list[i], cells);
		rows_add(&rows, cells);
	}
	return path ? rows_write_file(&rows, path, "measures", ctx->err) : rows_write(&rows, ROWS_CSV, "measures", ctx->out, ctx->err);
}

/* ---- measure reach, close ---- */

static bool find_measure(struct work *w, const char *ref, struct measure *m)
{
	if (!load(w))
		return false;
	for (size_t i = 0; i < w->n; i++)
		if (str_eq(w->list[i].ref, ref)) {
			*m = w->list[i];
			w->measure_id = m->id;
			return true;
		}
	return err_not_found(w->ctx->err, "The action programme \"%s\" has no measure %s; `planverk measure list` names them",
	                     w->programme.title, ref);
}

static bool reach(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return measure_reach(tx, w->ctx->arena, w->measure_id, w->milestone_id, w->on, 0, err);
}

bool measure_run_reach(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	struct measure m;
	if (!open_plan(&w, true) || !find_measure(&w, ctx->args[1], &m) || !read_day(ctx, &w.on))
		return false;
	for (size_t i = 0; i < m.n_milestones; i++)
		if (str_eq(m.milestones[i].title, ctx->args[2]))
			w.milestone_id = m.milestones[i].id;
	if (!w.milestone_id)
		return err_not_found(ctx->err, "%s has no milestone \"%s\"; it has: %s", m.ref, ctx->args[2],
		                     measure_write_milestones(ctx->arena, &m, "; "));
	return db_write(ctx->db, reach, &w, ctx->err);
}

static bool close_it(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return measure_close(tx, w->ctx->arena, w->measure_id, w->closed, w->on, w->note, 0, err);
}

bool measure_run_close(struct command_context *ctx)
{
	struct work w = { .ctx = ctx, .note = str_or(option(ctx, "note"), "") };
	struct measure m;
	bool done = str_eq(ctx->args[2], "done");
	if (!done && !str_eq(ctx->args[2], "stopped"))
		return err_input(ctx->err, "A measure is closed as done or stopped, not %s", ctx->args[2]);
	w.closed = done ? MEASURE_WAS_DONE : MEASURE_WAS_STOPPED;
	return open_plan(&w, true) && find_measure(&w, ctx->args[1], &m) && read_day(ctx, &w.on) && db_write(ctx->db, close_it, &w, ctx->err);
}
