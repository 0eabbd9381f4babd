/*
 * Reads words and numbers one by one. A point in time is a day, or a span of months (a month, a
 * quarter, a half, a season, a year); a period is one point, or two with a dash or "til" between.
 */
#include "format/period.h"

#include "base/utf8.h"

#define MONTHS 12
#define YEAR_MIN 1950
#define YEAR_MAX 2150

enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_NUMBER, TOKEN_DATE, TOKEN_DASH, TOKEN_OTHER };

struct token {
	enum token_kind kind;
	size_t at, end;
	const char *word; /* folded */
	int number;       /* below 10,000 */
	bool stop;        /* a full stop stands behind the number */
	struct date date;
};

struct reader {
	struct arena *arena;
	struct span text;
};

/* A point in time; months from 0. day: it is one day, begins. */
struct point {
	int first, last, year;
	bool is_day;
	struct date day;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t dash_bytes(struct span s)
{
	static const char *const dashes[] = { "–", "—", "−", "-" };
	for (size_t i = 0; i < ARRAY_LEN(dashes); i++)
		if (span_starts(s, dashes[i]))
			return strlen(dashes[i]);
	return 0;
}

static struct span rest_from(const struct reader *r, size_t at)
{
	return (struct span){ r->text.s + at, r->text.n - at };
}

/* "01.02.2026" and "2026-02-01" are one token, so that their dots and dashes separate nothing. */
static bool take_date(const struct reader *r, size_t at, struct token *t)
{
	size_t n = 0;
	while (at + n < r->text.n && n <= 10 && (is_digit(r->text.s[at + n]) || strchr(".-", r->text.s[at + n])))
		n++;
	while (n && !is_digit(r->text.s[at + n - 1]))
		n--;
	if (n < 8 || n > 10 || !date_parse(arena_strndup(r->arena, r->text.s + at, n), &t->date))
		return false;
	t->kind = TOKEN_DATE;
	t->end = at + n;
	return true;
}

static void take_number(const struct reader *r, struct token *t)
{
	size_t at = t->at, digits = 0;
	for (; at < r->text.n && is_digit(r->text.s[at]); at++, digits++)
		t->number = digits < 4 ? t->number * 10 + (r->text.s[at] - '0') : -1;
	t->stop = at < r->text.n && r->text.s[at] == '.';
	t->end = at + t->stop;
	t->kind = digits <= 4 ? TOKEN_NUMBER : TOKEN_OTHER;
}

static void take_word(const struct reader *r, struct token *t)
{
	size_t at = t->at;
	while (at < r->text.n) {
		size_t next = at;
		uint32_t c = utf8_next(r->text, &next);
		if (!utf8_is_letter(c) && !(utf8_is_digit(c) && at > t->at))
			break;
		at = next;
	}
	t->word = utf8_fold(r->arena, (struct span){ r->text.s + t->at, at - t->at });
	t->kind = TOKEN_WORD;
	t->end = at + (at < r->text.n && r->text.s[at] == '.' && at - t->at <= 4); /* "jan." */
}

static struct token token_at(const struct reader *r, size_t at)
{
	while (at < r->text.n) {
		size_t next = at;
		if (!utf8_is_space(utf8_next(r->text, &next)))
			break;
		at = next;
	}
	struct token t = { .kind = TOKEN_END, .at = at, .end = at, .word = "" };
	if (at >= r->text.n)
		return t;
	size_t next = at, dash = dash_bytes(rest_from(r, at));
	uint32_t c = utf8_next(r->text, &next);
	if (dash) {
		t.kind = TOKEN_DASH;
		t.end = at + dash;
	} else if (is_digit(r->text.s[at])) {
		if (!take_date(r, at, &t))
			take_number(r, &t);
	} else if (utf8_is_letter(c)) {
		take_word(r, &t);
	} else {
		t.kind = TOKEN_OTHER;
		t.end = next;
	}
	return t;
}

/* ---- Points in time ---- */

/* Which of a list of words separated by "|" and spaces a word is, by group; -1 for none. */
static int group_of(const char *word, const char *const *groups, int n)
{
	for (int i = 0; i < n; i++)
		for (struct span rest = span_of(groups[i]); rest.s;)
			if (span_is(span_cut(&rest, '|'), word))
				return i;
	return -1;
}

static int month_of(const char *word)
{
	static const char *const months[MONTHS] = {
		"januar|jan|january", "februar|feb|february", "mars|mar|march", "april|apr", "mai|may", "juni|jun|june",
		"juli|jul|july", "august|aug", "september|sep|sept", "oktober|okt|october|oct", "november|nov",
		"desember|des|december|dec",
	};
	return group_of(word, months, MONTHS);
}

static int season_of(const char *word)
{
	/* Meteorological ones, so that they are whole months; of winter the part within its year. */
	static const char *const seasons[] = {
		"vinteren|vinter|winter", "våren|vår|vårhalvåret|spring", "sommeren|sommaren|sommer|sommar|summer",
		"høsten|høst|hausten|haust|høsthalvåret|hausthalvåret|autumn",
	};
	return group_of(word, seasons, ARRAY_LEN(seasons));
}

static int ordinal_of(const struct token *t)
{
	static const char *const ordinals[] = {
		"første|fyrste|first|q1", "andre|annet|anna|second|q2", "tredje|third|q3", "fjerde|fourth|q4",
	};
	if (t->kind == TOKEN_NUMBER && t->number >= 1 && t->number <= 4)
		return t->number - 1;
	return t->kind == TOKEN_WORD ? group_of(t->word, ordinals, ARRAY_LEN(ordinals)) : -1;
}

static bool is_year(const struct token *t)
{
	return t->kind == TOKEN_NUMBER && t->number >= YEAR_MIN && t->number <= YEAR_MAX && t->end - t->at - t->stop == 4;
}

/* "1. kvartal", "andre halvår", "Q3": the months, and the offset behind. */
static size_t part_of_year(const struct reader *r, const struct token *t, struct point *p)
{
	int ordinal = ordinal_of(t);
	if (ordinal < 0)
		return 0;
	bool quarter = t->kind == TOKEN_WORD && t->word[0] == 'q' && is_digit(t->word[1]);
	struct token unit = token_at(r, t->end);
	size_t end = quarter ? t->end : unit.end;
	bool half = false;
	if (!quarter && unit.kind == TOKEN_WORD) {
		static const char *const units[] = { "kvartal|quarter", "halvår|halvdel|halvdelen|half" };
		int found = group_of(unit.word, units, ARRAY_LEN(units));
		quarter = found == 0;
		half = found == 1;
	}
	if (!quarter && (!half || ordinal > 1))
		return 0;
	int months = quarter ? 3 : 6;
	p->first = ordinal * months;
	p->last = p->first + months - 1;
	return end;
}

static void set_season(struct point *p, int season)
{
	p->first = season ? season * 3 - 1 : 0;
	p->last = season * 3 + 1;
}

/* Reads a point that begins at a token: the offset behind it, or 0. Its year is 0 where none is told. */
static size_t point_at(const struct reader *r, const struct token *t, struct point *p)
{
	*p = (struct point){ .last = MONTHS - 1 };
	size_t end = t->end;
	if (t->kind == TOKEN_DATE) {
		p->is_day = true;
		p->day = t->date;
		p->year = t->date.year;
		return end;
	}
	if (is_year(t)) {
		p->year = t->number;
		return end - t->stop;
	}
	int month = t->kind == TOKEN_WORD ? month_of(t->word) : -1, season = t->kind == TOKEN_WORD ? season_of(t->word) : -1;
	size_t part = part_of_year(r, t, p);
	if (part)
		end = part;
	else if (month >= 0)
		p->first = p->last = month;
	else if (season >= 0)
		set_season(p, season);
	else
		return 0;
	struct token year = token_at(r, end);
	if (year.kind == TOKEN_WORD && (str_eq(year.word, "i") || str_eq(year.word, "of")))
		year = token_at(r, year.end);
	if (is_year(&year)) {
		p->year = year.number;
		end = year.end - year.stop;
	}
	return end;
}

static bool is_separator(const struct token *t)
{
	static const char *const words[] = { "til|to|og|and|tom" };
	return t->kind == TOKEN_DASH || (t->kind == TOKEN_WORD && group_of(t->word, words, 1) == 0);
}

static struct date first_day(const struct point *p)
{
	return p->is_day ? p->day : (struct date){ p->year, p->first + 1, 1 };
}

static struct date last_day(const struct point *p)
{
	if (p->is_day)
		return p->day;
	int month = (p->last + 1) % MONTHS;
	struct date next = { p->year + (p->last + 1) / MONTHS, month + 1, 1 };
	return date_from_days(date_days(next) - 1);
}

/* *behind: where to look on, if there is none here. */
static bool period_at(const struct reader *r, const struct token *begin, bool open, struct period *period, size_t *behind)
{
	struct point from, to;
	size_t end = point_at(r, begin, &from);
	*behind = end ? end : begin->end;
	if (!end)
		return false;
	struct token separator = token_at(r, end), second = token_at(r, separator.end);
	size_t behind_second = is_separator(&separator) ? point_at(r, &second, &to) : 0;
	if (behind_second && (from.year || to.year)) {
		end = *behind = behind_second;
		from.year = from.year ? from.year : to.year;
		to.year = to.year ? to.year : from.year;
		open = false;
	} else {
		to = from;
	}
	if (!from.year)
		return false;
	*period = (struct period){ .begins = first_day(&from), .at = begin->at, .bytes = end - begin->at };
	if (!open)
		period->ends = last_day(&to);
	return open || date_days(period->begins) <= date_days(period->ends);
}

bool period_find(struct arena *a, struct span text, size_t from, struct period *period)
{
	struct reader r = { a, text };
	bool open = false; /* "fra", "from" stands before */
	size_t behind;
	for (struct token t = token_at(&r, from); t.kind != TOKEN_END; t = token_at(&r, behind)) {
		if (period_at(&r, &t, open, period, &behind))
			return true;
		bool between = t.kind == TOKEN_WORD && (str_eq(t.word, "og") || str_eq(t.word, "med"));
		open = t.kind == TOKEN_WORD && (str_eq(t.word, "fra") || str_eq(t.word, "frå") || str_eq(t.word, "from") || (open && between));
	}
	return false;
}
