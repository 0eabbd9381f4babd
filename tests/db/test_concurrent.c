/* Many threads, and two programs on one database. */
#include "sample.h"

#include "base/clock.h"
#include "db/journal.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#define THREADS 8

/* Runs fn(arg + i * size) in a thread of its own for each i and waits for all. */
static void in_threads(size_t n, void *(*fn)(void *), void *args, size_t size)
{
	pthread_t thread[THREADS];
	assert_true(n <= THREADS);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(pthread_create(&thread[i], NULL, fn, (char *)args + i * size), 0);
	for (size_t i = 0; i < n; i++)
		pthread_join(thread[i], NULL);
}

static void sleep_ms(long ms)
{
	nanosleep(&(struct timespec){ ms / 1000, ms % 1000 * 1000000 }, NULL);
}

/* ---- Writers ---- */

struct writer {
	struct db *db;
	int64_t first_id;
	size_t writes, failed;
	bool odd_ones_fail;
};

struct one_write {
	int64_t id;
	bool fail;
};

static bool insert_and_record(struct db_conn *tx, void *arg, struct err *err)
{
	struct one_write *w = arg;
	return sample_insert(tx, w->id, "row", err)
	       && journal_write(tx, "sample.insert", w->id, "{}", err)
	       && (!w->fail || err_input(err, "an odd one"));
}

static void *write_some(void *arg)
{
	struct writer *w = arg;
	for (size_t i = 0; i < w->writes; i++) {
		struct err err = { 0 };
		struct one_write one = { w->first_id + (int64_t)i, w->odd_ones_fail && i % 2 == 1 };
		w->failed += !db_write(w->db, insert_and_record, &one, &err);
	}
	return NULL;
}

static void check_chain(struct test_db *t, int64_t rows)
{
	struct err err = { 0 };
	struct journal_state state;
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(journal_verify(c, &state, &err), err);
	db_reader_done(c);
	assert_int_equal(state.bad_row, 0);
	assert_int_equal(state.rows, rows);
	assert_int_equal(state.sealed, rows);
}

DB_TEST(writes_of_many_threads_are_all_kept)(struct test_db *t)
{
	struct writer w[THREADS];
	sample_create(t);
	for (int i = 0; i < THREADS; i++)
		w[i] = (struct writer){ t->db, i * 1000, 25, 0, false };
	in_threads(THREADS, write_some, w, sizeof w[0]);
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(w[i].failed, 0);
	assert_int_equal(sample_count(t), THREADS * 25);
	check_chain(t, THREADS * 25);
}

DB_TEST(a_write_that_fails_takes_no_other_with_it)(struct test_db *t)
{
	struct writer w[THREADS];
	sample_create(t);
	for (int i = 0; i < THREADS; i++)
		w[i] = (struct writer){ t->db, i * 1000, 20, 0, true };
	in_threads(THREADS, write_some, w, sizeof w[0]);
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(w[i].failed, 10);
	assert_int_equal(sample_count(t), THREADS * 10);
	check_chain(t, THREADS * 10);
}

static _Atomic bool hold;

static bool insert_while_held(struct db_conn *tx, void *arg, struct err *err)
{
	while (hold)
		sleep_ms(1);
	return sample_insert_fn(tx, arg, err);
}

struct held_write {
	struct db *db;
	int64_t id;
	db_write_fn *fn;
};

static void *write_held(void *arg)
{
	struct held_write *w = arg;
	struct err err = { 0 };
	db_write(w->db, w->fn, &w->id, &err);
	return NULL;
}

/* While the first write runs, seven wait; then they share one commit. */
static void waiting_writes_share_a_commit(void **state)
{
	struct test_db *t = *state;
	sample_create(t);
	uint64_t before = db_version(t->db);
	struct held_write w[THREADS];
	pthread_t thread[THREADS];
	hold = true;
	for (int i = 0; i < THREADS; i++) {
		w[i] = (struct held_write){ t->db, i, i == 0 ? insert_while_held : sample_insert_fn };
		assert_int_equal(pthread_create(&thread[i], NULL, write_held, &w[i]), 0);
		sleep_ms(i == 0 ? 50 : 5);
	}
	sleep_ms(100);
	hold = false;
	for (int i = 0; i < THREADS; i++)
		pthread_join(thread[i], NULL);
	assert_int_equal(sample_count(t), THREADS);
	/* Two commits; one more may be counted where the watcher noticed one. */
	assert_in_range(db_version(t->db) - before, 2, 4);
}

/* ---- Lost updates ---- */

