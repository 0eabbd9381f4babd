/*
 * Erasing a person. What was sent in to a public process belongs to the archive and stays; who sent
 * it is taken away, it is no longer published, and where others' texts have the words they are masked.
 */
#include "module/privacy/privacy_internal.h"

#include "db/journal.h"

struct erasing {
	struct db_conn *tx;
	struct arena *arena;
	const struct privacy_erasure *what;
	struct privacy_erased *done;
};

static bool erase_account(struct erasing *e, int64_t id, struct err *err)
{
	struct user user;
	if (!user_get(e->tx, e->arena, id, &user, err))
		return false;
	e->done->accounts++;
	return contribution_forget_planner(e->tx, user.name, err) && user_erase(e->tx, id, e->what->by, err);
}

/* Whether the name stands in another plan, too, whose lead is to decide there. */
static bool is_elsewhere(struct erasing *e, const struct privacy_item *item, bool *elsewhere, struct err *err)
{
	struct db_stmt *st = db_prepare(e->tx, SQL(
		"SELECT 1 FROM contribution WHERE organisation_id = $id AND plan_id <> $plan "
		"UNION ALL SELECT 1 FROM event_attendance x JOIN event v ON v.id = x.event_id "
		"  WHERE x.organisation_id = $id AND v.plan_id <> $plan LIMIT 1"));
	db_bind_i64(st, "$id", item->id);
	db_bind_i64(st, "$plan", item->plan_id);
	*elsewhere = db_step(st);
	return db_finish(st, err);
}

/* A sender's own texts are no longer published, and say no longer who sent them. */
static bool erase_sender(struct erasing *e, const struct privacy_item *item, struct err *err)
{
	bool elsewhere = false;
	e->done->senders++;
	if (e->what->plan_id && !is_elsewhere(e, item, &elsewhere, err))
		return false;
	return contribution_withdraw_sender(e->tx, e->arena, item->plan_id, item->id, elsewhere, e->what->by, err)
	       && (elsewhere || organisation_anonymise(e->tx, e->arena, item->id, e->what->by, err));
}

static bool mask_mention(struct erasing *e, const struct privacy_item *item, struct err *err)
{
	struct mask mask = { .at = item->at, .bytes = item->bytes, .kind = MASKING_PERSON, .state = MASKING_HIDDEN };
	e->done->masked++;
	e->done->kept++;
	return masking_decide(e->tx, item->id, &mask, e->what->by, err);
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
	       && consultation_anonymise(e->tx, e->arena, id, e->what->by, err);
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
static bool journal(const struct erasing *e, struct err *err)
{
	size_t at = 0;
	struct out content = out_memory(e->arena);
	struct json j = json_to(&content, 0);
	if (privacy_next(e->arena, e->what->reason, e->what->words, &at))
		return err_input(err, "The reason names the person who is to be forgotten; write it without");
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", e->what->by);
	json_put_string(&j, "reason", e->what->reason);
	json_put_i64(&j, "accounts", e->done->accounts);
	json_put_i64(&j, "statements", e->done->statements);
	json_put_i64(&j, "senders", e->done->senders);
	json_put_i64(&j, "masked", e->done->masked);
	json_put_i64(&j, "journal", e->done->journal);
	json_put_i64(&j, "kept", e->done->kept);
	json_put_end(&j);
	return journal_write(e->tx, "privacy.erase", e->what->plan_id, out_string(&content), err);
}

bool privacy_erase(struct db_conn *tx, struct arena *a, const struct privacy_erasure *what, struct privacy_erased *done,
                   struct err *err)
{
	struct erasing e = { tx, a, what, done };
	struct privacy_item *list;
	size_t n, chosen = 0;
	*done = (struct privacy_erased){ 0 };
	if (!privacy_find(tx, a, what->plan_id, what->words, &list, &n, err))
		return false;
	/* What modules keep for the whole service, such as followers' addresses. */
	int64_t elsewhere = 0;
	if (what->plan_id == 0 && what->kinds == PRIVACY_ALL_KINDS && !module_forget(tx, what->words, &elsewhere, err))
		return false;
	chosen += elsewhere > 0;
	for (size_t i = 0; i < n; i++) {
		if (!(what->kinds & 1u << list[i].kind))
			continue;
		chosen++;
		if (!erase_item(&e, &list[i], err))
			return false;
	}
	return (chosen || err_not_found(err, "Nothing is held by that name or address")) && journal(&e, err);
}
