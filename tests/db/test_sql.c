/*
 * Every statement of the program, prepared by both engines after all migrations.
 * A statement that only one engine has is found here, not by a user.
 */
#include "support.h"

#include "db/pg_rewrite.h"

#include <sqlite3.h>

#define STATEMENTS_MIN 5 /* fewer, and the section of the program was lost by the linker */

static bool is_pragma(const struct sql *sql)
{
	return str_starts(sql->text, "PRAGMA"); /* SQLite only, in sqlite.c */
}

static void sqlite_prepares_every_statement(void **state)
{
	struct test_db *t = *state;
	sqlite3 *s;
	assert_int_equal(sqlite3_open_v2(t->where, &s, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	size_t n, bad = 0;
	const struct sql *all = sql_all(&n);
	assert_true(n >= STATEMENTS_MIN);
	for (size_t i = 0; i < n; i++) {
		sqlite3_stmt *st;
		const char *rest;
		if (sqlite3_prepare_v2(s, all[i].text, -1, &st, &rest) != SQLITE_OK) {
			print_error("%s:%d: %s\n", all[i].file, all[i].line, sqlite3_errmsg(s));
			bad++;
		} else if (rest[strspn(rest, " ;\n\t")]) {
			print_error("%s:%d: only the first of several statements would be run\n", all[i].file, all[i].line);
			bad++;
		}
		sqlite3_finalize(st);
	}
	sqlite3_close(s);
	assert_int_equal(bad, 0);
}

static bool postgres_prepares(struct arena *a, PGconn *pg, const struct sql *sql)
{
	struct pg_rewritten r;
	if (!pg_rewrite(a, sql->text, &r)) {
		print_error("%s:%d: more than %d parameters\n", sql->file, sql->line, PG_PARAMETERS_MAX);
		return false;
	}
	PGresult *result = PQprepare(pg, "", r.text, 0, NULL);
	bool ok = PQresultStatus(result) == PGRES_COMMAND_OK;
	if (!ok)
		print_error("%s:%d: %s\n", sql->file, sql->line, PQerrorMessage(pg));
	PQclear(result);
	return ok;
}

static void postgres_prepares_every_statement(void **state)
{
	struct test_db *t = *state;
	if (!t) {
		print_message("PLANVERK_TEST_PG is not set: not run on PostgreSQL\n");
		skip();
	}
	PGconn *pg = PQconnectdb(t->where);
	assert_int_equal(PQstatus(pg), CONNECTION_OK);
	size_t n, bad = 0;
	const struct sql *all = sql_all(&n);
	for (size_t i = 0; i < n; i++)
		if (!is_pragma(&all[i]) && !postgres_prepares(t->arena, pg, &all[i]))
			bad++;
	PQfinish(pg);
	assert_int_equal(bad, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(sqlite_prepares_every_statement, test_setup_sqlite, test_teardown),
		cmocka_unit_test_setup_teardown(postgres_prepares_every_statement, test_setup_postgres, test_teardown),
	};
	return cmocka_run_group_tests_name("db/sql", tests, NULL, NULL);
}
