/* The chain notices what was changed behind the program's back, and names the first bad row. */
#include "support.h"

#include "db/journal.h"

static const char *const contents[] = { "{\"n\": 0}", "{\"n\": 1}", "{\"n\": 1}", "{\"tekst\": \"Ås\"}", "{}" };

static bool record(struct db_conn *tx, void *arg, struct err *err)
{
	return journal_write(tx, "test.record", 7, arg, err);
}

/* Five rows, each of a write of its own. */
static void write_five(struct test_db *t)
{
	for (size_t i = 0; i < ARRAY_LEN(contents); i++) {
		struct err err = { 0 };
		assert_ok(db_write(t->db, record, (void *)(uintptr_t)contents[i], &err), err);
	}
}

static struct journal_state verify(struct test_db *t)
{
	struct err err = { 0 };
	struct journal_state state;
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(journal_verify(c, &state, &err), err);
	db_reader_done(c);
	return state;
}

/* The identifier of the row at a place in the chain. */
static int64_t row_at(struct test_db *t, int64_t seq)
{
	struct err err = { 0 };
	struct db_conn *c = db_reader(t->db, &err);
	struct db_stmt *st = db_prepare(c, SQL("SELECT id FROM journal WHERE seq = $seq"));
	db_bind_i64(st, "$seq", seq);
	assert_true(db_step(st));
	int64_t id = db_i64(st, 0);
	assert_ok(db_finish(st, &err), err);
	db_reader_done(c);
	return id;
}

static bool run_sql(struct db_conn *tx, void *arg, struct err *err)
{
	return db_exec(tx, arg, err);
}

/* Someone with access to the database changes it. */
static void tamper(struct test_db *t, const struct sql *sql)
{
	struct err err = { 0 };
	assert_ok(db_write(t->db, run_sql, (void *)(uintptr_t)sql, &err), err);
}

DB_TEST(an_untouched_journal_verifies)(struct test_db *t)
{
	struct journal_state empty = verify(t);
	assert_int_equal(empty.rows, 0);
	assert_int_equal(empty.bad_row, 0);
	write_five(t);
	struct journal_state state = verify(t);
	assert_int_equal(state.rows, 5);
	assert_int_equal(state.sealed, 5);
	assert_int_equal(state.erased, 0);
	assert_int_equal(state.bad_row, 0);
	assert_int_equal(strlen(state.head), 64);
	assert_string_not_equal(state.head, empty.head);
	assert_string_equal(verify(t).head, state.head);
}

DB_TEST(a_changed_content_is_noticed)(struct test_db *t)
{
	write_five(t);
	tamper(t, SQL("UPDATE journal_content SET content = '{\"n\": 2}' "
	              "WHERE journal_id = (SELECT id FROM journal WHERE seq = 2)"));
	struct journal_state state = verify(t);
	assert_int_equal(state.bad_row, row_at(t, 2));
	assert_non_null(strstr(state.problem, "content"));
}

DB_TEST(a_changed_row_is_noticed)(struct test_db *t)
{
	write_five(t);
	tamper(t, SQL("UPDATE journal SET action = 'test.other' WHERE seq = 3"));
	tamper(t, SQL("UPDATE journal SET subject = 8 WHERE seq = 4"));
	assert_int_equal(verify(t).bad_row, row_at(t, 3));
}

DB_TEST(a_changed_time_is_noticed)(struct test_db *t)
{
	write_five(t);
	tamper(t, SQL("UPDATE journal SET at = at - 1 WHERE seq = 5"));
	assert_int_equal(verify(t).bad_row, row_at(t, 5));
}

DB_TEST(a_missing_row_is_noticed)(struct test_db *t)
{
	write_five(t);
	tamper(t, SQL("DELETE FROM journal_content WHERE journal_id = (SELECT id FROM journal WHERE seq = 2)"));
	assert_int_equal(verify(t).bad_row, row_at(t, 2)); /* no tombstone */
	tamper(t, SQL("DELETE FROM journal WHERE seq = 2"));
	struct journal_state state = verify(t);
	assert_int_equal(state.bad_row, row_at(t, 3));
	assert_non_null(strstr(state.problem, "missing"));
}

