/*
 * What the engine knows of a plan's nodes: what is written of each, how that spreads to texts in
 * between, and what has been learnt from the texts that a person placed there. Made once; then any
 * text, of the corpus or not, is given its chances by the same function.
 */
#ifndef PLANVERK_ENGINE_TEXT_MODEL_H
#define PLANVERK_ENGINE_TEXT_MODEL_H

#include "engine/text/calibrate.h"
#include "engine/text/learn.h"

/* How much of a text's nearness to a node comes from the texts around it. */
#define TEXT_SPREAD 0.7F

/* ---- Interface to the code in written.c ---- */

/* What is written of the nodes, in the corpus' features. */
struct text_written {
	struct text_sparse nodes;   /* nodes × features: rows of length 1, or 0 */
	struct text_sparse nodes_t; /* transposed */
	float *landmark;            /* landmarks × nodes: how near the texts around each landmark are */
};
struct text_written text_written_new(struct arena *a, const struct text_space *space,
                                     const struct text_node *nodes, size_t n_nodes);

/* ---- Interface to the code in model.c ---- */

/* What is seen of one text. */
struct text_sight {
	struct text_row row;      /* its features, in any order, of length 1 */
	const uint32_t *landmark; /* the landmarks it is near to, and how near; nearness sums to 1 */
	const float *near;
	size_t n_near;
};

struct text_model {
	const struct text_space *space;
	size_t n_nodes;
	const int32_t *parent;        /* beside the nodes */
	struct text_written written;
	float *landmark_place;        /* landmarks × the space's dimensions: the mean of the texts around each */
	struct text_learned *learned; /* classes: 0 for nodes without examples, then those with */
	uint32_t *class_of;           /* beside the nodes: the class, or TEXT_NONE */
	uint32_t *examples;           /* beside the nodes: how many */
	double weight[EVIDENCE_KINDS];
};

struct text_model *text_model_new(struct arena *a, const struct text_space *space,
                                  const struct text_node *nodes, size_t n_nodes);

/* What is seen of text u of the space, whose features f->n numbers, all 0 before and after, help to add up. */
struct text_sight text_sight_of(struct arena *a, const struct text_space *space, size_t u, float *sum);

/* May be called by several threads at once. */
struct text_suggestions text_model_suggest(const struct text_model *m, const struct text_sight *sight,
                                           struct arena *scratch);

/* Learns at once that a person placed the text in the node. */
void text_model_add(struct text_model *m, const struct text_sight *sight, uint32_t node);

#endif
