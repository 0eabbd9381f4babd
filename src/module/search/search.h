/*
 * Searching everything that a reader may see: plans and their parts, contributions,
 * events, organisations and groups of contributions.
 */
#ifndef PLANVERK_MODULE_SEARCH_H
#define PLANVERK_MODULE_SEARCH_H

#include "module.h"

extern const struct module search_module;

#endif
