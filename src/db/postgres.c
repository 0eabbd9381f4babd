/*
 * PostgreSQL through libpq. A statement is rewritten once to numbered
 * parameters and prepared at its first run with the types that were bound.
 * Writes run in serializable transactions and are run again after a
 * serialization failure or a deadlock.
 */
#include "db/db_internal.h"
#include "db/journal.h"
#include "db/pg_rewrite.h"

#include "base/str.h"

#include <libpq-fe.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

/* Type numbers of pg_type that never change. */
enum { OID_BYTEA = 17, OID_INT8 = 20, OID_TEXT = 25, OID_FLOAT8 = 701 };

/* The key of the advisory lock that the sealer holds: "PLANVERK" in ASCII. */
#define SEALER_LOCK "5786341866468102731"
#define ATTEMPTS_MAX 12

struct pg_stmt {
	struct arena *arena;  /* for the statement's life */
	struct arena *values_arena; /* for one run's bound values */
	struct pg_rewritten sql;
	char name[24];
	bool prepared;
	Oid types[PG_PARAMETERS_MAX];
	const char *values[PG_PARAMETERS_MAX];
	int lengths[PG_PARAMETERS_MAX], formats[PG_PARAMETERS_MAX];
	bool bound[PG_PARAMETERS_MAX];
	PGresult *result;
	int row;
};

static const char *one_line(char *message)
{
	/* libpq's messages span lines; the first says it. */
	message[strcspn(message, "\n")] = '\0';
	return str_starts(message, "ERROR:  ") ? message + 8 : message;
}

static bool fail(struct err *err, PGconn *pg, const PGresult *result)
{
	const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
	char message[400];
	snprintf(message, sizeof message, "%s", result && state ? PQresultErrorMessage(result) : PQerrorMessage(pg));
	if (state && str_eq(state, "53100"))
		return err_system(err, "The database server's disk is full. Nothing of this change was kept");
	return err_system(err, "PostgreSQL: %s", one_line(message));
}

/* Serialization failure and deadlock: the same again may well succeed. */
static bool may_retry(const PGresult *result)
{
	const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
	return state && (str_eq(state, "40001") || str_eq(state, "40P01"));
}

/* ---- Connections ---- */

static bool pg_execute(void *engine, const char *text, struct err *err)
{
	PGresult *r = PQexec(engine, text);
	ExecStatusType status = PQresultStatus(r);
	bool ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || fail(err, engine, r);
	if (!ok && may_retry(r))
		err->kind = ERR_CONFLICT; /* pg_write() looks for it after COMMIT */
	PQclear(r);
	return ok;
}

static bool pg_connect(struct db *db, bool create, bool read_only, void **engine, struct err *err)
{
	(void)create; /* the server's administrator makes the database; init makes the tables */
	PGconn *pg = PQconnectdb(db->where);
	if (PQstatus(pg) != CONNECTION_OK) {
		char message[400];
		snprintf(message, sizeof message, "%s", PQerrorMessage(pg));
		err_system(err, "Cannot connect to %s: %s", db->shown, one_line(message));
		PQfinish(pg);
		return false;
	}
	bool ok = pg_execute(pg, "SET client_min_messages = warning", err)
	          && pg_execute(pg, "SET client_encoding = 'UTF8'", err)
	          && pg_execute(pg, "SET lock_timeout = '10s'", err)
	          && (!read_only || pg_execute(pg, "SET default_transaction_read_only = on", err));
	if (!ok) {
		PQfinish(pg);
		return false;
	}
	*engine = pg;
	return true;
}

static void pg_disconnect(void *engine)
{
	PQfinish(engine);
}

/* The server has nothing to say to an idle connection but that it ends. */
static bool pg_usable(void *engine)
{
	struct pollfd socket = { .fd = PQsocket(engine), .events = POLLIN };
	return PQstatus(engine) == CONNECTION_OK && poll(&socket, 1, 0) == 0;
}

/* ---- Statements ---- */

static bool pg_prepare(struct db_stmt *st)
{
	struct arena *a = arena_new();
	struct pg_stmt *s = arena_alloc(a, sizeof *s);
	s->arena = a;
	s->values_arena = arena_new();
	st->engine = s;
	/* A connection's statements live as long as it does, so an address is a name. */
	snprintf(s->name, sizeof s->name, "s%p", (void *)st);
	return pg_rewrite(a, st->sql->text, &s->sql)
	       || err_system(&st->err, "%s:%d: more than %d parameters", st->sql->file, st->sql->line, PG_PARAMETERS_MAX);
}

