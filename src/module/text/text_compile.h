/*
 * Interface to the code in text_compile.c: from a plan and its contributions to
 * a run, without the database.
 */
#ifndef PLANVERK_TEXT_COMPILE_H
#define PLANVERK_TEXT_COMPILE_H

#include "base/hash.h"
#include "engine/text/text.h"
#include "module/text/text.h"

/* Vectors of the contributions' texts from a plug. */
struct compile_embedding {
	const char *model; /* NULL: there are none */
	size_t dim;
	const float *rows; /* beside the contributions */
	double share;      /* as in struct text_embedding */
	struct digest digest; /* over the model's name and the rows */
	size_t different, made; /* different texts, and those whose vectors were not kept from before */
};

struct compile_input {
	struct plan_tree tree;
	struct contribution *list;
	size_t n;
	struct organisation *organisations; /* those that contributions may address by name */
	size_t n_organisations;
	unsigned groups; /* how many groups, 0: as many as are stable */
	struct compile_embedding embedding;
	struct text_options options;
};

/* Fills in->embedding as the command's options and PLANVERK_EMBED say (in text_compile_embed.c). */
bool compile_embed(struct command_context *ctx, struct compile_input *in);

/* What `planverk compile` prints. */
struct compile_summary {
	int64_t contributions, exact, near, unique, groups, suggested, abstained;
	int64_t languages[TEXT_OTHER + 1];
	const char *embedding; /* the model's name, or NULL */
	int64_t under_section;  /* stood under a section of the document */
	int64_t without_place;  /* neither that nor a suggestion */
	int64_t nodes, nodes_silent, nodes_not_asked; /* silent: nobody spoke, though they were asked */
};

/* Runs the engine. The run's identifiers are 0 but for those of contributions and nodes. */
void compile(struct arena *a, const struct compile_input *in, struct text_run *run, struct compile_summary *summary);

/* The plan's nodes for the engine, beside the tree's, with what people placed in them as examples: indexes of in->list. */
struct text_node *compile_nodes(struct arena *a, const struct compile_input *in);

/* Over everything that the result depends on. */
struct digest compile_input_digest(const struct compile_input *in);

void compile_write_summary(struct json *j, const struct compile_summary *s);

#endif
