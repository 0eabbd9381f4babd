#include "base/hash.h"
#include "base/random.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

static void hashes_depend_on_every_byte_and_the_length(void **state)
{
	(void)state;
	unsigned char bytes[40] = { 0 };
	uint64_t whole = hash_bytes(bytes, sizeof bytes, 1);
	for (size_t i = 0; i < sizeof bytes; i++) {
		bytes[i] = 1;
		assert_true(hash_bytes(bytes, sizeof bytes, 1) != whole);
		bytes[i] = 0;
		assert_true(hash_bytes(bytes, i, 1) != whole); /* all zero, but shorter */
	}
	assert_true(hash_bytes(bytes, sizeof bytes, 2) != whole);
	assert_int_equal(hash_bytes(bytes, sizeof bytes, 1), whole);
}

/* One changed bit of the input should change about half of the 64 bits. */
static void hashes_mix_well(void **state)
{
	(void)state;
	double changed = 0;
	for (uint64_t x = 1; x <= 1000; x++)
		for (int bit = 0; bit < 64; bit++)
			changed += __builtin_popcountll(hash_u64(x) ^ hash_u64(x ^ UINT64_C(1) << bit));
	assert_true(fabs(changed / 64000 - 32) < 0.5);
}

static void digests_are_blake2b_256(void **state)
{
	(void)state;
	char hex[DIGEST_HEX_SIZE];
	struct digest d = digest_of("abc", 3); /* b2sum -l 256 */
	digest_hex(&d, hex);
	assert_string_equal(hex, "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
	struct digester in_pieces;
	digest_begin(&in_pieces);
	digest_bytes(&in_pieces, "a", 1);
	digest_bytes(&in_pieces, "bc", 2);
	struct digest same = digest_end(&in_pieces);
	assert_true(digest_eq(&d, &same));
}

static struct digest of_fields(const char *a, const char *b)
{
	struct digester d;
	digest_begin(&d);
	digest_text(&d, a);
	digest_text(&d, b);
	return digest_end(&d);
}

static void fields_do_not_run_together(void **state)
{
	(void)state;
	struct digest a = of_fields("ab", "c"), b = of_fields("a", "bc"), c = of_fields("", "abc"), d = of_fields(NULL, "abc");
	assert_false(digest_eq(&a, &b));
	assert_false(digest_eq(&b, &c));
	assert_true(digest_eq(&c, &d));
}

static void random_numbers_are_reproducible(void **state)
{
	(void)state;
	struct random a = random_seeded(42), b = random_seeded(42), c = random_seeded(43);
	bool differs = false;
	for (int i = 0; i < 1000; i++) {
		uint64_t x = random_next(&a);
		assert_int_equal(x, random_next(&b));
		differs = differs || x != random_next(&c);
	}
	assert_true(differs);
}

static void xoshiro_matches_its_reference(void **state)
{
	(void)state;
	/* The first outputs of the authors' xoshiro256starstar.c for the state 1, 2, 3, 4. */
	struct random r = { { 1, 2, 3, 4 } };
	static const uint64_t expected[] = { 11520, 0, 1509978240, UINT64_C(1215971899390074240) };
	for (int i = 0; i < 4; i++)
		assert_int_equal(random_next(&r), expected[i]);
}

static void small_ranges_are_even(void **state)
{
	(void)state;
	struct random r = random_seeded(7);
	int counts[6] = { 0 };
	for (int i = 0; i < 60000; i++) {
		uint64_t x = random_below(&r, 6);
		assert_true(x < 6);
		counts[x]++;
	}
	for (int i = 0; i < 6; i++)
		assert_in_range(counts[i], 9500, 10500); /* over five standard deviations */
	assert_int_equal(random_below(&r, 1), 0);
}

static void normal_numbers_have_mean_0_and_variance_1(void **state)
{
	(void)state;
	struct random r = random_seeded(7);
	double sum = 0, squares = 0;
	for (int i = 0; i < 100000; i++) {
		double x = random_normal(&r), u = random_unit(&r);
		assert_true(isfinite(x) && u >= 0 && u < 1);
		sum += x;
		squares += x * x;
	}
	assert_true(fabs(sum / 100000) < 0.02);
	assert_true(fabs(squares / 100000 - 1) < 0.03);
}

static void secrets_differ(void **state)
{
	(void)state;
	unsigned char a[16], b[16];
	random_secret(a, sizeof a);
	random_secret(b, sizeof b);
	assert_memory_not_equal(a, b, sizeof a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hashes_depend_on_every_byte_and_the_length),
		cmocka_unit_test(hashes_mix_well),
		cmocka_unit_test(digests_are_blake2b_256),
		cmocka_unit_test(fields_do_not_run_together),
		cmocka_unit_test(random_numbers_are_reproducible),
		cmocka_unit_test(xoshiro_matches_its_reference),
		cmocka_unit_test(small_ranges_are_even),
		cmocka_unit_test(normal_numbers_have_mean_0_and_variance_1),
		cmocka_unit_test(secrets_differ),
	};
	return cmocka_run_group_tests_name("base/hash", tests, NULL, NULL);
}
