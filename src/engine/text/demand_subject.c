/*
 * Of whom something is demanded: the subject of the verb, unless it is to receive.
 *
 * Norwegian is a verb-second language: the subject stands right before a modal verb, or right
 * behind it where something else opens the clause ("Derfor må kommunen …"). Behind a
 * preposition, a name is no subject ("bedriftene i kommunen må …").
 */
#include "engine/text/demand_internal.h"

/* ---- Clauses ---- */

size_t demand_clause_begin(const struct demand_words *w, size_t at)
{
	while (at > 0 && !w->v[at].broken && !word_is(w, at - 1, IS_THAT))
		at--;
	return at;
}

size_t demand_clause_end(const struct demand_words *w, size_t at)
{
	while (at + 1 < w->n && !w->v[at + 1].broken)
		at++;
	return at + 1;
}

/* Words that open a clause only where a clause may begin: "om" is a preposition elsewhere. */
static bool opens_clause(const struct demand_words *w, size_t at)
{
	if (!word_is(w, at, IS_SUBORDINATE))
		return false;
	if (!word_in(w, at, "om|da|der|hva|hvor|where|what|while|since|hvordan|hva|kva"))
		return true;
	return at == 0 || w->v[at].broken || word_is(w, at + 1, IS_PRONOUN | IS_ACTOR);
}

/* "må vi", "må kommunen": its clause begins with the verb, whatever stands before. */
static bool is_inverted(const struct demand_words *w, size_t modal)
{
	size_t next = modal + 1;
	while (word_is(w, next, IS_NEGATION) && !word_is(w, next, IS_PRONOUN))
		next++;
	return word_is(w, next, IS_PRONOUN | IS_ACTOR);
}

/* "Det er kommunen som må …" stresses who; other relative clauses describe. */
static bool is_cleft(const struct demand_words *w, size_t relative)
{
	size_t begin = demand_clause_begin(w, relative);
	return relative > 0 && word_is(w, relative - 1, IS_ACTOR | IS_WE) && word_in(w, begin, "det|it");
}

/* A relative pronoun with its own verb behind it has left the modal to the main clause. */
static bool relative_is_done(const struct demand_words *w, size_t relative, size_t modal)
{
	return relative + 1 < modal && !word_is(w, relative + 1, IS_PRONOUN | IS_ACTOR | IS_NEGATION | IS_SKIPPED);
}

/* Whether a comma before a word only parts a list of actors. */
static bool is_list_comma(const struct demand_words *w, size_t at)
{
	return at > 0 && word_is(w, at, IS_ACTOR) && word_is(w, at - 1, IS_ACTOR);
}

/* "Planen må si at bedriftene skal …": who must is said already. */
static bool is_content_of_demand(const struct demand_words *w, size_t that)
{
	for (size_t i = that; i-- > 0 && !w->v[i + 1].broken;)
		if (word_is(w, i, IS_MODAL))
			return w->v[i].firmness >= DEMAND_SHOULD && !(i > 0 && word_is(w, i - 1, IS_I)) && !word_is(w, i + 1, IS_I);
	return false;
}

bool demand_is_subordinate(const struct demand_words *w, size_t at)
{
	if (word_is(w, at, IS_MODAL) && is_inverted(w, at))
		return false;
	for (size_t i = at; i-- > 0 && (!w->v[i + 1].broken || is_list_comma(w, i + 1));) {
		if (opens_clause(w, i))
			return true;
		if (word_is(w, i, IS_RELATIVE))
			return !is_cleft(w, i) && !relative_is_done(w, i, at);
		if (word_is(w, i, IS_THAT))
			return is_content_of_demand(w, i)
			       || (i > 0 && word_is(w, i - 1, IS_REPORT) && !w->v[i].broken && !(i > 1 && word_is(w, i - 2, IS_WE | IS_I)));
		if (word_is(w, i, IS_REPORT))
			return !(i > 0 && word_is(w, i - 1, IS_WE | IS_I));
		if (word_is(w, i, IS_MODAL))
			return false;
	}
	return false;
}

/* ---- Actors ---- */

static void add(const struct demand_words *w, struct demand_subject *s, size_t at)
{
	unsigned bit = 1U << w->v[at].who;
	if (s->n == DEMAND_ADDRESSEES)
		return;
	s->addressees |= bit;
	if (word_is(w, at, IS_OWNER))
		s->owners |= bit;
	if (word_is(w, at, IS_WE) && w->v[at].who == DEMAND_WE)
		s->we = true;
	s->word[s->n++] = at;
}

