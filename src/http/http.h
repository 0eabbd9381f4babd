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
	HTTP_UNAUTHORIZED = 401,
	HTTP_FORBIDDEN = 403,
	HTTP_NOT_FOUND = 404,
	HTTP_METHOD_NOT_ALLOWED = 405,
	HTTP_TOO_LARGE = 413,
	HTTP_WRONG_TYPE = 415,
	HTTP_TOO_MANY = 429,
	HTTP_ERROR = 500,
	HTTP_UNAVAILABLE = 503,
};

/* Where who is not logged in is sent, with ?next= for the way back. */
#define LOGIN_PATH "/login"

/* Why a request was refused, where the status alone does not say it. */
enum problem {
	PROBLEM_NONE,
	PROBLEM_OTHER_SITE, /* the form was sent from elsewhere */
	PROBLEM_FORM,       /* the form's token is missing, or of another session */
	PROBLEM_LOGGED_OUT, /* the session has ended since the page was shown */
	PROBLEM_READ_ONLY,  /* this server changes nothing */
};

/* The languages of the pages; bokmål is first. */
enum lang { LANG_NB, LANG_NN, LANG_EN };

struct route;
struct page;
struct form;
struct access;
struct request;
struct spool;

/* Who is logged in, or for whom a program asks. */
struct session {
	int64_t id, user_id; /* id 0: of a program's token */
	int64_t only_plan;   /* of a program's token: what else its user may do elsewhere, it may not; 0 for all plans */
	const char *name;   /* of the user, as the header shows it */
	bool administrator; /* of the site */
};

struct request {
	struct arena *arena;
	struct db *db;
	struct db_conn *conn; /* a snapshot for this request */
	struct err err;
	struct out body;
	enum lang lang;
	const struct access *access; /* who may do what; NULL where everybody is the public */
	struct session *session;     /* who asks, or NULL */
	int64_t plan_id;             /* of the path's {names}; 0 for none, and where nobody is logged in */
	bool internal; /* may read what is not published in that plan */
	const char *method;        /* "GET" or "POST" */
	const char *path;          /* "/plan/17" */
	const char *query;         /* "q=kraft&page=2", or "" */
	const char *content_type;  /* of the answer; text/html; charset=utf-8 at the start */
	const char *location;      /* of a redirection, or NULL */
	const char *download_name; /* sends the answer as a file of that name, or NULL */
	struct spool *download;    /* what download_write() wrote, in the place of body; NULL for nothing */
	const char *address;       /* who asks, as the network sees it: "192.0.2.7" */
	bool wants_csv;            /* rather than JSON (Accept) */
	const char *challenge;     /* with HTTP_UNAUTHORIZED: what is asked for (WWW-Authenticate), or NULL */
	const char *origin;        /* the site's own: "https://plan.example.no" */
	const struct form *form;   /* the body's fields, or NULL */
	const char *form_secret;   /* what form_token_new() binds to; NULL until there is one */
	bool personal;             /* the answer is for this browser only, and never kept */
	const char *cookies[4];    /* Set-Cookie lines of the answer (http/cookie.h) */
	unsigned n_cookies;
	const char *allow;         /* methods that the path has, where it has not this one */
	enum problem problem;      /* for the page that says why a request was refused */
	const struct route *route;
	const struct server *server; /* the server's own state */
	struct page *page;           /* what ui/page.h knows of the page being written */
	/* values of the path's {names}, filled by the router */
	struct { const char *name, *value; } param[4];
	unsigned params;
};

enum route_flags {
	ROUTE_CACHE = 1,  /* the public's answer depends on path, query, language and database only */
	ROUTE_TOKEN = 4,  /* for programs: who asks is known by a token (Authorization), never by a cookie; the answer
	                   * also depends on Accept */
	ROUTE_SECRET = 2, /* a POST needs no form of ours: its path has a secret that no other site knows */
};
/* Among the flags: the route takes files of up to 20 MB each, together so many MB; all others take none,
 * and a form of 64 kB. */
