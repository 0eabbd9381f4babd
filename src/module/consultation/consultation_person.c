/* The person behind a statement: correction, withdrawal, and taking the sender away. */
#include "module/consultation/consultation_internal.h"

#include "db/journal.h"

bool consultation_receipt(struct db_conn *c, const char *token, int64_t *statement_id, int64_t *plan_id, struct err *err)
{
	struct digest digest = digest_of(token, strlen(token));
	*statement_id = *plan_id = 0;
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT s.id, k.plan_id FROM statement s JOIN consultation k ON k.id = s.consultation_id WHERE s.token_hash = $token"));
	db_bind_blob(st, "$token", digest.byte, DIGEST_SIZE);
	if (db_step(st)) {
		*statement_id = db_i64(st, 0);
		*plan_id = db_i64(st, 1);
	}
	return db_finish(st, err);
}

bool consultation_contact_ok(const char *email)
{
	return !*email || (strchr(email, '@') && !strpbrk(email, " \n\r,;<>") && strlen(email) <= NAME_MAX_LENGTH);
}

static bool journal(struct db_conn *tx, const char *action, int64_t statement_id, int64_t by, struct err *err)
{
	struct arena *a = arena_new();
	bool ok = journal_write(tx, action, statement_id, arena_printf(a, "{\"by\": %lld}", (long long)by), err);
	arena_free(a);
	return ok;
}

static bool replace_contact(struct db_conn *tx, int64_t statement_id, const char *email, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("DELETE FROM statement_contact WHERE statement_id = $id"));
	db_bind_i64(st, "$id", statement_id);
	if (!db_finish(st, err) || !*email)
		return !err->kind;
	st = db_prepare(tx, SQL("INSERT INTO statement_contact (statement_id, email) VALUES ($id, $email)"));
	db_bind_i64(st, "$id", statement_id);
	db_bind_text(st, "$email", email);
	return db_finish(st, err);
}

bool consultation_set_contact(struct db_conn *tx, int64_t statement_id, const char *email, int64_t by, struct err *err)
{
	return replace_contact(tx, statement_id, email, err) && journal(tx, "statement.contact", statement_id, by, err);
}

bool consultation_set_sender(struct db_conn *tx, int64_t statement_id, const char *organisation, int64_t by, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE statement SET organisation = $name WHERE id = $id"));
	db_bind_text(st, "$name", organisation);
	db_bind_i64(st, "$id", statement_id);
	return db_finish(st, err) && journal(tx, "statement.sender", statement_id, by, err);
}

static bool withdraw_texts(struct db_conn *tx, struct arena *a, int64_t statement_id, int64_t by, struct err *err)
{
	VEC(int64_t) texts = { 0 };
	struct db_stmt *st = db_prepare(tx, SQL(
		"SELECT t.id FROM statement_text x JOIN contribution t ON t.id = x.contribution_id "
		"WHERE x.statement_id = $id AND t.publish = 1 ORDER BY t.id"));
	db_bind_i64(st, "$id", statement_id);
	while (db_step(st))
		*VEC_PUSH(a, &texts) = db_i64(st, 0);
	bool ok = db_finish(st, err);
	for (size_t i = 0; ok && i < texts.n; i++)
		ok = contribution_withdraw(tx, texts.v[i], by, err);
	return ok;
}

bool consultation_withdraw(struct db_conn *tx, struct arena *a, int64_t statement_id, int64_t by, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE statement SET publish = 0 WHERE id = $id"));
	db_bind_i64(st, "$id", statement_id);
	return db_finish(st, err) && withdraw_texts(tx, a, statement_id, by, err)
	       && journal(tx, "statement.withdraw", statement_id, by, err);
}

bool consultation_anonymise(struct db_conn *tx, struct arena *a, int64_t statement_id, int64_t by, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE statement SET organisation = '', area = '' WHERE id = $id"));
	db_bind_i64(st, "$id", statement_id);
	return db_finish(st, err) && replace_contact(tx, statement_id, "", err)
	       && consultation_withdraw(tx, a, statement_id, by, err)
	       && journal(tx, "statement.anonymise", statement_id, by, err);
}