/* Actors from `at` on, with those that "og" or a comma adds: "staten, fylket og kommunene". */
struct demand_subject demand_actors_from(const struct demand_words *w, size_t at)
{
	struct demand_subject s = { .end = at };
	size_t look = at;
	while (word_is(w, look, IS_SKIPPED | IS_AND) && !word_is(w, look, IS_ACTOR | IS_WE) && look < at + 4)
		look++;
	while (word_is(w, look, IS_ACTOR | IS_WE | IS_OWNER)) {
		add(w, &s, look);
		s.end = ++look;
		if (look < w->n && !word_is(w, look, IS_AND) && !w->v[look].broken)
			break;
		while (word_is(w, look, IS_AND | IS_SKIPPED) && !word_is(w, look, IS_ACTOR))
			look++;
	}
	return s;
}

/* Whether the noun phrase of an actor stands behind a preposition: "i hele kommunen". */
static bool behind_preposition(const struct demand_words *w, size_t at, size_t begin)
{
	while (at > begin && word_is(w, at - 1, IS_SKIPPED) && !word_is(w, at - 1, IS_PREPOSITION))
		at--;
	if (at == begin)
		return false;
	if (word_is(w, at - 1, IS_PREPOSITION))
		return !word_is(w, at - 1, IS_TOGETHER);
	if (word_is(w, at - 1, IS_AND) && at - 1 > begin && word_is(w, at - 2, IS_ACTOR))
		return behind_preposition(w, at - 2, begin);
	return false;
}

/* Where the subject before a verb begins at the earliest: a list goes on behind its commas. */
static size_t subject_begin(const struct demand_words *w, size_t verb)
{
	size_t begin = verb;
	while (begin > 0 && !word_is(w, begin - 1, IS_THAT | IS_MODAL)) {
		if (begin < verb && w->v[begin].broken && !is_list_comma(w, begin))
			break;
		begin--;
	}
	return begin;
}

/* The relative clause within a subject: "kommunene som ligger langs banen". */
static size_t without_relative(const struct demand_words *w, size_t begin, size_t end)
{
	for (size_t i = begin; i < end; i++)
		if (word_is(w, i, IS_RELATIVE))
			return i;
	return end;
}

static struct demand_subject subject_before(const struct demand_words *w, size_t verb)
{
	struct demand_subject s = { .end = verb + 1 };
	if (verb == 0 || w->v[verb].broken)
		return s;
	size_t begin = subject_begin(w, verb), end = without_relative(w, begin, verb);
	if (word_is(w, verb - 1, IS_I) || word_in(w, verb - 1, "i"))
		s.i = true;
	for (size_t i = begin; i < end; i++) {
		if (word_is(w, i, IS_FINITE) && !word_is(w, i, IS_ACTOR)) {
			s = (struct demand_subject){ .end = verb + 1, .i = s.i }; /* what stood before belongs to that verb */
			continue;
		}
		if (word_is(w, i, IS_ACTOR | IS_WE | IS_OWNER) && !behind_preposition(w, i, begin))
			add(w, &s, i);
	}
	return s;
}

struct demand_subject demand_subject_of(const struct demand_words *w, size_t modal)
{
	size_t next = modal + 1;
	while (word_is(w, next, IS_NEGATION | IS_SKIPPED) && !word_is(w, next, IS_PRONOUN | IS_ACTOR) && next < modal + 5
	       && !w->v[next].broken)
		next++;
	struct demand_subject s = { 0 };
	if (next < w->n && !w->v[next].broken)
		s = demand_actors_from(w, next);
	if (s.n > 0) {
		s.inverted = true;
	} else if (word_is(w, next, IS_PRONOUN)) {
		s = (struct demand_subject){ .i = word_is(w, next, IS_I), .inverted = true, .end = next + 1 };
	} else {
		s = subject_before(w, modal);
	}
	for (size_t i = s.end; i < w->n && i < s.end + 4 && !w->v[i].broken; i++)
		if (word_is(w, i, IS_TOGETHER) && word_is(w, i + 1, IS_ACTOR) && s.n > 0)
			add(w, &s, i + 1);
	return s;
}

/* ---- Who acts, and who receives ---- */

static bool is_participle(struct span word)
{
	static const char *const endings[] = { "et", "t", "d", "dd", "de", "te", "en", "ed", "a" };
	static const char *const others[] = { "mer", "flinkere", "lett", "godt", "gratis", "mot", "sterkt", "fast", "kjent", "svart" };
	if (word.n < 4 || span_ends(word, "ere") || span_ends(word, "are"))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		if (span_is(word, others[i]))
			return false;
	for (size_t i = 0; i < ARRAY_LEN(endings); i++)
		if (span_ends(word, endings[i]))
			return true;
	return false;
}

