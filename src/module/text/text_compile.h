/*
 * Interface to the code in text_compile.c: from a plan and its contributions to
 * a run, without the database.
 */
#ifndef PLANVERK_TEXT_COMPILE_H
#define PLANVERK_TEXT_COMPILE_H

#include "base/hash.h"
#include "engine/text/text.h"
#include "module/text/text.h"

struct compile_input {
	struct plan_tree tree;
	struct contribution *list;
	size_t n;
	unsigned groups; /* how many groups, 0: as many as are stable */
	struct text_options options;
};

/* What `planverk compile` prints. */
struct compile_summary {
	int64_t contributions, exact, near, unique, groups, suggested, abstained;
	int64_t languages[TEXT_OTHER + 1];
	int64_t under_section;  /* stood under a section of the document */
	int64_t without_place;  /* neither that nor a suggestion */
	int64_t nodes, nodes_silent, nodes_not_asked; /* silent: nobody spoke, though they were asked */
};

/* Runs the engine. The run's identifiers are 0 but for those of contributions and nodes. */
void compile(struct arena *a, const struct compile_input *in, struct text_run *run, struct compile_summary *summary);

/* Over everything that the result depends on. */
struct digest compile_input_digest(const struct compile_input *in);

void compile_write_summary(struct json *j, const struct compile_summary *s);

#endif
