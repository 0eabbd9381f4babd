/* planverk disposition export, import: the table, and drafts of answers from it. */
#include "module/output/output_internal.h"

#include "base/clock.h"
#include "base/file.h"
#include "format/columns.h"
#include "format/table.h"
#include "http/language.h"

/* ---- Export ---- */

static bool read_format(struct command_context *ctx, struct output_choice *choice)
{
	const char *format = str_or(option(ctx, "format"), "csv");
	while (choice->format < OUTPUT_FORMATS && !str_eq(output_formats[choice->format].code, format))
		choice->format++;
	return choice->format < OUTPUT_FORMATS
	       || err_input(ctx->err, "--format %s is not known; it is csv, xlsx, json or docx", format);
}

static bool read_state(struct command_context *ctx, struct output_choice *choice)
{
	choice->state = str_or(option(ctx, "state"), "");
	for (size_t i = 0; i < DISPOSITION_STATES; i++)
		if (!*choice->state || str_eq(disposition_states[i].code, choice->state))
			return true;
	return err_input(ctx->err, "--state is unanswered, draft, approved or published, not %s", choice->state);
}

bool output_run_export(struct command_context *ctx)
{
	struct output_choice choice = { .public_only = option(ctx, "public") != NULL, .anonymous = option(ctx, "anonymous") != NULL };
	int64_t rows;
	if (!read_format(ctx, &choice) || !read_state(ctx, &choice)
	    || !option_i64(ctx, "consultation", 0, 1, INT64_MAX, &choice.consultation)
	    || !output_columns_parse(str_or(option(ctx, "columns"), ""), &choice, ctx->err))
		return false;
	struct file_writer *file = file_create(ctx->arena, str_or(option(ctx, "output"), "-"), ctx->err);
	struct db_conn *c = file ? db_reader(ctx->db, ctx->err) : NULL;
	struct out o = file ? out_file(file_stream(file)) : (struct out){ 0 };
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &choice.plan, ctx->err);
	if (ok)
		lang_parse(choice.plan.language, &choice.lang);
	ok = ok && output_table(c, ctx->arena, &choice, &o, &rows, ctx->err);
	db_reader_done(c);
	return ok && file_commit(file, ctx->err);
}

/* ---- Import ---- */

enum import_field { REMARK, OUTCOME, REASON, NODE, FIELDS };
static const struct field fields[FIELDS] = {
	[REMARK] = { "remark", "merknad", true }, [OUTCOME] = { "outcome", "utfall", true },
	[REASON] = { "reason", "begrunnelse|grunngjeving", true }, [NODE] = { "node", "del av planen", false },
};

struct importing {
	struct command_context *ctx;
	struct plan plan;
	struct table table;
	long column[FIELDS];
	int64_t by;
	int64_t drafted, same, empty;
	bool dry_run;
};

static const char *cell(struct importing *in, size_t row, enum import_field f)
{
	return columns_cell(in->ctx->arena, &in->table, row, in->column[f]);
}

static bool find_user(struct db_conn *c, const char *email, int64_t *id, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL("SELECT user_id FROM user_person WHERE email = $email"));
	db_bind_text(st, "$email", email);
	*id = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, err) && (*id || err_not_found(err, "There is no user %s; `planverk user list` shows them", email));
}

/* A node by its identifier in the plan; "" for none. */
static bool find_node(struct db_conn *c, struct importing *in, const char *ref, int64_t *id, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL("SELECT id FROM plan_node WHERE plan_id = $plan AND ref = $ref"));
	db_bind_i64(st, "$plan", in->plan.id);
	db_bind_text(st, "$ref", ref);
	*id = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, err) && (!*ref || *id || err_not_found(err, "the plan has no node \"%s\"", ref));
}

/* Whether the newest version says the same already. */
static bool is_so(struct db_conn *tx, struct arena *a, const struct disposition *d, bool *so, struct err *err)
{
	struct disposition *list;
	size_t n;
	if (!disposition_list(tx, a, d->remark_id, &list, &n, err))
		return false;
	*so = n > 0 && list[0].outcome == d->outcome && str_eq(list[0].reason, d->reason) && list[0].node_id == d->node_id;
	return true;
}

static bool check_plan(struct db_conn *tx, struct importing *in, int64_t remark_id, struct err *err)
{
	struct remark r;
	return remark_get(tx, in->ctx->arena, remark_id, &r, err)
	       && ((r.id && r.plan_id == in->plan.id) || err_not_found(err, "the plan has no remark %lld", (long long)remark_id));
}

static bool import_row(struct db_conn *tx, struct importing *in, size_t row, struct err *err)
{
	struct disposition d = { .reason = cell(in, row, REASON), .drafted_by = in->by };
	const char *refused = NULL;
	bool so;
	if (!*cell(in, row, OUTCOME)) {
		in->empty++;
		return true;
	}
	if (!str_to_i64(cell(in, row, REMARK), &d.remark_id))
		return err_input(err, "\"%s\" is not the number of a remark", cell(in, row, REMARK));
	if (!outcome_parse(cell(in, row, OUTCOME), &d.outcome))
		return err_input(err, "\"%s\" is no outcome: followed, partly, noted, not_followed or outside", cell(in, row, OUTCOME));
	if (!check_plan(tx, in, d.remark_id, err) || !find_node(tx, in, cell(in, row, NODE), &d.node_id, err)
	    || !is_so(tx, in->ctx->arena, &d, &so, err))
		return false;
	in->same += so;
	if (so)
		return true;
	in->drafted++;
	return disposition_draft(tx, in->ctx->arena, &d, clock_now(), &refused, err) && (!refused || err_input(err, "%s", refused));
}

/* All rows or none; a trial is undone by what looks like an error. */
static bool import(struct db_conn *tx, void *arg, struct err *err)
{
	struct importing *in = arg;
	in->drafted = in->same = in->empty = 0;
	for (size_t i = 0; i < in->table.n_rows; i++)
		if (!import_row(tx, in, i, err))
			return err_at(err, in->table.file, in->table.rows[i].line, 0);
	return !in->dry_run;
}

bool output_run_import(struct command_context *ctx)
{
	struct importing in = { .ctx = ctx, .dry_run = option(ctx, "dry-run") != NULL };
	const char *by = option(ctx, "by");
	if (!by)
		return err_input(ctx->err, "--by EMAIL names the user who drafts the answers; another person approves them");
	if (!table_read(ctx->arena, ctx->args[1], NULL, &in.table, ctx->err)
	    || !columns_resolve(ctx->arena, &in.table, fields, FIELDS, NULL, in.column, NULL, ctx->err))
		return false;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &in.plan, ctx->err) && find_user(c, by, &in.by, ctx->err);
	db_reader_done(c);
	if (!ok || (!db_write(ctx->db, import, &in, ctx->err) && (!in.dry_run || ctx->err->kind)))
		return false;
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_i64(&j, "drafted", in.drafted);
		json_put_i64(&j, "same", in.same);
		json_put_i64(&j, "without_outcome", in.empty);
		json_put_bool(&j, "dry_run", in.dry_run);
		json_put_end(&j);
		return true;
	}
	out_format(ctx->out, "%lld answers %s, %lld said the same already, %lld rows have no outcome.\n", (long long)in.drafted,
	           in.dry_run ? "would be drafted" : "drafted", (long long)in.same, (long long)in.empty);
	return true;
}
