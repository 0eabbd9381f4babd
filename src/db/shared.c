/* What is made from the database once and used by many until something is committed. */
#include "db/db_internal.h"

#include "base/cache.h"

#include <stdlib.h>

struct shared {
	struct cache_value value;
	struct arena *arena;
	const void *made;
};

static void free_shared(struct cache_value *v)
{
	struct shared *s = (struct shared *)v;
	arena_free(s->arena);
	free(s);
}

static void release(void *value)
{
	cache_value_release(value);
}

static struct shared *make_shared(struct db_conn *c, db_make_fn *make, const void *arg, struct err *err)
{
	struct shared *s = calloc(1, sizeof *s);
	if (!s)
		out_of_memory();
	s->arena = arena_new();
	s->made = make(c, s->arena, arg, err);
	cache_value_init(&s->value, sizeof *s + arena_used(s->arena), free_shared);
	return s;
}

const void *db_shared(struct db_conn *c, struct arena *pin, const char *key, db_make_fn *make, const void *arg,
                      struct err *err)
{
	if (c->writing)
		return make(c, pin, arg, err);
	struct shared *s = (struct shared *)cache_get(c->db->shared, key, c->version);
	if (!s) {
		s = make_shared(c, make, arg, err);
		if (s->made)
			cache_put(c->db->shared, key, c->version, &s->value);
	}
	arena_defer(pin, release, s);
	return s->made;
}
