/*
 * Entries hang in two lists: that of their hash bucket, and one of all in the order of their
 * last use. One mutex guards both; it is held for a look-up or a few pointers, never while a
 * page is written or sent.
 */
#include "base/cache.h"

#include "base/arena.h"
#include "base/hash.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define BUCKETS 1024u

struct entry {
	struct entry *next_in_bucket;
	struct entry *newer, *older;
	struct cache_value *value;
	uint64_t hash, version;
	size_t size;
	char key[];
};

struct cache {
	pthread_mutex_t mutex;
	struct entry *bucket[BUCKETS];
	struct entry *newest, *oldest;
	size_t size, limit;
};

void cache_value_init(struct cache_value *v, size_t size, void (*free)(struct cache_value *))
{
	atomic_init(&v->holders, 1);
	v->size = size;
	v->free = free;
}

void cache_value_release(struct cache_value *v)
{
	if (atomic_fetch_sub(&v->holders, 1) == 1)
		v->free(v);
}

struct cache *cache_new(size_t limit)
{
	struct cache *c = calloc(1, sizeof *c);
	if (!c)
		out_of_memory();
	pthread_mutex_init(&c->mutex, NULL);
	c->limit = limit;
	return c;
}

static void link_newest(struct cache *c, struct entry *e)
{
	e->newer = NULL;
	e->older = c->newest;
	*(c->newest ? &c->newest->newer : &c->oldest) = e;
	c->newest = e;
}

static void unlink_used(struct cache *c, struct entry *e)
{
	*(e->newer ? &e->newer->older : &c->newest) = e->older;
	*(e->older ? &e->older->newer : &c->oldest) = e->newer;
}

/* The place that points to the key's entry, or to NULL at the end of its bucket. */
static struct entry **find(struct cache *c, const char *key, uint64_t hash)
{
	struct entry **at = &c->bucket[hash % BUCKETS];
	while (*at && ((*at)->hash != hash || strcmp((*at)->key, key) != 0))
		at = &(*at)->next_in_bucket;
	return at;
}

/* Takes an entry out, to be dropped when the mutex is free again: freeing a value takes time. */
static struct entry *take_entry(struct cache *c, struct entry **at, struct entry *taken)
{
	struct entry *e = *at;
	*at = e->next_in_bucket;
	unlink_used(c, e);
	c->size -= e->size;
	e->next_in_bucket = taken;
	return e;
}

static void drop(struct entry *taken)
{
	for (struct entry *e = taken, *next; e; e = next) {
		next = e->next_in_bucket;
		cache_value_release(e->value);
		free(e);
	}
}

void cache_free(struct cache *c)
{
	if (!c)
		return;
	struct entry *taken = NULL;
	while (c->oldest)
		taken = take_entry(c, find(c, c->oldest->key, c->oldest->hash), taken);
	drop(taken);
	pthread_mutex_destroy(&c->mutex);
	free(c);
}

struct cache_value *cache_get(struct cache *c, const char *key, uint64_t version)
{
	uint64_t hash = hash_bytes(key, strlen(key), 0);
	struct cache_value *value = NULL;
	pthread_mutex_lock(&c->mutex);
	struct entry *e = *find(c, key, hash);
	if (e && e->version == version) {
		value = e->value;
		atomic_fetch_add(&value->holders, 1);
		if (e != c->newest) {
			unlink_used(c, e);
			link_newest(c, e);
		}
	}
	pthread_mutex_unlock(&c->mutex);
	return value;
}

static struct entry *entry_new(const char *key, uint64_t hash, uint64_t version, struct cache_value *v)
{
	size_t key_size = strlen(key) + 1;
	struct entry *e = calloc(1, sizeof *e + key_size);
	if (!e)
		out_of_memory();
	memcpy(e->key, key, key_size);
	e->hash = hash;
	e->version = version;
	e->value = v;
	e->size = sizeof *e + key_size + v->size;
	return e;
}

void cache_put(struct cache *c, const char *key, uint64_t version, struct cache_value *v)
{
	if (v->size > c->limit / 8)
		return;
	uint64_t hash = hash_bytes(key, strlen(key), 0);
	struct entry *e = entry_new(key, hash, version, v);
	atomic_fetch_add(&v->holders, 1);
	pthread_mutex_lock(&c->mutex);
	struct entry **at = find(c, key, hash), *taken = NULL;
	if (*at)
		taken = take_entry(c, at, taken);
	e->next_in_bucket = c->bucket[hash % BUCKETS];
	c->bucket[hash % BUCKETS] = e;
	link_newest(c, e);
	c->size += e->size;
	while (c->size > c->limit)
		taken = take_entry(c, find(c, c->oldest->key, c->oldest->hash), taken);
	pthread_mutex_unlock(&c->mutex);
	drop(taken);
}

size_t cache_size(struct cache *c)
{
	pthread_mutex_lock(&c->mutex);
	size_t size = c->size;
	pthread_mutex_unlock(&c->mutex);
	return size;
}
