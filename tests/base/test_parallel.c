#include "base/parallel.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdatomic.h>
#include <stdint.h>

#define CHUNKS 1000

struct work {
	_Atomic int calls[CHUNKS];
	double sums[CHUNKS];
};

static void sum_chunk(void *arg, size_t i)
{
	struct work *w = arg;
	atomic_fetch_add(&w->calls[i], 1);
	for (size_t k = 0; k < 1000; k++)
		w->sums[i] += 1.0 / (double)(i * 1000 + k + 1);
}

static double total(unsigned threads)
{
	static struct work w;
	w = (struct work){ 0 };
	parallel(threads, CHUNKS, sum_chunk, &w);
	double sum = 0;
	for (size_t i = 0; i < CHUNKS; i++) {
		assert_int_equal(w.calls[i], 1);
		sum += w.sums[i];
	}
	return sum;
}

static void any_number_of_threads_gives_the_same_bits(void **state)
{
	(void)state;
	double one = total(1);
	static const unsigned threads[] = { 0, 2, 3, 8, 64, 1000 };
	for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
		double other = total(threads[i]);
		assert_memory_equal(&one, &other, sizeof one);
	}
}

static void no_work_is_no_call(void **state)
{
	(void)state;
	parallel(4, 0, sum_chunk, NULL); /* a call would crash */
	assert_true(parallel_processors() >= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_number_of_threads_gives_the_same_bits),
		cmocka_unit_test(no_work_is_no_call),
	};
	return cmocka_run_group_tests_name("base/parallel", tests, NULL, NULL);
}
