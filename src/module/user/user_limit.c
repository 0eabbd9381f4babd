/*
 * Counts wrong passwords. A counter's place follows from a keyed hash of what it counts, so
 * that nobody can choose addresses that drive out a certain other; within a place the one
 * touched longest ago makes room. It is kept in memory: a guess leaves nothing in the
 * database, and a restart forgives.
 */
#include "module/user/user_internal.h"

#include "base/random.h"

#include <sodium.h>
#include <stdio.h>

enum kind { BY_PAIR, BY_ACCOUNT, BY_ADDRESS, KINDS };
static const unsigned most[KINDS] = { LIMIT_PAIR, LIMIT_ACCOUNT, LIMIT_ADDRESS };

/* Who has one IPv6 address usually has 2^64 of them: the first four groups count. */
static struct span network_of(const char *address)
{
	struct span s = span_of(address);
	int colons = 0;
	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] == ':' && ++colons == 4)
			return (struct span){ s.s, i };
	return s;
}

static uint64_t key_of(const struct limiter *l, enum kind kind, const char *address, const char *email)
{
	struct digester d;
	digest_begin(&d);
	digest_bytes(&d, l->key, sizeof l->key);
	digest_i64(&d, kind);
	struct span network = kind == BY_ACCOUNT ? SPAN("") : network_of(address);
	digest_field(&d, network.s, network.n);
	digest_text(&d, kind == BY_ADDRESS ? "" : email);
	struct digest digest = digest_end(&d);
	uint64_t key;
	memcpy(&key, digest.byte, sizeof key);
	return key;
}

/* The counter for a key, in its window; a new one where `make`, else NULL. */
static struct limit_counter *counter(struct limiter *l, uint64_t key, int64_t now, bool make)
{
	struct limit_counter *set = l->counters[key % LIMIT_SETS], *oldest = &set[0];
	for (size_t i = 0; i < LIMIT_WAYS; i++) {
		if (set[i].failures > 0 && set[i].key == key && now - set[i].begins < LIMIT_WINDOW)
			return &set[i];
		if (set[i].touched < oldest->touched)
			oldest = &set[i];
	}
	if (make)
		*oldest = (struct limit_counter){ .key = key, .begins = now };
	return make ? oldest : NULL;
}

static void lock(struct limiter *l)
{
	pthread_mutex_lock(&l->mutex);
	if (!l->ready)
		random_secret(l->key, sizeof l->key);
	l->ready = true;
}

bool user_limit_allows(struct limiter *l, const char *address, const char *email, int64_t now)
{
	bool allowed = true;
	lock(l);
	for (enum kind kind = 0; kind < KINDS; kind++) {
		const struct limit_counter *c = counter(l, key_of(l, kind, address, email), now, false);
		allowed = allowed && (!c || c->failures < most[kind]);
	}
	pthread_mutex_unlock(&l->mutex);
	return allowed;
}

void user_limit_failed(struct limiter *l, const char *address, const char *email, int64_t now)
{
	lock(l);
	for (enum kind kind = 0; kind < KINDS; kind++) {
		struct limit_counter *c = counter(l, key_of(l, kind, address, email), now, true);
		c->failures++;
		c->touched = now;
	}
	pthread_mutex_unlock(&l->mutex);
}

void user_limit_passed(struct limiter *l, const char *address, const char *email, int64_t now)
{
	lock(l);
	struct limit_counter *c = counter(l, key_of(l, BY_PAIR, address, email), now, false);
	if (c)
		*c = (struct limit_counter){ 0 };
	pthread_mutex_unlock(&l->mutex);
}
