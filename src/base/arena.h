/*
 * Memory that lives as long as a request, a job or a command.
 *
 * One arena is made for each piece of work and passed explicitly; everything
 * allocated from it is freed at once by arena_free() or arena_reset(). Running
 * out of memory ends the process with a message, so no allocation needs a
 * check. What is not memory (files, statements, compressors) registers a
 * cleanup with the arena and is released with it, last first.
 *
 * An arena belongs to one thread at a time.
 */
#ifndef PLANVERK_BASE_ARENA_H
#define PLANVERK_BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(void);

/* Runs the cleanups, frees the memory and the arena. NULL is ignored. */
void arena_free(struct arena *a);

/* Runs the cleanups and forgets the allocations, but keeps one block for reuse. */
void arena_reset(struct arena *a);

/* Bytes handed out since the arena was made or reset; for tests and statistics. */
size_t arena_used(const struct arena *a);

/* Zeroed memory, aligned for any type. A size of 0 gives a valid pointer. */
void *arena_alloc(struct arena *a, size_t size);

/* Zeroed memory for n objects; an overflow of n * size ends the process. */
void *arena_array(struct arena *a, size_t n, size_t size);

/* A larger copy of p (old bytes copied, the rest zeroed). The last allocation grows in place. */
void *arena_grow(struct arena *a, void *p, size_t old_size, size_t new_size);

char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

/* Calls fn(arg) when the arena is reset or freed, last registered first. */
void arena_defer(struct arena *a, void (*fn)(void *), void *arg);

/* Ends the process: "out of memory". For the few callers of malloc outside arenas. */
_Noreturn void out_of_memory(void);

/*
 * Growing arrays: struct { T *v; size_t n, cap; }.
 * VEC_PUSH(arena, vec) gives a pointer to a new zeroed last element. Growing
 * moves the elements: keep indexes, not pointers, while a vector grows.
 */
#define VEC(type) struct { type *v; size_t n, cap; }
#define VEC_PUSH(arena, vec) \
	(vec_reserve_((arena), (void **)&(vec)->v, (vec)->n, &(vec)->cap, sizeof *(vec)->v), \
	 &(vec)->v[(vec)->n++])
void vec_reserve_(struct arena *a, void **v, size_t n, size_t *cap, size_t size);

#endif
