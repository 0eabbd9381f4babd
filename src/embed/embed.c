/* Loading a plug, and checking what it answers. */
#include "embed/embed.h"

#include "planverk-embed.h"

#include "base/str.h"
#include "base/utf8.h"

#include <dlfcn.h>
#include <math.h>
#include <unistd.h>

#define MODEL_MAX 200
#define ERROR_SIZE 512
/* Texts given at a time: the plug may work on them together, and progress is seen. */
#define BATCH 64

struct embedder {
	const char *name; /* as given */
	void *library;
	bool open;
	struct planverk_embedder plug;
	unsigned char room[256]; /* for what a plug of a later version may write behind it */
};

typedef int open_fn(const char *, struct planverk_embedder *, char *, size_t);

static void close_embedder(void *arg)
{
	struct embedder *e = arg;
	if (e->open)
		e->plug.close(e->plug.ctx);
	if (e->library)
		dlclose(e->library);
}

/* ---- Where it is ---- */

/* The folder of the running program, or "" where it cannot be told. */
static const char *program_folder(struct arena *a)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
	if (n <= 0)
		return "";
	path[n] = '\0';
	*strrchr(path, '/') = '\0';
	return arena_strdup(a, path);
}

/* A path as it stands; a bare name in the two places where the program's own plugs are. */
static const char *plug_path(struct arena *a, const char *path, struct err *err)
{
	if (strchr(path, '/'))
		return path;
	const char *folder = program_folder(a);
	const char *places[] = { arena_printf(a, "%s/planverk-embed-%s.so", folder, path),
	                         arena_printf(a, "%s/../lib/planverk/planverk-embed-%s.so", folder, path) };
	for (size_t i = 0; i < ARRAY_LEN(places); i++)
		if (access(places[i], R_OK) == 0)
			return places[i];
	err_input(err, "No plug for embeddings is called \"%s\": there is no %s and no %s. Another one is named "
	          "by its path, with a slash", path, places[0], places[1]);
	return NULL;
}

/* ---- Opening ---- */

static bool refuse(const struct embedder *e, struct err *err, const char *what)
{
	return err_input(err, "The plug for embeddings %s cannot be used: %s", e->name, what);
}

static bool check_plug(struct embedder *e, struct arena *a, struct err *err)
{
	const struct planverk_embedder *p = &e->plug;
	if (p->abi != PLANVERK_EMBED_ABI)
		return refuse(e, err, arena_printf(a, "it was made for version %u of the interface, this program has version "
		                                   "%d; compile it anew with planverk-embed.h", p->abi, PLANVERK_EMBED_ABI));
	if (!p->embed || !p->close)
		return refuse(e, err, "it did not say how to call it (embed or close is NULL)");
	e->open = true; /* from here on it is to be closed */
	if (p->dim == 0 || p->dim > PLANVERK_EMBED_DIM_MAX)
		return refuse(e, err, arena_printf(a, "its vectors have %u numbers; 1 to %d are possible",
		                                   p->dim, PLANVERK_EMBED_DIM_MAX));
	size_t n = p->model_id ? strnlen(p->model_id, MODEL_MAX + 1) : 0;
	bool good = n > 0 && n <= MODEL_MAX && utf8_valid((struct span){ p->model_id, n }, NULL);
	for (size_t i = 0; good && i < n; i++)
		good = (unsigned char)p->model_id[i] >= ' ';
	return good || refuse(e, err, "its model has no name of 1 to 200 bytes of UTF-8 in one line");
}

static bool load(struct embedder *e, struct arena *a, const char *path, const char *config, struct err *err)
{
	e->library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (!e->library)
		return refuse(e, err, dlerror());
	/* POSIX's way to make a function of what dlsym() gives. */
	open_fn *open_plug;
	*(void **)&open_plug = dlsym(e->library, "planverk_embed_open");
	if (!open_plug)
		return refuse(e, err, "it has no function planverk_embed_open");
	char error[ERROR_SIZE] = "";
	int status = open_plug(config, &e->plug, error, sizeof error);
	error[sizeof error - 1] = '\0';
	if (status != 0)
		return refuse(e, err, str_or(error, "it failed without saying why"));
	return check_plug(e, a, err);
}

bool embed_open(struct arena *a, const char *name, struct embedder **result, struct err *err)
{
	struct span rest = span_of(name), first = span_cut(&rest, ':');
	const char *path = plug_path(a, arena_strndup(a, first.s, first.n), err);
	if (!path)
		return false;
	struct embedder *e = arena_alloc(a, sizeof *e);
	e->name = arena_strdup(a, name);
	arena_defer(a, close_embedder, e);
	*result = e;
	return load(e, a, path, rest.s ? arena_strndup(a, rest.s, rest.n) : "", err);
}

size_t embed_dim(const struct embedder *e)
{
	return e->plug.dim;
}

const char *embed_model(const struct embedder *e)
{
	return e->plug.model_id;
}

/* ---- Texts ---- */

static bool check_rows(const struct embedder *e, const float *out, size_t from, size_t n, struct err *err)
{
	for (size_t i = 0; i < n; i++)
		for (size_t d = 0; d < e->plug.dim; d++)
			if (!isfinite(out[i * e->plug.dim + d]))
				return err_system(err, "The plug for embeddings %s gave a number that is not finite for text %zu; "
				                  "no vector of it is used", e->name, from + i + 1);
	return true;
}

bool embed_texts(struct embedder *e, const char *const *texts, size_t n, float *out,
                 embed_progress_fn *progress, void *progress_arg, struct err *err)
{
	for (size_t from = 0; from < n; from += BATCH) {
		size_t some = n - from < BATCH ? n - from : BATCH;
		float *rows = out + from * e->plug.dim;
		char error[ERROR_SIZE] = "";
		int status = e->plug.embed(e->plug.ctx, texts + from, some, rows, error, sizeof error);
		error[sizeof error - 1] = '\0';
		if (status != 0)
			return err_system(err, "The plug for embeddings %s failed at texts %zu to %zu of %zu; no vector of it is "
			                  "used: %s", e->name, from + 1, from + some, n, str_or(error, "it did not say why"));
		if (!check_rows(e, rows, from, some, err))
			return false;
		if (progress)
			progress(progress_arg, from + some, n);
	}
	return true;
}