static bool increment(struct db_conn *tx, void *arg, struct err *err)
{
	(void)arg;
	int64_t n;
	if (!db_get_i64(tx, SQL("SELECT CAST(number AS BIGINT) FROM sample WHERE id = 1"), &n, err))
		return false;
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE sample SET number = $n WHERE id = 1"));
	db_bind_f64(st, "$n", (double)(n + 1));
	return db_finish(st, err);
}

static bool insert_counter(struct db_conn *tx, void *arg, struct err *err)
{
	(void)arg;
	return db_exec(tx, SQL("INSERT INTO sample (id, number) VALUES (1, 0)"), err);
}

static void *increment_some(void *arg)
{
	struct writer *w = arg;
	for (size_t i = 0; i < w->writes; i++) {
		struct err err = { 0 };
		if (!db_write(w->db, increment, NULL, &err))
			w->failed++;
	}
	return NULL;
}

DB_TEST(no_update_is_lost)(struct test_db *t)
{
	struct err err = { 0 };
	struct writer w[THREADS];
	sample_create(t);
	assert_ok(db_write(t->db, insert_counter, NULL, &err), err);
	for (int i = 0; i < THREADS; i++)
		w[i] = (struct writer){ t->db, 0, 25, 0, false };
	in_threads(THREADS, increment_some, w, sizeof w[0]);
	size_t failed = 0;
	for (int i = 0; i < THREADS; i++)
		failed += w[i].failed;
	assert_int_equal(failed, 0);
	struct db_conn *c = db_reader(t->db, &err);
	int64_t n;
	assert_ok(db_get_i64(c, SQL("SELECT CAST(number AS BIGINT) FROM sample"), &n, &err), err);
	db_reader_done(c);
	assert_int_equal(n, THREADS * 25);
}

/* ---- Identifiers ---- */

#define IDS_A_WRITE 300
#define WRITES 20

struct id_taker {
	struct db *db;
	int64_t ids[WRITES * IDS_A_WRITE];
	size_t n, failed;
};

static bool take_ids(struct db_conn *tx, void *arg, struct err *err)
{
	struct id_taker *taker = arg;
	for (size_t i = 0; i < IDS_A_WRITE; i++)
		taker->ids[taker->n + i] = db_new_id(tx);
	/* Something to commit, so that the reservation counts. */
	return sample_insert(tx, taker->ids[taker->n], "row", err);
}

static bool take_ids_in_vain(struct db_conn *tx, void *arg, struct err *err)
{
	return take_ids(tx, arg, err) && err_input(err, "not kept");
}

static void *take_all(void *arg)
{
	struct id_taker *taker = arg;
	for (int i = 0; i < WRITES; i++) {
		struct err err = { 0 };
		if (i % 5 == 4)
			db_write(taker->db, take_ids_in_vain, taker, &err);
		err_clear(&err);
		if (db_write(taker->db, take_ids, taker, &err))
			taker->n += IDS_A_WRITE;
		else
			taker->failed++;
	}
	return NULL;
}

static int by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

DB_TEST(identifiers_are_unique_in_two_programs)(struct test_db *t)
{
	struct err err = { 0 };
	struct db *other;
	sample_create(t);
	assert_ok(db_open(t->where, DB_EXISTING, command_module_names(t->arena, registry), &other, &err), err);
	struct id_taker *takers = arena_array(t->arena, 6, sizeof *takers);
	for (int i = 0; i < 6; i++)
		takers[i].db = i % 2 ? other : t->db;
	in_threads(6, take_all, takers, sizeof *takers);
	db_close(other);

	VEC(int64_t) all = { 0 };
	for (int i = 0; i < 6; i++) {
		assert_int_equal(takers[i].failed, 0);
		for (size_t k = 0; k < takers[i].n; k++)
			*VEC_PUSH(t->arena, &all) = takers[i].ids[k];
	}
	qsort(all.v, all.n, sizeof all.v[0], by_value);
	assert_int_equal(all.n, 6 * WRITES * IDS_A_WRITE);
	assert_true(all.v[0] > 0);
	assert_true(all.v[all.n - 1] < INT64_C(1) << 53);
	for (size_t i = 1; i < all.n; i++)
		if (all.v[i] == all.v[i - 1])
			fail_msg("%lld was given out twice", (long long)all.v[i]);
}

static bool take_one_id(struct db_conn *tx, void *arg, struct err *err)
{
	*(int64_t *)arg = db_new_id(tx);
	return sample_insert(tx, *(int64_t *)arg, "row", err);
}

