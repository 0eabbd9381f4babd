/* Accounts: reading and changing them. */
#include "module/user/user_internal.h"

#include "base/utf8.h"
#include "db/journal.h"

#define COLUMNS \
	"SELECT a.id, p.email, p.name, a.language, a.administrator, CASE WHEN a.disabled_at IS NULL THEN 0 ELSE 1 END, " \
	"CASE WHEN a.password = '' THEN 0 ELSE 1 END, a.created_at, " \
	"coalesce((SELECT max(s.seen_at) FROM user_session s WHERE s.user_id = a.id), 0) " \
	"FROM user_account a JOIN user_person p ON p.user_id = a.id "

static struct user read_user(struct db_stmt *st, struct arena *a)
{
	return (struct user){
		.id = db_i64(st, 0), .email = db_text(st, 1, a), .name = db_text(st, 2, a), .language = db_text(st, 3, a),
		.administrator = db_i64(st, 4), .disabled = db_i64(st, 5), .has_password = db_i64(st, 6),
		.created_at = db_i64(st, 7), .seen_at = db_i64(st, 8),
	};
}

static bool read_one(struct db_stmt *st, struct arena *a, struct user *user, struct err *err)
{
	*user = (struct user){ 0 };
	if (db_step(st))
		*user = read_user(st, a);
	return db_finish(st, err);
}

bool user_get(struct db_conn *c, struct arena *a, int64_t id, struct user *user, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(COLUMNS "WHERE a.id = $id"));
	db_bind_i64(st, "$id", id);
	return read_one(st, a, user, err);
}

bool user_find(struct db_conn *c, struct arena *a, const char *email_or_id, struct user *user, struct err *err)
{
	int64_t id = 0;
	str_to_i64(email_or_id, &id);
	const char *email = user_clean_email(a, email_or_id);
	struct db_stmt *st = db_prepare(c, SQL(COLUMNS "WHERE p.email = $email OR a.id = $id"));
	db_bind_text(st, "$email", email ? email : "");
	db_bind_i64(st, "$id", id);
	return read_one(st, a, user, err)
	       && (user->id || err_not_found(err, "There is no user \"%s\"; `planverk user list` shows them", email_or_id));
}

bool user_list(struct db_conn *c, struct arena *a, struct user **list, size_t *n, struct err *err)
{
	VEC(struct user) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(COLUMNS "ORDER BY p.name, a.id"));
	while (db_step(st))
		*VEC_PUSH(a, &found) = read_user(st, a);
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}

bool user_password_of(struct db_conn *c, struct arena *a, const char *email, int64_t *id, const char **hash,
                      struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT a.id, a.password FROM user_account a JOIN user_person p ON p.user_id = a.id "
		"WHERE p.email = $email AND a.disabled_at IS NULL"));
	db_bind_text(st, "$email", email);
	*id = 0;
	*hash = "";
	if (db_step(st)) {
		*id = db_i64(st, 0);
		*hash = db_text(st, 1, a);
	}
	return db_finish(st, err);
}

bool user_count_administrators(struct db_conn *c, int64_t *n, struct err *err)
{
	return db_get_i64(c, SQL("SELECT count(*) FROM user_account WHERE administrator = 1 AND disabled_at IS NULL"), n, err);
}

/* ---- What can be a name or an address ---- */

static const char *trimmed(struct arena *a, const char *text)
{
	struct span s = span_trim(span_of(text));
	return arena_strndup(a, s.s, s.n);
}

/* Only what would make it no address at all: whether it reaches anybody, mail will tell. */
const char *user_clean_email(struct arena *a, const char *email)
{
	const char *text = utf8_fold(a, span_of(trimmed(a, email)));
	const char *at = strchr(text, '@');
	if (!at || at == text || !at[1] || strchr(at + 1, '@') || strlen(text) > USER_EMAIL_MAX)
		return NULL;
	for (const char *c = text; *c; c++)
		if ((unsigned char)*c <= ' ' || strchr("<>\"(),:;[]\\\x7f", *c))
			return NULL;
	return text;
}

