/*
 * Vectors of floats, in blocks that the compiler turns into vector instructions. The order of
 * additions is fixed by the code, so that the result is, too.
 */
#include "engine/text/text_internal.h"

#include <math.h>

void text_add_scaled(float *restrict out, float factor, const float *restrict in, size_t width)
{
	size_t i = 0;
	for (; i + 8 <= width; i += 8)
		for (size_t j = 0; j < 8; j++)
			out[i + j] += factor * in[i + j];
	for (; i < width; i++)
		out[i] += factor * in[i];
}

float text_dot(const float *x, const float *y, size_t width)
{
	float lane[8] = { 0 }, sum = 0;
	size_t i = 0;
	for (; i + 8 <= width; i += 8)
		for (size_t j = 0; j < 8; j++)
			lane[j] += x[i + j] * y[i + j];
	for (; i < width; i++)
		sum += x[i] * y[i];
	for (size_t j = 0; j < 8; j++)
		sum += lane[j];
	return sum;
}

float text_normalise(float *x, size_t width)
{
	float length = sqrtf(text_dot(x, x, width));
	for (size_t i = 0; length > 0 && i < width; i++)
		x[i] /= length;
	return length;
}

/* TEXT_TILE sums at a time stay in registers. */
void text_add_rows(float *restrict out, const float *restrict factor, const uint32_t *restrict row, size_t n,
                   const float *restrict in, size_t width)
{
	typedef float lanes __attribute__((vector_size(4 * sizeof(float)), aligned(sizeof(float)), may_alias));
	size_t i = 0;
	for (; i + TEXT_TILE <= width; i += TEXT_TILE) {
		lanes a = { 0 }, b = a, c = a, d = a; /* by name: in an array they would go to memory */
		for (size_t k = 0; k < n; k++) {
			const lanes *from = (const lanes *)(in + (row ? row[k] : k) * width + i);
			a += factor[k] * from[0];
			b += factor[k] * from[1];
			c += factor[k] * from[2];
			d += factor[k] * from[3];
		}
		lanes *to = (lanes *)(out + i);
		to[0] = a, to[1] = b, to[2] = c, to[3] = d;
	}
	for (; i < width; i++) {
		float sum = 0;
		for (size_t k = 0; k < n; k++)
			sum += factor[k] * in[(row ? row[k] : k) * width + i];
		out[i] = sum;
	}
}
