/*
 * The public interface for programs, below /api/v1: what everybody may read, as JSON and CSV, and
 * its own description as OpenAPI 3.1, made from the route table.
 */
#ifndef PLANVERK_API_H
#define PLANVERK_API_H

#include "module.h"

#define API_ROOT "/api/v1"

extern const struct module api_module;

#endif
