/* What tests of file formats share. */
#ifndef PLANVERK_TESTS_FORMAT_TEST_H
#define PLANVERK_TESTS_FORMAT_TEST_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#define assert_ok(call, err) do { \
	if (!(call)) \
		fail_msg("%s: %s", #call, (err).message); \
} while (0)

/* A refusal that names the line and says a certain thing. */
#define assert_refused(call, err, at_line, words) do { \
	if (call) \
		fail_msg("%s: not refused", #call); \
	if (!strstr((err).message, words)) \
		fail_msg("\"%s\" does not say \"%s\"", (err).message, words); \
	assert_int_equal((err).line, at_line); \
	assert_true((err).file[0] != '\0'); \
} while (0)

static inline int arena_setup(void **state)
{
	*state = arena_new();
	return 0;
}

static inline int arena_teardown(void **state)
{
	arena_free(*state);
	return 0;
}

/* A test with an arena of its own. */
#define ARENA_TEST(name) { #name, name, arena_setup, arena_teardown, NULL }

#endif
