/*
 * When a plan is made: below a heading about progress or phases, or below the header of a table
 * ("Fase Aktivitet Tidsrom") whose cells became lines,
 *
 *   Fase 1: Oppstart (januar–mars 2026)       with what is done on the lines below
 *   1 Forberedelser Interne forberedelser.    a row of a table: its number, title and activities,
 *     …   Januar 2024- juni 2025              and last, on a line alone, its period
 *   | 1 | Forberedelser | … | vår 2026 |      the same in Markdown, or with tabs
 *   Januar–mars 2026: Oppstart                a list by time
 *   Oppstart: januar–mars 2026
 *
 * A table that lost its columns has the title's end where the next cell begins: at the second word
 * with a capital letter, since Norwegian nouns have none.
 */
#include "format/outline_internal.h"

#include "base/utf8.h"
#include "format/period.h"

#define PHASE_HEADINGS \
	"framdrift|fremdrift|framdrifta|fremdriften|framdriftsplan|fremdriftsplan|tidsplan|faser|fasar|fasene|fasane|" \
	"fase|planprosess|planprosessen|tidslinje|milepæler|milepælar|schedule|timeline|phases"
#define COLUMNS \
	"fase|aktivitet|aktiviteter|aktivitetar|tidsrom|periode|tid|når|tidspunkt|innhold|innhald|hva|kva|milepæl|" \
	"milepæler|milepælar|frist|ansvar|phase|activity|activities|period|when"
#define TITLE_LENGTH 120
#define LISTED_TITLE_WORDS 8

enum row_form { ROW_NONE, ROW_PHASE, ROW_TABLE, ROW_LISTED };

struct row {
	enum row_form form;
	const char *title;
	struct out activities;
	struct period period;
	bool has_period, closed;
	size_t first; /* line */
};

struct reader {
	struct outline_source *source;
	struct outline *outline;
	bool inside, table;
	enum row_form form; /* of the region's rows */
	size_t columns;     /* words of a table's header on the lines above */
	int expected;       /* the next number in a table */
	struct row row;
	VEC(struct outline_phase) phases; /* of the region */
	VEC(size_t) lines;                /* that they were made of */
};

static const struct period *period_in(struct reader *r, const char *text, struct period *p)
{
	return period_find(r->source->arena, span_of(text), 0, p) ? p : NULL;
}

/* A line that says when, and nothing more. */
static bool is_period(struct reader *r, const char *text, struct period *p)
{
	if (!period_in(r, text, p))
		return false;
	struct span before = span_trim((struct span){ text, p->at }), after = span_trim(span_of(text + p->at + p->bytes));
	while (after.n && strchr(".)", *after.s))
		after = span_trim((struct span){ after.s + 1, after.n - 1 });
	while (before.n && strchr("(:", before.s[before.n - 1]))
		before = span_trim((struct span){ before.s, before.n - 1 });
	const char *word = outline_next_word(r->source->arena, &before);
	return after.n == 0 && span_trim(before).n == 0 && outline_word_in(word, "|fra|frå|ca.|i|tidsrom|periode|tid|når|from");
}

/* ---- Titles ---- */

static struct span without_ends(struct span s, const char *bytes)
{
	s = span_trim(s);
	for (;;) {
		size_t n = s.n;
		while (s.n && strchr(bytes, s.s[s.n - 1]))
			s.n--;
		while (s.n && strchr(bytes, *s.s))
			s = (struct span){ s.s + 1, s.n - 1 };
		s = span_ends(s, "–") ? (struct span){ s.s, s.n - strlen("–") } : s;
		s = span_starts(s, "–") ? (struct span){ s.s + strlen("–"), s.n - strlen("–") } : s;
		s = span_trim(s);
		if (s.n == n)
			return s;
	}
}

/* What stands before a period, without "fra". */
static struct span before_period(struct reader *r, const char *text, const struct period *p)
{
	struct span before = { text, p->at }, word = before;
	if (outline_take_word(r->source->arena, &word, "fra|frå|from") && span_trim(word).n == 0)
		before = word;
	return without_ends(before, " .:-,(*");
}


/* Where the first cell of a row ends: at a tab or two spaces, else before the second word with a capital. */
static size_t first_cell(struct span s)
{
	const char *tab = memchr(s.s, '\t', s.n), *gap = memmem(s.s, s.n, "  ", 2);
	if (tab || gap)
		return (size_t)((!gap || (tab && tab < gap) ? tab : gap) - s.s);
	for (size_t i = 1; i < s.n; i++) {
		size_t at = i;
		if (s.s[i - 1] == ' ' && utf8_is_upper(utf8_next(s, &at)))
			return i;
	}
	return s.n;
}

