/* The list of words made ready for looking up, and sentences read into words. */
#include "engine/text/demand_internal.h"

#include "base/out.h"
#include "base/utf8.h"

/* Names are read up to so many words; endings are so many bytes. */
enum { PHRASE_MAX = 8, ENDING_MIN = 3, ENDING_MAX = 32 };

struct entry {
	unsigned is;
	enum demand_firmness firmness;
	enum demand_addressee who;
	size_t name;
	unsigned longest; /* words in the longest phrase that begins with this word */
};

struct demand_finder {
	struct strmap *places; /* word, phrase or "*ending": index of its entry + 1 */
	VEC(struct entry) entries;
};

/* ---- The list ---- */

static struct entry *entry_at(struct arena *a, struct demand_finder *f, struct span key)
{
	int64_t *place = strmap_at(f->places, key, NULL);
	if (!*place) {
		*VEC_PUSH(a, &f->entries) = (struct entry){ .name = DEMAND_NO_NAME };
		*place = (int64_t)f->entries.n;
	}
	return &f->entries.v[*place - 1];
}

static const struct entry *find(const struct demand_finder *f, struct span key)
{
	const int64_t *place = strmap_find(f->places, key);
	return place ? &f->entries.v[*place - 1] : NULL;
}

/* Notes with the first word of a phrase of n words that it may be one. */
static void note_phrase(struct arena *a, struct demand_finder *f, struct span phrase, unsigned n)
{
	struct entry *first = entry_at(a, f, span_cut(&phrase, ' '));
	if (first->longest < n)
		first->longest = n;
}

static void add_row(struct arena *a, struct demand_finder *f, const struct demand_row *row)
{
	for (struct span rest = span_of(row->words); rest.s;) {
		struct span word = span_cut(&rest, ' ');
		if (!word.n)
			continue;
		char *key = arena_strndup(a, word.s, word.n);
		unsigned n = 1;
		for (char *c = key; *c; c++) {
			if (*c == '_') {
				*c = ' ';
				n++;
			}
		}
		struct entry *e = entry_at(a, f, (struct span){ key, word.n });
		e->is |= row->is;
		if (row->is & (IS_ACTOR | IS_WE))
			e->who = (enum demand_addressee)row->value;
		else if (row->value)
			e->firmness = (enum demand_firmness)row->value;
		if (n > 1)
			note_phrase(a, f, (struct span){ key, word.n }, n);
	}
}

static bool is_word_part(uint32_t c)
{
	return utf8_is_letter(c) || utf8_is_digit(c) || c == '-' || c == '\'' || c == 0x2019;
}

/* The next word of a text from *at on, with its apostrophes straightened; false at the end.
 * *broken and *colon tell of what was passed over. */
static bool next_word(struct arena *a, struct span text, size_t *at, struct demand_word *w)
{
	*w = (struct demand_word){ .name = DEMAND_NO_NAME, .length = 1 };
	size_t from = *at, next = *at;
	for (;; from = next) {
		if (from >= text.n)
			return false;
		uint32_t c = utf8_next(text, &next);
		if (utf8_is_letter(c) || utf8_is_digit(c))
			break;
		w->broken |= c == ',' || c == ';' || c == ':' || c == '(' || c == ')' || c == 0x2013 || c == 0x2014
		             || (c == '-' && from > 0 && text.s[from - 1] == ' ');
		w->colon |= c == ':';
	}
	size_t end = next;
	while (next < text.n) {
		uint32_t c = utf8_next(text, &next);
		if (!is_word_part(c))
			break;
		end = next;
	}
	while (end > from && (text.s[end - 1] == '-' || text.s[end - 1] == '\''))
		end--;
	w->at = from;
	w->bytes = end - from;
	struct out key = out_memory(a);
	for (size_t i = from; i < end;) {
		size_t begin = i;
		if (utf8_next(text, &i) == 0x2019)
			out_char(&key, '\'');
		else
			out_bytes(&key, text.s + begin, i - begin);
	}
	w->key = span_of(utf8_fold(a, span_of(out_string(&key))));
	*at = end;
	return true;
}

