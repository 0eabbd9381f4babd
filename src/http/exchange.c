/*
 * One request after another, between libmicrohttpd and the workers.
 *
 * The library calls us with a request several times: exchange_begin() when it has read the
 * request line, exchange_continue() when it has the headers, again for each piece of a body
 * and when the body is over, and once more after a suspended request was resumed. Answering
 * at the call for the headers closes the connection, so that is for what we refuse.
 * exchange_end() ends each request. A worker hands over its answer by setting `response`
 * before it resumes the request; from then on the exchange is not its own.
 */
#include "http/server_internal.h"

#include "base/asset.h"
#include "base/clock.h"
#include "base/log.h"
#include "http/answer.h"
#include "http/asset_url.h"
#include "http/body.h"
#include "http/compress.h"
#include "http/cookie.h"
#include "http/headers.h"
#include "http/language.h"
#include "http/limit.h"

#include <arpa/inet.h>

#define TARGET_MAX 4096
#define COMPRESS_FROM 1024u /* bytes; less is one packet anyhow */

/* A request on its way. */
struct exchange {
	struct job job;
	struct server *server;
	struct MHD_Connection *connection;
	struct response *response; /* the answer, once there is one */
	struct body *body;         /* of a POST */
	enum http_status body_status;
	bool seen;   /* the headers have come */
	bool post;
	enum lang lang;
	size_t n;    /* bytes of the target */
	char key[];  /* the language's code, then the target: "nb/plan/17?q=kraft" */
};

#define LANG_CODE_SIZE 2u

static const char *target_of(const struct exchange *x)
{
	return x->key + LANG_CODE_SIZE;
}

static const char *query_of(const struct exchange *x)
{
	const char *mark = strchr(target_of(x), '?');
	return mark ? mark + 1 : "";
}

static const char *header(const struct exchange *x, const char *name)
{
	return MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, name);
}

static const char *cookie(const struct exchange *x, const char *name)
{
	return MHD_lookup_connection_value(x->connection, MHD_COOKIE_KIND, name);
}

/* ---- What is known of who asks ---- */

/*
 * The client's address. Behind a proxy on this machine (a loopback address with --public-url)
 * it is the last one of X-Forwarded-For: the one that the proxy itself has seen and added.
 */
static const char *client_address(const struct exchange *x, struct arena *a)
{
	const struct server *s = x->server;
	const char *forwarded = s->listener.loopback && s->options.public_url ? header(x, "X-Forwarded-For") : NULL;
	if (forwarded) {
		const char *comma = strrchr(forwarded, ',');
		struct span last = span_trim(span_of(comma ? comma + 1 : forwarded));
		return arena_strndup(a, last.s, last.n < INET6_ADDRSTRLEN ? last.n : INET6_ADDRSTRLEN);
	}
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	char *text = arena_alloc(a, INET6_ADDRSTRLEN);
	const struct sockaddr *sa = info ? info->client_addr : NULL;
	if (sa && sa->sa_family == AF_INET)
		inet_ntop(AF_INET, &((const struct sockaddr_in *)sa)->sin_addr, text, INET6_ADDRSTRLEN);
	else if (sa && sa->sa_family == AF_INET6)
		inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)sa)->sin6_addr, text, INET6_ADDRSTRLEN);
	return text;
}

/* Where our own pages come from, as a browser names it. */
static const char *own_origin(const struct exchange *x, struct arena *a)
{
	const char *host = header(x, "Host");
	return x->server->options.public_url ? x->server->options.public_url
		: arena_printf(a, "http://%s", host ? host : "");
}

static struct request request_of(const struct exchange *x, struct arena *a)
{
	const char *target = target_of(x);
	return (struct request){
		.arena = a,
		.lang = x->lang,
		.method = x->post ? "POST" : "GET",
		.path = arena_strndup(a, target, strcspn(target, "?")),
		.query = query_of(x),
		.server = x->server,
		.address = client_address(x, a),
		.origin = own_origin(x, a),
		.wants_csv = headers_prefer_csv(header(x, "Accept")),
	};
}

static struct incoming incoming_of(const struct exchange *x)
{
	return (struct incoming){
		.session_cookie = cookie(x, x->server->session_cookie),
		.form_cookie = cookie(x, x->server->form_cookie),
		.sec_fetch_site = header(x, "Sec-Fetch-Site"),
		.origin = header(x, "Origin"),
		.bearer = headers_bearer(header(x, "Authorization")),
		.body_status = x->body_status,
		.form = x->body && x->body_status == HTTP_OK ? body_form(x->body) : NULL,
	};
}

/* ---- Workers ---- */

