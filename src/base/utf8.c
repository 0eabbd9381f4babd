#include "base/utf8.h"

#include "base/out.h"

#include <stdlib.h>
#include <utf8proc.h>

/* Decodes one code point at s (n > 0 bytes); 0 where the bytes are not valid UTF-8. */
static size_t decode(const unsigned char *s, size_t n, uint32_t *c)
{
	if (s[0] < 0x80) {
		*c = s[0];
		return 1;
	}
	size_t length = s[0] >= 0xF0 ? 4 : s[0] >= 0xE0 ? 3 : 2;
	if (s[0] < 0xC2 || s[0] > 0xF4 || length > n)
		return 0;
	uint32_t value = s[0] & (0x7Fu >> length);
	for (size_t i = 1; i < length; i++) {
		if ((s[i] & 0xC0) != 0x80)
			return 0;
		value = value << 6 | (s[i] & 0x3Fu);
	}
	static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	if (value < smallest[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
		return 0; /* overlong, beyond Unicode, or a surrogate */
	*c = value;
	return length;
}

bool utf8_valid(struct span s, size_t *bad_at)
{
	for (size_t at = 0; at < s.n;) {
		uint32_t c;
		size_t length = decode((const unsigned char *)s.s + at, s.n - at, &c);
		if (length == 0 || c == 0) {
			if (bad_at)
				*bad_at = at;
			return false;
		}
		at += length;
	}
	return true;
}

uint32_t utf8_next(struct span s, size_t *at)
{
	uint32_t c;
	size_t length = decode((const unsigned char *)s.s + *at, s.n - *at, &c);
	*at += length ? length : 1;
	return length ? c : UTF8_REPLACEMENT;
}

size_t utf8_put(char to[4], uint32_t c)
{
	return (size_t)utf8proc_encode_char((utf8proc_int32_t)c, (utf8proc_uint8_t *)to);
}

static bool is_ascii(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.s[i] >= 0x80 || s.s[i] == '\0')
			return false;
	return true;
}

/* s with bad bytes and NUL replaced, so that utf8proc can be given it. */
static struct span repaired(struct arena *a, struct span s)
{
	if (utf8_valid(s, NULL))
		return s;
	struct out o = out_memory(a);
	for (size_t at = 0; at < s.n;) {
		char bytes[4];
		uint32_t c = utf8_next(s, &at);
		out_bytes(&o, bytes, utf8_put(bytes, c ? c : UTF8_REPLACEMENT));
	}
	return (struct span){ out_string(&o), o.n };
}

static char *map(struct arena *a, struct span s, utf8proc_option_t options)
{
	s = repaired(a, s);
	utf8proc_uint8_t *mapped = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s.s, (utf8proc_ssize_t)s.n, &mapped, options);
	if (n < 0)
		out_of_memory(); /* the input is valid, so there is no other reason */
	char *copy = arena_strndup(a, (const char *)mapped, (size_t)n);
	free(mapped);
	return copy;
}

