/* Interface between the files that keep a collection resident: a section for each. */
#ifndef PLANVERK_ENGINE_TEXT_RESIDENT_INTERNAL_H
#define PLANVERK_ENGINE_TEXT_RESIDENT_INTERNAL_H

#include "engine/text/duplicates.h"
#include "engine/text/model.h"
#include "engine/text/resident.h"

/* ---- Interface to the code in resident_repeat.c ---- */

/* Finds the texts that a text repeats. Texts are numbered in the order they are added. */
struct text_repeats;
struct text_repeats *text_repeats_new(struct arena *a);
/* What is needed of a text to compare it. */
struct text_reading {
	uint64_t hash;             /* of its words */
	struct text_keys keys;
};
struct text_reading text_repeats_read(struct arena *a, struct text_keyer *k, const char *normal);
/* Keeps a copy of what was read. */
void text_repeats_add(struct text_repeats *r, const struct text_reading *reading);
/* The text repeated, or TEXT_NONE. */
uint32_t text_repeats_find(const struct text_repeats *r, const struct text_reading *reading, struct arena *scratch,
                           enum text_kind *kind);

/* ---- Interface to the code in resident_near.c ---- */

/* Finds the texts near to a text, and where in the space it stands itself. */
struct text_around;
struct text_around *text_around_new(struct arena *a, const struct text_model *m);
/* What is seen of a text outside the corpus. */
struct text_sight text_around_look(const struct text_around *n, const struct text_row *row, struct arena *a, float *place);
/* A text more, by its place. */
void text_around_add(struct text_around *n, const struct text_sight *sight, const float *place);

struct text_neighbour {
	uint32_t unique; /* of the corpus, or beyond: n_unique + the number of an added text */
	float likeness;
};
#define TEXT_NEIGHBOURS 40
/* The nearest, best first; returns how many. laid_out is beside the features, and 0 before and after. */
size_t text_around_find(const struct text_around *n, const struct text_sight *sight, const float *place,
                        float *laid_out, struct text_neighbour found[TEXT_NEIGHBOURS]);

#endif
