/* planverk serve: the pages, and the route that tells a proxy we are well. */
#include "module/system/system.h"

#include "base/str.h"
#include "http/server.h"
#include "ui/page.h"

#include <stdio.h>

/* The routes of all modules in one array. */
static const struct route *const *collect_routes(const struct command_context *ctx, size_t *n)
{
	*n = 0;
	for (const struct module *const *m = ctx->modules; *m; m++)
		*n += (*m)->n_routes;
	const struct route **routes = arena_array(ctx->arena, *n, sizeof *routes);
	size_t at = 0;
	for (const struct module *const *m = ctx->modules; *m; m++)
		for (size_t i = 0; i < (*m)->n_routes; i++)
			routes[at++] = &(*m)->routes[i];
	return routes;
}

static void announce(void *arg, const char *url)
{
	struct command_context *ctx = arg;
	out_format(ctx->out, "Open %s in a browser. Ctrl-C stops.\n", url);
	fflush(stdout);
}

bool system_run_serve(struct command_context *ctx)
{
	int64_t port, workers;
	if (!option_i64(ctx, "port", 8080, 0, 65535, &port) || !option_i64(ctx, "workers", 4, 1, 64, &workers))
		return false;
	struct server_options options = {
		.address = str_or(option(ctx, "address"), "127.0.0.1"),
		.port = (unsigned)port,
		.workers = (unsigned)workers,
		.db = ctx->db,
		.internal = option(ctx, "internal") != NULL,
		.error_page = page_error,
	};
	options.routes = collect_routes(ctx, &options.n_routes);
	return server_run(&options, announce, ctx, ctx->err);
}

/* The server has taken a snapshot of the database before it calls this. */
enum http_status system_healthz(struct request *rq)
{
	rq->content_type = "text/plain; charset=utf-8";
	out_text(&rq->body, "ok\n");
	return HTTP_OK;
}
