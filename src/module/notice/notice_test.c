/* Notices: addresses, mails as the network carries them, the outbox, and who is told what. */
#include "support.h"

#include "base/hash.h"
#include "module/notice/notice_internal.h"

/* ---- Addresses ---- */

static void addresses_that_mail_is_sent_to(void **state)
{
	static const char *const good[] = { "a@b.no", "first.last+tag@sub.example.no", "o'neil@x-y.example", "x@1.2" };
	static const char *const bad[] = {
		"", "a", "@b.no", "a@", "a@b", "a@b.no\r\nBcc: c@d.no", "a b@c.no", "a@b.no,c@d.no", "<a@b.no>", "a@b..no", ".a@b.no",
		"a.@b.no", "a..b@c.no", "\"a\"@b.no", "a@-b.no", "a@b-.no", "a@[127.0.0.1]", "\xC3\xA5@b.no", "a@\xC3\xA5.no", "a@b@c.no",
		"a@b.no\t", "a@b.no;", "a(b)@c.no",
	};
	struct arena *a = arena_new();
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(good); i++)
		assert_string_equal(notice_address(a, span_of(good[i])), good[i]);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		if (notice_address(a, span_of(bad[i])) && !str_eq(bad[i], "a@b.no\t")) /* white space around one is let go */
			fail_msg("%s is taken for an address", bad[i]);
	assert_string_equal(notice_address(a, SPAN(" Kari@Example.NO\n")), "kari@example.no");
	assert_null(notice_address(a, (struct span){ "a@b.no\0c", 8 }));
	char longest[NOTICE_ADDRESS_MAX + 8];
	memset(longest, 'x', sizeof longest);
	assert_null(notice_address(a, (struct span){ longest, sizeof longest }));
	arena_free(a);
}

/* ---- Mails ---- */

static const char *write_mail(struct arena *a, const char *subject, const char *text)
{
	struct notice_mail m = { .from = "plan@example.no", .to = "kari@example.no", .subject = subject, .text = text,
	                         .message_id = "1@example.no", .unsubscribe = "", .at = 0 };
	return notice_mail_write(a, &m);
}

/* How many lines stand before the empty one; no line is longer than RFC 5322 wishes. */
static size_t header_lines(const char *mail)
{
	size_t lines = 0;
	for (const char *end; (end = strstr(mail, "\r\n")) != mail; mail = end + 2) {
		assert_non_null(end);
		assert_true(end - mail <= 78);
		assert_null(memchr(mail, '\n', (size_t)(end - mail)));
		lines += *mail != ' ';
	}
	return lines;
}

static void no_text_adds_a_header(void **state)
{
	static const char *const subjects[] = {
		"Plain", "Two\r\nBcc: all@example.no", "Two\nlines", "Blåbær og rømme", "=?utf-8?Q?x?=", "",
		"En svært lang tittel på en høring om kompetanse, omstilling og verdiskaping i alle fylkets kommuner, med følger for "
		"både skoler, bedrifter og næringshager i hele regionen og langt utover den igjen og igjen",
	};
	struct arena *a = arena_new();
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(subjects); i++) {
		const char *mail = write_mail(a, subjects[i], "Text");
		assert_int_equal(header_lines(mail), 9);
		assert_null(strstr(mail, "\nBcc"));
	}
	assert_non_null(strstr(write_mail(a, "Plain", ""), "\r\nSubject: Plain\r\n"));
	assert_non_null(strstr(write_mail(a, "Blåbær", ""), "\r\nSubject: =?utf-8?B?QmzDpWLDpnI=?=\r\n"));
	assert_non_null(strstr(write_mail(a, "x", ""), "\r\nDate: Thu, 01 Jan 1970 00:00:00 +0000\r\n"));
	arena_free(a);
}

static const char *body(struct arena *a, const char *text)
{
	return strstr(write_mail(a, "x", text), "\r\n\r\n") + 4;
}

