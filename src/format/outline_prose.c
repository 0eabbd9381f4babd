/* The texts of an outline: sentences, titles, Markdown. */
#include "format/outline_internal.h"

#include "base/out.h"
#include "base/utf8.h"

/* Norwegian and English abbreviations that end in a full stop within a sentence. */
static const char *const abbreviations[] = {
	"bl.a.", "f.eks.", "eks.", "ihht.", "iht.", "jf.", "jfr.", "ca.", "nr.", "pr.", "inkl.", "ekskl.", "evt.", "dvs.",
	"mht.", "ift.", "mv.", "m.v.", "m.m.", "mm.", "osv.", "o.l.", "ol.", "mfl.", "m.fl.", "kap.", "pkt.", "art.", "mill.",
	"mrd.", "kr.", "st.", "st.meld.", "meld.", "prop.", "innst.", "tlf.", "dr.", "prof.", "kl.", "maks.", "min.", "gj.sn.",
	"red.", "s.", "vs.", "e.g.", "i.e.", "etc.", "no.",
};

static bool is_abbreviation(struct span text, size_t stop)
{
	size_t begin = stop;
	while (begin > 0 && !strchr(" \t\n(/", text.s[begin - 1]))
		begin--;
	struct span word = { text.s + begin, stop + 1 - begin };
	/* An initial: one letter and the full stop. */
	size_t at = 0;
	if (utf8_is_letter(utf8_next(word, &at)) && at + 1 == word.n)
		return true;
	for (size_t i = 0; i < ARRAY_LEN(abbreviations); i++)
		if (word.n == strlen(abbreviations[i]) && strncasecmp(word.s, abbreviations[i], word.n) == 0)
			return true;
	return false;
}

/* Bytes of quotation marks, brackets and emphasis that close a sentence. */
static size_t closers(struct span s)
{
	static const char *const marks[] = { ")", "\"", "'", "”", "»", "’", "*", "_", "]", ".", "!", "?" };
	size_t n = 0;
	for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
		if (span_starts((struct span){ s.s + n, s.n - n }, marks[i])) {
			n += strlen(marks[i]);
			i = (size_t)-1;
		}
	}
	return n;
}

static bool begins_sentence(struct span s)
{
	static const char *const openers[] = { "«", "“", "\"", "(", "[", "–", "-", "*" };
	size_t at = 0;
	uint32_t c = utf8_next(s, &at);
	if (utf8_is_upper(c) || utf8_is_digit(c))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(openers); i++)
		if (span_starts(s, openers[i]))
			return true;
	return false;
}

size_t outline_first_sentence(struct span text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (!strchr(".!?", text.s[i]))
			continue;
		size_t end = i + 1 + closers((struct span){ text.s + i + 1, text.n - i - 1 });
		if (end == text.n)
			return end;
		if (!strchr(" \t\n", text.s[end]) || (text.s[i] == '.' && is_abbreviation(text, i)))
			continue;
		if (begins_sentence(span_trim((struct span){ text.s + end, text.n - end })))
			return end;
	}
	return text.n;
}

struct span outline_cut_sentence(struct span *rest)
{
	struct span sentence = { rest->s, outline_first_sentence(*rest) };
	*rest = span_trim((struct span){ rest->s + sentence.n, rest->n - sentence.n });
	return sentence;
}

/* "**Title** rest": bytes of the title, or 0. With rest the title has to end in a stop or a
 * colon: bold words that begin a sentence are no title. */
static size_t bold_title(struct span text)
{
	if (text.n < 5 || !span_starts(text, "**"))
		return 0;
	if (span_ends(text, "**"))
		return span_trim((struct span){ text.s + 2, text.n - 4 }).n ? text.n - 4 : 0;
	const char *end = memmem(text.s + 2, text.n - 2, "**", 2);
	if (!end || end == text.s + 2 || !strchr(".:!?", end[-1]))
		return 0;
	return (size_t)(end - text.s) - 2;
}

void outline_split_title(struct arena *a, const char *text, const char **title, const char **rest)
{
	struct span all = span_trim(span_of(text));
	size_t bold = bold_title(all), n = bold ? bold + 4 : outline_first_sentence(all);
	*title = outline_one_line(a, bold ? (struct span){ all.s + 2, bold } : (struct span){ all.s, n });
	struct span behind = span_trim((struct span){ all.s + n, all.n - n });
	*rest = arena_strndup(a, behind.s, behind.n);
}

const char *outline_one_line(struct arena *a, struct span text)
{
	text = span_trim(text);
	char *line = arena_strndup(a, text.s, text.n), *to = line;
	for (const char *from = line; *from; from++) {
		bool space = *from == ' ' || (*from >= '\t' && *from <= '\r');
		if (!space)
			*to++ = *from;
		else if (to > line && to[-1] != ' ')
			*to++ = ' ';
	}
	*to = '\0';
	return line;
}

/* Where a backslash has to go so that a line of plain text stays text in Markdown, or -1. */
static long escape_at(struct arena *a, const char *line)
{
	const char *marker;
	size_t digits = strspn(line, "0123456789"), n = strlen(line);
	bool underline = n && strspn(line, "=-") == n;
	if (outline_marker(a, line, true, &marker) > 0)
		return (long)digits;
	return *line == '#' || *line == '>' || underline || outline_fence((struct span){ line, n }) ? 0 : -1;
}

const char *outline_escape_start(struct arena *a, struct span text)
{
	struct out o = out_memory(a);
	for (struct span rest = text; rest.s;) {
		struct span piece = span_cut(&rest, '\n');
		const char *line = arena_strndup(a, piece.s, piece.n);
		long at = escape_at(a, line);
		if (at >= 0)
			out_format(&o, "%.*s\\%s", (int)at, line, line + at);
		else
			out_text(&o, line);
		if (rest.s)
			out_char(&o, '\n');
	}
	return out_string(&o);
}

/* List items and what continues them are indented by four columns a level, which any
 * Markdown reader takes for nesting, below bullets and numbers alike. */
#define INDENT 4

void outline_prose_add(struct arena *a, struct outline_prose *p, const struct block *b, int level)
{
	bool item = b->kind == BLOCK_ITEM;
	int depth = item ? level - 1 : level;
	if (p->text.n)
		out_text(&p->text, item && p->after_item ? "\n" : "\n\n");
	p->text.arena = a;
	p->after_item = item;
	for (struct span rest = span_of(b->text); rest.s;) {
		struct span line = span_cut(&rest, '\n');
		for (int i = 0; line.n && i < depth * INDENT; i++)
			out_char(&p->text, ' ');
		if (item && line.s == b->text)
			out_format(&p->text, "%s ", b->marker);
		out_bytes(&p->text, line.s, line.n);
		if (rest.s)
			out_char(&p->text, '\n');
	}
}
