/* What is made once and used by many readers until something is committed. */
#include "sample.h"

static unsigned made;

static const void *count_rows(struct db_conn *c, struct arena *a, const void *arg, struct err *err)
{
	int64_t *rows = arena_alloc(a, sizeof *rows);
	(void)arg;
	made++;
	return db_get_i64(c, SQL("SELECT count(*) FROM sample"), rows, err) ? rows : NULL;
}

static const int64_t *shared_count(struct db_conn *c, struct arena *pin)
{
	struct err err = { 0 };
	const int64_t *rows = db_shared(c, pin, "test.count", count_rows, NULL, &err);
	assert_ok(rows != NULL, err);
	return rows;
}

static const int64_t *count_anew(struct test_db *t, struct arena *pin)
{
	struct err err = { 0 };
	struct db_conn *c = db_reader(t->db, &err);
	assert_non_null(c);
	const int64_t *rows = shared_count(c, pin);
	db_reader_done(c);
	return rows;
}

DB_TEST(readers_share_what_the_first_has_made)(struct test_db *t)
{
	sample_create(t);
	made = 0;
	const int64_t *first = count_anew(t, t->arena);
	assert_ptr_equal(count_anew(t, t->arena), first);
	assert_int_equal(made, 1);
	assert_int_equal(*first, 0);
}

DB_TEST(a_commit_makes_it_anew_and_leaves_who_holds_the_old_one)(struct test_db *t)
{
	struct err err = { 0 };
	struct arena *pin = arena_new();
	int64_t id = 1;
	sample_create(t);
	made = 0;
	const int64_t *before = count_anew(t, pin);
	assert_ok(db_write(t->db, sample_insert_fn, &id, &err), err);
	const int64_t *after = count_anew(t, t->arena);
	assert_int_equal(made, 2);
	assert_int_equal(*before, 0);
	assert_int_equal(*after, 1);
	arena_free(pin);
}

static bool count_in_a_write(struct db_conn *tx, void *arg, struct err *err)
{
	struct test_db *t = arg;
	assert_int_equal(*shared_count(tx, t->arena), 0);
	if (!sample_insert(tx, 1, "one", err))
		return false;
	assert_int_equal(*shared_count(tx, t->arena), 1);
	return true;
}

DB_TEST(a_write_sees_its_own_changes)(struct test_db *t)
{
	struct err err = { 0 };
	sample_create(t);
	assert_int_equal(*count_anew(t, t->arena), 0);
	assert_ok(db_write(t->db, count_in_a_write, t, &err), err);
	assert_int_equal(*count_anew(t, t->arena), 1);
}

static const void *fail_to_make(struct db_conn *c, struct arena *a, const void *arg, struct err *err)
{
	(void)c;
	(void)a;
	err_input(err, "%s", (const char *)arg);
	return NULL;
}

DB_TEST(what_cannot_be_made_is_not_kept)(struct test_db *t)
{
	sample_create(t);
	struct err err = { 0 };
	struct db_conn *c = db_reader(t->db, &err);
	assert_null(db_shared(c, t->arena, "test.count", fail_to_make, "no", &err));
	assert_string_equal(err.message, "no");
	assert_int_equal(*shared_count(c, t->arena), 0);
	db_reader_done(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(readers_share_what_the_first_has_made),
		ON_BOTH(a_commit_makes_it_anew_and_leaves_who_holds_the_old_one),
		ON_BOTH(a_write_sees_its_own_changes),
		ON_BOTH(what_cannot_be_made_is_not_kept),
	};
	return cmocka_run_group_tests_name("db/shared", tests, NULL, NULL);
}
