/*
 * A server with a few routes of its own over an empty database, for tests of the server.
 *
 *	/hello       kept in the cache; counts how often it was made
 *	/plain       not kept
 *	/item/{name} shows its name and ?q=
 *	/slow        takes as long as sample_hold says
 *	/fail        fails
 *	/file        a download
 */
#ifndef PLANVERK_TESTS_HTTP_SAMPLE_H
#define PLANVERK_TESTS_HTTP_SAMPLE_H

#include "support.h"

#include "base/str.h"
#include "http/server.h"
#include "ui/page.h"
#include "ui/translate.h"

#include <pthread.h>
#include <stdatomic.h>

static atomic_int sample_made, sample_waiting;
static pthread_mutex_t sample_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t sample_released = PTHREAD_COND_INITIALIZER;
static bool sample_hold;

static enum http_status sample_hello(struct request *rq)
{
	atomic_fetch_add(&sample_made, 1);
	page_begin(rq, tr_lang(LANG_EN, "Planverk"));
	for (int i = 0; i < 50; i++)
		html(&rq->body, "<p>hello %s</p>\n", lang_code(rq->lang));
	return page_end(rq);
}

static enum http_status sample_plain(struct request *rq)
{
	html(&rq->body, "<p>plain</p>");
	return HTTP_OK;
}

static enum http_status sample_item(struct request *rq)
{
	html(&rq->body, "<p>%s|%s|%lld</p>", route_text(rq, "name"), query_text(rq, "q"),
	     (long long)query_i64(rq, "n", -1));
	return HTTP_OK;
}

/* Until the test lets it go. */
static enum http_status sample_slow(struct request *rq)
{
	pthread_mutex_lock(&sample_mutex);
	atomic_fetch_add(&sample_waiting, 1);
	while (sample_hold)
		pthread_cond_wait(&sample_released, &sample_mutex);
	atomic_fetch_sub(&sample_waiting, 1);
	pthread_mutex_unlock(&sample_mutex);
	html(&rq->body, "slow");
	return HTTP_OK;
}

static enum http_status sample_fail(struct request *rq)
{
	html(&rq->body, "half a page");
	err_system(&rq->err, "the secret detail");
	return HTTP_ERROR;
}

static enum http_status sample_file(struct request *rq)
{
	rq->content_type = "text/csv; charset=utf-8";
	rq->download_name = "tall å.csv";
	out_text(&rq->body, "a,b\n");
	return HTTP_OK;
}

static const struct route sample_routes[] = {
	{ "GET", "/hello", sample_hello, "public", ROUTE_CACHE, "" },
	{ "GET", "/plain", sample_plain, "public", 0, "" },
	{ "GET", "/item/{name}", sample_item, "public", 0, "" },
	{ "GET", "/slow", sample_slow, "public", 0, "" },
	{ "GET", "/fail", sample_fail, "public", 0, "" },
	{ "GET", "/file", sample_file, "public", 0, "" },
};

struct sample {
	struct test_db db;
	struct server *server;
	unsigned port;
};

static const struct access sample_internal = { .all_read = true };

static inline struct sample *sample_start(bool internal)
{
	static const struct route *routes[ARRAY_LEN(sample_routes)];
	for (size_t i = 0; i < ARRAY_LEN(sample_routes); i++)
		routes[i] = &sample_routes[i];
	void *db = NULL;
	assert_int_equal(test_setup_sqlite(&db), 0);
	struct sample *s = calloc(1, sizeof *s);
	s->db = *(struct test_db *)db;
	free(db);
	struct server_options options = {
		.address = "127.0.0.1", .workers = 4, .db = s->db.db, .access = internal ? &sample_internal : NULL,
		.routes = routes, .n_routes = ARRAY_LEN(routes), .error_page = page_error,
	};
	struct err err = { 0 };
	s->server = server_start(&options, &err);
	assert_ok(s->server, err);
	s->port = (unsigned)strtoul(strrchr(server_url(s->server), ':') + 1, NULL, 10);
	return s;
}

static inline void sample_stop(struct sample *s)
{
	server_stop(s->server);
	void *db = calloc(1, sizeof s->db);
	*(struct test_db *)db = s->db;
	free(s);
	test_teardown(&db);
}

#endif
