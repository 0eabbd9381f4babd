/* What is kept as long as the database is open. */
#include "db/db_internal.h"

#include "base/str.h"

#include <stdlib.h>

struct kept {
	struct kept *next;
	void *value;
	void (*free)(void *value);
	char key[];
};

void *db_kept(struct db *db, const char *key, void *(*make)(void), void (*free_value)(void *value))
{
	pthread_mutex_lock(&db->mutex);
	struct kept *k = db->kept;
	while (k && !str_eq(k->key, key))
		k = k->next;
	if (!k) {
		size_t n = strlen(key) + 1;
		k = calloc(1, sizeof *k + n);
		if (!k)
			out_of_memory();
		*k = (struct kept){ .next = db->kept, .value = make(), .free = free_value };
		memcpy(k->key, key, n);
		db->kept = k;
	}
	pthread_mutex_unlock(&db->mutex);
	return k->value;
}

void db_kept_free(struct db *db)
{
	for (struct kept *k = db->kept, *next; k; k = next) {
		next = k->next;
		k->free(k->value);
		free(k);
	}
}

uint64_t db_snapshot_version(const struct db_conn *c)
{
	return c->version;
}
