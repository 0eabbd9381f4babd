/* Hashes: a fast one for tables, a cryptographic one (BLAKE2b-256) for what must be provable. */
#ifndef PLANVERK_BASE_HASH_H
#define PLANVERK_BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Fast, well mixed, the same on every run and machine of one byte order. Not against attackers. */
uint64_t hash_bytes(const void *bytes, size_t n, uint64_t seed);
/* Mixes one 64-bit value (a bijection). */
uint64_t hash_u64(uint64_t x);

#define DIGEST_SIZE 32
struct digest {
	uint8_t byte[DIGEST_SIZE];
};
#define DIGEST_HEX_SIZE (2 * DIGEST_SIZE + 1)

/* BLAKE2b-256 in pieces. Fields are to be written with digest_field(), which prefixes
 * the length, so that ("ab","c") and ("a","bc") differ. */
struct digester {
	_Alignas(64) unsigned char state[384];
};
void digest_begin(struct digester *d);
void digest_bytes(struct digester *d, const void *bytes, size_t n);
void digest_field(struct digester *d, const void *bytes, size_t n);
void digest_text(struct digester *d, const char *s); /* a field; NULL counts as "" */
void digest_i64(struct digester *d, int64_t value);
struct digest digest_end(struct digester *d);

struct digest digest_of(const void *bytes, size_t n);
bool digest_eq(const struct digest *a, const struct digest *b);
void digest_hex(const struct digest *d, char hex[DIGEST_HEX_SIZE]);

#endif
