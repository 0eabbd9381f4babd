/*
 * A bounded map from a key to a value that is good for one version of what it
 * was made from; the values used longest ago make room for new ones. Any thread
 * may call it.
 *
 * A value is counted: whoever got one from the cache releases it.
 */
#ifndef PLANVERK_BASE_CACHE_H
#define PLANVERK_BASE_CACHE_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

/* The first member of what is cached. */
struct cache_value {
	atomic_uint holders;
	size_t size; /* bytes, counted against the limit */
	void (*free)(struct cache_value *);
};

/* Sets up a value with one holder: its maker. */
void cache_value_init(struct cache_value *v, size_t size, void (*free)(struct cache_value *));
void cache_value_release(struct cache_value *v);

struct cache;

struct cache *cache_new(size_t limit);
void cache_free(struct cache *c);

/* The value for the key, held for the caller; NULL where it is missing or of another version. */
struct cache_value *cache_get(struct cache *c, const char *key, uint64_t version);

/* Keeps a value, in the place of an older one. One larger than an eighth of the limit is not kept. */
void cache_put(struct cache *c, const char *key, uint64_t version, struct cache_value *v);

/* Bytes that the cache holds, keys included. */
size_t cache_size(struct cache *c);

#endif