static void pg_unprepare(struct db_stmt *st)
{
	struct pg_stmt *s = st->engine;
	PGconn *pg = st->conn->engine;
	if (!s)
		return;
	PQclear(s->result);
	if (s->prepared && !st->cached && PQtransactionStatus(pg) != PQTRANS_INERROR) {
		char text[48];
		snprintf(text, sizeof text, "DEALLOCATE \"%s\"", s->name);
		PQclear(PQexec(pg, text));
	}
	arena_free(s->values_arena);
	arena_free(s->arena);
}

/* Sets a parameter; a name that the statement does not have is a bug. */
static void bind(struct db_stmt *st, const char *name, Oid type, const char *value, size_t n, bool binary)
{
	struct pg_stmt *s = st->engine;
	int i = 0;
	while (i < s->sql.n && !str_eq(s->sql.names[i], name))
		i++;
	if (i == s->sql.n) {
		err_system(&st->err, "%s:%d: the statement has no parameter %s", st->sql->file, st->sql->line, name);
		return;
	}
	s->types[i] = type;
	s->values[i] = value ? arena_strndup(s->values_arena, value, n) : NULL;
	s->lengths[i] = (int)n;
	s->formats[i] = binary;
	s->bound[i] = true;
}

static void pg_bind_i64(struct db_stmt *st, const char *name, const int64_t *value)
{
	char text[24];
	int n = value ? snprintf(text, sizeof text, "%lld", (long long)*value) : 0;
	bind(st, name, OID_INT8, value ? text : NULL, (size_t)n, false);
}

static void pg_bind_f64(struct db_stmt *st, const char *name, const double *value)
{
	char text[32];
	int n = value ? snprintf(text, sizeof text, "%.17g", *value) : 0;
	bind(st, name, OID_FLOAT8, value ? text : NULL, (size_t)n, false);
}

static void pg_bind_text(struct db_stmt *st, const char *name, const char *value)
{
	bind(st, name, OID_TEXT, value, value ? strlen(value) : 0, false);
}

static void pg_bind_blob(struct db_stmt *st, const char *name, const void *bytes, size_t n)
{
	bind(st, name, OID_BYTEA, bytes, n, true);
}

static bool run(struct db_stmt *st)
{
	struct pg_stmt *s = st->engine;
	PGconn *pg = st->conn->engine;
	for (int i = 0; i < s->sql.n; i++)
		if (!s->bound[i])
			return err_system(&st->err, "%s:%d: parameter %s was not bound", st->sql->file, st->sql->line, s->sql.names[i]);
	if (!s->prepared) {
		PGresult *r = PQprepare(pg, s->name, s->sql.text, s->sql.n, s->types);
		s->prepared = PQresultStatus(r) == PGRES_COMMAND_OK;
		if (!s->prepared)
			fail(&st->err, pg, r);
		PQclear(r);
		if (!s->prepared)
			return false;
	}
	s->result = PQexecPrepared(pg, s->name, s->sql.n, s->values, s->lengths, s->formats, 0);
	s->row = -1;
	ExecStatusType status = PQresultStatus(s->result);
	if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
		return true;
	st->conn->retry = st->conn->retry || may_retry(s->result);
	return fail(&st->err, pg, s->result);
}

static bool pg_step(struct db_stmt *st)
{
	struct pg_stmt *s = st->engine;
	if (!s->result && !run(st))
		return false;
	return ++s->row < PQntuples(s->result);
}

static bool pg_is_null(struct db_stmt *st, int column)
{
	struct pg_stmt *s = st->engine;
	return PQgetisnull(s->result, s->row, column);
}

static const char *value(struct db_stmt *st, int column)
{
	struct pg_stmt *s = st->engine;
	return PQgetvalue(s->result, s->row, column); /* "" for NULL */
}

static int64_t pg_i64(struct db_stmt *st, int column)
{
	return strtoll(value(st, column), NULL, 10);
}

static double pg_f64(struct db_stmt *st, int column)
{
	return strtod(value(st, column), NULL);
}

static char *pg_text(struct db_stmt *st, int column, struct arena *a)
{
	return arena_strdup(a, value(st, column));
}

static void *pg_blob(struct db_stmt *st, int column, struct arena *a, size_t *n)
{
	unsigned char *bytes = PQunescapeBytea((const unsigned char *)value(st, column), n);
	if (!bytes)
		out_of_memory();
	void *copy = arena_alloc(a, *n);
	memcpy(copy, bytes, *n);
	PQfreemem(bytes);
	return copy;
}

static int64_t pg_changed(struct db_stmt *st)
{
	struct pg_stmt *s = st->engine;
	return strtoll(PQcmdTuples(s->result), NULL, 10);
}

static void pg_reset(struct db_stmt *st)
{
	struct pg_stmt *s = st->engine;
	if (!s)
		return;
	PQclear(s->result);
	s->result = NULL;
	memset(s->bound, 0, sizeof s->bound);
	arena_reset(s->values_arena);
}

/* ---- Writing ---- */

