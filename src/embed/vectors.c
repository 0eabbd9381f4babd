/* Reading a table of vectors where it lies, and putting a text's vector together. */
#include "embed/vectors_internal.h"

#include "base/utf8.h"

#include <math.h>

_Static_assert(sizeof(struct vectors_head) == 64, "the head of the file has no gaps");
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "a table is read where it lies");

#define SIF_A 1e-3
#define WORD_MAX 128 /* bytes; a longer word is passed over */

/* ---- The file ---- */

bool vectors_recognise(struct span bytes)
{
	return bytes.n >= 8 && memcmp(bytes.s, VECTORS_MAGIC, 8) == 0;
}

/* *sum += n * size; false on overflow. */
static bool add_size(uint64_t *sum, uint64_t n, uint64_t size)
{
	uint64_t product;
	return !__builtin_mul_overflow(n, size, &product) && !__builtin_add_overflow(*sum, product, sum);
}

uint64_t vectors_size(const struct vectors_head *h)
{
	uint64_t rows, size = sizeof *h;
	bool fits = !__builtin_add_overflow(h->words, h->grams, &rows)
	            && add_size(&size, rows, sizeof(uint64_t)) && add_size(&size, 1, sizeof(uint64_t))
	            && add_size(&size, h->total ? h->words : 0, sizeof(uint64_t))
	            && add_size(&size, rows, (uint64_t)h->dim * sizeof(float)) && add_size(&size, h->names_size, 1);
	return fits ? size : 0;
}

struct vectors vectors_layout(struct span bytes)
{
	struct vectors_head h;
	memcpy(&h, bytes.s, sizeof h);
	size_t rows = (size_t)(h.words + h.grams);
	struct vectors v = { .bytes = bytes, .dim = h.dim, .words = (size_t)h.words, .grams = (size_t)h.grams,
	                     .gram_min = h.gram_min, .gram_max = h.gram_max, .total = h.total };
	/* The head has 64 bytes and the parts come by falling alignment. */
	v.name_at = (const void *)(bytes.s + sizeof h);
	v.count = h.total ? v.name_at + rows + 1 : NULL;
	v.row = (const void *)(v.name_at + rows + 1 + (h.total ? v.words : 0));
	v.names = (const void *)(v.row + rows * v.dim);
	return v;
}

static struct span name_of(const struct vectors *v, size_t row)
{
	return (struct span){ v->names + v->name_at[row], (size_t)(v->name_at[row + 1] - v->name_at[row]) };
}

static int compare_spans(struct span x, struct span y)
{
	int order = memcmp(x.s, y.s, x.n < y.n ? x.n : y.n);
	return order ? order : (x.n > y.n) - (x.n < y.n);
}

/* Names lie within the file, and those of each part rise, so that they can be searched. */
static bool check_names(const struct vectors *v, uint64_t names_size, struct err *err)
{
	size_t rows = v->words + v->grams;
	if (v->name_at[0] != 0 || v->name_at[rows] != names_size)
		return err_input(err, "The table of vectors is damaged: its names do not fill their part");
	for (size_t i = 0; i < rows; i++) {
		if (v->name_at[i] > v->name_at[i + 1] || v->name_at[i + 1] > names_size)
			return err_input(err, "The table of vectors is damaged: name %zu lies outside the file", i);
		if (i > 0 && i != v->words && compare_spans(name_of(v, i - 1), name_of(v, i)) >= 0)
			return err_input(err, "The table of vectors is damaged: name %zu is not in order", i);
	}
	return true;
}

static bool check_counts(const struct vectors *v, struct err *err)
{
	uint64_t sum = 0;
	for (size_t i = 0; i < v->words && v->count; i++)
		if (__builtin_add_overflow(sum, v->count[i], &sum))
			return err_input(err, "The table of vectors is damaged: its counts overflow");
	/* Words that are counted without having a row are in the total, too. */
	return sum <= v->total || err_input(err, "The table of vectors is damaged: its counts do not add up");
}

