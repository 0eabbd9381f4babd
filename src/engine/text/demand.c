/*
 * Demands in sentences: every cue of the list is asked whether it demands something here, and
 * the strongest that does decides.
 */
#include "engine/text/demand_internal.h"

#include "engine/text/text.h"

#include <stdlib.h>

static const char *const firmness_codes[DEMAND_FIRMNESSES] = {
	[DEMAND_NONE] = "none", [DEMAND_NEED] = "need", [DEMAND_COULD] = "could",
	[DEMAND_SHOULD] = "should", [DEMAND_MUST] = "must",
};

static const char *const addressee_codes[DEMAND_ADDRESSEES] = {
	[DEMAND_STATE] = "state", [DEMAND_COUNTY] = "county", [DEMAND_MUNICIPALITY] = "municipality",
	[DEMAND_REGION] = "region", [DEMAND_AUTHORITIES] = "authorities", [DEMAND_BUSINESS] = "business",
	[DEMAND_EDUCATION] = "education", [DEMAND_PARTNERS] = "partners", [DEMAND_RESIDENTS] = "residents",
	[DEMAND_WE] = "we", [DEMAND_EU] = "eu", [DEMAND_OTHER] = "other",
};

const char *demand_firmness_code(enum demand_firmness firmness)
{
	return firmness_codes[firmness];
}

const char *demand_addressee_code(enum demand_addressee addressee)
{
	return addressee_codes[addressee];
}

bool demand_firmness_parse(const char *code, enum demand_firmness *found)
{
	for (unsigned i = DEMAND_NEED; i < DEMAND_FIRMNESSES; i++) {
		if (str_eq(code, firmness_codes[i])) {
			*found = (enum demand_firmness)i;
			return true;
		}
	}
	return false;
}

bool demand_addressee_parse(const char *code, enum demand_addressee *found)
{
	for (unsigned i = 0; i < DEMAND_ADDRESSEES; i++) {
		if (str_eq(code, addressee_codes[i])) {
			*found = (enum demand_addressee)i;
			return true;
		}
	}
	return false;
}

/* ---- What the cues of a sentence say ---- */

/* A cue that was found to demand something. */
struct verdict {
	enum demand_firmness firmness;
	size_t cue, negation; /* words; negation SIZE_MAX for none */
	struct demand_subject of;
};

struct reading {
	struct arena *a;
	const struct demand_words *w;
	VEC(struct verdict) verdicts;
};

static void judge(struct reading *r, enum demand_firmness firmness, size_t cue, size_t negation,
                  const struct demand_subject *of)
{
	static const struct demand_subject nobody;
	*VEC_PUSH(r->a, &r->verdicts) = (struct verdict){ firmness, cue, negation, of ? *of : nobody };
}

/* A negation within the cue counts, and so does one before it in "mener ikke at …". */
static size_t negation_of(const struct reading *r, size_t cue, size_t end)
{
	if (word_is(r->w, cue, IS_NEGATION))
		return cue;
	size_t begin = demand_clause_begin(r->w, cue), found = demand_negation(r->w, cue, end);
	if (found == SIZE_MAX)
		found = demand_negation(r->w, begin, cue);
	if (found == SIZE_MAX && begin > 1 && word_is(r->w, begin - 1, IS_THAT))
		found = demand_negation(r->w, begin - 2, begin - 1);
	return found;
}

static bool says_how_it_is(const struct reading *r)
{
	for (size_t i = 0; i < r->w->n; i++)
		if (word_is(r->w, i, IS_HABIT))
			return true;
	return word_in(r->w, 0, "today|currently") || (word_in(r->w, 0, "i") && word_in(r->w, 1, "dag"));
}

/* "kan": a possibility that is left to someone else, not what one can oneself; "kunne vært": what
 * could be otherwise. */
static bool is_suggestion(const struct reading *r, size_t modal, const struct demand_subject *s, size_t negation)
{
	if (modal > 0 && (word_is(r->w, modal - 1, IS_FINITE) || word_in(r->w, modal - 1, "å|to")))
		return false; /* "vil kunne" */
	size_t verb = word_in(r->w, s->end, "ha") ? s->end + 1 : s->end;
	if (word_in(r->w, modal, "kunne") && demand_is_participle(r->w, verb))
		return true;
	return negation == SIZE_MAX && s->n > 0 && !s->we;
}

/* "skal" tells of a plan as often as it demands: it counts where someone is to do it. */
static bool is_order(const struct reading *r, size_t modal, const struct demand_subject *s)
{
	bool in_opinion = modal > 0 && word_is(r->w, demand_clause_begin(r->w, modal) - 1, IS_THAT);
	return (s->n > 0 && !s->we) || in_opinion || word_in(r->w, modal - 1, "det|it") || word_in(r->w, modal + 1, "det");
}

