/*
 * Which words are used as nouns, told without a dictionary by the small words around them: after "en",
 * "flere" or "til", and before another small word, stands a noun; after "å", "vil" or "vi" a verb; and before
 * a word with content rather an adjective. A word that compounds are made of, or a compound, begins with a
 * vote for it. What nouns there are for anything ("ting", "plass"), and who is addressed rather than
 * what it is about ("kommunen"), name no subject.
 */
#include "engine/text/text_internal.h"

static const char *const before_nouns[] = {
	"en", "ei", "et", "ein", "eit", "den", "denne", "dette", "disse", "desse", "flere", "fleire", "mange", "noen", "nokre",
	"alle", "hver", "hvert", "kvar", "kvart", "vår", "vårt", "våre", "sin", "sitt", "sine", "deres", "ingen", "mer", "meir",
	"til", "for", "på", "av", "i", "med", "uten", "utan", "om", "fra", "frå", "ved", "mellom", "gjennom", "hos", "mot",
	"the", "an", "of", "in", "with", "their", "our", "these", "more", "many", "few", "about", "between", "without",
};
static const char *const before_verbs[] = {
	"å", "vil", "skal", "kan", "må", "bør", "burde", "kunne", "ville", "skulle", "får", "fekk", "fikk", "lar", "ikke", "ikkje",
	"vi", "jeg", "eg", "man", "ein", "som", "dere", "dykk", "we", "they", "should", "must", "can", "will", "could", "would", "not",
};
static const char *const for_anything[] = {
	"folk", "ting", "tid", "tida", "dag", "dager", "dagar", "år", "gang", "ganger", "gonger", "del", "deler", "delar", "måte",
	"måter", "måtar", "grunn", "grunner", "problem", "problemer", "spørsmål", "plass", "plasser", "sted", "stad", "steder",
	"eksempel", "tall", "tal", "antall", "ord", "sak", "saker", "nivå", "form", "type", "slag", "begynnelse", "slutt", "nei", "ja",
	"kommune", "kommuner", "kommunar", "fylkeskommune", "fylke", "stat", "myndighet", "region", "plan", "planer", "planar",
	"people", "thing", "things", "time", "day", "days", "year", "years", "way", "ways", "part", "parts", "number", "question",
	"reason", "problem", "problems", "place", "places", "example", "case", "county", "municipality", "municipalities", "state", "plan",
};

/* Forms that stand in a list. */
static bool *mark(struct arena *a, const struct text_corpus *c, const char *const *list, size_t n)
{
	bool *marked = arena_array(a, c->n_forms, sizeof *marked);
	for (size_t i = 0; i < n; i++) {
		uint32_t form = text_corpus_form(c, span_of(list[i]));
		if (form != TEXT_NONE)
			marked[form] = true;
	}
	return marked;
}

float *text_nouns(struct arena *a, const struct text_space *space)
{
	const struct text_corpus *c = space->corpus;
	const struct text_features *f = &space->features;
	struct arena *scratch = arena_new();
	bool *noun_next = mark(scratch, c, before_nouns, ARRAY_LEN(before_nouns)),
	     *verb_next = mark(scratch, c, before_verbs, ARRAY_LEN(before_verbs)),
	     *anything = mark(scratch, c, for_anything, ARRAY_LEN(for_anything));
	float *noun = arena_array(a, f->n_stems, sizeof *noun), *other = arena_array(scratch, f->n_stems, sizeof *other);
	for (uint32_t u = 0; u < c->n_unique; u++) {
		for (size_t i = c->word_at[u] + 1; i < c->word_at[u + 1]; i++) {
			uint32_t before = c->word[i - 1], stem = f->concepts[c->word[i]].stem;
			bool last = i + 1 == c->word_at[u + 1] || c->forms[c->word[i + 1]].flags & WORD_STOP;
			if (stem == TEXT_NONE)
				continue;
			if (verb_next[before] || (noun_next[before] && !last))
				other[stem]++;
			else if (noun_next[before])
				noun[stem]++;
		}
	}
	for (uint32_t i = 0; i < c->n_forms; i++) {
		const struct text_word *w = text_lexicon_find(c->forms[i].text);
		uint32_t stem = f->concepts[i].stem;
		if (stem != TEXT_NONE)
			noun[stem] += (w && w->flags & WORD_PART) || f->concepts[i].n_parts > 1 ? 2 : 0;
	}
	for (size_t s = 0; s < f->n_stems; s++)
		noun[s] = (noun[s] + 0.5f) / (noun[s] + other[s] + 1.5f);
	for (uint32_t i = 0; i < c->n_forms; i++)
		if (anything[i] && f->concepts[i].stem != TEXT_NONE)
			noun[f->concepts[i].stem] = 0;
	arena_free(scratch);
	return noun;
}
