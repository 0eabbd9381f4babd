/*
 * Blocks in, tree and log out. What is open at a point in the document:
 *
 *   sections   by heading level; each has a node, or none where the heading is no node
 *   sub        a theme that an unnumbered line has begun below a heading of several parts
 *   named      the node of "Hovedmål 2: …", which takes what stands below it
 *   label      what the list items, or a single paragraph, will become
 *
 * A heading closes all of them from its level down; a paragraph behind a list closes
 * the label and the named node. Nodes come in reading order, since a new one always
 * hangs below something that is open.
 */
#include "format/outline_build.h"

/* ---- Small helpers ---- */

void builder_say(struct builder *b, const struct block *block, const char *what)
{
	for (size_t i = 0; i < block->n; i++)
		b->source->lines.v[block->first + i].what = what;
}

long builder_line(const struct builder *b, const struct block *block)
{
	return b->source->lines.v[block->first].number;
}

long builder_section_node(const struct builder *b, int below_level)
{
	for (int level = below_level - 1; level > 0; level--)
		if (b->sections[level].open && b->sections[level].node != NONE)
			return b->sections[level].node;
	return NONE;
}

long builder_current(const struct builder *b)
{
	if (b->named != NONE)
		return b->named;
	return b->sub != NONE ? b->sub : builder_section_node(b, OUTLINE_LEVELS + 1);
}

long builder_add_node(struct builder *b, enum outline_kind kind, long parent, const char *title, long line)
{
	struct outline_node *node = VEC_PUSH(b->arena, &b->nodes);
	*node = (struct outline_node){
		.parent = parent, .kind = kind, .title = title, .body = "", .line = line,
	};
	VEC_PUSH(b->arena, &b->bodies);
	return (long)b->nodes.n - 1;
}

/* Bodies are Markdown; plain text becomes it by a backslash where it would mean something. */
static void add_prose(struct builder *b, long node, const struct block *block, int level)
{
	struct block markdown = *block;
	if (block->kind == BLOCK_ITEM)
		markdown.text = outline_one_line(b->arena, span_of(block->text));
	else if (b->outline->form != OUTLINE_MARKDOWN)
		markdown.text = outline_escape_start(b->arena, span_of(block->text));
	outline_prose_add(b->arena, &b->bodies.v[node], &markdown, level);
}

void builder_add_rest(struct builder *b, long node, const char *rest)
{
	struct block block = { .kind = BLOCK_MORE, .text = outline_escape_start(b->arena, span_of(rest)) };
	if (*rest)
		outline_prose_add(b->arena, &b->bodies.v[node], &block, 0);
}

/* A node from the text of an item or a paragraph: its first sentence is the title. */
static long add_node_of(struct builder *b, enum outline_kind kind, const struct block *block, const char *text)
{
	const char *title, *rest;
	outline_split_title(b->arena, text, &title, &rest);
	long node = builder_add_node(b, kind, builder_current(b), title, builder_line(b, block));
	builder_add_rest(b, node, rest);
	builder_say(b, block, outline_kind_code(kind));
	return node;
}

void builder_add_body(struct builder *b, struct span text)
{
	const char *copy = arena_strndup(b->arena, text.s, text.n);
	add_prose(b, builder_current(b), &(struct block){ .kind = BLOCK_PARAGRAPH, .text = copy }, 0);
}

void builder_hold(struct builder *b, enum holder holder, long held)
{
	b->holder = holder;
	b->held = held;
}

const char *builder_without_colon(struct arena *a, const char *text)
{
	struct span s = span_trim(span_of(text));
	if (s.n > 4 && span_starts(s, "**") && span_ends(s, "**"))
		s = span_trim((struct span){ s.s + 2, s.n - 4 });
	while (s.n && (s.s[s.n - 1] == ':' || s.s[s.n - 1] == ' '))
		s.n--;
	return outline_one_line(a, s);
}

/* ---- Paragraphs ---- */

static void take_body(struct builder *b, const struct block *block)
{
	long node = builder_current(b);
	if (node != NONE)
		add_prose(b, node, block, 0);
	builder_say(b, block, node != NONE ? OUTLINE_SAID_BODY : OUTLINE_SAID_NOTHING);
}

static bool take_sub_theme(struct builder *b, const struct block *block)
{
	long node = builder_section_node(b, OUTLINE_LEVELS + 1);
	/* In Markdown a theme below a theme has a heading of its own. */
	if (node == NONE || b->outline->form == OUTLINE_MARKDOWN || b->nodes.v[node].kind != OUTLINE_THEME
	    || !outline_is_part_of(b->arena, block->text, b->nodes.v[node].title))
		return false;
	builder_end_label(b);
	b->named = NONE;
	b->sub = builder_add_node(b, OUTLINE_THEME, node, builder_without_colon(b->arena, block->text), builder_line(b, block));
	builder_say(b, block, outline_kind_code(OUTLINE_THEME));
	return true;
}

