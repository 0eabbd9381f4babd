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
#include "format/outline_internal.h"

#define NONE (-1L)

struct section {
	bool open, cross_cutting;
	long node;
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

	/* Goals described in a list before they are named one by one. */
	size_t named_goals, first_named_goal, seen_named_goals;
	bool describing;
	VEC(struct outline_prose) descriptions;
};

/* ---- Small helpers ---- */

static void say(struct builder *b, const struct block *block, const char *what)
{
	for (size_t i = 0; i < block->n; i++)
		b->source->lines.v[block->first + i].what = what;
}

static long line_of(const struct builder *b, const struct block *block)
{
	return b->source->lines.v[block->first].number;
}

static long section_node(const struct builder *b, int below_level)
{
	for (int level = below_level - 1; level > 0; level--)
		if (b->sections[level].open && b->sections[level].node != NONE)
			return b->sections[level].node;
	return NONE;
}

/* The node that labels and paragraphs belong to. */
static long current(const struct builder *b)
{
	if (b->named != NONE)
		return b->named;
	return b->sub != NONE ? b->sub : section_node(b, OUTLINE_LEVELS + 1);
}

static long add_node(struct builder *b, enum outline_kind kind, long parent, const char *title, long line)
{
	struct outline_node *node = VEC_PUSH(b->arena, &b->nodes);
	*node = (struct outline_node){
		.parent = parent, .kind = kind, .title = title, .body = "", .addressee = "", .line = line,
	};
	VEC_PUSH(b->arena, &b->bodies);
	return (long)b->nodes.n - 1;
}

/* Bodies are Markdown; plain text becomes it by a backslash where it would mean something. */
static void add_prose(struct builder *b, long node, const struct block *block, int level)
{
	struct block markdown = *block;
	if (b->outline->form != OUTLINE_MARKDOWN && block->kind != BLOCK_ITEM)
		markdown.text = outline_escape_start(b->arena, span_of(block->text));
	outline_prose_add(b->arena, &b->bodies.v[node], &markdown, level);
}

/* The rest of a paragraph whose beginning became a title. */
static void add_rest(struct builder *b, long node, const char *rest)
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
	long node = add_node(b, kind, current(b), title, line_of(b, block));
	add_rest(b, node, rest);
	say(b, block, outline_kind_code(kind));
	return node;
}

static void hold(struct builder *b, enum holder holder, long held)
{
	b->holder = holder;
	b->held = held;
}

/* ---- Labels ---- */

static void end_label(struct builder *b)
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
	long above = b->sub != NONE ? b->sub : section_node(b, OUTLINE_LEVELS + 1);
	while (b->named != NONE && b->nodes.v[b->named].kind >= kind) {
		b->named = b->nodes.v[b->named].parent;
		if (b->named == above)
			b->named = NONE;
	}
}

static void begin_label(struct builder *b, size_t i, enum outline_kind kind)
{
	end_label(b);
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
		b->bodies.v[node] = b->descriptions.v[b->seen_named_goals];
	b->seen_named_goals++;
	b->label = OUTLINE_SUBGOAL;
	b->label_implied = true;
}

/* A label with a number or a text behind it. Without a text the next paragraph is the title. */
static long add_named(struct builder *b, const struct block *block, const struct outline_label *label, long parent)
{
	const char *title = "", *rest = "";
	if (label->rest.n)
		outline_split_title(b->arena, arena_strndup(b->arena, label->rest.s, label->rest.n), &title, &rest);
	bool whole = block->kind == BLOCK_HEADING;
	if (whole || !*title)
		title = outline_one_line(b->arena, label->rest.n ? label->rest : span_of(block->text));
	long node = add_node(b, label->kind, parent, title, line_of(b, block));
	end_label(b);
	if (!label->rest.n)
		b->untitled = node;
	if (label->numbered && label->kind == OUTLINE_GOAL)
		begin_goal(b, node);
	if (!whole)
		add_rest(b, node, rest);
	say(b, block, outline_kind_code(label->kind));
	return node;
}

