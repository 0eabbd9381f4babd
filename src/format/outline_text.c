/*
 * Lines of plain text, or paragraphs of a Word document, as blocks.
 *
 * A line that begins with a number is a heading ("2. Klima", "5.1 Kraft") if its
 * number comes after that of the last heading and its text looks like a title;
 * numbers that continue a list, or stand below a label or a colon, are list items.
 * Lines without a blank line between them make one paragraph, except that a label
 * always stands alone. An indented paragraph below a list item belongs to it.
 */
#include "format/outline_internal.h"

#include "base/utf8.h"

/* A label does not go over more lines than this. */
#define LABEL_LINES 3
/* What a heading's second line has at most. */
#define HEADING_REST 60

struct reader {
	struct outline_source *source;
	struct strmap *contents; /* the titles in the table of contents */
	struct outline_number heading; /* of the last numbered heading */
	bool styled;          /* the document marks its headings: numbers mean nothing */
	bool bare;            /* its chapters are "2 Klima", without a full stop */
	int bare_row;         /* the last such number below the last heading: a table's rows are numbered so, too */
	struct outline_nesting nesting;
	int list_number;      /* of the last counted item, while its list goes on; else 0 */
	bool list_loose;      /* blank lines between its items */
	bool introduced;      /* a label or a colon stands above: a list may follow */
	bool blank;           /* the line above is blank */
};

/* Whether a comes after b: 2 < 2.1 < 2.2 < 3. */
static bool is_after(const struct outline_number *a, const struct outline_number *b)
{
	for (int i = 0; i < a->levels && i < b->levels; i++)
		if (a->part[i] != b->part[i])
			return a->part[i] > b->part[i];
	return a->levels > b->levels;
}

static const struct outline_line *next_text(const struct outline_source *s, size_t i)
{
	while (++i < s->lines.n)
		if (*s->lines.v[i].text)
			return &s->lines.v[i];
	return NULL;
}

/* A line of the table of contents without its dots and page number. */
static const char *contents_key(struct arena *a, const char *text)
{
	struct span s = span_of(outline_one_line(a, span_of(text)));
	size_t digits = 0;
	while (digits < s.n && s.s[s.n - digits - 1] >= '0' && s.s[s.n - digits - 1] <= '9')
		digits++;
	if (digits < s.n && strchr(" .", s.s[s.n - digits - 1]))
		s.n -= digits;
	while (s.n && strchr(" .", s.s[s.n - 1]))
		s.n--;
	return arena_strndup(a, s.s, s.n);
}

static bool is_in_contents(const struct reader *r, size_t line)
{
	const char *key = contents_key(r->source->arena, r->source->lines.v[line].text);
	return strmap_find(r->contents, span_of(key)) != NULL;
}

/* Whether "3. …" goes on with a list rather than beginning chapter 3. */
static bool continues_list(const struct reader *r, size_t line, const struct outline_number *number)
{
	if (number->levels != 1 || r->list_number == 0 || number->part[0] != r->list_number + 1)
		return false;
	if (!r->blank)
		return true;
	if (r->list_number > 1 && !r->list_loose)
		return false;
	const struct outline_line *next = next_text(r->source, line);
	struct outline_number after = next ? outline_number_of(next->text) : (struct outline_number){ 0 };
	return after.levels == 1 && after.part[0] == number->part[0] + 1;
}

static bool looks_like_heading(const char *title)
{
	size_t at = 0;
	struct span s = span_of(title);
	uint32_t c = utf8_next(s, &at);
	bool begins = utf8_is_upper(c) || utf8_is_digit(c) || !utf8_is_letter(c);
	/* A colon may end a heading ("2.1 Innspill fra faggruppen:"), a full stop may not. */
	return begins && utf8_length(s) <= 160 && !strchr(".;,", s.s[s.n - 1]) && outline_first_sentence(s) == s.n;
}

/* "2 Klima", where the chapters of the document are like that. */
static bool is_bare_chapter(const struct reader *r, const struct outline_number *number)
{
	return r->bare && r->blank && !number->sure && number->levels == 1 && number->part[0] == r->heading.part[0] + 1
	       && (r->bare_row == 0 || number->part[0] != r->bare_row + 1);
}

