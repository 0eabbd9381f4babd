/* Mail to those who left an address with their statement: the receipt, and that there are answers. */
#include "module/consultation/consultation_internal.h"

#include "http/language.h"
#include "module/notice/notice.h"
#include "ui/translate.h"

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

bool consultation_forget(struct db_conn *tx, struct arena *a, const char *email, int64_t *n, struct err *err)
{
	int64_t changed;
	(void)a;
	struct db_stmt *st = db_prepare(tx, SQL("DELETE FROM statement_contact WHERE lower(email) = $email"));
	db_bind_text(st, "$email", email);
	if (!db_finish_changed(st, &changed, err))
		return false;
	*n += changed;
	return true;
}

/* ---- The receipt ---- */

bool statement_send_receipt(struct db_conn *tx, struct arena *a, const struct consultation *c, const struct statement *s,
                            const char *token, struct err *err)
{
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
