/*
 * The HTTP server: routes to handlers, pages from a cache, embedded files.
 *
 * libmicrohttpd's threads parse requests and send what is ready: embedded files
 * and cached pages. Every other request is suspended, answered by a worker with
 * an arena and a database snapshot of its own, and resumed; a slow handler does
 * not hold up what is cached. GET, HEAD and POST are served.
 *
 * A page of a route with ROUTE_CACHE is kept by path, query and language for as
 * long as the database does not change. Only the public's pages are kept, and
 * only who sends no session is given one of them.
 */
#ifndef PLANVERK_HTTP_SERVER_H
#define PLANVERK_HTTP_SERVER_H

#include "http/http.h"

struct server_options {
	const char *address; /* "127.0.0.1" */
	unsigned port;       /* 0 for any free one */
	unsigned threads;    /* that talk to clients; 0 for 2 */
	unsigned workers;    /* that run handlers; 0 for 4 */
	size_t cache_bytes;  /* 0 for 16 MB */
	struct db *db;
	const char *public_url; /* how readers reach it through a proxy, "https://plan.example.no"; or NULL */
	const struct access *access; /* who may do what; NULL: everybody is the public. all_read needs a
	                              * loopback address */
	const struct route *const *routes;
	size_t n_routes;
	/* Writes a whole page to rq->body for what no handler answers. reference is what the
	 * log names the failure by, or NULL. */
	void (*error_page)(struct request *rq, enum http_status status, const char *reference);
};

struct server;

/* Starts serving; what the options point to must stay until server_stop(). NULL, with err set,
 * where the port is in use, the routes contradict one another, … */
struct server *server_start(const struct server_options *options, struct err *err);

/* Where it is: "http://127.0.0.1:8080". */
const char *server_url(const struct server *s);

/* All routes that it serves: n of them. */
const struct route *const *server_routes(const struct server *s, size_t *n);

/* Takes no more connections, answers what has been asked (for up to five seconds), and ends. */
void server_stop(struct server *s);

/* Serves until SIGINT or SIGTERM. ready (may be NULL) is called once requests are answered. */
bool server_run(const struct server_options *options, void (*ready)(void *arg, const char *url),
                void *arg, struct err *err);

#endif