bool demand_is_participle(const struct demand_words *w, size_t at)
{
	return at < w->n && is_participle(w->v[at].key);
}

/* "bygges", "byggjast": the passive; some verbs that act end so too. */
static bool is_passive_form(struct span word)
{
	static const char *const acting[] = {
		"lykkes", "lukkast", "møtes", "møtast", "enes", "samles", "samlast", "trives", "trivast", "synes", "finnes",
		"finnast", "skjerpes", "minnes", "class", "process", "address", "discuss", "assess", "focus", "test", "invest", "just",
		"best", "fast", "most", "host", "minst",
	};
	if (word.n < 5 || !(span_ends(word, "es") || span_ends(word, "ast") || span_ends(word, "ås") || span_ends(word, "as")))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(acting); i++)
		if (span_is(word, acting[i]))
			return false;
	return true;
}

static bool is_passive(const struct demand_words *w, size_t verb)
{
	if (verb >= w->n)
		return false;
	size_t next = verb + 1;
	while (word_is(w, next, IS_SKIPPED | IS_NEGATION))
		next++;
	return is_passive_form(w->v[verb].key) || (word_is(w, verb, IS_BECOMING) && next < w->n && is_participle(w->v[next].key));
}

/* "få på plass" and "få flere til å …" act; "få penger til å …" receives. */
static bool achieves(const struct demand_words *w, size_t verb)
{
	size_t next = verb + 1;
	if (word_in(w, verb, "slippe|slepp"))
		return word_is(w, next, IS_ACTOR) || word_in(w, next, "inn|til|fri|løs");
	if (!word_in(w, verb, "få|får|get|gets"))
		return false;
	bool others = word_is(w, next, IS_ACTOR | IS_PRONOUN) || word_in(w, next, "flere|fleire|unge|ungdom|elever|elevar|dem|dei");
	for (size_t i = next; i < w->n && i <= next + 3 && !w->v[i].broken; i++)
		if (word_in(w, i, "på plass|i gang") || (others && word_in(w, i, "til å")))
			return true;
	return word_is(w, next, IS_ACHIEVING);
}

static bool receives(const struct demand_words *w, size_t verb)
{
	return is_passive(w, verb) || (word_is(w, verb, IS_RECEIVING) && !achieves(w, verb));
}

void demand_add_source(const struct demand_words *w, struct demand_subject *s, size_t at, const char *prepositions)
{
	size_t end = demand_clause_end(w, at < w->n ? at : w->n - 1);
	for (size_t i = at; i + 1 < end; i++) {
		if (!word_in(w, i, prepositions))
			continue;
		struct demand_subject found = demand_actors_from(w, i + 1);
		for (size_t k = 0; k < found.n; k++)
			add(w, s, found.word[k]);
	}
}

static void keep_owners(const struct demand_words *w, struct demand_subject *s)
{
	struct demand_subject old = *s;
	s->n = 0;
	s->addressees = s->owners = 0;
	s->we = false;
	for (size_t i = 0; i < old.n; i++)
		if (word_is(w, old.word[i], IS_OWNER))
			add(w, s, old.word[i]);
}

/* Able to act is what authorities are asked to be; others are asked to be allowed. */
static bool is_allowed(const struct demand_words *w, const struct demand_subject *s, size_t verb)
{
	unsigned public = 1U << DEMAND_STATE | 1U << DEMAND_COUNTY | 1U << DEMAND_MUNICIPALITY | 1U << DEMAND_AUTHORITIES;
	return word_in(w, verb, "kunne|able") && !(s->addressees & public);
}

void demand_settle(const struct demand_words *w, struct demand_subject *s, size_t verb)
{
	while (word_is(w, verb, IS_SKIPPED | IS_NEGATION) && !word_is(w, verb, IS_PRONOUN))
		verb++;
	if (verb >= w->n)
		return;
	bool passive = is_passive(w, verb);
	if (receives(w, verb) || is_allowed(w, s, verb)) {
		keep_owners(w, s);
		demand_add_source(w, s, verb + 1, passive ? "av|by|frå|fra|from|hos|hjå" : "fra|frå|from|av");
	} else if (word_in(w, verb, "ligge|ligger|ligg|lie|være|vere")) {
		if (s->n == 0)
			demand_add_source(w, s, verb + 1, "hos|hjå|til|with");
	}
}

/* ---- Negation ---- */

size_t demand_negation(const struct demand_words *w, size_t at, size_t end)
{
	for (size_t i = at; i < end && i < w->n; i++)
		if (word_is(w, i, IS_NEGATION) && !word_is(w, i + 1, IS_ONLY))
			return i;
	return SIZE_MAX;
}
