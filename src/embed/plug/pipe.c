/*
 * The plug "pipe": texts by any program that reads lines and writes lines. Configuration:
 *
 *	model=NAME [timeout=SECONDS] PROGRAM [ARGUMENT…]
 *
 * The words are separated by spaces, without quoting; no shell sees them. The program gets one
 * JSON object a line, {"id":1,"text":"…"}, and answers each, in order, with its vector as a JSON
 * array in one line. A first text at the start tells the dimension. NAME is what vectors are kept
 * under: another model, or other weights, need another.
 */
#include "planverk-embed.h"

#include "base/out.h"
#include "embed/plug/child.h"

#include <jansson.h>
#include <math.h>

#define TIMEOUT_MS 60000
#define START_TIMEOUT_MS 600000 /* loading a model may take a while */
#define ARGUMENTS_MAX 64
/* Given at the start, to learn how long its vectors are. */
#define FIRST_TEXT "Planverk"

struct state {
	struct arena *arena;
	char *argv[ARGUMENTS_MAX + 1];
	const char *model;
	int timeout_ms; /* 0: as was not said */
	struct child child;
	bool running;
	size_t dim; /* 0 until the first answer */
	int64_t last_id;
};

/* Where the answers go: `out` is NULL for the first of a child, which only tells the dimension. */
struct answers {
	struct state *state;
	float *out;
};

static int fail(const struct err *err, char *error, size_t size)
{
	snprintf(error, size, "%s", err->message);
	return 1;
}

/* ---- Configuration ---- */

static bool take_setting(struct state *s, const char *word, struct err *err)
{
	if (str_starts(word, "model=")) {
		s->model = word + strlen("model=");
		return true;
	}
	int64_t seconds;
	if (!str_to_i64(word + strlen("timeout="), &seconds) || seconds < 1 || seconds > 86400)
		return err_input(err, "timeout= takes seconds, 1 to 86400, not \"%s\"", word + strlen("timeout="));
	s->timeout_ms = (int)seconds * 1000;
	return true;
}

static bool read_config(struct state *s, const char *config, struct err *err)
{
	int n = 0;
	for (struct span rest = span_of(config); rest.s;) {
		struct span word = span_cut(&rest, ' ');
		if (word.n == 0)
			continue;
		if (n == ARGUMENTS_MAX)
			return err_input(err, "more than %d words in the configuration; write a script", ARGUMENTS_MAX);
		char *text = arena_strndup(s->arena, word.s, word.n);
		bool is_setting = n == 0 && (str_starts(text, "model=") || str_starts(text, "timeout="));
		if (!is_setting)
			s->argv[n++] = text;
		else if (!take_setting(s, text, err))
			return false;
	}
	if (!s->model || !*s->model || n == 0)
		return err_input(err, "the configuration is model=NAME [timeout=SECONDS] PROGRAM [ARGUMENT…], for instance "
		                 "--embed \"pipe:model=our-model-1 python3 /opt/model/embed.py\"");
	return true;
}

/* ---- Answers ---- */

static bool read_vector(const json_t *array, size_t dim, float *out, struct err *err)
{
	for (size_t d = 0; d < dim; d++) {
		const json_t *number = json_array_get(array, d);
		if (!json_is_number(number))
			return err_system(err, "the program answered a vector with something that is no number in it");
		out[d] = (float)json_number_value(number);
		if (!isfinite(out[d]))
			return err_system(err, "the program answered a number that is too large");
	}
	return true;
}

static bool take_answer(void *arg, struct span line, struct err *err)
{
	struct answers *to = arg;
	json_error_t problem;
	json_t *array = json_loadb(line.s, line.n, JSON_REJECT_DUPLICATES, &problem);
	size_t n = json_array_size(array);
	bool ok = json_is_array(array)
	          || err_system(err, "the program answered a line that is no JSON array: %.*s",
	                        line.n < 80 ? (int)line.n : 80, line.s);
	size_t *dim = &to->state->dim;
	if (ok && *dim == 0) {
		ok = (n > 0 && n <= PLANVERK_EMBED_DIM_MAX)
		     || err_system(err, "the program answered a vector of %zu numbers; 1 to %d are possible", n,
		                   PLANVERK_EMBED_DIM_MAX);
		*dim = ok ? n : 0;
	}
	if (ok && n != *dim)
		ok = err_system(err, "the program answered a vector of %zu numbers; its first had %zu", n, *dim);
	if (ok && to->out) {
		ok = read_vector(array, n, to->out, err);
		to->out += n;
	}
	json_decref(array);
	return ok;
}

static void stop(struct state *s)
{
	if (s->running)
		child_stop(&s->child);
	s->running = false;
}

static bool ask(struct state *s, const char *const *texts, size_t n, float *out, struct err *err)
{
	struct arena *a = arena_new();
	struct out o = out_memory(a);
	for (size_t i = 0; i < n; i++) {
		out_format(&o, "{\"id\":%lld,\"text\":", (long long)++s->last_id);
		json_text(&o, texts[i]);
		out_text(&o, "}\n");
	}
	struct answers to = { s, out };
	bool ok = child_ask(&s->child, (struct span){ out_string(&o), o.n }, n, take_answer, &to, err);
	arena_free(a);
	if (!ok)
		stop(s); /* an answer that comes late would be taken for another text's */
	return ok;
}

/* Also after a failure: a worker goes on with other texts. */
static bool start(struct state *s, struct err *err)
{
	static const char *const first[] = { FIRST_TEXT };
	if (s->running)
		return true;
	s->running = child_start(&s->child, s->argv, (s->timeout_ms ? s->timeout_ms : START_TIMEOUT_MS), err);
	if (!s->running || !ask(s, first, 1, NULL, err))
		return false;
	s->child.timeout_ms = s->timeout_ms ? s->timeout_ms : TIMEOUT_MS;
	return true;
}

/* ---- The interface ---- */

static void close_pipe(void *ctx)
{
	struct state *s = ctx;
	stop(s);
	arena_free(s->arena);
	free(s);
}

static int embed(void *ctx, const char *const *texts, size_t n, float *out, char *error, size_t size)
{
	struct err err = { 0 };
	return start(ctx, &err) && ask(ctx, texts, n, out, &err) ? 0 : fail(&err, error, size);
}

int planverk_embed_open(const char *config, struct planverk_embedder *e, char *error, size_t size)
{
	struct err err = { 0 };
	struct state *s = calloc(1, sizeof *s);
	if (!s)
		out_of_memory();
	s->arena = arena_new();
	if (!read_config(s, config, &err) || !start(s, &err)) {
		close_pipe(s);
		return fail(&err, error, size);
	}
	*e = (struct planverk_embedder){ .abi = PLANVERK_EMBED_ABI, .dim = (uint32_t)s->dim, .model_id = s->model,
	                                 .ctx = s, .embed = embed, .close = close_pipe };
	return 0;
}
