/* planverk event import, event attendance, event list. */
#include "base/clock.h"
#include "base/str.h"
#include "db/journal.h"
#include "format/columns.h"
#include "module/event/event_internal.h"
#include "module/organisation/organisation.h"
#include "module/plan/plan.h"
#include "ui/translate.h"

/* What both imports share: the plan, the file's table, and what is to be stored. */
struct import {
	struct command_context *ctx;
	struct arena *arena;
	struct plan plan;
	struct table table;
	struct event *events;
	struct { int64_t event_id; const char *organisation; int64_t persons; } *rows;
	size_t n;
	const char *action;
};

static bool begin(struct command_context *ctx, struct import *import, const struct field *fields, size_t n,
                  long *column)
{
	import->ctx = ctx;
	import->arena = ctx->arena;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &import->plan, ctx->err);
	db_reader_done(c);
	return ok && (table_read(ctx->arena, ctx->args[1], NULL, &import->table, ctx->err)
	              && columns_resolve(ctx->arena, &import->table, fields, n, option(ctx, "map"), column, NULL, ctx->err)
	              ? true : err_at(ctx->err, ctx->args[1], 0, 0));
}

static bool record(struct db_conn *tx, struct import *import, struct err *err)
{
	struct out content = out_memory(import->arena);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_string(&j, "source", path_base(import->ctx->args[1]));
	json_put_i64(&j, "rows", (int64_t)import->n);
	json_put_end(&j);
	return journal_write(tx, import->action, import->plan.id, out_string(&content), err);
}

static bool finish(struct import *import, db_write_fn *store, const char *what)
{
	struct command_context *ctx = import->ctx;
	bool dry = option(ctx, "dry-run") != NULL;
	if (!dry && !db_write(ctx->db, store, import, ctx->err))
		return false;
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_i64(&j, "rows", (int64_t)import->n);
		json_put_bool(&j, "dry_run", dry);
		json_put_end(&j);
	} else if (dry) {
		out_format(ctx->out, "%zu %s can be read. Nothing was imported (--dry-run).\n", import->n, what);
	} else {
		out_format(ctx->out, "%zu %s imported.\n", import->n, what);
	}
	return true;
}

/* ---- event import ---- */

static const struct field event_fields[] = {
	{ "id", "kode|code|nr", true },
	{ "kind", "type|slag", false },
	{ "name", "navn|namn|tittel|title", true },
	{ "date", "dato", false },
	{ "place", "sted|stad|lokale", false },
	{ "attendance", "deltakere|deltakarar|oppmøte|participants", false },
};
enum { ID, KIND, NAME, DATE, PLACE, ATTENDANCE };

static const char *kind_code(const char *text)
{
	for (size_t i = 0; i < event_kinds_len; i++)
		for (enum lang lang = LANG_NB; lang <= LANG_EN; lang++)
			if (strcasecmp(text, event_kinds[i].code) == 0
			    || strcasecmp(text, tr_name_lang(lang, event_kinds[i].name)) == 0)
				return event_kinds[i].code;
	return *text ? NULL : "workshop";
}

static bool read_event(struct import *import, size_t row, const long *column, struct event *e, struct err *err)
{
	struct arena *a = import->arena;
	const char *cell[ARRAY_LEN(event_fields)];
	for (size_t f = 0; f < ARRAY_LEN(event_fields); f++)
		cell[f] = columns_cell(a, &import->table, row, column[f]);
	struct date date = { 0 };
	*e = (struct event){ .code = cell[ID], .kind = kind_code(cell[KIND]), .name = cell[NAME],
	                     .place = cell[PLACE], .attendance = -1 };
	if (!*e->code || !*e->name)
		return err_input(err, "an event needs both an id and a name");
	if (!e->kind)
		return err_input(err, "there is no kind of event \"%s\"; use workshop, group_meeting, working_group, "
		                 "gathering or digital_meeting", cell[KIND]);
	if (*cell[DATE] && !date_parse(cell[DATE], &date))
		return err_input(err, "\"%s\" is no date; write it as 2025-11-07 or 07.11.2025", cell[DATE]);
	if (*cell[ATTENDANCE] && (!str_to_i64(cell[ATTENDANCE], &e->attendance) || e->attendance < 0))
		return err_input(err, "\"%s\" is no number of persons", cell[ATTENDANCE]);
	e->held_on = date_iso(a, date);
	return true;
}

static bool store_events(struct db_conn *tx, void *arg, struct err *err)
{
	struct import *import = arg;
	for (size_t i = 0; i < import->n; i++)
		if (!event_put(tx, import->plan.id, &import->events[i], err))
			return false;
	return record(tx, import, err);
}

static bool run_import(struct command_context *ctx)
{
	struct import import = { .action = "event.import" };
	long column[ARRAY_LEN(event_fields)];
	if (!begin(ctx, &import, event_fields, ARRAY_LEN(event_fields), column))
		return false;
	import.events = arena_array(ctx->arena, import.table.n_rows, sizeof *import.events);
	for (; import.n < import.table.n_rows; import.n++)
		if (!read_event(&import, import.n, column, &import.events[import.n], ctx->err))
			return err_at(ctx->err, ctx->args[1], import.table.rows[import.n].line, 0);
	return finish(&import, store_events, "events");
}

