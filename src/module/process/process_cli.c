/* planverk process start, import, list, calendar. */
#include "module/process/process_internal.h"

#include "format/columns.h"
#include "ui/translate.h"

struct saving {
	struct command_context *ctx;
	struct plan plan;
	const struct process *process;
	bool only_if_none, refused;
};

static bool save(struct db_conn *tx, void *arg, struct err *err)
{
	struct saving *s = arg;
	struct process now;
	if (!process_load(tx, s->ctx->arena, s->plan.id, &now, err))
		return false;
	s->refused = s->only_if_none && (now.n_phases || now.n_milestones);
	return s->refused || process_save(tx, s->ctx->arena, s->plan.id, s->process, 0, err);
}

static bool find_plan(struct command_context *ctx, struct plan *plan)
{
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], plan, ctx->err);
	db_reader_done(c);
	return ok;
}

static void report(struct command_context *ctx, const struct process *p)
{
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_i64(&j, "phases", (int64_t)p->n_phases);
		json_put_i64(&j, "milestones", (int64_t)p->n_milestones);
		json_put_end(&j);
	} else {
		out_format(ctx->out, "The plan has %zu phases and %zu milestones.\n", p->n_phases, p->n_milestones);
	}
}

bool process_run_start(struct command_context *ctx)
{
	struct saving s = { .ctx = ctx, .only_if_none = true };
	struct date begins;
	const char *from = option(ctx, "begins"), *code = option(ctx, "template");
	if (!find_plan(ctx, &s.plan))
		return false;
	if (!from || !date_parse(from, &begins))
		return err_input(ctx->err, "--begins takes the first day, such as 2026-01-01");
	enum lang lang = str_eq(s.plan.language, "nn") ? LANG_NN : str_eq(s.plan.language, "en") ? LANG_EN : LANG_NB;
	s.process = process_from_template(ctx->arena, code ? code : process_templates[0].code, begins, lang);
	if (!s.process)
		return err_input(ctx->err, "There is no template %s; there are regional_plan and action_programme", code);
	if (!db_write(ctx->db, save, &s, ctx->err))
		return false;
	if (s.refused)
		return err_conflict(ctx->err, "The plan has phases already; change them on its page or by `planverk process import`");
	report(ctx, s.process);
	return true;
}

/* ---- process import ---- */

static const struct field fields[] = {
	{ "kind", "slag|type|hva", true },
	{ "title", "navn|namn|tittel|fase|milepæl", true },
	{ "begins", "fra|frå|start|begynner|dato", true },
	{ "ends", "til|slutt|ferdig|nådd", false },
	{ "activities", "aktivitet|aktiviteter|innhold", false },
};
enum { KIND, TITLE, BEGINS, ENDS, ACTIVITIES };

static bool read_date(const char *text, struct date *date, struct err *err)
{
	return !*text || date_parse(text, date) || err_input(err, "\"%s\" is no date; write it as 2025-11-07 or 07.11.2025", text);
}

/* A row is a phase, or a milestone whose `ends` is the day when it was reached. */
static bool read_row(struct arena *a, const struct table *t, size_t row, const long *column, struct process *p, struct err *err)
{
	const char *cell[ARRAY_LEN(fields)];
	struct date begins = { 0 }, ends = { 0 };
	for (size_t f = 0; f < ARRAY_LEN(fields); f++)
		cell[f] = columns_cell(a, t, row, column[f]);
	if (!read_date(cell[BEGINS], &begins, err) || !read_date(cell[ENDS], &ends, err))
		return false;
	bool phase = str_eq(cell[KIND], "phase") || str_eq(cell[KIND], "fase");
	if (!phase && !str_eq(cell[KIND], "milestone") && !str_eq(cell[KIND], "milepæl"))
		return err_input(err, "\"%s\" is neither phase nor milestone", cell[KIND]);
	if (phase)
		p->phases[p->n_phases++] = (struct process_phase){ .title = cell[TITLE], .activities = cell[ACTIVITIES],
		                                                   .begins = begins, .ends = ends };
	else
		p->milestones[p->n_milestones++] = (struct process_milestone){ .title = cell[TITLE], .due = begins, .done = ends };
	struct process_problem problem = process_check(p);
	return !problem.message || err_input(err, "%s", problem.message);
}