static void texts_are_quoted_printable(void **state)
{
	struct arena *a = arena_new();
	(void)state;
	assert_string_equal(body(a, "Blå\n\n.\n= end \nx"), "Bl=C3=A5\r\n\r\n=2E\r\n=3D end=20\r\nx\r\n");
	char line[301];
	memset(line, 'x', sizeof line - 1);
	line[sizeof line - 1] = '\0';
	size_t letters = 0, width = 0;
	for (const char *s = body(a, line); *s; s++) {
		letters += *s == 'x';
		width = *s == '\n' ? 0 : width + 1;
		assert_true(width <= 77); /* 76 and the carriage return */
	}
	assert_int_equal(letters, 300);
	arena_free(a);
}

/* ---- The outbox ---- */

struct outbox {
	struct test_db *t;
	int64_t plan_id, n, now;
	const char *email;
	struct notice_subscription s;
};

static bool add_plan(struct db_conn *tx, void *arg, struct err *err)
{
	struct outbox *o = arg;
	struct digest digest = digest_of("plan", 4);
	struct plan_tree tree = { .plan = { .slug = "one", .title = "One", .description = "", .language = "nb", .period = "" } };
	bool ok = plan_add(tx, o->t->arena, &tree, &(struct plan_source){ "one", digest.byte }, err);
	o->plan_id = tree.plan.id;
	return ok;
}

static bool write_one(struct db_conn *tx, void *arg, struct err *err)
{
	struct outbox *o = arg;
	struct notice n = { .kind = "receipt", .email = o->email, .subject = "S", .text = "T" };
	return notice_write(tx, o->t->arena, &n, err);
}

static bool write_and_fail(struct db_conn *tx, void *arg, struct err *err)
{
	return write_one(tx, arg, err) && err_conflict(err, "changed my mind");
}

static bool forget(struct db_conn *tx, void *arg, struct err *err)
{
	struct outbox *o = arg;
	o->n = 0;
	return notice_forget(tx, o->email, &o->n, err);
}

static bool subscribe(struct db_conn *tx, void *arg, struct err *err)
{
	struct outbox *o = arg;
	o->s = (struct notice_subscription){ .plan_id = o->plan_id, .lang = LANG_EN };
	return notice_subscribe(tx, o->t->arena, &o->s, o->email, o->now, err);
}

static bool confirm(struct db_conn *tx, void *arg, struct err *err)
{
	struct outbox *o = arg;
	return notice_subscription_find(tx, o->t->arena, o->s.token, &o->s, err)
	       && notice_confirm(tx, o->t->arena, &o->s, o->now, err);
}

static bool unsubscribe(struct db_conn *tx, void *arg, struct err *err)
{
	struct outbox *o = arg;
	return notice_subscription_find(tx, o->t->arena, o->s.token, &o->s, err)
	       && notice_unsubscribe(tx, o->t->arena, &o->s, err);
}

static bool tell(struct db_conn *tx, void *arg, struct err *err)
{
	struct outbox *o = arg;
	return notice_tell_plan(tx, o->t->arena, o->plan_id, o->now, err);
}

/* A consultation that was announced at o->now; its own module comes later in the registry. */
static bool announce(struct db_conn *tx, void *arg, struct err *err)
{
	struct outbox *o = arg;
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO consultation (id, plan_id, kind, title, intro, opens_on, closes_on, state, created_at, announced_at) "
		"VALUES ($id, $plan, 'input', 'Hearing', '', '2100-01-01', '', 'announced', $now, $now)"));
	db_bind_i64(st, "$id", db_new_id(tx));
	db_bind_i64(st, "$plan", o->plan_id);
	db_bind_i64(st, "$now", o->now);
	return db_finish(st, err);
}

static void run(struct outbox *o, db_write_fn *fn)
{
	struct err err = { 0 };
	assert_ok(db_write(o->t->db, fn, o, &err), err);
}

static int64_t count(struct outbox *o, const struct sql *sql)
{
	struct err err = { 0 };
	int64_t n;
	struct db_conn *c = db_reader(o->t->db, &err);
	assert_ok(db_get_i64(c, sql, &n, &err), err);
	db_reader_done(c);
	return n;
}
#define NOTICES(o) count((o), SQL("SELECT count(*) FROM notice"))
#define ADDRESSES(o) count((o), SQL("SELECT count(*) FROM notice_address"))

