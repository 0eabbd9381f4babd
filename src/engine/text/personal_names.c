/*
 * Personal data that is found by how it stands: names that a text is signed or introduced with, and
 * addresses with a house number. Names err on the side of masking, but an organisation's stays.
 */
#include "engine/text/text_internal.h"

#include "base/utf8.h"

/* A longer word is no name. */
#define WORD_LIMIT 64

static size_t skip(struct span t, size_t at, const char *bytes)
{
	while (at < t.n && t.s[at] && strchr(bytes, t.s[at]))
		at++;
	return at;
}

/* ---- Words ---- */

struct word {
	struct span s;
	char lower[WORD_LIMIT + 1]; /* folded, as far as single letters go */
	bool capital; /* begins with one */
	bool digits;  /* has some */
	bool capitals; /* is of nothing else, and of two letters at least */
};

/* The word at `at`, with hyphens, stops and apostrophes within it; empty where there is none. */
static struct word word_at(struct span t, size_t at)
{
	struct word w = { .s = { t.s + at, 0 } };
	size_t to = at, letters = 0, upper = 0, n = 0;
	while (to < t.n && to - at < WORD_LIMIT) {
		bool joins = to > at && strchr("-.'", t.s[to]) && to + 1 < t.n && text_is_word_byte(t.s[to + 1]);
		if (!joins && !text_is_word_byte(t.s[to]))
			break;
		size_t next = to;
		uint32_t c = utf8_next(t, &next);
		bool is_upper = utf8_is_upper(c);
		w.capital |= to == at && is_upper;
		upper += is_upper;
		letters += utf8_is_letter(c);
		w.digits |= utf8_is_digit(c);
		bool latin_1 = c < 0x100;
		if (n + 4 < sizeof w.lower)
			n += utf8_put(w.lower + n, is_upper && latin_1 ? c + 0x20 : c);
		to = next;
	}
	w.s.n = to - at;
	w.lower[n] = '\0';
	w.capitals = letters >= 2 && upper == letters;
	return w;
}

static unsigned flags_of(const struct word *w)
{
	const struct text_word *known = text_lexicon_find(span_of(w->lower));
	return known ? known->flags : 0;
}

static bool is_one_of(const char *lower, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(lower, list[i]))
			return true;
	return false;
}

static bool ends_with_one_of(const char *lower, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_ends(lower, list[i]))
			return true;
	return false;
}

/* ---- Addresses ---- */

static bool is_street(const struct word *w, bool alone)
{
	static const char *const endings[] = {
		"gata", "gaten", "gate", "gatan", "veien", "vegen", "vei", "veg", "stien", "bakken", "svingen", "kroken", "tunet",
		"alléen", "alleen", "allé", "terrasse", "smuget", "torg",
	};
	static const char *const words[] = { "gate", "gt", "gt.", "vei", "veg", "vn", "plass", "torg", "allé", "brygge", "sti", "tun" };
	static const char *const roads[] = { "riksv", "fylkesv", "europav", "motorv", "kommunev", "stamv" };
	if (!alone) /* behind a name: "Karl Johans gate" */
		return is_one_of(w->lower, words, ARRAY_LEN(words)) || (w->capital && is_street(w, true));
	if (str_eq(w->lower, "torget"))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(roads); i++)
		if (str_starts(w->lower, roads[i]))
			return false;
	for (size_t i = 0; i < ARRAY_LEN(endings); i++)
		if (str_ends(w->lower, endings[i]) && strlen(w->lower) >= strlen(endings[i]) + 2)
			return true;
	return false;
}

static size_t digits_end(struct span t, size_t at)
{
	while (at < t.n && t.s[at] >= '0' && t.s[at] <= '9')
		at++;
	return at;
}

/* Whether a number that ends at `at` goes on as an amount: "3 km", "12km", "5 %", "2,5". */
static bool is_amount(struct span t, size_t at)
{
	static const char *const units[] = { "km", "m", "meter", "kilometer", "prosent", "år", "kr", "kroner", "mill",
	                                     "millioner", "ganger", "gonger", "timer", "minutter", "dager", "stk" };
	struct word after = word_at(t, skip(t, at, " "));
	if (is_one_of(after.lower, units, ARRAY_LEN(units)))
		return true;
	size_t sign = skip(t, at, " ");
	return sign < t.n && (t.s[sign] == '%' || (t.s[at] == ',' && digits_end(t, at + 1) > at + 1));
}