#define ROUTE_FILES(mb) ((unsigned)(mb) << 8)

struct route {
	const char *method;     /* "GET" or "POST" */
	const char *path;       /* "/plan/{plan}" */
	enum http_status (*handler)(struct request *);
	const char *permission; /* who may call it: "public", "plan.edit" (in the plan of the path) … */
	unsigned flags;
	const char *summary;    /* one sentence for the documentation */
};

/* What a {name} of paths stands for, so that a permission can be asked for in its plan. */
struct route_subject {
	const char *name; /* "group", of /group/{group} */
	/* *plan_id is 0 where there is nothing by that value. */
	bool (*plan_of)(struct request *rq, const char *value, int64_t *plan_id);
};

/* What a token that a program sent is worth. */
enum bearer { BEARER_GOOD, BEARER_UNKNOWN, BEARER_TOO_MANY };

/* How the server learns who asks and what they may do: filled by modules (module.h). */
struct access {
	/* From the token of a session's cookie; *session is NULL where it stands for no session (any more). */
	bool (*identify)(struct request *rq, const char *token, struct session **session);
	/* From the token of a program: fills *session where it is good. */
	bool (*bearer)(struct request *rq, const char *token, struct session **session, enum bearer *worth);
	/* Whether rq->session may; plan_id 0 for what belongs to no plan. A failure is a no. */
	bool (*may)(struct request *rq, const char *permission, int64_t plan_id);
	/* Whether there is such a permission, and whether it is asked for in a plan. */
	bool (*known)(const char *permission, bool *in_plan);
	const struct route_subject *const *subjects;
	size_t n_subjects;
	/* Everybody reads what is not published, and nobody changes anything (serve --internal). */
	bool all_read;
};

/* Whether who asks has a permission in a plan (0: of the site). */
bool request_may(struct request *rq, const char *permission, int64_t plan_id);

/* The value of {name} in the path as text, or as an identifier (0 where it is no number). */
const char *route_text(const struct request *rq, const char *name);
int64_t route_id(const struct request *rq, const char *name);

/* A parameter of the query string, decoded and valid UTF-8, or "" where missing. */
const char *query_text(struct request *rq, const char *name);
int64_t query_i64(struct request *rq, const char *name, int64_t otherwise);

/* A field of the form that was sent, or "" where missing: composed (NFC), lines ended by \n,
 * without other control characters. */
const char *form_text(const struct request *rq, const char *name);
int64_t form_i64(const struct request *rq, const char *name, int64_t otherwise);

/* A file that came with the form, spooled to disk. Its path is good until the request is answered. */
struct form_file {
	const char *name; /* as the sender calls it, without folders */
	const char *type; /* as the sender says, or "" */
	const char *path; /* NULL where it was too large */
	size_t size;
	bool too_large;   /* it alone, or with those before it; nothing is kept of it */
};
/* The nth (from 0) of those that a field has; NULL where so many were not chosen. */
const struct form_file *form_file(const struct request *rq, const char *name, size_t nth);

/* Answers a POST: sends the reader on to a page of ours by GET (303). A target that is not one,
 * such as an address of another site in ?next=, is taken for "/". */
enum http_status redirect_to(struct request *rq, const char *target);

/* Adds bytes to an answer that is too large for memory: it goes by way of the disk, instead of rq->body.
 * The handler sets download_name and content_type. */
bool download_write(struct request *rq, const void *bytes, size_t n);

/* Around what a handler waits for besides the database: meanwhile another request has its place. */
void request_lend(struct request *rq);
void request_take_back(struct request *rq);
/* db_write() for a request: while it waits for the disk another request has its place. Errors go
 * to rq->err. rq->conn keeps the snapshot of before. */
bool request_write(struct request *rq, db_write_fn *fn, void *arg);
/* Whether a target is a path of this site, in printable ASCII. */
bool path_is_local(const char *target);

#endif
