/*
 * Plan documents as plain text and as Markdown. Whatever the input: the tree is in
 * order, each line is accounted for once, and what is written as Markdown reads back
 * to the same Markdown.
 */
#include "format/outline.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void check_tree(const struct outline *o)
{
	for (size_t i = 0; i < o->n_nodes; i++)
		if (o->nodes[i].parent >= (long)i || !o->nodes[i].title || !o->nodes[i].body || o->nodes[i].kind >= OUTLINE_KINDS)
			abort();
	for (size_t i = 0; i < o->n_log; i++)
		if (o->log[i].line != (long)i + 1 || !o->log[i].what)
			abort();
}

static const char *written(struct arena *a, const struct outline *o)
{
	struct out out = out_memory(a);
	outline_write_markdown(&out, o);
	return out_string(&out);
}

static void check_form(struct span bytes, enum outline_form form)
{
	struct arena *a = arena_new();
	struct outline o, again;
	struct err err = { 0 };
	if (outline_read_bytes(a, bytes, "input.txt", form, &o, &err)) {
		check_tree(&o);
		const char *markdown = written(a, &o);
		if (!outline_read_bytes(a, span_of(markdown), "input.md", OUTLINE_MARKDOWN, &again, &err)
		    || strcmp(markdown, written(a, &again)) != 0)
			abort();
	}
	arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct span file = { (const char *)bytes, n };
	check_form(file, OUTLINE_TEXT);
	check_form(file, OUTLINE_MARKDOWN);
	return 0;
}