/* Behind a house number such as "12", "12 B", "12b" or "12-14" that begins at `at`, or 0. A number of
 * four digits is a year. */
static size_t house_number_end(struct span t, size_t at)
{
	size_t to = digits_end(t, at);
	if (to == at || to - at > 3 || t.s[at] == '0' || is_amount(t, to))
		return 0;
	size_t letter = skip(t, to, " ");
	struct word after = word_at(t, letter);
	if (after.s.n == 1 && (after.capital || letter == to))
		return letter + 1;
	if (letter == to && after.s.n)
		return 0; /* "12th" */
	size_t range = to < t.n && t.s[to] == '-' ? digits_end(t, to + 1) : to;
	return range > to + 1 ? range : to;
}

/* Behind ", 0155 Oslo" or the same on a line of its own; `at` where it does not follow. */
static size_t postal_end(struct span t, size_t at)
{
	size_t code = skip(t, at, " ,\r\n"), to = digits_end(t, code);
	if (code == at || to - code != 4 || to >= t.n || t.s[to] != ' ')
		return at;
	struct word place = word_at(t, to + 1);
	return place.capital ? to + 1 + place.s.n : at;
}

bool text_find_street(struct span t, size_t at, struct text_personal *p)
{
	size_t from = at;
	for (int words = 0; words < 4; words++) {
		struct word w = word_at(t, at);
		size_t after = at + w.s.n;
		bool stop = after < t.n && t.s[after] == '.';
		bool street = is_street(&w, words == 0) || (stop && str_ends(w.lower, "gt")); /* "Storgt. 3" */
		if (!w.s.n || (!street && (!w.capital || flags_of(&w) & WORD_STOP)) || (words == 0 && !w.capital))
			return false;
		after += stop;
		at = skip(t, after, " ");
		size_t end = street ? house_number_end(t, at) : 0;
		if (end) {
			*p = (struct text_personal){ TEXT_ADDRESS, from, postal_end(t, end) - from };
			return true;
		}
		if (at == after)
			return false;
	}
	return false;
}

/* ---- Names ---- */

static bool is_organisation(const struct word *w)
{
	static const char *const words[] = {
		"as", "asa", "sa", "ba", "iks", "hf", "kf", "fau", "lag", "il", "vel", "råd", "styret", "administrasjonen", "region",
	};
	static const char *const endings[] = {
		"kommune", "kommunen", "fylke", "forbund", "forbundet", "forening", "foreningen", "foreninga", "foreningene",
		"laget", "rådet", "partiet", "klubb", "klubben", "utvalg", "utvalget", "utvalet", "etaten", "verket", "vesenet",
		"direktoratet", "departementet", "tilsynet", "selskap", "selskapet", "stiftelsen", "stiftinga", "skole", "skolen",
		"skule", "skulen", "sykehus", "sjukehus", "museum", "museet", "ungdom", "gruppa", "gruppen", "nettverk", "nettverket",
		"organisasjon", "organisasjonen", "barnehage", "universitet", "universitetet", "høgskolen", "klyngen", "menighet",
		"sameiet", "sameie", "borettslag", "idrettslag", "velforening", "styre", "senter", "alliansen", "aksjonen",
	};
	return is_one_of(w->lower, words, ARRAY_LEN(words)) || ends_with_one_of(w->lower, endings, ARRAY_LEN(endings));
}

static bool is_linking(const struct word *w)
{
	static const char *const words[] = { "og", "von", "van", "de", "and", "&" };
	return is_one_of(w->lower, words, ARRAY_LEN(words));
}

/* Whether a word in lower case follows, as in a sentence: "Hilsen. Det er …", but "Hilsen Dag". */
static bool goes_on(struct span t, size_t at)
{
	struct word next = word_at(t, skip(t, at, " "));
	return next.s.n && !next.capital && !next.digits;
}