/* A transaction whose commit failed has ended already: the server would only warn. */
static void rollback(struct db_conn *c)
{
	struct err ignored = { 0 };
	if (PQtransactionStatus(c->engine) != PQTRANS_IDLE)
		pg_execute(c->engine, "ROLLBACK", &ignored);
}

/* After a commit, under the sealer's lock: by the time it is ours, another writer has
 * often sealed our rows together with its own. */
static bool seal(struct db_conn *c, struct err *err)
{
	bool ok = pg_execute(c->engine, "BEGIN", err)
	          && pg_execute(c->engine, "SELECT pg_advisory_xact_lock(" SEALER_LOCK ")", err)
	          && journal_seal(c, err)
	          && pg_execute(c->engine, "COMMIT", err);
	if (!ok)
		rollback(c);
	return ok;
}

/* One attempt; *again tells whether it is worth another one. */
static bool attempt(struct db_conn *c, db_write_fn *fn, void *arg, bool *again, struct err *err)
{
	struct err commit_err = { 0 };
	c->retry = false;
	if (!pg_execute(c->engine, "BEGIN ISOLATION LEVEL SERIALIZABLE", err))
		return false;
	if (db_call(c, fn, arg, err)) {
		if (pg_execute(c->engine, "COMMIT", &commit_err))
			return true;
		c->retry = commit_err.kind == ERR_CONFLICT;
		*err = commit_err;
	}
	rollback(c);
	*again = c->retry;
	return false;
}

static bool pg_write(struct db *db, db_write_fn *fn, void *arg, struct err *err)
{
	struct db_conn *c = db_conn_take(db, true, err);
	if (!c)
		return false;
	bool ok = false, again = true;
	for (int i = 0; i < ATTEMPTS_MAX && !ok && again; i++) {
		if (i > 0) {
			err_clear(err);
			usleep((useconds_t)(1000 << (i < 8 ? i : 8)));
		}
		again = false;
		ok = attempt(c, fn, arg, &again, err);
	}
	if (ok) {
		/* The change is committed; rows that could not be sealed now are sealed by the next writer. */
		struct err ignored = { 0 };
		seal(c, &ignored);
		db_committed(db);
	}
	if (PQstatus(c->engine) == CONNECTION_OK)
		db_conn_give(c, true);
	else
		db_conn_close(c);
	return ok;
}

/* A connection beside tx: the lock on id_state is then held for an instant, not until tx commits. */
static struct db_conn *pg_id_connection(struct db_conn *tx)
{
	struct err ignored = { 0 };
	return db_conn_take(tx->db, true, &ignored);
}

static void pg_id_connection_done(struct db_conn *c)
{
	if (c)
		db_conn_give(c, true);
}

/* The length of the chain: identifiers of two programs do not grow in the order of their
 * commits, and every commit that matters is sealed right after it. */
static bool pg_foreign_version(struct db *db, int64_t *version)
{
	struct err ignored = { 0 };
	return db_get_i64(db->watcher, SQL("SELECT coalesce(max(seq), 0) FROM journal"), version, &ignored);
}

/* The server checks its own files (data checksums) and constraints. */
static bool pg_check_integrity(struct db *db, void (*problem)(void *, const char *), void *arg, struct err *err)
{
	(void)problem;
	(void)arg;
	struct db_conn *c = db_conn_take(db, false, err);
	if (c)
		db_conn_give(c, false);
	return c != NULL;
}

static void pg_stop(struct db *db)
{
	(void)db; /* there is no thread to end */
}

const struct db_engine db_engine_postgres = {
	.name = "postgresql",
	.connect = pg_connect,
	.disconnect = pg_disconnect,
	.usable = pg_usable,
	.execute = pg_execute,
	.begin_read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
	/* The advisory lock makes programs that start at once migrate one after the other. */
	.begin_migration = "BEGIN; SELECT pg_advisory_xact_lock(" SEALER_LOCK ")",
	.blob_type = "BYTEA",
	.text_type = "TEXT COLLATE \"C\"",
	.prepare = pg_prepare,
	.unprepare = pg_unprepare,
	.bind_i64 = pg_bind_i64,
	.bind_f64 = pg_bind_f64,
	.bind_text = pg_bind_text,
	.bind_blob = pg_bind_blob,
	.step = pg_step,
	.is_null = pg_is_null,
	.i64 = pg_i64,
	.f64 = pg_f64,
	.text = pg_text,
	.blob = pg_blob,
	.changed = pg_changed,
	.reset = pg_reset,
	.write = pg_write,
	.id_connection = pg_id_connection,
	.id_connection_done = pg_id_connection_done,
	.foreign_version = pg_foreign_version,
	.check_integrity = pg_check_integrity,
	.backup = pg_backup,
	.restore = pg_restore,
	.stop = pg_stop,
};
