/*
 * The letter of a family is the text that agrees with most others: pairs of neighbouring words
 * that most texts have count for a text, those that most do not have count against it. A copy of
 * the whole letter scores highest, since what it lacks would be missed and what it adds nobody
 * else has. A sentence is somebody's own where less than half of its content words stand
 * in passages of that letter.
 */
#include "engine/text/campaign.h"

#include "base/parallel.h"
#include "engine/text/duplicates.h"

#include <stdlib.h>

enum {
	POLLED = 1000, /* different texts of a family, about, that are asked what most have */
	OWN = 3,       /* content words that the letter does not have: fewer make no sentence */
	CHUNK = 64,    /* texts for a thread at a time */
};

/* ---- The letter ---- */

struct vote {
	uint32_t pair;
	int64_t weight; /* how many texts have it */
};

struct electorate {
	const struct text_keyed *keyed;
	const uint32_t *unique; /* the family's different texts */
	size_t n;
	struct vote *vote; /* by pair, rising */
	size_t n_votes;
	int64_t total;
};

static int compare_votes(const void *a, const void *b)
{
	const struct vote *x = a, *y = b;
	return (x->pair > y->pair) - (x->pair < y->pair);
}

static struct text_profile profile_of(const struct text_keyed *keyed, struct arena *a, uint32_t unique)
{
	struct text_keys keys = text_keyed_keys(keyed, a, unique);
	return text_profile_of(a, &keys);
}

/* Asks all texts of a small family, and of a large one a sample that depends on what they say. */
static void poll_texts(struct arena *a, struct electorate *e)
{
	size_t stride = e->n / POLLED + 1;
	VEC(struct vote) votes = { 0 };
	struct arena *scratch = arena_new();
	for (size_t i = 0; i < e->n; i++) {
		uint32_t u = e->unique[i];
		int64_t copies = e->keyed->corpus->copies[u];
		if (e->keyed->content[u][0] % stride != 0 && copies == 1)
			continue;
		struct text_profile p = profile_of(e->keyed, scratch, u);
		for (size_t k = 0; k < p.n_pairs; k++)
			*VEC_PUSH(a, &votes) = (struct vote){ p.pair[k], copies };
		e->total += copies;
		arena_reset(scratch);
	}
	arena_free(scratch);
	if (votes.n > 1)
		qsort(votes.v, votes.n, sizeof *votes.v, compare_votes);
	for (size_t i = 0; i < votes.n; i++) {
		if (e->n_votes > 0 && votes.v[e->n_votes - 1].pair == votes.v[i].pair)
			votes.v[e->n_votes - 1].weight += votes.v[i].weight;
		else
			votes.v[e->n_votes++] = votes.v[i];
	}
	e->vote = votes.v;
}

static int64_t score(const struct electorate *e, const struct text_profile *p)
{
	int64_t sum = 0;
	size_t at = 0;
	for (size_t k = 0; k < p->n_pairs; k++) {
		while (at < e->n_votes && e->vote[at].pair < p->pair[k])
			at++;
		int64_t weight = at < e->n_votes && e->vote[at].pair == p->pair[k] ? e->vote[at].weight : 0;
		sum += 2 * weight - e->total;
	}
	return sum;
}

/* The one with the highest score; where scores are equal, the one that came most often. */
static uint32_t find_letter(struct electorate *e)
{
	struct arena *a = arena_new();
	struct arena *scratch = arena_new();
	uint32_t best = e->unique[0];
	int64_t best_score = 0;
	poll_texts(a, e);
	for (size_t i = 0; i < e->n; i++) {
		uint32_t u = e->unique[i];
		struct text_profile p = profile_of(e->keyed, scratch, u);
		int64_t s = score(e, &p);
		uint32_t copies = e->keyed->corpus->copies[u], best_copies = e->keyed->corpus->copies[best];
		bool first = copies != best_copies ? copies > best_copies : e->keyed->content[u][0] < e->keyed->content[best][0];
		if (i == 0 || s > best_score || (s == best_score && first)) {
			best = u;
			best_score = s;
		}
		arena_reset(scratch);
	}
	arena_free(scratch);
	arena_free(a);
	return best;
}

