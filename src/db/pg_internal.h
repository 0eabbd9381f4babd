/*
 * Interface between postgres.c, pg_statement.c and pg_pipeline.c.
 *
 * A statement that writes and whose rows nobody reads need not be waited for: many are sent, and
 * their results are read together (libpq's pipeline mode), which saves a round trip for each.
 * What went wrong is known at the next statement that is read from, or at the commit; the
 * transaction fails as it would have at once.
 */
#ifndef PLANVERK_DB_PG_INTERNAL_H
#define PLANVERK_DB_PG_INTERNAL_H

#include "db/db_internal.h"

#include <libpq-fe.h>

/* Statements that are sent before their results are read: what libpq keeps of them is bounded. */
#define PG_PIPELINE_MAX 1024

/* A connection. */
struct pg_link {
	PGconn *pg;
	bool deferring; /* within a write: a statement may be sent without waiting */
	const struct sql *sent[PG_PIPELINE_MAX]; /* whose results are to come */
	size_t n_sent;
	struct err failure; /* of the first of them that failed, until pg_pipeline_end() */
	bool retry;         /* it was a serialization failure or a deadlock */
};

static inline PGconn *pg_of(const struct db_conn *c)
{
	const struct pg_link *link = c->engine;
	return link->pg;
}

/* ---- Interface to the code in postgres.c ---- */

/* Sets err from a result, or from the connection where that says more; false. */
bool pg_fail(struct err *err, PGconn *pg, const PGresult *result);
/* Serialization failure and deadlock: the same again may well succeed. */
bool pg_may_retry(const PGresult *result);

/* ---- Interface to the code in pg_statement.c: as in struct db_engine ---- */

bool pg_prepare(struct db_stmt *st);
void pg_unprepare(struct db_stmt *st);
void pg_bind_i64(struct db_stmt *st, const char *name, const int64_t *value);
void pg_bind_f64(struct db_stmt *st, const char *name, const double *value);
void pg_bind_text(struct db_stmt *st, const char *name, const char *value);
void pg_bind_blob(struct db_stmt *st, const char *name, const void *bytes, size_t n);
bool pg_step(struct db_stmt *st);
bool pg_is_null(struct db_stmt *st, int column);
int64_t pg_i64(struct db_stmt *st, int column);
double pg_f64(struct db_stmt *st, int column);
char *pg_text(struct db_stmt *st, int column, struct arena *a);
void *pg_blob(struct db_stmt *st, int column, struct arena *a, size_t *n);
int64_t pg_changed(struct db_stmt *st);
bool pg_defer(struct db_stmt *st);
void pg_reset(struct db_stmt *st);

/* ---- Interface to the code in pg_pipeline.c ---- */

/* A prepared statement, with its parameters as for PQexecPrepared(). */
struct pg_call {
	const struct sql *sql;
	const char *name;
	int n;
	const char *const *values;
	const int *lengths, *formats;
};

/* Sends it. False, with err set, only where the connection fails. */
bool pg_pipeline_send(struct pg_link *link, const struct pg_call *call, struct err *err);

/* Reads what is to come, so that the connection can be used in the ordinary way. False where
 * anything sent since pg_pipeline_begin() has failed: see link->failure. */
bool pg_pipeline_drain(struct pg_link *link);

void pg_pipeline_begin(struct pg_link *link);
/* Reads what is to come and forgets failures. */
void pg_pipeline_end(struct pg_link *link);

#endif
