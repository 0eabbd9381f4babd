/*
 * Starts and stops: the socket, libmicrohttpd's threads, the workers, and what lies ready in
 * memory: embedded files and the pages for what is refused. exchange.c answers requests.
 */
#include "http/server_internal.h"

#include "base/log.h"
#include "base/str.h"
#include "http/asset_url.h"
#include "http/cookie.h"
#include "http/guard.h"

#include <signal.h>
#include <unistd.h>

#define THREADS 2
#define WORKERS 4
#define QUEUE_ROOM 1024
#define CACHE_BYTES ((size_t)16 << 20)
#define CONNECTIONS_MAX 900
#define CONNECTIONS_PER_ADDRESS 64
#define CONNECTION_MEMORY ((size_t)8 << 10) /* cleared after each request, so no larger than need be */
#define IDLE_SECONDS 20u
#define STOP_SECONDS 5

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

/* A page for each language and each thing that is refused before a worker is asked. */
static void load_stock(struct server *s)
{
	static const struct {
		enum http_status status;
		const char *allow, *retry_after;
	} stock[STOCKS] = {
		[STOCK_BAD_REQUEST] = { HTTP_BAD_REQUEST, NULL, NULL },
		[STOCK_METHOD] = { HTTP_METHOD_NOT_ALLOWED, "GET, HEAD, POST", NULL },
		[STOCK_TOO_LARGE] = { HTTP_TOO_LARGE, NULL, NULL },
		[STOCK_BUSY] = { HTTP_UNAVAILABLE, NULL, "2" },
	};
	for (size_t i = 0; i < STOCKS; i++) {
		for (size_t lang = 0; lang < LANGUAGES; lang++) {
			struct request rq = { .arena = s->arena, .lang = (enum lang)lang, .method = "GET", .path = "/", .query = "" };
			rq.body = out_memory(s->arena);
			s->options.error_page(&rq, stock[i].status, NULL);
			struct reply reply = {
				.status = stock[i].status,
				.type = "text/html; charset=utf-8",
				.cache_control = "no-store",
				.allow = stock[i].allow,
				.retry_after = stock[i].retry_after,
			};
			s->stock[i][lang] = response_new(&reply, (struct span){ out_string(&rq.body), rq.body.n }, (struct span){ 0 });
		}
	}
}

static bool start_daemon(struct server *s, struct err *err)
{
	/* Behind a proxy on this machine all clients have one address. */
	unsigned per_address = s->listener.loopback ? 0 : CONNECTIONS_PER_ADDRESS;
	s->daemon = MHD_start_daemon(
		MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0,
		NULL, NULL, exchange_continue, s,
		MHD_OPTION_EXTERNAL_LOGGER, log_library, NULL, /* first: it is used for what follows */
		MHD_OPTION_LISTEN_SOCKET, s->listener.fd,
		MHD_OPTION_THREAD_POOL_SIZE, s->options.threads,
		MHD_OPTION_URI_LOG_CALLBACK, exchange_begin, s,
		MHD_OPTION_NOTIFY_COMPLETED, exchange_end, s,
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
	bool secure = options->public_url && str_starts(options->public_url, "https:");
	s->session_cookie = cookie_name(COOKIE_SESSION, secure);
	s->form_cookie = cookie_name(COOKIE_FORM, secure);
	load_assets(s);
	load_stock(s);
	bool ok = guard_check_routes(options->access, options->routes, options->n_routes, err)
	          && (s->router = router_new(s->arena, options->routes, options->n_routes, err))
	          && listen_on(options->address, options->port, &s->listener, err);
	if (ok && options->access && options->access->all_read && !s->listener.loopback)
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

const struct route *const *server_routes(const struct server *s, size_t *n)
{
	*n = s->options.n_routes;
	return s->options.routes;
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
	for (size_t i = 0; i < STOCKS; i++)
		for (size_t lang = 0; lang < LANGUAGES; lang++)
			cache_value_release(&s->stock[i][lang]->value);
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

void request_lend(struct request *rq)
{
	if (rq->server)
		pool_lend(rq->server->pool);
}

void request_take_back(struct request *rq)
{
	if (rq->server)
		pool_take_back(rq->server->pool);
}

bool request_write(struct request *rq, db_write_fn *fn, void *arg)
{
	request_lend(rq);
	bool ok = db_write(rq->db, fn, arg, &rq->err);
	request_take_back(rq);
	return ok;
}
