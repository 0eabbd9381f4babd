/*
 * SQLite: readers in WAL mode beside one writer thread.
 *
 * Writes are queued. The writer takes all that are queued, runs each in a
 * savepoint of one transaction, seals the journal and commits: one wait for the
 * disk for many writes. A caller waits until its own write is durable.
 */
#include "db/sqlite_internal.h"

#include "db/journal.h"

#include "base/str.h"

#include <semaphore.h>
#include <stdlib.h>
#include <unistd.h>

bool sqlite_fail(struct err *err, sqlite3 *s, const char *what)
{
	int code = sqlite3_errcode(s);
	if (code == SQLITE_FULL)
		return err_system(err, "The disk is full. Nothing of this change was kept; free some space and try again");
	if (code == SQLITE_BUSY)
		return err_system(err, "Another process has been writing for %d seconds; try again when it is done",
		                  BUSY_TIMEOUT_MS / 1000);
	if (code == SQLITE_READONLY || code == SQLITE_CANTOPEN)
		return err_system(err, "The database cannot be written (%s); check the folder's permissions", sqlite3_errmsg(s));
	if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT)
		return err_system(err, "The file is not a sound SQLite database (%s); restore a backup", sqlite3_errmsg(s));
	return err_system(err, "%s: %s", what, sqlite3_errmsg(s));
}

/* ---- Connections ---- */

static bool sqlite_execute(void *engine, const char *text, struct err *err)
{
	return sqlite3_exec(engine, text, NULL, NULL, NULL) == SQLITE_OK || sqlite_fail(err, engine, "Database");
}

/* Whether the file has our tables; another program's database is left as it is. */
static bool is_ours(sqlite3 *s, bool *ours)
{
	int code = sqlite3_exec(s, "SELECT name FROM schema_migration LIMIT 1", NULL, NULL, NULL);
	*ours = code == SQLITE_OK;
	return code == SQLITE_OK || code == SQLITE_ERROR; /* an error: there is no such table */
}

