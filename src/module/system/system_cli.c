/* planverk init, verify, backup, restore, help, version; and the module's tables. */
#include "module/system/system.h"

#include "base/clock.h"
#include "command.h"
#include "db/journal.h"
#include "ui/translate.h"

static bool open_self(struct command_context *ctx, enum db_mode mode)
{
	return db_open(ctx->db_where, mode, command_module_names(ctx->arena, ctx->modules), &ctx->db, ctx->err);
}

static bool run_init(struct command_context *ctx)
{
	if (!open_self(ctx, DB_CREATE))
		return false;
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_string(&j, "database", db_where(ctx->db));
		json_put_string(&j, "engine", db_engine(ctx->db));
		json_put_end(&j);
	} else {
		out_format(ctx->out, "The database %s is ready (%s).\n", db_where(ctx->db), db_engine(ctx->db));
	}
	return true;
}

/* ---- verify ---- */

struct findings {
	struct command_context *ctx;
	const char *what;
	VEC(const char *) list;
};

static void add_problem(void *arg, const char *text)
{
	struct findings *f = arg;
	*VEC_PUSH(f->ctx->arena, &f->list) = arena_printf(f->ctx->arena, "%s: %s", f->what, text);
}

/* Runs all checks; false only where one could not be carried out. */
static bool check_all(struct command_context *ctx, struct findings *f, struct journal_state *journal)
{
	f->what = "database file";
	if (!db_check_integrity(ctx->db, add_problem, f, ctx->err))
		return false;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	if (!c)
		return false;
	bool ok = journal_verify(c, journal, ctx->err);
	f->what = "journal";
	if (ok && journal->bad_row)
		add_problem(f, arena_printf(ctx->arena, "row %lld: %s", (long long)journal->bad_row, journal->problem));
	for (const struct module *const *m = ctx->modules; ok && *m; m++) {
		for (size_t i = 0; ok && i < (*m)->n_verifiers; i++) {
			f->what = (*m)->verifiers[i].what;
			ok = (*m)->verifiers[i].run(c, ctx->arena, add_problem, f, ctx->err);
		}
	}
	db_reader_done(c);
	return ok;
}

static void write_findings(struct command_context *ctx, const struct findings *f, const struct journal_state *s)
{
	if (ctx->json) {
		struct json j = json_to(ctx->out, 0);
		json_put_object(&j, NULL);
		json_put_bool(&j, "ok", f->list.n == 0);
		json_put_i64(&j, "journal_rows", s->rows);
		json_put_i64(&j, "sealed", s->sealed);
		json_put_i64(&j, "erased", s->erased);
		json_put_string(&j, "head", s->head);
		if (s->bad_row)
			json_put_i64(&j, "first_bad_row", s->bad_row);
		json_put_array(&j, "problems");
		for (size_t i = 0; i < f->list.n; i++)
			json_put_string(&j, NULL, f->list.v[i]);
		json_put_end(&j);
		json_put_end(&j);
		return;
	}
	for (size_t i = 0; i < f->list.n; i++)
		out_format(ctx->out, "%s\n", f->list.v[i]);
	out_format(ctx->out, "%lld rows in the journal, %lld sealed, %lld erased. Head: %s\n",
	           (long long)s->rows, (long long)s->sealed, (long long)s->erased, s->head);
	if (f->list.n == 0)
		out_text(ctx->out, "Everything is as it should be.\n");
}

static bool run_verify(struct command_context *ctx)
{
	struct findings f = { .ctx = ctx };
	struct journal_state journal = { 0 };
	bool ok = open_self(ctx, DB_INSPECT) && check_all(ctx, &f, &journal);
	if (ok) {
		write_findings(ctx, &f, &journal);
		const char *head = option(ctx, "head");
		if (f.list.n > 0)
			ok = err_conflict(ctx->err, "The database does not verify: %zu problem%s, the first is %s",
			                  f.list.n, f.list.n == 1 ? "" : "s", f.list.v[0]);
		else if (head && !str_eq(head, journal.head))
			ok = err_conflict(ctx->err, "The head of the journal is not the one given: "
			                  "rows were added since, or the end was cut off");
	}
	return ok;
}

static bool run_backup(struct command_context *ctx)
{
	if (!open_self(ctx, DB_INSPECT) || !db_backup(ctx->db, ctx->args[0], ctx->err))
		return false;
	out_format(ctx->out, "Backup written to %s.\n", ctx->args[0]);
	return true;
}

