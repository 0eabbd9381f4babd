/*
 * What tests of database code share: a fresh database for each test, on each engine.
 *
 *	DB_TEST(adds_each_row_once)(struct test_db *t) { … }
 *	int main(void) { const struct CMUnitTest tests[] = { ON_BOTH(adds_each_row_once) }; … }
 *
 * ON_BOTH() runs a test on SQLite, in a temporary folder, and on PostgreSQL, in a schema of
 * its own of the database that PLANVERK_TEST_PG names; without that variable the second one
 * is skipped, and says so.
 */
#ifndef PLANVERK_TESTS_SUPPORT_H
#define PLANVERK_TESTS_SUPPORT_H

#include "base/arena.h"
#include "base/str.h"
#include "command.h"
#include "db/db.h"
#include "registry.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <libpq-fe.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct test_db {
	struct db *db;
	struct arena *arena;
	char where[512];
	char folder[64]; /* of SQLite's file */
	char schema[48]; /* of PostgreSQL */
};

#define assert_ok(call, err) do { \
	if (!(call)) \
		fail_msg("%s: %s", #call, (err).message); \
} while (0)

static inline void test_db_open(struct test_db *t)
{
	struct err err = { 0 };
	t->arena = arena_new();
	assert_ok(db_open(t->where, DB_CREATE, command_module_names(t->arena, registry), &t->db, &err), err);
}

static inline int test_setup_sqlite(void **state)
{
	struct test_db *t = calloc(1, sizeof *t);
	assert_true(sodium_init() >= 0);
	snprintf(t->folder, sizeof t->folder, "/tmp/planverk-test-XXXXXX");
	assert_non_null(mkdtemp(t->folder));
	snprintf(t->where, sizeof t->where, "%s/test.db", t->folder);
	test_db_open(t);
	*state = t;
	return 0;
}

static inline void test_pg_execute(const char *sql)
{
	PGconn *pg = PQconnectdb(getenv("PLANVERK_TEST_PG"));
	PQclear(PQexec(pg, "SET client_min_messages = warning")); /* not what DROP … CASCADE drops */
	PGresult *r = PQexec(pg, sql);
	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		fail_msg("%s: %s", sql, PQerrorMessage(pg));
	PQclear(r);
	PQfinish(pg);
}

static inline int test_setup_postgres(void **state)
{
	static int number;
	const char *url = getenv("PLANVERK_TEST_PG");
	if (!url) {
		*state = NULL;
		return 0;
	}
	struct test_db *t = calloc(1, sizeof *t);
	assert_true(sodium_init() >= 0);
	snprintf(t->schema, sizeof t->schema, "test_%d_%d", (int)getpid(), number++);
	char sql[96];
	snprintf(sql, sizeof sql, "CREATE SCHEMA %s", t->schema);
	test_pg_execute(sql);
	snprintf(t->where, sizeof t->where, "%s%coptions=-csearch_path%%3D%s", url, strchr(url, '?') ? '&' : '?', t->schema);
	test_db_open(t);
	*state = t;
	return 0;
}

static inline int test_teardown(void **state)
{
	struct test_db *t = *state;
	if (!t)
		return 0;
	db_close(t->db);
	arena_free(t->arena);
	char command[128];
	if (*t->folder) {
		snprintf(command, sizeof command, "rm -rf '%s'", t->folder);
		if (system(command) != 0)
			return 1;
	} else {
		snprintf(command, sizeof command, "DROP SCHEMA %s CASCADE", t->schema);
		test_pg_execute(command);
	}
	free(t);
	return 0;
}

#define DB_TEST(name) \
	static void name##_body(struct test_db *t); \
	static void name(void **state) \
	{ \
		if (!*state) { \
			print_message("PLANVERK_TEST_PG is not set: not run on PostgreSQL\n"); \
			skip(); \
		} \
		name##_body(*state); \
	} \
	static void name##_body

#define ON_BOTH(name) \
	{ #name " (sqlite)", name, test_setup_sqlite, test_teardown, NULL }, \
	{ #name " (postgresql)", name, test_setup_postgres, test_teardown, NULL }

#endif