/* How the words that announce a name are followed. */
enum announced {
	SIGNED,     /* by a name of any form, in lower case too, or an organisation's */
	INTRODUCED, /* by a name with capitals */
};

/*
 * Where a name of up to six words that begins at `at` ends, such as "Kari og Ola Nordmann"; `at`
 * where there is none. A signature's first word may be in lower case if it is no word of the lists:
 * "hilsen ola". In a text of capitals a stop word ends the name.
 */
static size_t name_end(struct span t, size_t at, enum announced how)
{
	size_t from = at, end = at;
	for (int words = 0; words < 6 && at < t.n; words++) {
		struct word w = word_at(t, at);
		bool name = w.capital || (words == 0 && how == SIGNED && w.s.n && !text_lexicon_find(span_of(w.lower)));
		if (w.digits || (flags_of(&w) & WORD_STOP && (w.capitals || goes_on(t, at + w.s.n))))
			name = false;
		bool links = words > 0 && !w.capitals && is_linking(&w);
		if (how == SIGNED && is_organisation(&w))
			return from;
		struct text_personal street;
		if (!w.s.n || (!name && !links) || text_find_street(t, at, &street))
			break;
		if (name && !links)
			end = at + w.s.n;
		size_t after = at + w.s.n;
		at = skip(t, after, how == SIGNED ? " ,." : " ");
		if (at == after)
			break;
	}
	return end;
}

/* Phrases that announce a name, in lower case. */
static const struct announcement {
	const char *phrase;
	enum announced how;
} announcements[] = {
	{ "hilsen", SIGNED }, { "hilsener", SIGNED }, { "hilsning", SIGNED }, { "hilsninger", SIGNED }, { "mvh", SIGNED },
	{ "vh", SIGNED }, { "helsing", SIGNED }, { "helsingar", SIGNED }, { "regards", SIGNED }, { "sincerely", SIGNED },
	{ "underskrift", SIGNED }, { "hälsningar", SIGNED }, { "undertegnet", SIGNED }, { "underteikna", SIGNED },
	{ "undertegnede", INTRODUCED }, { "jeg heter", INTRODUCED }, { "jeg heiter", INTRODUCED }, { "eg heiter", INTRODUCED },
	{ "eg heter", INTRODUCED }, { "jag heter", INTRODUCED }, { "mitt navn er", INTRODUCED },
	{ "navnet mitt er", INTRODUCED }, { "mitt namn er", INTRODUCED }, { "namnet mitt er", INTRODUCED },
	{ "my name is", INTRODUCED }, { "navn:", INTRODUCED }, { "namn:", INTRODUCED }, { "kontaktperson:", INTRODUCED },
	{ "v/", INTRODUCED },
};

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c; }

/* Behind the phrase where it stands at `at`, else 0. */
static size_t phrase_end(struct span t, size_t at, const char *phrase)
{
	for (; *phrase; phrase++, at++)
		if (at >= t.n || lower(t.s[at]) != *phrase)
			return 0;
	return text_is_word_byte(phrase[-1]) && at < t.n && text_is_word_byte(t.s[at]) ? 0 : at;
}

bool text_find_name(struct span t, size_t at, struct text_personal *p)
{
	static const char *const between[] = { "fra ", "frå ", "from ", "til dere fra " };
	const struct announcement *found = NULL;
	size_t from = 0;
	if (!strchr("ehjkmnrsuv", lower(t.s[at])))
		return false; /* no phrase begins so */
	for (size_t i = 0; i < ARRAY_LEN(announcements) && !from; i++) {
		found = &announcements[i];
		from = phrase_end(t, at, found->phrase);
	}
	if (!from)
		return false;
	from = skip(t, from, found->how == SIGNED ? " ,.:;-!\t\r\n" : " ,:\t");
	for (size_t i = 0; found->how == SIGNED && i < ARRAY_LEN(between); i++)
		if (span_starts((struct span){ t.s + from, t.n - from }, between[i]))
			from += strlen(between[i]);
	size_t end = name_end(t, from, found->how);
	if (end == from)
		return false;
	*p = (struct text_personal){ TEXT_NAME, from, end - from };
	return true;
}
