/*
 * The indexes of a server. Each view has one, which is brought up to date by the first request
 * whose snapshot is newer than what it holds; others wait meanwhile, so that no answer counts
 * what is no longer published. Searching is shared, bringing up to date is not.
 */
#include "module/search/search_internal.h"

#include <pthread.h>
#include <stdlib.h>

struct search_store {
	pthread_rwlock_t lock; /* guards what follows */
	struct arena *arena;   /* of the index */
	struct search_index *index;
	uint64_t version; /* of the database, as the index has it */
	bool loaded;
};

static void renew(struct search_store *s)
{
	arena_free(s->arena);
	s->arena = arena_new();
	s->index = search_index_new(s->arena, 0);
}

static void *store_new(void)
{
	struct search_store *s = calloc(1, sizeof *s);
	if (!s)
		out_of_memory();
	pthread_rwlock_init(&s->lock, NULL);
	s->arena = arena_new();
	s->index = search_index_new(s->arena, 0);
	return s;
}

static void store_free(void *value)
{
	struct search_store *s = value;
	pthread_rwlock_destroy(&s->lock);
	arena_free(s->arena);
	free(s);
}

static bool is_current(const struct search_store *s, uint64_t version)
{
	return s->loaded && s->version >= version;
}

static bool bring_up_to_date(struct search_store *s, struct db_conn *c, const struct search_view *view, struct err *err)
{
	uint64_t version = db_snapshot_version(c);
	if (is_current(s, version)) /* another request was faster */
		return true;
	if (search_wasted(s->index))
		renew(s);
	s->loaded = search_source_load(c, view, s->index, err);
	s->version = version;
	return s->loaded;
}

const struct search_index *search_store_open(struct request *rq, const struct search_view *view, struct search_store **store)
{
	const char *key = arena_printf(rq->arena, "search/%d/%lld", view->internal, (long long)view->plan_id);
	struct search_store *s = db_kept(rq->db, key, store_new, store_free);
	uint64_t version = db_snapshot_version(rq->conn);
	for (;;) {
		pthread_rwlock_rdlock(&s->lock);
		if (is_current(s, version)) {
			*store = s;
			return s->index;
		}
		pthread_rwlock_unlock(&s->lock);
		pthread_rwlock_wrlock(&s->lock);
		bool ok = bring_up_to_date(s, rq->conn, view, &rq->err);
		pthread_rwlock_unlock(&s->lock);
		if (!ok)
			return NULL;
	}
}

void search_store_close(struct search_store *store)
{
	pthread_rwlock_unlock(&store->lock);
}
