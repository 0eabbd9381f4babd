/*
 * The database contract: one SQL text, two engines (SQLite 3, PostgreSQL 15).
 *
 * Reading. A thread takes a connection with db_reader(), which begins a
 * snapshot: everything it reads until db_reader_done() is from one moment.
 *
 * Writing. Modules never open a transaction. They call db_write(), which runs
 * the given function inside one and returns when it is durable. With SQLite one
 * writer thread runs queued functions, each in a savepoint, many in one commit;
 * with PostgreSQL each runs in its own transaction and is run again after a
 * serialization failure. So the function must have no effect outside the
 * database, and it may be called more than once.
 *
 * SQL. A statement is a literal inside SQL("…"), with parameters by name
 * ($plan). SQL() also lists the statement in a section of the program, so that
 * a test can prepare every one of them on both engines. The shared subset:
 * BIGINT, DOUBLE PRECISION, TEXT, BLOB; CAST, never ::; no booleans; no
 * functions that only one engine has; text is compared and ordered by bytes.
 *
 * A statement:
 *
 *	struct db_stmt *st = db_prepare(c, SQL("SELECT title FROM plan WHERE id = $id"));
 *	db_bind_i64(st, "$id", id);
 *	while (db_step(st))
 *		puts(db_text(st, 0, arena));
 *	if (!db_finish(st, err))
 *		return false;
 *
 * Errors are sticky in the statement: db_finish() reports the first one. A
 * statement must be finished; its connection keeps it prepared for next time.
 * Within db_write() an engine may report the failure of a statement that nobody
 * stepped or counted at a later statement or at the commit: the write fails
 * either way.
 */
#ifndef PLANVERK_DB_H
#define PLANVERK_DB_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct db;      /* an open database, shared by all threads */
struct db_conn; /* a connection, used by one thread at a time */
struct db_stmt;

/* One SQL literal of the program, with the place it was written. */
struct sql {
	const char *text;
	const char *file;
	int line;
};
#define SQL(literal) __extension__({ \
	static const struct sql sql_here_ \
		__attribute__((section("planverk_sql"), used, aligned(8))) \
		= { "" literal, __FILE__, __LINE__ }; \
	&sql_here_; })
/* Every SQL() of the program, for tests. */
const struct sql *sql_all(size_t *n);

enum db_mode {
	DB_CREATE,   /* make the database and its tables where missing (planverk init) */
	DB_EXISTING, /* must exist; pending migrations are applied */
	DB_INSPECT,  /* must exist; nothing is migrated (verify, backup) */
};

/*
 * Opens a database: a file name for SQLite, or postgresql://… for PostgreSQL.
 * modules names those whose schemas are migrated, lowest first, ended by NULL;
 * NULL stands for the database's own tables only. Refuses, with ERR_CONFLICT,
 * a database that a newer version of the program has migrated. The result is
 * closed with db_close().
 */
bool db_open(const char *where, enum db_mode mode, const char *const *modules,
             struct db **db, struct err *err);
void db_close(struct db *db); /* NULL is ignored; waits for queued writes */

/* "sqlite" or "postgresql", and where it is, without a password. */
const char *db_engine(const struct db *db);
const char *db_where(const struct db *db);

/*
 * This thread's reading connection, with a snapshot begun. Nested calls by the
 * same thread are not allowed. NULL, with err set, where none is to be had.
 */
struct db_conn *db_reader(struct db *db, struct err *err);
void db_reader_done(struct db_conn *c); /* NULL is ignored */

/* Runs fn in a transaction; false rolls its changes back and leaves err as fn set it. A
 * statement that fails within it fails the whole write. */
typedef bool db_write_fn(struct db_conn *tx, void *arg, struct err *err);
bool db_write(struct db *db, db_write_fn *fn, void *arg, struct err *err);

/* A number that grows whenever anything was committed, by this process or (noticed
 * within a second) by another one: what caches of pages compare. Cheap. */
