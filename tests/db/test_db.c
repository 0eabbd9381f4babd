/* Statements and transactions: what db.h promises, on both engines. */
#include "sample.h"

#include <float.h>
#include <math.h>

struct values {
	int64_t id;
	double number;
	const char *name;
	const void *bytes;
	size_t n;
};

static const struct values every_type[] = {
	{ INT64_MIN, -DBL_MAX, "", "", 0 },
	{ INT64_MAX, DBL_TRUE_MIN, "Ås «kommune» 'x' \"y\" \\ $id :id ?1 --", "\0\1\2\xFF'\\", 6 },
	{ 0, 0.1, "😀\n\t", "\0", 1 },
	{ -1, NAN, NULL, NULL, 0 }, /* NAN stands for NULL */
};

static bool insert_every_type(struct db_conn *tx, void *arg, struct err *err)
{
	(void)arg;
	for (size_t i = 0; i < ARRAY_LEN(every_type); i++) {
		const struct values *v = &every_type[i];
		struct db_stmt *st = db_prepare(tx, SQL(
			"INSERT INTO sample (id, number, name, bytes) VALUES ($id, $number, $name, $bytes)"));
		db_bind_i64(st, "$id", v->id);
		if (isnan(v->number))
			db_bind_null_f64(st, "$number");
		else
			db_bind_f64(st, "$number", v->number);
		db_bind_text(st, "$name", v->name);
		db_bind_blob(st, "$bytes", v->bytes, v->n);
		if (!db_finish(st, err))
			return false;
	}
	return true;
}

DB_TEST(values_of_every_type_come_back)(struct test_db *t)
{
	struct err err = { 0 };
	sample_create(t);
	assert_ok(db_write(t->db, insert_every_type, NULL, &err), err);
	struct db_conn *c = db_reader(t->db, &err);
	for (size_t i = 0; i < ARRAY_LEN(every_type); i++) {
		const struct values *v = &every_type[i];
		struct db_stmt *st = db_prepare(c, SQL("SELECT id, number, name, bytes FROM sample WHERE id = $id"));
		db_bind_i64(st, "$id", v->id);
		assert_true(db_step(st));
		assert_int_equal(db_i64(st, 0), v->id);
		assert_true(db_f64(st, 1) == (isnan(v->number) ? 0.0 : v->number));
		assert_int_equal(db_is_null(st, 1), isnan(v->number));
		assert_string_equal(db_text(st, 2, t->arena), v->name ? v->name : "");
		assert_int_equal(db_is_null(st, 2), v->name == NULL);
		size_t n;
		const void *bytes = db_blob(st, 3, t->arena, &n);
		assert_int_equal(n, v->n);
		assert_memory_equal(bytes, v->bytes ? v->bytes : "", n);
		assert_int_equal(db_is_null(st, 3), v->bytes == NULL);
		assert_false(db_step(st));
		assert_ok(db_finish(st, &err), err);
	}
	db_reader_done(c);
}

static bool write_with_ids(struct db_conn *tx, void *arg, struct err *err)
{
	(void)arg;
	/* An identifier of 0 is NULL, so the filter below finds the first row only. */
	for (int64_t id = 0; id < 2; id++) {
		struct db_stmt *st = db_prepare(tx, SQL(
			"INSERT INTO sample (id, number) VALUES ($row, CAST($id AS DOUBLE PRECISION))"));
		db_bind_i64(st, "$row", 10 + id);
		db_bind_id(st, "$id", id);
		if (!db_finish(st, err))
			return false;
	}
	return true;
}

DB_TEST(an_identifier_of_zero_is_null)(struct test_db *t)
{
	struct err err = { 0 };
	int64_t id;
	sample_create(t);
	assert_ok(db_write(t->db, write_with_ids, NULL, &err), err);
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(db_get_i64(c, SQL("SELECT id FROM sample WHERE number IS NULL"), &id, &err), err);
	assert_int_equal(id, 10);
	assert_ok(db_get_i64(c, SQL("SELECT id FROM sample WHERE id = 99"), &id, &err), err);
	assert_int_equal(id, 0); /* no row */
	db_reader_done(c);
}

