/* Opening, refusing, backing up and restoring whole databases. */
#include "sample.h"

#include "base/file.h"
#include "db/journal.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>

static bool open_again(struct test_db *t, enum db_mode mode, struct db **db, struct err *err)
{
	err_clear(err);
	return db_open(t->where, mode, command_module_names(t->arena, registry), db, err);
}

static bool insert_future_migration(struct db_conn *tx, void *arg, struct err *err)
{
	(void)arg;
	return db_exec(tx, SQL("INSERT INTO schema_migration (name, digest, applied_at) "
	                       "VALUES ('schema/db/999_future.sql', 'x', 0)"), err);
}

static bool change_digest(struct db_conn *tx, void *arg, struct err *err)
{
	(void)arg;
	return db_exec(tx, SQL("UPDATE schema_migration SET digest = 'other' WHERE name = 'schema/db/001_base.sql'"), err);
}

DB_TEST(opening_again_changes_nothing)(struct test_db *t)
{
	struct err err = { 0 };
	struct db *db;
	int64_t before, after;
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(db_get_i64(c, SQL("SELECT count(*) FROM schema_migration"), &before, &err), err);
	db_reader_done(c);
	static const enum db_mode modes[] = { DB_CREATE, DB_EXISTING, DB_INSPECT };
	for (size_t i = 0; i < ARRAY_LEN(modes); i++) {
		assert_ok(open_again(t, modes[i], &db, &err), err);
		db_close(db);
	}
	c = db_reader(t->db, &err);
	assert_ok(db_get_i64(c, SQL("SELECT count(*) FROM schema_migration"), &after, &err), err);
	db_reader_done(c);
	assert_true(before > 0);
	assert_int_equal(after, before);
}

DB_TEST(a_newer_database_is_refused)(struct test_db *t)
{
	struct err err = { 0 };
	struct db *db;
	assert_ok(db_write(t->db, insert_future_migration, NULL, &err), err);
	static const enum db_mode modes[] = { DB_CREATE, DB_EXISTING, DB_INSPECT };
	for (size_t i = 0; i < ARRAY_LEN(modes); i++) {
		assert_false(open_again(t, modes[i], &db, &err));
		assert_int_equal(err.kind, ERR_CONFLICT);
		assert_non_null(strstr(err.message, "newer"));
	}
}