static const char *disposition(struct arena *a, const char *name)
{
	if (!name)
		return NULL;
	struct out o = out_memory(a);
	out_text(&o, "attachment; filename*=UTF-8''"); /* RFC 6266 */
	url(&o, "%s", name);
	return out_string(&o);
}

#define TEXT_OF_(n) #n
#define TEXT_OF(n) TEXT_OF_(n)

/* Who asks for nothing but a page in a language: what was kept of it will do. */
static bool asks_plainly(const struct exchange *x)
{
	return !x->post && !cookie(x, x->server->session_cookie) && !headers_bearer(header(x, "Authorization"))
	       && !headers_prefer_csv(header(x, "Accept"));
}

static struct reply reply_for(const struct request *rq, enum http_status status)
{
	return (struct reply){
		.status = status,
		.type = rq->content_type,
		/* Not even the reader's own browser keeps what is shown to who is logged in. */
		.cache_control = rq->session || rq->personal ? "no-store" : "no-cache",
		.vary = rq->route && rq->route->flags & ROUTE_TOKEN ? "Accept, Authorization, Accept-Encoding"
		        : "Accept-Language, Cookie, Accept-Encoding",
		.location = rq->location,
		.disposition = disposition(rq->arena, rq->download_name),
		.cookies = rq->cookies,
		.n_cookies = rq->n_cookies,
		.spool = rq->download,
		.allow = status == HTTP_METHOD_NOT_ALLOWED ? rq->allow : NULL,
		.retry_after = status == HTTP_TOO_MANY ? TEXT_OF(LIMIT_WINDOW_SECONDS) : NULL,
		.challenge = status == HTTP_UNAUTHORIZED ? rq->challenge : NULL,
	};
}

/* What a kept page is good for: nothing has been committed, and it is still the same day, for pages tell
 * what is open and what happens now. A commit never comes near the bits of the day. */
static uint64_t page_version(const struct server *s)
{
	return db_version(s->options.db) ^ (uint64_t)date_days(date_at(clock_now())) << 40;
}

static void work(struct job *job, struct arena *arena)
{
	struct exchange *x = (struct exchange *)job;
	struct server *s = x->server;
	struct request rq = request_of(x, arena);
	struct incoming in = incoming_of(x);
	enum lang chosen;
	if (language_in_query(rq.query, &chosen))
		cookie_send_language(&rq, chosen);
	bool plain = asks_plainly(x);
	/* Read before the snapshot is taken: at worst the page is kept as older than it is. */
	uint64_t version = page_version(s);
	enum http_status status = answer(&s->options, s->router, &rq, &in);
	bool keep = plain && !rq.personal && status == HTTP_OK && rq.route->flags & ROUTE_CACHE;
	struct reply reply = reply_for(&rq, status);
	struct span body = { out_string(&rq.body), rq.body.n }, gzip = { 0 };
	/* Compressing costs as much as making the page: not for those who could not read it. */
	if (keep && body.n >= COMPRESS_FROM && headers_accept_gzip(header(x, "Accept-Encoding")))
		gzip = compress_gzip(arena, body);
	reply.etag = keep;
	x->response = response_new(&reply, body, gzip);
	if (keep)
		cache_put(s->cache, x->key, version, &x->response->value);
	MHD_resume_connection(x->connection);
}

/* ---- Requests ---- */

void *exchange_begin(void *arg, const char *target, struct MHD_Connection *connection)
{
	struct server *s = arg;
	size_t n = strnlen(target, TARGET_MAX + 1);
	struct exchange *x = calloc(1, sizeof *x + LANG_CODE_SIZE + n + 1);
	if (!x)
		out_of_memory();
	x->job.run = work;
	x->server = s;
	x->connection = connection;
	x->n = n;
	memcpy(x->key + LANG_CODE_SIZE, target, n);
	atomic_fetch_add(&s->in_flight, 1);
	return x;
}

void exchange_end(void *arg, struct MHD_Connection *connection, void **context,
                  enum MHD_RequestTerminationCode how)
{
	(void)connection;
	(void)how;
	struct server *s = arg;
	struct exchange *x = *context;
	if (!x)
		return;
	if (x->response)
		cache_value_release(&x->response->value);
	body_free(x->body);
	free(x);
	*context = NULL;
	atomic_fetch_sub(&s->in_flight, 1);
}

/* With a page that was made at the start. */
static enum MHD_Result refuse(struct exchange *x, enum stock stock)
{
	struct response *r = x->server->stock[stock][x->lang];
	atomic_fetch_add(&r->value.holders, 1);
	x->response = r;
	return response_send(r, x->connection);
}

