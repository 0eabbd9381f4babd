/* Keeping files in the database, and having them back. */
#include "module/file/file_internal.h"

#include "base/clock.h"
#include "base/out.h"
#include "db/journal.h"

#define CHUNK ((size_t)256 << 10)
#define DAY (24 * 60 * 60 * CLOCK_SECOND)

/* ---- Keeping ---- */

static bool insert(struct db_conn *tx, int64_t id, int64_t plan_id, const struct file_source *s, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO file (id, plan_id, name, kind, size, digest, public, added_at) "
		"VALUES ($id, $plan, $name, $kind, $size, $digest, 0, $now)"));
	db_bind_i64(st, "$id", id);
	db_bind_i64(st, "$plan", plan_id);
	db_bind_text(st, "$name", s->name);
	db_bind_text(st, "$kind", file_kinds[s->kind].code);
	db_bind_i64(st, "$size", s->size);
	db_bind_blob(st, "$digest", s->digest.byte, DIGEST_SIZE);
	db_bind_i64(st, "$now", clock_now());
	return db_finish(st, err);
}

static bool insert_chunk(struct db_conn *tx, int64_t id, int64_t ordinal, const void *bytes, size_t n, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("INSERT INTO file_chunk (file_id, ordinal, bytes) VALUES ($file, $ordinal, $bytes)"));
	db_bind_i64(st, "$file", id);
	db_bind_i64(st, "$ordinal", ordinal);
	db_bind_blob(st, "$bytes", bytes, n);
	return db_finish(st, err);
}

static bool insert_chunks(struct db_conn *tx, struct arena *a, int64_t id, const struct file_source *s, struct err *err)
{
	FILE *f = fopen(s->path, "rbe");
	if (!f)
		return err_errno(err, "Cannot read %s", s->path);
	char *bytes = arena_alloc(a, CHUNK);
	struct digester d;
	digest_begin(&d);
	bool ok = true;
	int64_t ordinal = 0;
	for (size_t n; ok && (n = fread(bytes, 1, CHUNK, f)) > 0;) {
		digest_bytes(&d, bytes, n);
		ok = insert_chunk(tx, id, ++ordinal, bytes, n, err);
	}
	fclose(f);
	struct digest digest = digest_end(&d);
	return ok && (digest_eq(&digest, &s->digest) || err_conflict(err, "%s changed while it was read; try again", s->name));
}

/* The name may tell of a person, and the journal keeps what it is told. */
static bool journal(struct db_conn *tx, struct arena *a, int64_t id, int64_t plan_id, const struct file_source *s,
                    struct err *err)
{
	char hex[DIGEST_HEX_SIZE];
	digest_hex(&s->digest, hex);
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "plan", plan_id);
	json_put_string(&j, "kind", file_kinds[s->kind].code);
	json_put_i64(&j, "size", s->size);
	json_put_string(&j, "digest", hex);
	json_put_end(&j);
	return journal_write(tx, "file.keep", id, out_string(&content), err);
}

bool file_keep(struct db_conn *tx, struct arena *a, int64_t plan_id, const struct file_source *source, int64_t *id,
               struct err *err)
{
	*id = db_new_id(tx);
	return insert(tx, *id, plan_id, source, err) && insert_chunks(tx, a, *id, source, err)
	       && journal(tx, a, *id, plan_id, source, err);
}

bool file_attach(struct db_conn *tx, int64_t file_id, int64_t contribution_id, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO contribution_file (contribution_id, file_id) VALUES ($contribution, $file)"));
	db_bind_i64(st, "$contribution", contribution_id);
	db_bind_i64(st, "$file", file_id);
	return db_finish(st, err);
}

bool file_room(struct db_conn *c, int64_t plan_id, int64_t now, int64_t more, bool *room, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT CAST(coalesce(sum(size), 0) AS BIGINT) FROM file WHERE plan_id = $plan AND added_at > $since"));
	db_bind_i64(st, "$plan", plan_id);
	db_bind_i64(st, "$since", now - DAY);
	*room = db_step(st) && db_i64(st, 0) + more <= FILE_DAY_MAX;
	return db_finish(st, err);
}

/* ---- Reading ---- */

#define COLUMNS "f.id, f.plan_id, f.name, f.kind, f.size, f.added_at, f.public, coalesce(f.erased_at, 0) "

