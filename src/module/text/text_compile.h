/*
 * Interface to the code in text_compile.c: from a plan and its contributions to
 * a run, without the database.
 */
#ifndef PLANVERK_TEXT_COMPILE_H
#define PLANVERK_TEXT_COMPILE_H

#include "base/hash.h"
#include "engine/text/text.h"
#include "module/text/text.h"

struct text_past; /* text_lineage.h */

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
	const int32_t *before; /* beside the list: groups that stay, as for text_group_extend(); NULL: group anew */
	struct compile_embedding embedding;
	const struct text_past *past; /* what the groups continue; NULL for nothing */
	struct text_options options;
};

/* Fills in->embedding as the command's options and PLANVERK_EMBED say (in text_compile_embed.c). */
bool compile_embed(struct command_context *ctx, struct compile_input *in);

/* What `planverk compile` prints. */
struct compile_summary {
	int64_t contributions, exact, near, unique, groups, suggested, abstained;
	int64_t continued; /* groups that have the identity of one in the run before */
	int64_t decisions, decisions_failed; /* of planners; failed: not applied in full */
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

/* The chapter that most of those stand in whose group this is, of n with a place in the tree (-1 for none) beside
 * their groups; the earlier one where two hold as many. 0 for none. */
int64_t compile_group_node(const struct plan_tree *tree, const long *place, const int32_t *of, size_t n, int32_t group);

/* Over everything that the result depends on. */
struct digest compile_input_digest(const struct compile_input *in);

void compile_write_summary(struct json *j, const struct compile_summary *s);

#endif
