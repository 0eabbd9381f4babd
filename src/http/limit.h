/*
 * How often something may happen from one network, to one account, in one consultation: counters in
 * memory, of bounded number. The one touched longest ago makes room; which ones compete for a place follows
 * from a keyed hash, so that nobody can choose addresses that drive out a certain other. A restart forgives.
 */
#ifndef PLANVERK_HTTP_LIMIT_H
#define PLANVERK_HTTP_LIMIT_H

#include "base/clock.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#define LIMIT_SETS 512
#define LIMIT_WAYS 8
#define LIMIT_WINDOW_SECONDS 900 /* a counter counts so long from its first event */
#define LIMIT_WINDOW (LIMIT_WINDOW_SECONDS * CLOCK_SECOND)

struct limiter {
	pthread_mutex_t mutex;
	unsigned char key[32];
	bool ready;
	struct limit_counter {
		uint64_t key;
		int64_t begins, touched;
		unsigned n;
	} counters[LIMIT_SETS][LIMIT_WAYS];
};
#define LIMITER { .mutex = PTHREAD_MUTEX_INITIALIZER }

/* What is counted: `kind` tells what it is about; address and what may each be "". An IPv6 address
 * counts for its network of 2^64, which one person usually has. */
struct limited {
	int kind;
	const char *address, *what;
	unsigned most; /* in a window */
};

/* Whether none of them has reached its number. now is clock_monotonic(). */
bool limit_allows(struct limiter *l, const struct limited *list, size_t n, int64_t now);
void limit_count(struct limiter *l, const struct limited *list, size_t n, int64_t now);
void limit_forget(struct limiter *l, const struct limited *one, int64_t now);

#endif
