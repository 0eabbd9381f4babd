#include "http/answer.h"

#include "base/log.h"
#include "base/random.h"

/* The error page in the place of whatever has been written. */
static enum http_status replace(const struct server_options *o, struct request *rq,
                                enum http_status status, const char *reference)
{
	rq->body = out_memory(rq->arena);
	rq->content_type = "text/html; charset=utf-8";
	rq->location = NULL;
	rq->download_name = NULL;
	rq->page = NULL;
	o->error_page(rq, status, reference);
	return status;
}

/* What went wrong is for the operator; the reader gets a number to quote. */
static enum http_status fail(const struct server_options *o, struct request *rq, enum http_status status)
{
	uint32_t number;
	random_secret(&number, sizeof number);
	const char *reference = arena_printf(rq->arena, "%08x", number);
	log_error("reference %s: %s: %s", reference, rq->route->path,
	          rq->err.kind ? rq->err.message : "the handler gave no reason");
	return replace(o, rq, status, reference);
}

enum http_status answer(const struct server_options *o, const struct router *router, struct request *rq)
{
	rq->body = out_memory(rq->arena);
	rq->content_type = "text/html; charset=utf-8";
	rq->db = o->db;
	rq->internal = o->internal;
	if (!router_find(router, rq))
		return replace(o, rq, HTTP_NOT_FOUND, NULL);
	rq->conn = db_reader(o->db, &rq->err);
	if (!rq->conn)
		return fail(o, rq, HTTP_UNAVAILABLE);
	enum http_status status = rq->route->handler(rq);
	db_reader_done(rq->conn);
	rq->conn = NULL;
	return status >= HTTP_ERROR || !out_ok(&rq->body) ? fail(o, rq, HTTP_ERROR) : status;
}