static void take_title(struct builder *b, const struct block *block)
{
	const char *rest;
	outline_split_title(b->arena, block->text, &b->nodes.v[b->untitled].title, &rest);
	builder_add_rest(b, b->untitled, rest);
	builder_say(b, block, outline_kind_code(b->nodes.v[b->untitled].kind));
	b->untitled = NONE;
}

/* Running text about studies: each sentence that says what is to be found out begins one, and others
 * belong to the one before. false where no sentence does. */
static bool take_studies(struct builder *b, const struct block *block)
{
	struct span all = span_trim(span_of(block->text)), rest = all;
	bool any = false;
	while (rest.n)
		any |= outline_says_study(b->arena, outline_cut_sentence(&rest));
	if (!any)
		return false;
	struct outline_cursor cursor = { 0 };
	builder_say(b, block, outline_kind_code(OUTLINE_STUDY));
	for (rest = all; rest.n;) {
		struct span sentence = outline_cut_sentence(&rest);
		long line = outline_line_at(b->source, block, sentence.s, &cursor);
		if (b->label_single == NONE || outline_says_study(b->arena, sentence))
			b->label_single = builder_add_node(b, OUTLINE_STUDY, builder_current(b), outline_one_line(b->arena, sentence), line);
		else
			builder_add_rest(b, b->label_single, arena_strndup(b->arena, sentence.s, sentence.n));
	}
	return true;
}

static void take_paragraph(struct builder *b, size_t i)
{
	const struct block *block = &b->source->v[i];
	builder_hold(b, HELD_BY_NONE, NONE);
	if (i == b->title_block) {
		b->outline->title = outline_one_line(b->arena, span_of(block->text));
		builder_say(b, block, OUTLINE_SAID_TITLE);
		return;
	}
	if (b->contributions_level) {
		builder_take_contributions_paragraph(b, i);
		return;
	}
	bool code = b->outline->form == OUTLINE_MARKDOWN && outline_fence(span_of(block->text)) > 0;
	if (block->literal || code) {
		take_body(b, block);
		return;
	}
	if (builder_current(b) != NONE && outline_take_attribute(b->arena, block->text, &b->nodes.v[builder_current(b)])) {
		builder_say(b, block, OUTLINE_SAID_PROPERTY);
		return;
	}
	if (builder_take_label(b, i) || take_sub_theme(b, block))
		return;
	if (b->untitled != NONE) {
		take_title(b, block);
		return;
	}
	bool may_be_node = b->label != OUTLINE_KINDS && !b->label_implied && !b->label_lists;
	if (may_be_node && b->label == OUTLINE_STUDY && take_studies(b, block))
		return;
	if (may_be_node && b->label_single == NONE) {
		b->label_single = add_node_of(b, b->label, block, block->text);
	} else if (may_be_node && outline_take_attribute(b->arena, block->text, &b->nodes.v[b->label_single])) {
		builder_say(b, block, OUTLINE_SAID_PROPERTY);
	} else if (may_be_node) {
		add_prose(b, b->label_single, block, 0);
		builder_say(b, block, OUTLINE_SAID_BODY);
	} else {
		if (b->label_used) {
			builder_end_label(b);
			b->named = NONE;
		}
		if (b->label != OUTLINE_KINDS || b->named != NONE || !builder_take_positions(b, block))
			take_body(b, block);
	}
}

/* ---- Lists ---- */

/* The level of an item in its list: it begins at 1 and grows by one at most. */
static int item_level(struct builder *b, const struct block *block)
{
	if (b->list_level == 0 || block->level < b->list_base)
		b->list_base = block->level;
	int level = block->level - b->list_base + 1;
	b->list_level = level <= b->list_level ? level : b->list_level + 1;
	return b->list_level;
}

static void take_continuation(struct builder *b, const struct block *block, int level)
{
	static const char *const said[] = {
		[HELD_BY_NONE] = OUTLINE_SAID_NOTHING, [HELD_BY_NODE] = OUTLINE_SAID_BODY, [HELD_BY_BODY] = OUTLINE_SAID_BODY,
		[HELD_BY_CONTRIBUTION] = OUTLINE_SAID_CONTRIBUTION, [HELD_BY_DESCRIPTION] = OUTLINE_SAID_BODY,
	};
	const char *what = said[b->holder];
	switch (b->holder) {
	case HELD_BY_NODE:
		if (block->kind == BLOCK_MORE && !block->literal
		    && outline_take_attribute(b->arena, block->text, &b->nodes.v[b->held]))
			what = OUTLINE_SAID_PROPERTY;
		else
			add_prose(b, b->held, block, level - 1);
		break;
	case HELD_BY_BODY: add_prose(b, b->held, block, level); break;
	case HELD_BY_CONTRIBUTION: outline_prose_add(b->arena, &b->texts.v[b->held], block, level - 1); break;
	case HELD_BY_DESCRIPTION: outline_prose_add(b->arena, &b->descriptions.v[b->held].text, block, level - 1); break;
	case HELD_BY_NONE: break;
	}
	builder_say(b, block, what);
}

