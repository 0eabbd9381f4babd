#include "base/parallel.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#define THREADS_MAX 64

struct work {
	void (*fn)(void *, size_t);
	void *arg;
	size_t n;
	_Atomic size_t next;
};

static void *take_chunks(void *arg)
{
	struct work *w = arg;
	for (size_t i; (i = atomic_fetch_add(&w->next, 1)) < w->n;)
		w->fn(w->arg, i);
	return NULL;
}

unsigned parallel_processors(void)
{
	cpu_set_t set;
	if (sched_getaffinity(0, sizeof set, &set) != 0)
		return 1;
	return (unsigned)CPU_COUNT(&set);
}

void parallel(unsigned threads, size_t n, void (*fn)(void *, size_t), void *arg)
{
	if (threads == 0)
		threads = parallel_processors();
	if (threads > THREADS_MAX)
		threads = THREADS_MAX;
	if (threads > n)
		threads = (unsigned)n;

	struct work w = { .fn = fn, .arg = arg, .n = n };
	pthread_t helper[THREADS_MAX];
	unsigned started = 0;
	/* A thread that cannot be started leaves its share to the others. */
	while (started + 1 < threads && pthread_create(&helper[started], NULL, take_chunks, &w) == 0)
		started++;
	take_chunks(&w);
	while (started > 0)
		pthread_join(helper[--started], NULL);
}
