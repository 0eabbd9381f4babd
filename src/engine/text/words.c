/*
 * Words and their stems. Stemming is libstemmer's (Snowball, Porter 2001), with a list of
 * exceptions, and with nynorsk spellings counted as bokmål ones so that both are found together.
 */
#include "engine/text/text_internal.h"

#include "base/utf8.h"

#include <assert.h>
#include <libstemmer.h>

enum letter { LETTER, SYMBOL, IGNORED, BETWEEN };

/* Soft hyphens, joiners, marks of direction, variation selectors, tags and fillers (Unicode's
 * "default ignorable" characters): they can stand within a word and not be seen. */
static bool is_invisible(uint32_t c)
{
	return c == 0xAD || c == 0x34F || c == 0x61C || c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFEFF
	       || c == 0xFFA0 || (c >= 0x180B && c <= 0x180F) || (c >= 0x200B && c <= 0x200F)
	       || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F)
	       || (c >= 0xE0000 && c <= 0xE0FFF);
}

static enum letter letter_of(uint32_t c)
{
	if (c < 0x80)
		return utf8_is_letter(c) || utf8_is_digit(c) ? LETTER : BETWEEN;
	if (is_invisible(c))
		return IGNORED;
	if (utf8_is_letter(c) || utf8_is_digit(c))
		return LETTER;
	/* Arrows, dingbats, emoji. U+FFFD stands for bytes that are no text. */
	bool symbol = c >= 0x2190 && c != UTF8_REPLACEMENT && !(c >= 0x3000 && c < 0x3040) && !utf8_is_space(c);
	return symbol ? SYMBOL : BETWEEN;
}

bool text_next_word(struct span text, size_t *at, struct span *word)
{
	size_t from = *at;
	bool in_word = false;
	while (*at < text.n) {
		size_t here = *at, next = here;
		enum letter kind = letter_of(utf8_next(text, &next));
		if (in_word && (kind == BETWEEN || kind == SYMBOL || next - from > TEXT_WORD_MAX)) {
			*word = (struct span){ text.s + from, here - from };
			return true;
		}
		*at = next;
		if (kind == SYMBOL) {
			*word = (struct span){ text.s + here, next - here };
			return true;
		}
		if (kind == LETTER && !in_word) {
			in_word = true;
			from = here;
		}
	}
	*word = (struct span){ text.s + from, in_word ? text.n - from : 0 };
	return in_word;
}

/* What stands at *at of folded text, which moves past it. The letters that Norwegian is written with
 * need no decoding. */
static enum letter next_letter(struct span folded, size_t *at)
{
	unsigned char c = (unsigned char)folded.s[*at];
	if (c < 0x80) {
		++*at;
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? LETTER : BETWEEN;
	}
	unsigned char second = c == 0xC3 ? (unsigned char)folded.s[*at + 1] : 0x97;
	if (second != 0x97 && second != 0xB7) { /* × and ÷ */
		*at += 2;
		return LETTER;
	}
	return letter_of(utf8_next(folded, at));
}

char *text_normal(struct arena *a, struct span text)
{
	struct span folded = span_of(text_fold(a, text));
	/* A space is added at most behind each symbol (3 bytes or more) and each piece of a long word. */
	char *normal = arena_alloc(a, folded.n + folded.n / 2 + 2);
	size_t n = 0, word = 0; /* where the current word began */
	for (size_t at = 0; at < folded.n;) {
		size_t from = at;
		enum letter kind = next_letter(folded, &at);
		if (kind == IGNORED)
			continue;
		bool in_word = n > word;
		if (in_word && (kind != LETTER || n - word + (at - from) > TEXT_WORD_MAX)) {
			normal[n++] = ' ';
			word = n;
		}
		if (kind == BETWEEN)
			continue;
		while (from < at)
			normal[n++] = folded.s[from++];
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

/* The beginning as in bokmål, the longest that the lists have. */
static struct span spell_beginning(struct text_stemmer *s, struct span word)
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

/* Endings that the stemmer does not know, and the ones that they are counted as; two stay as they
 * are ("fjerne", "moderne"). */
static struct span spell_ending(struct text_stemmer *s, struct span word)
{
	static const char *const endings[][2] = {
		{ "heit", "het" }, { "heita", "heten" }, { "heiter", "heter" }, { "heitene", "hetene" },
		{ "jerne", "jerne" }, { "moderne", "moderne" }, { "erne", "ere" }, /* "lærerne" */
	};
	for (size_t e = 0; e < ARRAY_LEN(endings); e++) {
		if (!span_ends(word, endings[e][0]))
			continue;
		size_t bare = word.n - strlen(endings[e][0]), n = strlen(endings[e][1]);
		if (bare < 2 || str_eq(endings[e][0], endings[e][1]))
			return word;
		memmove(s->spelled, word.s, bare);
		memcpy(s->spelled + bare, endings[e][1], n);
		return (struct span){ s->spelled, bare + n };
	}
	return word;
}

struct span text_spell(struct text_stemmer *s, struct span word)
{
	return spell_ending(s, spell_beginning(s, word));
}

struct span text_stem(struct text_stemmer *s, struct span word, bool english)
{
	if (!english)
		word = text_spell(s, word);
	const struct text_word *known = text_lexicon_find(word);
	if (known && known->stem)
		return span_of(known->stem);
	struct sb_stemmer *snowball = english ? s->english : s->norwegian;
	const sb_symbol *stem = sb_stemmer_stem(snowball, (const sb_symbol *)word.s, (int)word.n);
	if (!stem)
		out_of_memory();
	return (struct span){ (const char *)stem, (size_t)sb_stemmer_length(snowball) };
}
