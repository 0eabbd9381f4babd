/*
 * What a group is called: the words by which it differs most from the rest. A word's score is its part
 * of the Kullback-Leibler divergence between the group and all texts, with each family
 * counted once (a class-based TF-IDF); parts of compounds count as words.
 */
#include "engine/text/text_internal.h"

#include "base/out.h"
#include "base/utf8.h"

#include <math.h>

enum {
	WORDS_MOST = 4,
	WORDS_LEAST = 2,
	CANDIDATES = 24,
	LOOKED_AT = 40,  /* texts in which a word's spelling is looked up */
	LETTERS_MIN = 3,
};

/* A further word has at least this share of the first one's score. */
#define WORTH 0.45

/* A stem names a group where at least this share of the texts has it as a word of its own: "liv" is
 * no name for texts on "næringsliv" and "arbeidsliv". */
#define ALONE 0.4

/* A word that is never used as a noun has about this share of the score of one that always is. */
#define NO_NOUN 0.02

/* ---- Scores ---- */

struct candidate {
	uint32_t stem;
	double score;
};

struct counting {
	const struct text_space *space;
	uint32_t *form;  /* beside the stems: the commonest form of each, or TEXT_NONE */
	const float *noun; /* beside the stems: how much each is used as a noun, 0 to 1 */
	double *all;     /* beside the stems: weight of the texts with it */
	double *in_group, *alone; /* of these in the group, and of these as a word of its own */
	uint32_t *seen;  /* 1 + the last text that had it */
	double total;
};

static bool see(struct counting *c, double *count, uint32_t stem, uint32_t u)
{
	if (c->seen[stem] == u + 1)
		return false;
	c->seen[stem] = u + 1;
	count[stem] += (double)c->space->weight[u];
	return true;
}

/* Adds the stems of a text, and then those of the parts of its words. */
static void count_text(struct counting *c, double *count, uint32_t u)
{
	const struct text_features *f = &c->space->features;
	for (size_t i = f->counts.at[u]; i < f->counts.at[u + 1]; i++) {
		uint32_t stem = f->concepts[f->counts.column[i]].stem;
		if (see(c, count, stem, u))
			c->alone[stem] += (double)c->space->weight[u];
	}
	for (size_t i = f->counts.at[u]; i < f->counts.at[u + 1]; i++) {
		const struct text_concepts *w = &f->concepts[f->counts.column[i]];
		for (unsigned k = 0; k < w->n_parts; k++)
			see(c, count, w->part[k], u);
	}
}

static void choose_forms(struct counting *c)
{
	const struct text_corpus *corpus = c->space->corpus;
	const struct text_features *f = &c->space->features;
	for (size_t i = 0; i < f->n_stems; i++)
		c->form[i] = TEXT_NONE;
	for (uint32_t i = 0; i < corpus->n_forms; i++) {
		uint32_t stem = f->concepts[i].stem;
		if (stem != TEXT_NONE && (c->form[stem] == TEXT_NONE || corpus->forms[i].count > corpus->forms[c->form[stem]].count))
			c->form[stem] = i;
	}
}

static double score(const struct counting *c, uint32_t stem, double size)
{
	uint32_t form = c->form[stem];
	if (form == TEXT_NONE || utf8_length(c->space->corpus->forms[form].text) < LETTERS_MIN
	    || c->alone[stem] < ALONE * c->in_group[stem])
		return 0;
	double noun = (double)c->noun[stem];
	double here = c->in_group[stem] / size, everywhere = (c->all[stem] + 0.5) / (c->total + 0.5);
	if (here <= everywhere)
		return 0;
	return here * log(here / everywhere) * (NO_NOUN + noun * noun);
}

/* The best candidates, by falling score and then rising number. */
static size_t rank(const struct counting *c, double size, struct candidate best[CANDIDATES])
{
	size_t n = 0;
	for (uint32_t stem = 0; stem < c->space->features.n_stems; stem++) {
		double s = c->in_group[stem] > 0 ? score(c, stem, size) : 0;
		if (!(s > 0) || (n == CANDIDATES && s <= best[n - 1].score))
			continue;
		size_t at = n < CANDIDATES ? n++ : n - 1;
		for (; at > 0 && s > best[at - 1].score; at--)
			best[at] = best[at - 1];
		best[at] = (struct candidate){ stem, s };
	}
	return n;
}

/* ---- Spelling ---- */

/* How a folded word stands in the texts. */
struct spelling {
	struct strmap *times; /* by spelling */
	const char *best;
	int64_t most;
	size_t in_names, in_all; /* occurrences */
};

static bool within(const struct text_personal *p, size_t n, size_t at)
{
	for (size_t i = 0; i < n; i++)
		if (at >= p[i].at && at < p[i].at + p[i].bytes)
			return true;
	return false;
}

