/* planverk body import: bodies with their mandates from a table. */
#include "module/body/body_internal.h"

#include "format/columns.h"

static const struct field fields[] = {
	{ "name", "navn|namn|organ", true },
	{ "kind", "type|slag", true },
	{ "organisation", "organisasjon", false },
	{ "elected", "folkevalgt|folkevald", false },
	{ "mandates", "mandat|kan bestemme", false },
	{ "description", "beskrivelse|skildring", false },
	{ "tasks", "oppgaver|oppgåver", false },
};
enum { NAME, KIND, ORGANISATION, ELECTED, MANDATES, DESCRIPTION, TASKS };

struct importing {
	struct command_context *ctx;
	const char *file;
	const struct table *table;
	struct body *bodies;
};

static bool read_row(struct command_context *ctx, const struct table *t, size_t row, const long *column, struct body *b)
{
	const char *cell[ARRAY_LEN(fields)];
	size_t kind;
	for (size_t f = 0; f < ARRAY_LEN(fields); f++)
		cell[f] = columns_cell(ctx->arena, t, row, column[f]);
	if (!body_parse(ctx, body_kinds, BODY_KINDS, "kind of body", cell[KIND], &kind) || !body_parse_mandates(ctx, cell[MANDATES], &b->mandates))
		return false;
	if (*cell[ELECTED] && !str_eq(cell[ELECTED], "yes") && !str_eq(cell[ELECTED], "no"))
		return err_input(ctx->err, "elected is yes or no, not \"%s\"", cell[ELECTED]);
	b->kind = (enum body_kind)kind;
	b->name = cell[NAME];
	b->organisation = cell[ORGANISATION];
	b->description = cell[DESCRIPTION];
	b->tasks = cell[TASKS];
	b->elected = *cell[ELECTED] ? str_eq(cell[ELECTED], "yes") : kind == BODY_PLANNING_AUTHORITY;
	const char *problem = body_check(b);
	return !problem || err_input(ctx->err, "%s", problem);
}

static bool store(struct db_conn *tx, void *arg, struct err *err)
{
	struct importing *i = arg;
	for (size_t row = 0; row < i->table->n_rows; row++)
		if (!body_add(tx, i->ctx->arena, &i->bodies[row], 0, err))
			return err_at(err, i->file, i->table->rows[row].line, 0);
	return true;
}

bool body_run_import(struct command_context *ctx)
{
	struct plan plan;
	struct table t;
	long column[ARRAY_LEN(fields)];
	const char *file = ctx->args[1];
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err);
	db_reader_done(c);
	if (!ok)
		return false;
	if (!table_read(ctx->arena, file, NULL, &t, ctx->err)
	    || !columns_resolve(ctx->arena, &t, fields, ARRAY_LEN(fields), NULL, column, NULL, ctx->err))
		return err_at(ctx->err, file, 0, 0);
	struct importing i = { ctx, file, &t, arena_array(ctx->arena, t.n_rows, sizeof *i.bodies) };
	for (size_t row = 0; row < t.n_rows; row++) {
		i.bodies[row].plan_id = plan.id;
		if (!read_row(ctx, &t, row, column, &i.bodies[row]))
			return err_at(ctx->err, file, t.rows[row].line, 0);
	}
	if (!db_write(ctx->db, store, &i, ctx->err))
		return false;
	if (ctx->json)
		out_format(ctx->out, "{\"bodies\": %zu}\n", t.n_rows);
	else
		out_format(ctx->out, "%zu bodies are added.\n", t.n_rows);
	return true;
}