/* ---- event attendance ---- */

static const struct field attendance_fields[] = {
	{ "event", "arrangement|samling|hendelse", true },
	{ "organisation", "organisasjon|virksomhet|verksemd", true },
	{ "persons", "personer|personar|antall|tal|deltakere", false },
};
enum { EVENT, ORGANISATION, PERSONS };

static bool store_attendance(struct db_conn *tx, void *arg, struct err *err)
{
	struct import *import = arg;
	for (size_t i = 0; i < import->n; i++) {
		int64_t organisation;
		if (!organisation_named(tx, import->arena, import->rows[i].organisation, &organisation, err)
		    || !event_attendance_put(tx, import->rows[i].event_id, organisation, import->rows[i].persons, err))
			return false;
	}
	return record(tx, import, err);
}

static bool read_attendance(struct import *import, const struct event *events, size_t n_events, const long *column,
                            struct err *err)
{
	size_t row = import->n;
	const char *event = columns_cell(import->arena, &import->table, row, column[EVENT]);
	const char *persons = columns_cell(import->arena, &import->table, row, column[PERSONS]);
	import->rows[row].organisation = columns_cell(import->arena, &import->table, row, column[ORGANISATION]);
	import->rows[row].persons = 1;
	for (size_t i = 0; i < n_events; i++)
		if (str_eq(events[i].code, event) || str_eq(events[i].name, event))
			import->rows[row].event_id = events[i].id;
	if (!import->rows[row].event_id)
		return err_input(err, "the plan has no event \"%s\"; import it first with `planverk event import`", event);
	if (!*import->rows[row].organisation)
		return err_input(err, "the row names no organisation");
	if (*persons && (!str_to_i64(persons, &import->rows[row].persons) || import->rows[row].persons < 1))
		return err_input(err, "\"%s\" is no number of persons", persons);
	return true;
}

static bool run_attendance(struct command_context *ctx)
{
	struct import import = { .action = "event.attendance" };
	long column[ARRAY_LEN(attendance_fields)];
	struct event *events;
	size_t n_events;
	if (!begin(ctx, &import, attendance_fields, ARRAY_LEN(attendance_fields), column))
		return false;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && event_list(c, ctx->arena, import.plan.id, &events, &n_events, ctx->err);
	db_reader_done(c);
	if (!ok)
		return false;
	import.rows = arena_array(ctx->arena, import.table.n_rows, sizeof *import.rows);
	for (; import.n < import.table.n_rows; import.n++)
		if (!read_attendance(&import, events, n_events, column, ctx->err))
			return err_at(ctx->err, ctx->args[1], import.table.rows[import.n].line, 0);
	return finish(&import, store_attendance, "rows of attendance");
}

/* ---- event list ---- */

static bool run_list(struct command_context *ctx)
{
	struct plan plan;
	struct event *list = NULL;
	size_t n = 0;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err)
	          && event_list(c, ctx->arena, plan.id, &list, &n, ctx->err);
	db_reader_done(c);
	struct json j = json_to(ctx->out, 2);
	if (ok && ctx->json)
		json_put_array(&j, NULL);
	for (size_t i = 0; ok && i < n; i++) {
		const struct event *e = &list[i];
		if (!ctx->json) {
			out_format(ctx->out, "%s\t%s\t%s\t%s\n", e->code, e->held_on, tr_name_lang(LANG_EN, event_kind_name(e->kind)), e->name);
			continue;
		}
		json_put_object(&j, NULL);
		json_put_string(&j, "id", e->code);
		json_put_string(&j, "kind", e->kind);
		json_put_string(&j, "name", e->name);
		json_put_string(&j, "date", e->held_on);
		json_put_string(&j, "place", e->place);
		if (e->attendance >= 0)
			json_put_i64(&j, "attendance", e->attendance);
		json_put_end(&j);
	}
	if (ok && ctx->json)
		json_put_end(&j);
	else if (ok && n == 0)
		out_text(ctx->out, "The plan has no events yet; `planverk event import PLAN FILE` reads them.\n");
	return ok;
}

static const struct option import_options[] = {
	{ "map", "MAP", "which column is what: id=Nr,name=Navn,…", 0 },
	{ "dry-run", NULL, "read and check, but keep nothing", 0 },
};

static const struct command commands[] = {
	{ "event import", "PLAN FILE", "Read a plan's events (CSV, XLSX, JSONL)",
	  "Columns: id, kind, name, date, place, attendance. An event with an id that the plan has\n"
	  "already gets the values of the file. Kinds: workshop, group_meeting, working_group,\n"
	  "gathering, digital_meeting.",
	  import_options, ARRAY_LEN(import_options), 2, 2, COMMAND_DB, run_import },
	{ "event attendance", "PLAN FILE", "Read who was there: event, organisation, persons",
	  "The event is named by its id or name. Without a number of persons a row counts for one.",
	  import_options, ARRAY_LEN(import_options), 2, 2, COMMAND_DB, run_attendance },
	{ "event list", "PLAN", "List a plan's events", NULL, NULL, 0, 1, 1, COMMAND_DB, run_list },
};

const struct module event_module = {
	.name = "event",
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
};
