/*
 * What evidence weighs.
 *
 * The chance that a text belongs to a node is a softmax over the nodes and "none of these" of a weighted sum
 * of what speaks for each. The weights are found on examples whose evidence comes from models
 * that had not seen them (stacking, Wolpert 1992; the softmax is Platt's scaling for several classes, Platt
 * 1999), so that a chance of 0.7 is right seven times in ten. They are drawn towards what is
 * assumed where nothing has been learnt, so that few examples change little.
 */
#ifndef PLANVERK_ENGINE_TEXT_CALIBRATE_H
#define PLANVERK_ENGINE_TEXT_CALIBRATE_H

#include <stddef.h>
#include <stdint.h>

enum text_evidence {
	EVIDENCE_WRITTEN, /* how near the text is to what is written of the node */
	EVIDENCE_LEARNT,  /* the node's score by the examples placed there */
	EVIDENCE_BRANCH,  /* that of the branch the node stands in */
	EVIDENCE_RATE,    /* logarithm of the node's share of examples, against the mean */
	EVIDENCE_KINDS,
};

/* How near a text is to a node that it has little to do with: what "none of these" has. */
#define EVIDENCE_NONE 0.03

/* What the kinds weigh where nothing has been learnt. */
void text_weights_assumed(double weight[EVIDENCE_KINDS]);

/* n examples with n_nodes rows of EVIDENCE_KINDS numbers each; node[i] is where example i belongs. */
void text_weights_learnt(const float *evidence, const uint32_t *node, size_t n, size_t n_nodes,
                         double weight[EVIDENCE_KINDS]);

/* The chance of each node, beside the nodes, and at [n_nodes] that of none of them. */
void text_chances(const float *evidence, size_t n_nodes, const double weight[EVIDENCE_KINDS], double *chance);

#endif
