/*
 * The words of an e-mail that is a web page: tags are dropped, and those that begin a new line in a
 * browser begin one here. It is for reading what somebody wrote, so that it forgives everything and
 * keeps nothing of how it looked; what comes out is plain text and escaped like any other.
 */
#include "module/intake/intake_internal.h"

#include "base/out.h"
#include "base/utf8.h"

#include <strings.h>

#define NAME_MOST 12 /* bytes of the names that matter */

static const char *const unseen[] = { "head", "script", "style", "title" };
static const char *const lines[] = { "br", "div", "tr", "li", "p", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6" };
static const struct {
	const char *name;
	uint32_t c;
} entities[] = {
	{ "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' }, { "nbsp", ' ' }, { "aring", 0xe5 },
	{ "Aring", 0xc5 }, { "oslash", 0xf8 }, { "Oslash", 0xd8 }, { "aelig", 0xe6 }, { "AElig", 0xc6 }, { "eacute", 0xe9 },
	{ "laquo", 0xab }, { "raquo", 0xbb }, { "ndash", 0x2013 }, { "mdash", 0x2014 }, { "hellip", 0x2026 },
};

struct reading {
	struct span html;
	size_t at;
	struct out text;
	bool space; /* white space has been passed, which is one space before the next word */
};

static bool is_among(const char *name, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcasecmp(name, list[i]) == 0)
			return true;
	return false;
}

/* Behind the next place where a text stands, in whatever letters; at the end where it does not. */
static size_t behind(const struct reading *r, size_t from, const char *text)
{
	size_t n = strlen(text);
	for (; from + n <= r->html.n; from++)
		if (strncasecmp(r->html.s + from, text, n) == 0)
			return from + n;
	return r->html.n;
}

static void put_char(struct reading *r, uint32_t c)
{
	char bytes[4];
	if (r->space && r->text.n > 0)
		out_char(&r->text, ' ');
	r->space = false;
	out_bytes(&r->text, bytes, utf8_put(bytes, c));
}

static void put_line(struct reading *r)
{
	r->space = false;
	out_char(&r->text, '\n');
}

/* The name behind "<" or "</"; at is moved behind it. */
static void read_name(struct reading *r, char name[NAME_MOST])
{
	size_t n = 0;
	while (r->at < r->html.n && strchr(" \t\r\n/>", r->html.s[r->at]) == NULL) {
		if (n + 1 < NAME_MOST)
			name[n++] = r->html.s[r->at];
		r->at++;
	}
	name[n] = '\0';
}

static void skip_attributes(struct reading *r)
{
	char quote = '\0';
	for (; r->at < r->html.n; r->at++) {
		char c = r->html.s[r->at];
		if (quote ? c == quote : c == '"' || c == '\'')
			quote = quote ? '\0' : c;
		else if (!quote && c == '>')
			break;
	}
	r->at += r->at < r->html.n;
}

static void take_tag(struct reading *r)
{
	char name[NAME_MOST], closing[NAME_MOST + 2];
	if (r->html.n - r->at >= 4 && memcmp(r->html.s + r->at, "<!--", 4) == 0) {
		r->at = behind(r, r->at + 4, "-->");
		return;
	}
	bool ends = r->at + 1 < r->html.n && r->html.s[r->at + 1] == '/';
	r->at += ends ? 2 : 1;
	read_name(r, name);
	skip_attributes(r);
	if (is_among(name, lines, ARRAY_LEN(lines)))
		put_line(r);
	if (ends || !is_among(name, unseen, ARRAY_LEN(unseen)))
		return;
	snprintf(closing, sizeof closing, "</%s", name);
	r->at = behind(r, r->at, closing);
	skip_attributes(r);
}

static uint32_t entity(const char *name)
{
	int64_t number = 0;
	if (name[0] == '#' && str_to_i64(name + 1, &number) && number >= ' ' && number <= 0x10ffff)
		return number >= 0xd800 && number <= 0xdfff ? UTF8_REPLACEMENT : (uint32_t)number;
	for (size_t i = 0; i < ARRAY_LEN(entities); i++)
		if (str_eq(name, entities[i].name))
			return entities[i].c;
	return 0;
}

/* An entity that we do not know stays as it is written. */
static void take_entity(struct reading *r)
{
	char name[NAME_MOST];
	size_t n = 0, at = r->at + 1;
	while (at < r->html.n && n + 1 < NAME_MOST && r->html.s[at] != ';')
		name[n++] = r->html.s[at++];
	name[n] = '\0';
	uint32_t c = at < r->html.n && r->html.s[at] == ';' ? entity(name) : 0;
	put_char(r, c ? c : '&');
	r->at = c ? at + 1 : r->at + 1;
}

const char *intake_html_text(struct arena *a, struct span html)
{
	struct reading r = { .html = html, .text = out_memory(a) };
	while (r.at < html.n) {
		char c = html.s[r.at];
		if (c == '<') {
			take_tag(&r);
		} else if (c == '&') {
			take_entity(&r);
		} else if (strchr(" \t\r\n", c) && c) {
			r.space = true;
			r.at++;
		} else {
			put_char(&r, utf8_next(html, &r.at));
		}
	}
	const char *text = out_string(&r.text);
	return intake_clean_text(a, (struct span){ text, r.text.n });
}
