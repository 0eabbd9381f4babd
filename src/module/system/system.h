/* The operator's part: making, checking, copying and serving a database, and help. */
#ifndef PLANVERK_SYSTEM_H
#define PLANVERK_SYSTEM_H

#include "module.h"

/* In system_serve.c: `planverk serve`, and GET /healthz, which tells a proxy that we are well. */
bool system_run_serve(struct command_context *ctx);
enum http_status system_healthz(struct request *rq);
/* GET /robots.txt */
enum http_status system_robots(struct request *rq);

/* How readers reach the site: "https://plan.example.no", without a "/" at its end, in the arena. */
bool system_public_url(struct arena *a, const char *given, const char **origin, struct err *err);

extern const struct module system_module;

#endif
