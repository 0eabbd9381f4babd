/* The contract of db.h over the two engines: pools, the statement cache, identifiers. */
#include "db/db_internal.h"

#include "base/cache.h"
#include "base/clock.h"
#include "base/hash.h"
#include "base/str.h"

#include <stdlib.h>

/* The linker collects every SQL() between these two (see db.h). */
extern const struct sql __start_planverk_sql[], __stop_planverk_sql[];

const struct sql *sql_all(size_t *n)
{
	*n = (size_t)(__stop_planverk_sql - __start_planverk_sql);
	return __start_planverk_sql;
}

static bool is_postgres(const char *where)
{
	return str_starts(where, "postgresql://") || str_starts(where, "postgres://");
}

static const struct db_engine *engine_for(const char *where)
{
	return is_postgres(where) ? &db_engine_postgres : &db_engine_sqlite;
}

/* postgresql://user:secret@host/db?password=secret without ":secret" and what follows "?". */
static char *without_password(const char *where)
{
	char *shown = strdup(where);
	if (!shown)
		out_of_memory();
	char *authority = strstr(shown, "://");
	char *at = authority ? strchr(authority + 3, '@') : NULL;
	char *colon = at ? memchr(authority + 3, ':', (size_t)(at - authority - 3)) : NULL;
	if (is_postgres(where) && colon)
		memmove(colon, at, strlen(at) + 1);
	if (is_postgres(where) && strstr(shown, "password="))
		shown[strcspn(shown, "?")] = '\0';
	return shown;
}

bool db_open(const char *where, enum db_mode mode, const char *const *modules,
             struct db **result, struct err *err)
{
	struct db *db = calloc(1, sizeof *db);
	if (!db || !(db->where = strdup(where)))
		out_of_memory();
	db->engine = engine_for(where);
	db->shown = without_password(where);
	db->shared = cache_new(SHARED_BYTES);
	pthread_mutex_init(&db->mutex, NULL);
	pthread_mutex_init(&db->watch_mutex, NULL);
	if (!db_migrate(db, mode, modules, err)) {
		db_close(db);
		return false;
	}
	*result = db;
	return true;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	db->engine->stop(db);
	for (struct db_conn *c = db->free_readers, *next; c; c = next) {
		next = c->next_free;
		db_conn_close(c);
	}
	for (struct db_conn *c = db->free_writers, *next; c; c = next) {
		next = c->next_free;
		db_conn_close(c);
	}
	if (db->watcher)
		db_conn_close(db->watcher);
	cache_free(db->shared);
	db_kept_free(db);
	pthread_mutex_destroy(&db->mutex);
	pthread_mutex_destroy(&db->watch_mutex);
	free(db->shown);
	free(db->where);
	free(db);
}

const char *db_engine(const struct db *db)
{
	return db->engine->name;
}

const char *db_where(const struct db *db)
{
	return db->shown;
}

/* ---- Connections ---- */

/* An idle connection from the pool, or NULL. */
static struct db_conn *take_idle(struct db *db, bool writing)
{
	pthread_mutex_lock(&db->mutex);
	struct db_conn **list = writing ? &db->free_writers : &db->free_readers;
	struct db_conn *c = *list;
	if (c)
		*list = c->next_free;
	pthread_mutex_unlock(&db->mutex);
	return c;
}

struct db_conn *db_conn_take(struct db *db, bool writing, struct err *err)
{
	struct db_conn *c;
	while ((c = take_idle(db, writing)) && !db->engine->usable(c->engine))
		db_conn_close(c);
	if (c)
		return c;
	c = calloc(1, sizeof *c);
	if (!c)
		out_of_memory();
	c->db = db;
	c->writing = writing;
	if (!db->engine->connect(db, false, !writing, &c->engine, err)) {
		free(c);
		return NULL;
	}
	return c;
}

void db_conn_give(struct db_conn *c, bool writing)
{
	struct db *db = c->db;
	pthread_mutex_lock(&db->mutex);
	struct db_conn **list = writing ? &db->free_writers : &db->free_readers;
	c->next_free = *list;
	*list = c;
	pthread_mutex_unlock(&db->mutex);
}

void db_conn_close(struct db_conn *c)
{
	for (size_t i = 0; i < STATEMENT_SLOTS; i++) {
		if (c->statements[i]) {
			c->db->engine->unprepare(c->statements[i]);
			free(c->statements[i]);
		}
	}
	c->db->engine->disconnect(c->engine);
	free(c);
}

struct db_conn *db_reader(struct db *db, struct err *err)
{
	/* Read before the snapshot is taken: at worst what is made from it is kept as older than it is. */
	uint64_t version = db_version(db);
	struct db_conn *c = db_conn_take(db, false, err);
	if (c) {
		c->version = version;
		c->read = READ_NOT_BEGUN;
	}
	return c;
}

