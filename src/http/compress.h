/* gzip for pages that are sent more than once. */
#ifndef PLANVERK_HTTP_COMPRESS_H
#define PLANVERK_HTTP_COMPRESS_H

#include "base/arena.h"
#include "base/str.h"

/* The text as a gzip member, in the arena; {NULL, 0} where that would save less than a tenth. */
struct span compress_gzip(struct arena *a, struct span text);

#endif
