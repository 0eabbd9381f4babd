/*
 * The chain: hash(seq) = BLAKE2b(hash(seq - 1), seq, id, at, action, subject,
 * digest), digest = BLAKE2b(salt, content). The salt keeps a short content from
 * being guessed from its digest after it was erased.
 */
#include "db/journal.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/random.h"
#include "base/str.h"

#include <stdio.h>

#define SALT_SIZE 16

static struct digest content_digest(const void *salt, size_t salt_size, const char *content)
{
	struct digester d;
	digest_begin(&d);
	digest_field(&d, salt, salt_size);
	digest_text(&d, content);
	return digest_end(&d);
}

bool journal_write(struct db_conn *tx, const char *action, int64_t subject,
                   const char *content, struct err *err)
{
	unsigned char salt[SALT_SIZE];
	random_secret(salt, sizeof salt);
	struct digest digest = content_digest(salt, sizeof salt, content);
	int64_t id = db_new_id(tx);

	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO journal (id, at, action, subject, digest) "
		"VALUES ($id, $at, $action, $subject, $digest)"));
	db_bind_i64(st, "$id", id);
	db_bind_i64(st, "$at", clock_now());
	db_bind_text(st, "$action", action);
	db_bind_i64(st, "$subject", subject);
	db_bind_blob(st, "$digest", digest.byte, DIGEST_SIZE);
	if (!db_finish(st, err))
		return false;

	st = db_prepare(tx, SQL(
		"INSERT INTO journal_content (journal_id, salt, content) VALUES ($id, $salt, $content)"));
	db_bind_i64(st, "$id", id);
	db_bind_blob(st, "$salt", salt, sizeof salt);
	db_bind_text(st, "$content", content);
	return db_finish(st, err);
}

bool journal_erase(struct db_conn *tx, int64_t row, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE journal_content SET salt = $salt, content = '', erased_at = $now WHERE journal_id = $id AND erased_at IS NULL"));
	db_bind_blob(st, "$salt", "", 0);
	db_bind_i64(st, "$now", clock_now());
	db_bind_i64(st, "$id", row);
	return db_finish(st, err);
}

/* The columns that go into the chain, in this order, at columns 0 to 5 of a statement:
 * id, at, action, subject, digest. */
static struct digest chain(const struct digest *previous, int64_t seq, struct db_stmt *st, struct arena *a)
{
	size_t n;
	const void *digest = db_blob(st, 4, a, &n);
	struct digester d;
	digest_begin(&d);
	digest_bytes(&d, previous->byte, DIGEST_SIZE);
	digest_i64(&d, seq);
	digest_i64(&d, db_i64(st, 0));
	digest_i64(&d, db_i64(st, 1));
	digest_text(&d, db_text(st, 2, a));
	digest_i64(&d, db_i64(st, 3));
	digest_field(&d, digest, n);
	return digest_end(&d);
}

static struct digest digest_column(struct db_stmt *st, int column, struct arena *a)
{
	struct digest digest = { { 0 } };
	size_t n;
	const void *bytes = db_blob(st, column, a, &n);
	if (n == DIGEST_SIZE)
		memcpy(digest.byte, bytes, n);
	return digest;
}

static bool read_head(struct db_conn *c, struct arena *a, int64_t *seq, struct digest *head, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT seq, hash FROM journal WHERE seq IS NOT NULL ORDER BY seq DESC LIMIT 1"));
	*seq = 0;
	*head = (struct digest){ { 0 } };
	if (db_step(st)) {
		*seq = db_i64(st, 0);
		*head = digest_column(st, 1, a);
	}
	return db_finish(st, err);
}

bool journal_seal(struct db_conn *tx, struct err *err)
{
	struct arena *a = arena_new();
	VEC(struct { int64_t id; struct digest hash; }) rows = { 0 };
	int64_t seq;
	struct digest head;
	bool ok = read_head(tx, a, &seq, &head, err);
	if (ok) {
		struct db_stmt *st = db_prepare(tx, SQL(
			"SELECT id, at, action, subject, digest FROM journal WHERE seq IS NULL ORDER BY id"));
		int64_t next = seq;
		while (db_step(st)) {
			head = chain(&head, ++next, st, a);
			VEC_PUSH(a, &rows)->id = db_i64(st, 0);
			rows.v[rows.n - 1].hash = head;
		}
		ok = db_finish(st, err);
	}
	for (size_t i = 0; ok && i < rows.n; i++) {
		struct db_stmt *st = db_prepare(tx, SQL("UPDATE journal SET seq = $seq, hash = $hash WHERE id = $id"));
		db_bind_i64(st, "$seq", ++seq);
		db_bind_blob(st, "$hash", rows.v[i].hash.byte, DIGEST_SIZE);
		db_bind_i64(st, "$id", rows.v[i].id);
		ok = db_finish(st, err);
	}
	arena_free(a);
	return ok;
}

static void found_bad(struct journal_state *state, int64_t row, const char *problem)
{
	if (state->bad_row)
		return;
	state->bad_row = row;
	snprintf(state->problem, sizeof state->problem, "%s", problem);
}

/* Checks one row, whose columns are those of chain() and then: seq, hash, salt, content, erased_at. */
static void verify_row(struct db_stmt *st, struct arena *a, int64_t expected_seq,
                       struct digest *previous, struct journal_state *state)
{
	int64_t id = db_i64(st, 0);
	struct digest hash = chain(previous, expected_seq, st, a);
	struct digest stored = digest_column(st, 6, a), digest = digest_column(st, 4, a);
	if (db_i64(st, 5) != expected_seq)
		found_bad(state, id, "a row before it is missing");
	else if (!digest_eq(&hash, &stored))
		found_bad(state, id, "the row does not fit the hash that was sealed over it");
	*previous = stored;

	if (db_is_null(st, 8)) {
		found_bad(state, id, "its content is missing without a tombstone");
	} else if (!db_is_null(st, 9)) {
		state->erased++;
	} else {
		size_t salt_size;
		const void *salt = db_blob(st, 7, a, &salt_size);
		struct digest ours = content_digest(salt, salt_size, db_text(st, 8, a));
		if (!digest_eq(&ours, &digest))
			found_bad(state, id, "its content was changed afterwards");
	}
}

bool journal_verify(struct db_conn *c, struct journal_state *state, struct err *err)
{
	*state = (struct journal_state){ 0 };
	struct arena *a = arena_new();
	struct digest previous = { { 0 } };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT j.id, j.at, j.action, j.subject, j.digest, j.seq, j.hash, "
		"       t.salt, t.content, t.erased_at "
		"FROM journal j LEFT JOIN journal_content t ON t.journal_id = j.id "
		"WHERE j.seq IS NOT NULL ORDER BY j.seq"));
	while (db_step(st)) {
		verify_row(st, a, ++state->sealed, &previous, state);
		if (arena_used(a) > (size_t)1 << 20)
			arena_reset(a);
	}
	bool ok = db_finish(st, err)
	          && db_get_i64(c, SQL("SELECT count(*) FROM journal"), &state->rows, err);
	digest_hex(&previous, state->head);
	arena_free(a);
	return ok;
}