static void judge_modal(struct reading *r, size_t i)
{
	const struct demand_word *modal = &r->w->v[i];
	if (demand_is_subordinate(r->w, i))
		return;
	struct demand_subject s = demand_subject_of(r->w, i);
	size_t negation = negation_of(r, i, s.end + 2 < r->w->n ? s.end + 2 : r->w->n);
	enum demand_firmness firmness = modal->firmness;
	if (word_in(r->w, i, "have to|has to|need to|needs to") && negation != SIZE_MAX)
		return;
	if (modal->firmness == DEMAND_COULD && !is_suggestion(r, i, &s, negation))
		return;
	if (word_in(r->w, i, "skal|shall") && !is_order(r, i, &s))
		return;
	bool receives = word_is(r->w, s.end, IS_RECEIVING);
	if ((s.i && !receives) || (says_how_it_is(r) && firmness == DEMAND_MUST && (s.n == 0 || s.we)))
		return;
	demand_settle(r->w, &s, s.end);
	judge(r, firmness, i, negation, &s);
}

/* The subject of a clause that "at" opens at `at`, settled by its verb. */
static struct demand_subject subject_of_that(const struct reading *r, size_t at)
{
	struct demand_subject s = demand_actors_from(r->w, at + 1);
	size_t verb = s.n > 0 ? s.end : at + 1;
	if (word_is(r->w, verb, IS_MODAL))
		verb++;
	if (s.n > 0)
		demand_settle(r->w, &s, verb);
	return s;
}

/* What stands behind a cue: "at …", "å …", or neither. */
static size_t find_that(const struct reading *r, size_t i, bool *infinitive)
{
	for (size_t k = i + 1; k < r->w->n && k <= i + 4; k++) {
		if (word_is(r->w, k, IS_THAT))
			return k;
		if (word_in(r->w, k, "å|to")) {
			*infinitive = true;
			return k;
		}
		if (r->w->v[k].broken)
			break;
	}
	return SIZE_MAX;
}

static void judge_claim(struct reading *r, size_t i)
{
	bool infinitive = false;
	size_t that = find_that(r, i, &infinitive);
	size_t begin = demand_clause_begin(r->w, i);
	if (demand_is_subordinate(r->w, i) || demand_negation(r->w, begin, i) != SIZE_MAX)
		return;
	bool idea = word_in(r->w, i + 1, "er|is");
	if (that == SIZE_MAX && !idea)
		return;
	struct demand_subject s = { 0 };
	if (that != SIZE_MAX && !infinitive)
		s = subject_of_that(r, that);
	judge(r, r->w->v[i].firmness, i, SIZE_MAX, &s);
}

/* "Det hadde vært fint med …", "Fint om …"; "Det er bra at dere spør" is praise. */
static void judge_praise(struct reading *r, size_t i)
{
	bool would = false, asks = false;
	for (size_t k = i; k-- > 0 && k + 4 > i;)
		would |= word_in(r->w, k, "hadde|ville|would|could|skulle");
	for (size_t k = i + 1; k < r->w->n && k <= i + 2; k++)
		asks |= word_in(r->w, k, "om|hvis|dersom|if");
	if (would || asks)
		judge(r, DEMAND_COULD, i, SIZE_MAX, NULL);
}

/* Whether the subject before a verb is the one who speaks, or there is none. */
static bool speaks_for_itself(const struct reading *r, size_t i, bool others_too)
{
	size_t begin = demand_clause_begin(r->w, i);
	if (begin == i)
		return true;
	for (size_t k = begin; k < i; k++) {
		if (word_is(r->w, k, IS_WE | IS_I | IS_SELF) || word_in(r->w, k, "i|me"))
			return true;
		if (others_too && r->w->v[k].name != DEMAND_NO_NAME)
			return true;
	}
	return word_is(r->w, i + 1, IS_WE | IS_I) || word_is(r->w, i, IS_NEGATION);
}

static void judge_wish(struct reading *r, size_t i)
{
	bool infinitive = false;
	size_t that = find_that(r, i, &infinitive), negation = negation_of(r, i, i + 2);
	bool own = infinitive && that <= i + 2
	           && !word_in(r->w, that + 1, "få|se|ha|beholde|behalde|sjå|get|see|have|keep");
	if (demand_is_subordinate(r->w, i) || !speaks_for_itself(r, i, true) || own
	    || word_in(r->w, i + 1, "velkommen|velkomen|lykke"))
		return;
	struct demand_subject s = { 0 };
	if (that != SIZE_MAX && !infinitive) {
		s = subject_of_that(r, that);
		if (negation == SIZE_MAX)
			negation = demand_negation(r->w, that, s.end + 2);
	}
	judge(r, r->w->v[i].firmness, i, negation, &s);
}

