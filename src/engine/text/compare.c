/*
 * Two texts in full: how much of the one stands in the other.
 *
 * What counts is the share of a text's content words that stand in passages of the other text, in
 * whatever order. Passages are found by pairs of neighbours; one foreign word within a passage
 * does not break it, so that typing errors and single changed words are seen as what they are.
 */
#include "engine/text/duplicates.h"

#include "base/hash.h"

enum {
	SHORT = 16,  /* content words: below, a few words make the difference, and the rules are stricter */
	PASSAGE = 3, /* content words: two that stand together are a phrase that many use */
	SHINGLE = 3, /* words: what short texts are compared by */
	/* What stands in a text more than so many times as long is a quotation and no duplicate. A letter
	 * is more than a phrase, and people add pages to it. */
	LENGTHS = 5,
	LETTER = 40, /* words */
	LETTER_LENGTHS = 16,
};

#define SHORT_SHINGLES 0.5 /* Jaccard */
#define SHORT_WORDS 0.7    /* Jaccard of content words */
#define WHOLE 0.9          /* of the shorter: it stands in the longer one */
#define LONG_WHOLE 0.75    /* the same, where it is long enough to be known by less */
#define LONG_LEAST 0.45    /* of the one with the larger share: independent texts share a phrase or a sentence … */
#define LONG_OTHER 0.25    /* … and of the other one */

static int compare_u32(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

size_t text_sort_unique(uint32_t *v, size_t n)
{
	size_t kept = 0;
	if (n > 1)
		qsort(v, n, sizeof *v, compare_u32);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || v[i] != v[kept - 1])
			v[kept++] = v[i];
	return kept;
}

size_t text_common(const uint32_t *x, size_t nx, const uint32_t *y, size_t ny)
{
	size_t both = 0, i = 0, j = 0;
	while (i < nx && j < ny) {
		if (x[i] == y[j]) {
			both++;
			i++;
			j++;
		} else if (x[i] < y[j]) {
			i++;
		} else {
			j++;
		}
	}
	return both;
}

struct text_profile text_profile_of(struct arena *a, const struct text_keys *keys)
{
	struct text_profile p = { .words = keys->n, .keys = *keys, .content = arena_array(a, keys->n, sizeof *p.content) };
	for (size_t i = 0; i < keys->n; i++)
		if (keys->v[i] & TEXT_KEY_CONTENT)
			p.content[p.n_content++] = keys->v[i];
	size_t pairs = p.n_content ? p.n_content - 1 : 0;
	p.pair = arena_array(a, pairs, sizeof *p.pair);
	for (size_t i = 0; i < pairs; i++)
		p.pair[i] = text_pair(p.content[i], p.content[i + 1]);
	p.n_pairs = text_sort_unique(p.pair, pairs);
	return p;
}

static bool has_pair(const struct text_profile *p, uint32_t pair)
{
	size_t low = 0, high = p->n_pairs;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (p->pair[middle] < pair)
			low = middle + 1;
		else
			high = middle;
	}
	return low < p->n_pairs && p->pair[low] == pair;
}

size_t text_covered(const uint32_t *content, size_t n, const struct text_profile *by, bool *covered, struct arena *a)
{
	size_t count = 0;
	bool *gaps = arena_array(a, n, sizeof *gaps);
	if (!covered)
		covered = arena_array(a, n, sizeof *covered);
	for (size_t i = 0; i + 1 < n; i++)
		if (has_pair(by, text_pair(content[i], content[i + 1])))
			covered[i] = covered[i + 1] = true;
	for (size_t i = 1; i + 1 < n; i++)
		if (!covered[i] && covered[i - 1] && covered[i + 1])
			gaps[i] = true;
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i; end < n && (covered[end] || gaps[end]); end++)
			;
		size_t passage = end - i;
		for (size_t k = i; k < end; k++)
			covered[k] = passage >= PASSAGE;
		count += passage >= PASSAGE ? passage : 0;
		end += passage == 0;
	}
	return count;
}

/* Copies keys that pass, sorted, each once. */
static size_t content_set(struct arena *a, const struct text_profile *p, uint32_t **set)
{
	*set = arena_array(a, p->n_content, sizeof **set);
	for (size_t i = 0; i < p->n_content; i++)
		(*set)[i] = p->content[i];
	return text_sort_unique(*set, p->n_content);
}

static size_t shingles(struct arena *a, const struct text_profile *p, uint32_t **set)
{
	size_t n = p->words < SHINGLE ? 0 : p->words - SHINGLE + 1;
	*set = arena_array(a, n, sizeof **set);
	for (size_t i = 0; i < n; i++)
		(*set)[i] = (uint32_t)hash_bytes(p->keys.v + i, SHINGLE * sizeof *p->keys.v, 1);
	return text_sort_unique(*set, n);
}

/* Whether two short texts are about the same: "mer fokus på tog" is not "mer fokus på buss". */
static bool same_content(const struct text_profile *x, const struct text_profile *y, struct arena *scratch)
{
	uint32_t *sx, *sy;
	size_t nx = content_set(scratch, x, &sx), ny = content_set(scratch, y, &sy), both = text_common(sx, nx, sy, ny);
	return (double)both >= SHORT_WORDS * (double)(nx + ny - both);
}

static enum text_kind compare_short(const struct text_profile *x, const struct text_profile *y, struct arena *scratch)
{
	uint32_t *sx, *sy;
	size_t nx = shingles(scratch, x, &sx), ny = shingles(scratch, y, &sy);
	double both = (double)text_common(sx, nx, sy, ny);
	if (both >= SHORT_SHINGLES * ((double)(nx + ny) - both) && same_content(x, y, scratch))
		return TEXT_NEAR;
	return both >= WHOLE * (double)(nx < ny ? nx : ny) ? TEXT_CONTAINED : TEXT_FIRST;
}

bool text_lengths_fit(size_t words, size_t other)
{
	size_t least = words < other ? words : other, most = words < other ? other : words;
	return least >= TEXT_SHORTEST && most / (least < LETTER ? LENGTHS : LETTER_LENGTHS) <= least;
}

enum text_kind text_compare(const struct text_profile *x, const struct text_profile *y, struct arena *scratch)
{
	if (!text_lengths_fit(x->words, y->words))
		return TEXT_FIRST;
	if (x->n_content < SHORT || y->n_content < SHORT)
		return compare_short(x, y, scratch);
	double of_x = (double)text_covered(x->content, x->n_content, y, NULL, scratch) / (double)x->n_content;
	double of_y = (double)text_covered(y->content, y->n_content, x, NULL, scratch) / (double)y->n_content;
	double larger = of_x > of_y ? of_x : of_y, smaller = of_x > of_y ? of_y : of_x;
	if (larger >= LONG_LEAST && smaller >= LONG_OTHER)
		return TEXT_NEAR;
	return larger >= LONG_WHOLE ? TEXT_CONTAINED : TEXT_FIRST;
}
