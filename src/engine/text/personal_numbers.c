/*
 * Personal data that can be checked: e-mail addresses, user names in web addresses, telephone,
 * identity and account numbers.
 *
 * Control digits: Skatteetaten, "Fødselsnummer" (D-numbers have day + 40, synthetic ones month + 40
 * or + 80; numbers given from 2032, whose first control digit is no longer fixed, are found by the
 * second), and Bits, "Kontonummer" (the same weights modulo 11 over ten digits).
 */
#include "engine/text/text_internal.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool text_is_word_byte(char c)
{
	return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (unsigned char)c >= 0x80;
}

/* ---- Around an @ ---- */

static bool is_address_byte(char c)
{
	return text_is_word_byte(c) || (c != '\0' && strchr("._%+-", c) != NULL);
}

/* "ola:hemmelig" of "https://ola:hemmelig@example.no": back from the @ to a "//". */
static bool find_login(struct span t, size_t at, size_t floor, struct text_personal *p)
{
	size_t from = at;
	while (from > floor && t.s[from - 1] != '@' && t.s[from - 1] != '/' && (unsigned char)t.s[from - 1] > ' ')
		from--;
	if (from == at || from < floor + 3 || memcmp(t.s + from - 3, "://", 3) != 0)
		return false;
	*p = (struct text_personal){ TEXT_LOGIN, from, at - from };
	return true;
}

