/*
 * Lines of Markdown as blocks: headings with # (more than six are understood) or
 * underlined, lists, paragraphs, fenced code. A single # heading at the start is
 * the document's title. Paragraphs keep their lines and markup, since bodies are
 * Markdown; list items are joined to one line. This is no renderer: what it does not
 * know (tables, quotes, rules) stays in the text as it is.
 */
#include "format/outline_internal.h"

struct reader {
	struct outline_source *source;
	struct outline_nesting nesting;
	bool blank;
	size_t fence_end; /* the line that ends the code block being read, or 0 */
	size_t unclosed[2]; /* marks (` and ~) of a fence that no line below closes, or 0 */
	size_t first_level_headings;
};

static struct span trimmed(const struct outline_line *l)
{
	return span_trim(span_of(l->text));
}

/* "---", "* * *": not a list. "- - -" is taken for a list of dashes. */
static bool is_rule(struct span s)
{
	size_t step = s.n > 1 && s.s[0] != '-' && s.s[1] == ' ' ? 2 : 1, marks = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.s[i] != (i % step ? ' ' : *s.s))
			return false;
		marks += i % step == 0;
	}
	return marks >= 3 && strchr("-*_", *s.s);
}

/* The line that closes the code block opened on this one; 0 where there is none. */
static size_t fence_end(struct reader *r, size_t line)
{
	const struct outline_lines *lines = &r->source->lines;
	struct span open = trimmed(&lines->v[line]);
	size_t marks = outline_fence(open), *unclosed = &r->unclosed[*open.s == '~'];
	if (!marks)
		return 0;
	for (size_t i = line + 1; i < lines->n && (!*unclosed || marks < *unclosed); i++)
		if (outline_closes_fence(trimmed(&lines->v[i]), *open.s, marks))
			return i;
	*unclosed = *unclosed && *unclosed < marks ? *unclosed : marks;
	return 0;
}

static void add_heading(struct reader *r, size_t line, int level, struct span title)
{
	r->nesting.levels = 0;
	r->first_level_headings += level == 1;
	outline_add_block(r->source, BLOCK_HEADING, level, title, line);
}

/* The block above becomes a heading, this line its underline. */
static bool take_underline(struct reader *r, size_t line)
{
	struct outline_source *s = r->source;
	int level = outline_underline(s->lines.v[line].text);
	struct block *above = s->n ? &s->v[s->n - 1] : NULL;
	if (!level || r->blank || !above || above->kind != BLOCK_PARAGRAPH || above->n != 1)
		return false;
	s->n--;
	add_heading(r, above->first, level, span_of(above->text));
	s->v[s->n - 1].n = 2;
	return true;
}

/* A backslash before what would be a label makes it text, and goes. */
static struct span literal_text(struct arena *a, const struct outline_line *l, bool *literal)
{
	struct span text = trimmed(l);
	size_t backslashes = strspn(text.s, "\\");
	*literal = backslashes && outline_is_structure(a, text.s + backslashes);
	return (struct span){ text.s + *literal, text.n - *literal };
}

/* Indentation that kept a line from being a heading is lost: a backslash does it instead. */
static struct span unindented(struct arena *a, const struct outline_line *l, struct span text)
{
	struct span title;
	bool heading = outline_hash_heading(text.s, &title) || outline_underline(text.s);
	return outline_indent(l->text) > 3 && heading ? span_of(arena_printf(a, "\\%.*s", (int)text.n, text.s)) : text;
}