/* A name's words, folded, with a space between. */
static void add_name(struct arena *a, struct demand_finder *f, const struct demand_name *name, size_t index)
{
	struct out key = out_memory(a);
	struct demand_word w;
	unsigned n = 0;
	for (size_t at = 0; next_word(a, span_of(name->name), &at, &w) && !w.broken; n++)
		out_format(&key, "%s%.*s", n ? " " : "", (int)w.key.n, w.key.s);
	if (n == 0 || n > PHRASE_MAX)
		return;
	struct span phrase = span_of(arena_strdup(a, out_string(&key)));
	struct entry *e = entry_at(a, f, phrase);
	if (e->is & IS_ACTOR)
		return; /* the list knows it, and of what kind it is */
	e->is = IS_ACTOR;
	e->who = name->addressee;
	e->name = index;
	if (n > 1)
		note_phrase(a, f, phrase, n);
}

struct demand_finder *demand_finder_new(struct arena *a, const struct demand_name *names, size_t n)
{
	struct demand_finder *f = arena_alloc(a, sizeof *f);
	f->places = strmap_new(a);
	for (size_t i = 0; i < demand_rows_len; i++)
		add_row(a, f, &demand_rows[i]);
	for (size_t i = 0; i < n; i++)
		add_name(a, f, &names[i], i);
	return f;
}

/* ---- Looking up ---- */

/* Those that are other words when they are not in capitals. */
static bool is_abbreviation(struct span word, enum demand_addressee *who)
{
	static const struct {
		const char *word;
		enum demand_addressee who;
	} list[] = {
		{ "EU", DEMAND_EU }, { "LO", DEMAND_PARTNERS }, { "NHO", DEMAND_PARTNERS }, { "KS", DEMAND_PARTNERS },
		{ "NTNU", DEMAND_EDUCATION }, { "UiO", DEMAND_EDUCATION }, { "NMBU", DEMAND_EDUCATION },
	};
	for (size_t i = 0; i < ARRAY_LEN(list); i++) {
		if (span_is(word, list[i].word)) {
			*who = list[i].who;
			return true;
		}
	}
	return false;
}

static const struct entry *find_with_ending(const struct demand_finder *f, struct span word)
{
	const struct entry *e = find(f, word);
	if (e && e->is)
		return e;
	for (size_t at = 1; at + ENDING_MIN <= word.n; at++) {
		char key[ENDING_MAX + 1];
		size_t left = word.n - at;
		if (left > ENDING_MAX)
			continue;
		key[0] = '*';
		memcpy(key + 1, word.s + at, left);
		e = find(f, (struct span){ key, left + 1 });
		if (e && e->is)
			return e;
	}
	return NULL;
}

static bool is_public(enum demand_addressee who)
{
	return who <= DEMAND_AUTHORITIES || who == DEMAND_EU;
}

/* "kommunens", "the county's": public bodies answer for what is theirs. */
static const struct entry *find_owner(const struct demand_finder *f, struct span word)
{
	if (!span_ends(word, "s"))
		return NULL;
	word.n -= span_ends(word, "'s") ? 2 : 1;
	const struct entry *e = find_with_ending(f, word);
	return e && (e->is & IS_ACTOR) && is_public(e->who) ? e : NULL;
}

static void take(struct demand_word *w, const struct entry *e)
{
	w->is = e->is;
	w->firmness = e->firmness;
	w->who = e->who;
	w->name = e->name;
}

/* The longest phrase that begins with the word; its other words are marked as within it. */
static bool take_phrase(struct arena *a, const struct demand_finder *f, struct span text, struct demand_words *ws, size_t i)
{
	struct demand_word *w = &ws->v[i];
	const struct entry *first = find(f, w->key);
	size_t most = first ? first->longest : 0;
	for (size_t n = most; n >= 2; n--) {
		struct out key = out_memory(a);
		bool whole = i + n <= ws->n;
		for (size_t k = i; whole && k < i + n; k++) {
			whole = k == i || !ws->v[k].broken;
			out_format(&key, "%s%.*s", k > i ? " " : "", (int)ws->v[k].key.n, ws->v[k].key.s);
		}
		const struct entry *e = whole ? find(f, span_of(out_string(&key))) : NULL;
		size_t at = w->at;
		if (!e || !e->is || (e->name != DEMAND_NO_NAME && !utf8_is_upper(utf8_next(text, &at))))
			continue;
		take(w, e);
		w->key = span_of(out_string(&key));
		w->length = (unsigned)n;
		w->bytes = ws->v[i + n - 1].at + ws->v[i + n - 1].bytes - w->at;
		for (size_t k = i + 1; k < i + n; k++)
			ws->v[k].length = 0;
		return true;
	}
	return false;
}

