#include "module/text/text_lines.h"

#include "base/parallel.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK ((size_t)16 << 20)     /* bytes read at a time */
#define LINE_MAX ((size_t)1 << 30)   /* bytes */
#define TEXTS_MAX (UINT32_MAX - 1)
#define CHUNK 256                    /* lines for a thread at a time */

struct text_lines {
	struct arena *arena;
	const char *name;
	enum text_lines_form form;
	unsigned threads;
	int fd;
	size_t size, at;      /* bytes of the file; where the next block begins */
	long line;            /* lines before it */
	struct { uint64_t *v; size_t n, cap; } begins; /* beside the texts: where each line begins */
	uint64_t end;         /* where the last one ends */
	struct arena *block;  /* what the caller sees of the current block */
	atomic_bool changed;
};

/* ---- Opening ---- */

static void close_file(void *arg)
{
	struct text_lines *l = arg;
	if (l->fd >= 0)
		close(l->fd);
	arena_free(l->block);
}

static bool write_all(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t written = write(fd, bytes, n);
		if (written <= 0 && errno != EINTR)
			return false;
		bytes += written > 0 ? written : 0;
		n -= written > 0 ? (size_t)written : 0;
	}
	return true;
}

/* Copies a pipe to a file that has no name and is gone with the process. */
static bool spool(struct text_lines *l, int from, struct err *err)
{
	const char *folder = str_or(getenv("TMPDIR"), "/tmp");
	char *name = arena_printf(l->arena, "%s/planverk-texts-XXXXXX", folder);
	struct arena *scratch = arena_new();
	char *buffer = arena_alloc(scratch, BLOCK);
	ssize_t n = 0;
	l->fd = mkstemp(name);
	bool ok = l->fd >= 0 && unlink(name) == 0;
	while (ok && ((n = read(from, buffer, BLOCK)) > 0 || (n < 0 && errno == EINTR)))
		ok = n < 0 || write_all(l->fd, buffer, (size_t)n);
	arena_free(scratch);
	if (!ok)
		return err_errno(err, "Cannot keep what comes on %s in a temporary file in %s; set TMPDIR to a folder with room",
		                 l->name, folder);
	return n == 0 || err_errno(err, "Cannot read %s", l->name);
}

struct text_lines *text_lines_open(struct arena *a, const char *path, enum text_lines_form form, unsigned threads,
                                   struct err *err)
{
	bool standard = str_eq(path, "-");
	struct text_lines *l = arena_alloc(a, sizeof *l);
	*l = (struct text_lines){ .arena = a, .name = standard ? "standard input" : path, .form = form, .threads = threads,
	                          .block = arena_new() };
	l->fd = standard ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
	arena_defer(a, close_file, l);
	struct stat st;
	if (l->fd < 0 || fstat(l->fd, &st) != 0) {
		err_errno(err, "Cannot read %s", l->name);
		return NULL;
	}
	if (S_ISDIR(st.st_mode)) {
		err_input(err, "%s is a folder; name a file with one text on each line", l->name);
		return NULL;
	}
	if (!S_ISREG(st.st_mode)) {
		int pipe = l->fd;
		bool ok = spool(l, pipe, err);
		close(pipe);
		if (!ok)
			return NULL;
		if (fstat(l->fd, &st) != 0) {
			err_errno(err, "Cannot read %s", l->name);
			return NULL;
		}
	}
	l->size = (size_t)st.st_size;
	return l;
}

const char *text_lines_name(const struct text_lines *l)
{
	return l->name;
}

void text_lines_progress(const struct text_lines *l, size_t *done, size_t *total)
{
	*done = l->at;
	*total = l->size;
}

bool text_lines_changed(const struct text_lines *l)
{
	return atomic_load(&l->changed);
}

/* ---- Reading ---- */

/* How many bytes were read; fewer than n only where the file ends. */
static size_t read_at(int fd, char *to, size_t n, size_t at)
{
	size_t done = 0;
	while (done < n) {
		ssize_t got = pread(fd, to + done, n - done, (off_t)(at + done));
		if (got == 0 || (got < 0 && errno != EINTR))
			break;
		done += got > 0 ? (size_t)got : 0;
	}
	return done;
}

/* Whole lines from where the last block ended, at least one unless the file is at its end. */
static bool read_bytes(struct text_lines *l, struct span *bytes, struct err *err)
{
	size_t left = l->size - l->at;
	for (size_t want = BLOCK;; want *= 2) {
		size_t n = left < want ? left : want;
		arena_reset(l->block);
		char *buffer = arena_alloc(l->block, n + 1);
		if (read_at(l->fd, buffer, n, l->at) != n)
			return err_errno(err, "Cannot read %s", l->name);
		char *end = n == left ? buffer + n : memrchr(buffer, '\n', n);
		if (end) {
			*bytes = (struct span){ buffer, (size_t)(end - buffer) + (n != left) };
			posix_fadvise(l->fd, (off_t)(l->at + bytes->n), BLOCK, POSIX_FADV_WILLNEED);
			return true;
		}
		if (want >= LINE_MAX) {
			err_at(err, l->name, l->line + 1, 0);
			return err_input(err, "the line is longer than %zu bytes; write one text on each line", LINE_MAX);
		}
	}
}

