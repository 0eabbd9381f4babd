/*
 * Showing what was found in a text as it stands: which of its words matched, and which piece
 * of it to show. Words are compared as the index knows them, so the text must be what was added.
 */
#include "engine/text/search_internal.h"

#include "base/utf8.h"

#define CONTEXT 40 /* characters before the first match in a sentence that is too long to show whole */

/* ---- Marks ---- */

static bool is_matched(struct arena *a, const struct search_answer *answer, struct span word)
{
	for (struct span rest = span_of(text_normal(a, word)); rest.n;)
		if (strmap_find(answer->forms, span_cut(&rest, ' ')))
			return true;
	return false;
}

struct search_mark *search_marks(struct arena *a, const struct search_answer *answer, struct span text, size_t *n)
{
	VEC(struct search_mark) marks = { 0 };
	struct arena *scratch = arena_new();
	struct span word;
	for (size_t at = 0; text_next_word(text, &at, &word);) {
		if (is_matched(scratch, answer, word))
			*VEC_PUSH(a, &marks) = (struct search_mark){ (size_t)(word.s - text.s), word.n };
		arena_reset(scratch);
	}
	arena_free(scratch);
	*n = marks.n;
	return marks.v;
}

/* ---- Snippets ---- */

struct piece {
	size_t at, end;
	size_t words; /* different matched words in it */
};

static size_t characters_between(struct span text, size_t at, size_t end)
{
	return utf8_length((struct span){ text.s + at, end - at });
}

/* The marks of a text, with the same number for those that mark the same word. */
struct marked {
	const struct search_mark *marks;
	size_t n;
	size_t *word; /* beside the marks, from 0 */
	size_t *seen_at; /* beside the words: where the piece began in which it was counted last, + 1 */
};

static struct marked number_words(struct arena *a, struct span text, const struct search_mark *marks, size_t n)
{
	struct marked m = { marks, n, arena_array(a, n, sizeof *m.word), arena_array(a, n, sizeof *m.seen_at) };
	struct strmap *numbers = strmap_new(a);
	for (size_t i = 0; i < n; i++) {
		bool added;
		int64_t *number = strmap_at(numbers, span_of(text_normal(a, (struct span){ text.s + marks[i].at, marks[i].bytes })),
		                            &added);
		if (added)
			*number = (int64_t)strmap_len(numbers) - 1;
		m.word[i] = (size_t)*number;
	}
	return m;
}

/* How many different words are marked in a piece, whose first mark is at or behind *first. */
static size_t different_words(struct marked *m, size_t *first, size_t at, size_t end)
{
	size_t words = 0;
	while (*first < m->n && m->marks[*first].at < at)
		++*first;
	for (size_t i = *first; i < m->n && m->marks[i].at + m->marks[i].bytes <= end; i++) {
		words += m->seen_at[m->word[i]] != at + 1;
		m->seen_at[m->word[i]] = at + 1;
	}
	return words;
}

/* The run of whole sentences that has most of the words, the earliest of equal ones. A sentence
 * comes along however long it is. */
static struct piece best_sentences(struct arena *a, struct span text, const struct search_mark *marks, size_t n_marks,
                                   size_t characters)
{
	size_t n, first = 0;
	const struct span *sentence = text_sentences(a, text, &n);
	struct marked m = number_words(a, text, marks, n_marks);
	struct piece best = { 0 };
	for (size_t i = 0; i < n; i++) {
		struct piece p = { .at = (size_t)(sentence[i].s - text.s) };
		p.end = p.at + sentence[i].n;
		for (size_t j = i + 1; j < n; j++) {
			size_t end = (size_t)(sentence[j].s - text.s) + sentence[j].n;
			if (characters_between(text, p.at, end) > characters)
				break;
			p.end = end;
		}
		p.words = different_words(&m, &first, p.at, p.end);
		if (i == 0 || p.words > best.words)
			best = p;
	}
	return best;
}

/* The start of the first word at or behind a place. */
static size_t next_word(struct span text, size_t at, size_t end)
{
	while (at < end && ((unsigned char)text.s[at] & 0xC0) == 0x80)
		at++;
	for (size_t space = at; space < end;) {
		if (utf8_is_space(utf8_next(text, &space)))
			return space;
	}
	return at;
}

/* Moves *at forward over so many characters, at most to end. */
static size_t forward(struct span text, size_t at, size_t end, size_t characters)
{
	while (at < end && characters-- > 0)
		utf8_next(text, &at);
	return at < end ? at : end;
}

/* The end of the last whole word before a place, unless that leaves nothing. */
static size_t last_word_end(struct span text, size_t from, size_t at)
{
	size_t end = at;
	while (end > from && !strchr(" \t\n", text.s[end - 1]))
		end--;
	while (end > from && strchr(" \t\n", text.s[end - 1]))
		end--;
	return end > from ? end : at;
}

/* Cuts a sentence that is too long: to begin a little before its first match, at words. */
static void shorten(struct search_snippet *s, struct span text, const struct search_mark *marks, size_t n,
                    size_t characters)
{
	size_t end = s->at + s->bytes, first = s->at;
	for (size_t i = 0; i < n && first == s->at; i++)
		if (marks[i].at >= s->at && marks[i].at + marks[i].bytes <= end)
			first = marks[i].at;
	size_t before = characters_between(text, s->at, first), at = s->at;
	if (before > CONTEXT && before + CONTEXT > characters / 2) {
		at = next_word(text, forward(text, s->at, end, before - CONTEXT), first);
		s->before = true;
	}
	size_t to = forward(text, at, end, characters);
	if (to < end) {
		to = last_word_end(text, at, to);
		s->after = true;
	}
	s->at = at;
	s->bytes = to - at;
}

struct search_snippet search_snippet(struct arena *a, const struct search_answer *answer, struct span text,
                                     size_t characters)
{
	size_t n;
	struct search_mark *marks = search_marks(a, answer, text, &n);
	struct piece best = best_sentences(a, text, marks, n, characters);
	struct search_snippet s = { .at = best.at, .bytes = best.end - best.at };
	if (characters_between(text, best.at, best.end) > characters)
		shorten(&s, text, marks, n, characters);
	s.marks = marks;
	while (n > 0 && s.marks->at < s.at) {
		s.marks++;
		n--;
	}
	while (s.n_marks < n && s.marks[s.n_marks].at + s.marks[s.n_marks].bytes <= s.at + s.bytes)
		s.n_marks++;
	return s;
}