static bool is_named_goal(struct builder *b, const struct block *block)
{
	struct outline_label label;
	return (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_HEADING)
	       && outline_label_of(b->arena, block->text, &label) && label.numbered && label.kind == OUTLINE_GOAL;
}

static void count_named_goals(struct builder *b)
{
	for (size_t i = 0; i < b->source->n; i++) {
		if (!is_named_goal(b, &b->source->v[i]))
			continue;
		if (b->named_goals++ == 0)
			b->first_named_goal = i;
	}
}

/* ---- Headings ---- */

static void close_sections(struct builder *b, int level)
{
	for (int i = level; i <= OUTLINE_LEVELS; i++)
		b->sections[i] = (struct section){ .node = NONE };
	b->sub = b->named = NONE;
	b->contributions_level = 0;
	end_label(b);
	hold(b, HELD_BY_NONE, NONE);
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
	b->contributions_node = section_node(b, block->level);
	b->group = group;
	b->topic = "";
	say(b, block, OUTLINE_SAID_SECTION);
}

static void begin_theme(struct builder *b, const struct block *block, struct span title)
{
	long node = add_node(b, OUTLINE_THEME, section_node(b, block->level), outline_one_line(b->arena, title),
	                     line_of(b, block));
	b->nodes.v[node].cross_cutting = is_cross_cutting_section(b, block->level);
	b->sections[block->level].node = node;
	say(b, block, outline_kind_code(OUTLINE_THEME));
}

/* "Samarbeid:" and "**Samarbeid:**" without colon and emphasis. */
static const char *without_colon(struct arena *a, const char *text)
{
	struct span s = span_trim(span_of(text));
	if (s.n > 4 && span_starts(s, "**") && span_ends(s, "**"))
		s = span_trim((struct span){ s.s + 2, s.n - 4 });
	while (s.n && (s.s[s.n - 1] == ':' || s.s[s.n - 1] == ' '))
		s.n--;
	return outline_one_line(a, s);
}

static void take_heading(struct builder *b, size_t i)
{
	const struct block *block = &b->source->v[i];
	struct outline_label label;
	enum outline_kind kind;
	const char *group;
	bool contributions = outline_is_contributions(b->arena, block->text, &group);
	if (b->contributions_level && block->level > b->contributions_level && !contributions) {
		b->topic = without_colon(b->arena, block->text);
		say(b, block, OUTLINE_SAID_TOPIC);
		return;
	}
	close_sections(b, block->level);
	b->sections[block->level].open = true;
	size_t kinds = outline_label_heading(b->arena, block->text, &kind);
	if (contributions) {
		begin_contributions(b, i, group);
	} else if (kinds) {
		if (kinds == 1)
			begin_label(b, i, kind);
		say(b, block, kinds == 1 ? OUTLINE_SAID_LABEL : OUTLINE_SAID_SECTION);
	} else if (outline_is_cross_cutting(b->arena, block->text)) {
		b->sections[block->level].cross_cutting = true;
		say(b, block, OUTLINE_SAID_SECTION);
	} else if (!outline_label_of(b->arena, block->text, &label)) {
		begin_theme(b, block, span_of(without_colon(b->arena, block->text)));
	} else if (label.kind == OUTLINE_THEME) {
		begin_theme(b, block, label.rest.n ? label.rest : span_of(without_colon(b->arena, block->text)));
	} else if (label.numbered || label.rest.n) {
		b->sections[block->level].node = add_named(b, block, &label, section_node(b, block->level));
	} else { /* "Osloregionen mener" */
		begin_label(b, i, label.kind);
		say(b, block, OUTLINE_SAID_LABEL);
	}
}

/* ---- Sections of contributions ---- */

static void add_contribution(struct builder *b, const struct block *block)
{
	*VEC_PUSH(b->arena, &b->contributions) = (struct outline_contribution){
		"", b->contributions_node, b->group, b->topic, line_of(b, block),
	};
	struct outline_prose *text = VEC_PUSH(b->arena, &b->texts);
	outline_prose_add(b->arena, text, &(struct block){ .kind = BLOCK_MORE, .text = block->text }, 0);
	hold(b, HELD_BY_CONTRIBUTION, (long)b->contributions.n - 1);
	say(b, block, OUTLINE_SAID_CONTRIBUTION);
}

