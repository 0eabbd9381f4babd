/*
 * Personal data in free text: e-mail addresses, telephone numbers, identity numbers and the
 * names that letters are signed with. It errs on the side of masking.
 *
 * Control digits of identity numbers: Skatteetaten, "Fødselsnummer"; D-numbers (day + 40)
 * and synthetic ones (month + 40 or + 80) included; numbers given from 2032, whose first
 * control digit is no longer fixed, are found by the second.
 */
#include "engine/text/text_internal.h"

#include "base/out.h"
#include "base/utf8.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_word_byte(char c)
{
	return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (unsigned char)c >= 0x80;
}

/* ---- E-mail ---- */

static bool is_address_byte(char c)
{
	return is_word_byte(c) || (c != '\0' && strchr("._%+-", c) != NULL);
}

/* An address around the @ at `at`: something, @, a domain with a dot in it. */
static bool find_email(struct span t, size_t at, size_t floor, struct text_personal *p)
{
	size_t from = at, to = at + 1, dot = 0;
	while (from > floor && is_address_byte(t.s[from - 1]))
		from--;
	while (to < t.n && (is_word_byte(t.s[to]) || t.s[to] == '-' || t.s[to] == '.')) {
		if (t.s[to] == '.' && to + 1 < t.n && is_word_byte(t.s[to + 1]))
			dot = to;
		else if (t.s[to] == '.')
			break;
		to++;
	}
	if (from == at || dot <= at + 1)
		return false;
	*p = (struct text_personal){ TEXT_EMAIL, from, to - from };
	return true;
}

/* ---- Numbers ---- */

