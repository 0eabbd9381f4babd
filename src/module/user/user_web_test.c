/* Logging in and out, one's own page, and the administrator's, through the server. */
#include "http/site.h"

static int setup(void **state)
{
	*state = site_start(false);
	return 0;
}

static bool set_password(struct db_conn *tx, void *arg, struct err *err)
{
	struct site *s = arg;
	const char *hash;
	return user_password_hash(s->db.arena, SITE_PASSWORD, &hash, err) && user_set_password(tx, s->user[SITE_LEAD], hash, 0, err);
}

static int setup_password(void **state)
{
	struct site *s = site_start(false);
	struct err err = { 0 };
	assert_ok(db_write(s->db.db, set_password, s, &err), err);
	*state = s;
	return 0;
}

/* Opens the page with the form, and sends it from the same browser. */
static char *log_in(struct site *s, const char *email, const char *password, const char *next)
{
	struct arena *a = s->db.arena;
	char *page = client_get(a, s->port, "/login", "Accept-Language: en\r\n");
	struct out fields = out_memory(a);
	url(&fields, "form=%s&email=%s&password=%s&next=%s", client_token(a, page), email, password, next);
	return client_post(a, s->port, "/login", arena_printf(a,
		"%sAccept-Language: en\r\nOrigin: http://localhost:%u\r\nContent-Type: application/x-www-form-urlencoded\r\n",
		client_cookies(a, page), s->port), span_of(out_string(&fields)));
}

static const char *session_of(struct site *s, const char *answer)
{
	const char *cookies = client_cookies(s->db.arena, answer), *at = strstr(cookies, "session=");
	return at ? arena_strndup(s->db.arena, at + 8, SECRET_TEXT_SIZE - 1) : "";
}

static void logs_in_and_out(void **state)
{
	struct site *s = *state;
	struct arena *a = s->db.arena;
	char *r = log_in(s, "U0@example.no", SITE_PASSWORD, "/plan/prove?lang=nb");
	assert_int_equal(client_status(r), 303);
	assert_string_equal(client_header(a, r, "Location"), "/plan/prove?lang=nb");
	assert_non_null(strstr(r, "; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax"));
	const char *token = session_of(s, r);
	assert_int_equal(strlen(token), SECRET_TEXT_SIZE - 1);
	assert_non_null(strstr(site_get(s, token, "/me"), "u0@example.no"));
	r = site_post(s, token, "/logout", "");
	assert_int_equal(client_status(r), 303);
	assert_non_null(strstr(r, "Set-Cookie: session=; Path=/; Max-Age=0"));
	/* The same token again. */
	assert_int_equal(client_status(site_get(s, token, "/me")), 303);
	assert_int_equal(client_status(site_post(s, token, "/me", "name=X&language=nb")), 403);
}

static void a_new_session_for_each_login(void **state)
{
	struct site *s = *state;
	const char *first = session_of(s, log_in(s, "u0@example.no", SITE_PASSWORD, ""));
	const char *second = session_of(s, log_in(s, "u0@example.no", SITE_PASSWORD, ""));
	assert_string_not_equal(first, second);
	/* Logging in within a session: the session that was is over. */
	struct out fields = out_memory(s->db.arena);
	url(&fields, "email=%s&password=%s", "u0@example.no", SITE_PASSWORD);
	const char *third = session_of(s, site_post(s, second, "/login", out_string(&fields)));
	assert_string_not_equal(third, second);
	assert_int_equal(client_status(site_get(s, second, "/me")), 303);
	assert_int_equal(client_status(site_get(s, third, "/me")), 200);
	assert_int_equal(client_status(site_get(s, first, "/me")), 200);
}

static void tells_nothing_about_who_has_an_account(void **state)
{
	struct site *s = *state;
	char *wrong = log_in(s, "u0@example.no", "feil hest batteri stift", "/x");
	char *unknown = log_in(s, "u9@example.no", "feil hest batteri stift", "/x");
	char *invited = log_in(s, "u1@example.no", "", "/x"); /* has no password yet */
	assert_int_equal(client_status(wrong), 403);
	assert_int_equal(client_status(unknown), 403);
	assert_int_equal(client_status(invited), 403);
	const char *sentence = "The e-mail address or the password is not right.";
	assert_non_null(strstr(wrong, sentence));
	assert_non_null(strstr(unknown, sentence));
	assert_non_null(strstr(invited, sentence));
	assert_string_equal(session_of(s, wrong), "");
	assert_int_equal(strlen(client_body(wrong)), strlen(client_body(unknown)));
}