static void set_title(struct reader *r, struct span text)
{
	struct arena *a = r->source->arena;
	size_t n = r->row.form == ROW_TABLE ? first_cell(text) : text.n;
	struct span title = without_ends((struct span){ text.s, n }, " .:-,()*|\t"), rest = { text.s + n, text.n - n };
	size_t sentence = outline_first_sentence(title);
	if (sentence < title.n && r->row.form != ROW_TABLE) {
		rest = (struct span){ title.s + sentence, title.n - sentence };
		title.n = sentence;
	}
	r->row.title = utf8_shorten(a, without_ends(title, "."), TITLE_LENGTH);
	rest = span_trim(rest);
	if (rest.n)
		out_text(&r->row.activities, outline_one_line(a, rest));
}

/* ---- Rows ---- */

static void end_row(struct reader *r)
{
	struct row *row = &r->row;
	if (row->form == ROW_NONE)
		return;
	const char *activities = out_string(&row->activities);
	struct period p;
	for (size_t from = 0; !row->has_period && period_find(r->source->arena, span_of(activities), from, &p); from = p.at + p.bytes)
		row->period = p;
	if (*row->title)
		*VEC_PUSH(r->source->arena, &r->phases) = (struct outline_phase){
			row->title, activities, row->period.begins, row->period.ends, r->source->lines.v[row->first].number,
		};
	*row = (struct row){ .form = ROW_NONE };
}

static void begin_row(struct reader *r, enum row_form form, size_t line, struct span text)
{
	end_row(r);
	r->row = (struct row){ .form = form, .title = "", .activities = out_memory(r->source->arena), .first = line };
	r->form = form;
	const char *copy = arena_strndup(r->source->arena, text.s, text.n);
	struct period p;
	if (form != ROW_TABLE && period_in(r, copy, &p)) {
		/* "Oppstart (januar–mars 2026)", "Januar–mars 2026: Oppstart" */
		struct span before = before_period(r, copy, &p), after = without_ends(span_of(copy + p.at + p.bytes), " .:-,)*");
		r->row.period = p;
		r->row.has_period = true;
		set_title(r, before.n ? before : after);
		if (before.n && after.n)
			out_format(&r->row.activities, "%s%s", r->row.activities.n ? " " : "", outline_one_line(r->source->arena, after));
	} else if (text.n) {
		set_title(r, text);
	}
	*VEC_PUSH(r->source->arena, &r->lines) = line;
}

static void continue_row(struct reader *r, size_t line, const char *text)
{
	struct row *row = &r->row;
	struct period p;
	if (row->form == ROW_NONE || row->closed)
		return;
	if (is_period(r, text, &p)) {
		row->period = p;
		row->has_period = true;
		row->closed = row->form == ROW_TABLE;
	} else if (!*row->title) {
		set_title(r, span_of(text));
	} else {
		out_format(&row->activities, "%s%s", row->activities.n ? " " : "", text);
	}
	*VEC_PUSH(r->source->arena, &r->lines) = line;
}

/* "Fase 2: …", "2. fase", "Fase II": the text behind the number. */
static bool phase_number(struct arena *a, struct span text, struct span *rest)
{
	*rest = text;
	if (!outline_take_word(a, rest, "fase|phase"))
		return false;
	const char *number = outline_next_word(a, rest);
	size_t digits = strspn(number, "0123456789ivx");
	bool plain = number[digits] == '\0' || (strchr(".)", number[digits]) && number[digits + 1] == '\0');
	*rest = without_ends(*rest, " .:-,\t");
	return digits && digits <= 4 && plain;
}

static bool table_number(const struct reader *r, struct span text, struct span *rest)
{
	size_t digits = 0;
	int value = 0;
	for (; digits < text.n && digits < 2 && text.s[digits] >= '0' && text.s[digits] <= '9'; digits++)
		value = value * 10 + (text.s[digits] - '0');
	if (!digits || value != r->expected)
		return false;
	struct span behind = { text.s + digits, text.n - digits };
	if (behind.n && strchr(".)", *behind.s))
		behind = (struct span){ behind.s + 1, behind.n - 1 };
	if (behind.n && *behind.s != ' ' && *behind.s != '\t')
		return false;
	*rest = span_trim(behind);
	size_t at = 0;
	return rest->n == 0 || utf8_is_upper(utf8_next(*rest, &at));
}

/* A short title and a period on one line, in either order. */
static bool is_listed(struct reader *r, const char *text)
{
	struct period p;
	if (!period_in(r, text, &p))
		return false;
	struct span before = span_trim((struct span){ text, p.at }), after = span_trim(span_of(text + p.at + p.bytes));
	if (before_period(r, text, &p).n == 0) /* "Januar–mars 2026: Oppstart" */
		return after.n && (*after.s == ':' || span_starts(after, "–") || span_starts(after, "- "));
	bool mark = span_ends(before, ":") || span_ends(before, "–") || span_ends(before, "(");
	size_t words = 0;
	for (struct span rest = before; words <= LISTED_TITLE_WORDS && *outline_next_word(r->source->arena, &rest); words++)
		while (rest.n && strchr(":*,", *rest.s))
			rest = (struct span){ rest.s + 1, rest.n - 1 };
	return mark && words <= LISTED_TITLE_WORDS;
}

