/* planverk serve: the pages, and the route that tells a proxy we are well. */
#include "module/system/system.h"

#include "base/str.h"
#include "http/server.h"
#include "ui/page.h"

#include <stdio.h>

/*
 * How readers reach the site, without a "/" at its end: what their browsers say a form comes
 * from. NULL where the option was not given.
 */
static bool read_public_url(const struct command_context *ctx, const char **origin)
{
	const char *given = option(ctx, "public-url");
	*origin = NULL;
	if (!given)
		return true;
	struct span s = span_of(given);
	while (s.n > 0 && s.s[s.n - 1] == '/')
		s.n--;
	size_t scheme = span_starts(s, "https://") ? 8 : span_starts(s, "http://") ? 7 : 0;
	struct span host = { s.s + scheme, s.n - scheme };
	for (size_t i = 0; i < host.n; i++)
		if (host.s[i] <= ' ' || host.s[i] > '~' || host.s[i] == '/' || (host.s[i] >= 'A' && host.s[i] <= 'Z'))
			host.n = 0;
	if (!scheme || host.n == 0)
		return err_input(ctx->err, "--public-url is the address without a path, in small letters, "
		                 "such as https://plan.example.no; not %s", given);
	*origin = arena_strndup(ctx->arena, s.s, s.n);
	return true;
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
	const char *public_url;
	if (!option_i64(ctx, "port", 8080, 0, 65535, &port) || !option_i64(ctx, "workers", 4, 1, 64, &workers)
	    || !read_public_url(ctx, &public_url))
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
	return server_run(&options, announce, ctx, ctx->err);
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
	out_text(&rq->body, "User-agent: *\nDisallow: /receipt/\nDisallow: /search\nDisallow: /login\n");
	return HTTP_OK;
}