uint64_t db_version(struct db *db);

/*
 * What is made from the database once and used by many until something is committed: a plan's
 * tree, the groups of a run. key names it among all modules' ("plan.tree/17"). make fills
 * `arena` from the snapshot of c; what it returns is only read from then on, by any thread,
 * and is freed when it is of an older version and nobody's pin holds it. It stays valid as long as
 * pin. Within db_write() it is made anew, in pin. NULL where make returned NULL; err is make's.
 */
typedef const void *db_make_fn(struct db_conn *c, struct arena *arena, const void *arg, struct err *err);
const void *db_shared(struct db_conn *c, struct arena *pin, const char *key, db_make_fn *make, const void *arg,
                      struct err *err);

/*
 * What is kept as long as the database is open, and brought up to date by those who use it: a
 * search index. The first who asks for a key has it made; db_close() frees it. make is short, does
 * not fail, and asks nothing of the database; the value guards itself against several threads.
 */
void *db_kept(struct db *db, const char *key, void *(*make)(void), void (*free_value)(void *value));
/* A db_version() that a reader's snapshot is no older than. */
uint64_t db_snapshot_version(const struct db_conn *c);

/*
 * A new identifier: 53 bits (40 of milliseconds since 2024, 13 of a counter), unique in
 * this database: blocks of them are reserved in the database itself. Only within
 * db_write(). 0 where none could be reserved; the write then fails, whatever its
 * function returns.
 */
int64_t db_new_id(struct db_conn *tx);

struct db_stmt *db_prepare(struct db_conn *c, const struct sql *sql);

/* A parameter's name includes its $. A text is copied; NULL text or bytes bind NULL. */
void db_bind_i64(struct db_stmt *st, const char *name, int64_t value);
void db_bind_f64(struct db_stmt *st, const char *name, double value);
void db_bind_text(struct db_stmt *st, const char *name, const char *value);
void db_bind_blob(struct db_stmt *st, const char *name, const void *bytes, size_t n);
void db_bind_null_i64(struct db_stmt *st, const char *name);
void db_bind_null_f64(struct db_stmt *st, const char *name);
/* An identifier where 0 stands for "none" and is bound as NULL. */
void db_bind_id(struct db_stmt *st, const char *name, int64_t id);

/* Steps to the next row; false at the end or on an error. */
bool db_step(struct db_stmt *st);

/* Columns count from 0. NULL reads as 0, 0.0 and "". Texts and blobs are copied to the arena. */
bool db_is_null(struct db_stmt *st, int column);
int64_t db_i64(struct db_stmt *st, int column);
double db_f64(struct db_stmt *st, int column);
char *db_text(struct db_stmt *st, int column, struct arena *a);
void *db_blob(struct db_stmt *st, int column, struct arena *a, size_t *n);

/* Ends the statement; *changed (may be NULL) is the number of rows it wrote. */
bool db_finish(struct db_stmt *st, struct err *err);
bool db_finish_changed(struct db_stmt *st, int64_t *changed, struct err *err);

/* Whether the file structure is sound; calls problem() for each thing that is not. */
bool db_check_integrity(struct db *db, void (*problem)(void *arg, const char *text), void *arg,
                        struct err *err);

/* Copies the whole database, as of one moment, to a file that must not exist, while others
 * work on. SQLite: a database file; PostgreSQL: an archive made by pg_dump. */
bool db_backup(struct db *db, const char *path, struct err *err);

/* Replaces the database at `where` by a backup. One that is there already is only replaced
 * where `replace` says so. */
bool db_restore(const char *where, const char *path, bool replace, struct err *err);

/* A statement without parameters and rows. */
bool db_exec(struct db_conn *c, const struct sql *sql, struct err *err);
/* The first column of the first row of a statement without parameters, 0 where there is no row. */
bool db_get_i64(struct db_conn *c, const struct sql *sql, int64_t *value, struct err *err);

#endif