/* "Vi ber fylket …": its object is to act; "fylket ber oss …" tells what was asked of us. */
static void judge_request(struct reading *r, size_t i)
{
	if (demand_is_subordinate(r->w, i) || word_in(r->w, i + 1, "oss|meg|us|me") || demand_negation(r->w, i, i + 2) != SIZE_MAX)
		return;
	if (!speaks_for_itself(r, i, true))
		return;
	bool infinitive = false;
	size_t next = i + 1;
	if (word_is(r->w, next, IS_WE | IS_I))
		next++;
	struct demand_subject s = demand_actors_from(r->w, next);
	size_t that = find_that(r, i, &infinitive);
	if (s.n == 0 && that != SIZE_MAX && !infinitive)
		s = subject_of_that(r, that);
	judge(r, r->w->v[i].firmness, i, SIZE_MAX, &s);
}

static void judge_need(struct reading *r, size_t i)
{
	size_t negation = negation_of(r, i, i + 2);
	bool wants = word_in(r->w, i, "trenger|treng|need|needs|behøver") || span_starts(r->w->v[i].key, "behov");
	if (demand_is_subordinate(r->w, i) || (i > 0 && word_is(r->w, i - 1, IS_RELATIVE)))
		return;
	/* "viktig for mange", "lokaler for store bedrifter" */
	if (word_in(r->w, i, "for mange|for store|for stor|for små|for gamle|for mye|for mykje") && i > 0
	    && !word_is(r->w, i - 1, IS_FINITE))
		return;
	if (word_is(r->w, i, IS_NEGATION) || span_starts(r->w->v[i].key, "ikk") || span_starts(r->w->v[i].key, "not "))
		negation = SIZE_MAX;
	if (negation != SIZE_MAX && (!wants || word_in(r->w, i + 1, "å") || word_in(r->w, i + 2, "å")))
		return;
	struct demand_subject s = { 0 };
	bool infinitive = false;
	size_t that = find_that(r, i, &infinitive);
	if (that != SIZE_MAX && !infinitive)
		s = subject_of_that(r, that);
	else
		demand_add_source(r->w, &s, i + 1, "fra|frå|hos|hjå|from");
	judge(r, DEMAND_NEED, i, negation, &s);
}

/* ---- Notes: sentences that begin with what is to be done ---- */

/* Whether the sentence says something with a verb of its own. */
static bool has_finite(const struct reading *r, size_t from)
{
	for (size_t i = from; i < r->w->n; i++) {
		if (word_is(r->w, i, IS_RELATIVE | IS_THAT) || (word_is(r->w, i, IS_SUBORDINATE) && !word_in(r->w, i, "om|da|der")))
			return false;
		if (word_is(r->w, i, IS_FINITE))
			return true;
		struct span key = r->w->v[i].key;
		bool present = key.n > 4 && (span_ends(key, "er") || span_ends(key, "ar"));
		struct span before = i > from + 1 ? r->w->v[i - 1].key : (struct span){ "", 0 };
		if (present && (span_ends(before, "er") || span_ends(before, "ar")) && !word_is(r->w, i - 1, IS_MORE | IS_SKIPPED))
			return true; /* "bedrifter sliter" */
	}
	return false;
}

/* Where the sentence proper begins: behind a greeting or a heading. *to is whom it named. */
static size_t note_begin(const struct reading *r, struct demand_subject *to)
{
	const struct demand_words *w = r->w;
	for (size_t i = 1; i < w->n && i <= 5; i++) {
		if (!w->v[i].broken)
			continue;
		bool greeting = word_in(r->w, 0, "kjære|til|dear");
		if ((!w->v[i].colon && !greeting) || (i > 1 && word_is(w, 0, IS_IMPERATIVE)))
			return 0;
		*to = demand_actors_from(w, word_in(r->w, 0, "kjære|til|dear|to") ? 1 : 0);
		return i;
	}
	return 0;
}

static bool is_noun_here(const struct reading *r, size_t i)
{
	return word_is(r->w, i + 1, IS_FINITE) || word_in(r->w, i + 1, "av|og|of") || (i + 1 == r->w->n && i == 0 && r->w->n < 2);
}

static void judge_imperative(struct reading *r, size_t i, size_t negation, struct demand_subject *to)
{
	enum demand_firmness firmness = r->w->v[i].firmness;
	if (is_noun_here(r, i) || word_is(r->w, i + 1, IS_WE | IS_I))
		return;
	if (word_in(r->w, i, "få") && !word_is(r->w, i + 1, IS_ACHIEVING | IS_MORE))
		return;
	judge(r, firmness, i, negation, to);
}

