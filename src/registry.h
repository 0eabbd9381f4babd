/* The one list of modules, lowest first. */
#ifndef PLANVERK_REGISTRY_H
#define PLANVERK_REGISTRY_H

#include "module.h"

/* Ended by NULL. A module may include the headers of those before it. */
extern const struct module *const registry[];

#endif
