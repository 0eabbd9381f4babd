/*
 * Text with a blank line between all lines, as documents come out of some PDF readers. There a blank
 * line says nothing; a paragraph ends at a line that ends a sentence though the next word had found
 * room on it. The room is told from the lines around, since bold text is set narrower.
 */
#include "format/outline_internal.h"

#include "base/utf8.h"

#define AROUND 4       /* lines before and behind that tell the width */
#define WRAPPED_MIN 10 /* so many lines must go on over a blank line, */
#define WRAPPED_SHARE 3 /* and one in so many of those with a blank line behind them */
#define WRAPPED_LENGTH 40

struct text_lines {
	const struct outline_lines *lines;
	size_t *at; /* the lines that are not blank */
	size_t n;
};

static const char *text_of(const struct text_lines *t, size_t i)
{
	return t->lines->v[t->at[i]].text;
}

static size_t length_of(const struct text_lines *t, size_t i)
{
	return utf8_length(span_trim(span_of(text_of(t, i))));
}

/* Whether exactly one blank line stands behind a line. */
static bool is_spaced(const struct text_lines *t, size_t i)
{
	return i + 1 < t->n && t->at[i + 1] == t->at[i] + 2;
}

static bool ends_sentence(const char *text)
{
	struct span s = span_of(text);
	return span_ends(s, ".") || span_ends(s, "!") || span_ends(s, "?") || span_ends(s, ":") || span_ends(s, "»");
}

static bool begins_low(const char *text)
{
	struct span s = span_trim(span_of(text));
	size_t at = 0;
	uint32_t c = utf8_next(s, &at);
	return utf8_is_letter(c) && !utf8_is_upper(c);
}

static bool is_double_spaced(const struct text_lines *t)
{
	size_t spaced = 0, wrapped = 0;
	for (size_t i = 0; i + 1 < t->n; i++) {
		if (!is_spaced(t, i))
			continue;
		spaced++;
		wrapped += length_of(t, i) >= WRAPPED_LENGTH && !ends_sentence(text_of(t, i)) && begins_low(text_of(t, i + 1));
	}
	return wrapped >= WRAPPED_MIN && wrapped * WRAPPED_SHARE >= spaced;
}

static size_t width_around(const struct text_lines *t, size_t i)
{
	size_t width = 0;
	for (size_t k = i > AROUND ? i - AROUND : 0; k < t->n && k <= i + AROUND; k++)
		if (length_of(t, k) > width)
			width = length_of(t, k);
	return width;
}

static bool ends_paragraph(const struct text_lines *t, size_t i)
{
	struct span next = span_trim(span_of(text_of(t, i + 1)));
	size_t word = 0;
	while (word < next.n && next.s[word] != ' ')
		word++;
	size_t with_word = length_of(t, i) + 1 + utf8_length((struct span){ next.s, word }), width = width_around(t, i);
	/* A line that is far from full is no running text: a title, or the end of a list. */
	bool full = with_word * 5 > width * 3;
	return !full || (with_word <= width && ends_sentence(text_of(t, i)) && !begins_low(text_of(t, i + 1)));
}

void outline_mark_spacing(struct arena *a, struct outline_lines *lines)
{
	struct text_lines t = { .lines = lines, .at = arena_array(a, lines->n, sizeof *t.at) };
	for (size_t i = 0; i < lines->n; i++)
		if (*lines->v[i].text)
			t.at[t.n++] = i;
	if (!is_double_spaced(&t))
		return;
	for (size_t i = 0; i + 1 < t.n; i++) {
		bool ends = ends_paragraph(&t, i), at_page_end = t.at[i + 1] == t.at[i] + 1;
		if (is_spaced(&t, i) && !ends)
			lines->v[t.at[i] + 1].spacing = true;
		else if (at_page_end && ends && ends_sentence(text_of(&t, i)))
			lines->v[t.at[i + 1]].begins = true;
	}
}