/* While another program changes the mode, SQLite answers "busy" at once, whatever the busy timeout. */
static bool use_wal(sqlite3 *s)
{
	for (int waited = 0;; waited += BUSY_PAUSE_MS) {
		int code = sqlite3_exec(s, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
		if (code != SQLITE_BUSY || waited >= BUSY_TIMEOUT_MS)
			return code == SQLITE_OK;
		sqlite3_sleep(BUSY_PAUSE_MS);
	}
}

static bool configure(sqlite3 *s, bool create, bool read_only)
{
	bool ours = create;
	sqlite3_busy_timeout(s, BUSY_TIMEOUT_MS);
	sqlite3_db_config(s, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	/* secure_delete: what is erased is overwritten; FULL: a commit is on the disk. */
	return (create || is_ours(s, &ours))
	       && (!ours || use_wal(s))
	       && sqlite3_exec(s, "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; "
	                          "PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY", NULL, NULL, NULL) == SQLITE_OK
	       && (!read_only || sqlite3_exec(s, "PRAGMA query_only = ON", NULL, NULL, NULL) == SQLITE_OK);
}

static bool sqlite_connect(struct db *db, bool create, bool read_only, void **engine, struct err *err)
{
	sqlite3 *s = NULL;
	if (!create && access(db->where, F_OK) != 0)
		return err_not_found(err, "There is no database %s; make one with `planverk --db %s init`",
		                     db->where, db->where);
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (create ? SQLITE_OPEN_CREATE : 0);
	if (sqlite3_open_v2(db->where, &s, flags, NULL) != SQLITE_OK || !configure(s, create, read_only)) {
		sqlite_fail(err, s, "Cannot open the database");
		err_at(err, db->where, 0, 0);
		sqlite3_close(s);
		return false;
	}
	*engine = s;
	return true;
}

static void sqlite_disconnect(void *engine)
{
	sqlite3_close(engine);
}

static bool sqlite_usable(void *engine)
{
	(void)engine;
	return true;
}

/* ---- Statements ---- */

static sqlite3 *handle(struct db_stmt *st)
{
	return st->conn->engine;
}

static void fail_statement(struct db_stmt *st)
{
	sqlite_fail(&st->err, handle(st), "Database");
}

static bool sqlite_prepare(struct db_stmt *st)
{
	sqlite3_stmt *s;
	if (sqlite3_prepare_v3(handle(st), st->sql->text, -1, SQLITE_PREPARE_PERSISTENT, &s, NULL) != SQLITE_OK) {
		fail_statement(st);
		return false;
	}
	st->engine = s;
	return true;
}

static void sqlite_unprepare(struct db_stmt *st)
{
	sqlite3_finalize(st->engine);
}

/* The number of a parameter; one that the statement does not have is a bug. */
static int parameter(struct db_stmt *st, const char *name)
{
	int i = sqlite3_bind_parameter_index(st->engine, name);
	if (i == 0)
		err_system(&st->err, "%s:%d: the statement has no parameter %s", st->sql->file, st->sql->line, name);
	return i;
}

static void sqlite_bind_i64(struct db_stmt *st, const char *name, const int64_t *value)
{
	int i = parameter(st, name);
	if (i && (value ? sqlite3_bind_int64(st->engine, i, *value) : sqlite3_bind_null(st->engine, i)) != SQLITE_OK)
		fail_statement(st);
}

static void sqlite_bind_f64(struct db_stmt *st, const char *name, const double *value)
{
	int i = parameter(st, name);
	if (i && (value ? sqlite3_bind_double(st->engine, i, *value) : sqlite3_bind_null(st->engine, i)) != SQLITE_OK)
		fail_statement(st);
}

static void sqlite_bind_text(struct db_stmt *st, const char *name, const char *value)
{
	int i = parameter(st, name);
	if (i && sqlite3_bind_text(st->engine, i, value, -1, SQLITE_TRANSIENT) != SQLITE_OK)
		fail_statement(st);
}

static void sqlite_bind_blob(struct db_stmt *st, const char *name, const void *bytes, size_t n)
{
	int i = parameter(st, name);
	if (i && sqlite3_bind_blob64(st->engine, i, bytes, n, SQLITE_TRANSIENT) != SQLITE_OK)
		fail_statement(st);
}

static bool sqlite_step(struct db_stmt *st)
{
	int code = sqlite3_step(st->engine);
	if (code == SQLITE_ROW)
		return true;
	if (code != SQLITE_DONE)
		fail_statement(st);
	return false;
}

static bool sqlite_is_null(struct db_stmt *st, int column)
{
	return sqlite3_column_type(st->engine, column) == SQLITE_NULL;
}

static int64_t sqlite_i64(struct db_stmt *st, int column)
{
	return sqlite3_column_int64(st->engine, column);
}

static double sqlite_f64(struct db_stmt *st, int column)
{
	return sqlite3_column_double(st->engine, column);
}

static char *sqlite_text(struct db_stmt *st, int column, struct arena *a)
{
	const char *text = (const char *)sqlite3_column_text(st->engine, column);
	return arena_strndup(a, text, text ? (size_t)sqlite3_column_bytes(st->engine, column) : 0);
}

static void *sqlite_blob(struct db_stmt *st, int column, struct arena *a, size_t *n)
{
	const void *bytes = sqlite3_column_blob(st->engine, column);
	*n = (size_t)sqlite3_column_bytes(st->engine, column);
	void *copy = arena_alloc(a, *n);
	if (*n)
		memcpy(copy, bytes, *n);
	return copy;
}

static int64_t sqlite_changed(struct db_stmt *st)
{
	return sqlite3_changes64(handle(st));
}

static void sqlite_reset(struct db_stmt *st)
{
	if (st->engine) {
		sqlite3_reset(st->engine);
		sqlite3_clear_bindings(st->engine);
	}
}

/* ---- The writer ---- */

struct queued_write {
	struct queued_write *next;
	db_write_fn *fn;
	void *arg;
	struct err *err;
	bool ok;
	sem_t done; /* each has its own: nobody wakes for another's write */
};

struct sqlite_writer {
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t queued;
	struct queued_write *first, **last;
	bool stopping;
	struct db *db;
};

/* One write of a batch: all of it or, by the savepoint, nothing. */
static void run_one(struct db_conn *c, struct queued_write *w)
{
	struct err rollback_err = { 0 };
	w->ok = sqlite_execute(c->engine, "SAVEPOINT one", w->err) && db_call(c, w->fn, w->arg, w->err);
	if (w->ok)
		w->ok = sqlite_execute(c->engine, "RELEASE one", w->err);
	if (w->ok)
		return;
	db_forget_ids(c->db);
	sqlite_execute(c->engine, "ROLLBACK TO one; RELEASE one", &rollback_err);
}

/* Runs a list of writes in one transaction. */
static void run_batch(struct db *db, struct queued_write *batch)
{
	struct err err = { 0 };
	struct db_conn *c = db_conn_take(db, true, &err);
	bool ok = c && sqlite_execute(c->engine, "BEGIN IMMEDIATE", &err);
	for (struct queued_write *w = batch; ok && w; w = w->next) {
		run_one(c, w);
		/* A full disk or an I/O error ends the whole transaction, not only the savepoint. */
		if (sqlite3_get_autocommit(c->engine))
			ok = err_system(&err, "%s", w->err->kind ? w->err->message : "The change was rolled back");
	}
	ok = ok && journal_seal(c, &err) && sqlite_execute(c->engine, "COMMIT", &err);
	if (ok) {
		db_committed(db);
	} else {
		struct err rollback_err = { 0 };
		if (c && !sqlite3_get_autocommit(c->engine))
			sqlite_execute(c->engine, "ROLLBACK", &rollback_err);
		db_forget_ids(db);
		for (struct queued_write *w = batch; w; w = w->next) {
			w->ok = false;
			if (!w->err->kind)
				*w->err = err;
		}
	}
	if (c)
		db_conn_give(c, true);
}

static void *write_batches(void *arg)
{
	struct sqlite_writer *writer = arg;
	pthread_mutex_lock(&writer->mutex);
	for (;;) {
		while (!writer->first && !writer->stopping)
			pthread_cond_wait(&writer->queued, &writer->mutex);
		struct queued_write *batch = writer->first;
		if (!batch)
			break;
		writer->first = NULL;
		writer->last = &writer->first;
		pthread_mutex_unlock(&writer->mutex);
		run_batch(writer->db, batch);
		for (struct queued_write *w = batch, *next; w; w = next) {
			next = w->next; /* w is its caller's and may go as soon as it is done */
			sem_post(&w->done);
		}
		pthread_mutex_lock(&writer->mutex);
	}
	pthread_mutex_unlock(&writer->mutex);
	return NULL;
}

/* The writer, started by the first write. NULL where no thread could be started. */
static struct sqlite_writer *writer_of(struct db *db)
{
	pthread_mutex_lock(&db->mutex);
	if (!db->writer) {
		struct sqlite_writer *writer = calloc(1, sizeof *writer);
		if (!writer)
			out_of_memory();
		pthread_mutex_init(&writer->mutex, NULL);
		pthread_cond_init(&writer->queued, NULL);
		writer->last = &writer->first;
		writer->db = db;
		if (pthread_create(&writer->thread, NULL, write_batches, writer) == 0)
			db->writer = writer;
		else
			free(writer);
	}
	pthread_mutex_unlock(&db->mutex);
	return db->writer;
}

static bool sqlite_write(struct db *db, db_write_fn *fn, void *arg, struct err *err)
{
	struct sqlite_writer *writer = writer_of(db);
	if (!writer)
		return err_system(err, "Cannot start a thread for writing");
	struct queued_write w = { .fn = fn, .arg = arg, .err = err };
	sem_init(&w.done, 0, 0);
	pthread_mutex_lock(&writer->mutex);
	*writer->last = &w;
	writer->last = &w.next;
	pthread_cond_signal(&writer->queued);
	pthread_mutex_unlock(&writer->mutex);
	while (sem_wait(&w.done) != 0)
		; /* a signal came in between */
	sem_destroy(&w.done);
	return w.ok;
}

static void sqlite_stop(struct db *db)
{
	struct sqlite_writer *writer = db->writer;
	if (!writer)
		return;
	pthread_mutex_lock(&writer->mutex);
	writer->stopping = true;
	pthread_cond_signal(&writer->queued);
	pthread_mutex_unlock(&writer->mutex);
	pthread_join(writer->thread, NULL);
	pthread_mutex_destroy(&writer->mutex);
	pthread_cond_destroy(&writer->queued);
	free(writer);
	db->writer = NULL;
}

/* The transaction itself holds the only write lock, so blocks are reserved within it. */
static struct db_conn *sqlite_id_connection(struct db_conn *tx)
{
	return tx;
}

static void sqlite_id_connection_done(struct db_conn *c)
{
	(void)c;
}

/* ---- Versions, integrity ---- */

static bool sqlite_foreign_version(struct db *db, int64_t *version)
{
	struct err ignored = { 0 };
	return db_get_i64(db->watcher, SQL("PRAGMA data_version"), version, &ignored);
}

static bool sqlite_check_integrity(struct db *db, void (*problem)(void *, const char *), void *arg, struct err *err)
{
	struct db_conn *c = db_conn_take(db, false, err);
	if (!c)
		return false;
	struct arena *a = arena_new();
	struct db_stmt *st = db_prepare(c, SQL("PRAGMA integrity_check"));
	while (db_step(st)) {
		const char *text = db_text(st, 0, a);
		if (!str_eq(text, "ok"))
			problem(arg, text);
	}
	bool ok = db_finish(st, err);
	st = db_prepare(c, SQL("PRAGMA foreign_key_check"));
	while (db_step(st))
		problem(arg, arena_printf(a, "row %lld of table %s refers to a row of %s that is missing",
		                          (long long)db_i64(st, 1), db_text(st, 0, a), db_text(st, 2, a)));
	ok = db_finish(st, err) && ok;
	arena_free(a);
	db_conn_give(c, false);
	return ok;
}

const struct db_engine db_engine_sqlite = {
	.name = "sqlite",
	.connect = sqlite_connect,
	.disconnect = sqlite_disconnect,
	.usable = sqlite_usable,
	.execute = sqlite_execute,
	.begin_read = "BEGIN",
	.begin_migration = "BEGIN IMMEDIATE",
	.blob_type = "BLOB",
	.text_type = "TEXT",
	.prepare = sqlite_prepare,
	.unprepare = sqlite_unprepare,
	.bind_i64 = sqlite_bind_i64,
	.bind_f64 = sqlite_bind_f64,
	.bind_text = sqlite_bind_text,
	.bind_blob = sqlite_bind_blob,
	.step = sqlite_step,
	.is_null = sqlite_is_null,
	.i64 = sqlite_i64,
	.f64 = sqlite_f64,
	.text = sqlite_text,
	.blob = sqlite_blob,
	.changed = sqlite_changed,
	.reset = sqlite_reset,
	.write = sqlite_write,
	.id_connection = sqlite_id_connection,
	.id_connection_done = sqlite_id_connection_done,
	.foreign_version = sqlite_foreign_version,
	.check_integrity = sqlite_check_integrity,
	.backup = sqlite_backup,
	.restore = sqlite_restore,
	.stop = sqlite_stop,
};
