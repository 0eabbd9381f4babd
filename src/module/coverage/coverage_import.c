/* planverk coverage import: a table of categories and how many there are of each. */
#include "module/coverage/coverage_internal.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "format/columns.h"

#define FILE_MAX ((size_t)16 << 20)
#define POPULATION_MAX INT64_C(1000000000000)

static const struct field fields[] = {
	{ "category", "kategori|område|kommune|bydel|fylke|area|municipality|sektor|næring|bransje|sector|type|slag|kind|språk|"
	              "målform|language|alder|aldersgruppe|age|navn|name", true },
	{ "population", "befolkning|folketall|folketal|innbyggere|innbyggjarar|personer|persons|inhabitants|residents|ansatte|"
	                "sysselsatte|tilsette|employees", false },
	{ "organisations", "organisasjoner|organisasjonar|virksomheter|verksemder|bedrifter|foretak|antall|tal|number|count", false },
};
enum { CATEGORY, POPULATION, ORGANISATIONS };

struct import {
	struct command_context *ctx;
	struct plan plan;
	enum coverage_by by;
	const char *counts;
	struct table table;
	long column[ARRAY_LEN(fields)];
	struct digest digest;
	struct coverage_row *rows;
	int64_t population;
};

bool coverage_read_by(struct command_context *ctx, enum coverage_by *by)
{
	const char *code = option(ctx, "by");
	if (!code)
		return err_input(ctx->err, "say what the categories are: --by area, sector, kind, language or age");
	return coverage_by_parse(code, by)
	       || err_input(ctx->err, "--by must be area, sector, kind, language or age, not \"%s\"", code);
}

/* Which of the two columns counts: the one there is, or the one that --of chooses. */
static bool choose_column(struct import *in)
{
	struct command_context *ctx = in->ctx;
	const char *of = option(ctx, "of");
	bool persons = in->column[POPULATION] >= 0, organisations = in->column[ORGANISATIONS] >= 0;
	if (of && !str_eq(of, "persons") && !str_eq(of, "organisations"))
		return err_input(ctx->err, "--of must be persons or organisations, not \"%s\"", of);
	if (!of && persons && organisations)
		return err_input(ctx->err, "the table counts both persons (\"%s\") and organisations (\"%s\"); choose with --of",
		                 in->table.columns[in->column[POPULATION]], in->table.columns[in->column[ORGANISATIONS]]);
	in->counts = of ? of : persons ? "persons" : "organisations";
	if (str_eq(in->counts, "persons") ? persons : organisations)
		return true;
	return err_input(ctx->err, "no column counts %s; name it: --map %s=COLUMN", of ? of : "persons or organisations",
	                 of && str_eq(of, "organisations") ? "organisations" : "population");
}

/* Digits, with spaces or no-break spaces between thousands; a spreadsheet's ".0" behind them. */
static bool read_number(struct arena *a, const char *text, int64_t *value)
{
	struct out digits = out_memory(a);
	struct span s = span_of(text);
	for (size_t at = 0; at < s.n;) {
		uint32_t c = utf8_next(s, &at);
		if (utf8_is_space(c) || c == 0xA0 || c == 0x202F)
			continue;
		if (c == '.' && span_is((struct span){ s.s + at, s.n - at }, "0"))
			break;
		if (c < '0' || c > '9')
			return false;
		out_char(&digits, (char)c);
	}
	return str_to_i64(out_string(&digits), value) && *value <= POPULATION_MAX;
}

/* A row that adds up the others would count everybody twice. */
static bool is_total(const char *key)
{
	static const char *const names[] = { "sum", "total", "totalt", "i alt", "samlet", "samla", "alle", "hele regionen", "all" };
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_eq(key, names[i]))
			return true;
	return false;
}

