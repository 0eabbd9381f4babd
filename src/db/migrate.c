/*
 * Migrations: numbered, forward-only SQL files, embedded as assets named
 * schema/MODULE/NNN_what.sql. Each runs in a transaction of its own together
 * with the row that records it. A database with a migration that this program
 * does not have was written by a newer one and is refused; so is one whose
 * recorded migration differs from ours.
 */
#include "db/db_internal.h"

#include "base/asset.h"
#include "base/clock.h"
#include "base/hash.h"
#include "base/out.h"

#include <ctype.h>

struct migration {
	const struct asset *asset;
	bool applied;
};

struct plan_of_migrations {
	struct arena *arena;
	VEC(struct migration) list; /* in the order they are to run */
};

static void add_module(struct plan_of_migrations *p, const char *module)
{
	const char *prefix = arena_printf(p->arena, "schema/%s/", module);
	for (size_t i = 0; i < assets_len; i++) /* ordered by name, so by number within a module */
		if (str_starts(assets[i].name, prefix))
			VEC_PUSH(p->arena, &p->list)->asset = &assets[i];
}

/* The SQL for this engine: the words BLOB and TEXT become its types. */
static const char *adapted(struct arena *a, const struct db_engine *engine, const struct asset *asset)
{
	struct out o = out_memory(a);
	const char *s = (const char *)asset->bytes;
	for (size_t i = 0; i < asset->size;) {
		size_t n = 1;
		while (i + n < asset->size && isalpha((unsigned char)s[i]) && isalpha((unsigned char)s[i + n]))
			n++;
		struct span word = { s + i, n };
		if (span_is(word, "BLOB"))
			out_text(&o, engine->blob_type);
		else if (span_is(word, "TEXT"))
			out_text(&o, engine->text_type);
		else
			out_bytes(&o, word.s, word.n);
		i += n;
	}
	return out_string(&o);
}

static bool apply(struct db_conn *c, struct arena *a, const struct asset *asset, struct err *err)
{
	char hex[DIGEST_HEX_SIZE];
	struct digest digest = digest_of(asset->bytes, asset->size);
	digest_hex(&digest, hex);
	if (!c->db->engine->execute(c->engine, adapted(a, c->db->engine, asset), err))
		return false;
	struct db_stmt *st = db_prepare(c, SQL(
		"INSERT INTO schema_migration (name, digest, applied_at) VALUES ($name, $digest, $at)"));
	db_bind_text(st, "$name", asset->name);
	db_bind_text(st, "$digest", hex);
	db_bind_i64(st, "$at", clock_now());
	return db_finish(st, err);
}

/* Marks what the database has; refuses one that has what we do not know. */
static bool read_applied(struct db_conn *c, struct plan_of_migrations *p, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL("SELECT name, digest FROM schema_migration ORDER BY name"));
	bool ok = true;
	while (ok && db_step(st)) {
		const char *name = db_text(st, 0, p->arena), *digest = db_text(st, 1, p->arena);
		size_t i = 0;
		while (i < p->list.n && !str_eq(p->list.v[i].asset->name, name))
			i++;
		if (i == p->list.n) {
			/* Opened without its modules, a database may know more than we were asked for. */
			if (!asset_find(name))
				ok = err_conflict(err, "The database is newer than this program (it has %s, "
				                  "version " PLANVERK_VERSION " does not); install the newer version", name);
			continue;
		}
		char hex[DIGEST_HEX_SIZE];
		struct digest ours = digest_of(p->list.v[i].asset->bytes, p->list.v[i].asset->size);
		digest_hex(&ours, hex);
		p->list.v[i].applied = true;
		if (!str_eq(hex, digest))
			ok = err_conflict(err, "The database was made by another edition of this program "
			                  "(%s differs); use the program it was made with", name);
	}
	return db_finish(st, err) && ok;
}

/* Several programs may start at once: the first holds the lock, the others find it done. */
static bool make_table(struct db_conn *c, struct arena *a, struct err *err)
{
	const struct db_engine *engine = c->db->engine;
	const char *text = arena_printf(a,
		"CREATE TABLE IF NOT EXISTS schema_migration (name %s PRIMARY KEY, digest %s NOT NULL, "
		"applied_at BIGINT NOT NULL); COMMIT", engine->text_type, engine->text_type);
	return engine->execute(c->engine, engine->begin_migration, err) && engine->execute(c->engine, text, err);
}

static bool migrate(struct db_conn *c, struct plan_of_migrations *p, enum db_mode mode, struct err *err)
{
	const struct db_engine *engine = c->db->engine;
	bool exists;
	struct err missing = { 0 };
	struct db_stmt *probe = db_prepare(c, SQL("SELECT name FROM schema_migration"));
	db_step(probe);
	exists = db_finish(probe, &missing);
	if (!exists && mode != DB_CREATE)
		return err_input(err, "%s is no Planverk database; make one with `planverk init`", c->db->shown);
	if (exists && !read_applied(c, p, err))
		return false;
	if (mode == DB_INSPECT)
		return true;
	if (!exists && !make_table(c, p->arena, err))
		return false;
	for (size_t i = 0; i < p->list.n; i++) {
		if (p->list.v[i].applied)
			continue;
		bool ok = engine->execute(c->engine, engine->begin_migration, err)
		          && read_applied(c, p, err)
		          && (p->list.v[i].applied || apply(c, p->arena, p->list.v[i].asset, err));
		struct err rollback_err = { 0 };
		if (!engine->execute(c->engine, ok ? "COMMIT" : "ROLLBACK", ok ? err : &rollback_err) || !ok) {
			err_at(err, p->list.v[i].asset->name, 0, 0);
			return false;
		}
		p->list.v[i].applied = true;
	}
	return true;
}

bool db_migrate(struct db *db, enum db_mode mode, const char *const *modules, struct err *err)
{
	struct db_conn c = { .db = db };
	if (!db->engine->connect(db, mode == DB_CREATE, false, &c.engine, err))
		return false;
	struct plan_of_migrations p = { .arena = arena_new() };
	add_module(&p, "db");
	for (; modules && *modules; modules++)
		add_module(&p, *modules);
	struct db_conn *conn = calloc(1, sizeof *conn);
	if (!conn)
		out_of_memory();
	*conn = c;
	bool ok = migrate(conn, &p, mode, err);
	db_conn_close(conn);
	arena_free(p.arena);
	return ok;
}
