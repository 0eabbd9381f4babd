/*
 * How long it takes to place one new text among many that are there: place_one FILE [NEW]
 *
 * The last NEW lines (1,000) of a file of lines are placed one by one among the others, the answer
 * being language, what it repeats, group, suggested nodes and nearest texts; every other one is also added,
 * and every tenth learnt from. Prints milliseconds.
 */
#include "base/file.h"
#include "engine/text/resident.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return 1e3 * (double)t.tv_sec + (double)t.tv_nsec / 1e6;
}

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static const char **read_lines(struct arena *a, const char *path, size_t *n)
{
	struct err err = { 0 };
	struct span rest;
	VEC(const char *) lines = { 0 };
	if (!file_read(a, path, (size_t)1 << 30, &rest, &err)) {
		err_print(&err);
		exit(1);
	}
	while (rest.n) {
		struct span line = span_cut(&rest, '\n');
		*VEC_PUSH(a, &lines) = arena_strndup(a, line.s, line.n);
	}
	*n = lines.n;
	return lines.v;
}

/* The nodes are some of the texts, with others as examples. */
static struct text_node *make_nodes(struct arena *a, const char *const *texts, size_t n_texts, size_t n)
{
	enum { EXAMPLES = 10 };
	struct text_node *nodes = arena_array(a, n, sizeof *nodes);
	for (size_t i = 0; i < n; i++) {
		uint32_t *examples = arena_array(a, EXAMPLES, sizeof *examples);
		for (size_t k = 0; k < EXAMPLES; k++)
			examples[k] = (uint32_t)((i * EXAMPLES + k) * 7 % n_texts);
		nodes[i] = (struct text_node){ .title = texts[i * 13 % n_texts], .parent = i < 10 ? -1 : (int32_t)(i % 10),
		                               .examples = examples, .n_examples = i % 2 ? EXAMPLES : 0 };
	}
	return nodes;
}

static void print_times(const char *what, double *ms, size_t n)
{
	qsort(ms, n, sizeof *ms, compare_doubles);
	if (n > 0)
		printf("%-10s p50 %.2f ms, p99 %.2f ms, longest %.2f ms\n", what, ms[n / 2], ms[n * 99 / 100], ms[n - 1]);
}

static void measure(struct text_resident *r, const char *const *texts, size_t n, size_t n_nodes, struct arena *a)
{
	double *place = arena_array(a, n, sizeof *place), *add = arena_array(a, n, sizeof *add), *learn = arena_array(a, n, sizeof *learn);
	size_t added = 0, learnt = 0, kinds[TEXT_CONTAINED + 1] = { 0 };
	for (size_t i = 0; i < n; i++) {
		struct span text = span_of(texts[i]);
		double from = now();
		struct text_placed p = text_resident_place(r, text);
		place[i] = now() - from;
		kinds[p.kind]++;
		if (i % 2 == 0) {
			from = now();
			text_resident_add(r, text);
			add[added++] = now() - from;
		}
		if (i % 10 == 0) {
			from = now();
			text_resident_learn(r, text, (uint32_t)(i % n_nodes));
			learn[learnt++] = now() - from;
		}
	}
	print_times("place", place, n);
	print_times("add", add, added);
	print_times("learn", learn, learnt);
	printf("repeats    %zu exact, %zu near, %zu contained\n", kinds[TEXT_EXACT], kinds[TEXT_NEAR], kinds[TEXT_CONTAINED]);
}

int main(int argc, char **argv)
{
	enum { NODES = 50 };
	if (argc < 2) {
		fprintf(stderr, "usage: place_one FILE [NEW]\n");
		return 2;
	}
	struct arena *a = arena_new();
	size_t n, new = argc > 2 ? (size_t)strtoul(argv[2], NULL, 10) : 1000;
	const char **texts = read_lines(a, argv[1], &n);
	if (n <= new + NODES) {
		fprintf(stderr, "%s has only %zu lines\n", argv[1], n);
		return 2;
	}
	size_t old = n - new;
	struct text_options options = { .seed = 1 };
	double from = now();
	struct text_corpus *c = text_prepare(a, texts, old, &options);
	struct text_duplicates d = text_duplicates(a, c);
	struct text_space *space = text_space(a, c, &d);
	struct text_groups groups = text_group(a, space, 20);
	printf("compiled   %.1f s\n", (now() - from) / 1e3);
	from = now();
	struct text_resident *r = text_resident_new(space, &groups, make_nodes(a, texts, old, NODES), NODES);
	printf("resident   %.1f s, with %zu texts and %d nodes\n", (now() - from) / 1e3, text_resident_count(r), NODES);
	measure(r, texts + old, new, NODES, a);
	text_resident_free(r);
	arena_free(a);
	return 0;
}
