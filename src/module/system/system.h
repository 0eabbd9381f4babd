/* The operator's part: making, checking, copying and serving a database, and help. */
#ifndef PLANVERK_SYSTEM_H
#define PLANVERK_SYSTEM_H

#include "module.h"

/* In system_serve.c: `planverk serve`, and the route that tells a proxy we are well. */
extern const struct command system_serve_command;
extern const struct route system_serve_routes[];
extern const size_t system_serve_routes_len;

extern const struct module system_module;

#endif