DB_TEST(a_database_of_another_edition_is_refused)(struct test_db *t)
{
	struct err err = { 0 };
	struct db *db;
	assert_ok(db_write(t->db, change_digest, NULL, &err), err);
	assert_false(open_again(t, DB_EXISTING, &db, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_non_null(strstr(err.message, "001_base.sql"));
}

/* ---- What is no database ---- */

static const char *write_file(struct test_db *t, const char *name, const char *text)
{
	struct err err = { 0 };
	const char *path = arena_printf(t->arena, "%s/%s", t->folder, name);
	struct file_writer *w = file_create(t->arena, path, &err);
	assert_non_null(w);
	fputs(text, file_stream(w));
	assert_ok(file_commit(w, &err), err);
	return path;
}

static struct span content(struct test_db *t, const char *path)
{
	struct span bytes;
	struct err err = { 0 };
	assert_ok(file_read(t->arena, path, (size_t)1 << 26, &bytes, &err), err);
	return bytes;
}

static void what_is_no_database_is_refused_and_left_alone(void **state)
{
	struct test_db *t = *state;
	struct db *db;
	const char *text = write_file(t, "text.db", "This is no database.\n");
	const char *nothing = arena_printf(t->arena, "%s/missing.db", t->folder);
	for (enum db_mode mode = DB_CREATE; mode <= DB_INSPECT; mode++) {
		struct err err = { 0 };
		assert_false(db_open(text, mode, NULL, &db, &err));
		assert_int_equal(err.kind, ERR_SYSTEM);
		assert_string_equal(err.file, text);
		assert_true(span_is(content(t, text), "This is no database.\n"));
		err_clear(&err);
		if (mode == DB_CREATE)
			continue;
		assert_false(db_open(nothing, mode, NULL, &db, &err));
		assert_int_equal(err.kind, ERR_NOT_FOUND);
		assert_int_equal(access(nothing, F_OK), -1);
	}
	struct err err = { 0 };
	assert_false(db_open("/no/such/folder/x.db", DB_CREATE, NULL, &db, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
}

static void another_programs_database_is_refused_and_left_alone(void **state)
{
	struct test_db *t = *state;
	struct db *db;
	const char *path = arena_printf(t->arena, "%s/other.db", t->folder);
	char *command = arena_printf(t->arena, "python3 -c \"import sqlite3; c = sqlite3.connect('%s'); "
	                             "c.execute('CREATE TABLE theirs (x)'); c.commit()\"", path);
	assert_int_equal(system(command), 0);
	struct span before = content(t, path);
	for (enum db_mode mode = DB_EXISTING; mode <= DB_INSPECT; mode++) {
		struct err err = { 0 };
		assert_false(db_open(path, mode, NULL, &db, &err));
		assert_int_equal(err.kind, ERR_INPUT);
		assert_true(span_eq(content(t, path), before));
	}
}

static void an_empty_schema_is_refused(void **state)
{
	struct err err = { 0 };
	struct db *db;
	(void)state;
	if (!getenv("PLANVERK_TEST_PG")) {
		print_message("PLANVERK_TEST_PG is not set: not run on PostgreSQL\n");
		skip();
	}
	assert_false(db_open(getenv("PLANVERK_TEST_PG"), DB_EXISTING, NULL, &db, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	err_clear(&err);
	assert_false(db_open("postgresql://someone:secret@/x?host=/no/such/socket", DB_CREATE, NULL, &db, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_null(strstr(err.message, "secret"));
	err_clear(&err);
	assert_false(db_open("postgresql:///x?host=/no/such/socket&password=secret", DB_CREATE, NULL, &db, &err));
	assert_null(strstr(err.message, "secret"));
}

/* ---- Several programs start at once ---- */

#define OPENERS 6

struct opener {
	const char *where;
	const char *const *modules;
	struct err err;
	bool ok;
};

static void *open_and_close(void *arg)
{
	struct opener *o = arg;
	struct db *db;
	o->ok = db_open(o->where, DB_CREATE, o->modules, &db, &o->err);
	if (o->ok)
		db_close(db);
	return NULL;
}

static void open_together(struct test_db *t, const char *where)
{
	struct opener openers[OPENERS];
	pthread_t thread[OPENERS];
	for (int i = 0; i < OPENERS; i++) {
		openers[i] = (struct opener){ .where = where, .modules = command_module_names(t->arena, registry) };
		assert_int_equal(pthread_create(&thread[i], NULL, open_and_close, &openers[i]), 0);
	}
	for (int i = 0; i < OPENERS; i++)
		pthread_join(thread[i], NULL);
	for (int i = 0; i < OPENERS; i++)
		if (!openers[i].ok)
			fail_msg("%s", openers[i].err.message);
}

DB_TEST(programs_that_start_at_once_make_one_database)(struct test_db *t)
{
	for (int round = 0; round < 5; round++) {
		if (*t->folder) {
			open_together(t, arena_printf(t->arena, "%s/together%d.db", t->folder, round));
			continue;
		}
		/* A second schema beside the test's own. */
		char sql[160], *where = arena_strdup(t->arena, t->where);
		snprintf(sql, sizeof sql, "DROP SCHEMA %s CASCADE; CREATE SCHEMA %s", t->schema, t->schema);
		db_close(t->db);
		t->db = NULL;
		test_pg_execute(sql);
		open_together(t, where);
	}
}

/* ---- Backup and restore ---- */

static _Atomic bool stop_writing;

static void *write_without_pause(void *arg)
{
	struct test_db *t = arg;
	for (int64_t id = 1000; !stop_writing; id++) {
		struct err err = { 0 };
		if (!db_write(t->db, sample_insert_fn, &id, &err))
			break;
	}
	return NULL;
}

static bool fill(struct db_conn *tx, void *arg, struct err *err)
{
	const char *text = arg;
	for (int64_t i = 0; i < 500; i++)
		if (!sample_insert(tx, i, text, err))
			return false;
	return journal_write(tx, "sample.fill", 1, "{}", err);
}

static bool is_restored(struct test_db *t, int64_t *rows)
{
	struct err err = { 0 };
	struct journal_state state;
	struct db_conn *c = db_reader(t->db, &err);
	bool ok = c && journal_verify(c, &state, &err) && state.bad_row == 0 && state.rows == 1
	          && db_get_i64(c, SQL("SELECT count(*) FROM sample"), rows, &err);
	db_reader_done(c);
	return ok;
}

/* A row of 4 kB each, so that a backup takes many steps. */
static char *long_text(struct arena *a)
{
	return memset(arena_alloc(a, 4001), 'x', 4000);
}

DB_TEST(a_backup_is_one_moment_while_others_write)(struct test_db *t)
{
	struct err err = { 0 };
	pthread_t thread;
	int64_t rows, now;
	const char *path = arena_printf(t->arena, "/tmp/planverk-backup-%d", (int)getpid());
	unlink(path);
	sample_create(t);
	assert_ok(db_write(t->db, fill, long_text(t->arena), &err), err);
	stop_writing = false;
	assert_int_equal(pthread_create(&thread, NULL, write_without_pause, t), 0);
	bool ok = db_backup(t->db, path, &err);
	stop_writing = true;
	pthread_join(thread, NULL);
	assert_ok(ok, err);
	now = sample_count(t);
	assert_false(db_backup(t->db, path, &err)); /* never over a file */
	assert_int_equal(err.kind, ERR_CONFLICT);

	err_clear(&err);
	assert_false(db_restore(t->where, path, false, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	err_clear(&err);
	db_close(t->db);
	t->db = NULL;
	assert_ok(db_restore(t->where, path, true, &err), err);
	assert_ok(open_again(t, DB_EXISTING, &t->db, &err), err);
	assert_true(is_restored(t, &rows));
	assert_in_range(rows, 500, now);
	unlink(path);
}

DB_TEST(what_is_no_backup_changes_nothing)(struct test_db *t)
{
	struct err err = { 0 };
	int64_t rows;
	const char *path = arena_printf(t->arena, "/tmp/planverk-broken-%d", (int)getpid());
	unlink(path);
	sample_create(t);
	assert_ok(db_write(t->db, fill, long_text(t->arena), &err), err);
	assert_ok(db_backup(t->db, path, &err), err);
	struct stat st;
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(truncate(path, st.st_size / 2), 0); /* a copy that was broken off */
	assert_false(db_restore(t->where, path, true, &err));
	assert_true(is_restored(t, &rows));
	assert_int_equal(rows, 500);

	if (*t->folder) { /* one page in the middle overwritten */
		unlink(path);
		err_clear(&err);
		assert_ok(db_backup(t->db, path, &err), err);
		FILE *f = fopen(path, "r+");
		fseek(f, (long)(st.st_size / 2), SEEK_SET);
		for (int i = 0; i < 4096; i++)
			fputc(0x55, f);
		fclose(f);
		assert_false(db_restore(t->where, path, true, &err));
		assert_int_equal(err.kind, ERR_INPUT);
		assert_true(is_restored(t, &rows));
		assert_int_equal(rows, 500);
	}
	assert_int_equal(truncate(path, 0), 0);
	err_clear(&err);
	assert_false(db_restore(t->where, path, true, &err));
	assert_true(is_restored(t, &rows));
	unlink(path);
	err_clear(&err);
	assert_false(db_restore(t->where, path, true, &err));
	assert_true(is_restored(t, &rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(opening_again_changes_nothing),
		ON_BOTH(a_newer_database_is_refused),
		ON_BOTH(a_database_of_another_edition_is_refused),
		cmocka_unit_test_setup_teardown(what_is_no_database_is_refused_and_left_alone, test_setup_sqlite, test_teardown),
		cmocka_unit_test_setup_teardown(another_programs_database_is_refused_and_left_alone, test_setup_sqlite, test_teardown),
		cmocka_unit_test(an_empty_schema_is_refused),
		ON_BOTH(programs_that_start_at_once_make_one_database),
		ON_BOTH(a_backup_is_one_moment_while_others_write),
		ON_BOTH(what_is_no_backup_changes_nothing),
	};
	return cmocka_run_group_tests_name("db/open", tests, NULL, NULL);
}
