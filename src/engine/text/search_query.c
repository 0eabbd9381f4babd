/*
 * A query as forms of the index. Each word becomes the forms that mean the same (by stem, by
 * the parts of a compound, by spelling in either standard), each with what it counts.
 */
#include "engine/text/search_internal.h"

#include "base/utf8.h"

/* What a form counts beside the very word: another inflection or spelling of it; a compound that
 * it is a part of; a word that begins with it; one that has a part of it, which is a compound
 * itself; one that it was corrected to. */
#define WEIGHT_INFLECTED 0.8F
#define WEIGHT_PART 0.6F
#define WEIGHT_BEGINNING 0.8F
#define WEIGHT_SPLIT 0.4F
#define WEIGHT_CORRECTED 0.8F

#define BEGINNING_MIN 3    /* letters of a last word that may be a beginning */
#define BEGINNINGS_MAX 512 /* forms that a beginning stands for */
/* Every part of a word, and one that no compound has: only a form that is all of it has this. */
#define BITS_ALL UINT8_MAX
_Static_assert(TEXT_PARTS_MAX < 8, "a part more has no bit");

struct reading {
	struct arena *arena;
	const struct search_index *index;
	struct search_query *query;
	struct text_stemmer *stemmer;
	VEC(struct search_term) terms; /* of the word being read */
};

/* ---- The forms of a word ---- */

static void add_term(struct reading *r, uint32_t form, float weight, uint8_t parts)
{
	if (r->index->forms.v[form].documents > 0)
		*VEC_PUSH(r->arena, &r->terms) = (struct search_term){ form, weight, parts };
}

/* Forms that mean the concept, and compounds that it is a part of. */
static void add_concept(struct reading *r, const char *concept, float whole, float part, uint8_t parts)
{
	uint32_t number = search_concept_find(r->index, concept);
	if (number == TEXT_NONE)
		return;
	const struct search_concept *c = &r->index->concepts.v[number];
	for (size_t i = 0; i < c->whole.n; i++)
		add_term(r, c->whole.v[i], whole, parts);
	for (size_t i = 0; part > 0 && i < c->part.n; i++)
		add_term(r, c->part.v[i], part, parts);
}

/* Everything that answers to a word; returns what makes it up. The parts of a compound do together,
 * unless its beginning is not known: then they count, but are not enough. */
static uint8_t add_word(struct reading *r, struct span word, float weight)
{
	struct search_concepts c = search_take_apart(r->arena, r->index->parts, r->stemmer, word);
	uint32_t very = search_form_find(r->index, word);
	if (very != TEXT_NONE)
		add_term(r, very, weight, BITS_ALL);
	add_concept(r, c.whole, weight * WEIGHT_INFLECTED, weight * WEIGHT_PART, BITS_ALL);
	for (unsigned i = 0; i < c.n_parts; i++)
		add_concept(r, c.part[i], weight * WEIGHT_SPLIT, weight * WEIGHT_SPLIT, (uint8_t)(1U << i));
	return (uint8_t)(c.complete ? (1U << c.n_parts) - 1 : BITS_ALL);
}

static void add_beginnings(struct reading *r, struct span word)
{
	size_t n = 0;
	for (uint32_t f = 0; f < r->index->forms.n && n < BEGINNINGS_MAX; f++) {
		struct span form = r->index->texts.v[f].text;
		if (r->index->forms.v[f].documents > 0 && form.n >= word.n && memcmp(form.s, word.s, word.n) == 0) {
			add_term(r, f, WEIGHT_BEGINNING, BITS_ALL);
			n++;
		}
	}
}

static int compare_terms(const void *a, const void *b)
{
	const struct search_term *x = a, *y = b;
	return x->form != y->form ? (x->form > y->form ? 1 : -1) : (x->weight < y->weight) - (x->weight > y->weight);
}

