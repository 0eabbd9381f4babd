/*
 * Texts as sums of their words' features, each feature weighted by how few texts it stands in
 * (TF-IDF, Salton and Buckley 1988), and a family of copies or variants counted as little
 * more than one text.
 */
#include "engine/text/text_internal.h"

#include "base/hash.h"
#include "base/parallel.h"
#include "base/utf8.h"

#include <math.h>

/* Above this many texts, n-grams that stand in only one of them are dropped: they bring no two
 * texts together, and they are half of all. */
#define RARE_FROM 1000

/* ---- Numbering ---- */

struct text_feature_table {
	struct arena *arena;
	size_t mask, n;
	uint64_t *key; /* 0 is free */
	uint32_t *number;
};

static struct text_feature_table *table_new(struct arena *a, size_t slots)
{
	struct text_feature_table *t = arena_alloc(a, sizeof *t);
	*t = (struct text_feature_table){ .arena = a, .mask = slots - 1,
		.key = arena_array(a, slots, sizeof *t->key), .number = arena_array(a, slots, sizeof *t->number) };
	return t;
}

static size_t table_slot(const struct text_feature_table *t, uint64_t key)
{
	size_t i = key & t->mask;
	while (t->key[i] && t->key[i] != key)
		i = (i + 1) & t->mask;
	return i;
}

static void table_grow(struct text_feature_table *t)
{
	struct text_feature_table *wider = table_new(t->arena, 2 * (t->mask + 1));
	for (size_t i = 0; i <= t->mask; i++) {
		if (!t->key[i])
			continue;
		size_t to = table_slot(wider, t->key[i]);
		wider->key[to] = t->key[i];
		wider->number[to] = t->number[i];
	}
	wider->n = t->n;
	*t = *wider;
}

static uint32_t table_number(struct text_feature_table *t, uint64_t key)
{
	size_t i = table_slot(t, key);
	if (!t->key[i]) {
		if (2 * (t->n + 1) > t->mask + 1) {
			table_grow(t);
			i = table_slot(t, key);
		}
		t->key[i] = key;
		t->number[i] = (uint32_t)t->n++;
	}
	return t->number[i];
}

uint32_t text_feature_find(const struct text_feature_table *t, uint64_t key)
{
	size_t i = table_slot(t, key);
	return t->key[i] ? t->number[i] : TEXT_NONE;
}

/* ---- The forms of the corpus ---- */

/* Forms are analysed in blocks by several threads, and numbered in order by one. */
#define BLOCK (16 * TEXT_CHUNK)

struct analysing {
	const struct text_corpus *corpus;
	const struct text_parts *parts;
	size_t from, to;
	struct arena *arena[BLOCK / TEXT_CHUNK];
	struct text_stemmer *stemmer[BLOCK / TEXT_CHUNK];
	struct text_analysis word[BLOCK];
};

static void analyse_chunk(void *arg, size_t chunk)
{
	struct analysing *g = arg;
	for (size_t i = chunk * TEXT_CHUNK; i < text_chunk_end(chunk, g->to - g->from); i++) {
		const struct text_form *form = &g->corpus->forms[g->from + i];
		g->word[i] = (struct text_analysis){ 0 };
		if (text_word_counts(form->text, form->flags))
			g->word[i] = text_analyse(g->arena[chunk], g->parts, g->stemmer[chunk], form->text,
			                     2 * form->english > form->count);
	}
}

/* While the features are made: the numbers of the stems. */
struct making {
	struct arena *arena;
	struct text_features *f;
	struct strmap *stem_numbers;
	VEC(struct span) stem;
};

static uint32_t stem_number(struct making *m, struct span stem)
{
	bool added;
	int64_t *number = strmap_at(m->stem_numbers, stem, &added);
	if (added) {
		*number = (int64_t)m->stem.n;
		*VEC_PUSH(m->arena, &m->stem) = (struct span){ arena_strndup(m->arena, stem.s, stem.n), stem.n };
	}
	return (uint32_t)*number;
}

static void number_form(struct making *m, size_t form, const struct text_analysis *w)
{
	struct text_features *f = m->f;
	struct text_sparse *of = &f->of_form;
	struct text_concepts *c = &f->concepts[form];
	size_t k = of->at[form];
	c->stem = TEXT_NONE;
	if (w->n_raw) {
		c->stem = stem_number(m, w->stem);
		c->n_parts = w->n_parts;
		for (unsigned i = 0; i < w->n_parts; i++)
			c->part[i] = stem_number(m, w->part[i]);
	}
	for (size_t i = 0; i < w->n_raw; i++, k++) {
		of->column[k] = table_number(f->table, w->raw[i].key);
		of->value[k] = w->raw[i].weight;
	}
	of->at[form + 1] = k;
}

