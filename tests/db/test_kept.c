#include "support.h"

static unsigned made, freed;

static void *make(void)
{
	made++;
	return calloc(1, sizeof(int));
}

static void let_go(void *value)
{
	freed++;
	free(value);
}

DB_TEST(keeps_one_for_each_key)(struct test_db *t)
{
	made = freed = 0;
	int *a = db_kept(t->db, "a", make, let_go);
	assert_non_null(a);
	assert_ptr_equal(db_kept(t->db, "a", make, let_go), a);
	assert_ptr_not_equal(db_kept(t->db, "b", make, let_go), a);
	assert_int_equal(made, 2);
	/* It outlives what is committed, and goes with the database. */
	db_close(t->db);
	assert_int_equal(freed, 2);
	arena_free(t->arena);
	test_db_open(t);
	assert_non_null(db_kept(t->db, "a", make, let_go));
	assert_int_equal(made, 3);
}

static bool write_nothing(struct db_conn *tx, void *arg, struct err *err)
{
	(void)arg;
	return db_new_id(tx) != 0 || err_system(err, "no identifier");
}

DB_TEST(a_snapshot_knows_its_version)(struct test_db *t)
{
	struct err err = { 0 };
	struct db_conn *c = db_reader(t->db, &err);
	uint64_t before = db_snapshot_version(c);
	assert_ok(db_write(t->db, write_nothing, NULL, &err), err);
	assert_int_equal(db_snapshot_version(c), before);
	db_reader_done(c);
	assert_true(db_version(t->db) > before);
	c = db_reader(t->db, &err);
	assert_int_equal(db_snapshot_version(c), db_version(t->db));
	db_reader_done(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = { ON_BOTH(keeps_one_for_each_key), ON_BOTH(a_snapshot_knows_its_version) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
