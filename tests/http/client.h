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

static inline void client_send(int fd, const char *text)
{
	size_t n = strlen(text);
	while (n > 0) {
		ssize_t sent = send(fd, text, n, MSG_NOSIGNAL);
		if (sent <= 0)
			return; /* the server has answered and closed: what it said is what is tested */
		text += sent;
		n -= (size_t)sent;
	}
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
