#include "http/pool.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct pool {
	pthread_mutex_t mutex;
	pthread_cond_t queued;
	struct job *first, **last;
	unsigned waiting, room, idle;
	unsigned working, lent; /* jobs that run; those among them that wait for something */
	unsigned places;        /* how many may run that do not wait */
	bool stopping;
	unsigned n_threads;
	pthread_t threads[];
};

static bool may_begin(const struct pool *p)
{
	return p->first && p->working - p->lent < p->places;
}

/* The next job, or NULL when the pool is stopping and all is done. ended is how many the worker
 * has just done. */
static struct job *next_job(struct pool *p, unsigned ended)
{
	pthread_mutex_lock(&p->mutex);
	p->working -= ended;
	if (p->stopping)
		pthread_cond_broadcast(&p->queued); /* the place may be what another waits for */
	p->idle++;
	while (!may_begin(p) && !(p->stopping && !p->first))
		pthread_cond_wait(&p->queued, &p->mutex);
	p->idle--;
	struct job *job = p->first;
	if (job) {
		p->first = job->next;
		if (!p->first)
			p->last = &p->first;
		p->waiting--;
		p->working++;
	}
	pthread_mutex_unlock(&p->mutex);
	return job;
}

static void *work(void *arg)
{
	struct pool *p = arg;
	struct arena *arena = arena_new();
	unsigned ended = 0;
	for (struct job *job; (job = next_job(p, ended)) != NULL; ended = 1) {
		job->run(job, arena);
		arena_reset(arena);
	}
	arena_free(arena);
	return NULL;
}

struct pool *pool_new(unsigned threads, unsigned room, struct err *err)
{
	struct pool *p = calloc(1, sizeof *p + (threads + POOL_LENT_MOST) * sizeof p->threads[0]);
	if (!p)
		out_of_memory();
	pthread_mutex_init(&p->mutex, NULL);
	pthread_cond_init(&p->queued, NULL);
	p->last = &p->first;
	p->room = room;
	p->places = threads;
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
		if (p->idle > 0 && may_begin(p))
			pthread_cond_signal(&p->queued);
	}
	pthread_mutex_unlock(&p->mutex);
	return taken;
}

/* Where no thread can be started the job waits for one of those that run. */
void pool_lend(struct pool *p)
{
	pthread_mutex_lock(&p->mutex);
	p->lent++;
	if (p->idle > 0 && may_begin(p))
		pthread_cond_signal(&p->queued);
	else if (p->idle == 0 && !p->stopping && p->n_threads < p->places + POOL_LENT_MOST
	         && pthread_create(&p->threads[p->n_threads], NULL, work, p) == 0)
		p->n_threads++;
	pthread_mutex_unlock(&p->mutex);
}

void pool_take_back(struct pool *p)
{
	pthread_mutex_lock(&p->mutex);
	p->lent--;
	pthread_mutex_unlock(&p->mutex);
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
