/* planverk disposition export: the full table of what was said and what was answered. */
#include "module/disposition/disposition_internal.h"

#include "base/file.h"
#include "engine/text/text.h"
#include "format/xlsx_write.h"

static const struct xlsx_column columns[] = {
	{ "contribution", 18 }, { "text", 60 }, { "question", 30 }, { "organisation", 24 }, { "state", 12 },
	{ "outcome", 14 }, { "reason", 60 }, { "changed", 40 }, { "answered", 12 }, { "published", 12 },
};

struct row {
	int64_t contribution_id;
	const char *cell[ARRAY_LEN(columns) - 1]; /* those behind the first */
};

struct export {
	struct command_context *ctx;
	struct plan plan;
	bool public_only;
	struct arena *scratch; /* emptied after each row, so that memory does not grow with the table */
	int64_t rows;
	const struct masking *masking;
	/* where the rows go: one of these, by the format */
	struct out *csv;
	struct json *json;
	struct xlsx *xlsx;
};

static const char *date_of(struct arena *a, int64_t time)
{
	return time ? date_iso(a, date_at(time)) : "";
}

static struct row read_row(struct export *e, struct db_stmt *st)
{
	struct arena *a = e->scratch;
	const char *text = db_text(st, 1, a);
	enum outcome outcome;
	struct disposition d = { .id = db_i64(st, 4), .approved_at = db_i64(st, 8), .published_at = db_i64(st, 9) };
	bool answered = d.id && outcome_parse(db_text(st, 5, a), &outcome);
	return (struct row){ db_i64(st, 0), {
		e->public_only ? masking_text(a, e->masking, db_i64(st, 0), text) : text, db_text(st, 2, a), db_text(st, 3, a),
		disposition_states[disposition_state(&d)].code, answered ? outcomes[outcome].code : "",
		db_text(st, 6, a), db_text(st, 7, a), date_of(a, d.approved_at), date_of(a, d.published_at) } };
}

static void write_row(struct export *e, const struct row *row)
{
	const char *id = arena_printf(e->scratch, "%lld", (long long)row->contribution_id);
	if (e->csv) {
		csv_field(e->csv, id);
		for (size_t i = 0; i < ARRAY_LEN(row->cell); i++) {
			out_char(e->csv, ',');
			csv_field(e->csv, row->cell[i]);
		}
		out_text(e->csv, "\r\n");
	} else if (e->json) {
		json_put_object(e->json, NULL);
		json_put_i64(e->json, columns[0].name, row->contribution_id);
		for (size_t i = 0; i < ARRAY_LEN(row->cell); i++)
			json_put_string(e->json, columns[i + 1].name, row->cell[i]);
		json_put_end(e->json);
	} else {
		xlsx_text(e->xlsx, id);
		for (size_t i = 0; i < ARRAY_LEN(row->cell); i++)
			xlsx_text(e->xlsx, row->cell[i]);
		xlsx_row_end(e->xlsx);
	}
}

/* The public table has what may be published, without personal data, and published answers only. To
 * the public an organisation of one resident has no name. */
static bool write_rows(struct export *e, struct db_conn *c)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT t.id, t.text, t.topic, CASE WHEN $public = 1 AND o.kind = 'resident' THEN '' ELSE coalesce(o.name, '') END, "
		"  coalesce(d.id, 0), coalesce(d.outcome, ''), coalesce(d.reason, ''), coalesce(n.title, ''), "
		"  coalesce(d.approved_at, 0), coalesce(d.published_at, 0) "
		"FROM remark r JOIN contribution t ON t.id = r.contribution_id LEFT JOIN organisation o ON o.id = t.organisation_id "
		"LEFT JOIN disposition d ON d.id = (SELECT max(x.id) FROM disposition x "
		"  WHERE x.remark_id = r.id AND ($public = 0 OR x.published_at IS NOT NULL)) "
		"LEFT JOIN plan_node n ON n.id = d.node_id "
		"WHERE r.plan_id = $plan AND r.ended_by IS NULL AND ($public = 0 OR t.publish = 1) ORDER BY r.ordinal, r.id"));
	db_bind_i64(st, "$plan", e->plan.id);
	db_bind_i64(st, "$public", e->public_only);
	for (; db_step(st); e->rows++) {
		struct row row = read_row(e, st);
		write_row(e, &row);
		arena_reset(e->scratch);
	}
	return db_finish(st, e->ctx->err);
}

/* ---- The formats ---- */

static bool write_csv(struct export *e, struct db_conn *c, struct out *o)
{
	e->csv = o;
	for (size_t i = 0; i < ARRAY_LEN(columns); i++)
		out_format(o, "%s%s", i ? "," : "", columns[i].name);
	out_text(o, "\r\n");
	return write_rows(e, c);
}

static bool write_json(struct export *e, struct db_conn *c, struct out *o)
{
	e->json = arena_alloc(e->ctx->arena, sizeof *e->json);
	*e->json = json_to(o, 2);
	json_put_array(e->json, NULL);
	bool ok = write_rows(e, c);
	json_put_end(e->json);
	return ok;
}

static bool write_xlsx(struct export *e, struct db_conn *c, struct out *o)
{
	static const struct xlsx_column about[] = { { "what", 24 }, { "value", 60 } };
	struct arena *a = e->ctx->arena;
	struct xlsx *x = e->xlsx = xlsx_begin(a, o, e->plan.title);
	xlsx_sheet(x, "dispositions", columns, ARRAY_LEN(columns));
	bool ok = write_rows(e, c);
	const char *const facts[][2] = {
		{ "plan", e->plan.title },
		{ "made", clock_iso(a, clock_now()) },
		{ "selection", e->public_only ? "what may be published, with published answers, personal data masked"
		                              : "everything" },
		{ "rows", arena_printf(a, "%lld", (long long)e->rows) },
		{ "example", e->plan.example ? "yes: made up" : "no" },
	};
	xlsx_sheet(x, "about", about, ARRAY_LEN(about));
	for (size_t i = 0; i < ARRAY_LEN(facts); i++) {
		xlsx_text(x, facts[i][0]);
		xlsx_text(x, facts[i][1]);
		xlsx_row_end(x);
	}
	return xlsx_end(x, e->ctx->err) && ok;
}

static const struct {
	const char *name;
	bool (*write)(struct export *e, struct db_conn *c, struct out *o);
} formats[] = { { "csv", write_csv }, { "xlsx", write_xlsx }, { "json", write_json } };

bool disposition_run_export(struct command_context *ctx)
{
	struct export e = { .ctx = ctx, .public_only = option(ctx, "public") != NULL, .scratch = arena_new() };
	const char *path = option(ctx, "output"), *format = str_or(option(ctx, "format"), "csv");
	size_t i = 0;
	while (i < ARRAY_LEN(formats) && !str_eq(formats[i].name, format))
		i++;
	if (i == ARRAY_LEN(formats)) {
		arena_free(e.scratch);
		return err_input(ctx->err, "--format %s is not known; it is csv, xlsx or json", format);
	}
	struct file_writer *file = file_create(ctx->arena, str_or(path, "-"), ctx->err);
	struct db_conn *c = file ? db_reader(ctx->db, ctx->err) : NULL;
	struct out o = file ? out_file(file_stream(file)) : (struct out){ 0 };
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &e.plan, ctx->err)
	          && (e.masking = masking_shared(c, ctx->arena, ctx->err)) && formats[i].write(&e, c, &o);
	db_reader_done(c);
	arena_free(e.scratch);
	return ok && file_commit(file, ctx->err);
}