bool text_find_email(struct span t, size_t at, size_t floor, struct text_personal *p)
{
	size_t from = at, to = at + 1, dot = 0;
	if (find_login(t, at, floor, p))
		return true;
	while (from > floor && is_address_byte(t.s[from - 1]))
		from--;
	while (to < t.n && (text_is_word_byte(t.s[to]) || t.s[to] == '-' || t.s[to] == '.')) {
		if (t.s[to] == '.' && to + 1 < t.n && text_is_word_byte(t.s[to + 1]))
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

/* Digits with single spaces, dots or hyphens between them, and how they are grouped. */
struct digits {
	int d[16];
	unsigned group[16];
	size_t n, n_groups, to; /* `to` is behind the last */
};

static size_t gap_at(struct span t, size_t at)
{
	if (t.s[at] == ' ' || t.s[at] == '.' || t.s[at] == '-')
		return 1;
	bool no_break_space = at + 2 < t.n && (unsigned char)t.s[at] == 0xC2 && (unsigned char)t.s[at + 1] == 0xA0;
	return no_break_space ? 2 : 0;
}

static struct digits read_digits(struct span t, size_t at)
{
	struct digits r = { .to = at };
	while (at < t.n && r.n < ARRAY_LEN(r.d)) {
		if (is_digit(t.s[at])) {
			r.d[r.n++] = t.s[at++] - '0';
			r.group[r.n_groups]++;
			r.to = at;
			continue;
		}
		size_t gap = gap_at(t, at);
		if (!gap || at + gap >= t.n || !is_digit(t.s[at + gap]))
			break;
		at += gap;
		r.n_groups++;
	}
	r.n_groups += r.n > 0;
	return r;
}

static bool groups_are(const struct digits *r, size_t n, const unsigned *sizes)
{
	if (r->n_groups < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (r->group[i] != sizes[i])
			return false;
	return true;
}
#define GROUPS_ARE(r, ...) \
	groups_are((r), sizeof (unsigned[]){ __VA_ARGS__ } / sizeof(unsigned), (unsigned[]){ __VA_ARGS__ })

static bool is_modulo_11(const int d[11])
{
	static const int weight[11] = { 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1 };
	int sum = 0;
	for (int i = 0; i < 11; i++)
		sum += weight[i] * d[i];
	return sum % 11 == 0;
}

static bool is_identity_number(const int d[11])
{
	int day = (10 * d[0] + d[1]) % 40, month = (10 * d[2] + d[3]) % 40;
	return is_modulo_11(d) && day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

/* Whether "konto" stands in one of the words before. */
static bool is_called_account(struct span t, size_t at)
{
	enum { BEFORE = 24 };
	size_t from = at > BEFORE ? at - BEFORE : 0;
	struct span before = { t.s + from, at - from };
	return span_contains(before, "onto") || span_contains(before, "ONTO");
}

static bool is_account(struct span t, size_t at, const struct digits *r)
{
	bool written_as_one = GROUPS_ARE(r, 4, 2, 5) || (r->group[0] == 11 && is_called_account(t, at));
	return r->n >= 11 && written_as_one && is_modulo_11(r->d);
}

/* Behind the eleventh digit. */
static size_t end_of_eleven(struct span t, size_t at)
{
	for (int n = 0; n < 11; at++)
		n += is_digit(t.s[at]);
	return at;
}

/* "kr 25500000" or "25500000 kr": no telephone. */
static bool is_amount(struct span t, size_t at, size_t to)
{
	static const char *const units[] = { "kr", "Kr", "KR", "nok", "NOK", "mill", "euro", "m2", "kvm", "tonn", "%", ",-" };
	size_t end = at;
	while (end > 0 && t.s[end - 1] == ' ')
		end--;
	for (size_t i = 0; i < ARRAY_LEN(units); i++) {
		size_t n = strlen(units[i]);
		struct span after = { t.s + to, t.n - to };
		if (end >= n && span_is((struct span){ t.s + end - n, n }, units[i])
		    && (end == n || !text_is_word_byte(t.s[end - n - 1])))
			return true;
		if (span_starts(after, units[i]) || (after.n && after.s[0] == ' ' && span_starts((struct span){ after.s + 1, after.n - 1 }, units[i])))
			return true;
	}
	return false;
}

/*
 * Eight digits written together, 2 2 2 2 or 3 2 3; or anything of 6 to 15 behind "+". No Norwegian number
 * begins with 0, 1 or 20, which leaves dates such as 20251107 alone; other groups are left alone
 * too: "2025 2030" are years, "25 500 000" is an amount.
 */
static bool is_telephone(const struct digits *r, bool plus)
{
	if (plus)
		return r->n >= 6 && r->n <= 15;
	if (r->n != 8 || r->d[0] < 2 || (r->d[0] == 2 && r->d[1] == 0))
		return false;
	return r->n_groups == 1 || (r->n_groups == 4 && GROUPS_ARE(r, 2, 2, 2, 2)) || (r->n_groups == 3 && GROUPS_ARE(r, 3, 2, 3));
}

bool text_find_number(struct span t, size_t at, struct text_personal *p)
{
	bool plus = t.s[at] == '+';
	size_t first = plus ? at + 1 : at;
	struct digits r = read_digits(t, first);
	/* "0047" and "47" before eight digits are "+47"; a list of numbers is cut where the first of
	 * them is whole. */
	plus |= r.n >= 12 && r.d[0] == 0 && r.d[1] == 0 && r.d[2] == 4 && r.d[3] == 7;
	plus |= r.n == 10 && r.group[0] == 2 && r.d[0] == 4 && r.d[1] == 7;
	if (r.n >= 11 && !plus && (r.n == 11 || r.group[0] == 11) && is_identity_number(r.d)) {
		*p = (struct text_personal){ TEXT_IDENTITY_NUMBER, at, end_of_eleven(t, first) - at };
		return true;
	}
	if (!plus && is_account(t, at, &r)) {
		*p = (struct text_personal){ TEXT_ACCOUNT, at, end_of_eleven(t, first) - at };
		return true;
	}
	if (r.n > 8 && !plus && r.group[0] == 8) { /* the first of several */
		struct digits alone = { .n = 8, .n_groups = 1, .to = first + 8 };
		memcpy(alone.d, r.d, 8 * sizeof *r.d);
		r = alone;
	}
	if (!is_telephone(&r, plus) || (!plus && is_amount(t, at, r.to)))
		return false;
	*p = (struct text_personal){ TEXT_TELEPHONE, at, r.to - at };
	return true;
}
