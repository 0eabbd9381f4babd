#include "http/spool.h"

#include "base/log.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static atomic_size_t spooled;

bool spool_open(struct spool *s)
{
	char path[PATH_MAX];
	snprintf(path, sizeof path, "%s/planverk-XXXXXX", str_or(getenv("TMPDIR"), "/tmp"));
	s->size = 0;
	s->fd = mkostemp(path, O_CLOEXEC);
	if (s->fd < 0) {
		log_error("cannot make a temporary file %s: %s", path, strerror(errno));
		return false;
	}
	unlink(path);
	return true;
}

bool spool_write(struct spool *s, const void *bytes, size_t n)
{
	const char *p = bytes;
	if (s->fd < 0 && !spool_open(s))
		return false;
	s->size += n;
	if (atomic_fetch_add(&spooled, n) + n > SPOOL_MAX) {
		log_warning("files on their way take more than %zu MB at once", SPOOL_MAX >> 20);
		return false;
	}
	while (n > 0) {
		ssize_t written = write(s->fd, p, n);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0) {
			log_error("cannot write to a temporary file: %s", strerror(errno));
			return false;
		}
		p += written;
		n -= (size_t)written;
	}
	return true;
}

void spool_close(struct spool *s, bool keep_fd)
{
	if (s->fd < 0)
		return;
	if (!keep_fd)
		close(s->fd);
	atomic_fetch_sub(&spooled, s->size);
	s->fd = -1;
}
