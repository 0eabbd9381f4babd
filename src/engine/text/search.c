/*
 * Which documents answer to a query, and in which order: ranked by BM25 over the meanings of
 * words, and by the cosine of character n-grams, the two rankings fused by reciprocal ranks.
 */
#include "engine/text/search_internal.h"

#include <math.h>

/* So many of the best by BM25 are ranked by n-grams, too; those behind them keep their order. */
#define FUSED_MAX 1000

struct candidate {
	uint32_t entry;
	unsigned kind;
	int64_t id;
	float score, cosine;
	double fused;
};

/* Beside the entries of the index. */
struct state {
	float count;   /* of the word being looked up */
	float score;   /* BM25 so far */
	uint8_t parts; /* of the word being looked up that were seen */
	uint8_t have;  /* words of the query that it has, at most SEARCH_WORDS_MAX */
	uint8_t phrases;
	bool touched, listed, excluded;
};

struct evaluation {
	struct arena *arena;
	const struct search_index *index;
	const struct search_options *options;
	struct search_query query;
	struct state *state;
	VEC(uint32_t) listed;  /* entries that have anything of the query */
	VEC(uint32_t) touched; /* entries that have something of the word being looked up */
	unsigned words, phrases; /* that are to be had */
};

/* ---- One word ---- */

static void touch(struct evaluation *e, uint32_t entry, float count, uint8_t parts)
{
	struct state *s = &e->state[entry];
	if (!s->touched) {
		s->touched = true;
		*VEC_PUSH(e->arena, &e->touched) = entry;
	}
	s->count += count;
	s->parts |= parts;
}

static void look_up_word(struct evaluation *e, const struct search_want *want)
{
	for (size_t t = 0; t < want->n_terms; t++) {
		const struct search_term *term = &want->terms[t];
		const struct search_form *form = &e->index->forms.v[term->form];
		for (size_t i = 0; i < form->postings.n; i++) {
			const struct search_posting *p = &form->postings.v[i];
			if (p->count)
				touch(e, p->entry, term->weight * (float)p->count, term->parts);
		}
	}
}

static void look_for_phrase(struct evaluation *e, const struct search_want *want, uint32_t entry)
{
	const struct search_entry *d = &e->index->entries.v[entry];
	const uint32_t *word = e->index->word.v + d->at;
	unsigned count = 0;
	for (size_t i = 0; !d->removed && i + want->n_phrase <= d->words; i++)
		count += memcmp(word + i, want->phrase, want->n_phrase * sizeof *word) == 0;
	if (count)
		touch(e, entry, (float)count, want->parts);
}

/* Looks in the documents of the phrase's rarest word, or in all where it has stop words only. */
static void look_up_phrase(struct evaluation *e, const struct search_want *want)
{
	const struct search_form *rarest = NULL;
	for (size_t i = 0; i < want->n_phrase; i++) {
		if (want->phrase[i] == TEXT_NONE)
			return;
		const struct search_form *form = &e->index->forms.v[want->phrase[i]];
		if (form->concept != TEXT_NONE && (!rarest || form->documents < rarest->documents))
			rarest = form;
	}
	for (size_t i = 0; rarest && i < rarest->postings.n; i++)
		look_for_phrase(e, want, rarest->postings.v[i].entry);
	for (size_t i = 0; !rarest && i < e->index->entries.n; i++)
		look_for_phrase(e, want, (uint32_t)i);
}

/* The share of BM25 that a word has in a document (equation 3.15 of Robertson and Zaragoza). */
static float saturated(const struct evaluation *e, uint32_t entry, float count)
{
	double average = (double)e->index->live_length / (double)e->index->n_live;
	double length = average > 0 ? e->index->entries.v[entry].length / average : 1;
	return (float)((double)count * (SEARCH_K1 + 1) / ((double)count + SEARCH_K1 * (1 - SEARCH_B + SEARCH_B * length)));
}