/* A page whose parts are all in memory reads nothing, and then needs no transaction. */
bool db_begin_read(struct db_conn *c, struct err *err)
{
	if (c->read == READ_FAILED)
		return err_system(err, "The connection to the database was lost");
	if (c->read == READ_NOT_BEGUN)
		c->read = c->db->engine->execute(c->engine, c->db->engine->begin_read, err) ? READ_BEGUN : READ_FAILED;
	return c->read != READ_FAILED;
}

void db_reader_done(struct db_conn *c)
{
	if (!c)
		return;
	struct err ignored = { 0 };
	enum db_read read = c->read;
	c->read = READ_NONE;
	if (read == READ_NOT_BEGUN || (read == READ_BEGUN && c->db->engine->execute(c->engine, "ROLLBACK", &ignored)))
		db_conn_give(c, false);
	else
		db_conn_close(c); /* a lost connection is not used again */
}

bool db_call(struct db_conn *c, db_write_fn *fn, void *arg, struct err *err)
{
	err_clear(&c->failure);
	bool ok = fn(c, arg, err) && !c->failure.kind;
	if (!ok && !err->kind)
		*err = c->failure;
	return ok;
}

bool db_write(struct db *db, db_write_fn *fn, void *arg, struct err *err)
{
	return db->engine->write(db, fn, arg, err);
}

/* ---- Versions, for caches ---- */

#define POLL_INTERVAL (CLOCK_SECOND / 5)

void db_committed(struct db *db)
{
	atomic_fetch_add(&db->version, 1);
}

static void poll_foreign_version(struct db *db)
{
	struct err ignored = { 0 };
	if (!db->watcher)
		db->watcher = db_conn_take(db, false, &ignored);
	int64_t version;
	if (!db->watcher)
		return;
	if (!db->engine->foreign_version(db, &version)) {
		db_conn_close(db->watcher); /* another one at the next poll */
		db->watcher = NULL;
	} else if (version != db->foreign) {
		db->foreign = version;
		db_committed(db);
	}
}

uint64_t db_version(struct db *db)
{
	int64_t now = clock_monotonic();
	if (now - atomic_load(&db->polled_at) > POLL_INTERVAL && pthread_mutex_trylock(&db->watch_mutex) == 0) {
		atomic_store(&db->polled_at, now);
		poll_foreign_version(db);
		pthread_mutex_unlock(&db->watch_mutex);
	}
	return atomic_load(&db->version);
}

/* ---- Identifiers ---- */

#define ID_EPOCH_MS INT64_C(1704067200000) /* 2024-01-01 */
#define ID_COUNTER_BITS 13
#define ID_BLOCK 1024
#define ID_BLOCK_LIFE (CLOCK_SECOND / 2) /* an older block would break the order in time */

static bool reserve_ids(struct db_conn *c, int64_t now, int64_t *last)
{
	int64_t earliest = (now / 1000 - ID_EPOCH_MS) << ID_COUNTER_BITS;
	struct err err = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"UPDATE id_state SET last = CASE WHEN last < $earliest THEN $earliest ELSE last END + $block "
		"WHERE one = 1 RETURNING last"));
	db_bind_i64(st, "$earliest", earliest);
	db_bind_i64(st, "$block", ID_BLOCK);
	bool found = db_step(st);
	if (found)
		*last = db_i64(st, 0);
	return db_finish(st, &err) && found;
}

int64_t db_new_id(struct db_conn *tx)
{
	struct db *db = tx->db;
	int64_t now = clock_now(), id = 0;
	pthread_mutex_lock(&db->mutex);
	bool fresh = db->next_id < db->end_id && now - db->ids_at < ID_BLOCK_LIFE;
	if (fresh)
		id = db->next_id++;
	pthread_mutex_unlock(&db->mutex);
	if (fresh)
		return id;

	/* Not under the mutex: taking a connection needs it. Two threads that come here at
	 * once reserve two blocks and one of them is lost, which does no harm. */
	struct db_conn *c = db->engine->id_connection(tx);
	int64_t last = 0;
	bool ok = c && reserve_ids(c, now, &last);
	db->engine->id_connection_done(c);
	if (!ok) {
		err_system(&tx->failure, "No identifier could be reserved in the database");
		return 0;
	}
	pthread_mutex_lock(&db->mutex);
	id = last - ID_BLOCK + 1;
	db->next_id = id + 1;
	db->end_id = last + 1;
	db->ids_at = now;
	pthread_mutex_unlock(&db->mutex);
	return id;
}

void db_forget_ids(struct db *db)
{
	pthread_mutex_lock(&db->mutex);
	db->end_id = 0;
	pthread_mutex_unlock(&db->mutex);
}

bool db_check_integrity(struct db *db, void (*problem)(void *, const char *), void *arg, struct err *err)
{
	return db->engine->check_integrity(db, problem, arg, err);
}

bool db_backup(struct db *db, const char *path, struct err *err)
{
	return db->engine->backup(db, path, err);
}

bool db_restore(const char *where, const char *path, bool replace, struct err *err)
{
	return engine_for(where)->restore(where, path, replace, err);
}
