/* Accounts, passwords, sessions, and how often may be guessed. */
#include "support.h"

#include "db/journal.h"
#include "module/user/user_internal.h"

#include <sodium.h>

#define GOOD "riktig hest batteri stift"

struct work {
	struct test_db *t;
	int64_t id;
	const char *email, *hash, *token;
	int64_t value;
};

static bool add(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	struct user user = { .email = w->email, .name = "Kari Nordmann", .language = "nn", .administrator = w->value };
	return user_add(tx, &user, 0, &w->id, err) && (!w->hash || user_set_password(tx, w->id, w->hash, 0, err));
}

static bool start(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return user_session_start(tx, w->id, w->token, err);
}

static bool end(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return user_session_end(tx, w->id, 0, w->id, err);
}

static bool disable(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return user_set_disabled(tx, w->id, w->value, 0, err);
}

static bool invite(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	return user_invite(tx, w->id, w->token, 0, err);
}

/* Moves the user's sessions, or what is value, into the past. */
static bool age_seen(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE user_session SET seen_at = seen_at - $by"));
	db_bind_i64(st, "$by", w->value);
	return db_finish(st, err);
}

static bool age_start(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE user_session SET started_at = started_at - $by"));
	db_bind_i64(st, "$by", w->value);
	return db_finish(st, err);
}

static bool age_invitation(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE user_invitation SET expires_at = expires_at - $by"));
	db_bind_i64(st, "$by", w->value);
	return db_finish(st, err);
}

static void write_ok(struct work *w, db_write_fn *fn)
{
	struct err err = { 0 };
	assert_ok(db_write(w->t->db, fn, w, &err), err);
}

/* A user with a session; no password, which would take a tenth of a second. */
static struct work someone(struct test_db *t)
{
	struct work w = { .t = t, .email = "kari@example.no" };
	char *token = arena_alloc(t->arena, SECRET_TEXT_SIZE);
	secret_new(token);
	w.token = token;
	write_ok(&w, add);
	write_ok(&w, start);
	return w;
}

/* Whose session a token is, or 0. */
static int64_t whose(struct test_db *t, const char *token)
{
	struct err err = { 0 };
	struct session *session = NULL;
	struct request rq = { .arena = t->arena, .db = t->db, .conn = db_reader(t->db, &err) };
	assert_ok(user_identify(&rq, token, &session), rq.err);
	db_reader_done(rq.conn);
	return session ? session->user_id : 0;
}

static int64_t count(struct test_db *t, const struct sql *sql)
{
	struct err err = { 0 };
	int64_t n;
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(db_get_i64(c, sql, &n, &err), err);
	db_reader_done(c);
	return n;
}

DB_TEST(an_address_has_one_account)(struct test_db *t)
{
	struct err err = { 0 };
	struct user user;
	struct work w = { .t = t, .email = user_clean_email(t->arena, "  Kari@Example.NO ") };
	write_ok(&w, add);
	assert_false(db_write(t->db, add, &w, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	err_clear(&err);
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(user_find(c, t->arena, "KARI@example.no", &user, &err), err);
	assert_string_equal(user.email, "kari@example.no");
	assert_string_equal(user.language, "nn");
	assert_false(user.has_password);
	assert_false(user_find(c, t->arena, "ola@example.no", &user, &err));
	assert_int_equal(err.kind, ERR_NOT_FOUND);
	db_reader_done(c);
}

DB_TEST(a_session_ends_with_logging_out)(struct test_db *t)
{
	struct work w = someone(t);
	char other[SECRET_TEXT_SIZE];
	secret_new(other);
	assert_int_equal(whose(t, w.token), w.id);
	assert_int_equal(whose(t, other), 0);
	write_ok(&w, end);
	assert_int_equal(whose(t, w.token), 0); /* the same token, sent again */
	assert_int_equal(count(t, SQL("SELECT count(*) FROM user_session")), 0);
}

DB_TEST(a_session_ends_by_itself)(struct test_db *t)
{
	struct work w = someone(t);
	w.value = SESSION_IDLE - 60 * CLOCK_SECOND;
	write_ok(&w, age_seen);
	assert_int_equal(whose(t, w.token), w.id); /* which is a sign of life */
	write_ok(&w, age_seen);
	assert_int_equal(whose(t, w.token), w.id);
	w.value = SESSION_IDLE + CLOCK_SECOND;
	write_ok(&w, age_seen);
	assert_int_equal(whose(t, w.token), 0);
	struct work again = { .t = t, .id = w.id, .token = w.token, .value = SESSION_LIFE - 60 * CLOCK_SECOND };
	write_ok(&again, start); /* sweeps the old one away */
	assert_int_equal(count(t, SQL("SELECT count(*) FROM user_session")), 1);
	write_ok(&again, age_start);
	assert_int_equal(whose(t, w.token), w.id);
	again.value = 120 * CLOCK_SECOND;
	write_ok(&again, age_start);
	assert_int_equal(whose(t, w.token), 0);
}

DB_TEST(disabling_ends_everything)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = someone(t);
	int64_t invited;
	write_ok(&w, invite);
	w.value = 1;
	write_ok(&w, disable);
	assert_int_equal(whose(t, w.token), 0);
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(user_invited(c, w.token, &invited, &err), err);
	db_reader_done(c);
	assert_int_equal(invited, 0);
	w.value = 0;
	write_ok(&w, disable);
	assert_int_equal(whose(t, w.token), 0); /* it does not come back */
}

DB_TEST(an_invitation_holds_for_a_week)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = someone(t);
	int64_t invited;
	write_ok(&w, invite);
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(user_invited(c, w.token, &invited, &err), err);
	db_reader_done(c);
	assert_int_equal(invited, w.id);
	w.value = INVITATION_LIFE;
	write_ok(&w, age_invitation);
	c = db_reader(t->db, &err);
	assert_ok(user_invited(c, w.token, &invited, &err), err);
	db_reader_done(c);
	assert_int_equal(invited, 0);
}