const char *user_clean_name(struct arena *a, const char *name)
{
	const char *text = trimmed(a, name);
	for (const char *c = text; *c; c++)
		if ((unsigned char)*c < ' ')
			return NULL;
	return *text && utf8_length(span_of(text)) <= USER_NAME_MAX ? text : NULL;
}

/* ---- Changes ---- */

bool user_journal(struct db_conn *tx, const char *action, int64_t subject, int64_t by, const char *what,
                  const char *value, struct err *err)
{
	struct arena *a = arena_new();
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	if (what)
		json_put_string(&j, what, value);
	json_put_end(&j);
	bool ok = journal_write(tx, action, subject, out_string(&content), err);
	arena_free(a);
	return ok;
}

static bool check_email_is_free(struct db_conn *tx, const char *email, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("SELECT 1 FROM user_person WHERE email = $email"));
	db_bind_text(st, "$email", email);
	bool taken = db_step(st);
	return db_finish(st, err) && (!taken || err_conflict(err, "There is a user with the address %s already", email));
}

bool user_add(struct db_conn *tx, const struct user *user, int64_t by, int64_t *id, struct err *err)
{
	if (!check_email_is_free(tx, user->email, err))
		return false;
	*id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO user_account (id, password, administrator, language, created_at) "
		"VALUES ($id, '', $administrator, $language, $now)"));
	db_bind_i64(st, "$id", *id);
	db_bind_i64(st, "$administrator", user->administrator);
	db_bind_text(st, "$language", user->language);
	db_bind_i64(st, "$now", clock_now());
	if (!db_finish(st, err))
		return false;
	st = db_prepare(tx, SQL("INSERT INTO user_person (user_id, email, name) VALUES ($id, $email, $name)"));
	db_bind_i64(st, "$id", *id);
	db_bind_text(st, "$email", user->email);
	db_bind_text(st, "$name", user->name);
	return db_finish(st, err)
	       && user_journal(tx, "user.add", *id, by, "administrator", user->administrator ? "yes" : "no", err);
}

bool user_set_password(struct db_conn *tx, int64_t id, const char *hash, int64_t by, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE user_account SET password = $hash WHERE id = $id"));
	db_bind_text(st, "$hash", hash);
	db_bind_i64(st, "$id", id);
	if (!db_finish(st, err))
		return false;
	st = db_prepare(tx, SQL("DELETE FROM user_invitation WHERE user_id = $id"));
	db_bind_i64(st, "$id", id);
	return db_finish(st, err) && user_journal(tx, "user.password", id, by, NULL, NULL, err);
}

bool user_set_disabled(struct db_conn *tx, int64_t id, bool disabled, int64_t by, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE user_account SET disabled_at = $at WHERE id = $id"));
	db_bind_id(st, "$at", disabled ? clock_now() : 0);
	db_bind_i64(st, "$id", id);
	if (!db_finish(st, err))
		return false;
	if (disabled) {
		st = db_prepare(tx, SQL("DELETE FROM user_invitation WHERE user_id = $id"));
		db_bind_i64(st, "$id", id);
		if (!db_finish(st, err) || !user_session_end(tx, id, 0, by, err))
			return false;
	}
	return user_journal(tx, disabled ? "user.disable" : "user.enable", id, by, NULL, NULL, err);
}

bool user_set_administrator(struct db_conn *tx, int64_t id, bool administrator, int64_t by, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE user_account SET administrator = $administrator WHERE id = $id"));
	db_bind_i64(st, "$administrator", administrator);
	db_bind_i64(st, "$id", id);
	return db_finish(st, err)
	       && user_journal(tx, "user.administrator", id, by, "administrator", administrator ? "yes" : "no", err);
}

bool user_set_profile(struct db_conn *tx, int64_t id, const char *name, const char *language, int64_t by,
                      struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE user_person SET name = $name WHERE user_id = $id"));
	db_bind_text(st, "$name", name);
	db_bind_i64(st, "$id", id);
	if (!db_finish(st, err))
		return false;
	st = db_prepare(tx, SQL("UPDATE user_account SET language = $language WHERE id = $id"));
	db_bind_text(st, "$language", language);
	db_bind_i64(st, "$id", id);
	return db_finish(st, err) && user_journal(tx, "user.profile", id, by, NULL, NULL, err);
}
