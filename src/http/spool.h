/*
 * Bytes on their way that are too many for memory: files that arrive with a form, and files that
 * are sent. They stand in temporary files without names, which are gone when they are closed, even
 * if the program is killed. All of them together have a limit, so that many slow clients cannot
 * fill the disk.
 */
#ifndef PLANVERK_HTTP_SPOOL_H
#define PLANVERK_HTTP_SPOOL_H

#include <stdbool.h>
#include <stddef.h>

#define SPOOL_MAX ((size_t)512 << 20) /* of all requests together */

struct spool {
	int fd;      /* -1 until there is a file */
	size_t size; /* bytes written */
};

/* A new, empty one. False, and the reason in the log, where the disk has no room for it. */
bool spool_open(struct spool *s);
/* Adds to its end, opening it first where needed. */
bool spool_write(struct spool *s, const void *bytes, size_t n);
/* Closes the file, unless keep_fd says that somebody else has done it, and gives its room back. */
void spool_close(struct spool *s, bool keep_fd);

#endif
