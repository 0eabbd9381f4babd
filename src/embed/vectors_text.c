/* Making a table of vectors from the lines of text that other programs write. */
#include "embed/vectors_internal.h"

#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>

struct entry {
	struct span name;
	size_t row; /* in the order of the lines */
	uint64_t count;
};

struct lines {
	struct arena *arena;
	const char *file;
	struct span rest;
	long number; /* of the line last cut off */
	size_t dim;
	VEC(struct entry) entries; /* words, and from n_words on n-grams */
	size_t n_words, gram_min, gram_max;
	VEC(float) values;
	struct err *err;
};

static void begin(struct lines *l, const char *file, struct span text)
{
	l->file = file;
	l->rest = text;
	l->number = 0;
}

static bool bad(struct lines *l, const char *what)
{
	err_at(l->err, l->file, l->number, 0);
	return err_input(l->err, "%s", what);
}

/* The next line without its end; false after the last. */
static bool next_line(struct lines *l, struct span *line)
{
	while (l->rest.s && l->rest.n) {
		*line = span_cut(&l->rest, '\n');
		l->number++;
		while (line->n && (line->s[line->n - 1] == '\r' || line->s[line->n - 1] == ' '))
			line->n--;
		if (line->n)
			return true;
	}
	return false;
}

static size_t count_fields(struct span line)
{
	size_t n = 1;
	for (size_t i = 0; i < line.n; i++)
		n += line.s[i] == ' ' || line.s[i] == '\t';
	return n;
}

/* Cuts a field off the front of a line, at a space or a tab. */
static struct span cut_field(struct span *line)
{
	size_t n = 0;
	while (n < line->n && line->s[n] != ' ' && line->s[n] != '\t')
		n++;
	struct span field = { line->s, n };
	size_t skip = n < line->n ? n + 1 : n;
	line->s += skip;
	line->n -= skip;
	return field;
}

static bool read_number(struct span field, double *value)
{
	char text[64];
	if (field.n == 0 || field.n >= sizeof text)
		return false;
	memcpy(text, field.s, field.n);
	text[field.n] = '\0';
	return str_to_f64(text, value) && fabs(*value) <= (double)3e38F;
}

static bool read_count(struct span field, int64_t *value)
{
	char text[24];
	if (field.n == 0 || field.n >= sizeof text)
		return false;
	memcpy(text, field.s, field.n);
	text[field.n] = '\0';
	return str_to_i64(text, value) && *value >= 0;
}

/* "words dim", which some programs write first. */
static bool is_heading(struct span line)
{
	int64_t words, dim;
	struct span first = cut_field(&line);
	return read_count(first, &words) && read_count(line, &dim);
}

static bool add_entry(struct lines *l, struct span line)
{
	if (l->dim == 0)
		l->dim = count_fields(line) - 1;
	if (l->dim == 0 || l->dim > VECTORS_DIM_MAX)
		return bad(l, "A line is a word and its vector: 1 to 8192 numbers, separated by spaces");
	if (count_fields(line) != l->dim + 1)
		return bad(l, "This line has another number of numbers than the first");
	struct span name = cut_field(&line);
	if (name.n == 0)
		return bad(l, "This line has no word before its numbers");
	size_t row = l->entries.n;
	*VEC_PUSH(l->arena, &l->entries) = (struct entry){ .name = name, .row = row };
	for (size_t d = 0; d < l->dim; d++) {
		double value;
		if (!read_number(cut_field(&line), &value))
			return bad(l, "A vector holds something that is no finite number");
		*VEC_PUSH(l->arena, &l->values) = (float)value;
	}
	return true;
}

static bool read_entries(struct lines *l)
{
	struct span line;
	while (next_line(l, &line))
		if (!(l->number == 1 && is_heading(line)) && !add_entry(l, line))
			return false;
	return true;
}

/* The letters of the n-grams: how few and how many. */
static bool measure_grams(struct lines *l)
{
	for (size_t i = l->n_words; i < l->entries.n; i++) {
		size_t letters = utf8_length(l->entries.v[i].name);
		l->gram_min = i == l->n_words || letters < l->gram_min ? letters : l->gram_min;
		l->gram_max = letters > l->gram_max ? letters : l->gram_max;
	}
	return l->gram_max <= VECTORS_GRAM_LETTERS || bad(l, "An n-gram has more than 16 letters");
}

