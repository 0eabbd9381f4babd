/*
 * A server that takes forms, with rules of its own, for tests of what is sent to it.
 *
 *	GET  /form        a form with its token
 *	POST /echo        the field `text`, and how many characters `other` has
 *	POST /file/{item} takes a file, from who may in plan 7
 *	GET  /secret      for who is logged in
 *	GET  /open/{item}    kept in the cache; says who asks, and whether they read what is internal
 *	POST /item/{item}    for who may in the plan that is the item
 *	GET  /address     the client's address
 */
#ifndef PLANVERK_TESTS_HTTP_POSTS_H
#define PLANVERK_TESTS_HTTP_POSTS_H

#include "client.h"

#include "http/cookie.h"
#include "http/form_token.h"
#include "http/server.h"
#include "ui/form.h"
#include "ui/page.h"

#define ANNE "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" /* may everything in plan 7 */
#define BERT "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB" /* may nothing */

struct posts {
	struct test_db db;
	struct server *server;
	unsigned port;
	int calls; /* of handlers that change something */
};

static struct posts posts;

static inline enum http_status show_form(struct request *rq)
{
	page_begin(rq, "Form");
	form_post_begin(rq, "Form", "/echo");
	form_end(rq, "Send");
	return page_end(rq);
}

static inline enum http_status echo(struct request *rq)
{
	posts.calls++;
	html(&rq->body, "%s|%zu|%lld", form_text(rq, "text"), strlen(form_text(rq, "other")), (long long)form_i64(rq, "n", -1));
	return HTTP_OK;
}

static inline enum http_status take_file(struct request *rq)
{
	posts.calls++;
	const struct form_file *file = form_file(rq, "file", 0);
	if (!file) {
		out_text(&rq->body, "no file");
		return HTTP_OK;
	}
	if (file->too_large) {
		html(&rq->body, "%s is too large, %s", file->name, form_text(rq, "text"));
		return HTTP_OK;
	}
	FILE *f = fopen(file->path, "rb");
	int64_t sum = 0, n = 0;
	for (int c; (c = fgetc(f)) != EOF; n++)
		sum += c;
	fclose(f);
	html(&rq->body, "%s|%s|%zu|%lld|%lld", file->name, file->type, file->size, (long long)n, (long long)sum);
	return HTTP_OK;
}

static inline enum http_status say_who(struct request *rq)
{
	html(&rq->body, "%s, %s", rq->session ? rq->session->name : "nobody", rq->internal ? "internal" : "public");
	return HTTP_OK;
}

static inline enum http_status say_address(struct request *rq)
{
	html(&rq->body, "%s", rq->address);
	return HTTP_OK;
}

static inline enum http_status change_item(struct request *rq)
{
	posts.calls++;
	return redirect_to(rq, form_text(rq, "next"));
}

static const struct route table[] = {
	{ "GET", "/form", show_form, "public", ROUTE_CACHE, "" },
	{ "POST", "/echo", echo, "public", 0, "" },
	{ "POST", "/file/{item}", take_file, "edit", ROUTE_FILES(20), "" },
	{ "GET", "/secret", say_who, "member", 0, "" },
	{ "GET", "/open/{item}", say_who, "public", ROUTE_CACHE, "" },
	{ "POST", "/item/{item}", change_item, "edit", 0, "" },
	{ "GET", "/address", say_address, "public", 0, "" },
};

/* ---- Who may do what ---- */

static inline bool identify(struct request *rq, const char *token, struct session **session)
{
	static struct session anne = { .id = 1, .user_id = 1, .name = "Anne" }, bert = { .id = 2, .user_id = 2, .name = "Bert" };
	(void)rq;
	*session = str_eq(token, ANNE) ? &anne : str_eq(token, BERT) ? &bert : NULL;
	return true;
}

static inline bool may(struct request *rq, const char *permission, int64_t plan_id)
{
	return str_eq(permission, "member") || (rq->session->user_id == 1 && plan_id == 7);
}

static inline bool known(const char *permission, bool *in_plan)
{
	*in_plan = str_eq(permission, "edit");
	return *in_plan || str_eq(permission, "member");
}

