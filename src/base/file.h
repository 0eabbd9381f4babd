/* Whole files, read with a limit and written so that a reader never sees half of one. */
#ifndef PLANVERK_BASE_FILE_H
#define PLANVERK_BASE_FILE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdio.h>

/* The bytes of a file ("-" is standard input), with a NUL behind them that n does not count.
 * A file over limit bytes is refused with a message that states the limit. */
bool file_read(struct arena *a, const char *path, size_t limit, struct span *bytes, struct err *err);

/*
 * Writes a file by way of a temporary one in the same folder, synced and renamed into
 * place by file_commit(); without a commit the old file stays and the temporary one is
 * removed with the arena. path "-" is standard output.
 */
struct file_writer;
struct file_writer *file_create(struct arena *a, const char *path, struct err *err);
/* The stream to write to, and the temporary file's name for libraries that open files themselves. */
FILE *file_stream(struct file_writer *w);
const char *file_temporary_name(const struct file_writer *w);
bool file_commit(struct file_writer *w, struct err *err);

#endif
