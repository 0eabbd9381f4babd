/* Who may pass: tokens, origins, permissions; and whose pages are kept. */
#include "posts.h"

static int setup_tls(void **state)
{
	return setup_at(state, "https://plan.example.no");
}

/* ---- Tokens and origins ---- */

static void a_form_of_a_page_can_be_sent(void **state)
{
	(void)state;
	struct arena *a = posts.db.arena;
	char *page = get("/form", "");
	char *cookies = client_cookies(a, page), *token = client_token(a, page);
	assert_int_equal(strlen(token), 60);
	assert_string_equal(client_header(a, page, "Cache-Control"), "no-store"); /* though the route may be kept */
	assert_string_not_equal(client_token(a, get("/form", cookies)), token);
	const char *body = text("form=%s&text=x", token);
	assert_string_equal(client_body(client_post(a, posts.port, "/echo", text("%s%s%s", ORIGIN, TYPED, cookies), span_of(body))), "x|0|-1");
	posts.calls = 0;
	FAILS(client_post(a, posts.port, "/echo", text("%s%s%s", ORIGIN, TYPED, client_cookies(a, get("/form", ""))), span_of(body)), 403);
	FAILS(client_post(a, posts.port, "/echo", text("%s%s", ORIGIN, TYPED), span_of(body)), 403);
}

static void refuses_without_a_token(void **state)
{
	(void)state;
	struct arena *a = posts.db.arena;
	const char *headers = text("%s%sCookie: session=" ANNE "\r\n", ORIGIN, TYPED);
	const char *good = token_for(ANNE);
	FAILS(client_post(a, posts.port, "/echo", headers, SPAN("text=x")), 403);
	FAILS(client_post(a, posts.port, "/echo", headers, SPAN("form=&text=x")), 403);
	for (size_t i = 0; i < strlen(good); i += 7) {
		char *bad = arena_strdup(a, good);
		bad[i] = bad[i] == 'x' ? 'y' : 'x';
		FAILS(client_post(a, posts.port, "/echo", headers, span_of(text("form=%s", bad))), 403);
	}
	FAILS(client_post(a, posts.port, "/echo", headers, span_of(text("form=%s", token_for(BERT)))), 403);
	FAILS(client_post(a, posts.port, "/echo", headers, span_of(text("form=%s%s", good, good))), 403);
	char *r = client_post(a, posts.port, "/echo", text("%sAccept-Language: en\r\n", headers), SPAN("text=x"));
	assert_non_null(strstr(r, "Nothing was done"));
}

static void refuses_forms_of_other_sites(void **state)
{
	(void)state;
	struct arena *a = posts.db.arena;
	const char *body = text("form=%s&text=x", token_for(ANNE));
	static const char *const origins[] = { "", "Origin: https://evil.example\r\n", "Origin: null\r\n",
		"Sec-Fetch-Site: cross-site\r\n", "Sec-Fetch-Site: same-site\r\n", "Sec-Fetch-Site: same-origin\r\nOrigin: http://localhost:1\r\n" };
	for (size_t i = 0; i < ARRAY_LEN(origins); i++)
		FAILS(client_post(a, posts.port, "/echo", text("%s%sCookie: session=" ANNE "\r\n", origins[i], TYPED), span_of(body)), 403);
	assert_int_equal(client_status(client_post(a, posts.port, "/echo", text("Sec-Fetch-Site: same-origin\r\n%sCookie: session=" ANNE "\r\n", TYPED),
	                                           span_of(body))), 200);
}

static void knows_its_public_address(void **state)
{
	(void)state;
	struct arena *a = posts.db.arena;
	char *page = get("/form", "");
	const char *cookie = strstr(page, "Set-Cookie: __Host-form=");
	assert_non_null(cookie);
	assert_non_null(strstr(cookie, "; Path=/; HttpOnly; SameSite=Lax; Secure"));
	const char *body = text("form=%s&text=x", token_for(ANNE));
	const char *session = "Cookie: __Host-session=" ANNE "\r\n";
	assert_int_equal(client_status(client_post(a, posts.port, "/echo", text("Origin: https://plan.example.no\r\n%s%s", TYPED, session), span_of(body))), 200);
	posts.calls = 0;
	FAILS(client_post(a, posts.port, "/echo", text("%s%s%s", ORIGIN, TYPED, session), span_of(body)), 403);
	/* A session that came without TLS is none. */
	FAILS(client_post(a, posts.port, "/echo", text("Origin: https://plan.example.no\r\n%sCookie: session=" ANNE "\r\n", TYPED), span_of(body)), 403);
}

/* What stands before the last address may be made up by the client. */
static void believes_its_proxy_about_addresses(void **state)
{
	(void)state;
	assert_string_equal(client_body(get("/address", "X-Forwarded-For: 192.0.2.7\r\n")), "192.0.2.7");
	assert_string_equal(client_body(get("/address", "X-Forwarded-For: 10.0.0.1, 2001:db8::1\r\n")), "2001:db8::1");
	assert_string_equal(client_body(get("/address", "")), "127.0.0.1");
}