/* In the order of their bytes; a Norwegian or an English collation would give another. */
static const char *const in_order[] = { "", "A", "B", "Z", "a", "aa", "b", "z", "Å", "Æ", "Ø", "å", "æ", "é", "ø", "€", "😀" };

static bool insert_names(struct db_conn *tx, void *arg, struct err *err)
{
	(void)arg;
	for (size_t i = 0; i < ARRAY_LEN(in_order); i++)
		if (!sample_insert(tx, (int64_t)i, in_order[(i * 7) % ARRAY_LEN(in_order)], err))
			return false;
	return true;
}

DB_TEST(text_is_ordered_and_compared_by_bytes)(struct test_db *t)
{
	struct err err = { 0 };
	size_t i = 0;
	sample_create(t);
	assert_ok(db_write(t->db, insert_names, NULL, &err), err);
	struct db_conn *c = db_reader(t->db, &err);
	struct db_stmt *st = db_prepare(c, SQL("SELECT name FROM sample ORDER BY name"));
	while (db_step(st))
		assert_string_equal(db_text(st, 0, t->arena), in_order[i++]);
	assert_ok(db_finish(st, &err), err);
	assert_int_equal(i, ARRAY_LEN(in_order));
	int64_t n;
	assert_ok(db_get_i64(c, SQL("SELECT count(*) FROM sample WHERE name > 'a'"), &n, &err), err);
	assert_int_equal(n, ARRAY_LEN(in_order) - 5);
	db_reader_done(c);
}

/* ---- Several statements at once ---- */

/* Numbers 1 to 7 as a binary tree: the children of i are 2i and 2i + 1. */
static bool insert_tree(struct db_conn *tx, void *arg, struct err *err)
{
	(void)arg;
	for (int64_t i = 1; i <= 7; i++) {
		struct db_stmt *st = db_prepare(tx, SQL("INSERT INTO sample (id, number) VALUES ($id, $parent)"));
		db_bind_i64(st, "$id", i);
		db_bind_f64(st, "$parent", floor((double)i / 2));
		if (!db_finish(st, err))
			return false;
	}
	return true;
}

/* Walks the tree with one SQL text at every depth. */
static void walk(struct db_conn *c, int64_t parent, struct out *path)
{
	struct err err = { 0 };
	struct db_stmt *st = db_prepare(c, SQL("SELECT id FROM sample WHERE number = $parent ORDER BY id"));
	db_bind_f64(st, "$parent", (double)parent);
	while (db_step(st)) {
		int64_t id = db_i64(st, 0);
		out_format(path, "%lld ", (long long)id);
		walk(c, id, path);
	}
	assert_ok(db_finish(st, &err), err);
}

DB_TEST(a_statement_may_be_used_within_itself)(struct test_db *t)
{
	struct err err = { 0 };
	sample_create(t);
	assert_ok(db_write(t->db, insert_tree, NULL, &err), err);
	struct db_conn *c = db_reader(t->db, &err);
	for (int again = 0; again < 2; again++) {
		struct out path = out_memory(t->arena);
		walk(c, 0, &path);
		assert_string_equal(out_string(&path), "1 2 4 5 3 6 7 ");
	}
	db_reader_done(c);
}

static bool copy_rows(struct db_conn *tx, void *arg, struct err *err)
{
	struct test_db *t = arg;
	struct db_stmt *st = db_prepare(tx, SQL("SELECT id, name FROM sample WHERE id < 100 ORDER BY id"));
	while (db_step(st))
		if (!sample_insert(tx, 100 + db_i64(st, 0), db_text(st, 1, t->arena), err))
			break;
	return db_finish(st, err);
}

