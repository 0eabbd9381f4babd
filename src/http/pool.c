#include "http/pool.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct pool {
	pthread_mutex_t mutex;
	pthread_cond_t queued;
	struct job *first, **last;
	unsigned waiting, room, idle;
	bool stopping;
	unsigned n_threads;
	pthread_t threads[];
};

/* The next job, or NULL when the pool is stopping and all is done. */
static struct job *next_job(struct pool *p)
{
	pthread_mutex_lock(&p->mutex);
	p->idle++;
	while (!p->first && !p->stopping)
		pthread_cond_wait(&p->queued, &p->mutex);
	p->idle--;
	struct job *job = p->first;
	if (job) {
		p->first = job->next;
		if (!p->first)
			p->last = &p->first;
		p->waiting--;
	}
	pthread_mutex_unlock(&p->mutex);
	return job;
}

static void *work(void *arg)
{
	struct pool *p = arg;
	struct arena *arena = arena_new();
	for (struct job *job; (job = next_job(p)) != NULL;) {
		job->run(job, arena);
		arena_reset(arena);
	}
	arena_free(arena);
	return NULL;
}

struct pool *pool_new(unsigned threads, unsigned room, struct err *err)
{
	struct pool *p = calloc(1, sizeof *p + threads * sizeof p->threads[0]);
	if (!p)
		out_of_memory();
	pthread_mutex_init(&p->mutex, NULL);
	pthread_cond_init(&p->queued, NULL);
	p->last = &p->first;
	p->room = room;
	for (; p->n_threads < threads; p->n_threads++) {
		int code = pthread_create(&p->threads[p->n_threads], NULL, work, p);
		if (code != 0) {
			err_system(err, "Cannot start worker thread %u of %u: %s", p->n_threads + 1, threads, strerror(code));
			pool_stop(p);
			pool_free(p);
			return NULL;
		}
	}
	return p;
}

bool pool_submit(struct pool *p, struct job *job)
{
	job->next = NULL;
	pthread_mutex_lock(&p->mutex);
	bool taken = !p->stopping && p->waiting < p->room;
	if (taken) {
		*p->last = job;
		p->last = &job->next;
		p->waiting++;
		/* A worker that is busy looks at the queue by itself when it is done. */
		if (p->idle > 0)
			pthread_cond_signal(&p->queued);
	}
	pthread_mutex_unlock(&p->mutex);
	return taken;
}

void pool_stop(struct pool *p)
{
	pthread_mutex_lock(&p->mutex);
	p->stopping = true;
	pthread_cond_broadcast(&p->queued);
	pthread_mutex_unlock(&p->mutex);
	for (unsigned i = 0; i < p->n_threads; i++)
		pthread_join(p->threads[i], NULL);
	p->n_threads = 0;
}

void pool_free(struct pool *p)
{
	if (!p)
		return;
	pthread_mutex_destroy(&p->mutex);
	pthread_cond_destroy(&p->queued);
	free(p);
}
