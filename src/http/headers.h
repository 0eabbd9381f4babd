/* Decisions from the headers of a request, as functions of their text. A header that was not
 * sent is NULL. */
#ifndef PLANVERK_HTTP_HEADERS_H
#define PLANVERK_HTTP_HEADERS_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the client reads gzip (Accept-Encoding). */
bool headers_accept_gzip(const char *accept_encoding);

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
