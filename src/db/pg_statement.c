/* Statements on PostgreSQL: rewritten to numbered parameters, prepared at the first run. */
#include "db/pg_internal.h"
#include "db/pg_rewrite.h"

#include "base/str.h"

#include <stdlib.h>

/* Type numbers of pg_type that never change. */
enum { OID_BYTEA = 17, OID_INT8 = 20, OID_TEXT = 25, OID_FLOAT8 = 701 };

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

bool pg_prepare(struct db_stmt *st)
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

void pg_unprepare(struct db_stmt *st)
{
	struct pg_stmt *s = st->engine;
	PGconn *pg = pg_of(st->conn);
	if (!s)
		return;
	PQclear(s->result);
	if (s->prepared && !st->cached && pg_pipeline_drain(st->conn->engine)
	    && PQtransactionStatus(pg) != PQTRANS_INERROR) {
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

void pg_bind_i64(struct db_stmt *st, const char *name, const int64_t *value)
{
	char text[24];
	int n = value ? snprintf(text, sizeof text, "%lld", (long long)*value) : 0;
	bind(st, name, OID_INT8, value ? text : NULL, (size_t)n, false);
}

void pg_bind_f64(struct db_stmt *st, const char *name, const double *value)
{
	char text[32];
	int n = value ? snprintf(text, sizeof text, "%.17g", *value) : 0;
	bind(st, name, OID_FLOAT8, value ? text : NULL, (size_t)n, false);
}

void pg_bind_text(struct db_stmt *st, const char *name, const char *value)
{
	bind(st, name, OID_TEXT, value, value ? strlen(value) : 0, false);
}

void pg_bind_blob(struct db_stmt *st, const char *name, const void *bytes, size_t n)
{
	bind(st, name, OID_BYTEA, bytes, n, true);
}

/* The name of a parameter that was not bound, or NULL. */
static const char *unbound(const struct pg_stmt *s)
{
	for (int i = 0; i < s->sql.n; i++)
		if (!s->bound[i])
			return s->sql.names[i];
	return NULL;
}

static bool run(struct db_stmt *st)
{
	struct pg_stmt *s = st->engine;
	struct pg_link *link = st->conn->engine;
	PGconn *pg = link->pg;
	if (unbound(s))
		return err_system(&st->err, "%s:%d: parameter %s was not bound", st->sql->file, st->sql->line, unbound(s));
	if (!pg_pipeline_drain(link)) {
		st->conn->retry = st->conn->retry || link->retry;
		st->err = link->failure;
		return false;
	}
	if (!s->prepared) {
		PGresult *r = PQprepare(pg, s->name, s->sql.text, s->sql.n, s->types);
		s->prepared = PQresultStatus(r) == PGRES_COMMAND_OK;
		if (!s->prepared)
			pg_fail(&st->err, pg, r);
		PQclear(r);
		if (!s->prepared)
			return false;
	}
	s->result = PQexecPrepared(pg, s->name, s->sql.n, s->values, s->lengths, s->formats, 0);
	s->row = -1;
	ExecStatusType status = PQresultStatus(s->result);
	if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
		return true;
	st->conn->retry = st->conn->retry || pg_may_retry(s->result);
	return pg_fail(&st->err, pg, s->result);
}

/* A first run goes the ordinary way, and so prepares the statement. */
bool pg_defer(struct db_stmt *st)
{
	struct pg_stmt *s = st->engine;
	struct pg_link *link = st->conn->engine;
	if (st->err.kind || !link->deferring || !st->cached || !s->prepared || unbound(s))
		return false;
	struct pg_call call = { st->sql, s->name, s->sql.n, s->values, s->lengths, s->formats };
	pg_pipeline_send(link, &call, &st->err);
	return true;
}

bool pg_step(struct db_stmt *st)
{
	struct pg_stmt *s = st->engine;
	if (!s->result && !run(st))
		return false;
	return ++s->row < PQntuples(s->result);
}

bool pg_is_null(struct db_stmt *st, int column)
{
	struct pg_stmt *s = st->engine;
	return PQgetisnull(s->result, s->row, column);
}

static const char *value(struct db_stmt *st, int column)
{
	struct pg_stmt *s = st->engine;
	return PQgetvalue(s->result, s->row, column); /* "" for NULL */
}

int64_t pg_i64(struct db_stmt *st, int column)
{
	return strtoll(value(st, column), NULL, 10);
}

double pg_f64(struct db_stmt *st, int column)
{
	return strtod(value(st, column), NULL);
}

char *pg_text(struct db_stmt *st, int column, struct arena *a)
{
	return arena_strdup(a, value(st, column));
}

void *pg_blob(struct db_stmt *st, int column, struct arena *a, size_t *n)
{
	unsigned char *bytes = PQunescapeBytea((const unsigned char *)value(st, column), n);
	if (!bytes)
		out_of_memory();
	void *copy = arena_alloc(a, *n);
	memcpy(copy, bytes, *n);
	PQfreemem(bytes);
	return copy;
}

int64_t pg_changed(struct db_stmt *st)
{
	struct pg_stmt *s = st->engine;
	return strtoll(PQcmdTuples(s->result), NULL, 10);
}

void pg_reset(struct db_stmt *st)
{
	struct pg_stmt *s = st->engine;
	if (!s)
		return;
	PQclear(s->result);
	s->result = NULL;
	memset(s->bound, 0, sizeof s->bound);
	arena_reset(s->values_arena);
}
