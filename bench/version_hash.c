/* The hash over a plan's tree: the median of 21 runs, in milliseconds. usage: version_hash PLAN.json */
#include "base/clock.h"
#include "base/file.h"
#include "module/version/version.h"

#include <stdio.h>
#include <stdlib.h>

#define RUNS 21

static int compare(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
	return (a > b) - (a < b);
}

int main(int argc, char **argv)
{
	struct arena *a = arena_new();
	struct err err = { 0 };
	struct span bytes;
	struct plan_tree plan;
	int64_t took[RUNS];
	if (argc != 2 || !file_read(a, argv[1], (size_t)1 << 28, &bytes, &err) || !plan_from_json(a, bytes, argv[1], &plan, &err)) {
		fprintf(stderr, "%s\n", argc == 2 ? err.message : "usage: version_hash PLAN.json");
		return 1;
	}
	for (int i = 0; i < RUNS; i++) {
		struct arena *scratch = arena_new();
		struct version_tree tree;
		int64_t begun = clock_monotonic();
		version_hash(scratch, &plan, &tree, NULL);
		took[i] = clock_monotonic() - begun;
		arena_free(scratch);
	}
	qsort(took, RUNS, sizeof *took, compare);
	printf("%.2f\n", (double)took[RUNS / 2] / 1000);
	arena_free(a);
	return 0;
}
