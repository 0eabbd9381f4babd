/* planverk serve: the pages, and the route that tells a proxy we are well. */
#include "module/system/system.h"

#include "base/str.h"
#include "http/server.h"
#include "ui/page.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

/* It is compared with what browsers say a form comes from. */
bool system_public_url(struct arena *a, const char *given, const char **origin, struct err *err)
{
	struct span s = span_of(given);
	while (s.n > 0 && s.s[s.n - 1] == '/')
		s.n--;
	size_t scheme = span_starts(s, "https://") ? 8 : span_starts(s, "http://") ? 7 : 0;
	struct span host = { s.s + scheme, s.n - scheme };
	for (size_t i = 0; i < host.n; i++)
		if (host.s[i] <= ' ' || host.s[i] > '~' || host.s[i] == '/' || (host.s[i] >= 'A' && host.s[i] <= 'Z'))
			host.n = 0;
	if (!scheme || host.n == 0)
		return err_input(err, "--public-url is the address without a path, in small letters, "
		                 "such as https://plan.example.no; not %s", given);
	*origin = arena_strndup(a, s.s, s.n);
	return true;
}

/* ---- What is done beside the pages ---- */

#define CHORE_SECONDS 2

/* A thread of its own for all modules' chores, which sleeps in between. */
struct chores {
	struct command_context *ctx;
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t ended;
	atomic_bool stopping;
};

static void *do_chores(void *arg)
{
	struct chores *c = arg;
	while (!atomic_load(&c->stopping)) {
		for (const struct module *const *m = c->ctx->modules; *m; m++)
			for (size_t i = 0; i < (*m)->n_chores; i++)
				(*m)->chores[i].run(c->ctx->db, &c->stopping);
		struct timespec until;
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec += CHORE_SECONDS;
		pthread_mutex_lock(&c->mutex);
		if (!atomic_load(&c->stopping))
			pthread_cond_timedwait(&c->ended, &c->mutex, &until);
		pthread_mutex_unlock(&c->mutex);
	}
	return NULL;
}

/* Signals are for the thread that waits for them in server_run(). */
static bool chores_start(struct chores *c, struct err *err)
{
	sigset_t all, before;
	sigfillset(&all);
	pthread_mutex_init(&c->mutex, NULL);
	pthread_cond_init(&c->ended, NULL);
	pthread_sigmask(SIG_BLOCK, &all, &before);
	bool started = pthread_create(&c->thread, NULL, do_chores, c) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return started || err_system(err, "A thread could not be started");
}

static void chores_stop(struct chores *c)
{
	pthread_mutex_lock(&c->mutex);
	atomic_store(&c->stopping, true);
	pthread_cond_signal(&c->ended);
	pthread_mutex_unlock(&c->mutex);
	pthread_join(c->thread, NULL);
}

/* ---- planverk serve ---- */

static void announce(void *arg, const char *url)
{
	struct command_context *ctx = arg;
	out_format(ctx->out, "Open %s in a browser. Ctrl-C stops.\n", url);
	fflush(stdout);
}

bool system_run_serve(struct command_context *ctx)
{
	int64_t port, workers;
	const char *given = option(ctx, "public-url"), *public_url = NULL;
	if (!option_i64(ctx, "port", 8080, 0, 65535, &port) || !option_i64(ctx, "workers", 4, 1, 64, &workers)
	    || (given && !system_public_url(ctx->arena, given, &public_url, ctx->err)))
		return false;
	struct access *access = module_access(ctx->arena, ctx->modules);
	access->all_read = option(ctx, "internal") != NULL;
	struct server_options options = {
		.address = str_or(option(ctx, "address"), "127.0.0.1"),
		.port = (unsigned)port,
		.workers = (unsigned)workers,
		.db = ctx->db,
		.public_url = public_url,
		.access = access,
		.error_page = page_error,
	};
	options.routes = module_routes(ctx->arena, ctx->modules, &options.n_routes);
	struct chores chores = { .ctx = ctx };
	if (!access->all_read && !chores_start(&chores, ctx->err))
		return false;
	bool ok = server_run(&options, announce, ctx, ctx->err);
	if (!access->all_read)
		chores_stop(&chores);
	return ok;
}

/* The server has taken a snapshot of the database before it calls this. */
enum http_status system_healthz(struct request *rq)
{
	rq->content_type = "text/plain; charset=utf-8";
	out_text(&rq->body, "ok\n");
	return HTTP_OK;
}

/* What is secret or changes by the query is nothing to find; the plans are. */
enum http_status system_robots(struct request *rq)
{
	rq->content_type = "text/plain; charset=utf-8";
	out_text(&rq->body, "User-agent: *\nDisallow: /receipt/\nDisallow: /subscription/\nDisallow: /search\nDisallow: /login\n");
	return HTTP_OK;
}
