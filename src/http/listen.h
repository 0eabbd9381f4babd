/* The socket that a server listens on. */
#ifndef PLANVERK_HTTP_LISTEN_H
#define PLANVERK_HTTP_LISTEN_H

#include "base/err.h"

struct listener {
	int fd;
	bool loopback; /* only this machine reaches it */
	char url[80];  /* "http://127.0.0.1:8080" */
};

/* address is a number or a name of this machine; port 0 stands for any free one. The caller
 * closes fd. */
bool listen_on(const char *address, unsigned port, struct listener *l, struct err *err);

#endif
