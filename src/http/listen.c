#include "http/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BACKLOG 512

static bool is_loopback(const struct sockaddr *sa)
{
	if (sa->sa_family == AF_INET6)
		return IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)sa)->sin6_addr);
	return (ntohl(((const struct sockaddr_in *)sa)->sin_addr.s_addr) >> 24) == 127;
}

/* The address that the socket got, which tells the port where any would do. */
static void describe(struct listener *l)
{
	struct sockaddr_storage got;
	socklen_t n = sizeof got;
	char host[INET6_ADDRSTRLEN] = "", port[8] = "";
	if (getsockname(l->fd, (struct sockaddr *)&got, &n) == 0)
		getnameinfo((struct sockaddr *)&got, n, host, sizeof host, port, sizeof port,
		            NI_NUMERICHOST | NI_NUMERICSERV);
	bool v6 = got.ss_family == AF_INET6;
	l->loopback = is_loopback((struct sockaddr *)&got);
	snprintf(l->url, sizeof l->url, "http://%s%s%s:%s", v6 ? "[" : "", host, v6 ? "]" : "", port);
}

static bool explain(const char *address, unsigned port, struct err *err)
{
	switch (errno) {
	case EADDRINUSE:
		return err_conflict(err, "Another program uses port %u of %s; stop it, or choose another port with --port",
		                    port, address);
	case EACCES:
		return err_system(err, "Port %u needs the administrator's rights; choose one from 1024 on with --port, "
		                  "and let a reverse proxy pass requests to it", port);
	case EADDRNOTAVAIL:
		return err_input(err, "This machine does not have the address %s; choose another with --address", address);
	default:
		return err_errno(err, "Cannot listen on port %u of %s", port, address);
	}
}

bool listen_on(const char *address, unsigned port, struct listener *l, struct err *err)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV }, *found;
	char service[16];
	snprintf(service, sizeof service, "%u", port);
	int code = getaddrinfo(address, service, &hints, &found);
	if (code != 0)
		return err_input(err, "\"%s\" is no address of this machine (%s); give one such as 127.0.0.1 with --address",
		                 address, gai_strerror(code));
	int yes = 1;
	l->fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	bool ok = l->fd >= 0 && setsockopt(l->fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0
	          && bind(l->fd, found->ai_addr, found->ai_addrlen) == 0 && listen(l->fd, BACKLOG) == 0;
	if (ok)
		describe(l);
	else
		explain(address, port, err);
	if (!ok && l->fd >= 0)
		close(l->fd);
	freeaddrinfo(found);
	return ok;
}