char *utf8_nfc(struct arena *a, struct span s)
{
	if (is_ascii(s))
		return arena_strndup(a, s.s, s.n);
	return map(a, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

char *utf8_fold(struct arena *a, struct span s)
{
	if (is_ascii(s)) {
		char *copy = arena_strndup(a, s.s, s.n);
		for (size_t i = 0; i < s.n; i++)
			if (copy[i] >= 'A' && copy[i] <= 'Z')
				copy[i] = (char)(copy[i] + ('a' - 'A'));
		return copy;
	}
	return map(a, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

size_t utf8_length(struct span s)
{
	size_t n = 0;
	for (size_t at = 0; at < s.n; n++)
		utf8_next(s, &at);
	return n;
}

char *utf8_shorten(struct arena *a, struct span s, size_t n)
{
	size_t at = 0, space = 0, points = 0, space_points = 0;
	for (; at < s.n && points < n; points++) {
		if (s.s[at] == ' ') {
			space = at;
			space_points = points;
		}
		utf8_next(s, &at);
	}
	if (at == s.n)
		return arena_strndup(a, s.s, s.n);
	if (s.s[at] != ' ' && 3 * space_points > 2 * n)
		at = space;
	return arena_printf(a, "%.*s…", (int)at, s.s);
}

static utf8proc_category_t category(uint32_t c)
{
	return utf8proc_category((utf8proc_int32_t)c);
}

bool utf8_is_letter(uint32_t c)
{
	if (c < 0x80)
		return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
	utf8proc_category_t k = category(c);
	return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_MC;
}

bool utf8_is_digit(uint32_t c)
{
	return c < 0x80 ? c >= '0' && c <= '9' : category(c) == UTF8PROC_CATEGORY_ND;
}

bool utf8_is_upper(uint32_t c)
{
	return c < 0x80 ? c >= 'A' && c <= 'Z' : category(c) == UTF8PROC_CATEGORY_LU;
}

bool utf8_is_space(uint32_t c)
{
	if (c < 0x80)
		return c == ' ' || (c >= '\t' && c <= '\r');
	utf8proc_category_t k = category(c);
	return k >= UTF8PROC_CATEGORY_ZS && k <= UTF8PROC_CATEGORY_ZP;
}

/* ---- Files of unknown encoding ---- */

/* What the bytes 0x80 to 0x9F mean in Windows-1252 (Unicode Consortium's table); 0 is unassigned. */
static const uint16_t windows_1252[32] = {
	0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
	0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
};

static void put(struct out *o, uint32_t c)
{
	char bytes[4];
	out_bytes(o, bytes, utf8_put(bytes, c));
}

static void from_windows_1252(struct out *o, struct span s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.s[i];
		uint32_t u = c >= 0x80 && c < 0xA0 ? windows_1252[c - 0x80] : c;
		put(o, u ? u : UTF8_REPLACEMENT);
	}
}

static void from_utf16(struct out *o, struct span s, bool big_endian)
{
	const unsigned char *p = (const unsigned char *)s.s;
	uint32_t high = 0;
	for (size_t i = 0; i + 1 < s.n; i += 2) {
		uint32_t u = big_endian ? (uint32_t)p[i] << 8 | p[i + 1] : (uint32_t)p[i + 1] << 8 | p[i];
		if (high && u >= 0xDC00 && u < 0xE000)
			put(o, 0x10000 + ((high - 0xD800) << 10) + (u - 0xDC00));
		else if (u < 0xD800 || u >= 0xE000)
			put(o, u);
		high = u >= 0xD800 && u < 0xDC00 ? u : 0;
	}
}

/* The offset of the first control character other than tab, line feed, form feed and carriage return. */
static bool find_control(struct span s, size_t *at)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.s[i];
		if (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') {
			*at = i;
			return true;
		}
	}
	return false;
}

/* "\r\n" and a lone "\r" become "\n", in place. */
static char *unix_lines(char *s, size_t n)
{
	size_t to = 0;
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '\r' && i + 1 < n && s[i + 1] == '\n')
			continue;
		s[to++] = s[i] == '\r' ? '\n' : s[i];
	}
	s[to] = '\0';
	return s;
}

char *utf8_from_file_bytes(struct arena *a, struct span bytes, const char **encoding, struct err *err)
{
	const char *name = "UTF-8";
	struct span text = bytes;
	struct out o = out_memory(a);
	if (span_starts(bytes, "\xFF\xFE") || span_starts(bytes, "\xFE\xFF")) {
		name = "UTF-16";
		from_utf16(&o, (struct span){ bytes.s + 2, bytes.n - 2 }, bytes.s[0] == '\xFE');
		text = (struct span){ out_string(&o), o.n };
	} else if (span_starts(bytes, "\xEF\xBB\xBF")) {
		text = (struct span){ bytes.s + 3, bytes.n - 3 };
	}
	size_t at;
	if (find_control(text, &at)) {
		long line = 1;
		for (size_t i = 0; i < at; i++)
			line += text.s[i] == '\n';
		err_at(err, NULL, line, 0);
		err_input(err, "the file is not text (a byte with value %d on line %ld); "
		          "save it as CSV or text in UTF-8", text.s[at], line);
		return NULL;
	}
	if (!utf8_valid(text, NULL)) {
		name = "Windows-1252";
		from_windows_1252(&o, text);
		text = (struct span){ out_string(&o), o.n };
	}
	if (encoding)
		*encoding = name;
	return unix_lines(arena_strndup(a, text.s, text.n), text.n);
}