static inline bool plan_of_item(struct request *rq, const char *value, int64_t *plan_id)
{
	(void)rq;
	*plan_id = str_eq(value, "missing") ? 0 : strtol(value, NULL, 10);
	return true;
}

static const struct route_subject item = { "item", plan_of_item };
static const struct route_subject *const subjects[] = { &item };
static const struct access rules = { .identify = identify, .may = may, .known = known, .subjects = subjects, .n_subjects = 1 };

static inline struct server *start(const char *public_url, const struct route *first, size_t n, struct err *err)
{
	static const struct route *routes[ARRAY_LEN(table)];
	for (size_t i = 0; i < n; i++)
		routes[i] = &first[i];
	struct server_options options = {
		.address = "127.0.0.1", .workers = 4, .db = posts.db.db, .public_url = public_url, .access = &rules,
		.routes = routes, .n_routes = n, .error_page = page_error,
	};
	return server_start(&options, err);
}

static inline int setup_at(void **state, const char *public_url)
{
	void *db = NULL;
	struct err err = { 0 };
	assert_int_equal(test_setup_sqlite(&db), 0);
	posts = (struct posts){ .db = *(struct test_db *)db };
	free(db);
	posts.server = start(public_url, table, ARRAY_LEN(table), &err);
	assert_ok(posts.server, err);
	posts.port = (unsigned)strtoul(strrchr(server_url(posts.server), ':') + 1, NULL, 10);
	*state = &posts;
	return 0;
}

static inline int setup(void **state)
{
	return setup_at(state, NULL);
}

static inline int teardown(void **state)
{
	(void)state;
	server_stop(posts.server);
	void *db = calloc(1, sizeof posts.db);
	*(struct test_db *)db = posts.db;
	return test_teardown(&db);
}

/* ---- Sending ---- */

static inline const char *text(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	const char *s = arena_vprintf(posts.db.arena, format, args);
	va_end(args);
	return s;
}

#define ORIGIN text("Origin: http://localhost:%u\r\n", posts.port)
#define TYPED "Content-Type: application/x-www-form-urlencoded\r\n"

static inline char *get(const char *target, const char *headers)
{
	return client_get(posts.db.arena, posts.port, target, headers);
}

/* A token for a browser with this cookie's value. */
static inline const char *token_for(const char *secret)
{
	struct request rq = { .arena = posts.db.arena, .form_secret = secret };
	return form_token_new(&rq);
}

/* As a browser of ours would send it: fields behind the token, in Anne's session. */
static inline char *send_as(const char *who, const char *target, const char *fields)
{
	const char *body = text("form=%s&%s", token_for(who), fields);
	return client_post(posts.db.arena, posts.port, target, text("%s%sCookie: session=%s\r\n", ORIGIN, TYPED, who), span_of(body));
}

static inline char *send_parts(const char *target, struct span parts)
{
	const char *head = text("--b0\r\nContent-Disposition: form-data; name=\"form\"\r\n\r\n%s\r\n", token_for(ANNE));
	struct out o = out_memory(posts.db.arena);
	out_text(&o, head);
	out_bytes(&o, parts.s, parts.n);
	const char *body = out_string(&o);
	return client_post(posts.db.arena, posts.port, target,
	                   text("%sContent-Type: multipart/form-data; boundary=b0\r\nCookie: session=%s\r\n", ORIGIN, ANNE),
	                   (struct span){ body, o.n });
}

static inline char *send_file(const char *target, const char *name, size_t size)
{
	struct out o = out_memory(posts.db.arena);
	out_text(&o, text("--b0\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
	                  "Content-Type: text/csv\r\n\r\n", name));
	char *bytes = arena_alloc(posts.db.arena, size + 1);
	memset(bytes, 'x', size);
	out_bytes(&o, bytes, size);
	out_text(&o, "\r\n--b0--\r\n");
	const char *parts = out_string(&o);
	return send_parts(target, (struct span){ parts, o.n });
}

#define FAILS(answer, status) do { \
	const char *answer_ = (answer); \
	assert_int_equal(client_status(answer_), (status)); \
	assert_int_equal(posts.calls, 0); \
} while (0)

#define SERVED(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

#endif