static bool item_is_next(const struct builder *b, size_t i)
{
	while (++i < b->source->n && b->source->v[i].kind == BLOCK_BLANK)
		;
	return i < b->source->n && b->source->v[i].kind == BLOCK_ITEM;
}

static bool is_topic(struct builder *b, size_t i)
{
	const char *text = without_colon(b->arena, b->source->v[i].text);
	return item_is_next(b, i)
	       && (outline_looks_like_title(b->arena, text) || outline_is_label(b->arena, text));
}

static void take_contributions_paragraph(struct builder *b, size_t i)
{
	const struct block *block = &b->source->v[i];
	if (is_topic(b, i)) {
		b->topic = without_colon(b->arena, block->text);
		say(b, block, OUTLINE_SAID_TOPIC);
	} else if (outline_says_not_asked(b->arena, block->text)) {
		if (b->contributions_node != NONE)
			b->nodes.v[b->contributions_node].asked = OUTLINE_NOT_ASKED;
		say(b, block, OUTLINE_SAID_NOT_ASKED);
	} else if (!b->contributions_list) {
		add_contribution(b, block);
	} else {
		say(b, block, OUTLINE_SAID_NOTHING);
	}
}

/* ---- Paragraphs ---- */

static void take_body(struct builder *b, const struct block *block)
{
	long node = current(b);
	if (node != NONE)
		add_prose(b, node, block, 0);
	say(b, block, node != NONE ? OUTLINE_SAID_BODY : OUTLINE_SAID_NOTHING);
}

static bool take_label(struct builder *b, size_t i)
{
	const struct block *block = &b->source->v[i];
	struct outline_label label;
	enum outline_kind kind;
	if (outline_label_of(b->arena, block->text, &label) && label.kind != OUTLINE_THEME) {
		if (!label.numbered && !label.rest.n) {
			begin_label(b, i, label.kind);
			say(b, block, OUTLINE_SAID_LABEL);
			return true;
		}
		climb(b, label.kind);
		long node = add_named(b, block, &label, current(b));
		if (label.numbered)
			b->named = node;
		return true;
	}
	if (outline_label_heading(b->arena, block->text, &kind) < 2)
		return false;
	end_label(b);
	b->named = NONE;
	say(b, block, OUTLINE_SAID_LABEL);
	return true;
}

static bool take_sub_theme(struct builder *b, const struct block *block)
{
	long node = section_node(b, OUTLINE_LEVELS + 1);
	/* In Markdown a theme below a theme has a heading of its own. */
	if (node == NONE || b->outline->form == OUTLINE_MARKDOWN || b->nodes.v[node].kind != OUTLINE_THEME
	    || !outline_is_part_of(b->arena, block->text, b->nodes.v[node].title))
		return false;
	end_label(b);
	b->named = NONE;
	b->sub = add_node(b, OUTLINE_THEME, node, without_colon(b->arena, block->text), line_of(b, block));
	say(b, block, outline_kind_code(OUTLINE_THEME));
	return true;
}

static void take_title(struct builder *b, const struct block *block)
{
	const char *rest;
	outline_split_title(b->arena, block->text, &b->nodes.v[b->untitled].title, &rest);
	add_rest(b, b->untitled, rest);
	say(b, block, outline_kind_code(b->nodes.v[b->untitled].kind));
	b->untitled = NONE;
}

