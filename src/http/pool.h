/*
 * Worker threads that take jobs from one bounded queue. Each worker has an
 * arena, which is reset after every job.
 *
 * A worker that is about to wait for something else than the processor lends
 * its place: another thread works meanwhile, so that many can wait at a time.
 */
#ifndef PLANVERK_HTTP_POOL_H
#define PLANVERK_HTTP_POOL_H

#include "base/arena.h"
#include "base/err.h"

/* The first member of what is to be done. run() may free the job. */
struct job {
	struct job *next;
	void (*run)(struct job *job, struct arena *arena);
};

struct pool;

/* At most so many threads take lent places. */
#define POOL_LENT_MOST 64

/* Starts the threads; those that take lent places start when they are first needed. room is how
 * many jobs may wait. */
struct pool *pool_new(unsigned threads, unsigned room, struct err *err);

/* Hands a job to the workers; false where too many are waiting, or the pool is stopping. */
bool pool_submit(struct pool *p, struct job *job);

/* By a job's run(): around what it waits for. */
void pool_lend(struct pool *p);
void pool_take_back(struct pool *p);

/* Lets the workers finish what is queued and ends them; what is submitted from now on is
 * refused. */
void pool_stop(struct pool *p);
/* Frees a pool that was stopped. NULL is ignored. */
void pool_free(struct pool *p);

#endif
