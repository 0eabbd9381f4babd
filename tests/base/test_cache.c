/* The cache of answers, and the workers. */
#include "support.h"

#include "base/cache.h"
#include "http/pool.h"

#include <pthread.h>

static atomic_int alive;

struct thing {
	struct cache_value value;
	int number;
};

static void thing_free(struct cache_value *v)
{
	atomic_fetch_sub(&alive, 1);
	free(v);
}

static struct thing *thing_new(int number, size_t size)
{
	struct thing *t = calloc(1, sizeof *t);
	cache_value_init(&t->value, size, thing_free);
	t->number = number;
	atomic_fetch_add(&alive, 1);
	return t;
}

static void put(struct cache *c, const char *key, uint64_t version, int number, size_t size)
{
	struct thing *t = thing_new(number, size);
	cache_put(c, key, version, &t->value);
	cache_value_release(&t->value);
}

/* The number kept under a key, or -1. */
static int get(struct cache *c, const char *key, uint64_t version)
{
	struct thing *t = (struct thing *)cache_get(c, key, version);
	if (!t)
		return -1;
	int number = t->number;
	cache_value_release(&t->value);
	return number;
}

static void gives_back_what_is_of_this_version(void **state)
{
	(void)state;
	struct cache *c = cache_new(100000);
	put(c, "a", 1, 10, 100);
	put(c, "b", 1, 20, 100);
	assert_int_equal(get(c, "a", 1), 10);
	assert_int_equal(get(c, "b", 1), 20);
	assert_int_equal(get(c, "a", 2), -1);
	assert_int_equal(get(c, "c", 1), -1);
	put(c, "a", 2, 11, 100);
	assert_int_equal(get(c, "a", 2), 11);
	assert_int_equal(atomic_load(&alive), 2);
	cache_free(c);
	assert_int_equal(atomic_load(&alive), 0);
}

static void forgets_what_was_used_longest_ago(void **state)
{
	(void)state;
	struct cache *c = cache_new(10000);
	char key[16];
	for (int i = 0; i < 100; i++) {
		snprintf(key, sizeof key, "%d", i);
		put(c, key, 1, i, 900);
		assert_int_equal(get(c, "0", 1), 0); /* used all the time */
		assert_true(cache_size(c) <= 10000);
	}
	assert_int_equal(get(c, "99", 1), 99);
	assert_int_equal(get(c, "50", 1), -1);
	assert_in_range(atomic_load(&alive), 5, 11);
	cache_free(c);
}

static void keeps_nothing_that_would_push_out_all_else(void **state)
{
	(void)state;
	struct cache *c = cache_new(8000);
	put(c, "small", 1, 1, 100);
	put(c, "large", 1, 2, 1001);
	assert_int_equal(get(c, "large", 1), -1);
	assert_int_equal(get(c, "small", 1), 1);
	cache_free(c);
}

static void leaves_a_value_to_its_holder(void **state)
{
	(void)state;
	struct cache *c = cache_new(8000);
	put(c, "a", 1, 7, 10);
	struct thing *held = (struct thing *)cache_get(c, "a", 1);
	put(c, "a", 1, 8, 10);
	cache_free(c);
	assert_int_equal(atomic_load(&alive), 1);
	assert_int_equal(held->number, 7);
	cache_value_release(&held->value);
	assert_int_equal(atomic_load(&alive), 0);
}

static void *use_often(void *arg)
{
	struct cache *c = arg;
	char key[8];
	for (int i = 0; i < 20000; i++) {
		snprintf(key, sizeof key, "%d", i * 7919 % 40);
		if (i % 5 == 0)
			put(c, key, (uint64_t)(i % 3), i, 300);
		else
			get(c, key, (uint64_t)(i % 3));
	}
	return NULL;
}

static void serves_several_threads(void **state)
{
	(void)state;
	struct cache *c = cache_new(6000);
	pthread_t threads[4];
	for (size_t i = 0; i < ARRAY_LEN(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, use_often, c), 0);
	for (size_t i = 0; i < ARRAY_LEN(threads); i++)
		pthread_join(threads[i], NULL);
	assert_true(cache_size(c) <= 6000);
	cache_free(c);
	assert_int_equal(atomic_load(&alive), 0);
}

/* ---- Workers ---- */

static atomic_int done;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

static void count(struct job *job, struct arena *arena)
{
	(void)job;
	arena_alloc(arena, 1000);
	atomic_fetch_add(&done, 1);
}

static void wait_at_gate(struct job *job, struct arena *arena)
{
	pthread_mutex_lock(&gate);
	pthread_mutex_unlock(&gate);
	count(job, arena);
}

static void does_every_job_before_it_stops(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct pool *p = pool_new(3, 1000, &err);
	static struct job jobs[500];
	atomic_store(&done, 0);
	for (size_t i = 0; i < ARRAY_LEN(jobs); i++) {
		jobs[i].run = count;
		assert_true(pool_submit(p, &jobs[i]));
	}
	pool_stop(p);
	assert_int_equal(atomic_load(&done), 500);
	assert_false(pool_submit(p, &jobs[0]));
	pool_free(p);
}

static void refuses_more_than_there_is_room_for(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct pool *p = pool_new(1, 3, &err);
	struct job jobs[10];
	atomic_store(&done, 0);
	pthread_mutex_lock(&gate);
	int taken = 0;
	for (size_t i = 0; i < ARRAY_LEN(jobs); i++) {
		jobs[i].run = wait_at_gate;
		taken += pool_submit(p, &jobs[i]);
	}
	pthread_mutex_unlock(&gate);
	assert_in_range(taken, 3, 4); /* three wait, one may be at work */
	pool_stop(p);
	assert_int_equal(atomic_load(&done), taken);
	pool_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_back_what_is_of_this_version),
		cmocka_unit_test(forgets_what_was_used_longest_ago),
		cmocka_unit_test(keeps_nothing_that_would_push_out_all_else),
		cmocka_unit_test(leaves_a_value_to_its_holder),
		cmocka_unit_test(serves_several_threads),
		cmocka_unit_test(does_every_job_before_it_stops),
		cmocka_unit_test(refuses_more_than_there_is_room_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
