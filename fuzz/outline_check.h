/* What holds of any outline that was read, whatever the input. */
#ifndef PLANVERK_FUZZ_OUTLINE_CHECK_H
#define PLANVERK_FUZZ_OUTLINE_CHECK_H

#include "format/outline.h"

#include <stdlib.h>

static inline const char *outline_written(struct arena *a, const struct outline *o)
{
	struct out out = out_memory(a);
	outline_write_markdown(&out, o);
	return out_string(&out);
}

/* The tree is in order, each line is accounted for once, and what is written as Markdown
 * reads back to the same Markdown. */
static inline void outline_check(struct arena *a, const struct outline *o)
{
	struct outline again;
	struct err err = { 0 };
	for (size_t i = 0; i < o->n_nodes; i++)
		if (o->nodes[i].parent >= (long)i || !o->nodes[i].title || !o->nodes[i].body || o->nodes[i].kind >= OUTLINE_KINDS)
			abort();
	for (size_t i = 0; i < o->n_log; i++)
		if (o->log[i].line != (long)i + 1 || !o->log[i].what)
			abort();
	for (size_t i = 0; i < o->n_phases; i++)
		if (!*o->phases[i].title || !o->phases[i].activities)
			abort();
	for (size_t i = 0; i < o->n_roles; i++)
		if (!*o->roles[i].name || !*o->roles[i].tasks)
			abort();
	const char *markdown = outline_written(a, o);
	if (!outline_read_bytes(a, span_of(markdown), "input.md", OUTLINE_MARKDOWN, &again, &err)
	    || strcmp(markdown, outline_written(a, &again)) != 0)
		abort();
}

#endif
