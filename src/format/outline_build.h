/*
 * Interface between outline_build.c, outline_named.c and outline_section.c: the state
 * of the interpreter that makes a tree of blocks.
 */
#ifndef PLANVERK_FORMAT_OUTLINE_BUILD_H
#define PLANVERK_FORMAT_OUTLINE_BUILD_H

#include "format/outline_internal.h"

#define NONE (-1L) /* no node */

struct section {
	bool open, cross_cutting;
	long node;
};

struct description {
	const struct block *block;
	struct outline_prose text;
};

enum holder { HELD_BY_NONE, HELD_BY_NODE, HELD_BY_BODY, HELD_BY_CONTRIBUTION, HELD_BY_DESCRIPTION };

struct builder {
	struct arena *arena;
	struct outline_source *source;
	struct outline *outline;
	VEC(struct outline_node) nodes;
	VEC(struct outline_prose) bodies; /* beside nodes */
	VEC(struct outline_contribution) contributions;
	VEC(struct outline_prose) texts; /* beside contributions */
	size_t title_block;              /* the block taken for the title; blocks.n where none is */

	struct section sections[OUTLINE_LEVELS + 1];
	long sub, named;
	long untitled; /* the named node whose title is the next paragraph */

	enum outline_kind label; /* OUTLINE_KINDS: none */
	bool label_implied;      /* by a named goal: takes items only */
	bool label_lists;        /* list items follow: paragraphs between are no nodes */
	bool label_used;
	long label_single;       /* the node that a paragraph became */

	enum holder holder; /* of the last item: what a paragraph that continues it belongs to */
	long held;
	int list_base, list_level; /* the first and last level of the current list */

	int contributions_level; /* of the heading that opened the section; 0 outside */
	bool contributions_list; /* the section has list items: its paragraphs are no contributions */
	long contributions_node;
	const char *group, *topic;

	const char *speaker; /* of a policy note, folded; NULL in other documents */
	bool chapter_speaks; /* the speaker says something in the chapter */
	bool spoken;         /* … and has done so already */

	/* Goals described in a list before they are named one by one. */
	size_t named_goals, first_named_goal, seen_named_goals;
	bool describing;
	VEC(struct description) descriptions;
};

/* ---- outline_build.c ---- */

/* What a block was taken for, in the log. */
void builder_say(struct builder *b, const struct block *block, const char *what);
long builder_line(const struct builder *b, const struct block *block);
/* The node of the nearest open section above a heading of that level. */
long builder_section_node(const struct builder *b, int below_level);
/* The node that labels and paragraphs belong to. */
long builder_current(const struct builder *b);
long builder_add_node(struct builder *b, enum outline_kind kind, long parent, const char *title, long line);
/* The rest of a paragraph whose beginning became a title. */
void builder_add_rest(struct builder *b, long node, const char *rest);
/* Running text as a paragraph of the current node's body. */
void builder_add_body(struct builder *b, struct span text);
/* What a paragraph that continues an item, or an item below it, adds to. */
void builder_hold(struct builder *b, enum holder holder, long held);
/* "Samarbeid:" and "**Samarbeid:**" without colon and emphasis. */
const char *builder_without_colon(struct arena *a, const char *text);

/* ---- outline_named.c: labels, and nodes that a label names ---- */

void builder_end_label(struct builder *b);
void builder_begin_label(struct builder *b, size_t i, enum outline_kind kind);
/* A label with a number or a text behind it. Without a text the next paragraph is the title. */
long builder_add_named(struct builder *b, const struct block *block, const struct outline_label *label, long parent);
/* A paragraph that is a label; false where it is none. */
bool builder_take_label(struct builder *b, size_t i);
void builder_count_named_goals(struct builder *b);

/* ---- outline_section.c: headings, and sections of contributions ---- */

void builder_close_sections(struct builder *b, int level);
void builder_take_heading(struct builder *b, size_t i);
void builder_add_contribution(struct builder *b, const struct block *block);
void builder_take_contributions_paragraph(struct builder *b, size_t i);

/* ---- outline_position.c: positions in running text ---- */

void builder_find_speaker(struct builder *b);
void builder_begin_chapter(struct builder *b, size_t heading);
/* A paragraph that is one position or several; false where it is none. */
bool builder_take_positions(struct builder *b, const struct block *block);

#endif
