/* Sessions, invitations, and forms that act once: what a browser holds a secret for. */
#include "module/user/user_internal.h"

#define FORMS_KEPT (30 * 24 * 3600 * CLOCK_SECOND)

struct digest user_secret_hash(const char *secret)
{
	struct digester d;
	digest_begin(&d);
	digest_text(&d, "secret");
	digest_text(&d, secret);
	return digest_end(&d);
}

static void bind_hash(struct db_stmt *st, const char *secret)
{
	struct digest hash = user_secret_hash(secret);
	db_bind_blob(st, "$hash", hash.byte, sizeof hash.byte);
}

/* ---- Sessions ---- */

/* What is over: looked for whenever somebody logs in. */
static bool sweep(struct db_conn *tx, int64_t now, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"DELETE FROM user_session WHERE started_at < $started OR seen_at < $seen"));
	db_bind_i64(st, "$started", now - SESSION_LIFE);
	db_bind_i64(st, "$seen", now - SESSION_IDLE);
	if (!db_finish(st, err))
		return false;
	st = db_prepare(tx, SQL("DELETE FROM user_form WHERE sent_at < $sent"));
	db_bind_i64(st, "$sent", now - FORMS_KEPT);
	return db_finish(st, err);
}

bool user_session_start(struct db_conn *tx, int64_t user_id, const char *token, struct err *err)
{
	int64_t now = clock_now();
	if (!sweep(tx, now, err))
		return false;
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO user_session (id, user_id, token_hash, started_at, seen_at) VALUES ($id, $user, $hash, $now, $now)"));
	db_bind_i64(st, "$id", db_new_id(tx));
	db_bind_i64(st, "$user", user_id);
	bind_hash(st, token);
	db_bind_i64(st, "$now", now);
	return db_finish(st, err) && user_journal(tx, "user.login", user_id, user_id, NULL, NULL, err);
}

bool user_session_end(struct db_conn *tx, int64_t user_id, int64_t session_id, int64_t by, struct err *err)
{
	int64_t ended;
	struct db_stmt *st = db_prepare(tx, SQL(
		"DELETE FROM user_session WHERE user_id = $user AND ($session = 0 OR id = $session)"));
	db_bind_i64(st, "$user", user_id);
	db_bind_i64(st, "$session", session_id);
	return db_finish_changed(st, &ended, err)
	       && (ended == 0 || user_journal(tx, "user.logout", user_id, by, NULL, NULL, err));
}

bool user_session_end_others(struct db_conn *tx, int64_t user_id, int64_t kept, struct err *err)
{
	int64_t ended;
	struct db_stmt *st = db_prepare(tx, SQL("DELETE FROM user_session WHERE user_id = $user AND id <> $kept"));
	db_bind_i64(st, "$user", user_id);
	db_bind_i64(st, "$kept", kept);
	return db_finish_changed(st, &ended, err)
	       && (ended == 0 || user_journal(tx, "user.logout", user_id, user_id, NULL, NULL, err));
}

bool user_session_list(struct db_conn *c, struct arena *a, int64_t user_id, struct user_session **list, size_t *n,
                       struct err *err)
{
	VEC(struct user_session) found = { 0 };
	int64_t now = clock_now();
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id, started_at, seen_at FROM user_session "
		"WHERE user_id = $user AND started_at >= $started AND seen_at >= $seen ORDER BY seen_at DESC, id"));
	db_bind_i64(st, "$user", user_id);
	db_bind_i64(st, "$started", now - SESSION_LIFE);
	db_bind_i64(st, "$seen", now - SESSION_IDLE);
	while (db_step(st))
		*VEC_PUSH(a, &found) = (struct user_session){ db_i64(st, 0), db_i64(st, 1), db_i64(st, 2) };
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

static bool touch(struct db_conn *tx, void *arg, struct err *err)
{
	const int64_t *session_id = arg;
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE user_session SET seen_at = $now WHERE id = $id"));
	db_bind_i64(st, "$now", clock_now());
	db_bind_i64(st, "$id", *session_id);
	return db_finish(st, err);
}

bool user_identify(struct request *rq, const char *token, struct session **session)
{
	int64_t now = clock_now(), seen_at = 0;
	struct session *s = NULL;
	struct db_stmt *st = db_prepare(rq->conn, SQL(
		"SELECT s.id, s.user_id, s.seen_at, a.administrator, p.name FROM user_session s "
		"JOIN user_account a ON a.id = s.user_id JOIN user_person p ON p.user_id = s.user_id "
		"WHERE s.token_hash = $hash AND a.disabled_at IS NULL AND s.started_at >= $started AND s.seen_at >= $seen"));
	bind_hash(st, token);
	db_bind_i64(st, "$started", now - SESSION_LIFE);
	db_bind_i64(st, "$seen", now - SESSION_IDLE);
	if (db_step(st)) {
		s = arena_alloc(rq->arena, sizeof *s);
		*s = (struct session){ .id = db_i64(st, 0), .user_id = db_i64(st, 1), .administrator = db_i64(st, 3),
		                       .name = db_text(st, 4, rq->arena) };
		seen_at = db_i64(st, 2);
	}
	if (!db_finish(st, &rq->err))
		return false;
	*session = s;
	/* Not at every request: each commit makes the kept pages old. */
	return !s || now - seen_at < SESSION_TOUCH || db_write(rq->db, touch, &s->id, &rq->err);
}

/* ---- Invitations ---- */

bool user_invite(struct db_conn *tx, int64_t user_id, const char *token, int64_t by, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("DELETE FROM user_invitation WHERE user_id = $user"));
	db_bind_i64(st, "$user", user_id);
	if (!db_finish(st, err))
		return false;
	st = db_prepare(tx, SQL(
		"INSERT INTO user_invitation (user_id, token_hash, expires_at) VALUES ($user, $hash, $expires)"));
	db_bind_i64(st, "$user", user_id);
	bind_hash(st, token);
	db_bind_i64(st, "$expires", clock_now() + INVITATION_LIFE);
	return db_finish(st, err) && user_journal(tx, "user.invite", user_id, by, NULL, NULL, err);
}

bool user_invited(struct db_conn *c, const char *token, int64_t *user_id, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT i.user_id FROM user_invitation i JOIN user_account a ON a.id = i.user_id "
		"WHERE i.token_hash = $hash AND i.expires_at > $now AND a.disabled_at IS NULL"));
	bind_hash(st, token);
	db_bind_i64(st, "$now", clock_now());
	*user_id = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, err);
}

/* ---- Forms ---- */

struct once {
	const char *token;
	db_write_fn *fn;
	void *arg;
	bool again;
};

static bool run_once(struct db_conn *tx, void *arg, struct err *err)
{
	struct once *once = arg;
	struct db_stmt *st = db_prepare(tx, SQL("SELECT 1 FROM user_form WHERE token_hash = $hash"));
	bind_hash(st, once->token);
	once->again = db_step(st);
	if (!db_finish(st, err) || once->again)
		return !err->kind;
	st = db_prepare(tx, SQL("INSERT INTO user_form (token_hash, sent_at) VALUES ($hash, $now)"));
	bind_hash(st, once->token);
	db_bind_i64(st, "$now", clock_now());
	return db_finish(st, err) && once->fn(tx, once->arg, err);
}

bool user_write(struct request *rq, db_write_fn *fn, void *arg, bool *again)
{
	struct once once = { .token = rq->form->token, .fn = fn, .arg = arg };
	bool ok = request_write(rq, run_once, &once);
	if (again)
		*again = once.again;
	return ok;
}