/* Of two ways to write the same, the one in small letters, and without marks behind. */
static bool reads_better(const char *x, const char *y)
{
	while (*x && *x == *y) {
		x++;
		y++;
	}
	return *x && *y ? (unsigned char)*x > (unsigned char)*y : !*x && *y;
}

/* The letter as most wrote it, since copies may differ in case and punctuation: the first text that
 * is so. */
static uint32_t find_form(const struct text_corpus *c, const uint32_t *text, size_t n, uint32_t letter)
{
	struct arena *a = arena_new();
	struct strmap *counts = strmap_new(a);
	uint32_t best = TEXT_NONE;
	for (size_t i = 0; i < n; i++)
		if (c->unique[text[i]] == letter)
			++*strmap_at(counts, span_of(c->texts[text[i]]), NULL);
	int64_t most = 0;
	for (size_t i = 0; i < n; i++) {
		if (c->unique[text[i]] != letter)
			continue;
		int64_t count = *strmap_find(counts, span_of(c->texts[text[i]]));
		if (count > most || (count == most && reads_better(c->texts[text[i]], c->texts[best]))) {
			best = text[i];
			most = count;
		}
	}
	arena_free(a);
	return best;
}

/* ---- Additions ---- */

struct reading {
	const struct text_keyed *keyed;
	const struct text_profile *letter;
	uint32_t letter_unique;
	const uint32_t *text; /* the family's */
	size_t n;
	struct arena **arena; /* beside the chunks */
	struct chunk_result {
		uint32_t exact, edited, with_additions;
		VEC(struct text_addition) additions;
	} *result; /* beside the chunks */
};

static bool is_own(const struct text_profile *letter, struct text_keyer *k, struct arena *a, struct span sentence)
{
	struct text_keys keys = text_keys_of(a, k, text_normal(a, sentence));
	struct text_profile p = text_profile_of(a, &keys);
	size_t covered = text_covered(p.content, p.n_content, letter, NULL, a);
	return p.n_content - covered >= OWN && 2 * covered < p.n_content;
}

static bool has_name(struct span sentence, const char *text, const struct text_personal *personal, size_t n)
{
	size_t at = (size_t)(sentence.s - text);
	for (size_t i = 0; i < n; i++)
		if (personal[i].kind == TEXT_NAME && personal[i].at < at + sentence.n && at < personal[i].at + personal[i].bytes)
			return true;
	return false;
}

static void read_additions(struct reading *r, size_t chunk, struct text_keyer *k, struct arena *scratch, uint32_t i)
{
	struct chunk_result *to = &r->result[chunk];
	const char *text = r->keyed->corpus->texts[i];
	size_t n, n_personal, before = to->additions.n;
	struct text_personal *personal = text_personal(scratch, span_of(text), &n_personal);
	struct span *sentence = text_sentences(scratch, span_of(text), &n);
	bool last = false; /* whether the sentence before is own */
	for (size_t s = 0; s < n; s++) {
		bool own = is_own(r->letter, k, scratch, sentence[s]) && !has_name(sentence[s], text, personal, n_personal);
		size_t at = (size_t)(sentence[s].s - text);
		if (own && !last)
			*VEC_PUSH(r->arena[chunk], &to->additions) = (struct text_addition){ .text = i, .at = at };
		if (own) {
			struct text_addition *addition = &to->additions.v[to->additions.n - 1];
			addition->bytes = at + sentence[s].n - addition->at;
		}
		last = own;
	}
	if (to->additions.n > before)
		to->with_additions++;
	else
		to->edited++;
}

static void read_chunk(void *arg, size_t chunk)
{
	struct reading *r = arg;
	struct text_keyer *k = text_keyer_take(r->keyed->keyers);
	struct arena *scratch = arena_new();
	r->arena[chunk] = arena_new();
	for (size_t i = chunk * CHUNK; i < r->n && i < (chunk + 1) * CHUNK; i++) {
		if (r->keyed->corpus->unique[r->text[i]] == r->letter_unique)
			r->result[chunk].exact++;
		else
			read_additions(r, chunk, k, scratch, r->text[i]);
		arena_reset(scratch);
	}
	arena_free(scratch);
	text_keyer_give(r->keyed->keyers, k);
}

