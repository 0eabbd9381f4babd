#include "base/str.h"

#include "base/hash.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

bool span_eq(struct span a, struct span b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0);
}

bool span_is(struct span a, const char *s)
{
	return span_eq(a, span_of(s));
}

/* Length of the white space at the start of s: ASCII, U+00A0 (C2 A0) or U+FEFF (EF BB BF). */
static size_t space_at(const char *s, size_t n)
{
	if (n >= 1 && (*s == ' ' || (*s >= '\t' && *s <= '\r')))
		return 1;
	if (n >= 2 && memcmp(s, "\xC2\xA0", 2) == 0)
		return 2;
	if (n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0)
		return 3;
	return 0;
}

struct span span_trim(struct span s)
{
	size_t w;
	while ((w = space_at(s.s, s.n)) > 0) {
		s.s += w;
		s.n -= w;
	}
	for (;;) {
		for (w = 1; w <= 3 && w <= s.n; w++)
			if (space_at(s.s + s.n - w, w) == w)
				break;
		if (w > 3 || w > s.n)
			return s;
		s.n -= w;
	}
}

struct span span_cut(struct span *rest, char separator)
{
	const char *at = rest->n ? memchr(rest->s, separator, rest->n) : NULL;
	if (!at) {
		struct span last = *rest;
		*rest = (struct span){ 0 };
		return last;
	}
	struct span piece = { rest->s, (size_t)(at - rest->s) };
	*rest = (struct span){ at + 1, rest->n - piece.n - 1 };
	return piece;
}

bool span_starts(struct span s, const char *prefix)
{
	size_t n = strlen(prefix);
	return s.n >= n && memcmp(s.s, prefix, n) == 0;
}

bool span_ends(struct span s, const char *suffix)
{
	size_t n = strlen(suffix);
	return s.n >= n && memcmp(s.s + s.n - n, suffix, n) == 0;
}

bool span_contains(struct span s, const char *needle)
{
	return s.n && memmem(s.s, s.n, needle, strlen(needle)) != NULL;
}

bool str_starts(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool str_ends(const char *s, const char *suffix)
{
	return span_ends(span_of(s), suffix);
}

bool str_to_i64(const char *s, int64_t *value)
{
	const char *digits = *s == '-' ? s + 1 : s;
	if (*digits < '0' || *digits > '9')
		return false;
	char *end;
	errno = 0;
	long long v = strtoll(s, &end, 10);
	if (errno || *end)
		return false;
	*value = v;
	return true;
}

bool str_to_f64(const char *s, double *value)
{
	/* The program never calls setlocale, so strtod reads a decimal point. */
	if (!*s || strspn(s, "+-0123456789.eE") != strlen(s))
		return false;
	char *end;
	double v = strtod(s, &end);
	if (*end || !isfinite(v))
		return false;
	*value = v;
	return true;
}

const char *path_base(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

/* Open addressing with linear probing; at most two thirds full. */
struct strmap_entry {
	struct span key;
	uint64_t hash;
	int64_t value;
};

struct strmap {
	struct arena *arena;
	struct strmap_entry *entries;
	size_t mask, n;
};

struct strmap *strmap_new(struct arena *a)
{
	struct strmap *m = arena_alloc(a, sizeof *m);
	m->arena = a;
	m->mask = 15;
	m->entries = arena_array(a, m->mask + 1, sizeof *m->entries);
	return m;
}

static struct strmap_entry *slot(const struct strmap *m, struct span key, uint64_t hash)
{
	size_t i = hash & m->mask;
	while (m->entries[i].key.s
	       && !(m->entries[i].hash == hash && span_eq(m->entries[i].key, key)))
		i = (i + 1) & m->mask;
	return &m->entries[i];
}

static void grow(struct strmap *m)
{
	struct strmap_entry *old = m->entries;
	size_t old_mask = m->mask;
	m->mask = 2 * old_mask + 1;
	m->entries = arena_array(m->arena, m->mask + 1, sizeof *m->entries);
	for (size_t i = 0; i <= old_mask; i++)
		if (old[i].key.s)
			*slot(m, old[i].key, old[i].hash) = old[i];
}

int64_t *strmap_at(struct strmap *m, struct span key, bool *added)
{
	uint64_t hash = hash_bytes(key.s, key.n, 0);
	struct strmap_entry *e = slot(m, key, hash);
	bool is_new = !e->key.s;
	if (is_new) {
		if (3 * (m->n + 1) > 2 * (m->mask + 1)) {
			grow(m);
			e = slot(m, key, hash);
		}
		m->n++;
		e->key = (struct span){ arena_strndup(m->arena, key.s, key.n), key.n };
		e->hash = hash;
	}
	if (added)
		*added = is_new;
	return &e->value;
}

int64_t *strmap_find(const struct strmap *m, struct span key)
{
	struct strmap_entry *e = slot(m, key, hash_bytes(key.s, key.n, 0));
	return e->key.s ? &e->value : NULL;
}

size_t strmap_len(const struct strmap *m)
{
	return m->n;
}
