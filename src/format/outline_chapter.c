/*
 * The chapters of a planning programme. Such a document frames a plan that is still to be made: one
 * chapter has its themes, others tell why, how, when and by whom. Only the headings of the first are
 * themes; without such a chapter every heading is, as in a plan.
 */
#include "format/outline_internal.h"

#include "base/utf8.h"

#define THEME_WORDS \
	"tema|temaa|temaer|temaene|hovedtema|hovedtemaer|hovudtema|hovudtemaa|plantema|plantemaer|satsingsområde|" \
	"satsingsområder|satsingsområda|innsatsområde|innsatsområder|innsatsområda|fokusområder|themes|topics"

/* How far into a heading its subject may stand: "Planens viktigste temaer". */
#define SUBJECT_WORDS 3

static bool matches(const char *word, struct span list)
{
	while (list.s) {
		struct span one = span_cut(&list, '|');
		bool ending = span_starts(one, "*");
		const char *text = one.s + ending;
		size_t n = one.n - ending, length = strlen(word);
		if (ending ? length >= n && memcmp(word + length - n, text, n) == 0 : span_is(one, word))
			return true;
	}
	return false;
}

static bool has_word(struct arena *a, struct span text, const char *words, size_t within)
{
	const char *word;
	for (size_t n = 0; n < within && *(word = outline_next_word(a, &text)); n++) {
		if (matches(word, span_of(words)))
			return true;
		while (text.n && strchr(":*,", *text.s))
			text = (struct span){ text.s + 1, text.n - 1 };
	}
	return false;
}

bool outline_heading_has(struct arena *a, const char *text, const char *words)
{
	return has_word(a, span_of(text), words, SIZE_MAX);
}

/* ---- Themes ---- */

/* Whether a heading says what stands below it, and so is no chapter of its own. */
static bool is_label(struct arena *a, const char *text)
{
	struct outline_label label;
	enum outline_kind kind;
	const char *group;
	return outline_label_of(a, text, &label) || outline_label_heading(a, text, &kind) > 0 || outline_is_cross_cutting(a, text)
	       || outline_is_contributions(a, text, &group);
}

static size_t section_end(const struct outline_source *s, size_t heading)
{
	size_t i = heading + 1;
	while (i < s->n && (s->v[i].kind != BLOCK_HEADING || s->v[i].level > s->v[heading].level))
		i++;
	return i;
}

bool outline_names_themes(struct arena *a, const char *heading)
{
	return has_word(a, span_of(heading), THEME_WORDS, SUBJECT_WORDS) && !is_label(a, heading);
}

static bool is_theme_chapter(const struct outline_source *s, size_t heading)
{
	const struct block *b = &s->v[heading];
	struct arena *a = s->arena;
	if (b->kind != BLOCK_HEADING || !outline_names_themes(a, b->text))
		return false;
	size_t themes = 0, end = section_end(s, heading);
	for (size_t i = heading + 1; i < end; i++)
		themes += s->v[i].kind == BLOCK_HEADING && s->v[i].level == b->level + 1 && !is_label(a, s->v[i].text);
	return themes >= 2;
}

void outline_mark_chapters(struct outline_source *s)
{
	size_t chapter = 0;
	while (chapter < s->n && !is_theme_chapter(s, chapter))
		chapter++;
	if (chapter == s->n)
		return;
	size_t end = section_end(s, chapter);
	for (size_t i = 0; i < s->n; i++)
		s->v[i].chapter = (i <= chapter || i >= end) && s->v[i].kind == BLOCK_HEADING;
}

/* ---- Studies ---- */

bool outline_says_study(struct arena *a, struct span sentence)
{
	static const char *const roots[] = {
		"utred", "utgrei", "analys", "kartleg", "undersøk", "rapport", "studie", "study", "kunnskapsgrunnlag",
		"kunnskap om", "evaluer", "vurder", "greie ut", "greia ut", "finne ut", "finna ut", "beregn", "berekn",
		"research", "assess",
	};
	struct span folded = span_of(utf8_fold(a, sentence));
	for (size_t i = 0; i < ARRAY_LEN(roots); i++)
		if (span_contains(folded, roots[i]))
			return true;
	return false;
}

/* ---- Lines ---- */

void outline_say_more(struct outline_source *s, size_t line, const char *what)
{
	struct outline_line *l = &s->lines.v[line];
	if (*l->text && l->what && (str_eq(l->what, OUTLINE_SAID_NOTHING) || str_eq(l->what, OUTLINE_SAID_BODY)))
		l->what = what;
}

long outline_line_at(const struct outline_source *s, const struct block *block, const char *at, struct outline_cursor *cursor)
{
	size_t offset = (size_t)(at - block->text), line = block->first;
	for (; cursor->line < block->n && cursor->behind <= offset; cursor->line++) {
		struct span text = span_trim(span_of(s->lines.v[block->first + cursor->line].text));
		cursor->behind += text.n + (text.n > 0);
	}
	line += cursor->line ? cursor->line - 1 : 0;
	return s->lines.v[line].number;
}
