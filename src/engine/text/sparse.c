/* Sparse matrices by rows. Every row of a product is computed by one thread in a fixed order. */
#include "engine/text/text_internal.h"

#include "base/parallel.h"

struct text_sparse text_sparse_transpose(struct arena *a, const struct text_sparse *m)
{
	size_t n = m->at[m->rows];
	struct text_sparse t = {
		.rows = m->columns, .columns = m->rows,
		.at = arena_array(a, m->columns + 2, sizeof *t.at),
		.column = arena_array(a, n, sizeof *t.column),
		.value = arena_array(a, n, sizeof *t.value),
	};
	/* Counted two places on, so that filling moves each start to where it belongs. */
	for (size_t k = 0; k < n; k++)
		t.at[m->column[k] + 2]++;
	for (size_t c = 2; c < m->columns + 2; c++)
		t.at[c] += t.at[c - 1];
	for (size_t r = 0; r < m->rows; r++) {
		for (size_t k = m->at[r]; k < m->at[r + 1]; k++) {
			size_t to = t.at[m->column[k] + 1]++;
			t.column[to] = (uint32_t)r;
			t.value[to] = m->value[k];
		}
	}
	return t;
}

struct product {
	const struct text_sparse *m;
	const float *in;
	float *out;
	size_t width;
};

static void multiply_chunk(void *arg, size_t chunk)
{
	const struct product *p = arg;
	const struct text_sparse *m = p->m;
	for (size_t r = chunk * TEXT_CHUNK; r < text_chunk_end(chunk, m->rows); r++) {
		size_t n = m->at[r + 1] - m->at[r];
		/* A matrix without entries may have no arrays, to which nothing is added. */
		text_add_rows(p->out + r * p->width, n ? m->value + m->at[r] : NULL, n ? m->column + m->at[r] : NULL, n, p->in, p->width);
	}
}

void text_sparse_multiply(const struct text_sparse *m, const float *in, float *out, size_t width, unsigned threads)
{
	struct product p = { m, in, out, width };
	parallel(threads, text_chunks(m->rows), multiply_chunk, &p);
}
