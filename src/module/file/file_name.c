/* Names of files, which come from anybody and end up on somebody's disk. */
#include "module/file/file_internal.h"

#include "base/utf8.h"

#define NAME_MOST 120 /* code points */

/* Characters that turn the direction of what follows make "gpj.exe" look like "exe.jpg". */
static bool is_harmless(uint32_t c)
{
	bool control = c < 0x20 || (c >= 0x7f && c < 0xa0) || c == UTF8_REPLACEMENT;
	bool turns = c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
	return !control && !turns && c != 0x2028 && c != 0x2029 && c != 0xfeff && !strchr("\"<>|?*:", (int)(c < 0x80 ? c : 'x'));
}

const char *file_clean_name(struct arena *a, const char *name)
{
	struct span whole = span_of(utf8_nfc(a, span_of(name)));
	for (size_t i = whole.n; i > 0; i--) {
		if (whole.s[i - 1] != '/' && whole.s[i - 1] != '\\')
			continue;
		whole = (struct span){ whole.s + i, whole.n - i };
		break;
	}
	char *clean = arena_alloc(a, whole.n + 1);
	size_t n = 0, at = 0;
	while (at < whole.n) {
		uint32_t c = utf8_next(whole, &at);
		bool hidden = n == 0 && (c == '.' || utf8_is_space(c)); /* ".htaccess" is no name for a letter */
		if (is_harmless(c) && !hidden)
			n += utf8_put(clean + n, c);
	}
	while (n > 0 && (clean[n - 1] == '.' || clean[n - 1] == ' '))
		n--;
	struct span kept = { clean, n };
	size_t length = utf8_length(kept);
	if (length <= NAME_MOST)
		return arena_strndup(a, clean, n);
	const char *dot = memrchr(clean, '.', n);
	struct span end = dot && (size_t)(clean + n - dot) <= sizeof ".docx" ? (struct span){ dot, (size_t)(clean + n - dot) }
	                                                                     : (struct span){ "", 0 };
	size_t cut = 0;
	for (size_t i = 0; i < NAME_MOST - end.n; i++)
		utf8_next(kept, &cut);
	return arena_printf(a, "%.*s%.*s", (int)cut, clean, (int)end.n, end.s);
}

const char *file_extension(struct arena *a, const char *name)
{
	const char *dot = strrchr(name, '.');
	return dot ? utf8_fold(a, span_of(dot + 1)) : "";
}
