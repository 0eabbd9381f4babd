/*
 * From a path to the handler that answers it.
 *
 * A route's path is made of fixed pieces and {names}: "/plan/{plan}/event". Where
 * two routes fit, the one that has a fixed piece at the first difference is
 * taken, whatever their order in the tables.
 */
#ifndef PLANVERK_HTTP_ROUTER_H
#define PLANVERK_HTTP_ROUTER_H

#include "http/http.h"

struct router;

/* The routes stay the caller's. NULL, with err set, where two of them have the same path or
 * one cannot be served: a method other than GET and POST, too many {names}. */
struct router *router_new(struct arena *a, const struct route *const *routes, size_t n, struct err *err);

/* Finds the route for rq->method and rq->path, and fills rq->route and rq->param. False where
 * there is none; rq->allow then names the methods that the path has, or is NULL. */
bool router_find(const struct router *router, struct request *rq);

/* How many bytes of files a route takes in all; 0: none. */
size_t route_files_max(const struct route *route);

#endif
