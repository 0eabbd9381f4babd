/* Headings and what they open: themes, labels, sections of contributions. */
#include "format/outline_build.h"

/* ---- Headings ---- */

void builder_close_sections(struct builder *b, int level)
{
	for (int i = level; i <= OUTLINE_LEVELS; i++)
		b->sections[i] = (struct section){ .node = NONE };
	b->sub = b->named = NONE;
	b->contributions_level = 0;
	builder_end_label(b);
	builder_hold(b, HELD_BY_NONE, NONE);
}

static bool is_cross_cutting_section(const struct builder *b, int below_level)
{
	for (int level = below_level - 1; level > 0; level--)
		if (b->sections[level].open)
			return b->sections[level].cross_cutting;
	return false;
}

static bool section_has_list(const struct builder *b, size_t i, int level)
{
	while (++i < b->source->n) {
		const struct block *block = &b->source->v[i];
		if (block->kind == BLOCK_ITEM)
			return true;
		if (block->kind == BLOCK_HEADING && block->level <= level)
			return false;
	}
	return false;
}

static void begin_contributions(struct builder *b, size_t i, const char *group)
{
	const struct block *block = &b->source->v[i];
	b->contributions_level = block->level;
	b->contributions_list = section_has_list(b, i, block->level);
	b->contributions_node = builder_section_node(b, block->level);
	b->group = group;
	b->topic = "";
	builder_say(b, block, OUTLINE_SAID_SECTION);
}

static void begin_theme(struct builder *b, const struct block *block, struct span title)
{
	long node = builder_add_node(b, OUTLINE_THEME, builder_section_node(b, block->level),
	                             outline_one_line(b->arena, title), builder_line(b, block));
	b->nodes.v[node].cross_cutting = is_cross_cutting_section(b, block->level);
	b->sections[block->level].node = node;
	builder_say(b, block, outline_kind_code(OUTLINE_THEME));
}

void builder_take_heading(struct builder *b, size_t i)
{
	const struct block *block = &b->source->v[i];
	struct outline_label label;
	enum outline_kind kind;
	const char *group;
	bool contributions = outline_is_contributions(b->arena, block->text, &group);
	if (b->contributions_level && block->level > b->contributions_level && !contributions) {
		b->topic = builder_without_colon(b->arena, block->text);
		builder_say(b, block, OUTLINE_SAID_TOPIC);
		return;
	}
	builder_close_sections(b, block->level);
	b->sections[block->level].open = true;
	size_t kinds = outline_label_heading(b->arena, block->text, &kind);
	if (contributions) {
		begin_contributions(b, i, group);
	} else if (kinds) {
		if (kinds == 1)
			builder_begin_label(b, i, kind);
		builder_say(b, block, kinds == 1 ? OUTLINE_SAID_LABEL : OUTLINE_SAID_SECTION);
	} else if (outline_is_cross_cutting(b->arena, block->text)) {
		b->sections[block->level].cross_cutting = true;
		builder_say(b, block, OUTLINE_SAID_SECTION);
	} else if (!outline_label_of(b->arena, block->text, &label)) {
		if (block->chapter)
			builder_say(b, block, OUTLINE_SAID_SECTION);
		else
			begin_theme(b, block, span_of(builder_without_colon(b->arena, block->text)));
	} else if (label.kind == OUTLINE_THEME) {
		begin_theme(b, block, label.rest.n ? label.rest : span_of(builder_without_colon(b->arena, block->text)));
	} else if (label.numbered || label.rest.n) {
		b->sections[block->level].node = builder_add_named(b, block, &label, builder_section_node(b, block->level));
	} else { /* "Osloregionen mener" */
		builder_begin_label(b, i, label.kind);
		builder_say(b, block, OUTLINE_SAID_LABEL);
	}
}

/* ---- Sections of contributions ---- */

void builder_add_contribution(struct builder *b, const struct block *block)
{
	*VEC_PUSH(b->arena, &b->contributions) = (struct outline_contribution){
		"", b->contributions_node, b->group, b->topic, builder_line(b, block),
	};
	struct outline_prose *text = VEC_PUSH(b->arena, &b->texts);
	const char *line = outline_one_line(b->arena, span_of(block->text));
	outline_prose_add(b->arena, text, &(struct block){ .kind = BLOCK_MORE, .text = line }, 0);
	builder_hold(b, HELD_BY_CONTRIBUTION, (long)b->contributions.n - 1);
	builder_say(b, block, OUTLINE_SAID_CONTRIBUTION);
}

static bool item_is_next(const struct builder *b, size_t i)
{
	while (++i < b->source->n && b->source->v[i].kind == BLOCK_BLANK)
		;
	return i < b->source->n && b->source->v[i].kind == BLOCK_ITEM;
}

static bool is_topic(struct builder *b, size_t i)
{
	const char *text = builder_without_colon(b->arena, b->source->v[i].text);
	return item_is_next(b, i)
	       && (outline_looks_like_title(b->arena, text) || outline_is_label(b->arena, text));
}

void builder_take_contributions_paragraph(struct builder *b, size_t i)
{
	const struct block *block = &b->source->v[i];
	if (is_topic(b, i)) {
		b->topic = builder_without_colon(b->arena, block->text);
		builder_say(b, block, OUTLINE_SAID_TOPIC);
	} else if (outline_says_not_asked(b->arena, block->text)) {
		if (b->contributions_node != NONE)
			b->nodes.v[b->contributions_node].asked = OUTLINE_NOT_ASKED;
		builder_say(b, block, OUTLINE_SAID_NOT_ASKED);
	} else if (!b->contributions_list) {
		builder_add_contribution(b, block);
	} else {
		builder_say(b, block, OUTLINE_SAID_NOTHING);
	}
}
