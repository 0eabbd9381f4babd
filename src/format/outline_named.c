/*
 * Labels ("Delmål", "Strategier:") and the nodes that a label names ("Hovedmål 2: …").
 * A document may describe its goals in a list before it names them one by one; that
 * list becomes the bodies of the goals, in order.
 */
#include "format/outline_build.h"

/* ---- Labels ---- */

void builder_end_label(struct builder *b)
{
	b->label = OUTLINE_KINDS;
	b->label_implied = b->label_used = b->label_lists = b->describing = false;
	b->label_single = NONE;
	b->untitled = NONE;
}

/* Whether list items stand between a block and the next label or heading. */
static bool list_follows(const struct builder *b, size_t i)
{
	while (++i < b->source->n) {
		const struct block *block = &b->source->v[i];
		if (block->kind == BLOCK_ITEM)
			return true;
		bool passes = block->kind == BLOCK_BLANK || block->kind == BLOCK_MORE
		              || (block->kind == BLOCK_PARAGRAPH && !outline_is_label(b->arena, block->text));
		if (!passes)
			return false;
	}
	return false;
}

static size_t items_below(const struct builder *b, size_t i)
{
	size_t items = 0;
	while (++i < b->source->n) {
		const struct block *block = &b->source->v[i];
		if (block->kind != BLOCK_ITEM && block->kind != BLOCK_BLANK && block->kind != BLOCK_MORE)
			break;
		items += block->kind == BLOCK_ITEM && block->level == 1;
	}
	return items;
}

/* Leaves named nodes that a label of this kind cannot stand below: a goal ends a subgoal. */
static void climb(struct builder *b, enum outline_kind kind)
{
	long above = b->sub != NONE ? b->sub : builder_section_node(b, OUTLINE_LEVELS + 1);
	while (b->named != NONE && b->nodes.v[b->named].kind >= kind) {
		b->named = b->nodes.v[b->named].parent;
		if (b->named == above)
			b->named = NONE;
	}
}

void builder_begin_label(struct builder *b, size_t i, enum outline_kind kind)
{
	builder_end_label(b);
	climb(b, kind);
	b->label = kind;
	b->label_lists = list_follows(b, i);
	b->describing = kind == OUTLINE_GOAL && b->named_goals && b->first_named_goal > i && b->descriptions.n == 0
	                && items_below(b, i) == b->named_goals;
}

/* ---- Named nodes: "Hovedmål 2: …" ---- */

/* What a goal was said to be in the list above; subgoals follow it. */
static void begin_goal(struct builder *b, long node)
{
	if (b->seen_named_goals < b->descriptions.n)
		b->bodies.v[node] = b->descriptions.v[b->seen_named_goals].text;
	b->seen_named_goals++;
	b->label = OUTLINE_SUBGOAL;
	b->label_implied = true;
}

long builder_add_named(struct builder *b, const struct block *block, const struct outline_label *label, long parent)
{
	const char *title = "", *rest = "";
	if (label->rest.n)
		outline_split_title(b->arena, arena_strndup(b->arena, label->rest.s, label->rest.n), &title, &rest);
	bool whole = block->kind == BLOCK_HEADING;
	if (!label->rest.n)
		title = builder_without_colon(b->arena, block->text);
	else if (whole)
		title = outline_one_line(b->arena, label->rest);
	long node = builder_add_node(b, label->kind, parent, title, builder_line(b, block));
	builder_end_label(b);
	if (!label->rest.n)
		b->untitled = node;
	if (label->numbered && label->kind == OUTLINE_GOAL)
		begin_goal(b, node);
	if (!whole)
		builder_add_rest(b, node, rest);
	builder_say(b, block, outline_kind_code(label->kind));
	return node;
}

static bool is_named_goal(struct builder *b, const struct block *block)
{
	struct outline_label label;
	return (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_HEADING)
	       && outline_label_of(b->arena, block->text, &label) && label.numbered && label.kind == OUTLINE_GOAL;
}

void builder_count_named_goals(struct builder *b)
{
	for (size_t i = 0; i < b->source->n; i++) {
		if (!is_named_goal(b, &b->source->v[i]))
			continue;
		if (b->named_goals++ == 0)
			b->first_named_goal = i;
	}
}

bool builder_take_label(struct builder *b, size_t i)
{
	const struct block *block = &b->source->v[i];
	struct outline_label label;
	enum outline_kind kind;
	if (outline_label_of(b->arena, block->text, &label) && label.kind != OUTLINE_THEME) {
		if (!label.numbered && !label.rest.n) {
			builder_begin_label(b, i, label.kind);
			builder_say(b, block, OUTLINE_SAID_LABEL);
			return true;
		}
		climb(b, label.kind);
		long node = builder_add_named(b, block, &label, builder_current(b));
		if (label.numbered)
			b->named = node;
		return true;
	}
	if (outline_label_heading(b->arena, block->text, &kind) < 2)
		return false;
	builder_end_label(b);
	b->named = NONE;
	builder_say(b, block, OUTLINE_SAID_LABEL);
	return true;
}