/* Looks for the word in one text. At the start of a sentence only lower case tells the spelling. */
static void look_up(struct arena *scratch, struct spelling *s, struct span text, struct span word)
{
	size_t n_personal;
	struct text_personal *personal = text_personal(scratch, text, &n_personal);
	bool starts = true;
	for (size_t at = 0; at < text.n;) {
		size_t from = at, end = at;
		while (end < text.n && utf8_is_letter(utf8_next(text, &end)))
			at = end;
		struct span found = { text.s + from, at - from };
		if (!found.n) {
			starts |= text.s[from] == '.' || text.s[from] == '\n' || text.s[from] == ':';
			at = end;
			continue;
		}
		bool starts_here = starts;
		starts = false;
		if (found.n > word.n + 4 || !span_eq(span_of(utf8_fold(scratch, found)), word))
			continue;
		s->in_all++;
		s->in_names += within(personal, n_personal, from);
		struct span shown = starts_here ? word : found;
		int64_t *times = strmap_at(s->times, shown, NULL);
		if (++*times > s->most) {
			s->most = *times;
			s->best = arena_strndup(scratch, shown.s, shown.n);
		}
	}
}

/* The commonest spelling of a form; NULL for the names of those who signed. */
static const char *spell(struct arena *a, const struct counting *c, uint32_t form)
{
	const struct text_corpus *corpus = c->space->corpus;
	const struct text_sparse *texts = &c->space->features.counts_t;
	struct span word = corpus->forms[form].text;
	struct arena *scratch = arena_new();
	struct spelling s = { .times = strmap_new(scratch) };
	for (size_t k = texts->at[form]; k < texts->at[form + 1] && k < texts->at[form] + LOOKED_AT; k++)
		look_up(scratch, &s, span_of(corpus->texts[corpus->first[texts->column[k]]]), word);
	const char *best = NULL;
	if (2 * s.in_names <= s.in_all)
		best = s.best ? arena_strdup(a, s.best) : arena_strndup(a, word.s, word.n);
	arena_free(scratch);
	return best;
}

/* ---- Labels ---- */

/* Whether two stems say the same twice: one stands in the other. */
static bool overlap(struct span x, struct span y)
{
	struct span shorter = x.n < y.n ? x : y, longer = x.n < y.n ? y : x;
	return memmem(longer.s, longer.n, shorter.s, shorter.n) != NULL;
}

static const char *label(struct arena *a, const struct counting *c, double size)
{
	struct candidate best[CANDIDATES];
	struct span taken[WORDS_MOST];
	size_t n_best = rank(c, size, best), words = 0;
	struct arena *scratch = arena_new();
	struct out o = out_memory(scratch);
	for (size_t i = 0; i < n_best && words < WORDS_MOST; i++) {
		struct span stem = c->space->features.stems[best[i].stem];
		bool repeats = false;
		for (size_t k = 0; k < words; k++)
			repeats |= overlap(taken[k], stem);
		if (repeats || (words >= WORDS_LEAST && best[i].score < WORTH * best[0].score))
			continue;
		const char *spelling = spell(scratch, c, c->form[best[i].stem]);
		if (!spelling)
			continue;
		out_text(&o, words ? ", " : "");
		out_text(&o, spelling);
		taken[words++] = stem;
	}
	const char *text = arena_strdup(a, out_string(&o));
	arena_free(scratch);
	return text;
}

const char *const *text_labels(struct arena *a, const struct text_space *space, const struct text_groups *groups)
{
	const struct text_corpus *corpus = space->corpus;
	size_t stems = space->features.n_stems;
	struct arena *scratch = arena_new();
	struct counting c = {
		.space = space, .noun = text_nouns(scratch, space),
		.form = arena_array(scratch, stems, sizeof *c.form), .all = arena_array(scratch, stems, sizeof *c.all),
		.in_group = arena_array(scratch, stems, sizeof *c.in_group), .alone = arena_array(scratch, stems, sizeof *c.alone),
		.seen = arena_array(scratch, stems, sizeof *c.seen),
	};
	choose_forms(&c);
	for (uint32_t u = 0; u < corpus->n_unique; u++) {
		count_text(&c, c.all, u);
		c.total += (double)space->weight[u];
	}
	struct text_members m = text_group_members(scratch, corpus, groups);
	const char **labels = arena_array(a, groups->n_groups, sizeof *labels);
	for (size_t g = 0; g < groups->n_groups; g++) {
		double size = 0;
		memset(c.in_group, 0, stems * sizeof *c.in_group);
		memset(c.alone, 0, stems * sizeof *c.alone);
		memset(c.seen, 0, stems * sizeof *c.seen);
		for (size_t i = m.start[g]; i < m.start[g + 1]; i++) {
			count_text(&c, c.in_group, m.unique[i]);
			size += (double)space->weight[m.unique[i]];
		}
		labels[g] = label(a, &c, size);
	}
	arena_free(scratch);
	return labels;
}
