#include "http/answer.h"

#include "base/log.h"
#include "base/random.h"
#include "base/str.h"
#include "http/form_token.h"
#include "http/guard.h"
#include "http/spool.h"

static const char *sentence_of(enum http_status status)
{
	switch (status) {
	case HTTP_UNAUTHORIZED: return "This needs a token that is good: Authorization: Bearer TOKEN.";
	case HTTP_FORBIDDEN: return "The token's user may not read this.";
	case HTTP_NOT_FOUND: return "There is nothing by that name.";
	case HTTP_TOO_MANY: return "That is too often. Come back in a quarter of an hour.";
	default: return "This could not be answered.";
	}
}

/* For programs: a problem as RFC 9457 has it. */
static void write_problem(struct request *rq, enum http_status status, const char *reference)
{
	struct json j = json_to(&rq->body, 2);
	rq->content_type = "application/problem+json";
	json_put_object(&j, NULL);
	json_put_i64(&j, "status", status);
	json_put_string(&j, "detail", sentence_of(status));
	if (reference)
		json_put_string(&j, "reference", reference);
	json_put_end(&j);
}

/* The error page in the place of whatever has been written. */
static enum http_status replace(const struct server_options *o, struct request *rq,
                                enum http_status status, const char *reference)
{
	rq->body = out_memory(rq->arena);
	rq->content_type = "text/html; charset=utf-8";
	rq->location = NULL;
	rq->download_name = NULL;
	if (rq->download)
		spool_close(rq->download, false);
	rq->download = NULL;
	rq->page = NULL;
	if (rq->route && rq->route->flags & ROUTE_TOKEN)
		write_problem(rq, status, reference);
	else
		o->error_page(rq, status, reference);
	return status;
}

/* What went wrong is for the operator; the reader gets a number to quote. */
static enum http_status fail(const struct server_options *o, struct request *rq, enum http_status status)
{
	uint32_t number;
	random_secret(&number, sizeof number);
	const char *reference = arena_printf(rq->arena, "%08x", number);
	log_error("reference %s: %s: %s", reference, rq->route ? rq->route->path : "no route",
	          rq->err.kind ? rq->err.message : "the handler gave no reason");
	return replace(o, rq, status, reference);
}

static enum http_status refuse(const struct server_options *o, struct request *rq, enum http_status status,
                               enum problem problem)
{
	rq->problem = problem;
	return replace(o, rq, status, NULL);
}

/* To the login page, and from there back here. */
static enum http_status send_to_login(struct request *rq)
{
	struct out o = out_memory(rq->arena);
	url(&o, LOGIN_PATH "?next=%s", arena_printf(rq->arena, "%s%s%s", rq->path, *rq->query ? "?" : "", rq->query));
	return redirect_to(rq, out_string(&o));
}

static enum http_status turn_away(const struct server_options *o, struct request *rq, enum guard guard)
{
	switch (guard) {
	case GUARD_LOGIN:
		return str_eq(rq->method, "POST") ? refuse(o, rq, HTTP_FORBIDDEN, PROBLEM_LOGGED_OUT) : send_to_login(rq);
	case GUARD_READ_ONLY:
		return refuse(o, rq, HTTP_FORBIDDEN, PROBLEM_READ_ONLY);
	case GUARD_FORBIDDEN:
		return refuse(o, rq, HTTP_FORBIDDEN, PROBLEM_NONE);
	case GUARD_TOKEN:
		return refuse(o, rq, HTTP_UNAUTHORIZED, PROBLEM_NONE);
	case GUARD_TOO_MANY:
		return refuse(o, rq, HTTP_TOO_MANY, PROBLEM_NONE);
	case GUARD_MISSING:
		return refuse(o, rq, HTTP_NOT_FOUND, PROBLEM_NONE);
	default:
		return fail(o, rq, HTTP_ERROR);
	}
}

static void begin(const struct server_options *o, struct request *rq, const struct incoming *in)
{
	rq->content_type = "text/html; charset=utf-8";
	rq->db = o->db;
	rq->access = o->access;
	if (in->form_cookie && secret_is_sound(in->form_cookie))
		rq->form_secret = in->form_cookie;
}

bool answer_admits(const struct server_options *o, struct request *rq, const struct incoming *in)
{
	begin(o, rq, in);
	rq->conn = db_reader(o->db, &rq->err);
	bool admitted = rq->conn && guard_identify(rq, in->session_cookie) && guard_permission(rq) == GUARD_PASS;
	db_reader_done(rq->conn);
	rq->conn = NULL;
	return admitted;
}

/* With the database at hand. */
static enum http_status answer_in_snapshot(const struct server_options *o, const struct router *router,
                                           struct request *rq, const struct incoming *in)
{
	if (!guard_identify(rq, in->session_cookie))
		return fail(o, rq, HTTP_UNAVAILABLE);
	if (!router_find(router, rq))
		return refuse(o, rq, rq->allow ? HTTP_METHOD_NOT_ALLOWED : HTTP_NOT_FOUND, PROBLEM_NONE);
	bool post = str_eq(rq->method, "POST"), by_form = post && !(rq->route->flags & ROUTE_SECRET);
	if (by_form && !guard_same_origin(in->sec_fetch_site, in->origin, rq->origin)) {
		log_warning("a form for %s came from %.100s, not from %s; is --public-url right?", rq->route->path,
		            in->origin ? in->origin : "an unknown site", rq->origin);
		return refuse(o, rq, HTTP_FORBIDDEN, PROBLEM_OTHER_SITE);
	}
	enum guard guard = rq->route->flags & ROUTE_TOKEN ? guard_program(rq, in->bearer) : GUARD_PASS;
	if (guard == GUARD_PASS)
		guard = guard_permission(rq);
	if (guard != GUARD_PASS)
		return turn_away(o, rq, guard);
	if (post && in->body_status != HTTP_OK)
		return refuse(o, rq, in->body_status, PROBLEM_NONE);
	rq->form = in->form;
	if (by_form && !guard_token(rq, in->form))
		return refuse(o, rq, HTTP_FORBIDDEN, PROBLEM_FORM);
	enum http_status status = rq->route->handler(rq);
	return status >= HTTP_ERROR ? fail(o, rq, HTTP_ERROR) : status;
}

enum http_status answer(const struct server_options *o, const struct router *router, struct request *rq,
                        const struct incoming *in)
{
	rq->body = out_memory(rq->arena);
	begin(o, rq, in);
	rq->conn = db_reader(o->db, &rq->err);
	if (!rq->conn)
		return fail(o, rq, HTTP_UNAVAILABLE);
	enum http_status status = answer_in_snapshot(o, router, rq, in);
	db_reader_done(rq->conn);
	rq->conn = NULL;
	return out_ok(&rq->body) ? status : fail(o, rq, HTTP_ERROR);
}

bool download_write(struct request *rq, const void *bytes, size_t n)
{
	if (!rq->download) {
		rq->download = arena_alloc(rq->arena, sizeof *rq->download);
		rq->download->fd = -1;
	}
	return spool_write(rq->download, bytes, n) || err_system(&rq->err, "The disk has no room for a file that is sent");
}