bool process_run_import(struct command_context *ctx)
{
	struct saving s = { .ctx = ctx };
	struct table t;
	long column[ARRAY_LEN(fields)];
	if (!find_plan(ctx, &s.plan))
		return false;
	if (!table_read(ctx->arena, ctx->args[1], NULL, &t, ctx->err)
	    || !columns_resolve(ctx->arena, &t, fields, ARRAY_LEN(fields), NULL, column, NULL, ctx->err))
		return err_at(ctx->err, ctx->args[1], 0, 0);
	struct process p = { .phases = arena_array(ctx->arena, t.n_rows + 1, sizeof *p.phases),
	                     .milestones = arena_array(ctx->arena, t.n_rows + 1, sizeof *p.milestones) };
	for (size_t row = 0; row < t.n_rows; row++)
		if (!read_row(ctx->arena, &t, row, column, &p, ctx->err))
			return err_at(ctx->err, ctx->args[1], t.rows[row].line, 0);
	s.process = &p;
	if (!option(ctx, "dry-run") && !db_write(ctx->db, save, &s, ctx->err))
		return false;
	report(ctx, &p);
	return true;
}

/* ---- process list ---- */

static void list_json(struct command_context *ctx, const struct process *p, struct date today)
{
	static const char *const times[] = { [PROCESS_PAST] = "past", [PROCESS_NOW] = "now", [PROCESS_AHEAD] = "ahead" };
	struct json j = json_to(ctx->out, 0);
	json_put_object(&j, NULL);
	json_put_array(&j, "phases");
	for (size_t i = 0; i < p->n_phases; i++) {
		json_put_object(&j, NULL);
		json_put_string(&j, "title", p->phases[i].title);
		json_put_string(&j, "begins", date_iso(ctx->arena, p->phases[i].begins));
		json_put_string(&j, "ends", date_iso(ctx->arena, p->phases[i].ends));
		json_put_string(&j, "activities", p->phases[i].activities);
		json_put_string(&j, "time", times[process_phase_time(&p->phases[i], today)]);
		json_put_end(&j);
	}
	json_put_end(&j);
	json_put_array(&j, "milestones");
	for (size_t i = 0; i < p->n_milestones; i++) {
		json_put_object(&j, NULL);
		json_put_string(&j, "title", p->milestones[i].title);
		json_put_string(&j, "due", date_iso(ctx->arena, p->milestones[i].due));
		json_put_string(&j, "done", date_iso(ctx->arena, p->milestones[i].done));
		json_put_end(&j);
	}
	json_put_end(&j);
	json_put_end(&j);
}

bool process_run_list(struct command_context *ctx)
{
	struct plan plan;
	struct process p;
	struct date today = date_at(clock_now());
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err)
	          && process_load(c, ctx->arena, plan.id, &p, ctx->err);
	db_reader_done(c);
	if (!ok)
		return false;
	if (ctx->json) {
		list_json(ctx, &p, today);
		return true;
	}
	for (size_t i = 0; i < p.n_phases; i++)
		out_format(ctx->out, "%s  %s – %s  %s\n", process_phase_time(&p.phases[i], today) == PROCESS_NOW ? "now" : "   ",
		           date_iso(ctx->arena, p.phases[i].begins), date_iso(ctx->arena, p.phases[i].ends), p.phases[i].title);
	for (size_t i = 0; i < p.n_milestones; i++)
		out_format(ctx->out, "     %s  %s  %s\n", date_iso(ctx->arena, p.milestones[i].due),
		           p.milestones[i].done.year ? "reached" : "       ", p.milestones[i].title);
	if (p.n_phases + p.n_milestones == 0)
		out_text(ctx->out, "The plan has no phases yet; `planverk process start` makes them from a template.\n");
	return true;
}

bool process_run_calendar(struct command_context *ctx)
{
	struct plan plan;
	const char *base = option(ctx, "public-url");
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err)
	          && process_write_calendar(c, ctx->arena, ctx->out, &plan, LANG_NB, base ? base : "http://127.0.0.1:8080", ctx->err);
	db_reader_done(c);
	return ok;
}
