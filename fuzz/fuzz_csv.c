/* CSV from anyone: any bytes give a table or a message. */
#include "format/table.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new();
	struct table_options options = { .form = TABLE_CSV, .max_cell = 4096, .max_rows = 1000 };
	struct table t;
	struct err err = { 0 };
	if (table_read_bytes(a, (struct span){ (const char *)bytes, n }, "input.csv", &options, &t, &err)) {
		/* Each cell is there and can be read to its end. */
		size_t total = 0;
		for (size_t row = 0; row < t.n_rows; row++)
			for (size_t column = 0; column < t.n_columns; column++)
				total += strlen(table_cell(&t, row, (long)column));
		if (total > 4 * n)
			abort();
	} else if (!err.message[0]) {
		abort();
	}
	arena_free(a);
	return 0;
}
