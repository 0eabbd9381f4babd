/*
 * What the words of a plan document mean: labels in bokmål, nynorsk and English,
 * names of special sections, and lines that set a property. All comparisons are
 * on folded text, so case does not count.
 */
#include "format/outline_internal.h"

#include "base/utf8.h"

#define EMPHASIS "*_"

/* ---- Words ---- */

bool outline_word_in(const char *word, const char *list)
{
	for (struct span rest = span_of(list); rest.s;)
		if (span_is(span_cut(&rest, '|'), word))
			return true;
	return false;
}

static struct span skip(struct span s, const char *bytes)
{
	while (s.n && strchr(bytes, *s.s)) {
		s.s++;
		s.n--;
	}
	return s;
}

static struct span skip_space(struct span s)
{
	while (s.n && (*s.s == ' ' || *s.s == '\t' || *s.s == '\n' || span_starts(s, "\u00a0"))) {
		size_t n = *s.s == ' ' || *s.s == '\t' || *s.s == '\n' ? 1 : strlen("\u00a0");
		s.s += n;
		s.n -= n;
	}
	return s;
}

const char *outline_next_word(struct arena *a, struct span *rest)
{
	struct span word = skip_space(*rest);
	size_t n = 0;
	while (n < word.n && !strchr(" \t\n:*,", word.s[n]) && !span_starts((struct span){ word.s + n, word.n - n }, "\u00a0"))
		n++;
	*rest = (struct span){ word.s + n, word.n - n };
	return utf8_fold(a, (struct span){ word.s, n });
}

bool outline_take_word(struct arena *a, struct span *rest, const char *list)
{
	struct span behind = *rest;
	const char *word = outline_next_word(a, &behind);
	if (!*word || !outline_word_in(word, list))
		return false;
	*rest = behind;
	return true;
}

static const char *folded_line(struct arena *a, const char *text)
{
	return utf8_fold(a, span_of(outline_one_line(a, span_of(text))));
}

/* ---- Labels ---- */

static const struct label_words {
	const char *words, *singular, *plural;
} label_words[OUTLINE_KINDS] = {
	[OUTLINE_THEME] = { "tema|theme", "Tema", "Temaer" },
	[OUTLINE_CHALLENGE] = {
		"utfordring|utfordringer|utfordringar|utfordringene|utfordringane|hovedutfordring|hovedutfordringer|"
		"hovudutfordringar|utfordringsbilde|challenge|challenges", "Utfordring", "Utfordringer" },
	[OUTLINE_GOAL] = {
		"mål|måla|målene|hovedmål|hovedmålene|hovudmål|hovudmåla|målsetting|målsettinger|målsetningar|"
		"goal|goals|objective|objectives", "Hovedmål", "Hovedmål" },
	[OUTLINE_SUBGOAL] = {
		"delmål|delmåla|delmålene|subgoal|subgoals|sub-goal|sub-goals", "Delmål", "Delmål" },
	[OUTLINE_STRATEGY] = {
		"strategi|strategier|strategiar|strategiene|strategiane|strategy|strategies", "Strategi", "Strategier" },
	[OUTLINE_MEASURE] = {
		"tiltak|tiltaka|tiltakene|measure|measures|action|actions", "Tiltak", "Tiltak" },
	[OUTLINE_POSITION] = {
		"standpunkt|standpunkter|standpunkta|posisjon|posisjoner|posisjonar|position|positions",
		"Standpunkt", "Standpunkter" },
	[OUTLINE_STUDY] = {
		"utredningsbehov|utgreiingsbehov|kunnskapsbehov|utredning|utredninger|utgreiing|utgreiingar|"
		"study|studies", "Utredningsbehov", "Utredningsbehov" },
	[OUTLINE_INDICATOR] = {
		"indikator|indikatorer|indikatorar|indikatorene|indikatorane|måleindikator|måleindikatorer|"
		"indicator|indicators", "Indikator", "Indikatorer" },
};

