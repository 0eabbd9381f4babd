/* The server as a client meets it. */
#include "sample.h"
#include "client.h"

static int setup(void **state)
{
	*state = sample_start(false);
	return 0;
}

static int setup_internal(void **state)
{
	*state = sample_start(true);
	return 0;
}

static int teardown(void **state)
{
	sample_stop(*state);
	return 0;
}

#define GET(target, headers) client_get(s->db.arena, s->port, (target), (headers))
#define ASK(...) client_ask(s->db.arena, s->port, arena_printf(s->db.arena, __VA_ARGS__))

static void answers_with_headers_that_protect(void **state)
{
	struct sample *s = *state;
	char *r = GET("/plain", "");
	assert_int_equal(client_status(r), 200);
	assert_string_equal(client_body(r), "<p>plain</p>");
	assert_string_equal(client_header(s->db.arena, r, "Content-Type"), "text/html; charset=utf-8");
	assert_non_null(strstr(client_header(s->db.arena, r, "Content-Security-Policy"), "default-src 'none'"));
	assert_string_equal(client_header(s->db.arena, r, "X-Content-Type-Options"), "nosniff");
	assert_string_equal(client_header(s->db.arena, r, "Referrer-Policy"), "same-origin");
	assert_null(client_header(s->db.arena, r, "ETag"));
	assert_null(client_header(s->db.arena, r, "Set-Cookie"));
}

static bool nothing(struct db_conn *tx, void *arg, struct err *err)
{
	(void)arg;
	return db_new_id(tx) != 0 || err_system(err, "no identifier");
}

static void keeps_a_page_until_the_database_changes(void **state)
{
	struct sample *s = *state;
	struct err err = { 0 };
	atomic_store(&sample_made, 0);
	char *first = GET("/hello", "");
	char *again = GET("/hello", "");
	assert_string_equal(client_body(first), client_body(again));
	assert_int_equal(atomic_load(&sample_made), 1);
	GET("/hello?page=2", "");
	assert_int_equal(atomic_load(&sample_made), 2);
	assert_ok(db_write(s->db.db, nothing, NULL, &err), err);
	GET("/hello", "");
	assert_int_equal(atomic_load(&sample_made), 3);
}

static void says_when_nothing_has_changed(void **state)
{
	struct sample *s = *state;
	struct arena *a = s->db.arena;
	char *etag = client_header(a, GET("/hello", ""), "ETag");
	assert_non_null(etag);
	char *r = GET("/hello", arena_printf(a, "If-None-Match: \"other\", %s\r\n", etag));
	assert_int_equal(client_status(r), 304);
	assert_string_equal(client_body(r), "");
	assert_string_equal(client_header(a, r, "ETag"), etag);
	assert_int_equal(client_status(GET("/hello", "If-None-Match: \"other\"\r\n")), 200);
}

static void compresses_for_those_who_read_it(void **state)
{
	struct sample *s = *state;
	char *r = GET("/hello", "Accept-Encoding: br, gzip\r\n");
	assert_string_equal(client_header(s->db.arena, r, "Content-Encoding"), "gzip");
	assert_int_equal((unsigned char)client_body(r)[0], 0x1f);
	assert_null(client_header(s->db.arena, GET("/hello", "Accept-Encoding: gzip;q=0\r\n"), "Content-Encoding"));
}

static void chooses_the_language(void **state)
{
	struct sample *s = *state;
	struct arena *a = s->db.arena;
	assert_non_null(strstr(GET("/hello", ""), "hello nb"));
	assert_non_null(strstr(GET("/hello", "Accept-Language: de, en;q=0.5\r\n"), "hello en"));
	assert_non_null(strstr(GET("/hello", "Accept-Language: en\r\nCookie: lang=nn\r\n"), "hello nn"));
	for (int i = 0; i < 2; i++) { /* made, and from the cache */
		char *r = GET("/hello?lang=en", "Cookie: lang=nn\r\n");
		assert_non_null(strstr(r, "hello en"));
		assert_non_null(strstr(client_header(a, r, "Set-Cookie"), "lang=en; Path=/"));
		assert_non_null(strstr(client_header(a, r, "Vary"), "Cookie"));
	}
}