/* Each form once, with its largest weight and all the parts it has. */
static void take_terms(struct reading *r, struct search_want *want)
{
	if (r->terms.n)
		qsort(r->terms.v, r->terms.n, sizeof *r->terms.v, compare_terms);
	want->terms = r->terms.v;
	for (size_t i = 0; i < r->terms.n; i++) {
		if (want->n_terms && want->terms[want->n_terms - 1].form == r->terms.v[i].form)
			want->terms[want->n_terms - 1].parts |= r->terms.v[i].parts;
		else
			want->terms[want->n_terms++] = r->terms.v[i];
	}
	memset(&r->terms, 0, sizeof r->terms);
}

/* Whether some form makes up the word, or several do together. */
static bool is_answered(const struct reading *r, uint8_t parts)
{
	unsigned seen = 0;
	for (size_t i = 0; i < r->terms.n; i++)
		seen |= r->terms.v[i].parts;
	return (seen & parts) == parts;
}

/* What comes instead of a word that no document has. */
static bool correct(struct reading *r, struct span word, struct search_word *shown)
{
	uint32_t form[SEARCH_INSTEAD];
	unsigned n = search_near(r->arena, r->index, word, form);
	for (unsigned i = 0; i < n; i++) {
		struct span text = r->index->texts.v[form[i]].text;
		shown->instead[i] = arena_strndup(r->arena, text.s, text.n);
		add_word(r, text, WEIGHT_CORRECTED);
	}
	return n > 0;
}

/* The same for a compound that no document has, and whose first part is misspelled. */
static bool correct_head(struct reading *r, struct span word, struct search_want *want, struct search_word *shown)
{
	struct search_concepts c = search_take_apart(r->arena, r->index->parts, r->stemmer, word);
	uint32_t form[SEARCH_INSTEAD];
	unsigned n = c.head.n ? search_near(r->arena, r->index, c.head, form) : 0;
	for (unsigned i = 0; i < n; i++) {
		struct span head = r->index->texts.v[form[i]].text;
		const char *meant = arena_printf(r->arena, "%.*s%.*s", (int)head.n, head.s, (int)c.tail.n, c.tail.s);
		memset(&r->terms, 0, sizeof r->terms);
		want->parts = add_word(r, span_of(meant), WEIGHT_CORRECTED);
		if (is_answered(r, want->parts)) {
			shown->instead[0] = meant;
			return true;
		}
	}
	return false;
}

/* ---- The words of a query ---- */

/* A word that is to be found: as it stands, else as a beginning, else as what was meant. */
static void look_for(struct reading *r, struct span word, bool beginning, bool last, struct search_want *want,
                     struct search_word *shown)
{
	if (!beginning)
		want->parts = add_word(r, word, 1);
	if (is_answered(r, want->parts))
		return;
	if (beginning || (last && utf8_length(word) >= BEGINNING_MIN))
		add_beginnings(r, word);
	if (is_answered(r, BITS_ALL)) {
		shown->found = SEARCH_BEGINNING;
		want->parts = BITS_ALL;
	} else if (!beginning && correct(r, word, shown)) {
		shown->found = SEARCH_CORRECTED;
		want->parts = BITS_ALL;
	} else if (!beginning && correct_head(r, word, want, shown)) {
		shown->found = SEARCH_CORRECTED;
	} else {
		shown->found = SEARCH_MISSING;
	}
}

static void read_word(struct reading *r, struct span word, bool exclude, bool beginning, bool last)
{
	struct search_query *q = r->query;
	struct search_want *want = &q->want[q->n];
	struct search_word *shown = &q->word[q->n];
	*want = (struct search_want){ .exclude = exclude, .parts = BITS_ALL };
	*shown = (struct search_word){ .text = arena_strndup(r->arena, word.s, word.n) };
	q->n++;
	if (exclude && beginning)
		add_beginnings(r, word);
	else if (exclude) /* all its inflections, but no compounds */
		add_concept(r, search_take_apart(r->arena, r->index->parts, r->stemmer, word).whole, 1, 0, BITS_ALL);
	else
		look_for(r, word, beginning, last, want, shown);
	take_terms(r, want);
}

