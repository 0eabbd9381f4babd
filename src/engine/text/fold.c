/*
 * Letters: case folding that is quick for Norwegian, and letters that only look Latin.
 *
 * Which letters look alike follows the idea of "confusables" in Unicode Technical Standard 39; the
 * list is of those that can be typed in place of a Latin letter and not be seen.
 */
#include "engine/text/duplicates.h"

#include "base/utf8.h"

#include <utf8proc.h>

/* The folded bytes of the character at s (n > 0 bytes), of as many bytes as it has itself; 0
 * where only Unicode's tables know. What comes through here is composed already: no mark that
 * could join a letter is among it. */
static size_t fold_simple(const unsigned char *s, size_t n, char *to)
{
	if (s[0] < 0x80) {
		*to = (char)(s[0] >= 'A' && s[0] <= 'Z' ? s[0] + ('a' - 'A') : s[0]);
		return s[0] != 0;
	}
	if (n >= 2 && (s[0] == 0xC2 || s[0] == 0xC3) && (s[1] & 0xC0) == 0x80) { /* U+0080 to U+00FF */
		bool upper = s[0] == 0xC3 && s[1] < 0x9F && s[1] != 0x97;
		if ((s[0] == 0xC2 && s[1] == 0xB5) || (s[0] == 0xC3 && s[1] == 0x9F))
			return 0; /* the micro sign and ß become others */
		to[0] = (char)s[0];
		to[1] = (char)(upper ? s[1] + 0x20 : s[1]);
		return 2;
	}
	if (n >= 3 && s[0] == 0xE2 && s[1] == 0x80 && s[2] >= 0x8B && s[2] <= 0xA7) { /* dashes, quotation marks … */
		memcpy(to, s, 3);
		return 3;
	}
	return 0;
}

char *text_fold(struct arena *a, struct span text)
{
	char *folded = arena_alloc(a, text.n + 1);
	for (size_t at = 0, step; at < text.n; at += step) {
		step = fold_simple((const unsigned char *)text.s + at, text.n - at, folded + at);
		if (!step)
			return utf8_fold(a, text);
	}
	folded[text.n] = '\0';
	return folded;
}

/* ---- Look-alikes ---- */

/* Letters by code point, and the small Latin letter that they, or their capitals, are taken for. */
static const struct lookalike {
	uint32_t letter;
	char latin;
} lookalikes[] = {
	{ 0x0131, 'i' }, { 0x0251, 'a' }, { 0x0261, 'g' }, { 0x0269, 'i' }, { 0x028F, 'y' }, { 0x029F, 'l' },
	/* Greek */
	{ 0x03B1, 'a' }, { 0x03B2, 'b' }, { 0x03B5, 'e' }, { 0x03B6, 'z' }, { 0x03B7, 'n' }, { 0x03B9, 'i' },
	{ 0x03BA, 'k' }, { 0x03BC, 'm' }, { 0x03BD, 'v' }, { 0x03BF, 'o' }, { 0x03C1, 'p' }, { 0x03C3, 'o' },
	{ 0x03C4, 't' }, { 0x03C5, 'u' }, { 0x03C7, 'x' }, { 0x03F2, 'c' }, { 0x03F3, 'j' },
	/* Cyrillic */
	{ 0x0430, 'a' }, { 0x0432, 'b' }, { 0x0433, 'r' }, { 0x0435, 'e' }, { 0x043A, 'k' }, { 0x043C, 'm' },
	{ 0x043D, 'h' }, { 0x043E, 'o' }, { 0x0440, 'p' }, { 0x0441, 'c' }, { 0x0442, 't' }, { 0x0443, 'y' },
	{ 0x0445, 'x' }, { 0x044C, 'b' }, { 0x0455, 's' }, { 0x0456, 'i' }, { 0x0458, 'j' }, { 0x0475, 'v' },
	{ 0x04AF, 'y' }, { 0x04BB, 'h' }, { 0x04C0, 'l' }, { 0x04CF, 'l' }, { 0x0501, 'd' }, { 0x051B, 'q' },
	{ 0x051D, 'w' },
	/* Armenian */
	{ 0x0561, 'w' }, { 0x0563, 'q' }, { 0x0566, 'q' }, { 0x0570, 'h' }, { 0x0578, 'n' }, { 0x057D, 'u' },
	{ 0x0581, 'g' }, { 0x0584, 'f' }, { 0x0585, 'o' },
};

static uint32_t look_of(uint32_t c)
{
	size_t low = 0, high = ARRAY_LEN(lookalikes);
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (lookalikes[middle].letter < c)
			low = middle + 1;
		else
			high = middle;
	}
	return low < ARRAY_LEN(lookalikes) && lookalikes[low].letter == c ? (uint32_t)lookalikes[low].latin : c;
}

/* Whether a letter stays as it is: its marks, if any, make it another letter of the alphabet. */
static bool is_own_letter(uint32_t c)
{
	return c < 0x80 || c == 0xE4 || c == 0xE5 || c == 0xE6 || c == 0xF6 || c == 0xF8; /* ä å æ ö ø */
}

struct span text_fold_lookalikes(struct span word, char to[TEXT_LOOKALIKE_MAX])
{
	size_t at = 0, n = 0;
	bool own = true;
	while (at < word.n && own)
		own = is_own_letter(utf8_next(word, &at));
	if (own)
		return word;
	for (at = 0; at < word.n;) {
		uint32_t c = utf8_next(word, &at);
		utf8proc_int32_t part[32] = { (utf8proc_int32_t)c };
		int boundary = 0;
		utf8proc_ssize_t parts = 1;
		if (!is_own_letter(c))
			parts = utf8proc_decompose_char((utf8proc_int32_t)c, part, ARRAY_LEN(part), UTF8PROC_COMPAT
				| UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, &boundary);
		for (utf8proc_ssize_t i = 0; i < parts && i < (utf8proc_ssize_t)ARRAY_LEN(part); i++)
			if (n + 4 <= TEXT_LOOKALIKE_MAX)
				n += utf8_put(to + n, look_of((uint32_t)part[i]));
	}
	return (struct span){ to, n };
}
