/* Mail to those who left an address with their statement: the receipt, and that there are answers. */
#include "module/consultation/consultation_internal.h"

#include "http/language.h"
#include "module/notice/notice.h"
#include "ui/translate.h"

#define DAY (24 * 3600 * CLOCK_SECOND)
#define RECEIPTS_A_DAY 20 /* to one address; the page after the form has the receipt's link all the same */

/* ---- The address, apart from the statement ---- */

bool statement_keep_contact(struct db_conn *tx, const struct statement *s, const char *token, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO statement_contact (statement_id, email, receipt, language) VALUES ($id, $email, $receipt, $language)"));
	db_bind_i64(st, "$id", s->id);
	db_bind_text(st, "$email", s->email);
	db_bind_text(st, "$receipt", token);
	db_bind_text(st, "$language", lang_code(s->lang));
	return db_finish(st, err);
}

bool consultation_forget(struct db_conn *tx, const char *email, int64_t *n, struct err *err)
{
	int64_t changed;
	struct db_stmt *st = db_prepare(tx, SQL("DELETE FROM statement_contact WHERE lower(email) = $email"));
	db_bind_text(st, "$email", email);
	if (!db_finish_changed(st, &changed, err))
		return false;
	*n += changed;
	st = db_prepare(tx, SQL("UPDATE consultation_recipient SET email = '' WHERE lower(email) = $email"));
	db_bind_text(st, "$email", email);
	if (!db_finish_changed(st, &changed, err))
		return false;
	*n += changed;
	return true;
}

/* ---- The receipt ---- */

/* Anybody can write anybody's address into the form. */
static bool mailed_too_often(struct db_conn *tx, const char *email, int64_t now, bool *too_often, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"SELECT count(*) FROM statement_contact m JOIN statement s ON s.id = m.statement_id "
		"WHERE m.email = $email AND s.sent_at > $since"));
	db_bind_text(st, "$email", email);
	db_bind_i64(st, "$since", now - DAY);
	*too_often = db_step(st) && db_i64(st, 0) > RECEIPTS_A_DAY;
	return db_finish(st, err);
}

bool statement_send_receipt(struct db_conn *tx, struct arena *a, const struct consultation *c, const struct statement *s,
                            const char *token, int64_t now, struct err *err)
{
	bool too_often;
	if (!mailed_too_often(tx, s->email, now, &too_often, err) || too_often)
		return !err->kind;
	struct notice n = { .kind = "receipt", .email = s->email };
	n.subject = tr_format_lang(a, s->lang, "Receipt: %s", c->title);
	n.text = tr_format_lang(a, s->lang,
		"Thank you for your answer to \"%s\".\n\n"
		"Here is your receipt. It shows what you sent, and later what became of it:\n\n%s\n\n"
		"The address is a secret: whoever has it can read the page.\n\n"
		"You get this because somebody, most likely you, left this e-mail address with an answer.",
		c->title, arena_printf(a, NOTICE_SITE "/receipt/%s", token));
	return notice_write(tx, a, &n, err);
}

/* ---- Answers ---- */

struct asker {
	int64_t consultation_id;
	const char *title, *email, *receipt;
	enum lang lang;
};

static bool write_answered(struct db_conn *tx, struct arena *a, const struct asker *who, struct err *err)
{
	struct notice n = { .kind = "answer", .email = who->email };
	const char *where = *who->receipt ? arena_printf(a, NOTICE_SITE "/receipt/%s", who->receipt)
	                                  : arena_printf(a, NOTICE_SITE "/consultation/%lld", (long long)who->consultation_id);
	n.subject = tr_format_lang(a, who->lang, "Answered: %s", who->title);
	n.text = tr_format_lang(a, who->lang,
		"What you said in \"%s\" has been answered.\n\n"
		"Read what became of it, and why:\n\n%s\n\n"
		"You get this because you left your e-mail address with your answer.",
		who->title, where);
	return notice_write(tx, a, &n, err);
}

static bool statement_of(struct db_conn *tx, int64_t contribution_id, int64_t *id, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL("SELECT statement_id FROM statement_text WHERE contribution_id = $id"));
	db_bind_i64(st, "$id", contribution_id);
	*id = db_step(st) ? db_i64(st, 0) : 0;
	return db_finish(st, err);
}

/* An address from before they were checked so strictly may be one that no mail can be sent to. */
static bool tell(struct db_conn *tx, struct arena *a, int64_t statement_id, struct err *err)
{
	struct asker who = { 0 };
	struct db_stmt *st = db_prepare(tx, SQL(
		"SELECT m.email, m.receipt, m.language, c.id, c.title FROM statement_contact m JOIN statement s ON s.id = m.statement_id "
		"JOIN consultation c ON c.id = s.consultation_id WHERE m.statement_id = $id"));
	db_bind_i64(st, "$id", statement_id);
	if (db_step(st)) {
		who = (struct asker){ .email = notice_address(a, span_of(db_text(st, 0, a))), .receipt = db_text(st, 1, a),
		                      .consultation_id = db_i64(st, 3), .title = db_text(st, 4, a) };
		lang_parse(db_text(st, 2, a), &who.lang);
	}
	return db_finish(st, err) && (!who.email || write_answered(tx, a, &who, err));
}

bool consultation_tell_answered(struct db_conn *tx, struct arena *a, const int64_t *contributions, size_t n, struct err *err)
{
	struct strmap *told = strmap_new(a);
	for (size_t i = 0; i < n; i++) {
		int64_t id;
		bool is_new = false;
		if (!statement_of(tx, contributions[i], &id, err))
			return false;
		if (id)
			strmap_at(told, (struct span){ (const char *)&id, sizeof id }, &is_new);
		if (is_new && !tell(tx, a, id, err))
			return false;
	}
	return true;
}

/* ---- News ---- */

static void add_news(struct arena *a, struct news_list *list, const struct consultation *c, const char *code, const char *what,
                     int64_t at, int64_t now)
{
	if (at <= now)
		*VEC_PUSH(a, list) = (struct news){ .key = arena_printf(a, "consultation/%lld/%s", (long long)c->id, code), .what = what,
		                                    .title = c->title, .path = arena_printf(a, "/consultation/%lld", (long long)c->id),
		                                    .at = at };
}

/* What is announced on its first day opens at that moment, and not before. */
bool consultation_news(struct db_conn *c, struct arena *a, int64_t plan_id, int64_t now, struct news_list *list, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id, title, opens_on, closes_on, announced_at FROM consultation WHERE plan_id = $plan AND state <> 'draft'"));
	db_bind_i64(st, "$plan", plan_id);
	while (db_step(st)) {
		struct consultation found = { .id = db_i64(st, 0), .title = db_text(st, 1, a) };
		int64_t announced = db_i64(st, 4);
		date_parse(db_text(st, 2, a), &found.opens);
		date_parse(db_text(st, 3, a), &found.closes);
		int64_t opens = date_begins(found.opens);
		add_news(a, list, &found, "announced", N_("Consultation announced"), announced, now);
		add_news(a, list, &found, "opened", N_("Consultation opened"), opens > announced ? opens : announced, now);
		if (found.closes.year)
			add_news(a, list, &found, "closed", N_("Consultation closed"), date_ends(found.closes), now);
	}
	return db_finish(st, err);
}
