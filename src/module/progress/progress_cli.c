/* planverk progress open, ask, list, export, import, decide, remind, close. */
#include "module/progress/progress_internal.h"

#include "format/columns.h"
#include "format/rows.h"
#include "module/notice/notice.h"

struct work {
	struct command_context *ctx;
	struct plan plan;
	struct measure_programme programme;
	struct progress_round round;
	struct measure *measures;
	struct progress_report *reports, *list; /* list: to keep */
	struct progress_ask *asks;
	size_t n_measures, n_reports, n, n_asks, reminded;
	const char **organisations, **emails;
	int64_t measure_id;
	enum progress_state state;
	const char *note;
};

/* The plan of the first argument, its adopted programme, and with --year (or else the newest) the round. */
static bool open_round(struct work *w, struct db_conn *c, bool with_round)
{
	struct command_context *ctx = w->ctx;
	struct measure_programme *programmes;
	struct progress_round *rounds;
	size_t n, n_rounds;
	int64_t year;
	if (!plan_find(c, ctx->arena, ctx->args[0], &w->plan, ctx->err)
	    || !measure_programmes(c, ctx->arena, w->plan.id, &programmes, &n, ctx->err) || !option_i64(ctx, "year", 0, 0, 2200, &year))
		return false;
	for (size_t i = n; i-- > 0;)
		if (programmes[i].adopted.year)
			w->programme = programmes[i];
	if (!w->programme.id)
		return err_not_found(ctx->err, "The plan has no adopted action programme; `planverk programme adopt` notes that one is");
	if (!with_round)
		return true;
	if (!progress_rounds(c, ctx->arena, w->programme.id, &rounds, &n_rounds, ctx->err))
		return false;
	for (size_t i = n_rounds; i-- > 0;)
		if (!year || rounds[i].year == year)
			w->round = rounds[i];
	if (!w->round.id)
		return err_not_found(ctx->err, "There is no such reporting; `planverk progress open` opens one");
	return measure_list(c, ctx->arena, w->programme.id, &w->measures, &w->n_measures, ctx->err)
	       && progress_reports(c, ctx->arena, w->programme.id, &w->reports, &w->n_reports, ctx->err)
	       && progress_asks(c, ctx->arena, w->round.id, &w->asks, &w->n_asks, ctx->err);
}

static bool begin(struct work *w, bool with_round)
{
	struct db_conn *c = db_reader(w->ctx->db, w->ctx->err);
	bool ok = c && open_round(w, c, with_round);
	db_reader_done(c);
	return ok;
}

/* ---- open, close, remind ---- */

static bool open_it(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return progress_open(tx, w->ctx->arena, &w->round, 0, err);
}

bool progress_run_open(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	const char *due = str_or(option(ctx, "due"), "");
	int64_t year;
	if (!option_i64(ctx, "year", 0, 1, 2200, &year) || !begin(&w, false))
		return false;
	w.round = (struct progress_round){ .programme_id = w.programme.id, .year = (int)year };
	if (!date_parse(due, &w.round.due))
		return err_input(ctx->err, "--due takes the day by which answers are due, such as 2028-02-15");
	return db_write(ctx->db, open_it, &w, ctx->err);
}

static bool close_it(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return progress_close(tx, w->ctx->arena, w->round.id, date_at(clock_now()), 0, err);
}

bool progress_run_close(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	return begin(&w, true) && db_write(ctx->db, close_it, &w, ctx->err);
}

static bool remind(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return progress_remind_all(tx, w->ctx->arena, w->round.id, date_at(clock_now()), &w->reminded, err);
}

bool progress_run_remind(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	if (!begin(&w, true) || !db_write(ctx->db, remind, &w, ctx->err))
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json) {
		json_put_object(&j, NULL);
		json_put_i64(&j, "reminded", (int64_t)w.reminded);
		json_put_end(&j);
	} else {
		out_format(ctx->out, "%zu reminded.\n", w.reminded);
	}
	return true;
}

/* ---- ask ---- */

static const struct field ask_fields[] = {
	{ "organisation", "virksomhet|verksemd|ansvarlig|ansvarleg|navn|namn", true },
	{ "email", "e-post|epost", true },
};

static bool set_contacts(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	for (size_t i = 0; i < w->n; i++)
		if (!progress_contact(tx, w->ctx->arena, w->round.id, w->organisations[i], w->emails[i], 0, err))
			return false;
	return true;
}