DB_TEST(a_notice_is_there_if_its_cause_is)(struct test_db *t)
{
	struct outbox o = { .t = t, .email = "kari@example.no" };
	struct err err = { 0 };
	assert_false(db_write(t->db, write_and_fail, &o, &err));
	assert_int_equal(NOTICES(&o), 0);
	run(&o, write_one);
	run(&o, write_one);
	assert_int_equal(NOTICES(&o), 2);
	assert_int_equal(ADDRESSES(&o), 1);
	run(&o, forget);
	assert_int_equal(o.n, 2);
	assert_int_equal(NOTICES(&o), 0);
	assert_int_equal(ADDRESSES(&o), 0);
	run(&o, forget);
	assert_int_equal(o.n, 0);
}

DB_TEST(who_has_confirmed_is_told_once)(struct test_db *t)
{
	struct outbox o = { .t = t, .email = "kari@example.no", .now = clock_now() };
	run(&o, add_plan);
	run(&o, announce); /* before anybody follows */
	run(&o, subscribe);
	assert_int_equal(NOTICES(&o), 1); /* the link to confirm */
	run(&o, subscribe);
	assert_int_equal(NOTICES(&o), 1);
	run(&o, announce);
	run(&o, tell);
	assert_int_equal(NOTICES(&o), 1); /* not confirmed */
	run(&o, confirm);
	run(&o, confirm);
	assert_int_equal(NOTICES(&o), 1); /* what was before is no news */
	run(&o, announce);
	run(&o, announce);
	run(&o, tell);
	run(&o, tell);
	assert_int_equal(NOTICES(&o), 2); /* both in one mail, once */
	const char *first = o.s.token;
	o.email = "ola@example.no";
	run(&o, announce);
	run(&o, subscribe);
	run(&o, confirm);
	assert_int_equal(NOTICES(&o), 4); /* kari hears of it before ola, who need not, is added */
	assert_string_not_equal(o.s.token, first);
	run(&o, announce);
	run(&o, unsubscribe);
	run(&o, tell);
	assert_int_equal(count(&o, SQL("SELECT count(*) FROM notice WHERE kind = 'news'")), 3);
	assert_int_equal(count(&o, SQL("SELECT count(*) FROM notice_subscription")), 1);
}

DB_TEST(what_is_old_when_it_is_seen_is_no_news)(struct test_db *t)
{
	struct outbox o = { .t = t, .email = "kari@example.no", .now = clock_now() };
	run(&o, add_plan);
	run(&o, subscribe);
	run(&o, confirm);
	int64_t now = o.now;
	o.now = now - 8 * 24 * 3600 * CLOCK_SECOND;
	run(&o, announce);
	o.now = now;
	run(&o, tell);
	assert_int_equal(NOTICES(&o), 1);
	assert_int_equal(count(&o, SQL("SELECT count(*) FROM notice_told")), 1);
}

DB_TEST(one_address_is_not_asked_without_end)(struct test_db *t)
{
	struct outbox o = { .t = t, .email = "kari@example.no", .now = clock_now() };
	run(&o, add_plan);
	run(&o, subscribe);
	o.now += 23 * 3600 * CLOCK_SECOND;
	run(&o, subscribe);
	assert_int_equal(NOTICES(&o), 1);
	o.now += 2 * 3600 * CLOCK_SECOND;
	run(&o, subscribe);
	assert_int_equal(NOTICES(&o), 2);
	assert_int_equal(count(&o, SQL("SELECT count(*) FROM notice_subscription")), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_that_mail_is_sent_to),
		cmocka_unit_test(no_text_adds_a_header),
		cmocka_unit_test(texts_are_quoted_printable),
		ON_BOTH(a_notice_is_there_if_its_cause_is),
		ON_BOTH(who_has_confirmed_is_told_once),
		ON_BOTH(what_is_old_when_it_is_seen_is_no_news),
		ON_BOTH(one_address_is_not_asked_without_end),
	};
	return cmocka_run_group_tests_name("notice", tests, NULL, NULL);
}
