/*
 * What db.c shares with the engines. db.c owns the pool of connections and the
 * cache of prepared statements; an engine is a table of functions.
 */
#ifndef PLANVERK_DB_INTERNAL_H
#define PLANVERK_DB_INTERNAL_H

#include "db/db.h"

#include <pthread.h>
#include <stdatomic.h>

#define BUSY_TIMEOUT_MS 10000
#define BUSY_PAUSE_MS 10
#define SHARED_BYTES ((size_t)128 << 20) /* at most, of what db_shared() keeps */
#define STATEMENT_SLOTS 2048 /* a power of two, more than twice the SQL() of the program */

struct db_stmt {
	struct db_conn *conn;
	const struct sql *sql;
	struct err err; /* the first thing that went wrong */
	bool busy;      /* between db_prepare() and db_finish() */
	bool stepped;
	bool ended;     /* has no more rows; stepping on would run it again */
	bool cached;
	void *engine;   /* sqlite3_stmt or struct pg_stmt */
};

/* How far the transaction of a connection that db_reader() handed out has come. */
enum db_read { READ_NONE, READ_NOT_BEGUN, READ_BEGUN, READ_FAILED };

struct db_conn {
	struct db *db;
	void *engine; /* sqlite3 or PGconn */
	struct db_conn *next_free;
	bool writing; /* of the writers' pool */
	enum db_read read;
	uint64_t version; /* of a reader: db_version() just before its snapshot */
	bool retry;   /* a serialization failure: the transaction is worth another attempt */
	struct err failure; /* of the running write: the first statement that failed */
	struct db_stmt *statements[STATEMENT_SLOTS];
};

/* ---- Interface to the code in sqlite.c and postgres.c ---- */

struct db_engine {
	const char *name;
	/* Opens one connection; read_only ones refuse to write. */
	bool (*connect)(struct db *db, bool create, bool read_only, void **engine, struct err *err);
	void (*disconnect)(void *engine);
	/* Whether a connection that lay idle can still be used. */
	bool (*usable)(void *engine);
	/* Several statements at once (migrations, BEGIN, COMMIT). */
	bool (*execute)(void *engine, const char *text, struct err *err);
	const char *begin_read, *begin_migration;
	/* What the word BLOB and TEXT of a migration become. */
	const char *blob_type, *text_type;

	/* Statements. Failures go to st->err. */
	bool (*prepare)(struct db_stmt *st);
	void (*unprepare)(struct db_stmt *st);
	void (*bind_i64)(struct db_stmt *st, const char *name, const int64_t *value);
	void (*bind_f64)(struct db_stmt *st, const char *name, const double *value);
	void (*bind_text)(struct db_stmt *st, const char *name, const char *value);
	void (*bind_blob)(struct db_stmt *st, const char *name, const void *bytes, size_t n);
	bool (*step)(struct db_stmt *st);
	bool (*is_null)(struct db_stmt *st, int column);
	int64_t (*i64)(struct db_stmt *st, int column);
	double (*f64)(struct db_stmt *st, int column);
	char *(*text)(struct db_stmt *st, int column, struct arena *a);
	void *(*blob)(struct db_stmt *st, int column, struct arena *a, size_t *n);
	int64_t (*changed)(struct db_stmt *st);
	/* Begins a statement whose rows nobody reads without waiting for it; false where it is to be
	 * stepped instead. A failure shows at the next step, or at the commit. NULL for an engine
	 * that has nothing to wait for. */
	bool (*defer)(struct db_stmt *st);
	void (*reset)(struct db_stmt *st);

	/* Runs fn in a transaction, as db_write() promises. */
	bool (*write)(struct db *db, db_write_fn *fn, void *arg, struct err *err);
	/* The connection that may move id_state within tx's write (SQLite: tx itself). */
	struct db_conn *(*id_connection)(struct db_conn *tx);
	void (*id_connection_done)(struct db_conn *c);
	/* A number that changes when another process commits. */
	bool (*foreign_version)(struct db *db, int64_t *version);
	bool (*check_integrity)(struct db *db, void (*problem)(void *, const char *), void *arg, struct err *err);
	bool (*backup)(struct db *db, const char *path, struct err *err);
	bool (*restore)(const char *where, const char *path, bool replace, struct err *err);
	void (*stop)(struct db *db); /* ends threads, before connections are closed */
};

extern const struct db_engine db_engine_sqlite, db_engine_postgres;

struct sqlite_writer;
struct kept;

struct db {
	const struct db_engine *engine;
	char *where;  /* as given */
	char *shown;  /* without a password */
	pthread_mutex_t mutex; /* guards what follows */
	struct db_conn *free_readers, *free_writers;
	struct sqlite_writer *writer;
	struct cache *shared; /* for db_shared() */
	struct kept *kept;    /* for db_kept() */
	int64_t next_id, end_id, ids_at; /* the reserved block, and when it was reserved */
	/* for db_version() */
	_Atomic uint64_t version;
	_Atomic int64_t polled_at;
	struct db_conn *watcher;
	int64_t foreign;
	pthread_mutex_t watch_mutex;
};

/* ---- Interface to the code in db.c ---- */

struct db_conn *db_conn_take(struct db *db, bool writing, struct err *err);
void db_conn_give(struct db_conn *c, bool writing);
void db_conn_close(struct db_conn *c);
/* Begins the transaction of a reader with its first statement. */
bool db_begin_read(struct db_conn *c, struct err *err);
/* Calls a write's function. It counts as failed, too, where a statement in it failed that it
 * made nothing of: PostgreSQL would roll the whole transaction back at the commit. */
bool db_call(struct db_conn *c, db_write_fn *fn, void *arg, struct err *err);
/* To be called after each commit of this process. */
void db_committed(struct db *db);
/* To be called when a transaction that may have reserved identifiers was rolled back. */
void db_forget_ids(struct db *db);

/* ---- Interface to the code in kept.c ---- */

void db_kept_free(struct db *db);

/* ---- Interface to the code in migrate.c ---- */

bool db_migrate(struct db *db, enum db_mode mode, const char *const *modules, struct err *err);

/* ---- Interface to the code in postgres_tools.c ---- */

bool pg_backup(struct db *db, const char *path, struct err *err);
bool pg_restore(const char *where, const char *path, bool replace, struct err *err);

#endif
