/*
 * Vectors of texts from a plug: the host's side of include/planverk-embed.h.
 *
 * A plug is a shared object that is loaded at run time, named PATH[:CONFIG]. A PATH without a
 * slash is one of those that come with the program: "static:FILE" is planverk-embed-static.so in
 * the folder of the program or in ../lib/planverk from there. What a plug answers is checked
 * here: its version, its dimensions, and that every number is finite. A plug runs inside the
 * program with all its rights, so its name comes from the operator alone, never from the database.
 */
#ifndef PLANVERK_EMBED_H
#define PLANVERK_EMBED_H

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"

#include <stddef.h>

struct embedder;

/* Loads the plug; it is closed with the arena. */
bool embed_open(struct arena *a, const char *name, struct embedder **e, struct err *err);

size_t embed_dim(const struct embedder *e);
const char *embed_model(const struct embedder *e); /* lives as long as the embedder */

/* Told how far it is, from the calling thread; NULL for nobody. */
typedef void embed_progress_fn(void *arg, size_t done, size_t total);

/* The vectors of n texts, in their order: n rows of embed_dim() numbers in out. All or none. */
bool embed_texts(struct embedder *e, const char *const *texts, size_t n, float *out,
                 embed_progress_fn *progress, void *progress_arg, struct err *err);

#endif
