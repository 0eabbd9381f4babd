/*
 * One line of JSON with "id" and "text". Nearly every line is a flat object that is read here in one
 * pass, ten times as fast as by a library. Everything else (nested values, what is no JSON) goes to
 * jansson, which decides and explains: what is read here is a subset of what it accepts, with the same
 * meaning.
 */
#include "module/text/text_lines.h"

#include "base/utf8.h"
#include "format/json.h"

#define FIELDS_MAX 16  /* more go to jansson, which also finds names that stand twice */
#define DIGITS_MAX 18  /* of a number that surely fits */

/* A walk over a line. */
struct scan {
	char *s;
	size_t n, at;
};

static void skip_space(struct scan *c)
{
	while (c->at < c->n && (c->s[c->at] == ' ' || c->s[c->at] == '\t' || c->s[c->at] == '\r'))
		c->at++;
}

static bool take(struct scan *c, char expected)
{
	skip_space(c);
	if (c->at == c->n || c->s[c->at] != expected)
		return false;
	c->at++;
	return true;
}

static bool hex4(const char *s, uint32_t *value)
{
	*value = 0;
	for (int i = 0; i < 4; i++) {
		char c = s[i];
		bool digit = c >= '0' && c <= '9', letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'f';
		if (!digit && !letter)
			return false;
		*value = *value << 4 | (uint32_t)(digit ? c - '0' : (c | 0x20) - 'a' + 10);
	}
	return true;
}

/* The character that the escape at s stands for, and how many bytes it has; 0 for none. */
static size_t escape(const char *s, size_t n, uint32_t *c)
{
	static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
	if (n < 2)
		return 0;
	const char *name = s[1] ? strchr(names, s[1]) : NULL;
	if (name) {
		*c = (uint32_t)values[name - names];
		return 2;
	}
	if (s[1] != 'u' || n < 6 || !hex4(s + 2, c) || *c == 0 || (*c >= 0xDC00 && *c < 0xE000))
		return 0;
	if (*c < 0xD800 || *c >= 0xE000)
		return 6;
	uint32_t low;
	if (n < 12 || s[6] != '\\' || s[7] != 'u' || !hex4(s + 8, &low) || low < 0xDC00 || low >= 0xE000)
		return 0;
	*c = 0x10000 + ((*c - 0xD800) << 10) + (low - 0xDC00);
	return 12;
}

/* A string, of which the span is what stands between the quotes; escaped tells whether that is to be unescaped. */
static bool scan_string(struct scan *c, struct span *inside, bool *escaped)
{
	if (!take(c, '"'))
		return false;
	size_t from = c->at;
	*escaped = false;
	while (c->at < c->n && c->s[c->at] != '"') {
		unsigned char byte = (unsigned char)c->s[c->at];
		uint32_t point;
		size_t step = 1;
		if (byte == '\\') {
			*escaped = true;
			step = escape(c->s + c->at, c->n - c->at, &point);
		} else if (byte >= 0x80) {
			size_t next = c->at;
			utf8_next((struct span){ c->s, c->n }, &next);
			step = next - c->at > 1 ? next - c->at : 0;
		} else if (byte < 0x20) {
			step = 0;
		}
		if (!step)
			return false;
		c->at += step;
	}
	*inside = (struct span){ c->s + from, c->at - from };
	return take(c, '"');
}

static size_t scan_digits(struct scan *c)
{
	size_t from = c->at;
	while (c->at < c->n && c->s[c->at] >= '0' && c->s[c->at] <= '9')
		c->at++;
	return c->at - from;
}

/* A number without an exponent. */
static bool scan_number(struct scan *c)
{
	if (c->at < c->n && c->s[c->at] == '-')
		c->at++;
	bool zero = c->at < c->n && c->s[c->at] == '0';
	size_t digits = scan_digits(c);
	if (digits == 0 || digits > DIGITS_MAX || (zero && digits > 1))
		return false;
	if (c->at < c->n && c->s[c->at] == '.') {
		c->at++;
		if (scan_digits(c) == 0)
			return false;
	}
	return c->at == c->n || (c->s[c->at] | 0x20) != 'e';
}

static bool scan_word(struct scan *c, const char *word)
{
	size_t n = strlen(word);
	bool same = c->n - c->at >= n && memcmp(c->s + c->at, word, n) == 0;
	c->at += same ? n : 0;
	return same;
}

