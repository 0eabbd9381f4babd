/*
 * Erasing a person. What was sent in to a public process belongs to the archive and stays; who sent
 * it is taken away, it is no longer published, and where others' texts have the words they are masked.
 */
#include "module/privacy/privacy_internal.h"

#include "db/journal.h"

struct erasing {
	struct db_conn *tx;
	struct arena *arena;
	int64_t by;
	struct privacy_erased *done;
};

static bool erase_account(struct erasing *e, int64_t id, struct err *err)
{
	struct user user;
	if (!user_get(e->tx, e->arena, id, &user, err))
		return false;
	e->done->accounts++;
	return contribution_forget_planner(e->tx, user.name, err) && user_erase(e->tx, id, e->by, err);
}

/* A sender's own texts are no longer published. */
static bool erase_sender(struct erasing *e, const struct privacy_item *item, struct err *err)
{
	VEC(int64_t) texts = { 0 };
	struct db_stmt *st = db_prepare(e->tx, SQL("SELECT id FROM contribution WHERE organisation_id = $id AND publish = 1 ORDER BY id"));
	db_bind_i64(st, "$id", item->id);
	while (db_step(st))
		*VEC_PUSH(e->arena, &texts) = db_i64(st, 0);
	bool ok = db_finish(st, err);
	for (size_t i = 0; ok && i < texts.n; i++)
		ok = contribution_withdraw(e->tx, texts.v[i], e->by, err);
	e->done->senders++;
	return ok && organisation_anonymise(e->tx, e->arena, item->id, e->by, err);
}

static bool mask_mention(struct erasing *e, const struct privacy_item *item, struct err *err)
{
	struct mask mask = { .at = item->at, .bytes = item->bytes, .kind = MASKING_PERSON, .state = MASKING_HIDDEN };
	e->done->masked++;
	e->done->kept++;
	return masking_decide(e->tx, item->id, &mask, e->by, err);
}

/* What other modules keep of who sent a statement, such as mail that waits, is known by the address. */
static bool erase_statement(struct erasing *e, int64_t id, struct err *err)
{
	int64_t n;
	struct db_stmt *st = db_prepare(e->tx, SQL("SELECT email FROM statement_contact WHERE statement_id = $id"));
	db_bind_i64(st, "$id", id);
	const char *email = db_step(st) ? db_text(st, 0, e->arena) : "";
	e->done->statements++;
	return db_finish(st, err) && (!*email || module_forget(e->tx, email, &n, err))
	       && consultation_anonymise(e->tx, e->arena, id, e->by, err);
}

static bool erase_item(struct erasing *e, const struct privacy_item *item, struct err *err)
{
	switch (item->kind) {
	case PRIVACY_ACCOUNT: return erase_account(e, item->id, err);
	case PRIVACY_STATEMENT: return erase_statement(e, item->id, err);
	case PRIVACY_SENDER: return erase_sender(e, item, err);
	case PRIVACY_MENTION: return mask_mention(e, item, err);
	case PRIVACY_ANSWER:
		e->done->kept++;
		return true;
	case PRIVACY_JOURNAL:
		e->done->journal++;
		return journal_erase(e->tx, item->id, err);
	case PRIVACY_KINDS: break;
	}
	return true;
}

/* Counts and the reason; the words that were searched for are what is to be forgotten. */
static bool journal(const struct erasing *e, int64_t plan_id, const char *words, const char *reason, struct err *err)
{
	size_t at = 0;
	struct out content = out_memory(e->arena);
	struct json j = json_to(&content, 0);
	if (privacy_next(e->arena, reason, words, &at))
		return err_input(err, "The reason names the person who is to be forgotten; write it without");
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", e->by);
	json_put_string(&j, "reason", reason);
	json_put_i64(&j, "accounts", e->done->accounts);
	json_put_i64(&j, "statements", e->done->statements);
	json_put_i64(&j, "senders", e->done->senders);
	json_put_i64(&j, "masked", e->done->masked);
	json_put_i64(&j, "journal", e->done->journal);
	json_put_i64(&j, "kept", e->done->kept);
	json_put_end(&j);
	return journal_write(e->tx, "privacy.erase", plan_id, out_string(&content), err);
}

bool privacy_erase(struct db_conn *tx, struct arena *a, int64_t plan_id, const char *words, const char *reason, int64_t by,
                   struct privacy_erased *done, struct err *err)
{
	struct erasing e = { tx, a, by, done };
	struct privacy_item *list;
	size_t n;
	*done = (struct privacy_erased){ 0 };
	if (!privacy_find(tx, a, plan_id, words, &list, &n, err))
		return false;
	int64_t elsewhere;
	if (!module_forget(tx, words, &elsewhere, err))
		return false;
	if (n == 0 && elsewhere == 0)
		return err_not_found(err, "Nothing is held by that name or address");
	for (size_t i = 0; i < n; i++)
		if (!erase_item(&e, &list[i], err))
			return false;
	return journal(&e, plan_id, words, reason, err);
}