static bool is_stop_word(struct span word)
{
	const struct text_word *listed = text_lexicon_find(word);
	return listed && listed->flags & WORD_STOP;
}

static bool has_room(struct search_query *q)
{
	q->cut |= q->n == SEARCH_WORDS_MAX;
	return q->n < SEARCH_WORDS_MAX;
}

static void read_words(struct reading *r, struct span piece, bool exclude, bool beginning, bool last)
{
	for (struct span rest = span_of(text_normal(r->arena, piece)); rest.n;) {
		struct span word = span_cut(&rest, ' ');
		if (is_stop_word(word) && !beginning)
			r->query->stop_words = true;
		else if (has_room(r->query))
			read_word(r, word, exclude, beginning && !rest.n, last && !rest.n);
	}
}

static void read_phrase(struct reading *r, struct span piece, bool exclude)
{
	struct search_query *q = r->query;
	const char *normal = text_normal(r->arena, piece);
	if (!*normal || !has_room(q))
		return;
	VEC(uint32_t) forms = { 0 };
	bool known = true;
	for (struct span rest = span_of(normal); rest.n;) {
		uint32_t form = search_form_find(r->index, span_cut(&rest, ' '));
		known &= form != TEXT_NONE;
		*VEC_PUSH(r->arena, &forms) = form;
	}
	q->want[q->n] = (struct search_want){ .exclude = exclude, .phrase = forms.v, .n_phrase = forms.n };
	q->word[q->n++] = (struct search_word){ .text = normal, .phrase = true,
	                                        .found = known ? SEARCH_FOUND : SEARCH_MISSING };
}

/* ---- The text of a query ---- */

/* Behind an opening quotation mark, the length of which it returns; *closing is what ends it. */
static size_t opening_quote(struct span s, const char **closing)
{
	static const char *const quotes[][2] = { { "\"", "\"" }, { "«", "»" }, { "“", "”" }, { "„", "“" }, { "”", "”" } };
	for (size_t i = 0; i < ARRAY_LEN(quotes); i++) {
		*closing = quotes[i][1];
		if (span_starts(s, quotes[i][0]))
			return strlen(quotes[i][0]);
	}
	return 0;
}

static struct span skip_bytes(struct span s, size_t n)
{
	return (struct span){ s.s + n, s.n - n };
}

/* Takes the piece up to the closing quotation mark, or to the end where there is none. */
static struct span cut_phrase(struct span *rest, const char *closing)
{
	const char *end = rest->n ? memmem(rest->s, rest->n, closing, strlen(closing)) : NULL;
	size_t n = end ? (size_t)(end - rest->s) : rest->n;
	struct span phrase = { rest->s, n };
	*rest = skip_bytes(*rest, end ? n + strlen(closing) : n);
	return phrase;
}

void search_query_read(struct arena *a, const struct search_index *index, struct span text, struct search_query *q)
{
	*q = (struct search_query){ 0 };
	struct reading r = { .arena = a, .index = index, .query = q, .stemmer = text_stemmer_new(a) };
	for (struct span rest = span_trim(text); rest.n && !q->cut; rest = span_trim(rest)) {
		const char *closing;
		bool exclude = rest.n > 1 && rest.s[0] == '-';
		if (exclude)
			rest = skip_bytes(rest, 1);
		size_t quote = opening_quote(rest, &closing);
		if (quote) {
			rest = skip_bytes(rest, quote);
			read_phrase(&r, cut_phrase(&rest, closing), exclude);
			continue;
		}
		size_t n = 0;
		while (n < rest.n && !strchr(" \t\r\n", rest.s[n]) && !(n > 0 && opening_quote(skip_bytes(rest, n), &closing)))
			n++;
		bool beginning = n > 1 && rest.s[n - 1] == '*';
		struct span piece = { rest.s, n };
		rest = skip_bytes(rest, n);
		read_words(&r, piece, exclude, beginning, !span_trim(rest).n);
	}
}
