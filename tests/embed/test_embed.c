/* The loader: what a plug answers is checked, and every refusal says why. */
#include "embed/embed.h"

#include "base/str.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The folder of this program, BUILD/tests/tests/embed: the wrong plug lies there, and the
 * program's own three folders up. */
static const char *here(struct arena *a)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
	assert_true(n > 0);
	path[n] = '\0';
	*strrchr(path, '/') = '\0';
	return arena_strdup(a, path);
}

static struct embedder *opened(struct arena *a, const char *name)
{
	struct err err = { 0 };
	struct embedder *e = NULL;
	if (!embed_open(a, name, &e, &err))
		fail_msg("%s: %s", name, err.message);
	return e;
}

static void refuses(const char *name, const char *because)
{
	struct arena *a = arena_new();
	struct err err = { 0 };
	struct embedder *e = NULL;
	assert_false(embed_open(a, name, &e, &err));
	if (!strstr(err.message, because))
		fail_msg("%s: \"%s\" does not say \"%s\"", name, err.message, because);
	arena_free(a);
}

static void fails_to_embed(struct embedder *e, const char *because)
{
	const char *const texts[] = { "en", "to", "tre" };
	float out[3 * 64];
	struct err err = { 0 };
	assert_true(embed_dim(e) <= 64);
	assert_false(embed_texts(e, texts, 3, out, NULL, NULL, &err));
	if (!strstr(err.message, because))
		fail_msg("\"%s\" does not say \"%s\"", err.message, because);
}

#define WRONG(a, config) arena_printf(a, "%s/wrong_plug.so:%s", here(a), config)

static void opens_a_plug(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct embedder *e = opened(a, WRONG(a, ""));
	const char *const texts[] = { "a", "bb" };
	float out[6];
	struct err err = { 0 };
	assert_int_equal(embed_dim(e), 3);
	assert_string_equal(embed_model(e), "test");
	assert_true(embed_texts(e, texts, 2, out, NULL, NULL, &err));
	const float expected[] = { 1, 2, 3, 2, 3, 4 };
	assert_memory_equal(out, expected, sizeof out);
	arena_free(a);
}

static void refuses_what_cannot_be_used(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	refuses(WRONG(a, "abi"), "version 2 of the interface, this program has version 1");
	refuses(WRONG(a, "no-dim"), "0 numbers");
	refuses(WRONG(a, "huge-dim"), "8193 numbers");
	refuses(WRONG(a, "no-name"), "no name");
	refuses(WRONG(a, "long-name"), "no name");
	refuses(WRONG(a, "two-lines"), "one line");
	refuses(WRONG(a, "no-embed"), "embed or close is NULL");
	refuses(WRONG(a, "refuses"), "there is no model here");
	refuses("/nowhere/plug.so", "cannot open shared object file");
	refuses("nosuchplug:x", "No plug for embeddings is called \"nosuchplug\"");
	refuses("/proc/self/exe", "cannot be used");
	arena_free(a);
}

static void refuses_bad_vectors(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	fails_to_embed(opened(a, WRONG(a, "nan")), "not finite for text 3");
	fails_to_embed(opened(a, WRONG(a, "infinite")), "not finite for text 1");
	fails_to_embed(opened(a, WRONG(a, "long-error")), "xxxx");
	arena_free(a);
}

/* Two batches, of which the second fails. */
static void is_all_or_nothing(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct embedder *e = opened(a, WRONG(a, "fails-later"));
	const char **texts = arena_array(a, 100, sizeof *texts);
	float *out = arena_array(a, 300, sizeof *out);
	struct err err = { 0 };
	for (size_t i = 0; i < 100; i++)
		texts[i] = "x";
	assert_false(embed_texts(e, texts, 100, out, NULL, NULL, &err));
	assert_non_null(strstr(err.message, "texts 65 to 100 of 100; no vector of it is used: the model has gone"));
	arena_free(a);
}

/* ---- The plug "pipe" ---- */

#define PIPE(a, rest) arena_printf(a, "%s/../../../planverk-embed-pipe.so:%s", here(a), rest)

/* A child that answers each line with what a shell command makes of it. The words of a
 * configuration have no spaces in them, so neither has the script. */
static const char *script(struct arena *a, const char *text)
{
	char *path = arena_strdup(a, "/tmp/planverk-embed-XXXXXX");
	int fd = mkstemp(path);
	FILE *f = fdopen(fd, "w");
	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
	return path;
}

static struct embedder *child(struct arena *a, const char *text, const char **path)
{
	*path = script(a, text);
	return opened(a, PIPE(a, arena_printf(a, "model=m timeout=5 sh %s", *path)));
}