static void make_forms(struct making *m, const struct text_corpus *corpus, const struct text_parts *parts)
{
	struct arena *scratch = arena_new();
	struct analysing *g = arena_alloc(scratch, sizeof *g);
	g->corpus = corpus;
	g->parts = parts;
	for (size_t i = 0; i < ARRAY_LEN(g->arena); i++) {
		g->arena[i] = arena_new();
		g->stemmer[i] = text_stemmer_new(scratch);
	}
	for (g->from = 0; g->from < corpus->n_forms; g->from = g->to) {
		g->to = g->from + BLOCK < corpus->n_forms ? g->from + BLOCK : corpus->n_forms;
		parallel(corpus->options.threads, text_chunks(g->to - g->from), analyse_chunk, g);
		for (size_t i = g->from; i < g->to; i++)
			number_form(m, i, &g->word[i - g->from]);
		for (size_t i = 0; i < ARRAY_LEN(g->arena); i++)
			arena_reset(g->arena[i]);
		text_progress(&corpus->options, "words analysed", g->to, corpus->n_forms);
	}
	for (size_t i = 0; i < ARRAY_LEN(g->arena); i++)
		arena_free(g->arena[i]);
	arena_free(scratch);
}

/* ---- Counts ---- */

static int compare_u32(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

/* Each different text's words that count, once each with 1 + ln of how often. */
static struct text_sparse count_words(struct arena *a, const struct text_corpus *c,
                                      const struct text_concepts *concepts)
{
	size_t n = c->word_at[c->n_unique], k = 0;
	struct text_sparse m = { .rows = c->n_unique, .columns = c->n_forms,
		.at = arena_array(a, c->n_unique + 1, sizeof *m.at),
		.column = arena_array(a, n, sizeof *m.column), .value = arena_array(a, n, sizeof *m.value) };
	for (size_t u = 0; u < c->n_unique; u++) {
		size_t from = k;
		for (size_t i = c->word_at[u]; i < c->word_at[u + 1]; i++)
			if (concepts[c->word[i]].stem != TEXT_NONE)
				m.column[k++] = c->word[i];
		qsort(m.column + from, k - from, sizeof *m.column, compare_u32);
		size_t to = from;
		for (size_t i = from; i < k;) {
			size_t same = i;
			while (i < k && m.column[i] == m.column[same])
				i++;
			m.column[to] = m.column[same];
			m.value[to++] = 1 + logf((float)(i - same));
		}
		m.at[u + 1] = k = to;
	}
	return m;
}

/* ---- Weights ---- */

/* In how many texts each feature stands, and in how many families (by weight). */
struct frequency {
	uint32_t texts;
	float weight;
};

static struct frequency *count_features(struct arena *a, const struct text_features *f, const float *weight)
{
	struct frequency *df = arena_array(a, f->n, sizeof *df);
	uint32_t *seen_in = arena_array(a, f->n, sizeof *seen_in); /* text + 1 */
	for (size_t u = 0; u < f->counts.rows; u++)
		for (size_t i = f->counts.at[u]; i < f->counts.at[u + 1]; i++) {
			uint32_t form = f->counts.column[i];
			for (size_t k = f->of_form.at[form]; k < f->of_form.at[form + 1]; k++) {
				uint32_t feature = f->of_form.column[k];
				if (seen_in[feature] == u + 1)
					continue;
				seen_in[feature] = (uint32_t)u + 1;
				df[feature].texts++;
				df[feature].weight += weight[u];
			}
		}
	return df;
}

/* Drops rare n-grams and numbers the rest anew, without gaps. */
static void drop_rare(struct arena *a, struct text_features *f, const struct frequency *df, double total)
{
	struct arena *scratch = arena_new();
	bool *is_gram = arena_array(scratch, f->n, sizeof *is_gram);
	uint32_t *renumbered = arena_array(scratch, f->n, sizeof *renumbered);
	struct text_sparse *m = &f->of_form;
	for (size_t form = 0; form < m->rows; form++)
		for (size_t k = m->at[form]; k < m->at[form + 1]; k++)
			is_gram[m->column[k]] = k - m->at[form] > f->concepts[form].n_parts; /* they come last */
	uint32_t n = 0;
	f->idf = arena_array(a, f->n, sizeof *f->idf);
	for (size_t i = 0; i < f->n; i++) {
		bool rare = df[i].texts < 2 && is_gram[i] && f->counts.rows > RARE_FROM;
		renumbered[i] = rare ? TEXT_NONE : n;
		if (!rare)
			f->idf[n++] = (float)(1 + log((1 + total) / (1 + (double)df[i].weight)));
	}
	f->n = n;
	for (size_t i = 0; i <= f->table->mask; i++)
		if (f->table->key[i])
			f->table->number[i] = renumbered[f->table->number[i]];
	size_t to = 0;
	for (size_t form = 0, from = 0; form < m->rows; form++) {
		size_t end = m->at[form + 1];
		for (size_t k = from; k < end; k++)
			if (renumbered[m->column[k]] != TEXT_NONE) {
				m->column[to] = renumbered[m->column[k]];
				m->value[to] = m->value[k] * f->idf[m->column[to]];
				to++;
			}
		from = end;
		m->at[form + 1] = to;
	}
	m->columns = n;
	arena_free(scratch);
}

/* ---- Lengths ---- */

/* Adds the features of row u to `row`. */
static void add_text(const struct text_features *f, size_t u, float *row)
{
	for (size_t i = f->counts.at[u]; i < f->counts.at[u + 1]; i++) {
		uint32_t form = f->counts.column[i];
		for (size_t k = f->of_form.at[form]; k < f->of_form.at[form + 1]; k++)
			row[f->of_form.column[k]] += f->counts.value[i] * f->of_form.value[k];
	}
}

/* The squared length of row u, which is set back to 0 on the way. */
static double take_length(const struct text_features *f, size_t u, float *row)
{
	double sum = 0;
	for (size_t i = f->counts.at[u]; i < f->counts.at[u + 1]; i++) {
		uint32_t form = f->counts.column[i];
		for (size_t k = f->of_form.at[form]; k < f->of_form.at[form + 1]; k++) {
			float *v = &row[f->of_form.column[k]];
			sum += (double)*v * (double)*v;
			*v = 0;
		}
	}
	return sum;
}

static void measure_chunk(void *arg, size_t chunk)
{
	struct text_features *f = arg;
	struct arena *scratch = arena_new();
	float *row = arena_array(scratch, f->n, sizeof *row);
	for (size_t u = chunk * TEXT_CHUNK; u < text_chunk_end(chunk, f->counts.rows); u++) {
		add_text(f, u, row);
		double length = take_length(f, u, row);
		f->scale[u] = length > 0 ? (float)(1 / sqrt(length)) : 0;
	}
	arena_free(scratch);
}

struct text_features text_features_new(struct arena *a, const struct text_corpus *corpus,
                                       const struct text_parts *parts, const float *weight)
{
	struct text_features f = {
		.table = table_new(a, 1 << 12),
		.concepts = arena_array(a, corpus->n_forms, sizeof *f.concepts),
		.scale = arena_array(a, corpus->n_unique, sizeof *f.scale),
	};
	size_t most = 0;
	for (size_t i = 0; i < corpus->n_forms; i++)
		most += text_analysis_most(utf8_length(corpus->forms[i].text));
	f.of_form = (struct text_sparse){ .rows = corpus->n_forms, .at = arena_array(a, corpus->n_forms + 1, sizeof(size_t)),
		.column = arena_array(a, most, sizeof(uint32_t)), .value = arena_array(a, most, sizeof(float)) };
	struct making m = { .arena = a, .f = &f, .stem_numbers = strmap_new(a) };
	make_forms(&m, corpus, parts);
	f.stems = m.stem.v;
	f.n_stems = m.stem.n;
	f.n = f.table->n;
	f.counts = count_words(a, corpus, f.concepts);

	struct arena *scratch = arena_new();
	double total = 0;
	for (size_t u = 0; u < corpus->n_unique; u++)
		total += (double)weight[u];
	drop_rare(a, &f, count_features(scratch, &f, weight), total);
	arena_free(scratch);
	f.counts_t = text_sparse_transpose(a, &f.counts);
	f.of_form_t = text_sparse_transpose(a, &f.of_form);
	parallel(corpus->options.threads, text_chunks(corpus->n_unique), measure_chunk, &f);
	return f;
}
