/* Statements that nobody waits for (PostgreSQL): what they do and what goes wrong in them shows. */
#include "sample.h"

#define MANY 5000 /* more than are sent at a time */

static bool insert_many(struct db_conn *tx, void *arg, struct err *err)
{
	(void)arg;
	for (int64_t i = 1; i <= MANY; i++)
		if (!sample_insert(tx, i, "row", err))
			return false;
	return true;
}

DB_TEST(many_are_written)(struct test_db *t)
{
	struct err err = { 0 };
	sample_create(t);
	assert_ok(db_write(t->db, insert_many, NULL, &err), err);
	assert_int_equal(sample_count(t), MANY);
}

static bool read_between(struct db_conn *tx, void *arg, struct err *err)
{
	(void)arg;
	for (int64_t i = 1; i <= 10; i++) {
		if (!sample_insert(tx, i, "row", err))
			return false;
		assert_int_equal(sample_count_on(tx), i);
	}
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE sample SET name = 'other' WHERE id > $id"));
	int64_t changed;
	db_bind_i64(st, "$id", 4);
	assert_ok(db_finish_changed(st, &changed, err), *err);
	assert_int_equal(changed, 6);
	return true;
}

DB_TEST(what_is_read_contains_them)(struct test_db *t)
{
	struct err err = { 0 };
	sample_create(t);
	assert_ok(db_write(t->db, read_between, NULL, &err), err);
	assert_int_equal(sample_count(t), 10);
}

/* The row of `at` is there already; whether that shows at once, later or at the end is the engine's. */
static bool insert_twice(struct db_conn *tx, void *arg, struct err *err)
{
	int64_t at = *(int64_t *)arg;
	for (int64_t i = 1; i <= MANY; i++)
		if (!sample_insert(tx, i == at ? 1 : i, "row", err))
			return false;
	return true;
}

DB_TEST(a_failure_fails_the_whole_write)(struct test_db *t)
{
	sample_create(t);
	for (int64_t at = 2; at <= MANY; at += 1249) {
		struct err err = { 0 };
		assert_false(db_write(t->db, insert_twice, &at, &err));
		assert_non_null(strcasestr(err.message, "unique"));
		assert_int_equal(sample_count(t), 0);
	}
	/* The connection is as good as before. */
	struct err err = { 0 };
	assert_ok(db_write(t->db, insert_many, NULL, &err), err);
	assert_int_equal(sample_count(t), MANY);
}

static bool fail_and_read(struct db_conn *tx, void *arg, struct err *err)
{
	int64_t n;
	*(bool *)arg = sample_insert(tx, 1, "row", err) && sample_insert(tx, 2, "row", err)
	               && sample_insert(tx, 1, "again", err)
	               && db_get_i64(tx, SQL("SELECT count(*) FROM sample"), &n, err);
	return *(bool *)arg;
}

DB_TEST(a_failure_shows_at_the_next_read)(struct test_db *t)
{
	struct err err = { 0 };
	bool all = true;
	sample_create(t);
	assert_false(db_write(t->db, fail_and_read, &all, &err));
	assert_false(all);
	assert_non_null(strcasestr(err.message, "unique"));
	if (str_eq(db_engine(t->db), "postgresql"))
		assert_non_null(strstr(err.message, "tests/db/sample.h:"));
	assert_int_equal(sample_count(t), 0);
}

static bool fail_and_pretend(struct db_conn *tx, void *arg, struct err *err)
{
	struct err ignored = { 0 };
	(void)arg;
	(void)err;
	sample_insert(tx, 1, "row", &ignored);
	sample_insert(tx, 1, "again", &ignored);
	return true;
}

DB_TEST(a_failure_that_is_ignored_is_none_the_less_one)(struct test_db *t)
{
	struct err err = { 0 };
	sample_create(t);
	assert_false(db_write(t->db, fail_and_pretend, NULL, &err));
	assert_true(err.kind != ERR_NONE);
	assert_int_equal(sample_count(t), 0);
}

static bool fail_on_purpose(struct db_conn *tx, void *arg, struct err *err)
{
	(void)arg;
	sample_insert(tx, 1, "row", err);
	sample_insert(tx, 2, "row", err);
	return err_input(err, "on purpose");
}

DB_TEST(a_write_that_gives_up_leaves_nothing_on_its_way)(struct test_db *t)
{
	struct err err = { 0 };
	sample_create(t);
	for (int i = 0; i < 3; i++) {
		err_clear(&err);
		assert_false(db_write(t->db, fail_on_purpose, NULL, &err));
		assert_string_equal(err.message, "on purpose");
	}
	assert_int_equal(sample_count(t), 0);
	err_clear(&err);
	assert_ok(db_write(t->db, insert_many, NULL, &err), err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(many_are_written),
		ON_BOTH(what_is_read_contains_them),
		ON_BOTH(a_failure_fails_the_whole_write),
		ON_BOTH(a_failure_shows_at_the_next_read),
		ON_BOTH(a_failure_that_is_ignored_is_none_the_less_one),
		ON_BOTH(a_write_that_gives_up_leaves_nothing_on_its_way),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