bool vectors_open(struct span bytes, struct vectors *v, struct err *err)
{
	struct vectors_head h;
	if (bytes.n < sizeof h || !vectors_recognise(bytes))
		return err_input(err, "This is no table of vectors");
	memcpy(&h, bytes.s, sizeof h);
	if (h.version != VECTORS_VERSION)
		return err_input(err, "The table of vectors has version %u; this program reads version %d", h.version, VECTORS_VERSION);
	if (h.dim == 0 || h.dim > VECTORS_DIM_MAX)
		return err_input(err, "The table of vectors says %u numbers a vector; 1 to %d can be read", h.dim, VECTORS_DIM_MAX);
	if (h.zero != 0 || (h.grams > 0) != (h.gram_min > 0) || h.gram_min > h.gram_max || h.gram_max > VECTORS_GRAM_LETTERS)
		return err_input(err, "The table of vectors is damaged: its head contradicts itself");
	if (vectors_size(&h) != bytes.n)
		return err_input(err, "The table of vectors is damaged: it has %zu bytes, its head says %llu",
		                 bytes.n, (unsigned long long)vectors_size(&h));
	*v = vectors_layout(bytes);
	return check_names(v, h.names_size, err) && check_counts(v, err);
}

/* ---- Texts ---- */

/* The row from `from` to `to` (its end) with that name, or SIZE_MAX. */
static size_t find(const struct vectors *v, size_t from, size_t to, struct span name)
{
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = compare_spans(name_of(v, middle), name);
		if (order == 0)
			return middle;
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return SIZE_MAX;
}

static void add_row(const struct vectors *v, size_t row, double weight, double *sum)
{
	for (size_t d = 0; d < v->dim; d++)
		sum[d] += weight * (double)v->row[row * v->dim + d];
}

/* Adds the mean of the n-grams that the table has; false where it has none of them. */
static bool add_grams(const struct vectors *v, struct span word, double weight, double *sum)
{
	char padded[WORD_MAX + 2];
	size_t start[WORD_MAX + 3], n = 0, found = 0, rows[VECTORS_GRAM_LETTERS * (WORD_MAX + 2)];
	padded[0] = '<';
	memcpy(padded + 1, word.s, word.n);
	padded[word.n + 1] = '>';
	struct span all = { padded, word.n + 2 };
	for (size_t at = 0; at < all.n; utf8_next(all, &at))
		start[n++] = at;
	start[n] = all.n;
	for (size_t length = v->gram_min; length <= v->gram_max; length++) {
		for (size_t i = 0; i + length <= n; i++) {
			struct span gram = { padded + start[i], start[i + length] - start[i] };
			size_t row = find(v, v->words, v->words + v->grams, gram);
			if (row != SIZE_MAX)
				rows[found++] = row;
		}
	}
	for (size_t i = 0; i < found; i++)
		add_row(v, rows[i], weight / (double)found, sum);
	return found > 0;
}

/* Adds a word, as it is written or else folded, where anything is known of it. */
static void add_word(const struct vectors *v, struct arena *a, struct span word, double *sum, double *weights)
{
	if (word.n > WORD_MAX)
		return;
	size_t row = find(v, 0, v->words, word);
	struct span folded = span_of(utf8_fold(a, word));
	if (row == SIZE_MAX)
		row = find(v, 0, v->words, folded);
	double weight = 1;
	if (row != SIZE_MAX && v->count)
		weight = SIF_A / (SIF_A + (double)v->count[row] / (double)v->total);
	bool known = true;
	if (row != SIZE_MAX)
		add_row(v, row, weight, sum);
	else
		known = v->grams > 0 && folded.n <= WORD_MAX && add_grams(v, folded, weight, sum);
	*weights += known ? weight : 0;
}

/* The next run of letters and digits; false at the end. */
static bool next_word(struct span text, size_t *at, struct span *word)
{
	size_t from = *at, end = *at;
	bool within = false;
	while (*at < text.n) {
		size_t before = *at;
		uint32_t c = utf8_next(text, at);
		bool is_letter = utf8_is_letter(c) || utf8_is_digit(c);
		if (is_letter && !within)
			from = before;
		if (!is_letter && within)
			break;
		within = is_letter;
		end = *at;
	}
	*word = (struct span){ text.s + from, within ? end - from : 0 };
	return within;
}

bool vectors_embed(const struct vectors *v, struct span text, float *out, struct err *err)
{
	struct arena *a = arena_new();
	struct span normal = span_of(utf8_nfc(a, text));
	double *sum = arena_array(a, v->dim, sizeof *sum), weights = 0;
	size_t at = 0;
	for (struct span word; next_word(normal, &at, &word);)
		add_word(v, a, word, sum, &weights);
	bool finite = true;
	for (size_t d = 0; d < v->dim; d++) {
		out[d] = weights > 0 ? (float)(sum[d] / weights) : 0;
		finite = finite && isfinite(out[d]);
	}
	arena_free(a);
	return finite || err_input(err, "The table of vectors holds a number that is not finite");
}
