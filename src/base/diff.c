#include "base/diff.h"

#include "base/hash.h"

/* More differences than this are shown as one: nobody reads them, and their cost grows with the square. */
#define DISTANCE_MAX 1000

struct words {
	struct span *v; /* each with the white space behind it */
	uint64_t *key;  /* of the word alone */
	size_t n;
};

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static struct words split(struct arena *a, const char *text)
{
	VEC(struct span) found = { 0 };
	VEC(uint64_t) keys = { 0 };
	for (const char *s = text; *s;) {
		const char *end = s, *next;
		while (*end && !is_space(*end))
			end++;
		for (next = end; *next && is_space(*next);)
			next++;
		*VEC_PUSH(a, &found) = (struct span){ s, (size_t)(next - s) };
		*VEC_PUSH(a, &keys) = hash_bytes(s, (size_t)(end - s), 0);
		s = next;
	}
	return (struct words){ found.v, keys.v, found.n };
}

struct writer {
	struct arena *arena;
	VEC(struct diff_piece) pieces;
};

/* Words of one text stand side by side in memory, so that a piece grows by its length. */
static void put(struct writer *w, enum diff_kind kind, struct span text)
{
	struct diff_piece *last = w->pieces.n ? &w->pieces.v[w->pieces.n - 1] : NULL;
	if (text.n == 0)
		return;
	if (last && last->kind == kind && last->text.s + last->text.n == text.s)
		last->text.n += text.n;
	else
		*VEC_PUSH(w->arena, &w->pieces) = (struct diff_piece){ kind, text };
}

/*
 * The furthest reach on each diagonal, for every number of differences: the rows of `trace` are what
 * the way back is read from. Returns the number of differences, -1 where there are too many.
 */
static long search(struct arena *a, const struct words *x, const struct words *y, long **trace)
{
	long n = (long)x->n, m = (long)y->n, max = n + m < DISTANCE_MAX ? n + m : DISTANCE_MAX;
	long *places = arena_array(a, (size_t)(2 * max + 3), sizeof *places), *reach = places + max + 1;
	for (long d = 0; d <= max; d++) {
		long *row = arena_array(a, (size_t)(2 * d + 3), sizeof *row);
		trace[d] = row + d + 1;
		for (long k = -d - 1; k <= d + 1; k++)
			if (k >= -max - 1 && k <= max + 1)
				trace[d][k] = reach[k];
		for (long k = -d; k <= d; k += 2) {
			bool down = k == -d || (k != d && reach[k - 1] < reach[k + 1]);
			long i = down ? reach[k + 1] : reach[k - 1] + 1;
			while (i < n && i - k < m && i - k >= 0 && x->key[i] == y->key[i - k])
				i++;
			reach[k] = i;
			if (i >= n && i - k >= m)
				return d;
		}
	}
	return -1;
}

/* The steps from the end back to the beginning; written in their order by the caller. */
static void walk_back(struct arena *a, const struct words *x, const struct words *y, long **trace, long d,
                      struct writer *w)
{
	long i = (long)x->n, j = (long)y->n;
	VEC(enum diff_kind) steps = { 0 };
	for (; d >= 0; d--) {
		long k = i - j, *reach = trace[d];
		bool down = k == -d || (k != d && reach[k - 1] < reach[k + 1]);
		long before = d == 0 ? 0 : down ? reach[k + 1] : reach[k - 1];
		long before_j = d == 0 ? 0 : before - (down ? k + 1 : k - 1);
		for (; i > before && j > before_j; i--, j--)
			*VEC_PUSH(a, &steps) = DIFF_SAME;
		if (d > 0)
			*VEC_PUSH(a, &steps) = down ? DIFF_NEW : DIFF_GONE;
		i = before;
		j = before_j;
	}
	size_t at = 0, to = 0;
	while (steps.n-- > 0) {
		enum diff_kind kind = steps.v[steps.n];
		put(w, kind, kind == DIFF_GONE ? x->v[at] : y->v[to]);
		at += kind != DIFF_NEW;
		to += kind != DIFF_GONE;
	}
}

void diff_words(struct arena *a, const char *old_text, const char *new_text, struct diff_piece **pieces, size_t *n)
{
	struct writer w = { .arena = a };
	struct words x = split(a, old_text), y = split(a, new_text);
	long **trace = arena_array(a, DISTANCE_MAX + 1, sizeof *trace);
	long d = search(a, &x, &y, trace);
	if (d >= 0) {
		walk_back(a, &x, &y, trace, d, &w);
	} else {
		put(&w, DIFF_GONE, span_of(old_text));
		put(&w, DIFF_NEW, span_of(new_text));
	}
	*pieces = w.pieces.v;
	*n = w.pieces.n;
}
