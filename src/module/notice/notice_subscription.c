/*
 * Who follows a plan by e-mail. Anybody can write anybody's address into a form, so that nothing is
 * sent to it before its owner has confirmed, by the link in one mail, and that mail is not sent again
 * and again. The form answers the same whether or not somebody follows already.
 */
#include "module/notice/notice_internal.h"

#include "db/journal.h"
#include "http/form_token.h"
#include "http/language.h"
#include "ui/translate.h"

#define ASK_AGAIN (24 * 3600 * CLOCK_SECOND)
#define ASKED_MOST 5 /* links to confirm to one address, of different plans, within that time */

static bool asked_too_often(struct db_conn *tx, int64_t address_id, int64_t now, bool *too_often, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"SELECT count(*) FROM notice_subscription WHERE address_id = $address AND asked_at > $since"));
	db_bind_i64(st, "$address", address_id);
	db_bind_i64(st, "$since", now - ASK_AGAIN);
	*too_often = db_step(st) && db_i64(st, 0) >= ASKED_MOST;
	return db_finish(st, err);
}

static bool insert(struct db_conn *tx, struct notice_subscription *s, int64_t address_id, int64_t now, struct err *err)
{
	s->id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO notice_subscription (id, plan_id, address_id, token, language, asked_at, confirmed_at) "
		"VALUES ($id, $plan, $address, $token, $language, $now, 0)"));
	db_bind_i64(st, "$id", s->id);
	db_bind_i64(st, "$plan", s->plan_id);
	db_bind_i64(st, "$address", address_id);
	db_bind_text(st, "$token", s->token);
	db_bind_text(st, "$language", lang_code(s->lang));
	db_bind_i64(st, "$now", now);
	return db_finish(st, err) && notice_journal(tx, "subscription.ask", s->id, 0, err);
}

static bool ask(struct db_conn *tx, struct arena *a, const struct notice_subscription *s, const char *email, struct err *err)
{
	struct plan plan;
	struct notice n = { .kind = "confirm", .email = email };
	if (!plan_get(tx, a, s->plan_id, &plan, err))
		return false;
	n.subject = tr_format_lang(a, s->lang, "Do you want to follow %s?", plan.title);
	n.text = tr_format_lang(a, s->lang,
		"Somebody, most likely you, wants to hear by e-mail what happens to %1$s.\n\n"
		"Confirm it here within seven days:\n\n%2$s\n\n"
		"If it was not you, do nothing: you will get no more mail.",
		plan.title, arena_printf(a, NOTICE_SITE "/subscription/%s", s->token));
	return notice_write(tx, a, &n, err);
}

bool notice_subscribe(struct db_conn *tx, struct arena *a, struct notice_subscription *s, const char *email, int64_t now,
                      struct err *err)
{
	int64_t address_id, asked_at = 0, confirmed_at = 0;
	bool too_often;
	char token[SECRET_TEXT_SIZE];
	if (!notice_address_id(tx, email, &address_id, err))
		return false;
	struct db_stmt *st = db_prepare(tx, SQL(
		"SELECT id, token, asked_at, confirmed_at FROM notice_subscription WHERE plan_id = $plan AND address_id = $address"));
	db_bind_i64(st, "$plan", s->plan_id);
	db_bind_i64(st, "$address", address_id);
	s->id = 0;
	if (db_step(st)) {
		s->id = db_i64(st, 0);
		s->token = db_text(st, 1, a);
		asked_at = db_i64(st, 2);
		confirmed_at = db_i64(st, 3);
	}
	if (!db_finish(st, err) || !asked_too_often(tx, address_id, now, &too_often, err))
		return false;
	if (confirmed_at || asked_at > now - ASK_AGAIN || too_often)
		return notice_address_drop(tx, address_id, err);
	if (!s->id) {
		secret_new(token);
		s->token = arena_strdup(a, token);
		return insert(tx, s, address_id, now, err) && ask(tx, a, s, email, err);
	}
	st = db_prepare(tx, SQL("UPDATE notice_subscription SET asked_at = $now WHERE id = $id"));
	db_bind_i64(st, "$now", now);
	db_bind_i64(st, "$id", s->id);
	return db_finish(st, err) && ask(tx, a, s, email, err);
}

bool notice_subscription_find(struct db_conn *c, struct arena *a, const char *token, struct notice_subscription *s,
                              struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id, plan_id, address_id, confirmed_at FROM notice_subscription WHERE token = $token"));
	db_bind_text(st, "$token", token);
	*s = (struct notice_subscription){ .token = arena_strdup(a, token) };
	if (db_step(st)) {
		s->id = db_i64(st, 0);
		s->plan_id = db_i64(st, 1);
		s->address_id = db_i64(st, 2);
		s->confirmed_at = db_i64(st, 3);
	}
	return db_finish(st, err);
}

/* Those who follow already are told what is new before somebody is added who need not hear of it. */
bool notice_confirm(struct db_conn *tx, struct arena *a, const struct notice_subscription *s, int64_t now, struct err *err)
{
	int64_t changed;
	if (!notice_tell_plan(tx, a, s->plan_id, now, err))
		return false;
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE notice_subscription SET confirmed_at = $now WHERE id = $id AND confirmed_at = 0"));
	db_bind_i64(st, "$now", now);
	db_bind_i64(st, "$id", s->id);
	return db_finish_changed(st, &changed, err) && (!changed || notice_journal(tx, "subscription.confirm", s->id, 0, err));
}

/* What is in the outbox by then is not sent either. */
bool notice_unsubscribe(struct db_conn *tx, struct arena *a, const struct notice_subscription *s, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("DELETE FROM notice WHERE address_id = $address AND unsubscribe = $path"));
	db_bind_i64(st, "$address", s->address_id);
	db_bind_text(st, "$path", arena_printf(a, "/subscription/%s", s->token));
	if (!db_finish(st, err))
		return false;
	st = db_prepare(tx, SQL("DELETE FROM notice_subscription WHERE id = $id"));
	db_bind_i64(st, "$id", s->id);
	return db_finish(st, err) && notice_address_drop(tx, s->address_id, err)
	       && notice_journal(tx, "subscription.end", s->id, 0, err);
}