static void take_item(struct builder *b, const struct block *block)
{
	int level = item_level(b, block);
	b->untitled = NONE;
	if (level > 1) {
		take_continuation(b, block, level);
	} else if (b->contributions_level) {
		builder_add_contribution(b, block);
	} else if (b->describing) {
		struct description *d = VEC_PUSH(b->arena, &b->descriptions);
		d->block = block;
		outline_prose_add(b->arena, &d->text, &(struct block){ .kind = BLOCK_MORE, .text = block->text }, 0);
		builder_hold(b, HELD_BY_DESCRIPTION, (long)b->descriptions.n - 1);
		builder_say(b, block, OUTLINE_SAID_BODY);
	} else if (b->label != OUTLINE_KINDS) {
		b->label_used = true;
		builder_hold(b, HELD_BY_NODE, add_node_of(b, b->label, block, block->text));
	} else {
		long node = builder_current(b);
		builder_hold(b, node != NONE ? HELD_BY_BODY : HELD_BY_NONE, node);
		take_continuation(b, block, level);
	}
}

/* ---- The document ---- */

/* The last line that looks like a title before anything that does not. */
static size_t find_title(const struct builder *b)
{
	const struct outline_source *s = b->source;
	size_t title = s->n;
	for (size_t i = 0; i < s->n; i++)
		if (s->v[i].kind == BLOCK_TITLE)
			return s->n;
	for (size_t i = 0; i < s->n; i++) {
		if (s->v[i].kind == BLOCK_BLANK)
			continue;
		if (s->v[i].kind != BLOCK_PARAGRAPH || !outline_looks_like_title(b->arena, s->v[i].text))
			break;
		title = i;
	}
	return title;
}

static void take_block(struct builder *b, size_t i)
{
	const struct block *block = &b->source->v[i];
	if (block->kind != BLOCK_ITEM && block->kind != BLOCK_MORE && block->kind != BLOCK_BLANK)
		b->list_level = 0;
	switch (block->kind) {
	case BLOCK_BLANK: builder_say(b, block, OUTLINE_SAID_BLANK); break;
	case BLOCK_CONTENTS: builder_say(b, block, OUTLINE_SAID_CONTENTS); break;
	case BLOCK_TITLE:
		if (*b->outline->title) {
			take_paragraph(b, i);
			break;
		}
		b->outline->title = outline_one_line(b->arena, span_of(block->text));
		builder_say(b, block, OUTLINE_SAID_TITLE);
		break;
	case BLOCK_HEADING:
		builder_begin_chapter(b, i);
		if (*builder_without_colon(b->arena, block->text))
			builder_take_heading(b, i);
		else
			builder_say(b, block, OUTLINE_SAID_NOTHING);
		break;
	case BLOCK_PARAGRAPH: take_paragraph(b, i); break;
	case BLOCK_ITEM: take_item(b, block); break;
	case BLOCK_MORE: take_continuation(b, block, block->level); break;
	}
}

/* Goals that were described but then not named are goals by their descriptions. */
static void add_unnamed_goals(struct builder *b)
{
	builder_close_sections(b, 1);
	for (size_t i = b->seen_named_goals; i < b->descriptions.n; i++)
		add_node_of(b, OUTLINE_GOAL, b->descriptions.v[i].block, out_string(&b->descriptions.v[i].text.text));
}

static void finish(struct builder *b)
{
	size_t count[OUTLINE_KINDS] = { 0 };
	for (size_t i = 0; i < b->nodes.n; i++) {
		struct outline_node *node = &b->nodes.v[i];
		node->body = out_string(&b->bodies.v[i].text);
		node->ref = arena_printf(b->arena, "%s-%zu", outline_kind_code(node->kind), ++count[node->kind]);
		if (!node->addressee)
			node->addressee = node->kind == OUTLINE_POSITION ? outline_addressee_of(b->arena, node->title) : "";
	}
	for (size_t i = 0; i < b->contributions.n; i++)
		b->contributions.v[i].text = out_string(&b->texts.v[i].text);
	b->outline->nodes = b->nodes.v;
	b->outline->n_nodes = b->nodes.n;
	b->outline->contributions = b->contributions.v;
	b->outline->n_contributions = b->contributions.n;
}

void outline_build(struct outline_source *s, struct outline *outline)
{
	struct builder b = { .arena = s->arena, .source = s, .outline = outline };
	outline->title = "";
	builder_close_sections(&b, 1);
	b.title_block = find_title(&b);
	builder_count_named_goals(&b);
	outline_mark_chapters(s);
	if (outline->form != OUTLINE_MARKDOWN)
		builder_find_speaker(&b);
	for (size_t i = 0; i < s->n; i++)
		take_block(&b, i);
	add_unnamed_goals(&b);
	finish(&b);
	outline_find_phases(s, outline);
	outline_find_roles(s, outline);
}