static void asks_a_child_in_order(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char *path;
	/* Answers the number of the line, and talks on standard error meanwhile. */
	struct embedder *e = child(a, "n=0; while read -r line; do n=$((n+1)); echo talk >&2; echo \"[$n, 0.5]\"; done\n", &path);
	enum { N = 1000 };
	const char **texts = arena_array(a, N, sizeof *texts);
	float *out = arena_array(a, 2 * N, sizeof *out);
	struct err err = { 0 };
	for (int i = 0; i < N; i++)
		texts[i] = "Æ \"quoted\"\nline";
	assert_int_equal(embed_dim(e), 2);
	assert_string_equal(embed_model(e), "m");
	if (!embed_texts(e, texts, N, out, NULL, NULL, &err))
		fail_msg("%s", err.message);
	for (int i = 0; i < N; i++)
		assert_true(out[2 * i] == (float)(i + 2)); /* the first line told the dimension */
	unlink(path);
	arena_free(a);
}

static void reports_what_a_child_does_wrong(void **state)
{
	(void)state;
	static const struct { const char *text, *because; } cases[] = {
		{ "read -r line; echo '[1]'; read -r line; echo 'out of memory' >&2; exit 3\n",
		  "exit status 3. Its last words: out of memory" },
		{ "read -r line; echo '[1]'; read -r line; kill -9 $$\n", "ended by signal 9" },
		{ "read -r line; echo '[1]'; while read -r line; do echo '[1, 2]'; done\n", "a vector of 2 numbers; its first had 1" },
		{ "read -r line; echo '[1]'; while read -r line; do echo '[\"x\"]'; done\n", "no number in it" },
		{ "read -r line; echo '[1]'; while read -r line; do echo '[1e300]'; done\n", "too large" },
		{ "read -r line; echo '[1]'; while read -r line; do echo '{}'; done\n", "no JSON array: {}" },
		{ "read -r line; echo '[1]'; read -r line; exec sleep 60\n", "did not answer for 5 seconds" },
		{ "read -r line; echo '[1]'; read -r line; yes no | tr -d '\\n'\n", "longer than" },
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct arena *a = arena_new();
		const char *path;
		fails_to_embed(child(a, cases[i].text, &path), cases[i].because);
		unlink(path);
		arena_free(a);
	}
}

/* Its surplus would be taken for the answers to the next texts. */
static void notices_more_answers_than_texts(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char *path, *const text = "x";
	struct embedder *e = child(a, "read -r line; echo '[1]'; while read -r line; do echo '[1]'; echo '[2]'; done\n", &path);
	float out;
	struct err err = { 0 };
	if (embed_texts(e, &text, 1, &out, NULL, NULL, &err)) {
		usleep(200000); /* the second line may come a little later */
		assert_false(embed_texts(e, &text, 1, &out, NULL, NULL, &err));
	}
	assert_non_null(strstr(err.message, "more lines than it was given texts"));
	unlink(path);
	arena_free(a);
}

/* After a failure the next texts get a new child. */
static void starts_again(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	const char *path, *const text = "x";
	struct embedder *e = child(a, "read -r line; echo '[1]'; read -r line; echo '[7]'; exit 0\n", &path);
	float out;
	for (int i = 0; i < 3; i++) {
		struct err err = { 0 };
		if (!embed_texts(e, &text, 1, &out, NULL, NULL, &err)) {
			assert_non_null(strstr(err.message, "the program ended"));
			assert_true(embed_texts(e, &text, 1, &out, NULL, NULL, &(struct err){ 0 }));
		}
		assert_true(out == 7);
	}
	unlink(path);
	arena_free(a);
}

static void refuses_wrong_configurations(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	refuses(PIPE(a, ""), "the configuration is model=NAME");
	refuses(PIPE(a, "model=x"), "the configuration is model=NAME");
	refuses(PIPE(a, "cat"), "the configuration is model=NAME");
	refuses(PIPE(a, "model=x timeout=never cat"), "1 to 86400");
	refuses(PIPE(a, "model=x /nowhere/program"), "Cannot start /nowhere/program");
	refuses(PIPE(a, "model=x cat"), "no JSON array");
	arena_free(a);
}

int main(void)
{
	signal(SIGPIPE, SIG_IGN); /* as planverk does */
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(opens_a_plug),
		cmocka_unit_test(refuses_what_cannot_be_used),
		cmocka_unit_test(refuses_bad_vectors),
		cmocka_unit_test(is_all_or_nothing),
		cmocka_unit_test(asks_a_child_in_order),
		cmocka_unit_test(reports_what_a_child_does_wrong),
		cmocka_unit_test(notices_more_answers_than_texts),
		cmocka_unit_test(starts_again),
		cmocka_unit_test(refuses_wrong_configurations),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
