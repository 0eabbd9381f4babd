/* Tables of vectors from anyone, in both forms: any bytes give a table or a message. */
#include "embed/vectors.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void embed_something(const struct vectors *v)
{
	struct err err = { 0 };
	float *out = calloc(v->dim, sizeof *out);
	if (!out)
		out_of_memory();
	vectors_embed(v, SPAN("Flere tog til Østfold, og lærlinger i 2040"), out, &err);
	free(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new();
	struct err err = { 0 };
	/* Aligned, as a mapped file is. */
	char *copy = arena_alloc(a, n);
	if (n)
		memcpy(copy, bytes, n);
	struct span all = { copy, n }, table = all, counts = { 0 };
	struct vectors v;
	if (!vectors_recognise(all)) {
		/* What stands behind an empty line are counts. */
		const char *gap = n ? memmem(copy, n, "\n\n", 2) : NULL;
		if (gap) {
			counts = (struct span){ gap + 2, (size_t)(copy + n - gap - 2) };
			all.n = (size_t)(gap - copy);
		}
		struct vectors_source source = { .words = { "words", all }, .counts = { "counts", counts } };
		if (!vectors_from_text(a, &source, &table, &err))
			table = (struct span){ 0 };
	}
	if (table.n && vectors_open(table, &v, &err))
		embed_something(&v);
	arena_free(a);
	return 0;
}
