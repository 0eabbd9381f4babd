/* planverk contribution import: rows of a table, a spreadsheet or a list into contributions. */
#include "module/contribution/contribution_internal.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/out.h"
#include "base/utf8.h"
#include "format/columns.h"

#define FILE_MAX ((size_t)256 << 20)

static const struct field fields[] = {
	{ "text", "tekst|innspill|innspel|kommentar|forslag|contribution|comment", true },
	{ "id", "nr|nummer|ref|referanse", false },
	{ "event", "arrangement|samling|workshop|hendelse|møte", false },
	{ "group", "gruppe|faggruppe|arbeidsgruppe", false },
	{ "organisation", "organisasjon|virksomhet|verksemd|avsender", false },
	{ "topic", "tema|emne|heading|overskrift", false },
	{ "language", "språk|målform", false },
	{ "date", "dato", false },
	{ "publish", "publiser|publisering|offentlig|kanpubliseres|samtykke", false },
};
enum { TEXT, ID, EVENT, GROUP, ORGANISATION, TOPIC, LANGUAGE, DATE, PUBLISH };

struct import {
	struct command_context *ctx;
	struct plan plan;
	struct plan_source source;
	struct digest digest;
	struct table table;
	long column[ARRAY_LEN(fields)];
	const char *unused; /* columns that no field takes */
	struct contribution_row *rows;
	size_t n;
	bool publish; /* where a row does not say */
	struct contribution_added result;
};

struct plan_source contribution_source(const char *path, const struct digest *digest)
{
	return (struct plan_source){ path_base(path), digest->byte };
}

bool contribution_parse_permission(const char *text, bool *publish)
{
	static const char *const yes[] = { "yes", "ja", "true", "1", "x" };
	static const char *const no[] = { "no", "nei", "false", "0" };
	for (size_t i = 0; i < ARRAY_LEN(yes); i++)
		if (strcasecmp(text, yes[i]) == 0)
			return *publish = true;
	for (size_t i = 0; i < ARRAY_LEN(no); i++) {
		if (strcasecmp(text, no[i]) == 0) {
			*publish = false;
			return true;
		}
	}
	return false;
}

/* A language as people write it, as its code; NULL where it is not one we know. */
static const char *language_code(struct arena *a, const char *text)
{
	static const char *const names[][2] = {
		{ "bokmål", "nb" }, { "norsk bokmål", "nb" }, { "nynorsk", "nn" }, { "engelsk", "en" },
		{ "english", "en" }, { "dansk", "da" }, { "svensk", "sv" }, { "samisk", "se" },
	};
	const char *folded = utf8_fold(a, span_of(text));
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_eq(folded, names[i][0]))
			return names[i][1];
	size_t n = strlen(folded);
	return n == 0 || ((n == 2 || n == 3) && strspn(folded, "abcdefghijklmnopqrstuvwxyz") == n) ? folded : NULL;
}

static bool read_row(struct import *in, size_t i, struct err *err)
{
	struct arena *a = in->ctx->arena;
	const char *cell[ARRAY_LEN(fields)];
	for (size_t f = 0; f < ARRAY_LEN(fields); f++)
		cell[f] = columns_cell(a, &in->table, i, in->column[f]);
	struct date date = { 0 };
	bool publish = in->publish;
	const char *language = language_code(a, cell[LANGUAGE]);
	if (!*cell[TEXT])
		return err_input(err, "the row has no text; fill it in or remove the row");
	if (*cell[DATE] && !date_parse(cell[DATE], &date))
		return err_input(err, "\"%s\" is no date; write it as 2025-11-07 or 07.11.2025", cell[DATE]);
	if (!language)
		return err_input(err, "\"%s\" is no language; use nb, nn, en or leave it empty", cell[LANGUAGE]);
	if (*cell[PUBLISH] && !contribution_parse_permission(cell[PUBLISH], &publish))
		return err_input(err, "\"%s\" does not say whether the text may be published; use yes or no", cell[PUBLISH]);
	in->rows[i] = (struct contribution_row){
		.text = cell[TEXT], .ref = cell[ID], .organisation = cell[ORGANISATION], .language = language,
		.event = str_or(cell[EVENT], str_or(option(in->ctx, "event"), "")),
		.group = str_or(cell[GROUP], str_or(option(in->ctx, "group"), "")),
		.topic = str_or(cell[TOPIC], str_or(option(in->ctx, "topic"), "")),
		.said_on = date_iso(a, date), .publish = publish, .line = in->table.rows[i].line,
	};
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
	    || !columns_resolve(ctx->arena, &in->table, fields, ARRAY_LEN(fields), option(ctx, "map"),
	                        in->column, &in->unused, ctx->err))
		return err_at(ctx->err, path, 0, 0);
	in->digest = digest_of(bytes.s, bytes.n);
	in->source = contribution_source(path, &in->digest);
	in->n = in->table.n_rows;
	in->rows = arena_array(ctx->arena, in->n, sizeof *in->rows);
	struct progress p = progress_begin("Reading", !ctx->quiet);
	for (size_t i = 0; i < in->n; i++) {
		progress_update(&p, (int64_t)i, (int64_t)in->n);
		if (!read_row(in, i, ctx->err)) {
			progress_end(&p);
			return err_at(ctx->err, path, in->table.rows[i].line, 0);
		}
	}
	progress_end(&p);
	return true;
}

