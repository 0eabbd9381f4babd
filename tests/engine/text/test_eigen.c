/* The numerical parts: eigenvectors, sparse products, k-means. */
#include "collection.h"

#include "base/random.h"

#include <math.h>

enum { N = 300 };

/* A matrix with the eigenvalues 1/(i+1) in the directions of the axes, reflected at a plane. */
struct known {
	float normal[N];
};

static void reflect(const struct known *k, float *x)
{
	float along = text_dot(k->normal, x, N);
	text_add_scaled(x, -2 * along, k->normal, N);
}

static void apply_known(const void *arg, const float *in, float *out, size_t width)
{
	for (size_t j = 0; j < width; j++) {
		float x[N];
		for (size_t i = 0; i < N; i++)
			x[i] = in[i * width + j];
		reflect(arg, x);
		for (size_t i = 0; i < N; i++)
			x[i] /= (float)(i + 1);
		reflect(arg, x);
		for (size_t i = 0; i < N; i++)
			out[i * width + j] = x[i];
	}
}

static void finds_leading_eigenvectors(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	struct known k;
	struct random r = random_seeded(7);
	for (size_t i = 0; i < N; i++)
		k.normal[i] = (float)random_normal(&r);
	text_normalise(k.normal, N);
	struct text_operator op = { N, apply_known, &k, 2 };
	struct text_eigen e = text_eigen_leading(a, &op, 5, 12, 3);
	assert_int_equal(e.width, 5);
	for (size_t j = 0; j < 5; j++) {
		float x[N];
		for (size_t i = 0; i < N; i++)
			x[i] = e.vector[i * 5 + j];
		reflect(&k, x);
		assert_true(fabs(e.value[j] - 1.0 / (double)(j + 1)) < 1e-3);
		assert_true(fabsf(x[j]) > 0.99F); /* an axis, of either sign */
	}
	arena_free(a);
}

/* A matrix of rank 1 has one eigenvector, however many are asked for. */
static void apply_ones(const void *arg, const float *in, float *out, size_t width)
{
	size_t n = *(const size_t *)arg;
	for (size_t j = 0; j < width; j++) {
		float sum = 0;
		for (size_t i = 0; i < n; i++)
			sum += in[i * width + j];
		for (size_t i = 0; i < n; i++)
			out[i * width + j] = sum;
	}
}

static void bears_dependent_vectors(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	for (size_t n = 0; n < 20; n++) {
		struct text_operator op = { n, apply_ones, &n, 1 };
		struct text_eigen e = text_eigen_leading(a, &op, 10, 3, 1);
		assert_int_equal(e.width, n < 10 ? n : 10);
		for (size_t i = 0; i < e.n * e.width; i++)
			assert_true(isfinite(e.vector[i]));
		for (size_t j = 0; j < e.width; j++)
			assert_true(fabs(e.value[j] - (j == 0 ? (double)n : 0)) < 1e-3);
	}
	arena_free(a);
}

static void multiplies_and_transposes(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	/* 1 0 2
	 * 0 3 0 */
	size_t at[] = { 0, 2, 3 };
	uint32_t column[] = { 0, 2, 1 };
	float value[] = { 1, 2, 3 };
	struct text_sparse m = { 2, 3, at, column, value };
	float in[] = { 1, 10, 2, 20, 3, 30 }, out[4], back[6];
	text_sparse_multiply(&m, in, out, 2, 2);
	const float expected[] = { 7, 70, 6, 60 };
	assert_memory_equal(out, expected, sizeof expected);
	struct text_sparse t = text_sparse_transpose(a, &m);
	text_sparse_multiply(&t, out, back, 2, 1);
	const float returned[] = { 7, 70, 18, 180, 14, 140 };
	assert_memory_equal(back, returned, sizeof returned);
	arena_free(a);
}

static void finds_clusters(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	enum { POINTS = 90, WIDTH = 3 };
	float row[POINTS * WIDTH] = { 0 }, weight[POINTS];
	struct random r = random_seeded(5);
	for (size_t i = 0; i < POINTS; i++) {
		for (size_t j = 0; j < WIDTH; j++)
			row[i * WIDTH + j] = (j == i % WIDTH) + 0.1F * (float)random_normal(&r);
		text_normalise(row + i * WIDTH, WIDTH);
		weight[i] = 1;
	}
	struct text_points p = { POINTS, WIDTH, row, weight };
	struct text_kmeans m = text_kmeans(a, &p, 3, 4, 2, 1);
	assert_int_equal(m.k, 3);
	for (size_t i = 3; i < POINTS; i++)
		assert_int_equal(m.of[i], m.of[i % 3]);
	assert_true(m.of[0] != m.of[1] && m.of[1] != m.of[2] && m.of[0] != m.of[2]);
	/* Fewer different points than groups. */
	p.n = 2;
	assert_int_equal(text_kmeans(a, &p, 5, 2, 1, 1).k, 2);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_leading_eigenvectors),
		cmocka_unit_test(bears_dependent_vectors),
		cmocka_unit_test(multiplies_and_transposes),
		cmocka_unit_test(finds_clusters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