DB_TEST(a_write_may_read_and_write_in_turn)(struct test_db *t)
{
	struct err err = { 0 };
	sample_create(t);
	assert_ok(db_write(t->db, insert_names, NULL, &err), err);
	assert_ok(db_write(t->db, copy_rows, t, &err), err);
	assert_int_equal(sample_count(t), 2 * ARRAY_LEN(in_order));
}

static bool change_some(struct db_conn *tx, void *arg, struct err *err)
{
	int64_t *changed = arg;
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE sample SET number = 1 WHERE id < $limit"));
	db_bind_i64(st, "$limit", 3);
	if (!db_finish_changed(st, &changed[0], err))
		return false;
	st = db_prepare(tx, SQL("DELETE FROM sample WHERE id > 1000"));
	if (!db_finish_changed(st, &changed[1], err))
		return false;
	st = db_prepare(tx, SQL("UPDATE sample SET number = 2 WHERE id IN (3, 4) RETURNING id"));
	while (db_step(st))
		changed[2] += db_i64(st, 0);
	return db_finish(st, err);
}

DB_TEST(changed_rows_are_counted_and_returned)(struct test_db *t)
{
	struct err err = { 0 };
	int64_t changed[3] = { 0, 99, 0 };
	sample_create(t);
	assert_ok(db_write(t->db, insert_names, NULL, &err), err);
	assert_ok(db_write(t->db, change_some, changed, &err), err);
	assert_int_equal(changed[0], 3);
	assert_int_equal(changed[1], 0);
	assert_int_equal(changed[2], 7);
}

static bool step_too_often(struct db_conn *tx, void *arg, struct err *err)
{
	(void)arg;
	struct db_stmt *st = db_prepare(tx, SQL("INSERT INTO sample (id) SELECT coalesce(max(id), 0) + 1 FROM sample"));
	for (int i = 0; i < 5; i++)
		assert_false(db_step(st));
	return db_finish(st, err);
}

DB_TEST(a_statement_at_its_end_is_not_run_again)(struct test_db *t)
{
	struct err err = { 0 };
	sample_create(t);
	assert_ok(db_write(t->db, step_too_often, NULL, &err), err);
	assert_int_equal(sample_count(t), 1);
}

/* ---- Failures ---- */