/* Words that may stand before a label and change nothing. */
#define ADJECTIVES \
	"overordnede|overordnet|overordna|strategiske|strategisk|prioriterte|prioritert|viktige|viktigste|våre|" \
	"regionale|regionalt|felles|sentrale|foreslåtte|føreslåtte|langsiktige|konkrete|overall|overarching|main|" \
	"key|strategic|common|our|proposed|regional"

const char *outline_label_bokmal(enum outline_kind kind, bool plural)
{
	return plural ? label_words[kind].plural : label_words[kind].singular;
}

static bool take_kind(struct arena *a, struct span *rest, enum outline_kind *kind)
{
	struct span behind = *rest;
	if (outline_take_word(a, &behind, "forslag|utkast|framlegg") && outline_take_word(a, &behind, "til"))
		*rest = behind;
	while (outline_take_word(a, rest, ADJECTIVES))
		;
	const char *word = outline_next_word(a, rest);
	size_t k = 0;
	while (k < OUTLINE_KINDS && !outline_word_in(word, label_words[k].words))
		k++;
	*kind = (enum outline_kind)k;
	/* "Utredningsbehov innen tema" and "i temaet" say no more than the label. */
	behind = *rest;
	if (outline_take_word(a, &behind, "innen|innenfor|i|for") && outline_take_word(a, &behind, "tema|temaet|området"))
		*rest = behind;
	return k < OUTLINE_KINDS;
}

/* Takes "2" or "1.3"; a year is no number of a goal. */
static bool take_number(struct span *rest)
{
	struct span s = skip_space(*rest);
	size_t n = 0, digits = 0;
	for (; n < s.n && ((s.s[n] >= '0' && s.s[n] <= '9') || (s.s[n] == '.' && n)); n++) {
		digits = s.s[n] == '.' ? 0 : digits + 1;
		if (digits > 2)
			return false;
	}
	if (n == 0)
		return false;
	n -= s.s[n - 1] == '.';
	*rest = (struct span){ s.s + n, s.n - n };
	return true;
}

/* "Osloregionen mener", "Vi meiner at:": at most six words, the verb last. */
static bool is_opinion(struct arena *a, struct span head)
{
	const char *before = "", *last = "", *word;
	size_t words = 0;
	for (struct span rest = head; *(word = outline_next_word(a, &rest)) && words <= 6; words++) {
		before = last;
		last = word;
	}
	if (str_eq(last, "at")) {
		last = before;
		words--;
	}
	return words >= 2 && words <= 6 && outline_word_in(last, "mener|meiner");
}

/* What stands behind a label: nothing, or a colon (behind a number also a full stop or a dash).
 * Where the label began with emphasis, the end of that is passed over: "**Mål:** …". */
static bool take_separator(struct span *rest, bool numbered, bool emphasis)
{
	struct span s = skip_space(emphasis ? skip(*rest, EMPHASIS) : *rest);
	emphasis = emphasis && s.s == skip_space(*rest).s;
	if (s.n == 0 || *s.s == ':') {
		s = s.n ? (struct span){ s.s + 1, s.n - 1 } : s;
	} else if (numbered && *s.s == '.') {
		s = (struct span){ s.s + 1, s.n - 1 };
	} else if (numbered && (span_starts(s, "– ") || span_starts(s, "- "))) {
		s = (struct span){ strchr(s.s, ' '), s.n - (size_t)(strchr(s.s, ' ') - s.s) };
	} else {
		return false;
	}
	*rest = span_trim(emphasis ? skip(s, EMPHASIS) : s);
	return true;
}

/* Where the text begins behind marks of emphasis; *emphasis tells whether there are any. */
static struct span without_emphasis(const char *text, bool *emphasis)
{
	struct span all = span_trim(span_of(text)), inner = skip(all, EMPHASIS);
	*emphasis = inner.n < all.n;
	return inner;
}

