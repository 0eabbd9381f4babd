/*
 * Blocks in a list, newest first; allocation moves a pointer. Blocks double
 * from 16 kB to 1 MB, so that a small request costs one malloc and a large job
 * few. An allocation that does not fit a block of 1 MB gets one of its own.
 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_MIN ((size_t)16 << 10)
#define BLOCK_MAX ((size_t)1 << 20)
#define ALIGNMENT alignof(max_align_t)

struct block {
	struct block *older;
	size_t size, used; /* of data */
	alignas(max_align_t) unsigned char data[];
};

struct cleanup {
	struct cleanup *older;
	void (*fn)(void *);
	void *arg;
};

struct arena {
	struct block *newest;
	struct cleanup *cleanups;
	size_t used;
	size_t next_size;
};

_Noreturn void out_of_memory(void)
{
	static const char message[] = "planverk: out of memory\n";
	fwrite(message, 1, sizeof message - 1, stderr);
	_Exit(1);
}

static struct block *block_new(size_t size, struct block *older)
{
	if (size > SIZE_MAX - sizeof(struct block))
		out_of_memory();
	struct block *b = malloc(sizeof *b + size);
	if (!b)
		out_of_memory();
	b->older = older;
	b->size = size;
	b->used = 0;
	return b;
}

struct arena *arena_new(void)
{
	struct arena *a = calloc(1, sizeof *a);
	if (!a)
		out_of_memory();
	a->next_size = BLOCK_MIN;
	return a;
}

static void run_cleanups(struct arena *a)
{
	/* A cleanup may allocate or register another one, so the list is re-read. */
	while (a->cleanups) {
		struct cleanup *c = a->cleanups;
		a->cleanups = c->older;
		c->fn(c->arg);
	}
}

void arena_reset(struct arena *a)
{
	run_cleanups(a);
	/* The largest that is not out of proportion: who does the same again needs no other. */
	struct block *keep = NULL;
	for (struct block *b = a->newest, *older; b; b = older) {
		older = b->older;
		struct block *drop = b;
		if (b->size <= BLOCK_MAX && (!keep || b->size > keep->size)) {
			drop = keep;
			keep = b;
		}
		free(drop);
	}
	if (keep) {
		keep->older = NULL;
		keep->used = 0;
	}
	a->newest = keep;
	a->used = 0;
	a->next_size = keep && keep->size < BLOCK_MAX ? 2 * keep->size : BLOCK_MIN;
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	run_cleanups(a);
	for (struct block *b = a->newest, *older; b; b = older) {
		older = b->older;
		free(b);
	}
	free(a);
}

size_t arena_used(const struct arena *a)
{
	return a->used;
}

/* Uninitialised memory; the caller fills all of it. */
static void *allocate(struct arena *a, size_t size)
{
	if (size > SIZE_MAX - ALIGNMENT)
		out_of_memory();
	size_t rounded = (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
	struct block *b = a->newest;
	if (!b || b->size - b->used < rounded) {
		if (rounded > BLOCK_MAX / 2) {
			/* Its own block, placed behind the newest so that this one's rest stays in use. */
			struct block *own = block_new(rounded, b ? b->older : NULL);
			if (b)
				b->older = own;
			else
				a->newest = own;
			own->used = rounded;
			a->used += rounded;
			return own->data;
		}
		while (a->next_size < rounded)
			a->next_size *= 2;
		b = a->newest = block_new(a->next_size, b);
		if (a->next_size < BLOCK_MAX)
			a->next_size *= 2;
	}
	void *p = b->data + b->used;
	b->used += rounded;
	a->used += rounded;
	return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
	return memset(allocate(a, size), 0, size);
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(n, size, &bytes))
		out_of_memory();
	return arena_alloc(a, bytes);
}

void *arena_grow(struct arena *a, void *p, size_t old_size, size_t new_size)
{
	if (new_size <= old_size)
		return p;
	struct block *b = a->newest;
	size_t old_rounded = (old_size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
	if (p && b && b->used >= old_rounded && (unsigned char *)p == b->data + b->used - old_rounded) {
		size_t more = ((new_size + ALIGNMENT - 1) & ~(ALIGNMENT - 1)) - old_rounded;
		if (new_size <= SIZE_MAX - ALIGNMENT && b->size - b->used >= more) {
			b->used += more;
			a->used += more;
			memset((unsigned char *)p + old_size, 0, new_size - old_size);
			return p;
		}
	}
	unsigned char *grown = allocate(a, new_size);
	if (old_size)
		memcpy(grown, p, old_size);
	memset(grown + old_size, 0, new_size - old_size);
	return grown;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *copy = allocate(a, n + 1);
	if (n)
		memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

char *arena_vprintf(struct arena *a, const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	if (n < 0)
		out_of_memory();
	char *s = allocate(a, (size_t)n + 1);
	vsnprintf(s, (size_t)n + 1, format, again);
	va_end(again);
	return s;
}

char *arena_printf(struct arena *a, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *s = arena_vprintf(a, format, args);
	va_end(args);
	return s;
}

void arena_defer(struct arena *a, void (*fn)(void *), void *arg)
{
	struct cleanup *c = arena_alloc(a, sizeof *c);
	*c = (struct cleanup){ a->cleanups, fn, arg };
	a->cleanups = c;
}

void vec_reserve_(struct arena *a, void **v, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return;
	size_t cap_new = *cap ? *cap * 2 : 8, bytes;
	if (__builtin_mul_overflow(cap_new, size, &bytes))
		out_of_memory();
	*v = arena_grow(a, *v, *cap * size, bytes);
	*cap = cap_new;
}