static void answers_head_without_a_body(void **state)
{
	struct sample *s = *state;
	char *r = ASK("HEAD /plain HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
	assert_int_equal(client_status(r), 200);
	assert_string_equal(client_header(s->db.arena, r, "Content-Length"), "12");
	assert_string_equal(client_body(r), "");
}

static void refuses_other_methods_and_bodies(void **state)
{
	struct sample *s = *state;
	char *r = ASK("POST /plain HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc");
	assert_int_equal(client_status(r), 405);
	assert_string_equal(client_header(s->db.arena, r, "Allow"), "GET, HEAD");
	assert_int_equal(client_status(ASK("DELETE /plain HTTP/1.1\r\nHost: localhost\r\n\r\n")), 405);
	assert_int_equal(client_status(ASK("GET /plain HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc")), 400);
	assert_int_equal(client_status(ASK("GET /plain HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
	                                   "3\r\nabc\r\n0\r\n\r\n")), 400);
}

static void has_a_page_for_what_is_not_there(void **state)
{
	struct sample *s = *state;
	static const char *const targets[] = {
		"/nothing", "/item/", "/item/a/b", "/item/%ff", "/item/..", "/item/%2e%2e", "/item/a%00b",
		"/assets/0/css/app.css", "/assets/../schema/db/001_base.sql", "/../../etc/passwd",
	};
	for (size_t i = 0; i < ARRAY_LEN(targets); i++) {
		char *r = GET(targets[i], "");
		assert_int_equal(client_status(r), 404);
	}
	assert_non_null(strstr(GET("/nothing", ""), "</html>"));
}

static void decodes_names_and_parameters(void **state)
{
	struct sample *s = *state;
	assert_string_equal(client_body(GET("/item/b%C3%A5t?q=a+b%26%3C&n=12", "")), "<p>båt|a b&amp;&lt;|12</p>");
	assert_string_equal(client_body(GET("/item/x", "")), "<p>x||-1</p>");
}

static void refuses_targets_it_cannot_read(void **state)
{
	struct sample *s = *state;
	char *long_target = arena_alloc(s->db.arena, 6001);
	memset(long_target, 'x', 6000);
	long_target[0] = '/';
	assert_int_equal(client_status(GET(long_target, "")), 414);
	assert_int_equal(client_status(GET("/item/\xc3\xa5", "")), 400);
	assert_int_equal(client_status(GET("http://localhost/plain", "")), 400);
	assert_int_equal(client_status(GET("*", "")), 400);
}

static void survives_what_is_no_request(void **state)
{
	struct sample *s = *state;
	static const char *const requests[] = {
		"\r\n\r\n", "GET\r\n\r\n", "GET /plain\r\n\r\n", "GET /plain HTTP/9.9\r\n\r\n", "\x16\x03\x01\x02\r\n\r\n",
		"GET /plain HTTP/1.1\r\nHost : localhost\r\n\r\n", "GET /plain HTTP/1.1\r\n\r\n",
	};
	for (size_t i = 0; i < ARRAY_LEN(requests); i++) {
		int fd = client_connect(s->port);
		client_send(fd, requests[i]);
		shutdown(fd, SHUT_WR);
		assert_int_not_equal(client_status(client_read(s->db.arena, fd)), 200);
	}
	char *headers = arena_alloc(s->db.arena, 40001);
	memset(headers, 'h', 40000);
	assert_in_range(client_status(GET("/plain", arena_printf(s->db.arena, "X: %s\r\n", headers))), 400, 499);
	assert_int_equal(client_status(GET("/plain", "")), 200);
}

static void answers_to_its_own_names_only(void **state)
{
	struct sample *s = *state;
	assert_int_equal(client_status(ASK("GET /plain HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")), 403);
	assert_int_equal(client_status(ASK("GET /plain HTTP/1.1\r\nHost: localhost.evil.example\r\nConnection: close\r\n\r\n")), 403);
	assert_int_equal(client_status(ASK("GET /plain HTTP/1.1\r\nHost: [::1]:80\r\nConnection: close\r\n\r\n")), 200);
}

static void keeps_internal_pages_from_proxies(void **state)
{
	struct sample *s = *state;
	assert_int_equal(client_status(GET("/plain", "")), 200);
	assert_int_equal(client_status(GET("/plain", "X-Forwarded-For: 10.0.0.1\r\n")), 403);
}

static void hides_why_a_page_failed(void **state)
{
	struct sample *s = *state;
	char *r = GET("/fail", "Accept-Language: en\r\n");
	assert_int_equal(client_status(r), 500);
	assert_non_null(strstr(r, "reference number"));
	assert_null(strstr(r, "secret detail"));
	assert_null(strstr(r, "half a page"));
}

static void sends_files(void **state)
{
	struct sample *s = *state;
	char *r = GET("/file", "");
	assert_string_equal(client_header(s->db.arena, r, "Content-Disposition"),
	                    "attachment; filename*=UTF-8''tall%20%C3%A5.csv");
	assert_string_equal(client_header(s->db.arena, r, "Content-Type"), "text/csv; charset=utf-8");
}

static void sends_assets_to_keep(void **state)
{
	struct sample *s = *state;
	char *page = GET("/hello", "");
	const char *at = strstr(page, "/assets/");
	assert_non_null(at);
	char *target = arena_strndup(s->db.arena, at, strcspn(at, "\""));
	char *r = GET(target, "");
	assert_int_equal(client_status(r), 200);
	assert_non_null(strstr(client_header(s->db.arena, r, "Cache-Control"), "immutable"));
	assert_string_equal(client_header(s->db.arena, r, "Content-Type"), "text/css; charset=utf-8");
	r = GET(target, "Accept-Encoding: gzip\r\n");
	assert_string_equal(client_header(s->db.arena, r, "Content-Encoding"), "gzip");
}

static void hold(bool on)
{
	pthread_mutex_lock(&sample_mutex);
	sample_hold = on;
	pthread_cond_broadcast(&sample_released);
	pthread_mutex_unlock(&sample_mutex);
}

static void wait_for_waiting(int n)
{
	for (int i = 0; i < 3000 && atomic_load(&sample_waiting) < n; i++)
		usleep(1000);
	assert_int_equal(atomic_load(&sample_waiting), n);
}

static void serves_others_while_handlers_wait(void **state)
{
	struct sample *s = *state;
	enum { SLOW = 12 };
	int fd[SLOW];
	GET("/hello", "");
	hold(true);
	for (int i = 0; i < SLOW; i++) { /* four workers, so that eight wait in the queue */
		fd[i] = client_connect(s->port);
		client_send(fd[i], "GET /slow HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
	}
	wait_for_waiting(4);
	assert_int_equal(client_status(GET("/hello", "")), 200); /* every worker is busy */
	close(fd[SLOW - 1]); /* one that does not wait for its answer */
	hold(false);
	for (int i = 0; i < SLOW - 1; i++)
		assert_string_equal(client_body(client_read(s->db.arena, fd[i])), "slow");
}

static void keeps_a_connection_for_several_requests(void **state)
{
	struct sample *s = *state;
	static const char *const requests = "GET /plain HTTP/1.1\r\nHost: localhost\r\n\r\n"
		"GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n"
		"GET /item/z HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
	char *r = ASK("%s", requests);
	assert_non_null(strstr(r, "<p>plain</p>"));
	assert_non_null(strstr(r, "hello nb"));
	assert_non_null(strstr(r, "<p>z||-1</p>"));
}

struct crowd {
	struct sample *s;
	int bad;
};

static void *ask_often(void *arg)
{
	struct crowd *crowd = arg;
	static const char *const targets[] = { "/hello", "/plain", "/hello?lang=en", "/item/a", "/nothing", "/hello?page=7" };
	struct arena *a = arena_new();
	for (unsigned i = 0; i < 120; i++) {
		int status = client_status(client_get(a, crowd->s->port, targets[i % ARRAY_LEN(targets)], ""));
		crowd->bad += status != (i % ARRAY_LEN(targets) == 4 ? 404 : 200);
		arena_reset(a);
	}
	arena_free(a);
	return NULL;
}

static void serves_many_at_once(void **state)
{
	struct sample *s = *state;
	struct crowd crowds[6];
	pthread_t threads[ARRAY_LEN(crowds)];
	struct err err = { 0 };
	for (size_t i = 0; i < ARRAY_LEN(crowds); i++) {
		crowds[i] = (struct crowd){ .s = s };
		assert_int_equal(pthread_create(&threads[i], NULL, ask_often, &crowds[i]), 0);
	}
	for (int i = 0; i < 20; i++) { /* pages go stale meanwhile */
		assert_ok(db_write(s->db.db, nothing, NULL, &err), err);
		usleep(2000);
	}
	for (size_t i = 0; i < ARRAY_LEN(crowds); i++) {
		pthread_join(threads[i], NULL);
		assert_int_equal(crowds[i].bad, 0);
	}
}

static void *let_go_soon(void *arg)
{
	usleep(200000);
	hold(false);
	return arg;
}

static void finishes_what_was_asked_when_it_stops(void **state)
{
	(void)state;
	struct sample *s = sample_start(false);
	struct arena *a = arena_new();
	hold(true);
	int fd = client_connect(s->port);
	client_send(fd, "GET /slow HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
	wait_for_waiting(1);
	pthread_t thread;
	assert_int_equal(pthread_create(&thread, NULL, let_go_soon, NULL), 0);
	sample_stop(s);
	pthread_join(thread, NULL);
	assert_string_equal(client_body(client_read(a, fd)), "slow");
	arena_free(a);
}

static void explains_why_it_cannot_start(void **state)
{
	struct sample *s = *state;
	struct err err = { 0 };
	struct server_options options = { .address = "127.0.0.1", .port = s->port, .db = s->db.db, .error_page = page_error };
	assert_null(server_start(&options, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_non_null(strstr(err.message, "--port"));
	err_clear(&err);
	options = (struct server_options){ .address = "0.0.0.0", .db = s->db.db, .access = &sample_internal, .error_page = page_error };
	assert_null(server_start(&options, &err));
	assert_non_null(strstr(err.message, "127.0.0.1"));
	err_clear(&err);
	options = (struct server_options){ .address = "192.0.2.1", .db = s->db.db, .error_page = page_error };
	assert_null(server_start(&options, &err));
	assert_non_null(strstr(err.message, "--address"));
}

#define SERVED(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SERVED(answers_with_headers_that_protect),
		SERVED(keeps_a_page_until_the_database_changes),
		SERVED(says_when_nothing_has_changed),
		SERVED(compresses_for_those_who_read_it),
		SERVED(chooses_the_language),
		SERVED(answers_head_without_a_body),
		SERVED(refuses_other_methods_and_bodies),
		SERVED(has_a_page_for_what_is_not_there),
		SERVED(decodes_names_and_parameters),
		SERVED(refuses_targets_it_cannot_read),
		SERVED(survives_what_is_no_request),
		SERVED(answers_to_its_own_names_only),
		cmocka_unit_test_setup_teardown(keeps_internal_pages_from_proxies, setup_internal, teardown),
		SERVED(hides_why_a_page_failed),
		SERVED(sends_files),
		SERVED(sends_assets_to_keep),
		SERVED(serves_others_while_handlers_wait),
		SERVED(keeps_a_connection_for_several_requests),
		SERVED(serves_many_at_once),
		cmocka_unit_test(finishes_what_was_asked_when_it_stops),
		SERVED(explains_why_it_cannot_start),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
