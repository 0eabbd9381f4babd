/*
 * Gives a fuzz target every file of its corpus, without libFuzzer, so that the
 * normal test suite covers what fuzzing once found with any compiler.
 *
 * usage: replay_NAME [FOLDER]   (fuzz/corpus/NAME, seen from the project's root)
 */
#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"

#include <dirent.h>
#include <errno.h>
#include <sodium.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

#define INPUT_MAX ((size_t)16 << 20)

static int is_input(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* A copy of exactly n bytes, so that AddressSanitizer sees a read behind the end. */
static void give(struct span bytes)
{
	uint8_t *copy = malloc(bytes.n ? bytes.n : 1);
	if (!copy)
		out_of_memory();
	memcpy(copy, bytes.s, bytes.n);
	LLVMFuzzerTestOneInput(copy, bytes.n);
	free(copy);
}

int main(int argc, char **argv)
{
	struct arena *a = arena_new();
	const char *name = path_base(argv[0]) + strlen("replay_");
	const char *folder = argc > 1 ? argv[1] : arena_printf(a, "fuzz/corpus/%s", name);
	struct dirent **entries;
	int n = sodium_init() < 0 ? -1 : scandir(folder, &entries, is_input, alphasort);
	printf("1..1\n");
	fflush(stdout); /* a crash below leaves the plan unfulfilled */
	if (n <= 0) {
		printf("not ok 1 - %s: no corpus in %s\n", name, folder);
		return 1;
	}
	for (int i = 0; i < n; i++) {
		struct err err = { 0 };
		struct span bytes;
		const char *path = arena_printf(a, "%s/%s", folder, entries[i]->d_name);
		fprintf(stderr, "%s\n", path); /* the last line names the culprit */
		if (!file_read(a, path, INPUT_MAX, &bytes, &err)) {
			printf("not ok 1 - %s: %s\n", name, err.message);
			return 1;
		}
		give(bytes);
		free(entries[i]);
	}
	free(entries);
	printf("ok 1 - %s: %d inputs\n", name, n);
	arena_free(a);
	return 0;
}
