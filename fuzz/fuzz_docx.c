/* Word documents: document, styles and numbering, as paragraphs, table and outline. */
#include "format/docx_read.h"
#include "format/table.h"
#include "outline_check.h"
#include "parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *a = arena_new();
	struct span part[3];
	struct docx_read document;
	struct table table;
	struct outline outline;
	struct table_options options = { .form = TABLE_DOCX, .paragraphs = true };
	struct err err = { 0 }, table_err = { 0 }, outline_err = { 0 };
	split_parts(bytes, n, part, 3);
	struct span file = zip_docx(a, part[0], part[1], part[2], false);
	if (docx_read_bytes(a, file, "input.docx", 0, &document, &err))
		for (size_t i = 0; i < document.n; i++)
			if (document.paragraphs[i].heading < 0 || document.paragraphs[i].heading > 9 || document.paragraphs[i].list > 9)
				abort();
	table_read_bytes(a, file, "input.docx", &options, &table, &table_err);
	if (outline_read_bytes(a, file, "input.docx", OUTLINE_AUTO, &outline, &outline_err))
		outline_check(a, &outline);
	arena_free(a);
	return 0;
}
