#include "base/random.h"

#include "base/hash.h"

#include <math.h>
#include <sodium.h>

struct random random_seeded(uint64_t seed)
{
	struct random r;
	for (int i = 0; i < 4; i++)
		r.s[i] = hash_u64(seed += UINT64_C(0x9e3779b97f4a7c15));
	return r;
}

static uint64_t rotate(uint64_t x, int k)
{
	return x << k | x >> (64 - k);
}

uint64_t random_next(struct random *r)
{
	uint64_t *s = r->s, result = rotate(s[1] * 5, 7) * 9, t = s[1] << 17;
	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotate(s[3], 45);
	return result;
}

uint64_t random_below(struct random *r, uint64_t n)
{
	/* Draws again in the short last interval, so that every value is equally likely. */
	uint64_t x, limit = -n % n;
	do
		x = random_next(r);
	while (x < limit);
	return x % n;
}

double random_unit(struct random *r)
{
	return (double)(random_next(r) >> 11) * 0x1.0p-53;
}

double random_normal(struct random *r)
{
	double u = 1.0 - random_unit(r); /* (0, 1]: the logarithm is finite */
	return sqrt(-2.0 * log(u)) * cos(2.0 * M_PI * random_unit(r));
}

void random_secret(void *bytes, size_t n)
{
	randombytes_buf(bytes, n);
}
