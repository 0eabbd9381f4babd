/*
 * Writes a ZIP file as a stream, part by part, in memory that does not grow with it (a thin layer over
 * libarchive). The same calls give the same bytes: parts have no times. Errors are sticky; zip_end() tells.
 */
#ifndef PLANVERK_FORMAT_ZIP_WRITE_H
#define PLANVERK_FORMAT_ZIP_WRITE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/out.h"

struct zip_writer;

struct zip_writer *zip_begin(struct arena *a, struct out *to);
/* For Word, which refuses parts whose sizes are written in 64 bits: of at most 4 GB. */
struct zip_writer *zip_begin_office(struct arena *a, struct out *to);
/* Ends the part before it. What is written to the result goes into the part. name is a path with "/". */
struct out *zip_part(struct zip_writer *z, const char *name);
bool zip_end(struct zip_writer *z, struct err *err);

#endif
