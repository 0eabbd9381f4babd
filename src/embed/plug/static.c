/*
 * The plug "static": texts by a table of word vectors, no model to run. Configuration: the path of
 * a table, in our own format (mapped, not read) or as lines "word v1 v2 …".
 */
#include "planverk-embed.h"

#include "base/hash.h"
#include "embed/vectors.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct state {
	struct arena *arena;
	struct span file; /* as mapped */
	struct vectors table;
	char model[80];
};

static int fail(const char *path, const struct err *err, char *error, size_t size)
{
	char line[24] = "";
	if (err->line)
		snprintf(line, sizeof line, ":%ld", err->line);
	snprintf(error, size, "%s%s: %s", path, line, err->message);
	return 1;
}

static bool map_file(const char *path, struct span *bytes, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	if (fd < 0)
		return err_errno(err, "Cannot open the table of vectors");
	void *at = MAP_FAILED;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
		at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (at == MAP_FAILED)
		return err_input(err, "This is no table of vectors: no regular file, or an empty one");
	*bytes = (struct span){ at, (size_t)st.st_size };
	return true;
}

static bool load(struct state *s, const char *path, struct err *err)
{
	struct span table;
	if (!map_file(path, &s->file, err))
		return false;
	table = s->file;
	struct vectors_source source = { .words = { path, s->file } };
	if (!vectors_recognise(s->file) && !vectors_from_text(s->arena, &source, &table, err))
		return false;
	/* The content is the name, so that vectors of another table are never taken for this one's. */
	struct digest digest = digest_of(table.s, table.n);
	char hex[DIGEST_HEX_SIZE];
	digest_hex(&digest, hex);
	snprintf(s->model, sizeof s->model, "static-%.16s", hex);
	return vectors_open(table, &s->table, err);
}

static void close_table(void *ctx)
{
	struct state *s = ctx;
	if (s->file.s)
		munmap((void *)(uintptr_t)s->file.s, s->file.n);
	arena_free(s->arena);
	free(s);
}

static int embed(void *ctx, const char *const *texts, size_t n, float *out, char *error, size_t size)
{
	struct state *s = ctx;
	struct err err = { 0 };
	for (size_t i = 0; i < n; i++)
		if (!vectors_embed(&s->table, span_of(texts[i]), out + i * s->table.dim, &err))
			return fail("the table", &err, error, size);
	return 0;
}

int planverk_embed_open(const char *config, struct planverk_embedder *e, char *error, size_t size)
{
	struct err err = { 0 };
	if (!*config) {
		err_input(&err, "name a table of vectors: --embed static:FILE");
		return fail("static", &err, error, size);
	}
	struct state *s = calloc(1, sizeof *s);
	if (!s)
		out_of_memory();
	s->arena = arena_new();
	if (!load(s, config, &err)) {
		close_table(s);
		return fail(config, &err, error, size);
	}
	*e = (struct planverk_embedder){ .abi = PLANVERK_EMBED_ABI, .dim = (uint32_t)s->table.dim, .model_id = s->model,
	                                 .ctx = s, .embed = embed, .close = close_table };
	return 0;
}
