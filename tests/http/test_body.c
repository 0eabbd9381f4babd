/* Bodies of forms: fields, files, and their limits. */
#include "posts.h"

/* ---- Fields ---- */

static void reads_fields(void **state)
{
	(void)state;
	assert_string_equal(client_body(send_as(ANNE, "/echo", "text=b%C3%A5t+%26+%3Cb%3E&other=&n=12")), "båt &amp; &lt;b&gt;|0|12");
	assert_string_equal(client_body(send_as(ANNE, "/echo", "text=a%CC%8A%0D%0Ab%0Dc")), "å\nb\nc|0|-1");
	assert_string_equal(client_body(send_as(ANNE, "/echo", "text=first&text=second")), "first|0|-1");
	assert_string_equal(client_body(send_as(ANNE, "/echo", "text=%3Cscript%3E'%3B+DROP+TABLE+plan--")),
	                    "&lt;script&gt;&#39;; DROP TABLE plan--|0|-1");
	struct out o = out_memory(posts.db.arena);
	out_text(&o, "other=");
	for (int i = 0; i < 60000; i++)
		out_char(&o, 'x');
	assert_string_equal(client_body(send_as(ANNE, "/echo", out_string(&o))), "|60000|-1");
}

static void reads_parts(void **state)
{
	(void)state;
	static const char parts[] =
		"--b0\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nto\r\nlinjer: å\r\n"
		"--b0\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\n\r\n--b0--\r\n";
	assert_string_equal(client_body(send_parts("/echo", span_of(parts))), "to\nlinjer: å|0|-1");
}

static void reads_a_body_in_chunks(void **state)
{
	(void)state;
	struct arena *a = posts.db.arena;
	const char *fields = text("form=%s&text=ab", token_for(ANNE));
	char *r = client_ask(a, posts.port, text(
		"POST /echo HTTP/1.1\r\nHost: localhost:%u\r\nConnection: close\r\n%s%sCookie: session=%s\r\n"
		"Transfer-Encoding: chunked\r\n\r\n%zx\r\n%s\r\n1\r\nc\r\n0\r\n\r\n",
		posts.port, ORIGIN, TYPED, ANNE, strlen(fields), fields));
	assert_string_equal(client_body(r), "abc|0|-1");
}

static void refuses_what_no_form_of_ours_sends(void **state)
{
	(void)state;
	static const char *const bad[] = { "text=%FF", "text=%C0%AF", "text=a%00b", "text=a%07", "a%20b=1", "a%0d%0ab=1", "%3Cb%3E=1" };
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		FAILS(send_as(ANNE, "/echo", bad[i]), 400);
	FAILS(send_parts("/echo", SPAN("--b0\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nno end")), 400);
	FAILS(send_file("/echo", "x.csv", 10), 400); /* a form without files */
	struct out o = out_memory(posts.db.arena);
	for (int i = 0; i < 300; i++)
		out_format(&o, "a%d=1&", i);
	FAILS(send_as(ANNE, "/echo", out_string(&o)), 413);
	char *long_name = arena_alloc(posts.db.arena, 80);
	memset(long_name, 'n', 70);
	FAILS(send_as(ANNE, "/echo", text("%s=1", long_name)), 400);
}

static void refuses_other_types(void **state)
{
	(void)state;
	static const char *const types[] = { "", "Content-Type: application/json\r\n", "Content-Type: text/plain\r\n",
		"Content-Type: application/x-www-form-urlencodedx\r\n", "Content-Type: multipart/form-data\r\n" };
	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		FAILS(client_post(posts.db.arena, posts.port, "/echo", text("%s%s", ORIGIN, types[i]), SPAN("{\"text\": 1}")), 415);
}

static void refuses_what_is_too_large(void **state)
{
	(void)state;
	size_t n = (size_t)30 << 20;
	char *body = malloc(n);
	memset(body, 'x', n);
	memcpy(body, "text=", 5);
	char *r = client_post(posts.db.arena, posts.port, "/echo", text("%s%sAccept-Language: nn\r\n", ORIGIN, TYPED), (struct span){ body, n });
	FAILS(r, 413);
	assert_non_null(strstr(r, "Ingenting vart teke vare på"));
	r = client_post(posts.db.arena, posts.port, "/echo", text("%s%s", ORIGIN, TYPED), (struct span){ body, 70000 });
	FAILS(r, 413);
	/* Announced only: nobody waits for it. */
	r = client_ask(posts.db.arena, posts.port, text("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n"));
	FAILS(r, 413);
	free(body);
}

/* ---- Files ---- */

static void takes_files(void **state)
{
	(void)state;
	assert_string_equal(client_body(send_file("/file/7", "innspill.csv", 5 << 20)), "innspill.csv|text/csv|5242880|5242880|629145600");
	assert_string_equal(client_body(send_file("/file/7", "C:\\plan\\a.csv", 3)), "a.csv|text/csv|3|3|360");
	assert_string_equal(client_body(send_file("/file/7", "../../etc/passwd", 1)), "passwd|text/csv|1|1|120");
	assert_string_equal(client_body(send_file("/file/7", "empty.csv", 0)), "empty.csv|text/csv|0|0|0");
	assert_string_equal(client_body(send_file("/file/7", "", 0)), "no file");
}

static void refuses_files(void **state)
{
	(void)state;
	FAILS(send_file("/file/8", "x.csv", 100000), 403); /* not Anne's plan: not even taken */
	FAILS(send_file("/file/7", "x.csv", (size_t)110 << 20), 413);
}

/* Files beyond the limit do not take with them what else somebody has written. */
static void drops_files_that_are_too_large(void **state)
{
	(void)state;
	assert_string_equal(client_body(send_file("/file/7", "x.csv", ((size_t)20 << 20) + 1)), "x.csv is too large, ");
	assert_string_equal(client_body(send_file("/file/7", "x.csv", (size_t)30 << 20)), "x.csv is too large, ");
	assert_string_equal(client_body(send_file("/file/7", "x.csv", 10)), "x.csv|text/csv|10|10|1200");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SERVED(reads_fields),
		SERVED(reads_parts),
		SERVED(reads_a_body_in_chunks),
		SERVED(refuses_what_no_form_of_ours_sends),
		SERVED(refuses_other_types),
		SERVED(refuses_what_is_too_large),
		SERVED(takes_files),
		SERVED(refuses_files),
		SERVED(drops_files_that_are_too_large),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
