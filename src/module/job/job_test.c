/* Jobs: taken once, held by a lease, tried again, given up, put back, cancelled. */
#include "support.h"

#include "module/job/job_internal.h"

#include <pthread.h>
#include <stdatomic.h>

#define JOBS 40
#define WORKERS 4

/* ---- Kinds of the tests' own ---- */

static atomic_int runs[JOBS];

static bool count_run(struct job_run *run, struct err *err)
{
	int64_t number;
	assert_true(str_to_i64(run->job->payload, &number));
	atomic_fetch_add(&runs[number], 1);
	run->result = arena_printf(run->arena, "{\"was\":%lld}", (long long)number);
	return job_progress(run, 1, 1) || err_system(err, "stopped");
}

static bool always_fail(struct job_run *run, struct err *err)
{
	(void)run;
	return err_input(err, "no such thing as \"%s\"", run->job->payload);
}

static bool until_stopped(struct job_run *run, struct err *err)
{
	job_worker_stop(run->worker);
	while (job_progress(run, 1, 2))
		usleep(1000);
	return err_system(err, "stopped");
}

/* Cancels its own job, as somebody else would, and waits until the worker has noticed. */
static bool cancel_one(struct db_conn *tx, void *arg, struct err *err)
{
	struct job_run *run = arg;
	return job_cancel(tx, run->arena, run->job->id, err);
}

static bool until_cancelled(struct job_run *run, struct err *err)
{
	if (!db_write(run->db, cancel_one, run, err))
		return false;
	while (job_progress(run, 1, 2))
		usleep(1000);
	return err_system(err, "cancelled");
}

static const struct job_kind kinds[] = {
	{ "test.count", NULL, count_run },
	{ "test.fail", NULL, always_fail },
	{ "test.stop", NULL, until_stopped },
	{ "test.cancel", NULL, until_cancelled },
};

/* ---- Help ---- */

struct new_job {
	const char *kind, *needs, *payload;
	int64_t id;
};

static bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct new_job *new = arg;
	return job_add(tx, new->kind, new->needs, "batch", new->payload, &new->id, err);
}

static int64_t add_job(struct test_db *t, const char *kind, const char *needs, const char *payload)
{
	struct err err = { 0 };
	struct new_job new = { kind, needs, payload, 0 };
	assert_ok(db_write(t->db, add, &new, &err), err);
	return new.id;
}

static struct job get_job(struct test_db *t, int64_t id)
{
	struct err err = { 0 };
	struct job job;
	struct db_conn *c = db_reader(t->db, &err);
	assert_non_null(c);
	assert_ok(job_get(c, t->arena, id, &job, &err), err);
	db_reader_done(c);
	return job;
}

static struct job_worker *new_worker(struct test_db *t, struct arena *a, int64_t lease)
{
	struct err err = { 0 };
	struct command_context *ctx = arena_alloc(a, sizeof *ctx);
	*ctx = (struct command_context){ .arena = a, .db = t->db, .modules = registry, .threads = 1 };
	struct job_worker_options options = { .kinds = kinds, .n_kinds = ARRAY_LEN(kinds), .lease = lease,
	                                      .has = "model-a" };
	struct job_worker *w = job_worker_new(ctx, &options, &err);
	assert_non_null(w);
	return w;
}

static bool work_one(struct job_worker *w)
{
	struct err err = { 0 };
	bool worked;
	assert_ok(job_work_one(w, &worked, &err), err);
	return worked;
}

/* As if the pause after a failed attempt were over. */
static bool end_pauses(struct db_conn *tx, void *arg, struct err *err)
{
	(void)arg;
	return db_exec(tx, SQL("UPDATE job SET not_before = 0"), err);
}

static bool candidate(struct test_db *t, const char *kind, int64_t *id)
{
	struct err err = { 0 };
	size_t n;
	struct db_conn *c = db_reader(t->db, &err);
	assert_non_null(c);
	assert_ok(job_candidates(c, kind, "", NULL, id, 1, &n, &err), err);
	db_reader_done(c);
	return n == 1;
}

/* ---- Tests ---- */

static void *work_until_empty(void *arg)
{
	struct arena *a = arena_new();
	struct job_worker *w = new_worker(arg, a, 0);
	while (work_one(w))
		;
	arena_free(a);
	return NULL;
}

DB_TEST(takes_each_job_once)(struct test_db *t)
{
	pthread_t threads[WORKERS];
	for (int i = 0; i < JOBS; i++) {
		atomic_store(&runs[i], 0);
		add_job(t, "test.count", "", arena_printf(t->arena, "%d", i));
	}
	for (int i = 0; i < WORKERS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, work_until_empty, t), 0);
	for (int i = 0; i < WORKERS; i++)
		pthread_join(threads[i], NULL);
	for (int i = 0; i < JOBS; i++)
		assert_int_equal(atomic_load(&runs[i]), 1);
	struct err err = { 0 };
	struct job_counts counts;
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(job_count(c, "batch", &counts, &err), err);
	db_reader_done(c);
	assert_int_equal(counts.done, JOBS);
	assert_int_equal(counts.waiting + counts.running + counts.failed, 0);
}

DB_TEST(keeps_the_result)(struct test_db *t)
{
	int64_t id = add_job(t, "test.count", "", "7");
	assert_true(work_one(new_worker(t, t->arena, 0)));
	struct job job = get_job(t, id);
	assert_string_equal(job.state, "done");
	assert_string_equal(job.result, "{\"was\":7}");
	assert_true(job.ended_at > 0);
	assert_int_equal(job.attempts, 1);
}