DB_TEST(renumbering_does_not_hide_a_missing_row)(struct test_db *t)
{
	write_five(t);
	tamper(t, SQL("DELETE FROM journal_content WHERE journal_id = (SELECT id FROM journal WHERE seq = 2)"));
	tamper(t, SQL("DELETE FROM journal WHERE seq = 2"));
	tamper(t, SQL("UPDATE journal SET seq = 2 WHERE seq = 3"));
	tamper(t, SQL("UPDATE journal SET seq = 3 WHERE seq = 4"));
	tamper(t, SQL("UPDATE journal SET seq = 4 WHERE seq = 5"));
	assert_int_equal(verify(t).bad_row, row_at(t, 2));
}

DB_TEST(a_cut_end_changes_the_head)(struct test_db *t)
{
	write_five(t);
	struct journal_state before = verify(t);
	tamper(t, SQL("DELETE FROM journal_content WHERE journal_id = (SELECT id FROM journal WHERE seq = 5)"));
	tamper(t, SQL("DELETE FROM journal WHERE seq = 5"));
	struct journal_state after = verify(t);
	assert_int_equal(after.bad_row, 0);
	assert_string_not_equal(after.head, before.head);
}

DB_TEST(a_tombstone_is_accepted)(struct test_db *t)
{
	write_five(t);
	struct journal_state before = verify(t);
	tamper(t, str_eq(db_engine(t->db), "sqlite")
		? SQL("UPDATE journal_content SET salt = x'', content = '', erased_at = 1 "
		      "WHERE journal_id = (SELECT id FROM journal WHERE seq = 4)")
		: SQL("UPDATE journal_content SET salt = '', content = '', erased_at = 1 "
		      "WHERE journal_id = (SELECT id FROM journal WHERE seq = 4)"));
	struct journal_state after = verify(t);
	assert_int_equal(after.bad_row, 0);
	assert_int_equal(after.erased, 1);
	assert_string_equal(after.head, before.head);
}

DB_TEST(equal_contents_cannot_be_told_from_their_digests)(struct test_db *t)
{
	struct err err = { 0 };
	int64_t different;
	write_five(t); /* rows 2 and 3 are equal but for the salt */
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(db_get_i64(c, SQL("SELECT count(DISTINCT digest) FROM journal"), &different, &err), err);
	db_reader_done(c);
	assert_int_equal(different, 5);
}

static bool record_and_fail(struct db_conn *tx, void *arg, struct err *err)
{
	return record(tx, arg, err) && err_input(err, "changed my mind");
}

DB_TEST(a_write_that_fails_leaves_no_row)(struct test_db *t)
{
	struct err err = { 0 };
	write_five(t);
	assert_false(db_write(t->db, record_and_fail, (char[]){ "{}" }, &err));
	struct journal_state state = verify(t);
	assert_int_equal(state.rows, 5);
	assert_int_equal(state.bad_row, 0);
}

/* More than the verifier keeps in memory at once, and many in one transaction. */
static bool record_many(struct db_conn *tx, void *arg, struct err *err)
{
	bool ok = true;
	for (int i = 0; ok && i < 3000; i++)
		ok = journal_write(tx, "test.many", i, arg, err);
	return ok;
}

DB_TEST(a_long_journal_verifies)(struct test_db *t)
{
	struct err err = { 0 };
	char *text = memset(arena_alloc(t->arena, 1001), 'x', 1000);
	assert_ok(db_write(t->db, record_many, text, &err), err);
	write_five(t);
	struct journal_state state = verify(t);
	assert_int_equal(state.sealed, 3005);
	assert_int_equal(state.bad_row, 0);
	tamper(t, SQL("UPDATE journal SET subject = -1 WHERE seq = 2900"));
	assert_int_equal(verify(t).bad_row, row_at(t, 2900));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(an_untouched_journal_verifies),
		ON_BOTH(a_changed_content_is_noticed),
		ON_BOTH(a_changed_row_is_noticed),
		ON_BOTH(a_changed_time_is_noticed),
		ON_BOTH(a_missing_row_is_noticed),
		ON_BOTH(renumbering_does_not_hide_a_missing_row),
		ON_BOTH(a_cut_end_changes_the_head),
		ON_BOTH(a_tombstone_is_accepted),
		ON_BOTH(equal_contents_cannot_be_told_from_their_digests),
		ON_BOTH(a_write_that_fails_leaves_no_row),
		ON_BOTH(a_long_journal_verifies),
	};
	return cmocka_run_group_tests_name("db/journal", tests, NULL, NULL);
}
