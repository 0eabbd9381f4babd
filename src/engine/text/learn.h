/*
 * Learning from examples: a linear model that scores a text for each of several classes.
 *
 * Regularised least squares, one class against the others (Rifkin, Yeo and Poggio 2003): a text
 * of class c is to score 1 for c and -1 for the others, and a class's score is the product of the
 * text's features with the class's weights. The weights are found by conjugate gradients on the
 * equations over the examples (Saunders, Gammerman and Vovk 1998), whose matrix of products is never
 * formed: time and memory are linear in the examples.
 *
 * A class counts the root of its number of examples, so that a large one does not outvote small
 * ones. Scores are without the classes' base rates: they are 0 where nothing speaks for or against.
 */
#ifndef PLANVERK_ENGINE_TEXT_LEARN_H
#define PLANVERK_ENGINE_TEXT_LEARN_H

#include "engine/text/text_internal.h"

/* Folds of examples are held out in turn; examples that repeat one another are to share a fold. */
#define TEXT_FOLDS 5

struct text_examples {
	struct text_sparse rows; /* the features of one example each */
	const uint32_t *of;      /* beside the rows: the class, below n_classes */
	const uint8_t *fold;     /* beside the rows: below TEXT_FOLDS, or above it for what is never held out */
	size_t n_classes;
};

struct text_learned {
	struct arena *arena;
	size_t n_classes, n_features, n_rows, room; /* room in rows */
	uint32_t *row_of; /* beside the features: the row of weights, TEXT_NONE where no example has it */
	float *weight;    /* n_rows rows of n_classes */
};

/* Learns from all examples. If held_out is not NULL it becomes the score of each example for each class
 * (rows of n_classes) from models that were not shown the example's fold: what scores of
 * unseen texts look like. The result does not depend on threads. */
struct text_learned *text_learn(struct arena *a, const struct text_examples *e, unsigned threads, float **held_out);

/* score[0 … n_classes - 1] of one text; features that no example had count nothing. */
void text_learned_score(const struct text_learned *l, const struct text_row *row, float *score);

/* A class more, without examples; returns its number. */
uint32_t text_learned_add_class(struct text_learned *l);

/*
 * Learns one more example at once, without those before it: the smallest change of weights after which
 * the class scores 1 more than any other (passive-aggressive, Crammer et al. 2006), or as much of it as
 * one example is allowed. Memory comes from the arena that text_learn() was given.
 */
void text_learned_add(struct text_learned *l, const struct text_row *row, uint32_t class);

#endif