/* A line before it is read. */
struct raw {
	struct span line;
	long number;
};

struct parsing {
	const struct text_lines *lines;
	struct text_lines_block *block;
	const struct raw *raw;
	struct arena **arena; /* beside the chunks */
	struct err *err;      /* beside the chunks */
};

/* The bytes belong to us, but spans of them are read-only for everyone else. */
static char *writable(struct span s)
{
	return (char *)(uintptr_t)s.s;
}

static bool read_line(const struct text_lines *l, struct arena *a, struct span line, long number, struct span *id,
                      struct span *text, struct err *err)
{
	if (l->form == TEXT_LINES_JSON)
		return text_line_read(a, writable(line), line.n, id, text, err);
	*text = line;
	*id = span_of(arena_printf(a, "%ld", number));
	return utf8_valid(line, NULL) || err_input(err, "the line is no text in UTF-8; save the file as UTF-8");
}

static void parse_chunk(void *arg, size_t chunk)
{
	struct parsing *p = arg;
	size_t end = (chunk + 1) * CHUNK < p->block->n ? (chunk + 1) * CHUNK : p->block->n;
	p->arena[chunk] = arena_new();
	for (size_t i = chunk * CHUNK; i < end; i++) {
		if (read_line(p->lines, p->arena[chunk], p->raw[i].line, p->raw[i].number, &p->block->id[i], &p->block->text[i],
		              &p->err[chunk]))
			continue;
		err_at(&p->err[chunk], p->lines->name, p->raw[i].number, 0);
		break;
	}
}

static void free_chunk(void *arg)
{
	arena_free(arg);
}

static bool parse(struct text_lines *l, struct text_lines_block *b, const struct raw *raw, struct err *err)
{
	size_t chunks = (b->n + CHUNK - 1) / CHUNK;
	b->id = arena_array(l->block, b->n, sizeof *b->id);
	b->text = arena_array(l->block, b->n, sizeof *b->text);
	struct parsing p = { l, b, raw, arena_array(l->block, chunks, sizeof *p.arena),
	                     arena_array(l->block, chunks, sizeof *p.err) };
	parallel(l->threads, chunks, parse_chunk, &p);
	bool ok = true;
	for (size_t i = 0; i < chunks; i++) {
		arena_defer(l->block, free_chunk, p.arena[i]);
		if (ok && p.err[i].kind != ERR_NONE) {
			*err = p.err[i];
			ok = false;
		}
	}
	return ok;
}

bool text_lines_next(struct text_lines *l, struct text_lines_block *b, struct err *err)
{
	*b = (struct text_lines_block){ .arena = l->block };
	while (b->n == 0 && l->at < l->size) {
		struct span bytes;
		VEC(struct raw) raw = { 0 };
		if (!read_bytes(l, &bytes, err))
			return false;
		for (struct span rest = bytes; rest.n;) {
			struct span line = span_trim(span_cut(&rest, '\n'));
			l->line++;
			if (!line.n)
				continue;
			*VEC_PUSH(l->block, &raw) = (struct raw){ line, l->line };
			*VEC_PUSH(l->arena, &l->begins) = l->at + (size_t)(line.s - bytes.s);
			l->end = l->at + (size_t)(line.s - bytes.s) + line.n;
		}
		l->at += bytes.n;
		b->n = raw.n;
		if (l->begins.n > TEXTS_MAX)
			return err_input(err, "%s has more than four thousand million lines; split it", l->name);
		if (!parse(l, b, raw.v, err))
			return false;
	}
	return true;
}

struct span text_lines_fetch(void *lines, struct arena *a, uint32_t i)
{
	struct text_lines *l = lines;
	struct err ignored = { 0 };
	struct span id, text = { "", 0 };
	uint64_t begin = l->begins.v[i], end = i + 1 < l->begins.n ? l->begins.v[i + 1] : l->end;
	char *bytes = arena_alloc(a, end - begin + 1);
	struct span line = { bytes, end - begin };
	if (read_at(l->fd, bytes, line.n, begin) == line.n) {
		line = span_trim(line);
		const char *eol = memchr(line.s, '\n', line.n);
		line.n = eol ? (size_t)(eol - line.s) : line.n;
		if (read_line(l, a, span_trim(line), 0, &id, &text, &ignored))
			return text;
	}
	atomic_store(&l->changed, true);
	return (struct span){ "", 0 };
}