/* A string, number or word; the span has the quotes. */
static bool scan_value(struct scan *c, struct span *value, bool *is_string, bool *escaped)
{
	skip_space(c);
	size_t from = c->at;
	struct span inside;
	*is_string = from < c->n && c->s[from] == '"';
	*escaped = false;
	bool ok = *is_string ? scan_string(c, &inside, escaped)
	        : scan_word(c, "true") || scan_word(c, "false") || scan_word(c, "null") || scan_number(c);
	*value = (struct span){ c->s + from, c->at - from };
	return ok;
}

/* The span without its quotes and with its escapes resolved, in place: none becomes longer. */
static struct span unescape(char *s, size_t n, bool escaped)
{
	if (!escaped)
		return (struct span){ s + 1, n - 2 };
	size_t to = 1;
	for (size_t at = 1; at < n - 1;) {
		uint32_t c;
		if (s[at] != '\\') {
			s[to++] = s[at++];
			continue;
		}
		at += escape(s + at, n - 1 - at, &c);
		to += utf8_put(s + to, c);
	}
	return (struct span){ s + 1, to - 1 };
}

/* A flat object with both fields. Nothing is overwritten unless it is one. */
static bool read_simple(char *line, size_t n, struct span *id, struct span *text)
{
	struct scan c = { line, n, 0 };
	struct span names[FIELDS_MAX];
	size_t n_names = 0, text_at = 0, text_n = 0;
	bool text_escaped = false;
	*id = (struct span){ 0 };
	if (!take(&c, '{'))
		return false;
	do {
		struct span name, value;
		bool escaped, is_string, value_escaped;
		if (n_names == FIELDS_MAX || !scan_string(&c, &name, &escaped) || escaped || !take(&c, ':')
		    || !scan_value(&c, &value, &is_string, &value_escaped))
			return false;
		for (size_t i = 0; i < n_names; i++)
			if (span_eq(names[i], name))
				return false;
		names[n_names++] = name;
		bool number = !is_string && (value.s[0] == '-' || (value.s[0] >= '0' && value.s[0] <= '9'));
		if (span_is(name, "id") && (is_string || number))
			*id = value;
		if (span_is(name, "text") && is_string) {
			text_at = (size_t)(value.s - line);
			text_n = value.n;
			text_escaped = value_escaped;
		}
	} while (take(&c, ','));
	bool ended = take(&c, '}');
	skip_space(&c);
	if (!ended || c.at != c.n || !id->s || !text_n)
		return false;
	*text = unescape(line + text_at, text_n, text_escaped);
	return true;
}

static bool write_id(struct arena *a, const json_t *value, struct span *id)
{
	struct out o = out_memory(a);
	struct json j = json_to(&o, 0);
	if (json_is_string(value))
		json_text(&o, json_string_value(value));
	else if (json_is_integer(value))
		json_put_i64(&j, NULL, json_integer_value(value));
	else if (json_is_real(value))
		json_put_f64(&j, NULL, json_real_value(value));
	*id = span_of(out_string(&o));
	return id->n > 0;
}

bool text_line_read(struct arena *a, char *line, size_t n, struct span *id, struct span *text, struct err *err)
{
	if (read_simple(line, n, id, text))
		return true;
	json_error_t why;
	json_t *o = json_loadb(line, n, JSON_REJECT_DUPLICATES, &why);
	const json_t *value = json_object_get(o, "text");
	bool ok = false;
	if (!o)
		err_input(err, "not a JSON object (%s, column %d); write one {\"id\": …, \"text\": \"…\"} on each line, in UTF-8",
		          why.text, why.column);
	else if (!json_is_object(o))
		err_input(err, "not a JSON object; write one {\"id\": …, \"text\": \"…\"} on each line");
	else if (!write_id(a, json_object_get(o, "id"), id))
		err_input(err, "no \"id\" that is a string or a number; give each line one");
	else if (!json_is_string(value))
		err_input(err, "no \"text\" that is a string; give each line one, \"\" where there is none");
	else
		ok = true;
	if (ok)
		*text = span_of(arena_strdup(a, json_string_value(value)));
	json_decref(o);
	return ok;
}
