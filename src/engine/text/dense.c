/* Vectors of floats, in blocks of eight that the compiler turns into vector instructions. */
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