static void stops_guessing(void **state)
{
	struct site *s = *state;
	int refused = 0;
	for (int i = 0; i < LIMIT_PAIR + 5; i++)
		refused += client_status(log_in(s, "guess@example.no", "feil hest batteri stift", "")) == 429;
	assert_int_equal(refused, 5);
	/* 10,000 at one form, after which the server answers as before. */
	struct arena *a = s->db.arena;
	char *page = client_get(a, s->port, "/login", "");
	const char *cookies = client_cookies(a, page), *token = client_token(a, page);
	refused = 0;
	for (int i = 0; i < 10000; i++) {
		struct arena *scratch = arena_new();
		const char *fields = arena_printf(scratch, "form=%s&email=guess%%40example.no&password=%d", token, i);
		refused += client_status(client_post(scratch, s->port, "/login", arena_printf(scratch,
			"%sOrigin: http://localhost:%u\r\nContent-Type: application/x-www-form-urlencoded\r\n", cookies, s->port),
			span_of(fields))) == 429;
		arena_free(scratch);
	}
	assert_int_equal(refused, 10000);
	assert_int_equal(client_status(log_in(s, "u0@example.no", SITE_PASSWORD, "")), 303);
	assert_int_equal(client_status(log_in(s, "guess@example.no", "feil hest batteri stift", "")), 429);
}

static void takes_up_an_invitation_once(void **state)
{
	struct site *s = *state;
	struct arena *a = s->db.arena;
	const char *admin = s->token[SITE_ADMIN], *form = site_form(s, admin);
	const char *fields = "name=Ola+%3Cb%3E&email=Ola%40example.no";
	char *r = site_send(s, admin, form, "/admin/users", fields);
	assert_int_equal(client_status(r), 200);
	assert_non_null(strstr(r, "Ola &lt;b&gt;"));
	const char *link = strstr(r, "/invitation/");
	assert_non_null(link);
	link = arena_strndup(a, link, strlen("/invitation/") + SECRET_TEXT_SIZE - 1);
	/* The same form again makes no second user and shows no second link. */
	r = site_send(s, admin, form, "/admin/users", fields);
	assert_int_equal(client_status(r), 200);
	assert_null(strstr(r, "/invitation/"));
	assert_int_equal(client_status(site_post(s, admin, "/admin/users", fields)), 400); /* another form: the address is taken */
	assert_int_equal(site_count(s, SQL("SELECT count(*) FROM user_account")), SITE_USERS + 1);

	char *page = site_get(s, NULL, link);
	assert_non_null(strstr(page, "ola@example.no"));
	const char *headers = arena_printf(a, "%sAccept-Language: en\r\nOrigin: http://localhost:%u\r\n"
	                                   "Content-Type: application/x-www-form-urlencoded\r\n", client_cookies(a, page), s->port);
	r = client_post(a, s->port, link, headers, span_of(arena_printf(a, "form=%s&password=kort", client_token(a, page))));
	assert_int_equal(client_status(r), 400);
	assert_non_null(strstr(r, "aria-invalid"));
	r = client_post(a, s->port, link, headers, span_of(arena_printf(a, "form=%s&password=en+lang+setning", client_token(a, page))));
	assert_int_equal(client_status(r), 303);
	assert_int_equal(client_status(site_get(s, session_of(s, r), "/me")), 200);
	assert_int_equal(client_status(site_get(s, NULL, link)), 404);
	assert_int_equal(client_status(log_in(s, "ola@example.no", "en lang setning", "")), 303);
}

