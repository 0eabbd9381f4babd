/*
 * CSV (RFC 4180) as programs and people write it: UTF-8, UTF-16 or Windows-1252;
 * any line ends; separator tab, semicolon or comma, whichever the header has most
 * of outside quotes. A header without any of them makes a table of one column, in
 * which separators are text. A first line "sep=;" (Excel) is obeyed. A cell in
 * quotes may hold separators, line breaks and doubled quotes; text behind the
 * closing quote is an error, since it nearly always means a quote that was not
 * doubled. A quote within an unquoted cell is text.
 */
#include "base/utf8.h"
#include "format/table_build.h"

struct csv {
	struct table_builder *b;
	char *at; /* what is not read yet; cells are unquoted and ended in place */
	char separator;
	long line;
	VEC(const char *) cells;
};

static bool is_end(char c)
{
	return c == '\0' || c == '\n';
}

/* Counts separators in the header, which ends at the first line break outside quotes. */
static char find_separator(const char *s)
{
	static const char candidates[] = "\t;,";
	size_t count[3] = { 0 };
	bool quoted = false;
	for (; *s && (quoted || *s != '\n'); s++) {
		const char *found = quoted ? NULL : strchr(candidates, *s);
		if (found)
			count[found - candidates]++;
		quoted ^= *s == '"';
	}
	size_t best = 0;
	for (size_t i = 1; i < 3; i++)
		if (count[i] > count[best])
			best = i;
	return count[best] ? candidates[best] : '\0';
}

/* The line "sep=;" that Excel writes for itself. */
static bool take_separator_line(struct csv *c)
{
	if (strncmp(c->at, "sep=", 4) != 0 || is_end(c->at[4]) || !is_end(c->at[5]))
		return false;
	c->separator = c->at[4];
	c->at += c->at[5] ? 6 : 5;
	c->line++;
	return true;
}

static char *take_quoted(struct csv *c, char **end)
{
	char *to = ++c->at, *cell = to;
	long began = c->line;
	for (;; c->at++) {
		if (*c->at == '\0') {
			table_fail(c->b, began, "the quote that opens a cell on this line is never closed; "
			           "close it, or double it if it belongs to the text");
			return NULL;
		}
		if (*c->at == '"' && c->at[1] != '"')
			break;
		c->at += *c->at == '"';
		c->line += *c->at == '\n';
		*to++ = *c->at;
	}
	*end = to;
	c->at++;
	if (is_end(*c->at) || *c->at == c->separator)
		return cell;
	table_fail(c->b, began, "text follows the closing quote of a cell that begins on this line; "
	           "double the quotes that belong to the text");
	return NULL;
}

static char *take_unquoted(struct csv *c, char **end)
{
	char *cell = c->at;
	while (!is_end(*c->at) && *c->at != c->separator)
		c->at++;
	*end = c->at;
	return cell;
}

static bool take_record(struct csv *c)
{
	long line = c->line;
	c->cells.n = 0;
	for (bool more = true; more;) {
		char *end, *cell = *c->at == '"' ? take_quoted(c, &end) : take_unquoted(c, &end);
		if (!cell)
			return false;
		if ((size_t)(end - cell) > c->b->options.max_cell)
			return table_fail(c->b, line, "a cell holds more than %zu MB; is this the right file, and are its quotes closed?",
			                  c->b->options.max_cell >> 20);
		*VEC_PUSH(c->b->arena, &c->cells) = cell;
		if (!table_check_columns(c->b, c->cells.n, line))
			return false;
		more = *c->at == c->separator && *c->at;
		c->line += *c->at == '\n';
		c->at += *c->at != '\0';
		*end = '\0';
	}
	return table_take(c->b, c->cells.v, c->cells.n, line);
}

bool table_read_csv(struct table_builder *b, struct span bytes)
{
	char *text = utf8_from_file_bytes(b->arena, bytes, &b->table->encoding, b->err);
	if (!text)
		return err_at(b->err, b->table->file, 0, 0);
	struct csv c = { .b = b, .at = text, .line = 1 };
	bool said = take_separator_line(&c);
	while (*c.at == '\n') {
		c.at++;
		c.line++;
	}
	if (!said)
		c.separator = find_separator(c.at);
	b->table->separator = c.separator;
	while (*c.at)
		if (!take_record(&c))
			return false;
	return table_finish(b);
}
