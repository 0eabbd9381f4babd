/* What a person can ask of an account: correction and erasure. */
#include "module/user/user_internal.h"

bool user_correct(struct db_conn *tx, struct arena *a, int64_t id, const char *name, const char *email, int64_t by,
                  struct err *err)
{
	const char *clean_name = *name ? user_clean_name(a, name) : NULL;
	const char *clean_email = *email ? user_clean_email(a, email) : NULL;
	if (*name && !clean_name)
		return err_input(err, "\"%s\" cannot be a name; it has one line of at most %d characters", name, USER_NAME_MAX);
	if (*email && !clean_email)
		return err_input(err, "\"%s\" is no e-mail address", email);
	struct db_stmt *st = db_prepare(tx, SQL("SELECT 1 FROM user_person WHERE email = $email AND user_id <> $id"));
	db_bind_text(st, "$email", clean_email ? clean_email : "");
	db_bind_i64(st, "$id", id);
	bool taken = db_step(st);
	if (!db_finish(st, err))
		return false;
	if (taken)
		return err_conflict(err, "There is a user with the address %s already", clean_email);
	st = db_prepare(tx, SQL(
		"UPDATE user_person SET name = CASE WHEN $name = '' THEN name ELSE $name END, "
		"  email = CASE WHEN $email = '' THEN email ELSE $email END WHERE user_id = $id"));
	db_bind_text(st, "$name", clean_name ? clean_name : "");
	db_bind_text(st, "$email", clean_email ? clean_email : "");
	db_bind_i64(st, "$id", id);
	return db_finish(st, err) && user_journal(tx, "user.correct", id, by, NULL, NULL, err);
}

static bool is_last_administrator(struct db_conn *tx, int64_t id, bool *last, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"SELECT 1 FROM user_account WHERE id = $id AND administrator = 1 AND disabled_at IS NULL AND NOT EXISTS "
		"  (SELECT 1 FROM user_account WHERE id <> $id AND administrator = 1 AND disabled_at IS NULL)"));
	db_bind_i64(st, "$id", id);
	*last = db_step(st);
	return db_finish(st, err);
}

bool user_erase(struct db_conn *tx, int64_t id, int64_t by, struct err *err)
{
	bool last;
	if (!is_last_administrator(tx, id, &last, err))
		return false;
	if (last)
		return err_conflict(err, "This is the only administrator; name another one first with `planverk user admin`");
	/* Ends sessions and invitations, too. */
	if (!user_set_disabled(tx, id, true, by, err))
		return false;
	struct db_stmt *st = db_prepare(tx, SQL("DELETE FROM user_person WHERE user_id = $id"));
	db_bind_i64(st, "$id", id);
	if (!db_finish(st, err))
		return false;
	st = db_prepare(tx, SQL("UPDATE user_account SET password = '', administrator = 0, language = '' WHERE id = $id"));
	db_bind_i64(st, "$id", id);
	return db_finish(st, err) && user_journal(tx, "user.erase", id, by, NULL, NULL, err);
}