static void believes_nobody_else_about_addresses(void **state)
{
	(void)state;
	assert_string_equal(client_body(get("/address", "X-Forwarded-For: 192.0.2.7\r\n")), "127.0.0.1");
}

/* ---- Permissions ---- */

static void asks_for_the_permission(void **state)
{
	(void)state;
	struct arena *a = posts.db.arena;
	char *r = get("/secret?page=2", "");
	assert_int_equal(client_status(r), 303);
	assert_string_equal(client_header(a, r, "Location"), "/login?next=%2Fsecret%3Fpage%3D2");
	assert_string_equal(client_body(get("/secret", "Cookie: session=" BERT "\r\n")), "Bert, public");
	FAILS(send_as(BERT, "/item/7", "next=/x"), 403);
	FAILS(send_as(ANNE, "/item/8", "next=/x"), 403);
	FAILS(send_as(ANNE, "/item/missing", "next=/x"), 404);
	FAILS(send_as("CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC", "/item/7", "next=/x"), 403);
	FAILS(get("/item/7", "Cookie: session=" ANNE "\r\n"), 405);
	FAILS(send_as(ANNE, "/nothing", ""), 404);
	r = send_as(ANNE, "/secret", "");
	FAILS(r, 405);
	assert_string_equal(client_header(a, r, "Allow"), "GET, HEAD");
	assert_int_equal(client_status(send_as(ANNE, "/item/7", "next=/x")), 303);
	assert_int_equal(posts.calls, 1);
}

static void never_leads_to_another_site(void **state)
{
	(void)state;
	static const struct { const char *next, *location; } cases[] = {
		{ "/plan/x%3Fa%3Db", "/plan/x?a=b" }, { "https://evil.example", "/" }, { "//evil.example", "/" },
		{ "/%5Cevil.example", "/" }, { "/x%0D%0ASet-Cookie:+a%3Db", "/" }, { "/%C3%A5", "/" }, { "", "/" }, { "x", "/" },
		{ "/a%5C..%5Cb", "/" }, { "javascript:alert(1)", "/" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char *r = send_as(ANNE, "/item/7", text("next=%s", cases[i].next));
		assert_int_equal(client_status(r), 303);
		assert_string_equal(client_header(posts.db.arena, r, "Location"), cases[i].location);
		assert_null(client_header(posts.db.arena, r, "Set-Cookie"));
	}
}

static void keeps_only_pages_for_the_public(void **state)
{
	(void)state;
	struct arena *a = posts.db.arena;
	for (int i = 0; i < 2; i++) {
		assert_string_equal(client_body(get("/open/7", "")), "nobody, public");
		char *r = get("/open/7", "Cookie: session=" ANNE "\r\n");
		assert_string_equal(client_body(r), "Anne, internal");
		assert_string_equal(client_header(a, r, "Cache-Control"), "no-store");
		assert_null(client_header(a, r, "ETag"));
		assert_string_equal(client_body(get("/open/8", "Cookie: session=" ANNE "\r\n")), "Anne, public");
		assert_string_equal(client_body(get("/open/7", "Cookie: session=" BERT "\r\n")), "Bert, public");
		assert_string_equal(client_body(get("/open/7", "Cookie: session=expired\r\n")), "nobody, public");
	}
	/* A browser that had the public's page and logs in since does not keep it. */
	char *etag = client_header(a, get("/open/7", ""), "ETag");
	assert_int_equal(client_status(get("/open/7", text("If-None-Match: %s\r\nCookie: session=" ANNE "\r\n", etag))), 200);
}

static void a_table_with_an_unknown_permission_is_not_served(void **state)
{
	(void)state;
	static const struct route wrong[] = { { "GET", "/a", say_who, "memmber", 0, "" } };
	static const struct route no_plan[] = { { "POST", "/a/{b}", say_who, "edit", 0, "" } };
	struct err err = { 0 };
	assert_null(start(NULL, wrong, 1, &err));
	assert_non_null(strstr(err.message, "memmber"));
	err_clear(&err);
	assert_null(start(NULL, no_plan, 1, &err));
	assert_non_null(strstr(err.message, "names none"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SERVED(a_form_of_a_page_can_be_sent),
		SERVED(refuses_without_a_token),
		SERVED(refuses_forms_of_other_sites),
		cmocka_unit_test_setup_teardown(knows_its_public_address, setup_tls, teardown),
		cmocka_unit_test_setup_teardown(believes_its_proxy_about_addresses, setup_tls, teardown),
		SERVED(believes_nobody_else_about_addresses),
		SERVED(asks_for_the_permission),
		SERVED(never_leads_to_another_site),
		SERVED(keeps_only_pages_for_the_public),
		SERVED(a_table_with_an_unknown_permission_is_not_served),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
