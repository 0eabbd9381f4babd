/*
 * Small helpers for text. Text is UTF-8; a string at an interface is
 * NUL-terminated (const char *), a piece of one is a struct span that points
 * into memory owned by someone else.
 */
#ifndef PLANVERK_BASE_STR_H
#define PLANVERK_BASE_STR_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct span {
	const char *s;
	size_t n; /* bytes */
};

#define SPAN(literal) ((struct span){ "" literal, sizeof(literal) - 1 })
#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

static inline struct span span_of(const char *s)
{
	return (struct span){ s, s ? strlen(s) : 0 };
}

bool span_eq(struct span a, struct span b);
bool span_is(struct span a, const char *s);

/* Without the white space (ASCII, no-break space U+00A0, byte-order mark) at both ends. */
struct span span_trim(struct span s);

/* Splits rest at the first separator: returns what stands before it, leaves what stands
 * behind. *rest becomes {NULL, 0} after the last piece; loop `while (rest.s)`. */
struct span span_cut(struct span *rest, char separator);

bool span_starts(struct span s, const char *prefix);
bool span_ends(struct span s, const char *suffix);
/* Whether needle stands in s; bytes are compared exactly. */
bool span_contains(struct span s, const char *needle);

static inline bool str_eq(const char *a, const char *b) { return strcmp(a, b) == 0; }
bool str_starts(const char *s, const char *prefix);
bool str_ends(const char *s, const char *suffix);
static inline const char *str_or(const char *s, const char *otherwise) { return s && *s ? s : otherwise; }

/* Whole-string numbers; false leaves *value alone. No white space, no locale. */
bool str_to_i64(const char *s, int64_t *value);
bool str_to_f64(const char *s, double *value);

/* The last path component of a path. */
const char *path_base(const char *path);

/* A string-keyed hash map of 64-bit values, from an arena; keys are copied. */
struct strmap;
struct strmap *strmap_new(struct arena *a);
/* The value's place; a new key's value is 0 and *added (may be NULL) tells. */
int64_t *strmap_at(struct strmap *m, struct span key, bool *added);
/* NULL where the key is missing. */
int64_t *strmap_find(const struct strmap *m, struct span key);
size_t strmap_len(const struct strmap *m);

#endif
