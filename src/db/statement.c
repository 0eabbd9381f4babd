/* Statements: prepared once for each connection, and kept. */
#include "db/db_internal.h"

#include "base/hash.h"

#include <stdlib.h>

static struct db_stmt *statement_new(struct db_conn *c, const struct sql *sql)
{
	struct db_stmt *st = calloc(1, sizeof *st);
	if (!st)
		out_of_memory();
	st->conn = c;
	st->sql = sql;
	return st;
}

struct db_stmt *db_prepare(struct db_conn *c, const struct sql *sql)
{
	size_t i = hash_u64((uint64_t)(uintptr_t)sql) & (STATEMENT_SLOTS - 1);
	size_t probes = 0;
	while (c->statements[i] && c->statements[i]->sql != sql && ++probes < STATEMENT_SLOTS)
		i = (i + 1) & (STATEMENT_SLOTS - 1);

	struct db_stmt *st = c->statements[i];
	struct err failure = { 0 };
	bool begun = db_begin_read(c, &failure);
	if (begun && st && st->sql == sql && !st->busy) {
		st->busy = true;
		return st;
	}
	/* New, or in use further up in the same call (a recursion): then one of its own. */
	bool keep = !st;
	st = statement_new(c, sql);
	st->busy = true;
	st->err = failure;
	if (begun && c->db->engine->prepare(st) && keep) {
		st->cached = true;
		c->statements[i] = st;
	}
	return st;
}

void db_bind_i64(struct db_stmt *st, const char *name, int64_t value)
{
	if (!st->err.kind)
		st->conn->db->engine->bind_i64(st, name, &value);
}

void db_bind_f64(struct db_stmt *st, const char *name, double value)
{
	if (!st->err.kind)
		st->conn->db->engine->bind_f64(st, name, &value);
}

void db_bind_text(struct db_stmt *st, const char *name, const char *value)
{
	if (!st->err.kind)
		st->conn->db->engine->bind_text(st, name, value);
}

void db_bind_blob(struct db_stmt *st, const char *name, const void *bytes, size_t n)
{
	if (!st->err.kind)
		st->conn->db->engine->bind_blob(st, name, bytes, n);
}

void db_bind_null_i64(struct db_stmt *st, const char *name)
{
	if (!st->err.kind)
		st->conn->db->engine->bind_i64(st, name, NULL);
}

void db_bind_null_f64(struct db_stmt *st, const char *name)
{
	if (!st->err.kind)
		st->conn->db->engine->bind_f64(st, name, NULL);
}

void db_bind_id(struct db_stmt *st, const char *name, int64_t id)
{
	if (id)
		db_bind_i64(st, name, id);
	else
		db_bind_null_i64(st, name);
}

bool db_step(struct db_stmt *st)
{
	st->stepped = true;
	st->ended = st->ended || st->err.kind || !st->conn->db->engine->step(st);
	return !st->ended;
}

bool db_is_null(struct db_stmt *st, int column)
{
	return st->conn->db->engine->is_null(st, column);
}

int64_t db_i64(struct db_stmt *st, int column)
{
	return st->conn->db->engine->i64(st, column);
}

double db_f64(struct db_stmt *st, int column)
{
	return st->conn->db->engine->f64(st, column);
}

char *db_text(struct db_stmt *st, int column, struct arena *a)
{
	return st->conn->db->engine->text(st, column, a);
}

void *db_blob(struct db_stmt *st, int column, struct arena *a, size_t *n)
{
	return st->conn->db->engine->blob(st, column, a, n);
}

bool db_finish_changed(struct db_stmt *st, int64_t *changed, struct err *err)
{
	const struct db_engine *engine = st->conn->db->engine;
	/* Nobody asked for rows: a statement that writes runs here. */
	if (!st->stepped && (changed || !engine->defer || !engine->defer(st)))
		db_step(st);
	bool ok = !st->err.kind;
	if (ok && changed)
		*changed = engine->changed(st);
	if (!ok && err && !err->kind)
		*err = st->err;
	if (!ok && !st->conn->failure.kind)
		st->conn->failure = st->err;
	err_clear(&st->err);
	st->busy = st->stepped = st->ended = false;
	engine->reset(st);
	if (!st->cached) {
		engine->unprepare(st);
		free(st);
	}
	return ok;
}

bool db_finish(struct db_stmt *st, struct err *err)
{
	return db_finish_changed(st, NULL, err);
}

bool db_exec(struct db_conn *c, const struct sql *sql, struct err *err)
{
	return db_finish(db_prepare(c, sql), err);
}

bool db_get_i64(struct db_conn *c, const struct sql *sql, int64_t *value, struct err *err)
{
	struct db_stmt *st = db_prepare(c, sql);
	*value = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, err);
}
