/* JSON documents from anyone: a tree or a message. */
#include "format/json.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new();
	json_t *root = NULL;
	struct err err = { 0 };
	bool ok = json_read_bytes(a, (struct span){ (const char *)bytes, n }, "input.json", &root, &err);
	if (ok != (root != NULL) || ok == (err.message[0] != '\0'))
		abort();
	arena_free(a);
	return 0;
}