static void take_text(struct reader *r, size_t line)
{
	struct outline_source *s = r->source;
	const struct outline_line *l = &s->lines.v[line];
	const struct block *above = s->n && !r->blank ? &s->v[s->n - 1] : NULL;
	bool literal;
	struct span text = literal_text(s->arena, l, &literal);
	if (above && above->kind == BLOCK_ITEM && (literal || !outline_is_label(s->arena, l->text))) {
		outline_join_block(s, " ", text);
		return;
	}
	if (above && (above->kind == BLOCK_PARAGRAPH || above->kind == BLOCK_MORE)
	    && (above->literal || above->n > 1 || !outline_is_label(s->arena, above->text))) {
		outline_join_block(s, "\n", above->kind == BLOCK_PARAGRAPH ? unindented(s->arena, l, text) : text);
		return;
	}
	int level = outline_nesting_more(&r->nesting, outline_indent(l->text));
	if (!level)
		r->nesting.levels = 0;
	text = level ? text : unindented(s->arena, l, text);
	outline_add_block(s, level ? BLOCK_MORE : BLOCK_PARAGRAPH, level, text, line)->literal = literal;
}

/* A code block is one paragraph, blank lines and indentation included. */
static void take_fence(struct reader *r, size_t line)
{
	struct outline_source *s = r->source;
	size_t indent = outline_indent(s->lines.v[line].text);
	int level = outline_nesting_more(&r->nesting, indent);
	if (!level)
		r->nesting.levels = 0;
	outline_add_block(s, level ? BLOCK_MORE : BLOCK_PARAGRAPH, level, trimmed(&s->lines.v[line]), line);
	for (size_t i = line + 1; i <= r->fence_end; i++) {
		const char *text = s->lines.v[i].text;
		size_t drop = 0;
		while (drop < indent && text[drop] == ' ')
			drop++;
		outline_join_block(s, "\n", span_of(text + drop));
	}
}

static void take_line(struct reader *r, size_t line)
{
	struct outline_source *s = r->source;
	const struct outline_line *l = &s->lines.v[line];
	struct span title;
	const char *marker;
	if (!*l->text) {
		outline_add_block(s, BLOCK_BLANK, 0, span_of(""), line);
		r->blank = true;
		return;
	}
	int level = outline_hash_heading(l->text, &title);
	size_t bytes = is_rule(trimmed(l)) ? 0 : outline_marker(s->arena, l->text, true, &marker);
	if (l->contents) {
		r->nesting.levels = 0;
		outline_add_block(s, BLOCK_CONTENTS, 0, trimmed(l), line);
	} else if (level) {
		add_heading(r, line, level, title);
	} else if ((r->fence_end = fence_end(r, line)) > 0) {
		take_fence(r, line);
	} else if (take_underline(r, line)) {
		r->nesting.levels = 0;
	} else if (bytes) {
		level = outline_nesting_item(&r->nesting, outline_indent(l->text));
		outline_add_block(s, BLOCK_ITEM, level, span_trim(span_of(l->text + bytes)), line)->marker = marker;
	} else {
		take_text(r, line);
	}
	r->blank = false;
}

/* The only # heading, where it is the first heading, is the document's title. */
static void mark_title(struct reader *r)
{
	struct outline_source *s = r->source;
	size_t i = 0;
	while (i < s->n && s->v[i].kind != BLOCK_HEADING)
		i++;
	if (i < s->n && s->v[i].level == 1 && r->first_level_headings == 1)
		s->v[i].kind = BLOCK_TITLE;
}

/* "2.1 Klima" is "Klima"; with a backslash before the full stop the number belongs to the title. */
static const char *without_number(struct arena *a, const char *text)
{
	struct outline_number number = outline_number_of(text);
	size_t digits = strspn(text, "0123456789");
	if (digits && str_starts(text + digits, "\\."))
		return arena_printf(a, "%.*s%s", (int)digits, text, text + digits + 1);
	return text + (number.sure ? number.bytes : 0);
}

void outline_blocks_markdown(struct outline_source *s)
{
	struct reader r = { .source = s, .blank = true };
	for (size_t i = 0; i < s->lines.n; i++) {
		take_line(&r, i);
		i = r.fence_end ? r.fence_end : i;
		r.fence_end = 0;
	}
	mark_title(&r);
	for (size_t i = 0; i < s->n; i++)
		if (s->v[i].kind == BLOCK_HEADING)
			s->v[i].text = without_number(s->arena, s->v[i].text);
}
