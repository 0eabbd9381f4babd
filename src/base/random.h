/* Random numbers: a reproducible generator for the engines, the system's for secrets. */
#ifndef PLANVERK_BASE_RANDOM_H
#define PLANVERK_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* xoshiro256** (Blackman and Vigna 2018), seeded through splitmix64: same seed, same numbers. */
struct random {
	uint64_t s[4];
};
struct random random_seeded(uint64_t seed);
uint64_t random_next(struct random *r);
/* Uniform in [0, n) without bias; n > 0. */
uint64_t random_below(struct random *r, uint64_t n);
/* Uniform in [0, 1). */
double random_unit(struct random *r);
/* Standard normal (Box-Muller, one of the pair). */
double random_normal(struct random *r);

/* Unpredictable bytes from the operating system (libsodium). */
void random_secret(void *bytes, size_t n);

#endif