static bool is_identity_number(const int d[11])
{
	static const int second[11] = { 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1 };
	int sum = 0, day = 10 * d[0] + d[1], month = 10 * d[2] + d[3];
	for (int i = 0; i < 11; i++)
		sum += second[i] * d[i];
	day %= 40;
	month %= 40;
	return sum % 11 == 0 && day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

/*
 * The digits from `at` on, with single spaces, dots or hyphens between them: "01 01 70 12345".
 * Returns how many; *to is behind the last; at most 16 are kept.
 */
static size_t read_digits(struct span t, size_t at, int d[16], unsigned groups[16], size_t *n_groups, size_t *to)
{
	size_t n = 0;
	*n_groups = 0;
	groups[0] = 0;
	while (at < t.n && n < 16) {
		if (is_digit(t.s[at])) {
			d[n++] = t.s[at++] - '0';
			groups[*n_groups]++;
			*to = at;
			continue;
		}
		size_t gap = t.s[at] == ' ' || t.s[at] == '.' || t.s[at] == '-' ? 1 : 0;
		if (at + 2 < t.n && (unsigned char)t.s[at] == 0xC2 && (unsigned char)t.s[at + 1] == 0xA0)
			gap = 2; /* a no-break space */
		if (!gap || at + gap >= t.n || !is_digit(t.s[at + gap]))
			break;
		at += gap;
		groups[++*n_groups] = 0;
	}
	if (n)
		++*n_groups;
	return n;
}

/* Eight digits written together, 2 2 2 2 or 3 2 3; or anything of 6 to 15 behind "+". The first is
 * 2 to 9; other groups are left alone: "2025 2030" are years, "25 500 000" is an amount. */
static bool is_telephone(const int d[16], const unsigned *g, size_t n_groups, size_t n, bool plus)
{
	if (plus)
		return n >= 6 && n <= 15;
	if (n != 8 || d[0] < 2)
		return false;
	return n_groups == 1 || (n_groups == 4 && g[0] == 2 && g[1] == 2 && g[2] == 2)
	       || (n_groups == 3 && g[0] == 3 && g[1] == 2);
}

static bool find_number(struct span t, size_t at, struct text_personal *p)
{
	int d[16];
	unsigned groups[16];
	size_t n_groups, to = at;
	bool plus = t.s[at] == '+';
	size_t first = plus ? at + 1 : at;
	size_t n = read_digits(t, first, d, groups, &n_groups, &to);
	/* "0047" and "47" before eight digits are "+47"; a list of numbers is cut where the first of
	 * them is whole. */
	plus |= n >= 12 && d[0] == 0 && d[1] == 0 && d[2] == 4 && d[3] == 7;
	plus |= n == 10 && groups[0] == 2 && d[0] == 4 && d[1] == 7;
	if (n >= 11 && !plus && (n == 11 || groups[0] == 11) && is_identity_number(d)) {
		size_t end = groups[0] == 11 ? first + 11 : to;
		*p = (struct text_personal){ TEXT_IDENTITY_NUMBER, at, end - at };
		return true;
	}
	if (n > 8 && !plus && groups[0] == 8 && d[0] >= 2) {
		*p = (struct text_personal){ TEXT_TELEPHONE, at, 8 };
		return true;
	}
	if (!is_telephone(d, groups, n_groups, n, plus))
		return false;
	*p = (struct text_personal){ TEXT_TELEPHONE, at, to - at };
	return true;
}

/* ---- Names ---- */

static size_t skip(struct span t, size_t at, const char *bytes)
{
	while (at < t.n && strchr(bytes, t.s[at]))
		at++;
	return at;
}

/* Length of the closing words at `at` ("Med vennlig hilsen"), compared in lower case; 0 for none. */
static size_t closing_at(struct span t, size_t at)
{
	static const char *const closings[] = {
		"hilsen", "hilsener", "hilsning", "mvh", "vh", "helsing", "helsingar", "regards", "sincerely", "underskrift",
		"hälsningar", "undertegnet", "underteikna",
	};
	size_t n = 0;
	char word[16] = { 0 };
	while (at + n < t.n && is_word_byte(t.s[at + n])) {
		if (n < sizeof word - 1)
			word[n] = (char)(t.s[at + n] >= 'A' && t.s[at + n] <= 'Z' ? t.s[at + n] | 0x20 : t.s[at + n]);
		n++;
	}
	for (size_t i = 0; n && n < sizeof word && i < ARRAY_LEN(closings); i++)
		if (str_eq(word, closings[i]))
			return n;
	return 0;
}

/* Up to six capitalised words (or words between them such as "von", "og"), as in "Kari og Ola
 * Nordmann"; the first may be in lower case if it is no word of the lists: "hilsen ola". */
static size_t name_end(struct span t, size_t at)
{
	size_t end = at;
	for (int words = 0; words < 6; words++) {
		size_t from = at, look = at;
		if (at >= t.n)
			break;
		uint32_t first = utf8_next(t, &look);
		while (at < t.n && (is_word_byte(t.s[at]) || (at > from && strchr("-.'", t.s[at]))))
			at++;
		struct span word = { t.s + from, at - from };
		bool capital = utf8_is_upper(first) || (words == 0 && !text_lexicon_find(word));
		bool linking = span_is(word, "og") || span_is(word, "von") || span_is(word, "van") || span_is(word, "de")
		               || span_is(word, "and") || span_is(word, "&");
		if (!word.n || (!capital && !(words > 0 && linking)))
			break;
		if (capital)
			end = at;
		at = skip(t, at, " ,");
	}
	return end;
}

/* A name behind the closing that begins at `at`; first names come from "fra", "frå", "from". */
static bool find_name(struct span t, size_t at, struct text_personal *p)
{
	size_t n = closing_at(t, at);
	if (!n)
		return false;
	size_t from = skip(t, at + n, " ,.:;-!\t\r\n");
	static const char *const between[] = { "fra ", "frå ", "from ", "til dere fra " };
	for (size_t i = 0; i < ARRAY_LEN(between); i++)
		if (span_starts((struct span){ t.s + from, t.n - from }, between[i]))
			from += strlen(between[i]);
	size_t end = name_end(t, from);
	if (end == from)
		return false;
	*p = (struct text_personal){ TEXT_NAME, from, end - from };
	return true;
}

/* ---- All of them ---- */

static bool find_at(struct span t, size_t at, size_t floor, struct text_personal *p)
{
	char before = at > 0 ? t.s[at - 1] : ' ';
	if (t.s[at] == '@')
		return find_email(t, at, floor, p);
	if (t.s[at] == '+' || is_digit(t.s[at]))
		return !is_word_byte(before) && before != '+' && find_number(t, at, p);
	return is_word_byte(t.s[at]) && !is_word_byte(before) && find_name(t, at, p);
}

struct text_personal *text_personal(struct arena *a, struct span text, size_t *n)
{
	VEC(struct text_personal) found = { 0 };
	size_t floor = 0; /* nothing before this is looked at again */
	for (size_t at = 0; at < text.n;) {
		struct text_personal p;
		if (at < floor || !find_at(text, at, floor, &p)) {
			at++;
			continue;
		}
		*VEC_PUSH(a, &found) = p;
		floor = p.at + p.bytes;
		/* A name is found from its closing on, and may hold an address itself: go on behind it. */
		at = floor > at ? floor : at + 1;
	}
	*n = found.n;
	return found.v;
}

char *text_mask(struct arena *a, struct span text)
{
	static const char *const replacement[] = {
		[TEXT_EMAIL] = "[e-post]", [TEXT_TELEPHONE] = "[telefon]",
		[TEXT_IDENTITY_NUMBER] = "[fødselsnummer]", [TEXT_NAME] = "[navn]",
	};
	struct arena *scratch = arena_new();
	size_t n;
	struct text_personal *found = text_personal(scratch, text, &n);
	struct out o = out_memory(scratch);
	size_t at = 0;
	for (size_t i = 0; i < n; i++) {
		out_bytes(&o, text.s + at, found[i].at - at);
		out_text(&o, replacement[found[i].kind]);
		at = found[i].at + found[i].bytes;
	}
	out_bytes(&o, text.s + at, text.n - at);
	char *masked = utf8_nfc(a, (struct span){ out_string(&o), o.n });
	arena_free(scratch);
	return masked;
}
