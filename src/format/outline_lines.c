/* What single lines look like, and which of them are a table of contents. */
#include "format/outline_internal.h"

#include "base/out.h"
#include "base/utf8.h"

#define TAB 4

/* Bytes of one white-space character, the same ones that span_trim() takes; 0 for none. */
static size_t white(const char *s)
{
	if (*s == ' ' || (*s >= '\t' && *s <= '\r' && *s != '\n'))
		return 1;
	return str_starts(s, "\u00a0") ? 2 : str_starts(s, "\ufeff") ? 3 : 0;
}

size_t outline_indent(const char *line)
{
	size_t columns = 0;
	for (size_t n; (n = white(line)) > 0; line += n) {
		if (*line == '\t')
			columns += TAB - columns % TAB;
		else
			columns += *line == ' ' || n == 2;
	}
	return columns;
}

static size_t space_behind(const char *s)
{
	size_t n = 0;
	while (white(s + n))
		n += white(s + n);
	return n;
}

/* "3)" and, in Markdown, "3."; in text "a)": the bytes without white space, or 0. */
static size_t counting_marker(const char *s, bool markdown)
{
	size_t n = 0;
	while (n < 3 && s[n] >= '0' && s[n] <= '9')
		n++;
	if (n == 0)
		return !markdown && s[0] >= 'a' && s[0] <= 'z' && s[1] == ')' ? 2 : 0;
	return s[n] == ')' || (markdown && s[n] == '.') ? n + 1 : 0;
}

/* The bytes of a bullet, or 0; *tight ones need no white space behind them. */
static size_t bullet(const char *s, bool markdown, bool *tight)
{
	static const struct {
		const char *bytes;
		bool tight;
	} bullets[] = {
		{ "-", false }, { "*", false }, { "+", false },
		{ "–", false }, { "—", false }, { "·", false }, { "◦", false }, { "‣", false }, { "○", false }, { "o\t", true },
		{ "•", true }, { "●", true }, { "▪", true }, { "\uf0b7", true },
	};
	static const size_t in_markdown = 3;
	for (size_t i = 0; i < (markdown ? in_markdown : ARRAY_LEN(bullets)); i++) {
		*tight = bullets[i].tight;
		if (str_starts(s, bullets[i].bytes))
			return strlen(bullets[i].bytes);
	}
	return 0;
}

size_t outline_marker(struct arena *a, const char *line, bool markdown, const char **marker)
{
	size_t begin = space_behind(line);
	const char *s = line + begin;
	bool tight = false;
	*marker = "-";
	size_t n = bullet(s, markdown, &tight);
	if (!n) {
		n = counting_marker(s, markdown);
		if (n && s[0] >= '0' && s[0] <= '9')
			*marker = arena_strndup(a, s, n);
	}
	size_t space = n ? space_behind(s + n) : 0;
	return n && (space || tight) && s[n + space] ? begin + n + space : 0;
}

struct outline_number outline_number_of(const char *line)
{
	struct outline_number number = { 0 }, none = { 0 };
	const char *s = line + space_behind(line);
	while (number.levels < OUTLINE_LEVELS && *s >= '0' && *s <= '9') {
		int value = 0, digits = 0;
		for (; *s >= '0' && *s <= '9' && digits < 3; s++, digits++)
			value = value * 10 + (*s - '0');
		if (digits > 2)
			return none;
		number.part[number.levels++] = value;
		number.sure = *s == '.' || *s == '\t' || number.levels > 1;
		if (*s != '.')
			break;
		s++;
	}
	size_t space = space_behind(s);
	if (!number.levels || !space || !s[space])
		return none;
	number.bytes = (size_t)(s - line) + space;
	return number;
}

int outline_hash_heading(const char *text, struct span *title)
{
	size_t indent = outline_indent(text);
	struct span s = span_trim(span_of(text));
	int level = 0;
	while ((size_t)level < s.n && s.s[level] == '#')
		level++;
	if (indent > 3 || level == 0 || level > OUTLINE_LEVELS || ((size_t)level < s.n && !strchr(" \t", s.s[level])))
		return 0;
	s = span_trim((struct span){ s.s + level, s.n - (size_t)level });
	size_t hashes = 0;
	while (hashes < s.n && s.s[s.n - 1 - hashes] == '#')
		hashes++;
	if (hashes == s.n || strchr(" \t", s.s[s.n - 1 - hashes]))
		s = span_trim((struct span){ s.s, s.n - hashes });
	*title = s;
	return level;
}

int outline_underline(const char *text)
{
	struct span s = span_trim(span_of(text));
	if (s.n < 3 || outline_indent(text) > 3)
		return 0;
	if (strspn(s.s, "=") >= s.n)
		return 1;
	return strspn(s.s, "-") >= s.n ? 2 : 0;
}

size_t outline_fence(struct span line)
{
	size_t marks = 0;
	while (marks < line.n && line.s[marks] == *line.s && strchr("`~", *line.s))
		marks++;
	return marks >= 3 ? marks : 0;
}

bool outline_closes_fence(struct span line, char mark, size_t marks)
{
	return line.n >= marks && *line.s == mark && outline_fence(line) == line.n;
}

int outline_nesting_item(struct outline_nesting *n, size_t indent)
{
	while (n->levels > 0 && indent + 1 < n->indent[n->levels - 1])
		n->levels--;
	if (n->levels == 0 || (indent > n->indent[n->levels - 1] + 1 && n->levels < OUTLINE_LEVELS))
		n->indent[n->levels++] = indent;
	return n->levels;
}

int outline_nesting_more(const struct outline_nesting *n, size_t indent)
{
	int level = n->levels;
	while (level > 0 && indent <= n->indent[level - 1] + 1)
		level--;
	return level;
}

/* ---- Tables of contents ---- */

/* "Kraft.....7", "Kraft\t7", and in a table of contents "Kraft   7". */
static bool ends_in_page_number(const char *text, bool in_contents)
{
	size_t n = strlen(text), digits = 0;
	while (digits < n && text[n - digits - 1] >= '0' && text[n - digits - 1] <= '9')
		digits++;
	if (digits == 0 || digits > 4 || digits == n)
		return false;
	n -= digits;
	size_t end = n;
	bool tab = false;
	for (; n && strchr(" \t", text[n - 1]); n--)
		tab = tab || text[n - 1] == '\t';
	bool dots = span_ends((struct span){ text, n }, "..") || span_ends((struct span){ text, n }, "…");
	return dots || tab || (in_contents && end - n >= 2);
}

static const char *comparable(struct arena *a, const char *text)
{
	return utf8_fold(a, span_of(outline_one_line(a, span_of(text))));
}

void outline_mark_contents(struct arena *a, struct outline_lines *lines, bool markdown)
{
	struct strmap *last = strmap_new(a);
	for (size_t i = 0; i < lines->n; i++)
		*strmap_at(last, span_of(comparable(a, lines->v[i].text)), NULL) = (int64_t)i;
	bool inside = false;
	for (size_t i = 0; i < lines->n; i++) {
		struct outline_line *l = &lines->v[i];
		if (!*l->text)
			continue;
		if (outline_is_contents_heading(a, l->text)) {
			l->contents = inside = true;
			continue;
		}
		bool again = *strmap_find(last, span_of(comparable(a, l->text))) > (int64_t)i;
		inside = inside && (l->contents || again || ends_in_page_number(l->text, true));
		bool numbered = !markdown && outline_number_of(l->text).levels && ends_in_page_number(l->text, false);
		l->contents = l->contents || inside || numbered;
	}
}