/* ---- Lines ---- */

/* How many words of a table's header a line consists of; 0 where it has others. */
static size_t header_words(struct arena *a, const char *text)
{
	size_t n = 0;
	const char *word;
	struct span rest = span_of(text);
	while (*(word = outline_next_word(a, &rest))) {
		if (!outline_word_in(word, COLUMNS))
			return 0;
		n++;
		while (rest.n && strchr(":*,", *rest.s))
			rest = (struct span){ rest.s + 1, rest.n - 1 };
	}
	return n;
}

/* A row of a Markdown table with tabs for its bars, and no list marker. */
static const char *unmarked(struct arena *a, const char *text)
{
	const char *marker;
	size_t n = outline_marker(a, text, false, &marker);
	struct span s = span_trim(span_of(text + (str_eq(marker, "-") ? n : 0)));
	char *copy = arena_strndup(a, s.s, s.n);
	for (char *at = copy; *copy == '|' && *at; at++)
		*at = *at == '|' ? '\t' : *at;
	s = span_trim(span_of(copy));
	return arena_strndup(a, s.s, s.n);
}

static void take_line(struct reader *r, size_t line)
{
	struct arena *a = r->source->arena;
	const char *text = unmarked(a, r->source->lines.v[line].text);
	struct span rest;
	size_t header = header_words(a, text);
	r->columns = header ? r->columns + header : 0;
	if (r->columns >= 2) {
		r->inside = r->table = true;
		r->expected = 1;
	}
	if (!r->inside || header)
		return;
	bool free = r->form == ROW_NONE || r->form == ROW_LISTED;
	if (phase_number(a, span_of(text), &rest)) {
		begin_row(r, ROW_PHASE, line, rest);
	} else if (r->table && table_number(r, span_of(text), &rest)) {
		begin_row(r, ROW_TABLE, line, rest);
		r->expected++;
	} else if (free && !r->table && is_listed(r, text)) {
		begin_row(r, ROW_LISTED, line, span_of(text));
	} else {
		continue_row(r, line, text);
	}
}

/* Of several chapters the one with most phases counts; one phase alone is none. */
static void end_region(struct reader *r)
{
	end_row(r);
	if (r->phases.n >= 2 && r->phases.n > r->outline->n_phases) {
		r->outline->phases = r->phases.v;
		r->outline->n_phases = r->phases.n;
		for (size_t i = 0; i < r->lines.n; i++)
			outline_say_more(r->source, r->lines.v[i], OUTLINE_SAID_PHASE);
	}
	*r = (struct reader){ .source = r->source, .outline = r->outline };
}

static void take_block(struct reader *r, const struct block *b)
{
	const struct row *row = &r->row;
	struct span rest;
	switch (b->kind) {
	case BLOCK_HEADING:
	case BLOCK_TITLE:
		/* "4.1 Fase 1: Oppstart" below "4 Framdrift" */
		if (r->inside && phase_number(r->source->arena, span_of(b->text), &rest)) {
			begin_row(r, ROW_PHASE, b->first, rest);
			break;
		}
		end_region(r);
		r->inside = outline_heading_has(r->source->arena, b->text, PHASE_HEADINGS);
		break;
	case BLOCK_BLANK:
		/* What follows a row that has said all belongs to the chapter. */
		if (row->form != ROW_TABLE && row->has_period && row->activities.n)
			end_row(r);
		break;
	case BLOCK_CONTENTS: break;
	case BLOCK_PARAGRAPH:
	case BLOCK_ITEM:
	case BLOCK_MORE:
		if (b->kind == BLOCK_PARAGRAPH && b->n == 1 && !r->table && outline_looks_like_title(r->source->arena, b->text)
		    && outline_heading_has(r->source->arena, b->text, PHASE_HEADINGS)
		    && !phase_number(r->source->arena, span_of(b->text), &rest) && !header_words(r->source->arena, b->text)) {
			end_region(r);
			r->inside = true;
			break;
		}
		for (size_t i = 0; i < b->n; i++)
			if (*r->source->lines.v[b->first + i].text)
				take_line(r, b->first + i);
		break;
	}
}

void outline_find_phases(struct outline_source *s, struct outline *outline)
{
	struct reader r = { .source = s, .outline = outline };
	for (size_t i = 0; i < s->n; i++)
		take_block(&r, &s->v[i]);
	end_region(&r);
}