static void read_texts(struct arena *a, struct reading *r, struct text_campaign *c)
{
	struct arena *scratch = arena_new();
	size_t chunks = (r->n + CHUNK - 1) / CHUNK;
	VEC(struct text_addition) all = { 0 };
	r->arena = arena_array(scratch, chunks, sizeof *r->arena);
	r->result = arena_array(scratch, chunks, sizeof *r->result);
	parallel(r->keyed->corpus->options.threads, chunks, read_chunk, r);
	for (size_t i = 0; i < chunks; i++) {
		const struct chunk_result *part = &r->result[i];
		c->exact += part->exact;
		c->edited += part->edited;
		c->with_additions += part->with_additions;
		for (size_t k = 0; k < part->additions.n; k++)
			*VEC_PUSH(a, &all) = part->additions.v[k];
		arena_free(r->arena[i]);
	}
	c->additions = all.v;
	c->n_additions = all.n;
	arena_free(scratch);
}

/* ---- All of them ---- */

/* Numbers by family: those of family f stand from start[f] to start[f + 1]. */
struct lists {
	size_t *start;
	uint32_t *v;
};

static struct lists lists_new(struct arena *a, const struct text_duplicates *d, const uint32_t *text, size_t n)
{
	struct lists l = { arena_array(a, d->n_families + 2, sizeof *l.start), arena_array(a, n, sizeof *l.v) };
	for (size_t i = 0; i < n; i++)
		l.start[d->of[text ? text[i] : i].family + 2]++;
	for (size_t f = 2; f < d->n_families + 2; f++)
		l.start[f] += l.start[f - 1];
	for (size_t i = 0; i < n; i++)
		l.v[l.start[d->of[text ? text[i] : i].family + 1]++] = (uint32_t)i;
	return l;
}

static struct text_campaign campaign_of(struct arena *a, const struct text_keyed *keyed, const uint32_t *text, size_t n,
                                        const uint32_t *unique, size_t n_unique)
{
	struct arena *scratch = arena_new();
	struct electorate e = { .keyed = keyed, .unique = unique, .n = n_unique };
	uint32_t letter = find_letter(&e);
	struct text_profile profile = profile_of(keyed, scratch, letter);
	struct reading r = { .keyed = keyed, .letter = &profile, .letter_unique = letter, .text = text, .n = n };
	struct text_campaign c = { .base = find_form(keyed->corpus, text, n, letter), .texts = (uint32_t)n };
	read_texts(a, &r, &c);
	arena_free(scratch);
	return c;
}

static int compare_campaigns(const void *a, const void *b)
{
	const struct text_campaign *x = a, *y = b;
	if (x->texts != y->texts)
		return x->texts < y->texts ? 1 : -1;
	return (x->family > y->family) - (x->family < y->family);
}

struct text_campaigns text_campaigns(struct arena *a, const struct text_corpus *c, const struct text_duplicates *d,
                                     size_t least_texts)
{
	struct arena *scratch = arena_new();
	struct text_keyed keyed = text_keyed_of(scratch, c);
	struct lists texts = lists_new(scratch, d, NULL, c->n), uniques = lists_new(scratch, d, c->first, c->n_unique);
	VEC(struct text_campaign) found = { 0 };
	for (size_t f = 0; f < d->n_families; f++) {
		size_t n = texts.start[f + 1] - texts.start[f], n_unique = uniques.start[f + 1] - uniques.start[f];
		uint32_t first = uniques.v[uniques.start[f]];
		if (n < least_texts || c->word_at[first + 1] == c->word_at[first])
			continue;
		struct text_campaign *campaign = VEC_PUSH(a, &found);
		*campaign = campaign_of(a, &keyed, texts.v + texts.start[f], n, uniques.v + uniques.start[f], n_unique);
		campaign->family = (uint32_t)f;
		text_progress(&c->options, "campaigns read", f + 1, d->n_families);
	}
	if (found.n > 1)
		qsort(found.v, found.n, sizeof *found.v, compare_campaigns);
	arena_free(scratch);
	return (struct text_campaigns){ found.v, found.n };
}
