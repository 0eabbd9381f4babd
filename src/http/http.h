/*
 * Requests and routes, as modules see them. Only server.c knows libmicrohttpd.
 *
 * A route is a line in a module's table. Its handler runs on a worker thread
 * with an arena and a reading database connection of its own, both released
 * when the request has been answered. A handler writes its answer to rq->body
 * and returns the status.
 */
#ifndef PLANVERK_HTTP_H
#define PLANVERK_HTTP_H

#include "base/arena.h"
#include "base/err.h"
#include "base/out.h"
#include "db/db.h"

enum http_status {
	HTTP_OK = 200,
	HTTP_SEE_OTHER = 303,
	HTTP_BAD_REQUEST = 400,
	HTTP_FORBIDDEN = 403,
	HTTP_NOT_FOUND = 404,
	HTTP_METHOD_NOT_ALLOWED = 405,
	HTTP_TOO_LARGE = 413,
	HTTP_ERROR = 500,
	HTTP_UNAVAILABLE = 503,
};

/* The languages of the pages; bokmål is first. */
enum lang { LANG_NB, LANG_NN, LANG_EN };

struct route;
struct page;

struct request {
	struct arena *arena;
	struct db *db;
	struct db_conn *conn; /* a snapshot for this request */
	struct err err;
	struct out body;
	enum lang lang;
	bool internal; /* served for the planners on this machine: unpublished texts are shown */
	const char *path;          /* "/plan/17" */
	const char *query;         /* "q=kraft&page=2", or "" */
	const char *content_type;  /* of the answer; text/html; charset=utf-8 at the start */
	const char *location;      /* of a redirection, or NULL */
	const char *download_name; /* sends the answer as a file of that name, or NULL */
	const struct route *route;
	const struct server *server; /* the server's own state */
	struct page *page;           /* what ui/page.h knows of the page being written */
	/* values of the path's {names}, filled by the router */
	struct { const char *name, *value; } param[4];
	unsigned params;
};

enum route_flags {
	ROUTE_CACHE = 1, /* the answer depends on path, query, language and database only */
};

struct route {
	const char *method;     /* "GET" */
	const char *path;       /* "/plan/{plan}" */
	enum http_status (*handler)(struct request *);
	const char *permission; /* who may call it: "public" */
	unsigned flags;
	const char *summary;    /* one sentence for the documentation */
};

/* The value of {name} in the path as text, or as an identifier (0 where it is no number). */
const char *route_text(const struct request *rq, const char *name);
int64_t route_id(const struct request *rq, const char *name);

/* A parameter of the query string, decoded and valid UTF-8, or "" where missing. */
const char *query_text(struct request *rq, const char *name);
int64_t query_i64(struct request *rq, const char *name, int64_t otherwise);

#endif
