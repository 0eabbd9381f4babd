/* Sentences: what ends at a full stop, an exclamation mark, a question mark or a line's end. */
#include "engine/text/text_internal.h"

#include "base/utf8.h"

#include <strings.h>

static bool is_closing(uint32_t c)
{
	return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0xBB || c == 0x201D || c == 0x2019;
}

/* Whether the word before a full stop is usually written with one: "bl.a.", "f.eks.", "kl.", "3.", "S.". */
static bool is_abbreviation(struct span text, size_t stop)
{
	static const char *const short_words[] = {
		"bl", "a", "f", "eks", "ca", "kl", "nr", "mv", "osv", "etc", "evt", "inkl", "ekskl", "pr", "ift", "jf", "dvs",
		"mht", "st", "tlf", "vedr", "ang", "gj", "min", "maks", "mill", "mrd", "kr", "e.g", "i.e", "mr", "mrs", "dr", "prof",
	};
	size_t from = stop;
	while (from > 0 && !strchr(" \t\n(\"", text.s[from - 1]))
		from--;
	struct span word = { text.s + from, stop - from };
	if (word.n == 0)
		return false;
	bool digits = true;
	for (size_t i = 0; i < word.n; i++)
		digits &= word.s[i] >= '0' && word.s[i] <= '9';
	if (digits)
		return word.n <= 2; /* an ordinal or a date, not a year */
	if (word.n == 1 || (word.n >= 3 && word.s[word.n - 2] == '.'))
		return true; /* an initial, or letters with stops between */
	for (size_t i = 0; i < ARRAY_LEN(short_words); i++)
		if (word.n == strlen(short_words[i]) && strncasecmp(word.s, short_words[i], word.n) == 0)
			return true;
	return false;
}

/* Whether the sentence ends with the mark at *at, which moves behind it and closing quotes. */
static bool ends_here(struct span text, size_t mark, size_t *at)
{
	char c = text.s[mark];
	size_t next = mark + 1;
	if (c == '\n') {
		*at = next;
		return true;
	}
	if (c != '.' && c != '!' && c != '?')
		return false;
	for (size_t look = next; look < text.n; next = look) {
		uint32_t u = utf8_next(text, &look);
		if (u != '.' && u != '!' && u != '?' && !is_closing(u))
			break;
	}
	if (next < text.n && !strchr(" \t\r\n", text.s[next]))
		return false; /* "14.30", "kommune.no" */
	size_t look = next;
	while (look < text.n && (text.s[look] == ' ' || text.s[look] == '\t'))
		look++;
	if (c == '.' && look < text.n && text.s[look] != '\n') {
		uint32_t following = utf8_next(text, &look);
		if (is_abbreviation(text, mark) || (utf8_is_letter(following) && !utf8_is_upper(following)))
			return false;
	}
	*at = next;
	return true;
}

/* Text without any end is cut at white space when it is this long, or at twice this anywhere. */
enum { LONG = 1 << 16 };

static bool is_too_long(struct span text, size_t from, size_t at)
{
	char c = text.s[at];
	return at - from >= LONG && (c == ' ' || c == '\t' || (at - from >= 2 * LONG && ((unsigned char)c & 0xC0) != 0x80));
}

struct span *text_sentences(struct arena *a, struct span text, size_t *n)
{
	VEC(struct span) sentences = { 0 };
	size_t from = 0;
	for (size_t at = 0; at <= text.n;) {
		size_t end = at + 1;
		if (at < text.n && is_too_long(text, from, at)) {
			end = at;
		} else if (at < text.n && !ends_here(text, at, &end)) {
			at++;
			continue;
		}
		struct span sentence = span_trim((struct span){ text.s + from, (end < text.n ? end : text.n) - from });
		if (sentence.n)
			*VEC_PUSH(a, &sentences) = sentence;
		from = at = end;
		if (at == text.n)
			break;
	}
	*n = sentences.n;
	return sentences.v;
}
