/* Finding what is held on one person, by name or address. */
#include "module/privacy/privacy_internal.h"

#include "base/utf8.h"
#include "ui/translate.h"

#define WORDS_MIN 3        /* letters: less finds everybody */
#define SENTENCE_BYTES 120 /* shown before and behind a mention */

const char *const privacy_kind_codes[PRIVACY_KINDS] = {
	[PRIVACY_ACCOUNT] = "account", [PRIVACY_STATEMENT] = "statement", [PRIVACY_SENDER] = "sender",
	[PRIVACY_MENTION] = "mention", [PRIVACY_ANSWER] = "answer", [PRIVACY_JOURNAL] = "journal",
};
const char *const privacy_kind_names[PRIVACY_KINDS] = {
	[PRIVACY_ACCOUNT] = N_("Account"), [PRIVACY_STATEMENT] = N_("Statement in a consultation"),
	[PRIVACY_SENDER] = N_("Sender of contributions"), [PRIVACY_MENTION] = N_("Named in a contribution"),
	[PRIVACY_ANSWER] = N_("Named in an answer"), [PRIVACY_JOURNAL] = N_("Named in the journal"),
};

enum privacy_kind privacy_kind_of(const char *code)
{
	enum privacy_kind kind = 0;
	while (kind < PRIVACY_KINDS && !str_eq(privacy_kind_codes[kind], code))
		kind++;
	return kind;
}

/* ---- Words in a text ---- */