/* Whether chapters are numbered without a full stop: there is "2 Klima" above "2.1 Luft", and no "2. Klima". */
static bool has_bare_chapters(const struct outline_lines *lines)
{
	int chapter = 0;
	bool found = false;
	for (size_t i = 0; i < lines->n; i++) {
		const struct outline_line *l = &lines->v[i];
		struct outline_number number = outline_number_of(l->text);
		if (!number.levels || l->contents || !looks_like_heading(l->text + number.bytes))
			continue;
		if (number.levels == 1 && number.sure)
			return false;
		if (number.levels == 1 && number.part[0] == chapter + 1)
			chapter++;
		found |= number.levels == 2 && number.part[0] == chapter;
	}
	return found;
}

static bool is_heading(const struct reader *r, size_t line, const struct outline_number *number)
{
	const char *text = r->source->lines.v[line].text;
	bool bare = is_bare_chapter(r, number);
	if (r->styled || (!number->sure && !bare) || !is_after(number, &r->heading)
	    || !looks_like_heading(text + number->bytes))
		return false;
	if (bare || number->levels > 1 || is_in_contents(r, line))
		return true;
	bool begins_list = r->introduced && number->part[0] == 1;
	return !begins_list && !continues_list(r, line, number);
}

/* Whether a line begins with a small letter. */
static bool is_small(struct span text)
{
	size_t at = 0;
	uint32_t c = text.n ? utf8_next(text, &at) : 0;
	return utf8_is_letter(c) && !utf8_is_upper(c);
}

static void end_list(struct reader *r)
{
	r->nesting.levels = 0;
	r->list_number = 0;
	r->list_loose = false;
}

static struct span from(const char *text, size_t bytes)
{
	return span_trim(span_of(text + bytes));
}

static void add_item(struct reader *r, size_t line, int level, struct span text, const char *marker)
{
	outline_add_block(r->source, BLOCK_ITEM, level, text, line)->marker = marker;
}

static bool take_numbered(struct reader *r, size_t line)
{
	const char *text = r->source->lines.v[line].text;
	struct outline_number number = outline_number_of(text);
	if (!number.levels)
		return false;
	if (is_heading(r, line, &number)) {
		end_list(r);
		r->introduced = false;
		r->heading = number;
		r->bare_row = 0;
		outline_add_block(r->source, BLOCK_HEADING, number.levels, from(text, number.bytes), line);
		return true;
	}
	if (number.levels == 1 && !number.sure)
		r->bare_row = number.part[0];
	bool begins_list = r->introduced && number.part[0] == 1 && r->list_number == 0;
	bool goes_on = r->list_number && number.part[0] == r->list_number + 1;
	if (number.levels > 1 || !number.sure || (!begins_list && !goes_on))
		return false;
	r->list_loose = goes_on && r->blank;
	r->list_number = number.part[0];
	add_item(r, line, outline_nesting_item(&r->nesting, outline_indent(text)), from(text, number.bytes),
	         arena_printf(r->source->arena, "%d.", number.part[0]));
	return true;
}

static bool is_label_block(const struct reader *r, const struct block *b)
{
	return b->n <= LABEL_LINES && outline_is_label(r->source->arena, b->text);
}

/* A heading that goes over two lines: the second begins with a small letter, and running text does not follow. */
static bool continues_heading(const struct reader *r, const struct block *above, const struct outline_line *l)
{
	struct arena *a = r->source->arena;
	struct span text = span_trim(span_of(l->text)), next = span_of("");
	enum outline_kind kind;
	struct outline_label label;
	if (r->styled || above->n > 1 || utf8_length(text) > HEADING_REST || is_small(span_of(above->text)) || !is_small(text)
	    || outline_label_heading(a, above->text, &kind) || outline_label_of(a, above->text, &label)
	    || str_ends(above->text, ":"))
		return false;
	if (l + 1 < r->source->lines.v + r->source->lines.n)
		next = span_trim(span_of(l[1].text));
	return !is_small(next) && !span_ends(text, ".");
}

