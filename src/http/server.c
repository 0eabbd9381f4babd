/*
 * The only file, with response.c, that knows libmicrohttpd.
 *
 * The library calls us with a request several times: on_target() when it has read the
 * request line, on_request() when it has the headers, on_request() again when the body is
 * over (here: none may come), and once more after a suspended request was resumed.
 * Answering at the first call closes the connection, so that is for what we refuse;
 * on_completed() ends each request. A worker hands over its answer by setting `response` before
 * it resumes the request; from then on the exchange is not its own.
 */
#include "http/server.h"

#include "base/log.h"
#include "http/answer.h"
#include "http/asset_url.h"
#include "http/compress.h"
#include "http/headers.h"
#include "http/language.h"
#include "http/listen.h"
#include "http/pool.h"
#include "http/response.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

#define TARGET_MAX 4096
#define THREADS 2
#define WORKERS 4
#define QUEUE_ROOM 1024
#define CACHE_BYTES ((size_t)16 << 20)
#define CONNECTIONS_MAX 900
#define CONNECTIONS_PER_ADDRESS 64
#define CONNECTION_MEMORY ((size_t)8 << 10) /* cleared after each request, so no larger than need be */
#define IDLE_SECONDS 20u
#define STOP_SECONDS 5
#define COMPRESS_FROM 1024u /* bytes; less is one packet anyhow */

struct server {
	struct server_options options;
	struct arena *arena;
	struct router *router;
	struct listener listener;
	struct MHD_Daemon *daemon;
	struct pool *pool;
	struct cache *cache;
	struct response **assets; /* beside assets[]; NULL for those that are not public */
	atomic_uint in_flight;
};

/* A request on its way. */
struct exchange {
	struct job job;
	struct server *server;
	struct MHD_Connection *connection;
	struct response *response; /* the answer, once there is one */
	bool seen;   /* on_request() has been called */
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

static struct reply reply_for(const struct request *rq, enum http_status status)
{
	enum lang chosen;
	return (struct reply){
		.status = status,
		.type = rq->content_type,
		.cache_control = "no-cache",
		.vary = "Accept-Language, Cookie, Accept-Encoding",
		.location = rq->location,
		.disposition = disposition(rq->arena, rq->download_name),
		.cookie = !language_in_query(rq->query, &chosen) ? NULL
			: arena_printf(rq->arena, "lang=%s; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax",
			               lang_code(chosen)),
	};
}

static const char *header(const struct exchange *x, const char *name)
{
	return MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, name);
}

