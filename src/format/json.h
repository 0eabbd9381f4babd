/* JSON documents from files, with the place of an error and limits on size and depth. */
#ifndef PLANVERK_FORMAT_JSON_H
#define PLANVERK_FORMAT_JSON_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <jansson.h>

/* Arrays and objects nested deeper than this are refused. */
#define JSON_DEPTH_MAX 64

/* Reads a file of at most limit bytes ("-" is standard input). An object's keys must differ.
 * The root is released with the arena: borrow from it, and json_incref() what is to live longer. */
bool json_read_file(struct arena *a, const char *path, size_t limit, json_t **root, struct err *err);

/* The same from memory; name stands for the file in messages. */
bool json_read_bytes(struct arena *a, struct span bytes, const char *name, json_t **root, struct err *err);

#endif