/* In one plain sentence, for what no browser shows to a reader. */
static enum MHD_Result refuse_plainly(struct exchange *x, unsigned status, const char *sentence)
{
	struct reply reply = {
		.status = status,
		.type = "text/plain; charset=utf-8",
		.cache_control = "no-store",
		.forever = true,
	};
	x->response = response_new(&reply, span_of(sentence), (struct span){ 0 });
	return response_send(x->response, x->connection);
}

/*
 * A body is about to come. What it may hold depends on the route, and an upload is taken only
 * from who may call it, so that nobody else fills the disk: that is looked up here, on the
 * library's thread. All else waits for the worker, which answers whatever this decides. False
 * where so much is announced that it is not even read.
 */
static bool begin_body(struct exchange *x, const char *length)
{
	int64_t announced = 0;
	struct server *s = x->server;
	struct arena *a = arena_new();
	struct request rq = request_of(x, a);
	struct incoming in = incoming_of(x);
	size_t files_max = router_find(s->router, &rq) ? route_files_max(rq.route) : 0;
	if (files_max && !answer_admits(&s->options, &rq, &in))
		files_max = 0;
	x->body = body_new(x->connection, files_max);
	arena_free(a);
	return !length || (str_to_i64(length, &announced) && announced <= (int64_t)body_most(files_max));
}

/* The headers of a request: refuses what is never served. */
static enum MHD_Result begin(struct exchange *x, const char *method)
{
	const struct server *s = x->server;
	x->lang = language_choose(query_of(x), cookie(x, cookie_name(COOKIE_LANGUAGE, false)), header(x, "Accept-Language"));
	memcpy(x->key, lang_code(x->lang), LANG_CODE_SIZE);
	x->post = str_eq(method, "POST");
	const char *length = header(x, "Content-Length");
	if (!x->post && !str_eq(method, "GET") && !str_eq(method, "HEAD"))
		return refuse(x, STOCK_METHOD);
	if (x->n > TARGET_MAX)
		return refuse_plainly(x, MHD_HTTP_URI_TOO_LONG, "The address is too long.\n");
	if (!headers_target_is_sound(target_of(x), x->n)
	    || (!x->post && headers_announce_body(length, header(x, "Transfer-Encoding"))))
		return refuse(x, STOCK_BAD_REQUEST);
	if (s->listener.loopback && !headers_host_is_local(header(x, "Host")))
		return refuse_plainly(x, MHD_HTTP_FORBIDDEN, "This server answers to the name localhost only; "
		                      "a reverse proxy must send Host: localhost.\n");
	if (s->options.access && s->options.access->all_read && (header(x, "X-Forwarded-For") || header(x, "Forwarded")))
		return refuse_plainly(x, MHD_HTTP_FORBIDDEN, "Internal pages are not served through a proxy.\n");
	return !x->post || begin_body(x, length) ? MHD_YES : refuse(x, STOCK_TOO_LARGE);
}

static enum MHD_Result serve_asset(struct exchange *x)
{
	const struct asset *asset = asset_at(target_of(x));
	if (!asset || x->post)
		return refuse_plainly(x, MHD_HTTP_NOT_FOUND, "There is no such file.\n");
	return response_send(x->server->assets[asset - assets], x->connection);
}

/* A whole request: answers it from memory, or hands it to a worker. */
static enum MHD_Result serve(struct exchange *x)
{
	struct server *s = x->server;
	if (str_starts(target_of(x), "/assets/"))
		return serve_asset(x);
	if (x->post)
		x->body_status = body_end(x->body);
	else if (asks_plainly(x))
		x->response = (struct response *)cache_get(s->cache, x->key, page_version(s));
	if (x->response)
		return response_send(x->response, x->connection);
	MHD_suspend_connection(x->connection);
	if (!pool_submit(s->pool, &x->job)) {
		x->response = s->stock[STOCK_BUSY][x->lang];
		atomic_fetch_add(&x->response->value.holders, 1);
		MHD_resume_connection(x->connection);
	}
	return MHD_YES;
}

enum MHD_Result exchange_continue(void *arg, struct MHD_Connection *connection, const char *path,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_size, void **context)
{
	(void)arg;
	(void)path;
	(void)version;
	struct exchange *x = *context;
	if (!x->seen) {
		x->seen = true;
		return begin(x, method);
	}
	if (*upload_size > 0) {
		size_t n = *upload_size;
		*upload_size = 0;
		return x->body && body_take(x->body, upload, n) ? MHD_YES : MHD_NO;
	}
	return x->response ? response_send(x->response, connection) : serve(x);
}