static void take_paragraph(struct builder *b, size_t i)
{
	const struct block *block = &b->source->v[i];
	hold(b, HELD_BY_NONE, NONE);
	if (i == b->title_block) {
		b->outline->title = outline_one_line(b->arena, span_of(block->text));
		say(b, block, OUTLINE_SAID_TITLE);
		return;
	}
	if (b->contributions_level) {
		take_contributions_paragraph(b, i);
		return;
	}
	if (block->literal) {
		take_body(b, block);
		return;
	}
	if (current(b) != NONE && outline_take_attribute(b->arena, block->text, &b->nodes.v[current(b)])) {
		say(b, block, OUTLINE_SAID_KEYWORDS);
		return;
	}
	if (take_label(b, i) || take_sub_theme(b, block))
		return;
	if (b->untitled != NONE) {
		take_title(b, block);
		return;
	}
	bool may_be_node = b->label != OUTLINE_KINDS && !b->label_implied && !b->label_lists;
	if (may_be_node && b->label_single == NONE) {
		b->label_single = add_node_of(b, b->label, block, block->text);
	} else if (may_be_node) {
		add_prose(b, b->label_single, block, 0);
		say(b, block, OUTLINE_SAID_BODY);
	} else {
		if (b->label_used) {
			end_label(b);
			b->named = NONE;
		}
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

/* What an item below another one, or a paragraph that continues it, adds to. */
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
			what = OUTLINE_SAID_KEYWORDS;
		else
			add_prose(b, b->held, block, level - 1);
		break;
	case HELD_BY_BODY: add_prose(b, b->held, block, level); break;
	case HELD_BY_CONTRIBUTION: outline_prose_add(b->arena, &b->texts.v[b->held], block, level - 1); break;
	case HELD_BY_DESCRIPTION: outline_prose_add(b->arena, &b->descriptions.v[b->held], block, level - 1); break;
	case HELD_BY_NONE: break;
	}
	say(b, block, what);
}

static void take_item(struct builder *b, const struct block *block)
{
	int level = item_level(b, block);
	b->untitled = NONE;
	if (level > 1) {
		take_continuation(b, block, level);
	} else if (b->contributions_level) {
		add_contribution(b, block);
	} else if (b->describing) {
		struct outline_prose *text = VEC_PUSH(b->arena, &b->descriptions);
		outline_prose_add(b->arena, text, &(struct block){ .kind = BLOCK_MORE, .text = block->text }, 0);
		hold(b, HELD_BY_DESCRIPTION, (long)b->descriptions.n - 1);
		say(b, block, OUTLINE_SAID_BODY);
	} else if (b->label != OUTLINE_KINDS) {
		b->label_used = true;
		hold(b, HELD_BY_NODE, add_node_of(b, b->label, block, block->text));
	} else {
		long node = current(b);
		hold(b, node != NONE ? HELD_BY_BODY : HELD_BY_NONE, node);
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
	case BLOCK_BLANK: say(b, block, OUTLINE_SAID_BLANK); break;
	case BLOCK_CONTENTS: say(b, block, OUTLINE_SAID_CONTENTS); break;
	case BLOCK_TITLE:
		if (*b->outline->title) {
			take_paragraph(b, i);
			break;
		}
		b->outline->title = outline_one_line(b->arena, span_of(block->text));
		say(b, block, OUTLINE_SAID_TITLE);
		break;
	case BLOCK_HEADING:
		if (*without_colon(b->arena, block->text))
			take_heading(b, i);
		else
			say(b, block, OUTLINE_SAID_NOTHING);
		break;
	case BLOCK_PARAGRAPH: take_paragraph(b, i); break;
	case BLOCK_ITEM: take_item(b, block); break;
	case BLOCK_MORE: take_continuation(b, block, block->level); break;
	}
}

static void finish(struct builder *b)
{
	size_t count[OUTLINE_KINDS] = { 0 };
	for (size_t i = 0; i < b->nodes.n; i++) {
		struct outline_node *node = &b->nodes.v[i];
		node->body = out_string(&b->bodies.v[i].text);
		node->ref = arena_printf(b->arena, "%s-%zu", outline_kind_code(node->kind), ++count[node->kind]);
		if (node->kind == OUTLINE_POSITION && !*node->addressee)
			node->addressee = outline_addressee_of(b->arena, node->title);
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
	close_sections(&b, 1);
	b.title_block = find_title(&b);
	count_named_goals(&b);
	for (size_t i = 0; i < s->n; i++)
		take_block(&b, i);
	finish(&b);
}