static void look_up(struct arena *a, const struct demand_finder *f, struct span text, struct demand_words *ws, size_t i)
{
	struct demand_word *w = &ws->v[i];
	if (w->length == 0 || take_phrase(a, f, text, ws, i))
		return;
	if (is_abbreviation((struct span){ text.s + w->at, w->bytes }, &w->who)) {
		w->is = IS_ACTOR;
		return;
	}
	size_t at = w->at;
	const struct entry *e = find_with_ending(f, w->key), *owner = e ? NULL : find_owner(f, w->key);
	if (e && (e->name == DEMAND_NO_NAME || utf8_is_upper(utf8_next(text, &at))))
		take(w, e);
	if (owner) {
		w->is = IS_OWNER;
		w->who = owner->who;
		w->name = owner->name;
	}
}

bool word_in(const struct demand_words *w, size_t at, const char *list)
{
	for (struct span rest = span_of(list); at < w->n && rest.s;)
		if (span_eq(span_cut(&rest, '|'), w->v[at].key))
			return true;
	return false;
}

/* ---- Sentences ---- */

static bool ends_as_question(struct span s)
{
	while (s.n > 0 && !strchr("?.!", s.s[s.n - 1]) && !utf8_is_letter((unsigned char)s.s[s.n - 1]))
		s.n--;
	return span_ends(s, "?");
}

struct demand_words demand_words_read(struct arena *a, const struct demand_finder *finder, struct span text,
                                      struct span sentence, const bool *quoted)
{
	VEC(struct demand_word) words = { 0 };
	struct demand_word w;
	size_t at = (size_t)(sentence.s - text.s);
	struct span until = { text.s, at + sentence.n };
	bool any_unquoted = false;
	while (next_word(a, until, &at, &w)) {
		w.quoted = quoted[w.at];
		any_unquoted |= !w.quoted;
		*VEC_PUSH(a, &words) = w;
	}
	struct demand_words ws = { words.v, words.n, ends_as_question(sentence) };
	for (size_t i = 0; i < ws.n; i++) {
		look_up(a, finder, text, &ws, i);
		ws.v[i].quoted &= any_unquoted; /* a sentence that is all a quotation is one that was sent in */
	}
	/* Only the first words of phrases are left. */
	size_t n = 0;
	for (size_t i = 0; i < ws.n; i++)
		if (ws.v[i].length > 0)
			ws.v[n++] = ws.v[i];
	ws.n = n;
	return ws;
}

/* What closes a quotation that this opens; 0 where it opens none. */
static uint32_t closing_of(uint32_t c)
{
	return c == 0xAB ? 0xBB : c == 0x201C || c == 0x201E ? 0x201D : c == 0x201D || c == '"' ? c : 0;
}

/* A quotation ends in the paragraph that it begins in; a mark that nothing closes is none. */
bool *demand_quoted(struct arena *a, struct span text)
{
	bool *quoted = arena_array(a, text.n + 1, sizeof *quoted);
	uint32_t close = 0;
	size_t opened = 0, outside = text.n;
	for (size_t at = 0; at < text.n;) {
		size_t from = at;
		uint32_t c = utf8_next(text, &at);
		if (close && c == close) {
			memset(quoted + opened, true, at - opened);
			outside -= at - opened;
			close = 0;
		} else if (!close || c == '\n') {
			close = closing_of(c);
			opened = from;
		}
	}
	if (outside <= 2) /* a full stop behind it, or a line's end */
		memset(quoted, false, text.n);
	return quoted;
}