/* Adds what the word counts in each document that was touched, and forgets the word. */
static void settle(struct evaluation *e, const struct search_want *want, bool counts)
{
	size_t documents = 0;
	for (size_t i = 0; i < e->touched.n; i++)
		documents += (e->state[e->touched.v[i]].parts & want->parts) == want->parts;
	double n = (double)e->index->n_live, d = (double)documents;
	float idf = (float)log(1 + (n - d + 0.5) / (d + 0.5));
	for (size_t i = 0; i < e->touched.n; i++) {
		uint32_t entry = e->touched.v[i];
		struct state *s = &e->state[entry];
		bool whole = (s->parts & want->parts) == want->parts;
		s->excluded |= want->exclude;
		if (!want->exclude && !s->listed) {
			s->listed = true;
			*VEC_PUSH(e->arena, &e->listed) = entry;
		}
		s->score += idf * saturated(e, entry, s->count);
		s->have = (uint8_t)(s->have + (counts && whole));
		s->phrases = (uint8_t)(s->phrases + (want->phrase && !want->exclude));
		s->touched = false;
		s->count = 0;
		s->parts = 0;
	}
	e->touched.n = 0;
}

static void look_up(struct evaluation *e)
{
	struct search_query *q = &e->query;
	for (size_t i = 0; i < q->n; i++) {
		const struct search_want *want = &q->want[i];
		if (want->phrase)
			look_up_phrase(e, want);
		else
			look_up_word(e, want);
		if (want->phrase && !want->exclude && e->touched.n == 0)
			q->word[i].found = SEARCH_MISSING;
		bool counts = !want->exclude && q->word[i].found != SEARCH_MISSING;
		settle(e, want, counts);
		e->words += counts;
		e->phrases += want->phrase && !want->exclude;
	}
}

/* ---- What matches ---- */

static bool is_allowed(const struct evaluation *e, uint32_t entry)
{
	const struct search_options *o = e->options;
	const struct search_entry *d = &e->index->entries.v[entry];
	const struct state *s = &e->state[entry];
	return !s->excluded && s->phrases == e->phrases && (!o->scope || d->scope == o->scope)
	       && (!o->allow || o->allow(o->allow_arg, d->kind, d->id));
}

/* Of the documents that may be found those that have all the words; or where there is none, at
 * least half as many as the one that has most. */
static struct candidate *match(struct evaluation *e, struct search_answer *answer, size_t *n)
{
	struct candidate *found = arena_array(e->arena, e->listed.n, sizeof *found);
	size_t allowed = 0;
	unsigned most = 0;
	for (size_t i = 0; i < e->listed.n; i++) {
		uint32_t entry = e->listed.v[i];
		if (!is_allowed(e, entry))
			continue;
		most = e->state[entry].have > most ? e->state[entry].have : most;
		found[allowed++] = (struct candidate){ .entry = entry, .kind = e->index->entries.v[entry].kind,
		                                       .id = e->index->entries.v[entry].id, .score = e->state[entry].score };
	}
	unsigned least = most == e->words ? most : (most + 1) / 2;
	*n = 0;
	for (size_t i = 0; i < allowed; i++) {
		if (e->state[found[i].entry].have < least)
			continue;
		answer->of_kind[found[i].kind]++;
		if (!e->options->kinds || e->options->kinds >> found[i].kind & 1)
			found[(*n)++] = found[i];
	}
	answer->some = *n > 0 && (most < e->words || e->words == 0);
	answer->total = *n;
	return found;
}

/* ---- The order ---- */

static int compare_scores(double score_a, double score_b, const struct candidate *a, const struct candidate *b)
{
	if (score_a < score_b || score_a > score_b)
		return score_a < score_b ? 1 : -1;
	if (a->kind != b->kind)
		return a->kind > b->kind ? 1 : -1;
	return (a->id > b->id) - (a->id < b->id);
}

static int by_score(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	return compare_scores((double)x->score, (double)y->score, x, y);
}

static int by_cosine(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	return compare_scores((double)x->cosine, (double)y->cosine, x, y);
}

static int by_fused(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	return compare_scores(x->fused, y->fused, x, y);
}