static void work(struct job *job, struct arena *arena)
{
	struct exchange *x = (struct exchange *)job;
	struct server *s = x->server;
	const char *target = target_of(x);
	struct request rq = {
		.arena = arena,
		.lang = x->lang,
		.path = arena_strndup(arena, target, strcspn(target, "?")),
		.query = query_of(x),
		.server = s,
	};
	/* Read before the snapshot is taken: at worst the page is kept as older than it is. */
	uint64_t version = db_version(s->options.db);
	struct reply reply = reply_for(&rq, answer(&s->options, s->router, &rq));
	struct span body = { out_string(&rq.body), rq.body.n }, gzip = { 0 };
	bool keep = reply.status == HTTP_OK && rq.route->flags & ROUTE_CACHE;
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

static void *on_target(void *arg, const char *target, struct MHD_Connection *connection)
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

static void on_completed(void *arg, struct MHD_Connection *connection, void **context,
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
	free(x);
	*context = NULL;
	atomic_fetch_sub(&s->in_flight, 1);
}

/* In one plain sentence, where no handler is asked. */
static enum MHD_Result refuse(struct exchange *x, unsigned status, const char *sentence)
{
	struct reply reply = {
		.status = status,
		.type = "text/plain; charset=utf-8",
		.cache_control = "no-store",
		.allow = status == MHD_HTTP_METHOD_NOT_ALLOWED ? "GET, HEAD" : NULL,
		.forever = true,
	};
	x->response = response_new(&reply, span_of(sentence), (struct span){ 0 });
	return response_send(x->response, x->connection);
}

/* The headers of a request: refuses what is never served. */
static enum MHD_Result begin(struct exchange *x, const char *method)
{
	const struct server *s = x->server;
	if (!str_eq(method, "GET") && !str_eq(method, "HEAD"))
		return refuse(x, MHD_HTTP_METHOD_NOT_ALLOWED, "Only GET and HEAD are allowed here.\n");
	if (x->n > TARGET_MAX)
		return refuse(x, MHD_HTTP_URI_TOO_LONG, "The address is too long.\n");
	if (!headers_target_is_sound(target_of(x), x->n)
	    || headers_announce_body(header(x, "Content-Length"), header(x, "Transfer-Encoding")))
		return refuse(x, MHD_HTTP_BAD_REQUEST, "The request cannot be understood.\n");
	if (s->listener.loopback && !headers_host_is_local(header(x, "Host")))
		return refuse(x, MHD_HTTP_FORBIDDEN, "This server answers to the name localhost only; "
		                                     "a reverse proxy must send Host: localhost.\n");
	if (s->options.internal && (header(x, "X-Forwarded-For") || header(x, "Forwarded")))
		return refuse(x, MHD_HTTP_FORBIDDEN, "Internal pages are not served through a proxy.\n");
	return MHD_YES;
}

static enum MHD_Result serve_asset(struct exchange *x)
{
	const struct asset *asset = asset_at(target_of(x));
	if (!asset)
		return refuse(x, MHD_HTTP_NOT_FOUND, "There is no such file.\n");
	return response_send(x->server->assets[asset - assets], x->connection);
}

static const struct reply busy = {
	.status = HTTP_UNAVAILABLE,
	.type = "text/plain; charset=utf-8",
	.cache_control = "no-store",
	.retry_after = "2",
	.forever = true,
};

/* A whole request: answers it from memory, or hands it to a worker. */
static enum MHD_Result serve(struct exchange *x)
{
	struct MHD_Connection *c = x->connection;
	struct server *s = x->server;
	if (str_starts(target_of(x), "/assets/"))
		return serve_asset(x);
	const char *cookie = MHD_lookup_connection_value(c, MHD_COOKIE_KIND, "lang");
	x->lang = language_choose(query_of(x), cookie, header(x, "Accept-Language"));
	memcpy(x->key, lang_code(x->lang), LANG_CODE_SIZE);
	x->response = (struct response *)cache_get(s->cache, x->key, db_version(s->options.db));
	if (x->response)
		return response_send(x->response, c);
	MHD_suspend_connection(c);
	if (!pool_submit(s->pool, &x->job)) {
		x->response = response_new(&busy, SPAN("The server is busy; try again in a moment.\n"), (struct span){ 0 });
		MHD_resume_connection(c);
	}
	return MHD_YES;
}

static enum MHD_Result on_request(void *arg, struct MHD_Connection *connection, const char *path,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_size, void **context)
{
	(void)arg;
	(void)path;
	(void)version;
	(void)upload;
	(void)upload_size;
	struct exchange *x = *context;
	if (!x->seen) {
		x->seen = true;
		return begin(x, method);
	}
	return x->response ? response_send(x->response, connection) : serve(x);
}

/* ---- Starting and stopping ---- */

static void log_library(void *arg, const char *format, va_list args)
{
	(void)arg;
	char text[256];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	vsnprintf(text, sizeof text, format, args);
#pragma GCC diagnostic pop
	text[strcspn(text, "\n")] = '\0';
	log_debug("libmicrohttpd: %s", text); /* mostly about clients that went away */
}

static void load_assets(struct server *s)
{
	s->assets = arena_array(s->arena, assets_len, sizeof *s->assets);
	for (size_t i = 0; i < assets_len; i++) {
		const struct asset *a = &assets[i];
		if (!asset_is_public(a))
			continue;
		struct reply reply = {
			.status = HTTP_OK,
			.type = asset_type(a),
			.cache_control = "public, max-age=31536000, immutable",
			.vary = a->gzip ? "Accept-Encoding" : NULL,
			.etag = true,
			.forever = true,
		};
		s->assets[i] = response_new(&reply, (struct span){ (const char *)a->bytes, a->size },
		                            (struct span){ (const char *)a->gzip, a->gzip_size });
	}
}

static bool start_daemon(struct server *s, struct err *err)
{
	/* Behind a proxy on this machine all clients have one address. */
	unsigned per_address = s->listener.loopback ? 0 : CONNECTIONS_PER_ADDRESS;
	s->daemon = MHD_start_daemon(
		MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0,
		NULL, NULL, on_request, s,
		MHD_OPTION_EXTERNAL_LOGGER, log_library, NULL, /* first: it is used for what follows */
		MHD_OPTION_LISTEN_SOCKET, s->listener.fd,
		MHD_OPTION_THREAD_POOL_SIZE, s->options.threads,
		MHD_OPTION_URI_LOG_CALLBACK, on_target, s,
		MHD_OPTION_NOTIFY_COMPLETED, on_completed, s,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
		MHD_OPTION_PER_IP_CONNECTION_LIMIT, per_address,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY,
		MHD_OPTION_CONNECTION_TIMEOUT, IDLE_SECONDS,
		MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_END);
	return s->daemon || err_system(err, "Cannot start the HTTP server; is the limit of open files "
	                               "(ulimit -n) below %d?", CONNECTIONS_MAX);
}

struct server *server_start(const struct server_options *options, struct err *err)
{
	struct server *s = calloc(1, sizeof *s);
	if (!s)
		out_of_memory();
	s->arena = arena_new();
	s->options = *options;
	s->options.threads = options->threads ? options->threads : THREADS;
	s->options.workers = options->workers ? options->workers : WORKERS;
	s->listener.fd = -1;
	s->cache = cache_new(options->cache_bytes ? options->cache_bytes : CACHE_BYTES);
	load_assets(s);
	bool ok = (s->router = router_new(s->arena, options->routes, options->n_routes, err))
	          && listen_on(options->address, options->port, &s->listener, err);
	if (ok && options->internal && !s->listener.loopback)
		ok = err_input(err, "Internal pages are for this machine only: use --address 127.0.0.1, not %s",
		               options->address);
	ok = ok && (s->pool = pool_new(s->options.workers, QUEUE_ROOM, err)) && start_daemon(s, err);
	if (ok)
		return s;
	server_stop(s);
	return NULL;
}

const char *server_url(const struct server *s)
{
	return s->listener.url;
}

/* No new connections, then no new jobs; what was answered gets a while to be sent. */
static void stop_daemon(struct server *s)
{
	MHD_quiesce_daemon(s->daemon);
	pool_stop(s->pool);
	for (int i = 0; i < STOP_SECONDS * 100 && atomic_load(&s->in_flight) > 0; i++)
		usleep(10000);
	MHD_stop_daemon(s->daemon);
}

void server_stop(struct server *s)
{
	if (s->daemon)
		stop_daemon(s);
	else if (s->pool)
		pool_stop(s->pool);
	pool_free(s->pool);
	cache_free(s->cache);
	for (size_t i = 0; i < assets_len; i++)
		if (s->assets[i])
			cache_value_release(&s->assets[i]->value);
	if (s->listener.fd >= 0)
		close(s->listener.fd);
	arena_free(s->arena);
	free(s);
}

bool server_run(const struct server_options *options, void (*ready)(void *arg, const char *url),
                void *arg, struct err *err)
{
	/* Blocked before any thread is started, so that only this one takes the signals. */
	sigset_t signals;
	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	struct server *s = server_start(options, err);
	if (!s)
		return false;
	log_info("serving %s at %s with %u workers", db_where(options->db), server_url(s), s->options.workers);
	if (ready)
		ready(arg, server_url(s));
	int signal_number;
	sigwait(&signals, &signal_number);
	log_info("stopping");
	server_stop(s);
	return true;
}
