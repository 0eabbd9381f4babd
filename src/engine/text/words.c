/*
 * Words and their stems. Stemming is libstemmer's (Snowball, Porter 2001), with a list of
 * exceptions, and with nynorsk spellings counted as bokmål ones so that both are found together.
 */
#include "engine/text/text_internal.h"

#include "base/utf8.h"

#include <assert.h>
#include <libstemmer.h>

enum letter { LETTER, SYMBOL, IGNORED, BETWEEN };

static enum letter letter_of(uint32_t c)
{
	if (c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF)
		return IGNORED; /* soft hyphens, joiners, variation selectors */
	if (utf8_is_letter(c) || utf8_is_digit(c))
		return LETTER;
	/* Arrows, dingbats, emoji. U+FFFD stands for bytes that are no text. */
	bool symbol = c >= 0x2190 && c != UTF8_REPLACEMENT && !(c >= 0x3000 && c < 0x3040) && !utf8_is_space(c);
	return symbol ? SYMBOL : BETWEEN;
}

char *text_normal(struct arena *a, struct span text)
{
	struct span folded = span_of(utf8_fold(a, text));
	/* A space is added at most behind each symbol (3 bytes or more) and each piece of a long word. */
	char *normal = arena_alloc(a, folded.n + folded.n / 2 + 2);
	size_t n = 0, word = 0; /* where the current word began */
	for (size_t at = 0; at < folded.n;) {
		size_t from = at;
		enum letter kind = letter_of(utf8_next(folded, &at));
		if (kind == IGNORED)
			continue;
		bool in_word = n > word;
		if (in_word && (kind != LETTER || n - word + (at - from) > TEXT_WORD_MAX)) {
			normal[n++] = ' ';
			word = n;
		}
		if (kind == BETWEEN)
			continue;
		memcpy(normal + n, folded.s + from, at - from);
		n += at - from;
		if (kind == SYMBOL) {
			normal[n++] = ' ';
			word = n;
		}
	}
	if (n > 0 && normal[n - 1] == ' ')
		n--;
	normal[n] = '\0';
	return normal;
}

struct text_stemmer {
	struct sb_stemmer *norwegian, *english;
	char spelled[2 * TEXT_WORD_MAX];
};

static void stemmer_free(void *arg)
{
	struct text_stemmer *s = arg;
	sb_stemmer_delete(s->norwegian);
	sb_stemmer_delete(s->english);
}

struct text_stemmer *text_stemmer_new(struct arena *a)
{
	struct text_stemmer *s = arena_alloc(a, sizeof *s);
	s->norwegian = sb_stemmer_new("norwegian", NULL);
	s->english = sb_stemmer_new("english", NULL);
	if (!s->norwegian || !s->english)
		out_of_memory(); /* both are part of every libstemmer */
	arena_defer(a, stemmer_free, s);
	return s;
}

/* The word with its beginning spelled as in bokmål, where the list has the beginning. */
static struct span spell(struct text_stemmer *s, struct span word)
{
	for (size_t n = word.n; n >= 3; n--) {
		const struct text_word *w = text_lexicon_find((struct span){ word.s, n });
		if (!w || !w->spelling)
			continue;
		size_t head = strlen(w->spelling);
		assert(head + word.n - n <= sizeof s->spelled);
		memcpy(s->spelled, w->spelling, head);
		memcpy(s->spelled + head, word.s + n, word.n - n);
		return (struct span){ s->spelled, head + word.n - n };
	}
	return word;
}

struct span text_stem(struct text_stemmer *s, struct span word, bool english)
{
	if (!english)
		word = spell(s, word);
	const struct text_word *known = text_lexicon_find(word);
	if (known && known->stem)
		return span_of(known->stem);
	struct sb_stemmer *snowball = english ? s->english : s->norwegian;
	const sb_symbol *stem = sb_stemmer_stem(snowball, (const sb_symbol *)word.s, (int)word.n);
	if (!stem)
		out_of_memory();
	return (struct span){ (const char *)stem, (size_t)sb_stemmer_length(snowball) };
}