bool outline_label_of(struct arena *a, const char *text, struct outline_label *label)
{
	bool emphasis;
	struct span rest = without_emphasis(text, &emphasis), head = rest;
	*label = (struct outline_label){ .kind = OUTLINE_KINDS };
	if (take_kind(a, &rest, &label->kind)) {
		label->numbered = take_number(&rest);
		if (!take_separator(&rest, label->numbered, emphasis))
			return false;
		label->rest = rest;
		return true;
	}
	struct span behind = head;
	head = span_cut(&behind, ':');
	while (head.n && strchr("*_ ", head.s[head.n - 1]))
		head.n--;
	if (!is_opinion(a, head))
		return false;
	label->kind = OUTLINE_POSITION;
	label->rest = behind.s ? span_trim(emphasis ? skip(behind, EMPHASIS) : behind) : (struct span){ "", 0 };
	return true;
}

bool outline_is_label(struct arena *a, const char *text)
{
	struct outline_label label;
	return outline_label_of(a, text, &label) && label.rest.n == 0 && label.kind != OUTLINE_THEME;
}

size_t outline_label_heading(struct arena *a, const char *text, enum outline_kind *kind)
{
	bool emphasis;
	struct span rest = without_emphasis(text, &emphasis);
	unsigned seen = 0;
	size_t kinds = 0;
	for (;;) {
		enum outline_kind one;
		if (!take_kind(a, &rest, &one) || one == OUTLINE_THEME)
			return 0;
		if (!(seen & 1u << one) && kinds++ == 0)
			*kind = one;
		seen |= 1u << one;
		struct span behind = skip_space(rest);
		if (take_separator(&behind, false, emphasis))
			return behind.n ? 0 : kinds;
		rest = skip(skip_space(rest), ",&/");
		outline_take_word(a, &rest, "og|and|&|samt");
	}
}

/* ---- Special sections ---- */

bool outline_is_cross_cutting(struct arena *a, const char *text)
{
	return outline_word_in(folded_line(a, text),
	                 "tverrgående temaer|tverrgående tema|tverrgåande tema|tverrgåande temaer|"
	                 "gjennomgående temaer|gjennomgående tema|gjennomgåande tema|cross-cutting themes");
}

bool outline_is_contents_heading(struct arena *a, const char *text)
{
	text += strspn(text, "# "); /* of Markdown */
	return outline_word_in(folded_line(a, text), "innholdsfortegnelse|innhold|innhald|innhaldsliste|innholdsoversikt|"
	                                       "contents|table of contents");
}

bool outline_is_contributions(struct arena *a, const char *text, const char **group)
{
	const char *line = outline_one_line(a, span_of(text));
	struct span rest = span_of(line);
	if (!outline_take_word(a, &rest, "innspill|innspillene|innspel|innspela|contributions|input"))
		return false;
	*group = "";
	while (rest.n) {
		if (!outline_take_word(a, &rest, "fra|frå|from")) {
			struct span before = rest;
			outline_next_word(a, &rest);
			if (rest.n == before.n)
				return true; /* a colon or a comma: no group is named */
			continue;
		}
		rest = span_trim(rest);
		while (rest.n && rest.s[rest.n - 1] == ':')
			rest.n--;
		rest = span_trim(rest);
		*group = arena_strndup(a, rest.s, rest.n);
		return true;
	}
	return true;
}

bool outline_says_not_asked(struct arena *a, const char *text)
{
	static const char *const phrases[] = {
		"ikke utfordret", "ikkje utfordra", "ikke spilt inn", "ikkje spelt inn", "ikke bedt om innspill",
		"ikkje bedne om innspel", "not asked", "not challenged",
	};
	struct span line = span_of(folded_line(a, text));
	for (size_t i = 0; i < ARRAY_LEN(phrases); i++)
		if (span_contains(line, phrases[i]))
			return true;
	return false;
}

