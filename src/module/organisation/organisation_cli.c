/* planverk organisation import, organisation list. */
#include "base/str.h"
#include "db/journal.h"
#include "format/columns.h"
#include "module/organisation/organisation_internal.h"
#include "ui/translate.h"

static const struct field fields[] = {
	{ "name", "navn|namn|organisasjon|virksomhet|organisation", true },
	{ "kind", "type|slag|organisasjonstype", false },
	{ "area", "område|kommune|municipality", false },
	{ "sector", "sektor|bransje|næring", false },
};
enum { NAME, KIND, AREA, SECTOR };

/* A kind by its code or by one of its names in any of the three languages; NULL where unknown. */
static const char *kind_code(const char *text)
{
	for (size_t i = 0; i < organisation_kinds_len; i++) {
		const struct organisation_kind *k = &organisation_kinds[i];
		if (strcasecmp(text, k->code) == 0)
			return k->code;
		for (enum lang lang = LANG_NB; lang <= LANG_EN; lang++)
			if (strcasecmp(text, tr_name_lang(lang, k->name)) == 0)
				return k->code;
	}
	return *text ? NULL : "";
}

static const char *known_kinds(struct arena *a)
{
	struct out o = out_memory(a);
	for (size_t i = 0; i < organisation_kinds_len; i++)
		out_format(&o, "%s%s", i ? ", " : "", organisation_kinds[i].code);
	return out_string(&o);
}

struct import {
	struct arena *arena;
	const char *file;
	struct organisation *list;
	size_t n;
	int64_t count[3]; /* by enum organisation_change */
};

static bool read_rows(struct command_context *ctx, struct import *import)
{
	struct table t;
	long column[ARRAY_LEN(fields)];
	if (!table_read(ctx->arena, import->file, NULL, &t, ctx->err)
	    || !columns_resolve(ctx->arena, &t, fields, ARRAY_LEN(fields), option(ctx, "map"), column, NULL, ctx->err))
		return err_at(ctx->err, import->file, 0, 0);
	import->list = arena_array(ctx->arena, t.n_rows, sizeof *import->list);
	for (size_t i = 0; i < t.n_rows; i++) {
		struct organisation *o = &import->list[import->n++];
		const char *kind = columns_cell(ctx->arena, &t, i, column[KIND]);
		o->name = columns_cell(ctx->arena, &t, i, column[NAME]);
		o->kind = kind_code(kind);
		o->area = columns_cell(ctx->arena, &t, i, column[AREA]);
		o->sector = columns_cell(ctx->arena, &t, i, column[SECTOR]);
		if (!*o->name)
			err_input(ctx->err, "the row has no name; fill it in or remove the row");
		else if (!o->kind)
			err_input(ctx->err, "there is no kind of organisation \"%s\"; use one of %s",
			          kind, known_kinds(ctx->arena));
		if (ctx->err->kind)
			return err_at(ctx->err, import->file, t.rows[i].line, 0);
	}
	return true;
}

static bool store(struct db_conn *tx, void *arg, struct err *err)
{
	struct import *import = arg;
	memset(import->count, 0, sizeof import->count);
	for (size_t i = 0; i < import->n; i++) {
		enum organisation_change change;
		if (!organisation_put(tx, import->arena, &import->list[i], &change, err))
			return false;
		import->count[change]++;
	}
	if (import->count[ORGANISATION_ADDED] + import->count[ORGANISATION_CHANGED] == 0)
		return true;
	struct out content = out_memory(import->arena);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_string(&j, "source", path_base(import->file));
	json_put_i64(&j, "added", import->count[ORGANISATION_ADDED]);
	json_put_i64(&j, "changed", import->count[ORGANISATION_CHANGED]);
	json_put_end(&j);
	return journal_write(tx, "organisation.import", 0, out_string(&content), err);
}

static bool run_import(struct command_context *ctx)
{
	struct import import = { .arena = ctx->arena, .file = ctx->args[0] };
	if (!read_rows(ctx, &import))
		return false;
	if (!option(ctx, "dry-run") && !db_write(ctx->db, store, &import, ctx->err))
		return false;
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_i64(&j, "rows", (int64_t)import.n);
		json_put_i64(&j, "added", import.count[ORGANISATION_ADDED]);
		json_put_i64(&j, "changed", import.count[ORGANISATION_CHANGED]);
		json_put_end(&j);
	} else if (option(ctx, "dry-run")) {
		out_format(ctx->out, "%zu organisations can be read. Nothing was imported (--dry-run).\n", import.n);
	} else {
		out_format(ctx->out, "%lld organisations added, %lld changed, %lld were there already.\n",
		           (long long)import.count[ORGANISATION_ADDED], (long long)import.count[ORGANISATION_CHANGED],
		           (long long)import.count[ORGANISATION_SAME]);
	}
	return true;
}

static bool run_list(struct command_context *ctx)
{
	struct organisation *list;
	size_t n;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && organisation_list(c, ctx->arena, &list, &n, ctx->err);
	db_reader_done(c);
	if (!ok)
		return false;
	if (!ctx->json && n == 0)
		out_text(ctx->out, "There are no organisations yet; `planverk organisation import FILE` reads a register.\n");
	struct json j = json_to(ctx->out, 2);
	if (ctx->json)
		json_put_array(&j, NULL);
	for (size_t i = 0; i < n; i++) {
		if (!ctx->json) {
			out_format(ctx->out, "%s\t%s\t%s\t%s\n", list[i].name,
			           tr_name_lang(LANG_EN, organisation_kind_name(list[i].kind)), list[i].area, list[i].sector);
			continue;
		}
		json_put_object(&j, NULL);
		json_put_string(&j, "name", list[i].name);
		json_put_string(&j, "kind", list[i].kind);
		json_put_string(&j, "area", list[i].area);
		json_put_string(&j, "sector", list[i].sector);
		json_put_end(&j);
	}
	if (ctx->json)
		json_put_end(&j);
	return true;
}

static const struct option import_options[] = {
	{ "map", "MAP", "which column is what: name=Virksomhet,kind=Type,…", 0 },
	{ "dry-run", NULL, "read and check, but keep nothing", 0 },
};

static const struct command commands[] = {
	{ "organisation import", "FILE", "Read a register of organisations (CSV, XLSX, JSONL)",
	  "Columns: name, kind, area, sector. An organisation that is there already gets the kind,\n"
	  "area and sector of the file. Kinds: municipality, county, state_body, business,\n"
	  "business_association, cluster, education, research, startup_community, investor, union,\n"
	  "council, resident; their names in bokmål, nynorsk and English are understood too.",
	  import_options, ARRAY_LEN(import_options), 1, 1, COMMAND_DB, run_import },
	{ "organisation list", "", "List the organisations", NULL, NULL, 0, 0, 0, COMMAND_DB, run_list },
};

static const struct personal personal[] = {
	{ "organisation", "name", "statement",
	  N_("A resident's name is replaced by a number.") },
};

const struct module organisation_module = {
	.name = "organisation",
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
};
