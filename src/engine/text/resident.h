/*
 * A collection that stays in memory, so that one new text is placed in it within milliseconds: its
 * language, what it repeats, its group, where in the plan it belongs, and the earlier texts
 * nearest to it. Made once from what a compilation has found:
 *
 *	struct text_resident *r = text_resident_new(space, &groups, nodes, n_nodes);
 *	struct text_placed p = text_resident_place(r, SPAN("Vi trenger flere læreplasser"));
 *	uint32_t number = text_resident_add(r, SPAN("Vi trenger flere læreplasser"));
 *
 * A new text is seen with the words, weights and groups of the compilation; what it changes in them
 * comes with the next one. Several threads may call everything but text_resident_free() at once.
 */
#ifndef PLANVERK_ENGINE_TEXT_RESIDENT_H
#define PLANVERK_ENGINE_TEXT_RESIDENT_H

#include "engine/text/text.h"

#define TEXT_NEAREST 5

struct text_resident;

/* The space, with all that it points to, must live longer. groups may be NULL. */
struct text_resident *text_resident_new(const struct text_space *space, const struct text_groups *groups,
                                        const struct text_node *nodes, size_t n_nodes);
void text_resident_free(struct text_resident *r);

struct text_placed {
	struct text_language_guess language;
	enum text_kind kind; /* TEXT_FIRST where it repeats nothing */
	uint32_t first;      /* what it repeats: the first text of the family; no text where it repeats nothing */
	int32_t group;       /* that most of its neighbourhood is in, or TEXT_NOT_GROUPED */
	struct text_suggestions suggestions;
	struct {
		uint32_t text;
		double likeness; /* in [0, 1], falling */
	} nearest[TEXT_NEAREST]; /* of each family its first text, with the likeness of the one that is most alike */
	unsigned n_nearest;
};

struct text_placed text_resident_place(struct text_resident *r, struct span text);

/* Makes a text, which is copied, findable like the others. Its number follows those of the corpus and of
 * what was added before. */
uint32_t text_resident_add(struct text_resident *r, struct span text);

/* A person has placed the text in a node: the next suggestion knows. */
void text_resident_learn(struct text_resident *r, struct span text, uint32_t node);

/* How many texts it holds. */
size_t text_resident_count(struct text_resident *r);

#endif
