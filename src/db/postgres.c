/*
 * PostgreSQL through libpq. A statement is rewritten once to numbered
 * parameters and prepared at its first run with the types that were bound.
 * Writes run in serializable transactions and are run again after a
 * serialization failure or a deadlock.
 */
#include "db/pg_internal.h"

#include "db/journal.h"

#include "base/str.h"

#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

/* The key of the advisory lock that the sealer holds: "PLANVERK" in ASCII. */
#define SEALER_LOCK "5786341866468102731"
#define ATTEMPTS_MAX 12

static const char *one_line(char *message)
{
	/* libpq's messages span lines; the first says it. */
	message[strcspn(message, "\n")] = '\0';
	return str_starts(message, "ERROR:  ") ? message + 8 : message;
}

bool pg_fail(struct err *err, PGconn *pg, const PGresult *result)
{
	const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
	char message[400];
	snprintf(message, sizeof message, "%s", result && state ? PQresultErrorMessage(result) : PQerrorMessage(pg));
	if (state && str_eq(state, "53100"))
		return err_system(err, "The database server's disk is full. Nothing of this change was kept");
	return err_system(err, "PostgreSQL: %s", one_line(message));
}

bool pg_may_retry(const PGresult *result)
{
	const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
	return state && (str_eq(state, "40001") || str_eq(state, "40P01"));
}

/* ---- Connections ---- */

static bool execute(PGconn *pg, const char *text, struct err *err)
{
	PGresult *r = PQexec(pg, text);
	ExecStatusType status = PQresultStatus(r);
	bool ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || pg_fail(err, pg, r);
	if (!ok && pg_may_retry(r))
		err->kind = ERR_CONFLICT; /* attempt() looks for it after COMMIT */
	PQclear(r);
	return ok;
}

static bool pg_execute(void *engine, const char *text, struct err *err)
{
	struct pg_link *link = engine;
	if (pg_pipeline_drain(link))
		return execute(link->pg, text, err);
	*err = link->failure;
	if (link->retry)
		err->kind = ERR_CONFLICT;
	return false;
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
	bool ok = execute(pg, "SET client_min_messages = warning", err)
	          && execute(pg, "SET client_encoding = 'UTF8'", err)
	          && execute(pg, "SET lock_timeout = '10s'", err)
	          && (!read_only || execute(pg, "SET default_transaction_read_only = on", err));
	if (!ok) {
		PQfinish(pg);
		return false;
	}
	struct pg_link *link = calloc(1, sizeof *link);
	if (!link)
		out_of_memory();
	link->pg = pg;
	*engine = link;
	return true;
}

static void pg_disconnect(void *engine)
{
	struct pg_link *link = engine;
	PQfinish(link->pg);
	free(link);
}

/* The server has nothing to say to an idle connection but that it ends. */
static bool pg_usable(void *engine)
{
	const struct pg_link *link = engine;
	struct pollfd socket = { .fd = PQsocket(link->pg), .events = POLLIN };
	return PQstatus(link->pg) == CONNECTION_OK && poll(&socket, 1, 0) == 0;
}

/* ---- Writing ---- */

/* A transaction whose commit failed has ended already: the server would only warn. */
static void rollback(struct db_conn *c)
{
	struct err ignored = { 0 };
	pg_pipeline_end(c->engine);
	if (PQtransactionStatus(pg_of(c)) != PQTRANS_IDLE)
		pg_execute(c->engine, "ROLLBACK", &ignored);
}

/* After a commit, under the sealer's lock: by the time it is ours, another writer has
 * often sealed our rows together with its own. */
static bool seal(struct db_conn *c, struct err *err)
{
	pg_pipeline_begin(c->engine);
	bool ok = pg_execute(c->engine, "BEGIN", err)
	          && pg_execute(c->engine, "SELECT pg_advisory_xact_lock(" SEALER_LOCK ")", err)
	          && journal_seal(c, err)
	          && pg_execute(c->engine, "COMMIT", err);
	if (!ok)
		rollback(c);
	pg_pipeline_end(c->engine);
	return ok;
}

/* One attempt; *again tells whether it is worth another one. */
static bool attempt(struct db_conn *c, db_write_fn *fn, void *arg, bool *again, struct err *err)
{
	struct err commit_err = { 0 };
	c->retry = false;
	if (!pg_execute(c->engine, "BEGIN ISOLATION LEVEL SERIALIZABLE", err))
		return false;
	pg_pipeline_begin(c->engine);
	if (db_call(c, fn, arg, err)) {
		if (pg_execute(c->engine, "COMMIT", &commit_err)) {
			pg_pipeline_end(c->engine);
			return true;
		}
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
	if (PQstatus(pg_of(c)) == CONNECTION_OK)
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
	.defer = pg_defer,
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