DB_TEST(identifiers_sort_by_time)(struct test_db *t)
{
	struct err err = { 0 };
	int64_t id, previous = 0;
	sample_create(t);
	for (int i = 0; i < 5; i++) {
		assert_ok(db_write(t->db, take_one_id, &id, &err), err);
		assert_true(id > previous);
		previous = id;
		sleep_ms(2);
	}
	int64_t made_at = (id >> 13) + INT64_C(1704067200000);
	assert_in_range(made_at, clock_now() / 1000 - 60000, clock_now() / 1000 + 60000);
}

/* ---- Versions ---- */

static uint64_t wait_for_change(struct db *db, uint64_t version)
{
	int64_t deadline = clock_monotonic() + CLOCK_SECOND;
	while (db_version(db) == version && clock_monotonic() < deadline)
		sleep_ms(10);
	return db_version(db);
}

DB_TEST(the_version_moves_with_every_commit)(struct test_db *t)
{
	struct err err = { 0 };
	struct db *other;
	sample_create(t);
	assert_ok(db_open(t->where, DB_EXISTING, command_module_names(t->arena, registry), &other, &err), err);

	uint64_t version = db_version(t->db);
	struct one_write one = { 1, false };
	assert_ok(db_write(t->db, insert_and_record, &one, &err), err);
	assert_true(db_version(t->db) > version); /* our own at once */

	wait_for_change(other, db_version(other)); /* settled */
	for (one.id = 2; one.id < 5; one.id++) {
		version = db_version(other);
		assert_ok(db_write(t->db, insert_and_record, &one, &err), err);
		assert_true(wait_for_change(other, version) > version); /* another's within a second */
	}
	version = wait_for_change(other, 0);
	sleep_ms(500);
	assert_int_equal(db_version(other), version); /* and without a commit it stands still */
	db_close(other);
}

/* Two programs hold blocks of identifiers; a commit with the lower ones is noticed as well. */
DB_TEST(a_commit_with_lower_identifiers_is_noticed)(struct test_db *t)
{
	struct err err = { 0 };
	struct db *other, *observer;
	struct one_write one = { 1, false };
	const char *const *modules = command_module_names(t->arena, registry);
	sample_create(t);
	assert_ok(db_open(t->where, DB_EXISTING, modules, &other, &err), err);
	assert_ok(db_open(t->where, DB_EXISTING, modules, &observer, &err), err);
	assert_ok(db_write(t->db, insert_and_record, &one, &err), err);
	one.id = 2;
	assert_ok(db_write(other, insert_and_record, &one, &err), err);
	sleep_ms(220);
	uint64_t version = db_version(observer);
	one.id = 3;
	assert_ok(db_write(t->db, insert_and_record, &one, &err), err);
	assert_true(wait_for_change(observer, version) > version);
	db_close(observer);
	db_close(other);
}

/* ---- A server that ends connections ---- */

static void a_lost_connection_is_replaced(void **state)
{
	struct test_db *t = *state;
	struct err err = { 0 };
	int64_t id = 1;
	if (!t) {
		print_message("PLANVERK_TEST_PG is not set: not run on PostgreSQL\n");
		skip();
	}
	sample_create(t);
	uint64_t version = db_version(t->db);
	sleep_ms(250);
	db_version(t->db); /* now there is a watcher's connection, too */
	PGconn *pg = PQconnectdb(getenv("PLANVERK_TEST_PG"));
	PQclear(PQexec(pg, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
	                   "WHERE pid <> pg_backend_pid() AND datname = current_database()"));
	PQfinish(pg);
	sleep_ms(100);
	assert_int_equal(sample_count(t), 0);
	assert_ok(db_write(t->db, sample_insert_fn, &id, &err), err);
	assert_int_equal(sample_count(t), 1);

	struct db *other;
	struct one_write one = { 2, false };
	assert_ok(db_open(t->where, DB_EXISTING, command_module_names(t->arena, registry), &other, &err), err);
	version = wait_for_change(t->db, db_version(t->db));
	assert_ok(db_write(other, insert_and_record, &one, &err), err);
	assert_true(wait_for_change(t->db, version) > version);
	db_close(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(writes_of_many_threads_are_all_kept),
		ON_BOTH(a_write_that_fails_takes_no_other_with_it),
		cmocka_unit_test_setup_teardown(waiting_writes_share_a_commit, test_setup_sqlite, test_teardown),
		ON_BOTH(no_update_is_lost),
		ON_BOTH(identifiers_are_unique_in_two_programs),
		ON_BOTH(identifiers_sort_by_time),
		ON_BOTH(the_version_moves_with_every_commit),
		ON_BOTH(a_commit_with_lower_identifiers_is_noticed),
		cmocka_unit_test_setup_teardown(a_lost_connection_is_replaced, test_setup_postgres, test_teardown),
	};
	return cmocka_run_group_tests_name("db/concurrent", tests, NULL, NULL);
}