static struct file read_row(struct db_stmt *st, struct arena *a)
{
	struct file f = { .id = db_i64(st, 0), .plan_id = db_i64(st, 1), .name = db_text(st, 2, a), .size = db_i64(st, 4),
	                  .added_at = db_i64(st, 5), .public = db_i64(st, 6), .erased = db_i64(st, 7) };
	const char *kind = db_text(st, 3, a);
	while (f.kind + 1 < FILE_KINDS && !str_eq(kind, file_kinds[f.kind].code))
		f.kind++;
	return f;
}

static bool read_rows(struct db_stmt *st, struct arena *a, struct file **list, size_t *n, struct err *err)
{
	VEC(struct file) found = { 0 };
	while (db_step(st))
		*VEC_PUSH(a, &found) = read_row(st, a);
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

bool file_get(struct db_conn *c, struct arena *a, int64_t id, struct file *found, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL("SELECT " COLUMNS "FROM file f WHERE f.id = $id"));
	db_bind_i64(st, "$id", id);
	*found = (struct file){ 0 };
	if (db_step(st))
		*found = read_row(st, a);
	return db_finish(st, err);
}

bool file_list(struct db_conn *c, struct arena *a, int64_t contribution_id, struct file **list, size_t *n, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT " COLUMNS "FROM contribution_file x JOIN file f ON f.id = x.file_id "
		"WHERE x.contribution_id = $contribution ORDER BY f.id"));
	db_bind_i64(st, "$contribution", contribution_id);
	return read_rows(st, a, list, n, err);
}

bool file_list_plan(struct db_conn *c, struct arena *a, int64_t plan_id, struct file **list, size_t *n, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL("SELECT " COLUMNS "FROM file f WHERE f.plan_id = $plan ORDER BY f.id"));
	db_bind_i64(st, "$plan", plan_id);
	return read_rows(st, a, list, n, err);
}

/* One statement for each chunk: neither database then holds more than that in memory. */
static bool read_chunk(struct db_conn *c, struct arena *a, int64_t id, int64_t ordinal, void **bytes, size_t *n, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL("SELECT bytes FROM file_chunk WHERE file_id = $file AND ordinal = $ordinal"));
	db_bind_i64(st, "$file", id);
	db_bind_i64(st, "$ordinal", ordinal);
	*bytes = db_step(st) ? db_blob(st, 0, a, n) : NULL;
	return db_finish(st, err);
}

bool file_bytes(struct db_conn *c, int64_t id, bool (*take)(void *arg, const void *bytes, size_t n), void *arg,
                struct err *err)
{
	bool ok = true, more = true;
	for (int64_t ordinal = 1; ok && more; ordinal++) {
		struct arena *scratch = arena_new();
		void *bytes;
		size_t n = 0;
		ok = read_chunk(c, scratch, id, ordinal, &bytes, &n, err);
		more = ok && bytes;
		ok = ok && (!more || take(arg, bytes, n));
		arena_free(scratch);
	}
	return ok;
}

/* ---- Verifying ---- */

struct summing {
	struct digester digester;
	int64_t size;
};

static bool add_up(void *arg, const void *bytes, size_t n)
{
	struct summing *s = arg;
	digest_bytes(&s->digester, bytes, n);
	s->size += (int64_t)n;
	return true;
}

/* *same: the bytes are those that came; of an erased file, none. */
static bool check(struct db_conn *c, int64_t id, bool erased, int64_t size, const struct digest *stored, bool *same, struct err *err)
{
	struct summing s = { .size = 0 };
	digest_begin(&s.digester);
	if (!file_bytes(c, id, add_up, &s, err))
		return false;
	struct digest digest = digest_end(&s.digester);
	*same = erased ? s.size == 0 : s.size == size && digest_eq(&digest, stored);
	return true;
}

bool file_verify(struct db_conn *c, struct arena *a, void (*problem)(void *arg, const char *text), void *arg,
                 struct err *err)
{
	bool ok = true, same = true;
	struct db_stmt *st = db_prepare(c, SQL("SELECT id, size, digest, coalesce(erased_at, 0) FROM file ORDER BY id"));
	while (ok && db_step(st)) {
		size_t n;
		const struct digest *stored = db_blob(st, 2, a, &n);
		ok = n != DIGEST_SIZE || check(c, db_i64(st, 0), db_i64(st, 3), db_i64(st, 1), stored, &same, err);
		if (ok && (n != DIGEST_SIZE || !same))
			problem(arg, arena_printf(a, "file %lld does not have the bytes that it came with", (long long)db_i64(st, 0)));
	}
	return db_finish(st, err) && ok;
}
