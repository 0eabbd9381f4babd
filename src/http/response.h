/*
 * What is sent back, as libmicrohttpd's objects: the body in the forms it is sent in, with the
 * headers that every answer carries. Only server.c uses this.
 *
 * A response is counted (base/cache.h): the cache, and each request that is being answered with it,
 * hold it.
 */
#ifndef PLANVERK_HTTP_RESPONSE_H
#define PLANVERK_HTTP_RESPONSE_H

#include "base/str.h"
#include "base/cache.h"
#include "http/spool.h"

#include <microhttpd.h>

struct response {
	struct cache_value value;
	unsigned status;
	struct MHD_Response *plain;
	struct MHD_Response *gzip;         /* NULL where it is sent as it is only */
	struct MHD_Response *not_modified; /* NULL where it has no entity tag */
	char etag[32];
	struct spool spool; /* what plain sends, where that is not in memory */
};

/* NULL for a header that is not to be sent. */
struct reply {
	unsigned status;
	const char *type, *cache_control, *vary, *location, *disposition, *allow, *retry_after, *challenge;
	const char *const *cookies;
	unsigned n_cookies;
	bool etag;    /* may be kept and asked about again */
	struct spool *spool; /* the body, instead of bytes in memory, or NULL; becomes the response's */
	bool forever; /* the body stays where it is as long as the program runs: not copied */
};

/* gzip is the same body compressed, or {NULL, 0}. Released with cache_value_release(). */
struct response *response_new(const struct reply *reply, struct span body, struct span gzip);

/* Sends the form that the client asked for. */
enum MHD_Result response_send(const struct response *r, struct MHD_Connection *connection);

#endif