static bool in_word(const char *text, size_t at)
{
	unsigned char c = (unsigned char)text[at];
	return c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

bool privacy_next(struct arena *a, const char *text, const char *words, size_t *at)
{
	const char *folded = utf8_fold(a, span_of(text)), *sought = utf8_fold(a, span_of(words));
	/* Folding keeps the places of what Norwegian is written with; where it does not, case counts. */
	if (strlen(folded) != strlen(text) || strlen(sought) != strlen(words)) {
		folded = text;
		sought = words;
	}
	size_t n = strlen(sought);
	for (const char *hit; n && (hit = strstr(folded + *at, sought)); *at = (size_t)(hit - folded) + 1) {
		size_t from = (size_t)(hit - folded);
		if ((from == 0 || !in_word(folded, from - 1)) && !in_word(folded, from + n)) {
			*at = from;
			return true;
		}
	}
	return false;
}

static bool has(struct arena *a, const char *text, const char *words)
{
	size_t at = 0;
	return privacy_next(a, text, words, &at);
}

static bool same(struct arena *a, const char *text, const char *words)
{
	return str_eq(utf8_fold(a, span_trim(span_of(text))), utf8_fold(a, span_of(words)));
}

/* ---- Kind by kind ---- */

struct finding {
	struct db_conn *conn;
	struct arena *arena, *row; /* row: emptied after each */
	int64_t plan_id;
	const char *words;
	VEC(struct privacy_item) list;
};

static struct privacy_item *add(struct finding *f, enum privacy_kind kind, int64_t id, int64_t plan_id, const char *text)
{
	struct privacy_item *item = VEC_PUSH(f->arena, &f->list);
	*item = (struct privacy_item){ .kind = kind, .id = id, .plan_id = plan_id, .text = arena_strdup(f->arena, text) };
	return item;
}

/* Accounts belong to the service, and are for its administrators. */
static bool find_accounts(struct finding *f, struct err *err)
{
	struct user *list;
	size_t n;
	if (f->plan_id)
		return true;
	if (!user_list(f->conn, f->arena, &list, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (same(f->row, list[i].name, f->words) || same(f->row, list[i].email, f->words))
			add(f, PRIVACY_ACCOUNT, list[i].id, 0, arena_printf(f->row, "%s <%s>", list[i].name, list[i].email));
	return true;
}

static bool find_statements(struct finding *f, struct err *err)
{
	struct db_stmt *st = db_prepare(f->conn, SQL(
		"SELECT s.id, k.plan_id, s.organisation, coalesce(m.email, '') FROM statement s "
		"JOIN consultation k ON k.id = s.consultation_id LEFT JOIN statement_contact m ON m.statement_id = s.id "
		"WHERE ($plan = 0 OR k.plan_id = $plan) AND (s.organisation <> '' OR m.email IS NOT NULL) ORDER BY s.id"));
	db_bind_i64(st, "$plan", f->plan_id);
	for (; db_step(st); arena_reset(f->row)) {
		const char *name = db_text(st, 2, f->row), *email = db_text(st, 3, f->row);
		if (same(f->row, name, f->words) || same(f->row, email, f->words))
			add(f, PRIVACY_STATEMENT, db_i64(st, 0), db_i64(st, 1), *name ? name : email);
	}
	return db_finish(st, err);
}

/* An organisation that is a person: a resident, or of a kind that nobody stated. */
static bool find_senders(struct finding *f, struct err *err)
{
	struct db_stmt *st = db_prepare(f->conn, SQL(
		"SELECT DISTINCT o.id, c.plan_id, o.name FROM organisation o JOIN contribution c ON c.organisation_id = o.id "
		"WHERE ($plan = 0 OR c.plan_id = $plan) AND o.kind IN ('resident', '') ORDER BY o.id, c.plan_id"));
	db_bind_i64(st, "$plan", f->plan_id);
	for (; db_step(st); arena_reset(f->row)) {
		const char *name = db_text(st, 2, f->row);
		if (same(f->row, name, f->words))
			add(f, PRIVACY_SENDER, db_i64(st, 0), db_i64(st, 1), name);
	}
	return db_finish(st, err);
}

/* The text around a mention, cut between characters. */
static const char *around(struct arena *a, const char *text, size_t at, size_t bytes)
{
	size_t from = at > SENTENCE_BYTES ? at - SENTENCE_BYTES : 0, to = at + bytes + SENTENCE_BYTES, n = strlen(text);
	to = to > n ? n : to;
	while (from > 0 && ((unsigned char)text[from] & 0xC0) == 0x80)
		from--;
	while (to < n && ((unsigned char)text[to] & 0xC0) == 0x80)
		to++;
	return arena_strndup(a, text + from, to - from);
}

static bool find_mentions(struct finding *f, struct err *err)
{
	struct db_stmt *st = db_prepare(f->conn, SQL(
		"SELECT id, plan_id, text FROM contribution WHERE ($plan = 0 OR plan_id = $plan) ORDER BY id"));
	db_bind_i64(st, "$plan", f->plan_id);
	for (; db_step(st); arena_reset(f->row)) {
		const char *text = db_text(st, 2, f->row);
		size_t bytes = strlen(f->words);
		for (size_t at = 0; privacy_next(f->row, text, f->words, &at); at += bytes) {
			struct privacy_item *item = add(f, PRIVACY_MENTION, db_i64(st, 0), db_i64(st, 1), around(f->row, text, at, bytes));
			item->at = at;
			item->bytes = bytes;
		}
	}
	return db_finish(st, err);
}

static bool find_answers(struct finding *f, struct err *err)
{
	struct db_stmt *st = db_prepare(f->conn, SQL(
		"SELECT r.contribution_id, r.plan_id, d.reason FROM disposition d JOIN remark r ON r.id = d.remark_id "
		"WHERE ($plan = 0 OR r.plan_id = $plan) "
		"UNION ALL SELECT contribution_id, plan_id, text FROM remark WHERE text <> '' AND ($plan = 0 OR plan_id = $plan) "
		"ORDER BY 1"));
	db_bind_i64(st, "$plan", f->plan_id);
	for (; db_step(st); arena_reset(f->row)) {
		const char *text = db_text(st, 2, f->row);
		if (has(f->row, text, f->words))
			add(f, PRIVACY_ANSWER, db_i64(st, 0), db_i64(st, 1), text);
	}
	return db_finish(st, err);
}

/* The journal knows no plans: it is searched for the service only. */
static bool find_journal(struct finding *f, struct err *err)
{
	struct db_stmt *st = db_prepare(f->conn, SQL(
		"SELECT j.id, j.action, t.content FROM journal j JOIN journal_content t ON t.journal_id = j.id "
		"WHERE $plan = 0 AND t.erased_at IS NULL ORDER BY j.id"));
	db_bind_i64(st, "$plan", f->plan_id);
	for (; db_step(st); arena_reset(f->row))
		if (has(f->row, db_text(st, 2, f->row), f->words))
			add(f, PRIVACY_JOURNAL, db_i64(st, 0), 0, db_text(st, 1, f->row));
	return db_finish(st, err);
}

bool privacy_find(struct db_conn *c, struct arena *a, int64_t plan_id, const char *words,
                  struct privacy_item **list, size_t *n, struct err *err)
{
	struct span trimmed = span_trim(span_of(words));
	if (utf8_length(trimmed) < WORDS_MIN)
		return err_input(err, "Write a name or an e-mail address of at least %d letters", WORDS_MIN);
	struct finding f = { .conn = c, .arena = a, .row = arena_new(), .plan_id = plan_id,
	                     .words = utf8_nfc(a, trimmed) };
	bool ok = find_accounts(&f, err) && find_statements(&f, err) && find_senders(&f, err) && find_mentions(&f, err)
	          && find_answers(&f, err) && find_journal(&f, err);
	arena_free(f.row);
	*list = f.list.v;
	*n = f.list.n;
	return ok;
}
