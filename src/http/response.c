#include "http/response.h"

#include "base/arena.h"
#include "base/hash.h"
#include "http/headers.h"

#include <stdio.h>
#include <stdlib.h>

static void add_header(struct MHD_Response *r, const char *name, const char *value)
{
	if (value && MHD_add_response_header(r, name, value) != MHD_YES)
		out_of_memory();
}

/* The pages carry no style or script of their own, take nothing from elsewhere, and are shown
 * in nobody's frame. What is sent as a file may have come from anybody: it is nothing at all here. */
static void add_security_headers(struct MHD_Response *r, bool file)
{
	add_header(r, "Content-Security-Policy", file ? "default-src 'none'; sandbox; frame-ancestors 'none'" :
	           "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
	           "form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
	add_header(r, "X-Content-Type-Options", "nosniff");
	add_header(r, "Referrer-Policy", "same-origin");
	add_header(r, "Permissions-Policy", "camera=(), geolocation=(), microphone=()");
	add_header(r, "Cross-Origin-Opener-Policy", "same-origin");
	add_header(r, "Cross-Origin-Resource-Policy", "same-origin");
}

static struct MHD_Response *form_new(const struct reply *reply, struct span body, const char *type,
                                     const char *encoding, const char *etag)
{
	/* The library does not write to the body; its parameter is not const for historical reasons. */
	struct MHD_Response *r = reply->spool
		? MHD_create_response_from_fd(reply->spool->size, reply->spool->fd)
		: MHD_create_response_from_buffer(body.n, (void *)(uintptr_t)body.s,
		                                  reply->forever ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_COPY);
	if (!r)
		out_of_memory();
	add_security_headers(r, reply->disposition != NULL);
	add_header(r, "Content-Type", type);
	add_header(r, "Content-Encoding", encoding);
	add_header(r, "ETag", etag);
	add_header(r, "Cache-Control", reply->cache_control);
	add_header(r, "Vary", reply->vary);
	add_header(r, "Location", reply->location);
	add_header(r, "Content-Disposition", reply->disposition);
	for (unsigned i = 0; i < reply->n_cookies; i++)
		add_header(r, "Set-Cookie", reply->cookies[i]);
	add_header(r, "Allow", reply->allow);
	add_header(r, "Retry-After", reply->retry_after);
	add_header(r, "WWW-Authenticate", reply->challenge);
	return r;
}

static void response_free(struct cache_value *value)
{
	struct response *r = (struct response *)value;
	MHD_destroy_response(r->plain);
	if (r->gzip)
		MHD_destroy_response(r->gzip);
	if (r->not_modified)
		MHD_destroy_response(r->not_modified);
	spool_close(&r->spool, true); /* the library has closed the file */
	free(r);
}

struct response *response_new(const struct reply *reply, struct span body, struct span gzip)
{
	struct response *r = calloc(1, sizeof *r);
	if (!r)
		out_of_memory();
	cache_value_init(&r->value, sizeof *r + body.n + gzip.n, response_free);
	r->status = reply->status;
	r->spool = reply->spool ? *reply->spool : (struct spool){ .fd = -1 };
	/* A weak tag: it stands for the compressed form as well. */
	const char *etag = reply->etag ? r->etag : NULL;
	if (etag)
		snprintf(r->etag, sizeof r->etag, "W/\"%016llx\"", (unsigned long long)hash_bytes(body.s, body.n, 0));
	r->plain = form_new(reply, body, reply->type, NULL, etag);
	if (gzip.s)
		r->gzip = form_new(reply, gzip, reply->type, "gzip", etag);
	if (etag)
		r->not_modified = form_new(reply, SPAN(""), NULL, NULL, etag);
	return r;
}

static const char *header(struct MHD_Connection *connection, const char *name)
{
	return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

enum MHD_Result response_send(const struct response *r, struct MHD_Connection *connection)
{
	if (r->not_modified && headers_etag_matches(header(connection, "If-None-Match"), r->etag))
		return MHD_queue_response(connection, MHD_HTTP_NOT_MODIFIED, r->not_modified);
	bool gzip = r->gzip && headers_accept_gzip(header(connection, "Accept-Encoding"));
	return MHD_queue_response(connection, r->status, gzip ? r->gzip : r->plain);
}
