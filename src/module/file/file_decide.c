/* What a planner decides on a file: whether everybody may read it, or that it is not kept. */
#include "module/file/file_internal.h"

#include "base/clock.h"
#include "base/out.h"
#include "db/journal.h"
#include "ui/translate.h"

const struct file_decision_name file_decisions[FILE_DECISIONS] = {
	[FILE_PUBLISH] = { "publish", N_("Published") },
	[FILE_WITHDRAW] = { "withdraw", N_("No longer published") },
	[FILE_ERASE] = { "erase", N_("Erased") },
};

static bool keep_decision(struct db_conn *tx, int64_t id, enum file_decision decision, const char *reason, int64_t by,
                          struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO file_decision (id, file_id, user_id, decision, reason, decided_at) "
		"VALUES ($id, $file, $user, $decision, $reason, $now)"));
	db_bind_i64(st, "$id", db_new_id(tx));
	db_bind_i64(st, "$file", id);
	db_bind_i64(st, "$user", by);
	db_bind_text(st, "$decision", file_decisions[decision].code);
	db_bind_text(st, "$reason", reason);
	db_bind_i64(st, "$now", clock_now());
	return db_finish(st, err);
}

static bool set_public(struct db_conn *tx, int64_t id, bool public, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE file SET public = $public WHERE id = $id"));
	db_bind_i64(st, "$public", public);
	db_bind_i64(st, "$id", id);
	return db_finish(st, err);
}

static bool erase(struct db_conn *tx, int64_t id, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("DELETE FROM file_chunk WHERE file_id = $id"));
	db_bind_i64(st, "$id", id);
	if (!db_finish(st, err))
		return false;
	st = db_prepare(tx, SQL("UPDATE file SET name = '', public = 0, erased_at = $now WHERE id = $id"));
	db_bind_i64(st, "$now", clock_now());
	db_bind_i64(st, "$id", id);
	return db_finish(st, err);
}

bool file_decide(struct db_conn *tx, struct arena *a, int64_t id, enum file_decision decision, const char *reason,
                 int64_t by, struct err *err)
{
	struct file file;
	if (!file_get(tx, a, id, &file, err))
		return false;
	/* What is so already, or can no longer be, is no decision. */
	if (!file.id || file.erased || (decision != FILE_ERASE && file.public == (decision == FILE_PUBLISH)))
		return true;
	if (!keep_decision(tx, id, decision, reason, by, err)
	    || !(decision == FILE_ERASE ? erase(tx, id, err) : set_public(tx, id, decision == FILE_PUBLISH, err)))
		return false;
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_string(&j, "decision", file_decisions[decision].code);
	json_put_string(&j, "reason", reason);
	json_put_end(&j);
	return journal_write(tx, "file.decide", id, out_string(&content), err);
}

bool file_history(struct db_conn *c, struct arena *a, int64_t id, struct file_past **list, size_t *n, struct err *err)
{
	VEC(struct file_past) found = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT d.decision, d.reason, coalesce(p.name, ''), d.decided_at FROM file_decision d "
		"LEFT JOIN user_person p ON p.user_id = d.user_id WHERE d.file_id = $id ORDER BY d.id DESC"));
	db_bind_i64(st, "$id", id);
	while (db_step(st)) {
		struct file_past past = { .reason = db_text(st, 1, a), .by = db_text(st, 2, a), .at = db_i64(st, 3) };
		const char *code = db_text(st, 0, a);
		while (past.decision + 1 < FILE_DECISIONS && !str_eq(code, file_decisions[past.decision].code))
			past.decision++;
		*VEC_PUSH(a, &found) = past;
	}
	*list = found.v;
	*n = found.n;
	return db_finish(st, err);
}
