/* Finding and sorting what the model of the report is made from. */
#include "module/report/report_basis_build.h"

#include <stdlib.h>

struct id_index id_index_new(struct arena *a, size_t n)
{
	return (struct id_index){ arena_array(a, n, sizeof(struct id_place)), 0 };
}

void id_index_add(struct id_index *index, int64_t id, size_t at)
{
	index->v[index->n++] = (struct id_place){ id, at };
}

static int compare_ids(const void *a, const void *b)
{
	int64_t x = ((const struct id_place *)a)->id, y = ((const struct id_place *)b)->id;
	return (x > y) - (x < y);
}

void id_index_sort(struct id_index *index)
{
	qsort(index->v, index->n, sizeof *index->v, compare_ids);
}

size_t id_index_find(const struct id_index *index, int64_t id)
{
	struct id_place key = { id, 0 };
	const struct id_place *found = bsearch(&key, index->v, index->n, sizeof key, compare_ids);
	return found ? found->at : BASIS_NONE;
}

struct basis_list *bins_make(struct arena *a, const size_t *bin, size_t n, size_t n_bins)
{
	struct basis_list *bins = arena_array(a, n_bins, sizeof *bins);
	size_t *places = arena_array(a, n, sizeof *places), used = 0;
	for (size_t i = 0; i < n; i++)
		if (bin[i] != BASIS_NONE)
			bins[bin[i]].n++;
	size_t *next = arena_array(a, n_bins, sizeof *next);
	for (size_t k = 0; k < n_bins; k++) {
		bins[k].v = places + used;
		next[k] = used;
		used += bins[k].n;
	}
	for (size_t i = 0; i < n; i++)
		if (bin[i] != BASIS_NONE)
			places[next[bin[i]]++] = i;
	return bins;
}