static bool read_row(struct import *in, size_t i, struct strmap *seen)
{
	struct arena *a = in->ctx->arena;
	struct err *err = in->ctx->err;
	struct coverage_row *row = &in->rows[i];
	bool persons = str_eq(in->counts, "persons");
	const char *number = columns_cell(a, &in->table, i, in->column[persons ? POPULATION : ORGANISATIONS]);
	bool added;
	row->category = columns_cell(a, &in->table, i, in->column[CATEGORY]);
	if (!*row->category)
		return err_input(err, "the row has no category; fill it in or remove the row");
	row->key = coverage_key(a, in->by, row->category);
	if (!row->key)
		return err_input(err, "there is no %s \"%s\"; `planverk help coverage import` tells which there are",
		                 in->by == COVERAGE_KIND ? "kind of organisation" : "language", row->category);
	if (is_total(row->key))
		return err_input(err, "\"%s\" looks like the sum of the other rows; remove the row", row->category);
	strmap_at(seen, span_of(row->key), &added);
	if (!added)
		return err_input(err, "\"%s\" stands twice; put the rows together", row->category);
	if (!read_number(a, number, &row->population))
		return err_input(err, "\"%s\" is no whole number of %s from 0 up; write digits only", number, in->counts);
	in->population += row->population;
	return true;
}

static bool read_file(struct import *in)
{
	struct command_context *ctx = in->ctx;
	const char *path = ctx->args[1];
	struct table_options options = { .sheet = option(ctx, "sheet") };
	struct span bytes;
	if (!file_read(ctx->arena, path, FILE_MAX, &bytes, ctx->err))
		return false;
	if (!table_read_bytes(ctx->arena, bytes, path, &options, &in->table, ctx->err)
	    || !columns_resolve(ctx->arena, &in->table, fields, ARRAY_LEN(fields), option(ctx, "map"), in->column, NULL, ctx->err)
	    || !choose_column(in))
		return err_at(ctx->err, path, 0, 0);
	in->digest = digest_of(bytes.s, bytes.n);
	in->rows = arena_array(ctx->arena, in->table.n_rows, sizeof *in->rows);
	struct strmap *seen = strmap_new(ctx->arena);
	for (size_t i = 0; i < in->table.n_rows; i++)
		if (!read_row(in, i, seen))
			return err_at(ctx->err, path, in->table.rows[i].line, 0);
	if (in->population > 0)
		return true;
	err_input(ctx->err, "all rows together count 0 %s; there is nothing to compare with", in->counts);
	return err_at(ctx->err, path, 0, 0);
}

static bool store(struct db_conn *tx, void *arg, struct err *err)
{
	struct import *in = arg;
	struct coverage_source source = { path_base(in->ctx->args[1]), in->digest.byte };
	return coverage_store(tx, in->ctx->arena, in->plan.id, in->by, in->counts, &source, in->rows, in->table.n_rows, err);
}

static void write_result(const struct import *in, bool dry)
{
	struct command_context *ctx = in->ctx;
	const char *by = coverage_dimensions[in->by].code;
	if (!ctx->json) {
		out_format(ctx->out, "%zu categories by %s with %lld %s %s.\n", in->table.n_rows, by, (long long)in->population,
		           in->counts, dry ? "can be read; nothing was kept (--dry-run)" : "were read");
		return;
	}
	struct json j = json_to(ctx->out, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "plan", in->plan.id);
	json_put_string(&j, "by", by);
	json_put_string(&j, "counts", in->counts);
	json_put_i64(&j, "categories", (int64_t)in->table.n_rows);
	json_put_i64(&j, "population", in->population);
	json_put_bool(&j, "dry_run", dry);
	json_put_end(&j);
}

bool coverage_run_import(struct command_context *ctx)
{
	struct import in = { .ctx = ctx };
	if (!coverage_read_by(ctx, &in.by))
		return false;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &in.plan, ctx->err);
	db_reader_done(c);
	if (!ok || !read_file(&in))
		return false;
	bool dry = option(ctx, "dry-run") != NULL;
	if (!dry && !db_write(ctx->db, store, &in, ctx->err))
		return false;
	write_result(&in, dry);
	return true;
}
