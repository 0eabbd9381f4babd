/* JSON text and the streaming JSON writer of out.h. */
#include "base/out.h"

#include "base/utf8.h"

#include <stdlib.h>

/* Where the first byte at or behind `at` is that may have to be written otherwise, or is not ASCII. */
static size_t plain_end(struct span text, size_t at)
{
	while (at < text.n && text.s[at] >= 0x20 && text.s[at] < 0x7f && text.s[at] != '"' && text.s[at] != '\\')
		at++;
	return at;
}

void json_text(struct out *o, const char *s)
{
	struct span text = span_of(s);
	size_t from = 0;
	out_char(o, '"');
	for (size_t at = plain_end(text, 0); at < text.n; at = plain_end(text, at)) {
		size_t begin = at;
		uint32_t c = utf8_next(text, &at);
		bool bad = c == UTF8_REPLACEMENT && at - begin == 1;
		if (!bad && c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
			continue;
		out_bytes(o, text.s + from, begin - from);
		from = at;
		switch (c) {
		case '"': out_text(o, "\\\""); break;
		case '\\': out_text(o, "\\\\"); break;
		case '\n': out_text(o, "\\n"); break;
		case '\r': out_text(o, "\\r"); break;
		case '\t': out_text(o, "\\t"); break;
		default:
			if (bad)
				out_text(o, "\xEF\xBF\xBD");
			else
				out_format(o, "\\u%04x", c);
		}
	}
	out_bytes(o, text.s + from, text.n - from);
	out_char(o, '"');
}

struct json json_to(struct out *o, unsigned indent)
{
	return (struct json){ .out = o, .indent = indent };
}

static void new_line(struct json *j)
{
	if (!j->indent)
		return;
	out_char(j->out, '\n');
	for (unsigned i = 0; i < j->depth * j->indent; i++)
		out_char(j->out, ' ');
}

/* What stands before a value: the comma, the line and the key. */
static void before_value(struct json *j, const char *key)
{
	if (j->depth > 0) {
		if (j->has_item[j->depth])
			out_text(j->out, j->indent ? "," : ", ");
		j->has_item[j->depth] = true;
		new_line(j);
	}
	if (key) {
		json_text(j->out, key);
		out_text(j->out, ": ");
	}
}

static void open_container(struct json *j, const char *key, bool array)
{
	before_value(j, key);
	if (++j->depth >= sizeof j->has_item)
		abort(); /* a bug: our documents nest a few levels */
	j->has_item[j->depth] = false;
	j->is_array[j->depth] = array;
	out_char(j->out, array ? '[' : '{');
}

void json_put_object(struct json *j, const char *key)
{
	open_container(j, key, false);
}

void json_put_array(struct json *j, const char *key)
{
	open_container(j, key, true);
}

void json_put_end(struct json *j)
{
	bool had_items = j->has_item[j->depth];
	char end = j->is_array[j->depth] ? ']' : '}';
	j->depth--;
	if (had_items)
		new_line(j);
	out_char(j->out, end);
	if (j->depth == 0)
		out_char(j->out, '\n');
}

void json_put_string(struct json *j, const char *key, const char *value)
{
	if (!value) {
		json_put_null(j, key);
		return;
	}
	before_value(j, key);
	json_text(j->out, value);
}

void json_put_i64(struct json *j, const char *key, int64_t value)
{
	before_value(j, key);
	out_format(j->out, "%lld", (long long)value);
}

void json_put_f64(struct json *j, const char *key, double value)
{
	if (!(value - value == 0)) { /* NaN or infinity: JSON has neither */
		json_put_null(j, key);
		return;
	}
	char text[32];
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof text, "%.*g", digits, value);
		if (strtod(text, NULL) == value)
			break;
	}
	before_value(j, key);
	out_text(j->out, text);
}

void json_put_bool(struct json *j, const char *key, bool value)
{
	before_value(j, key);
	out_text(j->out, value ? "true" : "false");
}

void json_put_null(struct json *j, const char *key)
{
	before_value(j, key);
	out_text(j->out, "null");
}