DB_TEST(the_first_error_of_a_statement_is_kept)(struct test_db *t)
{
	struct err err = { 0 };
	sample_create(t);
	struct db_conn *c = db_reader(t->db, &err);
	for (int again = 0; again < 2; again++) { /* the statement stays usable */
		struct db_stmt *st = db_prepare(c, SQL("SELECT count(*) FROM sample WHERE id = $id"));
		db_bind_i64(st, "$id", 1);
		db_bind_i64(st, "$no_such", 1);
		db_bind_text(st, "$nor_this", "x");
		assert_false(db_step(st));
		assert_false(db_step(st));
		err_clear(&err);
		assert_false(db_finish(st, &err));
		assert_non_null(strstr(err.message, "$no_such"));
		assert_non_null(strstr(err.message, "test_db.c:"));
	}
	err_clear(&err);
	assert_false(db_exec(c, SQL("SELECT FROM WHERE"), &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	db_reader_done(c);
}

DB_TEST(an_earlier_error_is_not_overwritten)(struct test_db *t)
{
	struct err err = { 0 };
	struct db_conn *c = db_reader(t->db, &err);
	err_input(&err, "the cause");
	assert_false(db_exec(c, SQL("SELECT no_such_column FROM id_state"), &err));
	assert_string_equal(err.message, "the cause");
	db_reader_done(c);
}

DB_TEST(a_reader_cannot_write)(struct test_db *t)
{
	struct err err = { 0 };
	sample_create(t);
	struct db_conn *c = db_reader(t->db, &err);
	assert_false(db_exec(c, SQL("INSERT INTO sample (id) VALUES (1)"), &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	db_reader_done(c);
	assert_int_equal(sample_count(t), 0);
}

static bool fail_at_the_end(struct db_conn *tx, void *arg, struct err *err)
{
	(void)arg;
	return insert_names(tx, NULL, err) && err_input(err, "line 7 is wrong");
}

static bool break_a_key(struct db_conn *tx, void *arg, struct err *err)
{
	(void)arg;
	return sample_insert(tx, 1, "one", err) && sample_insert(tx, 1, "again", err);
}

/* Goes on as if nothing had happened, which is a bug that must not cost data. */
static bool ignore_a_failure(struct db_conn *tx, void *arg, struct err *err)
{
	(void)arg;
	struct err ignored = { 0 };
	return sample_insert(tx, 1, "one", err) && (sample_insert(tx, 1, "again", &ignored) || true);
}

DB_TEST(a_write_that_fails_leaves_nothing)(struct test_db *t)
{
	struct err err = { 0 };
	sample_create(t);
	assert_false(db_write(t->db, fail_at_the_end, NULL, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_string_equal(err.message, "line 7 is wrong");
	assert_int_equal(sample_count(t), 0);

	err_clear(&err);
	assert_false(db_write(t->db, break_a_key, NULL, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_int_equal(sample_count(t), 0);

	err_clear(&err);
	assert_false(db_write(t->db, ignore_a_failure, NULL, &err));
	assert_int_equal(err.kind, ERR_SYSTEM);
	assert_int_equal(sample_count(t), 0);

	err_clear(&err);
	assert_ok(db_write(t->db, insert_names, NULL, &err), err);
	assert_int_equal(sample_count(t), ARRAY_LEN(in_order));
}

DB_TEST(a_reader_sees_one_moment)(struct test_db *t)
{
	struct err err = { 0 };
	int64_t id = 1;
	sample_create(t);
	struct db_conn *c = db_reader(t->db, &err);
	assert_int_equal(sample_count_on(c), 0);
	assert_ok(db_write(t->db, sample_insert_fn, &id, &err), err);
	assert_int_equal(sample_count_on(c), 0);
	assert_int_equal(sample_count(t), 1); /* another reader, now */
	db_reader_done(c);
	assert_int_equal(sample_count(t), 1);
}

#define MANY 20000

static bool insert_many(struct db_conn *tx, void *arg, struct err *err)
{
	struct test_db *t = arg;
	for (int64_t i = 0; i < MANY; i++)
		if (!sample_insert(tx, i, arena_printf(t->arena, "row %lld", (long long)i), err))
			return false;
	return true;
}

DB_TEST(many_rows_come_back_in_order)(struct test_db *t)
{
	struct err err = { 0 };
	int64_t n = 0;
	sample_create(t);
	assert_ok(db_write(t->db, insert_many, t, &err), err);
	struct db_conn *c = db_reader(t->db, &err);
	struct db_stmt *st = db_prepare(c, SQL("SELECT id, name FROM sample ORDER BY id"));
	for (; db_step(st); n++) {
		assert_int_equal(db_i64(st, 0), n);
		assert_string_equal(db_text(st, 1, t->arena), arena_printf(t->arena, "row %lld", (long long)n));
	}
	assert_ok(db_finish(st, &err), err);
	assert_int_equal(n, MANY);
	db_reader_done(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(values_of_every_type_come_back),
		ON_BOTH(an_identifier_of_zero_is_null),
		ON_BOTH(text_is_ordered_and_compared_by_bytes),
		ON_BOTH(a_statement_may_be_used_within_itself),
		ON_BOTH(a_write_may_read_and_write_in_turn),
		ON_BOTH(changed_rows_are_counted_and_returned),
		ON_BOTH(a_statement_at_its_end_is_not_run_again),
		ON_BOTH(the_first_error_of_a_statement_is_kept),
		ON_BOTH(an_earlier_error_is_not_overwritten),
		ON_BOTH(a_reader_cannot_write),
		ON_BOTH(a_write_that_fails_leaves_nothing),
		ON_BOTH(a_reader_sees_one_moment),
		ON_BOTH(many_rows_come_back_in_order),
	};
	return cmocka_run_group_tests_name("db/db", tests, NULL, NULL);
}