/* By name, and where two are equal the earlier line first. */
static int compare_entries(const void *x, const void *y)
{
	const struct entry *a = x, *b = y;
	int order = memcmp(a->name.s, b->name.s, a->name.n < b->name.n ? a->name.n : b->name.n);
	if (!order)
		order = (a->name.n > b->name.n) - (a->name.n < b->name.n);
	return order ? order : (a->row > b->row) - (a->row < b->row);
}

/* Sorts n entries and gives how many different ones there are: they stand first. */
static size_t sort_entries(struct entry *v, size_t n)
{
	size_t kept = 0;
	qsort(v, n, sizeof *v, compare_entries);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || !span_eq(v[i].name, v[kept - 1].name))
			v[kept++] = v[i];
	return kept;
}

static void sort_parts(struct lines *l)
{
	size_t grams = l->entries.n - l->n_words, words = sort_entries(l->entries.v, l->n_words);
	memmove(l->entries.v + words, l->entries.v + l->n_words, grams * sizeof *l->entries.v);
	l->n_words = words;
	l->entries.n = words + sort_entries(l->entries.v + words, grams);
}

/* Lines "word count". Words that the table lacks count in the total: it is a share of all words. */
static bool read_counts(struct lines *l, uint64_t *total)
{
	struct span line;
	struct strmap *places = strmap_new(l->arena);
	for (size_t i = 0; i < l->n_words; i++)
		*strmap_at(places, l->entries.v[i].name, NULL) = (int64_t)i;
	*total = 0;
	while (next_line(l, &line)) {
		struct span word = cut_field(&line);
		int64_t count;
		if (!read_count(line, &count) || count > INT64_MAX / 1024)
			return bad(l, "A line of counts is a word, a space and a whole number");
		const int64_t *place = strmap_find(places, word);
		if (place)
			l->entries.v[*place].count += (uint64_t)count;
		*total += (uint64_t)count;
		if (*total > INT64_MAX / 2)
			return bad(l, "The counts are too large");
	}
	return true;
}

static char *put(char *to, const void *bytes, size_t n)
{
	memcpy(to, bytes, n);
	return to + n;
}

/* The parts in the order of the file: head, name_at, counts, rows, names. */
static void write_table(const struct lines *l, uint64_t total, struct span *table)
{
	struct vectors_head h = { .magic = VECTORS_MAGIC, .version = VECTORS_VERSION, .dim = (uint32_t)l->dim,
	                          .words = l->n_words, .grams = l->entries.n - l->n_words, .total = total,
	                          .gram_min = (uint32_t)l->gram_min, .gram_max = (uint32_t)l->gram_max };
	for (size_t i = 0; i < l->entries.n; i++)
		h.names_size += l->entries.v[i].name.n;
	size_t size = (size_t)vectors_size(&h);
	char *bytes = arena_alloc(l->arena, size), *to = put(bytes, &h, sizeof h);
	uint64_t at = 0;
	to = put(to, &at, sizeof at);
	for (size_t i = 0; i < l->entries.n; i++) {
		at += l->entries.v[i].name.n;
		to = put(to, &at, sizeof at);
	}
	for (size_t i = 0; i < l->n_words && total; i++)
		to = put(to, &l->entries.v[i].count, sizeof(uint64_t));
	for (size_t i = 0; i < l->entries.n; i++)
		to = put(to, l->values.v + l->entries.v[i].row * l->dim, l->dim * sizeof(float));
	for (size_t i = 0; i < l->entries.n; i++)
		to = put(to, l->entries.v[i].name.s, l->entries.v[i].name.n);
	*table = (struct span){ bytes, size };
}

bool vectors_from_text(struct arena *a, const struct vectors_source *source, struct span *table, struct err *err)
{
	struct lines l = { .arena = a, .err = err };
	uint64_t total;
	begin(&l, source->words.file, source->words.text);
	if (!read_entries(&l))
		return false;
	l.n_words = l.entries.n;
	if (l.n_words == 0)
		return bad(&l, "There is no line with a word and its vector");
	begin(&l, source->grams.file, source->grams.text);
	if (!read_entries(&l) || !measure_grams(&l))
		return false;
	sort_parts(&l);
	begin(&l, source->counts.file, source->counts.text);
	if (!read_counts(&l, &total))
		return false;
	write_table(&l, total, table);
	return true;
}
