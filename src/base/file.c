#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_standard(const char *path)
{
	return str_eq(path, "-");
}

bool file_read(struct arena *a, const char *path, size_t limit, struct span *bytes, struct err *err)
{
	FILE *f = is_standard(path) ? stdin : fopen(path, "rbe");
	if (!f)
		return err_errno(err, "Cannot read %s", path);
	struct stat st;
	if (fstat(fileno(f), &st) == 0 && S_ISDIR(st.st_mode)) {
		if (f != stdin)
			fclose(f);
		return err_input(err, "%s is a folder; name a file", path);
	}
	size_t size = S_ISREG(st.st_mode) && st.st_size > 0 ? (size_t)st.st_size : 65536;
	if (size > limit)
		size = limit;
	char *buf = arena_alloc(a, size + 2);
	size_t n = 0, got;
	while ((got = fread(buf + n, 1, size + 1 - n, f)) > 0) {
		n += got;
		if (n > limit)
			break;
		if (n == size + 1) {
			size_t larger = size * 2 < limit ? size * 2 : limit;
			buf = arena_grow(a, buf, size + 2, larger + 2);
			size = larger;
		}
	}
	bool failed = ferror(f);
	if (f != stdin)
		fclose(f);
	if (failed)
		return err_errno(err, "Cannot read %s", path);
	if (n > limit)
		return err_input(err, "%s is larger than the limit of %zu MB; split it and import the parts",
		                 path, limit >> 20);
	buf[n] = '\0';
	*bytes = (struct span){ buf, n };
	return true;
}

struct file_writer {
	const char *path, *temporary;
	FILE *f;
	bool done;
};

static void discard(void *arg)
{
	struct file_writer *w = arg;
	if (w->f && w->f != stdout)
		fclose(w->f);
	if (!w->done && w->temporary)
		unlink(w->temporary);
}

struct file_writer *file_create(struct arena *a, const char *path, struct err *err)
{
	struct file_writer *w = arena_alloc(a, sizeof *w);
	w->path = arena_strdup(a, path);
	if (is_standard(path)) {
		w->f = stdout;
		return w;
	}
	char *temporary = arena_printf(a, "%s.XXXXXX", path);
	int fd = mkostemp(temporary, O_CLOEXEC);
	if (fd < 0) {
		err_errno(err, "Cannot write %s", path);
		return NULL;
	}
	/* mkostemp makes the file private; give it what the user's umask allows. */
	mode_t mask = umask(0);
	umask(mask);
	fchmod(fd, 0666 & ~mask);
	w->temporary = temporary;
	w->f = fdopen(fd, "wb");
	if (!w->f)
		out_of_memory();
	arena_defer(a, discard, w);
	return w;
}

FILE *file_stream(struct file_writer *w)
{
	return w->f;
}

const char *file_temporary_name(const struct file_writer *w)
{
	return w->temporary;
}

bool file_commit(struct file_writer *w, struct err *err)
{
	if (fflush(w->f) != 0 || ferror(w->f))
		return err_errno(err, "Cannot write %s", w->path);
	if (!w->temporary)
		return true;
	bool ok = fsync(fileno(w->f)) == 0;
	ok = fclose(w->f) == 0 && ok;
	w->f = NULL;
	if (!ok || rename(w->temporary, w->path) != 0)
		return err_errno(err, "Cannot write %s", w->path);
	w->done = true;
	return true;
}