static bool rename_all(struct db_conn *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	struct db_stmt *st = db_prepare(tx, SQL("UPDATE user_person SET name = name || '!' WHERE user_id = $id"));
	db_bind_i64(st, "$id", w->id);
	if (!db_finish(st, err))
		return false;
	return !w->value || err_input(err, "not this time");
}

struct sender {
	struct work *work;
	int again, failed;
};

/* The same form, eight times. */
static void *send_often(void *arg)
{
	struct sender *s = arg;
	struct form form = { .token = "the same token" };
	for (int i = 0; i < 8; i++) {
		struct request rq = { .db = s->work->t->db, .form = &form };
		bool again = false;
		s->failed += !user_write(&rq, rename_all, s->work, &again);
		s->again += again;
	}
	return NULL;
}

DB_TEST(a_form_acts_once)(struct test_db *t)
{
	struct err err = { 0 };
	struct user user;
	struct work w = someone(t);
	struct form form = { .token = "the same token" };
	struct request rq = { .db = t->db, .form = &form };
	bool again = false;
	w.value = 1;
	assert_false(user_write(&rq, rename_all, &w, &again)); /* fails: the form can be sent again */
	assert_false(again);
	w.value = 0;
	struct sender senders[3];
	pthread_t threads[ARRAY_LEN(senders)];
	int repeated = 0;
	for (size_t i = 0; i < ARRAY_LEN(senders); i++) {
		senders[i] = (struct sender){ .work = &w };
		assert_int_equal(pthread_create(&threads[i], NULL, send_often, &senders[i]), 0);
	}
	for (size_t i = 0; i < ARRAY_LEN(senders); i++) {
		pthread_join(threads[i], NULL);
		assert_int_equal(senders[i].failed, 0);
		repeated += senders[i].again;
	}
	assert_int_equal(repeated, 23);
	struct db_conn *c = db_reader(t->db, &err);
	assert_ok(user_get(c, t->arena, w.id, &user, &err), err);
	db_reader_done(c);
	assert_string_equal(user.name, "Kari Nordmann!");
}

DB_TEST(secrets_are_not_stored)(struct test_db *t)
{
	struct err err = { 0 };
	struct work w = { .t = t, .email = "kari@example.no" };
	assert_ok(user_password_hash(t->arena, GOOD, &w.hash, &err), err);
	write_ok(&w, add);
	w.token = "ttttttttttttttttttttttttttttttttttttttttttt";
	write_ok(&w, start);
	write_ok(&w, invite);
	struct db_conn *c = db_reader(t->db, &err);
	struct db_stmt *st = db_prepare(c, SQL("SELECT content FROM journal_content"));
	int64_t rows = 0;
	for (; db_step(st); rows++) {
		const char *content = db_text(st, 0, t->arena);
		assert_null(strstr(content, "kari"));
		assert_null(strstr(content, "Kari"));
		assert_null(strstr(content, "argon2"));
		assert_null(strstr(content, w.token));
	}
	assert_ok(db_finish(st, &err), err);
	assert_int_equal(rows, 4); /* add, password, login, invite */
	struct digest hash = user_secret_hash(w.token);
	st = db_prepare(c, SQL("SELECT token_hash FROM user_session"));
	assert_true(db_step(st));
	size_t n;
	const void *stored = db_blob(st, 0, t->arena, &n);
	assert_int_equal(n, sizeof hash.byte);
	assert_memory_equal(stored, hash.byte, n);
	assert_ok(db_finish(st, &err), err);
	db_reader_done(c);
}