DB_TEST(tries_again_and_then_shows_the_error)(struct test_db *t)
{
	struct err err = { 0 };
	int64_t id = add_job(t, "test.fail", "", "x"), none;
	struct job_worker *w = new_worker(t, t->arena, 0);
	assert_true(work_one(w));
	assert_string_equal(get_job(t, id).state, "waiting");
	assert_false(candidate(t, "test.fail", &none)); /* not at once */
	for (int i = 1; i < JOB_ATTEMPTS; i++) {
		assert_ok(db_write(t->db, end_pauses, NULL, &err), err);
		assert_true(work_one(w));
	}
	struct job job = get_job(t, id);
	assert_string_equal(job.state, "failed");
	assert_int_equal(job.attempts, JOB_ATTEMPTS);
	assert_string_equal(job.error, "no such thing as \"x\"");
	assert_ok(db_write(t->db, end_pauses, NULL, &err), err);
	assert_false(work_one(w));
	assert_int_equal(job_worker_tally(w).failed, JOB_ATTEMPTS);
}

DB_TEST(a_lease_that_ended_is_taken_over)(struct test_db *t)
{
	struct err err = { 0 };
	struct job_taker dead = { "dead", 1 }, other = { "other", 60 * CLOCK_SECOND };
	int64_t id = add_job(t, "test.count", "", "3");
	bool taken, held;
	assert_ok(job_take(t->db, &dead, id, &taken, &err), err);
	assert_true(taken);
	usleep(1000);
	assert_ok(job_take(t->db, &other, id, &taken, &err), err);
	assert_true(taken);
	assert_string_equal(get_job(t, id).taken_by, "other");
	/* The first one wakes up: the job is no longer its own. */
	assert_ok(job_finish(t->db, &dead, id, "{}", &held, &err), err);
	assert_false(held);
	assert_string_equal(get_job(t, id).state, "running");
	assert_ok(job_take(t->db, &dead, id, &taken, &err), err);
	assert_false(taken); /* the lease holds */
	assert_ok(job_renew(t->db, &other, id, 5, 10, &held, &err), err);
	assert_true(held);
	assert_int_equal(get_job(t, id).done, 5);
}

DB_TEST(gives_up_after_too_many_deaths)(struct test_db *t)
{
	struct err err = { 0 };
	struct job_taker dead = { "dead", 1 };
	int64_t id = add_job(t, "test.count", "", "3");
	bool taken;
	for (int i = 0; i < JOB_ATTEMPTS; i++) {
		assert_ok(job_take(t->db, &dead, id, &taken, &err), err);
		assert_true(taken);
		usleep(1000);
	}
	assert_ok(job_take(t->db, &dead, id, &taken, &err), err);
	assert_false(taken);
	assert_string_equal(get_job(t, id).state, "failed");
	assert_true(*get_job(t, id).error != '\0');
}

DB_TEST(a_stopped_worker_puts_its_job_back)(struct test_db *t)
{
	int64_t id = add_job(t, "test.stop", "", "");
	assert_true(work_one(new_worker(t, t->arena, 0)));
	struct job job = get_job(t, id);
	assert_string_equal(job.state, "waiting");
	assert_int_equal(job.attempts, 0);
	assert_string_equal(job.taken_by, "");
}

DB_TEST(a_worker_notices_that_its_job_was_cancelled)(struct test_db *t)
{
	int64_t id = add_job(t, "test.cancel", "", "");
	assert_true(work_one(new_worker(t, t->arena, CLOCK_SECOND / 2)));
	assert_string_equal(get_job(t, id).state, "cancelled");
}

DB_TEST(only_a_worker_that_has_it_takes_what_needs_it)(struct test_db *t)
{
	int64_t other = add_job(t, "test.count", "model-b", "1");
	int64_t ours = add_job(t, "test.count", "model-a", "2");
	struct job_worker *w = new_worker(t, t->arena, 0);
	assert_true(work_one(w));
	assert_false(work_one(w));
	assert_string_equal(get_job(t, other).state, "waiting");
	assert_string_equal(get_job(t, ours).state, "done");
}

struct steering {
	struct test_db *t;
	int64_t id;
};

static bool retry(struct db_conn *tx, void *arg, struct err *err)
{
	struct steering *s = arg;
	return job_retry(tx, s->t->arena, s->id, err);
}

DB_TEST(retry_is_for_what_has_failed)(struct test_db *t)
{
	struct err err = { 0 };
	struct steering s = { t, add_job(t, "test.count", "", "1") };
	assert_false(db_write(t->db, retry, &s, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	err_clear(&err);
	s.id = 12345;
	assert_false(db_write(t->db, retry, &s, &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
	err_clear(&err);

	s.id = add_job(t, "test.cancel", "", "");
	struct job_run run = { .job = &(struct job){ .id = s.id }, .db = t->db, .arena = t->arena };
	assert_ok(db_write(t->db, cancel_one, &run, &err), err);
	assert_ok(db_write(t->db, retry, &s, &err), err);
	assert_string_equal(get_job(t, s.id).state, "waiting");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(takes_each_job_once),
		ON_BOTH(keeps_the_result),
		ON_BOTH(tries_again_and_then_shows_the_error),
		ON_BOTH(a_lease_that_ended_is_taken_over),
		ON_BOTH(gives_up_after_too_many_deaths),
		ON_BOTH(a_stopped_worker_puts_its_job_back),
		ON_BOTH(a_worker_notices_that_its_job_was_cancelled),
		ON_BOTH(only_a_worker_that_has_it_takes_what_needs_it),
		ON_BOTH(retry_is_for_what_has_failed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
