#include "base/arena.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdint.h>

static bool is_zero(const unsigned char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i])
			return false;
	return true;
}

static void memory_is_zeroed_aligned_and_apart(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	unsigned char *previous = NULL;
	for (size_t size = 1; size < 3000; size += 7) {
		unsigned char *p = arena_alloc(a, size);
		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		assert_true(is_zero(p, size));
		memset(p, 0xAB, size);
		assert_ptr_not_equal(p, previous);
		previous = p;
	}
	arena_free(a);
}

static void reused_memory_is_zeroed_again(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	for (int round = 0; round < 3; round++) {
		unsigned char *p = arena_alloc(a, 5000);
		assert_true(is_zero(p, 5000));
		memset(p, 0xFF, 5000);
		arena_reset(a);
		assert_int_equal(arena_used(a), 0);
	}
	arena_free(a);
}

static void a_large_allocation_leaves_the_current_block_in_use(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	char *first = arena_strdup(a, "before");
	unsigned char *large = arena_alloc(a, (size_t)8 << 20);
	char *second = arena_strdup(a, "after");
	assert_true(is_zero(large, (size_t)8 << 20));
	assert_int_equal(second - first, 16); /* side by side in the small block */
	assert_string_equal(first, "before");
	assert_true(arena_used(a) >= (size_t)8 << 20);
	arena_free(a);
}

static void growing_keeps_the_old_bytes_and_zeroes_the_rest(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	char *p = arena_alloc(a, 10);
	memset(p, 'x', 10);
	char *in_place = arena_grow(a, p, 10, 100);
	assert_ptr_equal(in_place, p); /* the last allocation */
	char *other = arena_alloc(a, 1);
	*other = 'y';
	char *moved = arena_grow(a, in_place, 100, 1000);
	assert_ptr_not_equal(moved, in_place);
	assert_memory_equal(moved, "xxxxxxxxxx", 10);
	assert_true(is_zero((unsigned char *)moved + 10, 990));
	assert_int_equal(*other, 'y');
	assert_ptr_equal(arena_grow(a, moved, 1000, 10), moved);
	arena_free(a);
}

static void vectors_grow_past_every_block_size(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	VEC(uint32_t) v = { 0 };
	for (uint32_t i = 0; i < 600000; i++)
		*VEC_PUSH(a, &v) = i;
	assert_int_equal(v.n, 600000);
	for (uint32_t i = 0; i < 600000; i++)
		assert_int_equal(v.v[i], i);
	arena_free(a);
}

static char order[8];

static void note(void *arg)
{
	size_t n = strlen(order);
	order[n] = *(char *)arg;
}

static void cleanups_run_last_first_and_once(void **state)
{
	(void)state;
	static char name[] = "abc";
	struct arena *a = arena_new();
	memset(order, 0, sizeof order);
	for (int i = 0; i < 3; i++)
		arena_defer(a, note, &name[i]);
	arena_reset(a);
	assert_string_equal(order, "cba");
	arena_defer(a, note, &name[0]);
	arena_free(a);
	assert_string_equal(order, "cbaa");
}

static void texts_are_copied_and_printed(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	assert_string_equal(arena_strndup(a, "Ås kommune", 3), "Ås");
	assert_string_equal(arena_strndup(a, NULL, 0), "");
	assert_string_equal(arena_printf(a, "%s-%d", "mål", 7), "mål-7");
	char *wide = arena_printf(a, "%0100000d", 1);
	assert_int_equal(strlen(wide), 100000);
	arena_free(a);
	arena_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_is_zeroed_aligned_and_apart),
		cmocka_unit_test(reused_memory_is_zeroed_again),
		cmocka_unit_test(a_large_allocation_leaves_the_current_block_in_use),
		cmocka_unit_test(growing_keeps_the_old_bytes_and_zeroes_the_rest),
		cmocka_unit_test(vectors_grow_past_every_block_size),
		cmocka_unit_test(cleanups_run_last_first_and_once),
		cmocka_unit_test(texts_are_copied_and_printed),
	};
	return cmocka_run_group_tests_name("base/arena", tests, NULL, NULL);
}