/* A line right below another, without a blank line: part of it? */
static bool joins(struct reader *r, const struct outline_line *l)
{
	struct outline_source *s = r->source;
	if (s->n == 0 || r->blank || l->apart)
		return false;
	const struct block *above = &s->v[s->n - 1];
	if (above->kind == BLOCK_HEADING)
		return continues_heading(r, above, l);
	bool label = outline_is_label(s->arena, l->text);
	if (above->kind == BLOCK_ITEM || above->kind == BLOCK_MORE)
		return !label;
	if (above->kind != BLOCK_PARAGRAPH || s->lines.v[above->first].apart || is_label_block(r, above))
		return false;
	if (!label)
		return !str_ends(s->lines.v[above->first + above->n - 1].text, ":");
	/* "Forslag til" above "hovedmål" is one label; "Kraft" above "Delmål" is not. */
	return above->n < LABEL_LINES
	       && outline_is_label(s->arena, arena_printf(s->arena, "%s %s", above->text, l->text));
}

static void take_paragraph(struct reader *r, size_t line)
{
	struct outline_source *s = r->source;
	const struct outline_line *l = &s->lines.v[line];
	struct span text = span_trim(span_of(l->text));
	if (joins(r, l)) {
		outline_join_block(s, " ", text);
		/* Blank lines that mean nothing lie between. */
		s->v[s->n - 1].n = line - s->v[s->n - 1].first + 1;
		r->introduced = is_label_block(r, &s->v[s->n - 1]) || span_ends(text, ":");
		return;
	}
	int level = outline_nesting_more(&r->nesting, outline_indent(l->text));
	if (level && !l->apart) {
		outline_add_block(s, BLOCK_MORE, level, text, line);
		return;
	}
	end_list(r);
	outline_add_block(s, BLOCK_PARAGRAPH, 0, text, line);
	r->introduced = outline_is_label(s->arena, l->text) || span_ends(text, ":");
}

/* What DOCX says about a paragraph goes before what its text looks like. */
static bool take_styled(struct reader *r, size_t line)
{
	struct outline_source *s = r->source;
	const struct outline_line *l = &s->lines.v[line];
	struct span text = span_trim(span_of(l->text));
	if (l->style == LINE_PLAIN)
		return false;
	if (l->style == LINE_ITEM) {
		const char *typed;
		size_t marker = outline_marker(s->arena, l->text, false, &typed);
		add_item(r, line, l->level, from(l->text, marker), "-");
		return true;
	}
	end_list(r);
	struct outline_number number = outline_number_of(l->text);
	if (l->style == LINE_HEADING && number.sure)
		text = from(l->text, number.bytes);
	outline_add_block(s, l->style == LINE_TITLE ? BLOCK_TITLE : BLOCK_HEADING, l->level, text, line);
	return true;
}

/* The marker of a list item. Below another item "2." is one too: no heading is indented so. */
static size_t item_marker(const struct reader *r, const char *text, const char **marker)
{
	size_t bytes = outline_marker(r->source->arena, text, false, marker);
	if (!bytes && outline_nesting_more(&r->nesting, outline_indent(text)))
		bytes = outline_marker(r->source->arena, text, true, marker);
	return bytes;
}

static void take_line(struct reader *r, size_t line)
{
	struct outline_source *s = r->source;
	const struct outline_line *l = &s->lines.v[line];
	const char *marker;
	size_t bytes;
	if (l->spacing)
		return;
	r->blank = r->blank || l->begins;
	if (!*l->text) {
		outline_add_block(s, BLOCK_BLANK, 0, span_of(""), line);
		r->blank = true;
		return;
	}
	if (l->contents) {
		end_list(r);
		outline_add_block(s, BLOCK_CONTENTS, 0, span_of(l->text), line);
	} else if (take_styled(r, line)) {
		r->introduced = false;
	} else if ((bytes = item_marker(r, l->text, &marker)) > 0) {
		add_item(r, line, outline_nesting_item(&r->nesting, outline_indent(l->text)), from(l->text, bytes), marker);
	} else if (!take_numbered(r, line)) {
		take_paragraph(r, line);
	}
	r->blank = l->apart;
}

void outline_blocks_text(struct outline_source *s)
{
	struct reader r = { .source = s, .blank = true, .contents = strmap_new(s->arena) };
	for (size_t i = 0; i < s->lines.n; i++) {
		const struct outline_line *l = &s->lines.v[i];
		r.styled = r.styled || l->style == LINE_HEADING;
		if (l->contents)
			strmap_at(r.contents, span_of(contents_key(s->arena, l->text)), NULL);
	}
	r.bare = !r.styled && has_bare_chapters(&s->lines);
	for (size_t i = 0; i < s->lines.n; i++)
		take_line(&r, i);
}
