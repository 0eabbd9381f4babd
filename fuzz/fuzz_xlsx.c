/* Workbooks: workbook, sheet, shared strings and styles. */
#include "format/table.h"
#include "parts.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new();
	struct span part[4];
	struct table_options options = { .form = TABLE_XLSX, .max_cell = 4096, .max_rows = 1000 };
	struct table t;
	struct err err = { 0 };
	split_parts(bytes, n, part, 4);
	struct span file = zip_xlsx(a, part[0], part[1], part[2], part[3], false);
	if (table_read_bytes(a, file, "input.xlsx", &options, &t, &err))
		for (size_t row = 0; row < t.n_rows; row++)
			for (size_t column = 0; column < t.n_columns; column++)
				if (strlen(table_cell(&t, row, (long)column)) > 4096)
					abort();
	arena_free(a);
	return 0;
}
