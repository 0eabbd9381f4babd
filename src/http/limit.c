#include "http/limit.h"

#include "base/hash.h"
#include "base/random.h"
#include "base/str.h"

/* The first four groups of an IPv6 address. */
static struct span network_of(const char *address)
{
	struct span s = span_of(address);
	int colons = 0;
	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] == ':' && ++colons == 4)
			return (struct span){ s.s, i };
	return s;
}

static uint64_t key_of(const struct limiter *l, const struct limited *one)
{
	struct digester d;
	digest_begin(&d);
	digest_bytes(&d, l->key, sizeof l->key);
	digest_i64(&d, one->kind);
	struct span network = network_of(one->address);
	digest_field(&d, network.s, network.n);
	digest_text(&d, one->what);
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
		if (set[i].n > 0 && set[i].key == key && now - set[i].begins < LIMIT_WINDOW)
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

bool limit_allows(struct limiter *l, const struct limited *list, size_t n, int64_t now)
{
	bool allowed = true;
	lock(l);
	for (size_t i = 0; i < n; i++) {
		const struct limit_counter *c = counter(l, key_of(l, &list[i]), now, false);
		allowed = allowed && (!c || c->n < list[i].most);
	}
	pthread_mutex_unlock(&l->mutex);
	return allowed;
}

void limit_count(struct limiter *l, const struct limited *list, size_t n, int64_t now)
{
	lock(l);
	for (size_t i = 0; i < n; i++) {
		struct limit_counter *c = counter(l, key_of(l, &list[i]), now, true);
		c->n++;
		c->touched = now;
	}
	pthread_mutex_unlock(&l->mutex);
}

void limit_forget(struct limiter *l, const struct limited *one, int64_t now)
{
	lock(l);
	struct limit_counter *c = counter(l, key_of(l, one), now, false);
	if (c)
		*c = (struct limit_counter){ 0 };
	pthread_mutex_unlock(&l->mutex);
}