static void judge_note(struct reading *r)
{
	struct demand_subject to = { 0 };
	size_t i = note_begin(r, &to), negation = SIZE_MAX;
	if (i > 0 && word_is(r->w, 0, IS_LABEL) && r->w->v[i].colon && i == 1)
		judge(r, r->w->v[0].firmness, 0, SIZE_MAX, NULL);
	if (word_is(r->w, i, IS_NEGATION) && !word_is(r->w, i, IS_FINITE | IS_PRONOUN) && !word_is(r->w, i + 1, IS_ONLY))
		negation = i++;
	if (word_in(r->w, i, "please|vennligst|gjerne"))
		i++;
	if (i >= r->w->n || r->w->v[i].quoted)
		return;
	if (word_is(r->w, i, IS_IMPERATIVE))
		judge_imperative(r, i, negation, &to);
	else if (word_in(r->w, i, "få") && word_is(r->w, i + 1, IS_ACHIEVING))
		judge(r, DEMAND_MUST, i, negation, &to);
	else if (word_is(r->w, i, IS_INFINITIVE | IS_MORE) && !has_finite(r, i + 1))
		judge(r, DEMAND_SHOULD, i, negation, &to);
}

/* ---- A sentence ---- */

static void judge_words(struct reading *r)
{
	static const struct {
		unsigned is;
		void (*judge)(struct reading *, size_t);
	} judges[] = {
		{ IS_MODAL, judge_modal }, { IS_WISH, judge_wish }, { IS_REQUEST, judge_request },
		{ IS_CLAIM, judge_claim }, { IS_PRAISE, judge_praise }, { IS_NEED, judge_need },
	};
	judge_note(r);
	for (size_t i = 0; i < r->w->n; i++)
		for (size_t k = 0; k < ARRAY_LEN(judges); k++)
			if (word_is(r->w, i, judges[k].is) && !r->w->v[i].quoted)
				judges[k].judge(r, i);
}

static int compare_cues(const void *a, const void *b)
{
	const struct demand_cue *x = a, *y = b;
	return (x->at > y->at) - (x->at < y->at);
}

/* Makes the cues of a demand from words, each once, in order. */
static void add_cue(struct arena *a, const struct demand_words *w, struct demand *d, size_t *cap, size_t word,
                    enum demand_cue_kind kind)
{
	const struct demand_word *v = &w->v[word];
	for (size_t i = 0; i < d->n_cues; i++)
		if (d->cues[i].at == v->at)
			return;
	vec_reserve_(a, (void **)&d->cues, d->n_cues, cap, sizeof *d->cues);
	d->cues[d->n_cues++] = (struct demand_cue){ kind, v->who, v->name, v->at, v->bytes };
}

static bool conclude(struct arena *a, const struct reading *r, struct demand *d)
{
	const struct verdict *strongest = NULL;
	size_t cap = 0;
	for (size_t i = 0; i < r->verdicts.n; i++)
		if (!strongest || r->verdicts.v[i].firmness > strongest->firmness)
			strongest = &r->verdicts.v[i];
	if (!strongest)
		return false;
	d->firmness = strongest->firmness;
	d->negated = strongest->negation != SIZE_MAX;
	add_cue(a, r->w, d, &cap, strongest->cue, DEMAND_CUE_FIRMNESS);
	if (d->negated)
		add_cue(a, r->w, d, &cap, strongest->negation, DEMAND_CUE_NEGATION);
	for (size_t i = 0; i < r->verdicts.n; i++) {
		const struct verdict *v = &r->verdicts.v[i];
		d->addressees |= v->of.addressees;
		for (size_t k = 0; k < v->of.n; k++)
			add_cue(a, r->w, d, &cap, v->of.word[k], DEMAND_CUE_ADDRESSEE);
	}
	qsort(d->cues, d->n_cues, sizeof *d->cues, compare_cues);
	return true;
}

struct demand *demand_find(struct arena *a, const struct demand_finder *finder, struct span text, size_t *n)
{
	struct arena *scratch = arena_new();
	VEC(struct demand) demands = { 0 };
	size_t n_sentences;
	struct span *sentences = text_sentences(scratch, text, &n_sentences);
	const bool *quoted = demand_quoted(scratch, text);
	for (size_t i = 0; i < n_sentences; i++) {
		struct demand_words w = demand_words_read(scratch, finder, text, sentences[i], quoted);
		struct reading r = { .a = scratch, .w = &w };
		struct demand d = { .at = (size_t)(sentences[i].s - text.s), .bytes = sentences[i].n };
		if (w.question || w.n == 0)
			continue;
		judge_words(&r);
		if (conclude(a, &r, &d))
			*VEC_PUSH(a, &demands) = d;
	}
	arena_free(scratch);
	*n = demands.n;
	return demands.v;
}