static bool store(struct db_conn *tx, void *arg, struct err *err)
{
	struct import *in = arg;
	return contribution_add(tx, in->ctx->arena, in->plan.id, &in->source, in->rows, in->n, &in->result, err);
}

/* A dry run stores everything and then takes it back, so that it meets the same errors. */
static bool store_and_take_back(struct db_conn *tx, void *arg, struct err *err)
{
	return store(tx, arg, err) && err_set(err, ERR_NONE, "taken back");
}

static size_t publishable(const struct import *in)
{
	size_t n = 0;
	for (size_t i = 0; i < in->n; i++)
		n += in->rows[i].publish;
	return n;
}

static void write_mapping(struct import *in)
{
	for (size_t f = 0; f < ARRAY_LEN(fields); f++)
		if (in->column[f] >= 0)
			out_format(in->ctx->out, "  %s is read from the column \"%s\"\n", fields[f].name,
			           in->table.columns[in->column[f]]);
	if (*in->unused)
		out_format(in->ctx->out, "  left alone: %s\n", in->unused);
}

static void write_result(struct import *in, bool dry)
{
	struct command_context *ctx = in->ctx;
	const struct contribution_added *r = &in->result;
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_i64(&j, "plan", in->plan.id);
		json_put_i64(&j, "rows", (int64_t)in->n);
		json_put_i64(&j, "added", r->added);
		json_put_i64(&j, "known", r->known);
		json_put_i64(&j, "new_organisations", r->organisations);
		json_put_i64(&j, "publishable", (int64_t)publishable(in));
		json_put_bool(&j, "same_file", r->same_file);
		json_put_bool(&j, "dry_run", dry);
		json_put_end(&j);
		return;
	}
	if (r->same_file) {
		out_format(ctx->out, "This very file was imported before; nothing was added.\n");
		return;
	}
	write_mapping(in);
	out_format(ctx->out, "%lld contributions %s, %lld were there already, %lld organisations are new.\n",
	           (long long)r->added, dry ? "would be added (--dry-run: nothing was kept)" : "added",
	           (long long)r->known, (long long)r->organisations);
	size_t hidden = in->n - publishable(in);
	if (hidden)
		out_format(ctx->out, "%zu of %zu may not be published and are shown to planners only "
		           "(a column \"publish\" or --publish yes gives the permission).\n", hidden, in->n);
}

bool contribution_run_import(struct command_context *ctx)
{
	struct import in = { .ctx = ctx };
	const char *publish = option(ctx, "publish");
	if (publish && !contribution_parse_permission(publish, &in.publish))
		return err_input(ctx->err, "--publish must be yes or no, not \"%s\"", publish);
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &in.plan, ctx->err);
	db_reader_done(c);
	if (!ok || !read_file(&in))
		return false;
	bool dry = option(ctx, "dry-run") != NULL;
	if (!db_write(ctx->db, dry ? store_and_take_back : store, &in, ctx->err) && (!dry || ctx->err->kind))
		return false;
	write_result(&in, dry);
	return true;
}
