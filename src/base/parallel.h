/*
 * Work for several threads with a result that does not depend on how many.
 *
 * The work is cut into n chunks of a fixed size by the caller; each chunk
 * writes to a place of its own, and the caller reduces the places in order.
 */
#ifndef PLANVERK_BASE_PARALLEL_H
#define PLANVERK_BASE_PARALLEL_H

#include <stddef.h>

/* Calls fn(arg, i) once for each i in [0, n), on up to `threads` threads (the caller's
 * among them), and returns when all are done. threads 0 means one for each processor. */
void parallel(unsigned threads, size_t n, void (*fn)(void *arg, size_t i), void *arg);

/* The number of processors this process may use, at least 1. */
unsigned parallel_processors(void);

#endif
