/* The outbox: addresses, and notices as they come. */
#include "module/notice/notice_internal.h"

#include "db/journal.h"

const char *const notice_states[NOTICE_STATES] = {
	[NOTICE_WAITING] = "waiting",
	[NOTICE_SENT] = "sent",
	[NOTICE_GIVEN_UP] = "given_up",
};

/* ---- Addresses ---- */

#define LOCAL_MAX 64 /* RFC 5321 */
#define LABEL_MAX 63

static bool is_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Words of atext (RFC 5322) with single dots between them. */
static bool local_is_sound(struct span local)
{
	if (local.n == 0 || local.n > LOCAL_MAX)
		return false;
	while (local.s) {
		struct span word = span_cut(&local, '.');
		if (word.n == 0)
			return false;
		for (size_t i = 0; i < word.n; i++)
			if (!is_letter_or_digit(word.s[i]) && !memchr("!#$%&'*+-/=?^_`{|}~", word.s[i], 19))
				return false;
	}
	return true;
}

/* At least two labels: a name without a dot is one of the server's own network. */
static bool domain_is_sound(struct span domain)
{
	size_t labels = 0;
	while (domain.s) {
		struct span label = span_cut(&domain, '.');
		if (label.n == 0 || label.n > LABEL_MAX || label.s[0] == '-' || label.s[label.n - 1] == '-')
			return false;
		for (size_t i = 0; i < label.n; i++)
			if (!is_letter_or_digit(label.s[i]) && label.s[i] != '-')
				return false;
		labels++;
	}
	return labels >= 2;
}

const char *notice_address(struct arena *a, struct span email)
{
	email = span_trim(email);
	if (email.n > NOTICE_ADDRESS_MAX)
		return NULL;
	char *folded = arena_strndup(a, email.s, email.n);
	for (char *c = folded; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	const char *at = strchr(folded, '@');
	bool sound = at && strlen(folded) == email.n && local_is_sound((struct span){ folded, (size_t)(at - folded) })
	             && domain_is_sound(span_of(at + 1));
	return sound ? folded : NULL;
}

bool notice_address_id(struct db_conn *tx, const char *email, int64_t *id, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("SELECT id FROM notice_address WHERE email = $email"));
	db_bind_text(st, "$email", email);
	*id = db_step(st) ? db_i64(st, 0) : 0;
	if (!db_finish(st, err) || *id)
		return !err->kind;
	*id = db_new_id(tx);
	st = db_prepare(tx, SQL("INSERT INTO notice_address (id, email) VALUES ($id, $email)"));
	db_bind_i64(st, "$id", *id);
	db_bind_text(st, "$email", email);
	return db_finish(st, err);
}

bool notice_address_drop(struct db_conn *tx, int64_t id, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"DELETE FROM notice_address WHERE id = $id AND NOT EXISTS (SELECT 1 FROM notice WHERE address_id = $id) "
		"AND NOT EXISTS (SELECT 1 FROM notice_subscription WHERE address_id = $id)"));
	db_bind_i64(st, "$id", id);
	return db_finish(st, err);
}

/* What a server said in its refusal may name the address: it goes as well. */
static bool forget_notices(struct db_conn *tx, int64_t address_id, int64_t *n, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("DELETE FROM notice WHERE address_id = $address"));
	db_bind_i64(st, "$address", address_id);
	return db_finish_changed(st, n, err);
}

bool notice_forget(struct db_conn *tx, const char *email, int64_t *n, struct err *err)
{
	int64_t id = 0, notices = 0, subscriptions = 0;
	struct db_stmt *st = db_prepare(tx, SQL("SELECT id FROM notice_address WHERE email = $email"));
	db_bind_text(st, "$email", email);
	id = db_step(st) ? db_i64(st, 0) : 0;
	if (!db_finish(st, err) || !id)
		return !err->kind;
	if (!forget_notices(tx, id, &notices, err))
		return false;
	st = db_prepare(tx, SQL("DELETE FROM notice_subscription WHERE address_id = $address"));
	db_bind_i64(st, "$address", id);
	if (!db_finish_changed(st, &subscriptions, err))
		return false;
	*n += notices + subscriptions;
	return notice_address_drop(tx, id, err);
}

/* ---- Notices ---- */

bool notice_write(struct db_conn *tx, struct arena *a, const struct notice *n, struct err *err)
{
	int64_t address;
	const char *email = notice_address(a, span_of(n->email));
	if (!email)
		return err_input(err, "A notice has an address that no mail can be sent to");
	if (!notice_address_id(tx, email, &address, err))
		return false;
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO notice (id, address_id, kind, subject, text, unsubscribe, message_id, state, made_at, attempts, "
		"  not_before, taken_by, lease_until, error, ended_at) "
		"VALUES ($id, $address, $kind, $subject, $text, $unsubscribe, '', 'waiting', $now, 0, 0, '', 0, '', 0)"));
	db_bind_i64(st, "$id", db_new_id(tx));
	db_bind_i64(st, "$address", address);
	db_bind_text(st, "$kind", n->kind);
	db_bind_text(st, "$subject", n->subject);
	db_bind_text(st, "$text", n->text);
	db_bind_text(st, "$unsubscribe", n->unsubscribe ? n->unsubscribe : "");
	db_bind_i64(st, "$now", clock_now());
	return db_finish(st, err);
}

bool notice_journal(struct db_conn *tx, const char *action, int64_t subject, int64_t by, struct err *err)
{
	struct arena *a = arena_new();
	bool ok = journal_write(tx, action, subject, arena_printf(a, "{\"by\":%lld}", (long long)by), err);
	arena_free(a);
	return ok;
}