bool outline_is_part_of(struct arena *a, const char *text, const char *heading)
{
	struct span part = span_trim(span_of(folded_line(a, text)));
	while (part.n && part.s[part.n - 1] == ':')
		part.n--;
	const char *whole = folded_line(a, heading);
	if (part.n < 3 || part.n == strlen(whole))
		return false;
	const char *at = memmem(whole, strlen(whole), part.s, part.n);
	if (!at)
		return false;
	struct span before = span_trim((struct span){ whole, (size_t)(at - whole) });
	struct span after = span_trim(span_of(at + part.n));
	bool begins = before.n == 0 || strchr("&/;,+", before.s[before.n - 1]) || span_ends(before, " og") || span_ends(before, " and");
	bool ends = after.n == 0 || strchr("&/;,+", after.s[0]) || span_starts(after, "og ") || span_starts(after, "and ");
	return begins && ends;
}

bool outline_is_structure(struct arena *a, const char *text)
{
	struct outline_label label;
	struct outline_node node = { 0 };
	enum outline_kind kind;
	struct span title;
	return (outline_label_of(a, text, &label) && label.kind != OUTLINE_THEME)
	       || outline_hash_heading(text, &title) || outline_underline(text)
	       || outline_label_heading(a, text, &kind) > 0
	       || outline_is_contents_heading(a, text)
	       || outline_fence(span_trim(span_of(text))) > 0
	       || outline_take_attribute(a, text, &node);
}

bool outline_looks_like_title(struct arena *a, const char *text)
{
	struct span s = span_trim(span_of(text));
	return s.n > 0 && utf8_length(s) <= 120 && !strchr(".:;?!,", s.s[s.n - 1]) && !outline_is_label(a, text);
}

/* ---- Properties ---- */

static const struct {
	const char *code, *bokmal, *words;
} addressees[] = {
	{ "state", "staten", "staten|stat|regjeringen|regjeringa|stortinget|state|government" },
	{ "county", "fylkeskommunen", "fylkeskommunen|fylkeskommunene|fylkeskommunane|fylket|fylkene|county|counties" },
	{ "municipality", "kommunene", "kommunen|kommunene|kommunane|kommuner|kommunar|municipality|municipalities" },
	{ "eu", "EU", "eu" },
	{ "other", "andre", "andre|other|others" },
	{ "", "ingen", "ingen|none" },
};

/* The first of them are recognised by the first word of a position. */
#define BY_FIRST_WORD 4

const char *outline_addressee_bokmal(const char *addressee)
{
	for (size_t i = 0; i < ARRAY_LEN(addressees); i++)
		if (str_eq(addressees[i].code, addressee))
			return addressees[i].bokmal;
	return "";
}

const char *outline_addressee_of(struct arena *a, const char *title)
{
	struct span rest = span_of(title);
	for (size_t i = 0; i < ARRAY_LEN(addressees); i++)
		if (i < BY_FIRST_WORD && outline_take_word(a, &rest, addressees[i].words))
			return addressees[i].code;
	return "";
}

static void set_keywords(struct arena *a, struct span list, struct outline_node *node)
{
	VEC(const char *) words = { 0 };
	while (list.s) {
		struct span word = span_trim(span_cut(&list, ','));
		if (word.n)
			*VEC_PUSH(a, &words) = outline_one_line(a, word);
	}
	node->keywords = words.v;
	node->n_keywords = words.n;
}

bool outline_take_attribute(struct arena *a, const char *text, struct outline_node *node)
{
	bool emphasis;
	struct span rest = without_emphasis(text, &emphasis);
	bool keywords = outline_take_word(a, &rest, "nøkkelord|stikkord|emneord|keywords");
	bool addressee = !keywords && outline_take_word(a, &rest, "adressat|mottaker|mottakar|addressee");
	if ((!keywords && !addressee) || !take_separator(&rest, false, emphasis) || rest.n == 0)
		return false;
	if (keywords)
		set_keywords(a, rest, node);
	for (size_t i = 0; addressee && i < ARRAY_LEN(addressees); i++) {
		struct span value = rest;
		if (outline_take_word(a, &value, addressees[i].words) && span_trim(value).n == 0) {
			node->addressee = addressees[i].code;
			return true;
		}
	}
	return keywords;
}
