/* A table of every type for the tests of db.h, and writes given as a list of rows. */
#ifndef PLANVERK_TESTS_DB_SAMPLE_H
#define PLANVERK_TESTS_DB_SAMPLE_H

#include "support.h"

static inline bool sample_create_fn(struct db_conn *tx, void *arg, struct err *err)
{
	struct test_db *t = arg;
	return db_exec(tx, str_eq(db_engine(t->db), "sqlite")
		? SQL("CREATE TABLE sample (id BIGINT PRIMARY KEY, number DOUBLE PRECISION, name TEXT, bytes BLOB)")
		: SQL("CREATE TABLE sample (id BIGINT PRIMARY KEY, number DOUBLE PRECISION, "
		      "name TEXT COLLATE \"C\", bytes BYTEA)"), err);
}

static inline void sample_create(struct test_db *t)
{
	struct err err = { 0 };
	assert_ok(db_write(t->db, sample_create_fn, t, &err), err);
}

static inline bool sample_insert(struct db_conn *tx, int64_t id, const char *name, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("INSERT INTO sample (id, name) VALUES ($id, $name)"));
	db_bind_i64(st, "$id", id);
	db_bind_text(st, "$name", name);
	return db_finish(st, err);
}

/* Writes one row with the given id. */
static inline bool sample_insert_fn(struct db_conn *tx, void *arg, struct err *err)
{
	return sample_insert(tx, *(int64_t *)arg, "row", err);
}

static inline int64_t sample_count_on(struct db_conn *c)
{
	struct err err = { 0 };
	int64_t n;
	assert_ok(db_get_i64(c, SQL("SELECT count(*) FROM sample"), &n, &err), err);
	return n;
}

static inline int64_t sample_count(struct test_db *t)
{
	struct err err = { 0 };
	struct db_conn *c = db_reader(t->db, &err);
	assert_non_null(c);
	int64_t n = sample_count_on(c);
	db_reader_done(c);
	return n;
}

#endif