static void changes_ones_own_things(void **state)
{
	struct site *s = *state;
	const char *lead = s->token[SITE_LEAD];
	char *r = site_post(s, lead, "/me", "name=Kari+%22%3E%3Cscript%3E%27%3B--&language=nn");
	assert_int_equal(client_status(r), 303);
	assert_non_null(strstr(r, "Set-Cookie: lang=nn"));
	assert_non_null(strstr(site_get(s, lead, "/me"), "Kari &quot;&gt;&lt;script&gt;&#39;;--"));
	assert_int_equal(client_status(site_post(s, lead, "/me", "name=+&language=nn")), 400);

	const char *other = session_of(s, log_in(s, "u0@example.no", SITE_PASSWORD, ""));
	assert_int_equal(client_status(site_post(s, lead, "/me/password", "old=feil&new=en+ny+lang+setning")), 400);
	assert_int_equal(client_status(site_post(s, lead, "/me/password", "old=riktig+hest+batteri+stift&new=kort")), 400);
	assert_int_equal(client_status(site_get(s, other, "/me")), 200);
	assert_int_equal(client_status(site_post(s, lead, "/me/password", "old=riktig+hest+batteri+stift&new=en+ny+lang+setning")), 303);
	assert_int_equal(client_status(site_get(s, other, "/me")), 303); /* whoever knew the old one is out */
	assert_int_equal(client_status(site_get(s, lead, "/me")), 200);
	assert_int_equal(client_status(log_in(s, "u0@example.no", SITE_PASSWORD, "")), 403);
	other = session_of(s, log_in(s, "u0@example.no", "en ny lang setning", ""));
	assert_int_equal(client_status(site_post(s, lead, "/me/end", "")), 303);
	assert_int_equal(client_status(site_get(s, other, "/me")), 303);
}

static void ends_no_session_of_others(void **state)
{
	struct site *s = *state;
	int64_t session = site_count(s, SQL("SELECT id FROM user_session ORDER BY id DESC LIMIT 1"));
	site_post(s, s->token[SITE_NOBODY], "/me/end", arena_printf(s->db.arena, "session=%lld", (long long)session));
	assert_int_equal(site_count(s, SQL("SELECT count(*) FROM user_session")), SITE_USERS);
}

static void an_administrator_locks_out(void **state)
{
	struct site *s = *state;
	struct arena *a = s->db.arena;
	const char *admin = s->token[SITE_ADMIN];
	const char *at = arena_printf(a, "/admin/users/%lld", (long long)s->user[SITE_EDITOR]);
	assert_non_null(strstr(site_get(s, admin, "/admin/users"), "u1@example.no"));
	assert_non_null(strstr(site_get(s, admin, at), "u1@example.no"));
	assert_int_equal(client_status(site_get(s, s->token[SITE_EDITOR], "/me")), 200);
	assert_int_equal(client_status(site_post(s, admin, arena_printf(a, "%s/disable", at), "disable=yes")), 303);
	assert_int_equal(client_status(site_get(s, s->token[SITE_EDITOR], "/me")), 303);
	assert_int_equal(client_status(site_post(s, admin, arena_printf(a, "%s/invite", at), "")), 400);
	assert_int_equal(client_status(site_post(s, admin, arena_printf(a, "%s/disable", at), "disable=no")), 303);
	assert_non_null(strstr(site_post(s, admin, arena_printf(a, "%s/invite", at), ""), "/invitation/"));
	at = arena_printf(a, "/admin/users/%lld/disable", (long long)s->user[SITE_ADMIN]);
	assert_int_equal(client_status(site_post(s, admin, at, "disable=yes")), 400);
	assert_int_equal(client_status(site_get(s, admin, "/admin/users/17")), 404);
	at = arena_printf(a, "/admin/users/%lld/end", (long long)s->user[SITE_READER]);
	assert_int_equal(client_status(site_post(s, admin, at, "")), 303);
	assert_int_equal(client_status(site_get(s, s->token[SITE_READER], "/me")), 303);
}

#define SITE(name) cmocka_unit_test_setup_teardown(name, setup, site_stop)
#define WITH_PASSWORD(name) cmocka_unit_test_setup_teardown(name, setup_password, site_stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_PASSWORD(logs_in_and_out),
		WITH_PASSWORD(a_new_session_for_each_login),
		WITH_PASSWORD(tells_nothing_about_who_has_an_account),
		WITH_PASSWORD(stops_guessing),
		SITE(takes_up_an_invitation_once),
		WITH_PASSWORD(changes_ones_own_things),
		SITE(ends_no_session_of_others),
		SITE(an_administrator_locks_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