static bool run_restore(struct command_context *ctx)
{
	if (!db_restore(ctx->db_where, ctx->args[0], option(ctx, "replace") != NULL, ctx->err))
		return false;
	out_text(ctx->out, "Restored. `planverk verify` checks it.\n");
	return true;
}

static bool run_help(struct command_context *ctx)
{
	if (ctx->n_args == 0) {
		command_write_overview(ctx->out, ctx->modules);
		return true;
	}
	int words;
	const struct command *c = command_find(ctx->modules, ctx->args, ctx->n_args, &words);
	if (c && words == ctx->n_args) {
		command_write_help(ctx->out, c);
		return true;
	}
	return err_input(ctx->err, "There is no command \"%s\"; `planverk help` lists them", ctx->args[0]);
}

static bool run_version(struct command_context *ctx)
{
	out_text(ctx->out, "planverk " PLANVERK_VERSION "\n");
	return true;
}

static const struct option verify_options[] = {
	{ "head", "HASH", "the head that an earlier verify printed: fails where the journal does not end with it", 0 },
};

static const struct option restore_options[] = {
	{ "replace", NULL, "overwrite the database that is there", 0 },
};

static const struct option serve_options[] = {
	{ "address", "ADDRESS", "where to listen (127.0.0.1: this machine only)", 0 },
	{ "port", "PORT", "the port (8080; 0 for any free one)", 0 },
	{ "public-url", "URL", "how readers reach it through a proxy: https://plan.example.no", 0 },
	{ "internal", NULL, "show unpublished texts too, and change nothing; on this machine only", 0 },
	{ "workers", "N", "threads that make pages (4)", 0 },
};

static const struct command commands[] = {
	{ "init", "", "Make a new database, or bring an existing one up to date", NULL,
	  NULL, 0, 0, 0, COMMAND_DB_SELF, run_init },
	{ "verify", "", "Check the database: structure, journal, and what the modules keep",
	  "Recomputes the sealed chain of the journal and names the first row that does not fit.\n"
	  "Keep the head that it prints outside the database: given back with --head, it shows that\n"
	  "nothing was cut off at the end.",
	  verify_options, ARRAY_LEN(verify_options), 0, 0, COMMAND_DB_SELF, run_verify },
	{ "backup", "FILE", "Copy the whole database to a new file while others work on",
	  "SQLite: a database file. PostgreSQL: an archive made by pg_dump.",
	  NULL, 0, 1, 1, COMMAND_DB_SELF, run_backup },
	{ "restore", "FILE", "Put a backup in the place of the database", NULL,
	  restore_options, ARRAY_LEN(restore_options), 1, 1, COMMAND_DB_SELF, run_restore },
	{ "serve", "", "Serve the pages to browsers",
	  "Runs until Ctrl-C or SIGTERM, then answers what was asked and ends. Put a reverse proxy\n"
	  "with TLS in front of it where others are to reach it; the proxy sends Host: localhost, and\n"
	  "--public-url tells its address. Who is not logged in sees only what may be published.\n"
	  "Mail that waits is sent beside that (`planverk help notice setup`).\n"
	  "With --internal whoever uses this machine reads everything, and nobody changes anything.",
	  serve_options, ARRAY_LEN(serve_options), 0, 0, COMMAND_DB, system_run_serve },
	{ "help", "[COMMAND]", "Explain the commands, or one of them", NULL,
	  NULL, 0, 0, -1, COMMAND_NO_DB, run_help },
	{ "version", "", "Print the version", NULL, NULL, 0, 0, 0, COMMAND_NO_DB, run_version },
};

static const struct route routes[] = {
	{ "GET", "/healthz", system_healthz, "public", 0, "Answers \"ok\" while the server and its database work" },
	{ "GET", "/robots.txt", system_robots, "public", 0, "What search engines should leave alone" },
};

static const struct personal personal[] = {
	{ "journal_content", "content", "journal",
	  N_("The content is erased and leaves a tombstone; the chain of digests still verifies.") },
};

const struct module system_module = {
	.name = "system",
	.personal = personal,
	.n_personal = ARRAY_LEN(personal),
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
	.routes = routes,
	.n_routes = ARRAY_LEN(routes),
};
