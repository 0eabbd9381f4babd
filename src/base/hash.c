#include "base/hash.h"

#include <sodium.h>
#include <string.h>

_Static_assert(sizeof(struct digester) >= sizeof(crypto_generichash_state),
               "the state of libsodium fits");

uint64_t hash_u64(uint64_t x)
{
	/* The finaliser of splitmix64 (Steele, Lea and Flood 2014). */
	x ^= x >> 30;
	x *= UINT64_C(0xbf58476d1ce4e5b9);
	x ^= x >> 27;
	x *= UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

uint64_t hash_bytes(const void *bytes, size_t n, uint64_t seed)
{
	/* Eight bytes at a time, each multiplied by an odd constant and rotated in. */
	const unsigned char *p = bytes;
	uint64_t h = seed ^ (n * UINT64_C(0x9e3779b97f4a7c15)), word;
	for (; n >= 8; p += 8, n -= 8) {
		memcpy(&word, p, 8);
		h = (h ^ word) * UINT64_C(0x9fb21c651e98df25);
		h ^= h >> 32;
	}
	word = 0;
	if (n)
		memcpy(&word, p, n);
	return hash_u64(h ^ word);
}

void digest_begin(struct digester *d)
{
	crypto_generichash_init((crypto_generichash_state *)d->state, NULL, 0, DIGEST_SIZE);
}

void digest_bytes(struct digester *d, const void *bytes, size_t n)
{
	crypto_generichash_update((crypto_generichash_state *)d->state, bytes, n);
}

void digest_i64(struct digester *d, int64_t value)
{
	unsigned char little_endian[8];
	for (int i = 0; i < 8; i++)
		little_endian[i] = (unsigned char)((uint64_t)value >> (8 * i));
	digest_bytes(d, little_endian, sizeof little_endian);
}

void digest_field(struct digester *d, const void *bytes, size_t n)
{
	digest_i64(d, (int64_t)n);
	digest_bytes(d, bytes, n);
}

void digest_text(struct digester *d, const char *s)
{
	digest_field(d, s, s ? strlen(s) : 0);
}

struct digest digest_end(struct digester *d)
{
	struct digest out;
	crypto_generichash_final((crypto_generichash_state *)d->state, out.byte, DIGEST_SIZE);
	return out;
}

struct digest digest_of(const void *bytes, size_t n)
{
	struct digest out;
	crypto_generichash(out.byte, DIGEST_SIZE, bytes, n, NULL, 0);
	return out;
}

bool digest_eq(const struct digest *a, const struct digest *b)
{
	return sodium_memcmp(a->byte, b->byte, DIGEST_SIZE) == 0;
}

void digest_hex(const struct digest *d, char hex[DIGEST_HEX_SIZE])
{
	sodium_bin2hex(hex, DIGEST_HEX_SIZE, d->byte, DIGEST_SIZE);
}
