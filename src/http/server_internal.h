/* Interface between server.c, which starts and stops, and exchange.c, which answers requests. */
#ifndef PLANVERK_HTTP_SERVER_INTERNAL_H
#define PLANVERK_HTTP_SERVER_INTERNAL_H

#include "http/listen.h"
#include "http/pool.h"
#include "http/response.h"
#include "http/router.h"
#include "http/server.h"

#include <stdatomic.h>

#define LANGUAGES 3u

/* Pages for what is refused before any worker is asked; made at the start. */
enum stock {
	STOCK_BAD_REQUEST,
	STOCK_METHOD,
	STOCK_TOO_LARGE,
	STOCK_BUSY,
	STOCKS,
};

struct server {
	struct server_options options;
	struct arena *arena;
	struct router *router;
	struct listener listener;
	struct MHD_Daemon *daemon;
	struct pool *pool;
	struct cache *cache;
	struct response **assets; /* beside assets[]; NULL for those that are not public */
	struct response *stock[STOCKS][LANGUAGES];
	const char *session_cookie, *form_cookie; /* their names */
	atomic_uint in_flight;
};

/* ---- Interface to the code in exchange.c: the library's callbacks; arg is the server ---- */

void *exchange_begin(void *arg, const char *target, struct MHD_Connection *connection);
enum MHD_Result exchange_continue(void *arg, struct MHD_Connection *connection, const char *path,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_size, void **context);
void exchange_end(void *arg, struct MHD_Connection *connection, void **context,
                  enum MHD_RequestTerminationCode how);

#endif
