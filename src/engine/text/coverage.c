/* Shares of a whole, with what they are worth and what may be shown of them. */
#include "engine/text/text_internal.h"

#include <math.h>

#define Z95 1.959963984540054 /* 97.5 % of the normal distribution */

struct text_share text_share(int64_t count, int64_t of)
{
	struct text_share s = { .count = count, .of = of, .high = 1, .hidden = count > 0 && count < TEXT_SMALL };
	if (of <= 0)
		return s;
	double n = (double)of, p = (double)count / n, z2 = Z95 * Z95;
	double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
	double reach = Z95 / (1 + z2 / n) * sqrt(p * (1 - p) / n + z2 / (4 * n * n));
	s.share = p;
	s.low = fmax(0, middle - reach);
	s.high = fmin(1, middle + reach);
	return s;
}

/* The smallest part that is not hidden and not empty; n for none. The first of equal ones. */
static size_t smallest_shown(const struct text_share *shares, size_t n)
{
	size_t smallest = n;
	for (size_t i = 0; i < n; i++)
		if (!shares[i].hidden && shares[i].count > 0 && (smallest == n || shares[i].count < shares[smallest].count))
			smallest = i;
	return smallest;
}

struct text_share *text_coverage(struct arena *a, const int64_t *counts, size_t n)
{
	struct text_share *shares = arena_array(a, n, sizeof *shares);
	int64_t sum = 0, hidden_sum = 0;
	size_t hidden = 0;
	for (size_t i = 0; i < n; i++)
		sum += counts[i];
	for (size_t i = 0; i < n; i++) {
		shares[i] = text_share(counts[i], sum);
		hidden += shares[i].hidden;
		hidden_sum += shares[i].hidden ? counts[i] : 0;
	}
	while (hidden > 0 && (hidden == 1 || hidden_sum < TEXT_SMALL)) {
		size_t smallest = smallest_shown(shares, n);
		if (smallest == n)
			break;
		shares[smallest].hidden = true;
		hidden_sum += counts[smallest];
		hidden++;
	}
	return shares;
}

int64_t *text_node_counts(struct arena *a, const struct text_suggestions *suggestions, size_t n_texts,
                          size_t n_nodes)
{
	int64_t *counts = arena_array(a, n_nodes, sizeof *counts);
	for (size_t i = 0; i < n_texts; i++)
		if (suggestions[i].n > 0 && !suggestions[i].abstain)
			counts[suggestions[i].best[0].node]++;
	return counts;
}
