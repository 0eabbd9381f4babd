/* The archive around an office file, as a table reader meets it. */
#include "format/outline.h"
#include "format/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new();
	struct span file = { (const char *)bytes, n };
	struct table table;
	struct outline outline;
	struct table_options options = { .max_unpacked = 1 << 20 };
	struct err err = { 0 }, outline_err = { 0 };
	table_read_bytes(a, file, "input.xlsx", &options, &table, &err);
	outline_read_bytes(a, file, "input.docx", OUTLINE_DOCX, &outline, &outline_err);
	arena_free(a);
	return 0;
}