static void passwords_are_checked(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct err err = { 0 };
	const char *hash;
	assert_true(sodium_init() >= 0);
	assert_ok(user_password_hash(a, GOOD, &hash, &err), err);
	assert_true(str_starts(hash, "$argon2id$"));
	assert_true(user_password_check(hash, GOOD));
	assert_false(user_password_check(hash, GOOD " "));
	assert_false(user_password_check("", GOOD));
	assert_false(user_password_check("", ""));
	assert_false(user_password_is_old(hash));
	char weak[crypto_pwhash_STRBYTES];
	assert_int_equal(crypto_pwhash_str(weak, GOOD, strlen(GOOD), 1, 8 << 20), 0);
	assert_true(user_password_check(weak, GOOD));
	assert_true(user_password_is_old(weak));
	assert_non_null(user_password_problem("elleve tegn"));
	assert_null(user_password_problem("tolv tegn xx"));
	assert_non_null(user_password_problem("æøåæøåæøåæø")); /* 11 letters in 22 bytes */
	assert_non_null(user_password_problem("aaaaaaaaaaaaaaaa"));
	assert_non_null(user_password_problem("abcabcabcabcabc"));
	arena_free(a);
}

static void few_hash_at_once(void **state)
{
	(void)state;
	assert_true(user_hashing_begin());
	assert_true(user_hashing_begin());
	assert_false(user_hashing_begin());
	user_hashing_end();
	assert_true(user_hashing_begin());
	user_hashing_end();
	user_hashing_end();
}

static void names_and_addresses_are_cleaned(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	static const char *const bad[] = { "", "kari", "@example.no", "kari@", "a@b@c", "a b@c", "a@b\nc", "<a@b>", "a@b\x7f", "a,b@c" };
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_null(user_clean_email(a, bad[i]));
	assert_string_equal(user_clean_email(a, " BÅRD@Example.no"), "bård@example.no");
	assert_null(user_clean_email(a, arena_printf(a, "%0300d@x", 1)));
	assert_null(user_clean_name(a, "  "));
	assert_null(user_clean_name(a, "a\nb"));
	assert_null(user_clean_name(a, arena_printf(a, "%0101d", 1)));
	assert_string_equal(user_clean_name(a, " Kari <b> "), "Kari <b>");
	arena_free(a);
}

static void guesses_are_limited(void **state)
{
	(void)state;
	static struct limiter l = LIMITER;
	int64_t now = 1000 * CLOCK_SECOND;
	for (int i = 0; i < LIMIT_PAIR; i++) {
		assert_true(user_limit_allows(&l, "192.0.2.1", "kari", now));
		user_limit_failed(&l, "192.0.2.1", "kari", now);
	}
	assert_false(user_limit_allows(&l, "192.0.2.1", "kari", now));
	assert_true(user_limit_allows(&l, "192.0.2.1", "ola", now)); /* a colleague */
	assert_true(user_limit_allows(&l, "192.0.2.2", "kari", now)); /* herself, elsewhere */
	assert_true(user_limit_allows(&l, "192.0.2.1", "kari", now + LIMIT_WINDOW));
	user_limit_passed(&l, "192.0.2.1", "kari", now);
	assert_true(user_limit_allows(&l, "192.0.2.1", "kari", now));
	char address[32];
	for (int i = 0; i < LIMIT_ACCOUNT; i++) { /* from many places at one account */
		snprintf(address, sizeof address, "198.51.100.%d", i);
		user_limit_failed(&l, address, "per", now);
	}
	assert_false(user_limit_allows(&l, "203.0.113.1", "per", now));
	for (int i = 0; i < LIMIT_ADDRESS; i++) { /* from one network at many accounts */
		snprintf(address, sizeof address, "2001:db8:1:2::%d", i);
		user_limit_failed(&l, address, address, now);
	}
	assert_false(user_limit_allows(&l, "2001:db8:1:2:3:4:5:6", "eva", now));
	assert_true(user_limit_allows(&l, "2001:db8:1:3::1", "eva", now));
}

static void counters_make_room(void **state)
{
	(void)state;
	static struct limiter l = LIMITER;
	char email[32];
	for (int i = 0; i < 20000; i++) {
		snprintf(email, sizeof email, "u%d", i);
		user_limit_failed(&l, "192.0.2.1", email, (int64_t)i);
	}
	assert_false(user_limit_allows(&l, "192.0.2.1", "new", 20000)); /* the address is used all along */
	assert_true(user_limit_allows(&l, "192.0.2.9", "new", 20000));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(an_address_has_one_account),
		ON_BOTH(a_session_ends_with_logging_out),
		ON_BOTH(a_session_ends_by_itself),
		ON_BOTH(disabling_ends_everything),
		ON_BOTH(an_invitation_holds_for_a_week),
		ON_BOTH(a_form_acts_once),
		ON_BOTH(secrets_are_not_stored),
		cmocka_unit_test(passwords_are_checked),
		cmocka_unit_test(few_hash_at_once),
		cmocka_unit_test(names_and_addresses_are_cleaned),
		cmocka_unit_test(guesses_are_limited),
		cmocka_unit_test(counters_make_room),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
