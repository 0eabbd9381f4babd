/* A client of few words: sends the bytes it is given and reads until the server is done. */
#ifndef PLANVERK_TESTS_HTTP_CLIENT_H
#define PLANVERK_TESTS_HTTP_CLIENT_H

#include "support.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>

static inline int client_connect(unsigned port)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
	                          .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct timeval patience = { .tv_sec = 30 };
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
	return fd;
}

static inline void client_send_bytes(int fd, const char *text, size_t n)
{
	while (n > 0) {
		ssize_t sent = send(fd, text, n, MSG_NOSIGNAL);
		if (sent <= 0)
			return; /* the server has answered and closed: what it said is what is tested */
		text += sent;
		n -= (size_t)sent;
	}
}

static inline void client_send(int fd, const char *text)
{
	client_send_bytes(fd, text, strlen(text));
}

/* The whole answer; the server must close the connection. */
static inline char *client_read(struct arena *a, int fd)
{
	struct out o = out_memory(a);
	char part[4096];
	ssize_t n;
	while ((n = recv(fd, part, sizeof part, 0)) > 0)
		out_bytes(&o, part, (size_t)n);
	close(fd);
	return arena_strdup(a, out_string(&o));
}

static inline char *client_ask(struct arena *a, unsigned port, const char *request)
{
	int fd = client_connect(port);
	client_send(fd, request);
	return client_read(a, fd);
}

/* headers end with \r\n each. */
static inline char *client_get(struct arena *a, unsigned port, const char *target, const char *headers)
{
	return client_ask(a, port, arena_printf(a, "GET %s HTTP/1.1\r\nHost: localhost:%u\r\nConnection: close\r\n%s\r\n",
	                                        target, port, headers));
}

/* headers end with \r\n each; Content-Length is added. */
static inline char *client_post(struct arena *a, unsigned port, const char *target, const char *headers,
                                struct span body)
{
	int fd = client_connect(port);
	client_send(fd, arena_printf(a, "POST %s HTTP/1.1\r\nHost: localhost:%u\r\nConnection: close\r\n"
	                             "Content-Length: %zu\r\n%s\r\n", target, port, body.n, headers));
	client_send_bytes(fd, body.s, body.n);
	return client_read(a, fd);
}

/* What a browser would send back of the cookies of an answer, as a header; "" for none. */
static inline char *client_cookies(struct arena *a, const char *answer)
{
	struct out o = out_memory(a);
	const char *end = strstr(answer, "\r\n\r\n");
	for (const char *at = answer; (at = strstr(at, "\r\nSet-Cookie: ")) && at < end; at++) {
		const char *value = at + strlen("\r\nSet-Cookie: ");
		size_t n = strcspn(value, ";");
		if (value[n - 1] != '=') /* a cookie that is taken away */
			out_text(&o, arena_printf(a, "%s%.*s", o.n ? "; " : "Cookie: ", (int)n, value));
	}
	if (o.n)
		out_text(&o, "\r\n");
	return arena_strdup(a, out_string(&o));
}

/* The token of the last form on a page; forms of the header come before. */
static inline char *client_token(struct arena *a, const char *answer)
{
	static const char mark[] = "name=\"form\" value=\"";
	const char *found = "";
	for (const char *at = answer; (at = strstr(at, mark)); at++)
		found = at + strlen(mark);
	return arena_strndup(a, found, strcspn(found, "\""));
}

static inline int client_status(const char *answer)
{
	return str_starts(answer, "HTTP/1.1 ") ? (int)strtol(answer + 9, NULL, 10) : 0;
}

/* The value of a header, or NULL. */
static inline char *client_header(struct arena *a, const char *answer, const char *name)
{
	const char *end = strstr(answer, "\r\n\r\n");
	char *mark = arena_printf(a, "\r\n%s: ", name);
	const char *at = strstr(answer, mark);
	if (!at || !end || at > end)
		return NULL;
	at += strlen(mark);
	return arena_strndup(a, at, strcspn(at, "\r"));
}

static inline const char *client_body(const char *answer)
{
	const char *end = strstr(answer, "\r\n\r\n");
	return end ? end + 4 : "";
}

#endif