/* For each form the product of its n-grams with those of the words that are wanted. */
static float *multiply_grams(const struct evaluation *e)
{
	const struct search_index *x = e->index;
	float *product = arena_array(e->arena, x->forms.n, sizeof *product);
	for (size_t i = 0; i < e->query.n; i++) {
		const struct search_word *word = &e->query.word[i];
		size_t n;
		const uint64_t *grams = search_grams(e->arena, span_of(word->instead[0] ? word->instead[0] : word->text), &n);
		for (size_t g = 0; g < n && !e->query.want[i].exclude; g++) {
			const struct search_gram *gram = search_gram_find(x, grams[g]);
			for (size_t f = 0; gram && f < gram->forms.n; f++)
				product[gram->forms.v[f]] += gram->idf * gram->idf;
		}
	}
	return product;
}

/* The cosine of a document with the query, but for the query's length. Different words of a
 * document are taken as orthogonal, which spares adding up its n-grams. */
static float cosine(const struct search_index *x, uint32_t entry, const float *product)
{
	const struct search_entry *d = &x->entries.v[entry];
	float sum = 0, square = 0;
	for (size_t i = d->at; i < d->at + d->words; i++) {
		uint32_t form = x->word.v[i];
		if (form == TEXT_NONE)
			continue;
		sum += product[form];
		square += x->forms.v[form].norm * x->forms.v[form].norm;
	}
	return square > 0 ? sum / sqrtf(square) : 0;
}

/* Orders what matches: fused as far as FUSED_MAX, by BM25 behind it. */
static void order(const struct evaluation *e, struct candidate *found, size_t n)
{
	size_t fused = n < FUSED_MAX ? n : FUSED_MAX;
	qsort(found, n, sizeof *found, by_score);
	const float *product = multiply_grams(e);
	for (size_t i = 0; i < fused; i++) {
		found[i].fused = 1 / (SEARCH_RRF + (double)i + 1);
		found[i].cosine = cosine(e->index, found[i].entry, product);
	}
	for (size_t i = fused; i < n; i++)
		found[i].fused = 1 / (SEARCH_RRF + (double)i + 1);
	qsort(found, fused, sizeof *found, by_cosine);
	for (size_t i = 0; i < fused; i++)
		found[i].fused += 1 / (SEARCH_RRF + (double)i + 1);
	qsort(found, fused, sizeof *found, by_fused);
}

/* ---- The answer ---- */

/* What was matched, for marking: forms of words, and the words of phrases. */
static struct strmap *matched_forms(struct arena *a, const struct evaluation *e)
{
	struct strmap *forms = strmap_new(a);
	for (size_t i = 0; i < e->query.n; i++) {
		const struct search_want *want = &e->query.want[i];
		for (size_t t = 0; !want->exclude && t < want->n_terms; t++)
			strmap_at(forms, e->index->texts.v[want->terms[t].form].text, NULL);
		for (size_t t = 0; !want->exclude && t < want->n_phrase; t++)
			if (want->phrase[t] != TEXT_NONE)
				strmap_at(forms, e->index->texts.v[want->phrase[t]].text, NULL);
	}
	return forms;
}

static void describe(struct arena *a, const struct evaluation *e, struct search_answer *answer)
{
	const struct search_query *q = &e->query;
	answer->words = arena_array(a, q->n, sizeof *answer->words);
	for (size_t i = 0; i < q->n; i++)
		if (!q->want[i].exclude)
			answer->words[answer->n_words++] = q->word[i];
	answer->only_stop_words = q->stop_words && q->n == 0;
	answer->cut = q->cut;
	answer->forms = matched_forms(a, e);
}

struct search_answer search(struct arena *a, const struct search_index *index, const char *query,
                            const struct search_options *options)
{
	struct search_answer answer = { 0 };
	struct evaluation e = { .arena = a, .index = index, .options = options };
	search_query_read(a, index, span_of(query), &e.query);
	e.state = arena_array(a, index->entries.n, sizeof *e.state);
	look_up(&e);
	describe(a, &e, &answer);
	size_t n;
	struct candidate *found = match(&e, &answer, &n);
	order(&e, found, n);
	answer.n = options->limit && options->limit < n ? options->limit : n;
	answer.hits = arena_array(a, answer.n, sizeof *answer.hits);
	for (size_t i = 0; i < answer.n; i++)
		answer.hits[i] = (struct search_hit){ found[i].id, found[i].kind, found[i].fused };
	return answer;
}