static bool read_contacts(struct work *w)
{
	struct command_context *ctx = w->ctx;
	struct table t;
	long column[ARRAY_LEN(ask_fields)];
	const char *file = ctx->args[1];
	if (!table_read(ctx->arena, file, NULL, &t, ctx->err)
	    || !columns_resolve(ctx->arena, &t, ask_fields, ARRAY_LEN(ask_fields), NULL, column, NULL, ctx->err))
		return err_at(ctx->err, file, 0, 0);
	w->organisations = arena_array(ctx->arena, t.n_rows, sizeof *w->organisations);
	w->emails = arena_array(ctx->arena, t.n_rows, sizeof *w->emails);
	for (w->n = 0; w->n < t.n_rows; w->n++) {
		const char *email = columns_cell(ctx->arena, &t, w->n, column[1]);
		w->organisations[w->n] = columns_cell(ctx->arena, &t, w->n, column[0]);
		w->emails[w->n] = notice_address(ctx->arena, span_of(email));
		if (!w->emails[w->n]) {
			err_input(ctx->err, "\"%s\" is not an address that mail can be sent to", email);
			return err_at(ctx->err, file, t.rows[w->n].line, 0);
		}
	}
	return true;
}

bool progress_run_ask(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	if (!begin(&w, true))
		return false;
	if (ctx->n_args > 1)
		return read_contacts(&w) && db_write(ctx->db, set_contacts, &w, ctx->err);
	struct json j = json_to(ctx->out, 0);
	if (ctx->json)
		json_put_array(&j, NULL);
	for (size_t i = 0; i < w.n_asks; i++) {
		if (!ctx->json) {
			out_format(ctx->out, "/progress/%s  %s\n", w.asks[i].token, w.asks[i].organisation);
			continue;
		}
		json_put_object(&j, NULL);
		json_put_string(&j, "organisation", w.asks[i].organisation);
		json_put_string(&j, "link", arena_printf(ctx->arena, "/progress/%s", w.asks[i].token));
		json_put_end(&j);
	}
	if (ctx->json)
		json_put_end(&j);
	return true;
}

/* ---- list, export ---- */

static const struct progress_report *newest(const struct work *w, const struct measure *m)
{
	return progress_find(w->reports, w->n_reports, m->id, w->round.year, false);
}

bool progress_run_list(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	struct date today = date_at(clock_now());
	if (!begin(&w, true))
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json)
		json_put_array(&j, NULL);
	for (size_t i = 0; i < w.n_measures; i++) {
		const struct progress_report *r = newest(&w, &w.measures[i]);
		const char *cells[PROGRESS_COLUMNS];
		progress_cells(ctx->arena, &w.measures[i], r, cells);
		if (!ctx->json) {
			out_format(ctx->out, "%-6s %-12s %-11s %s\n", cells[PROGRESS_REF], r ? cells[PROGRESS_STATUS] : "no answer", cells[PROGRESS_STATE],
			           cells[PROGRESS_MEASURE]);
			continue;
		}
		const char *contradiction = r ? progress_contradiction(&w.measures[i], r, today) : NULL;
		json_put_object(&j, NULL);
		for (size_t k = 0; k < PROGRESS_COLUMNS; k++)
			json_put_string(&j, progress_columns[k], cells[k]);
		json_put_i64(&j, "revision", r ? r->revision : 0);
		json_put_bool(&j, "late", r && r->late);
		json_put_string(&j, "contradiction", contradiction ? contradiction : "");
		json_put_i64(&j, "progress", measure_progress(&w.measures[i]));
		json_put_end(&j);
	}
	if (ctx->json)
		json_put_end(&j);
	return true;
}

bool progress_run_export(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	const char *path = option(ctx, "output");
	struct rows rows = rows_new(ctx->arena, progress_columns, PROGRESS_COLUMNS);
	if (!begin(&w, true))
		return false;
	for (size_t i = 0; i < w.n_measures; i++) {
		const char *cells[PROGRESS_COLUMNS];
		progress_cells(ctx->arena, &w.measures[i], newest(&w, &w.measures[i]), cells);
		rows_add(&rows, cells);
	}
	return path ? rows_write_file(&rows, path, "progress", ctx->err) : rows_write(&rows, ROWS_CSV, "progress", ctx->out, ctx->err);
}

/* ---- import ---- */

static const struct field report_fields[PROGRESS_COLUMNS] = {
	[PROGRESS_REF] = { "ref", "nr|nummer", true }, [PROGRESS_MEASURE] = { "measure", "tiltak", false },
	[PROGRESS_LEAD] = { "lead", "ansvarlig|ansvarleg", false }, [PROGRESS_STATUS] = { "status", "tilstand", true },
	[PROGRESS_REACHED] = { "reached", "nådd|nådde", false }, [PROGRESS_MONEY] = { "money", "penger|pengar|brukt", false },
	[PROGRESS_ACHIEVED] = { "achieved", "oppnådd", false }, [PROGRESS_OBSTACLES] = { "obstacles", "hindringer|hindringar", false },
	[PROGRESS_STATE] = { "state", "behandling", false }, [PROGRESS_NOTE] = { "note", "merknad", false },
};

static const struct measure *by_ref(const struct work *w, const char *ref)
{
	for (size_t i = 0; i < w->n_measures; i++)
		if (str_eq(w->measures[i].ref, ref))
			return &w->measures[i];
	return NULL;
}

