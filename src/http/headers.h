/* Decisions from the headers of a request, as functions of their text. A header that was not
 * sent is NULL. */
#ifndef PLANVERK_HTTP_HEADERS_H
#define PLANVERK_HTTP_HEADERS_H

#include "base/str.h"

/* Whether the client reads gzip (Accept-Encoding). */
bool headers_accept_gzip(const char *accept_encoding);

/* The weight "q=0.8" of what a header lists, in thousandths (RFC 9110, 12.4.2): 1000 for none; what cannot be
 * read counts as not wanted. */
int headers_weight(struct span parameters);

/* Whether the client would rather have a list as text/csv than as application/json (Accept; RFC 9110, 12.5.1).
 * Of equal weights the one that is named more closely counts, and JSON otherwise. */
bool headers_prefer_csv(const char *accept);

/* The token of "Bearer TOKEN" (Authorization; RFC 6750); NULL for another scheme, or none. */
const char *headers_bearer(const char *authorization);

/* Whether the client has what the entity tag stands for (If-None-Match; weak comparison). */
bool headers_etag_matches(const char *if_none_match, const char *etag);

/*
 * Whether the Host names this machine: localhost, 127.0.0.1 or [::1], with or without a port.
 * A server that only this machine can reach demands it: a page from elsewhere whose name was
 * made to point to 127.0.0.1 cannot read from it then (DNS rebinding).
 */
bool headers_host_is_local(const char *host);

/* Whether the headers announce a body (Content-Length, Transfer-Encoding). */
bool headers_announce_body(const char *content_length, const char *transfer_encoding);

/* Whether a request's target is one that we read: begins with / and holds printable ASCII only. */
bool headers_target_is_sound(const char *target, size_t n);

#endif