static bool read_report(struct work *w, const char *const cells[PROGRESS_COLUMNS], struct progress_report *r)
{
	struct err *err = w->ctx->err;
	const struct measure *m = by_ref(w, cells[PROGRESS_REF]);
	if (!m)
		return err_input(err, "The action programme has no measure \"%s\"", cells[PROGRESS_REF]);
	if (!progress_read(w->ctx->arena, cells, r, err))
		return false;
	r->measure_id = m->id;
	r->round_id = w->round.id;
	const char *problem = progress_check(m, r, date_at(clock_now()));
	return !problem || err_input(err, "%s", problem);
}

static bool read_reports(struct work *w)
{
	struct command_context *ctx = w->ctx;
	struct table t;
	long column[PROGRESS_COLUMNS];
	const char *file = ctx->args[1];
	if (!table_read(ctx->arena, file, NULL, &t, ctx->err)
	    || !columns_resolve(ctx->arena, &t, report_fields, PROGRESS_COLUMNS, option(ctx, "map"), column, NULL, ctx->err))
		return err_at(ctx->err, file, 0, 0);
	w->list = arena_array(ctx->arena, t.n_rows, sizeof *w->list);
	for (size_t row = 0; row < t.n_rows; row++) {
		const char *cells[PROGRESS_COLUMNS];
		for (size_t f = 0; f < PROGRESS_COLUMNS; f++)
			cells[f] = columns_cell(ctx->arena, &t, row, column[f]);
		/* A row that nobody filled in is no answer. */
		if (*cells[PROGRESS_STATUS] && !read_report(w, cells, &w->list[w->n++]))
			return err_at(ctx->err, file, t.rows[row].line, 0);
	}
	return true;
}

/* What an answer says, without when and by whom: the same again is no revision. */
static bool says_the_same(struct arena *a, const struct progress_report *x, const struct progress_report *y)
{
	return x->status == y->status && str_eq(x->achieved, y->achieved) && str_eq(x->obstacles, y->obstacles)
	       && str_eq(progress_write_reached(a, x, ";"), progress_write_reached(a, y, ";"))
	       && str_eq(progress_write_money(a, x, ";"), progress_write_money(a, y, ";"));
}

static bool keep_reports(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	struct arena *a = w->ctx->arena;
	struct progress_report *there;
	size_t n;
	w->reminded = 0;
	if (!progress_reports(tx, a, w->programme.id, &there, &n, err))
		return false;
	for (size_t i = 0; i < w->n; i++) {
		struct progress_report r = w->list[i];
		const struct progress_report *before = progress_find(there, n, r.measure_id, w->round.year, false);
		bool overtaken;
		if (before && says_the_same(a, before, &r))
			continue;
		if (!progress_send(tx, a, &r, before ? before->revision : 0, 0, &overtaken, err))
			return false;
		if (overtaken)
			return err_conflict(err, "A measure stands in the file twice");
		w->reminded++;
	}
	return true;
}

bool progress_run_import(struct command_context *ctx)
{
	struct work w = { .ctx = ctx };
	if (!begin(&w, true) || !read_reports(&w) || (!option(ctx, "dry-run") && !db_write(ctx->db, keep_reports, &w, ctx->err)))
		return false;
	struct json j = json_to(ctx->out, 0);
	if (ctx->json) {
		json_put_object(&j, NULL);
		json_put_i64(&j, "read", (int64_t)w.n);
		json_put_i64(&j, "kept", (int64_t)w.reminded);
		json_put_end(&j);
	} else {
		out_format(ctx->out, "%zu answers read, %zu of them new.\n", w.n, w.reminded);
	}
	return true;
}

/* ---- approve, ask-back ---- */

static bool decide(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	for (size_t i = 0; i < w->n_measures; i++) {
		const struct measure *m = &w->measures[i];
		const struct progress_report *r = newest(w, m);
		bool meant = w->measure_id ? m->id == w->measure_id : r && r->state == PROGRESS_SENT;
		if (meant && !progress_decide(tx, w->ctx->arena, w->round.id, m->id, w->state, w->note, 0, err))
			return false;
	}
	return true;
}

bool progress_run_decide(struct command_context *ctx)
{
	struct work w = { .ctx = ctx, .note = str_or(option(ctx, "note"), "") };
	w.state = str_ends(ctx->command->name, "approve") ? PROGRESS_APPROVED : PROGRESS_ASKED_BACK;
	if (!begin(&w, true))
		return false;
	if (ctx->n_args > 1) {
		const struct measure *m = by_ref(&w, ctx->args[1]);
		if (!m)
			return err_not_found(ctx->err, "The action programme has no measure \"%s\"", ctx->args[1]);
		w.measure_id = m->id;
	}
	return db_write(ctx->db, decide, &w, ctx->err);
}
