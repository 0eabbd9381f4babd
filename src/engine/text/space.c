/*
 * Where texts stand to one another.
 *
 * Latent semantic analysis (latent.c) places each text in a hundred dimensions. Then each text is
 * tied to the nearest of up to a thousand landmarks, which gives a graph over all texts whose size is linear in their number
 * (Chen and Cai 2011, landmark-based spectral clustering). Groups and suggestions are both
 * found on this graph: texts that share no word are near where others lie between them.
 */
#include "engine/text/text_internal.h"

#include "base/parallel.h"
#include "base/random.h"

#include <math.h>

enum {
	LANDMARKS = 1000,
	NEAREST = 20,
};

/* ---- Weights ---- */

/* A family counts 1 + ln of its texts; the different texts in it share this by their copies. */
static float *weigh(struct arena *a, const struct text_corpus *c, const struct text_duplicates *d)
{
	struct arena *scratch = arena_new();
	uint32_t *texts = arena_array(scratch, d->n_families, sizeof *texts);
	float *weight = arena_array(a, c->n_unique, sizeof *weight);
	for (size_t i = 0; i < c->n; i++)
		texts[d->of[i].family]++;
	for (size_t u = 0; u < c->n_unique; u++) {
		float n = (float)texts[d->of[c->first[u]].family];
		weight[u] = (1 + logf(n)) * (float)c->copies[u] / n;
	}
	arena_free(scratch);
	return weight;
}

/* The first unique of each one's family, in their own order and not in that of the input. */
static uint32_t *find_leaders(struct arena *a, const struct text_corpus *c, const struct text_duplicates *d)
{
	struct arena *scratch = arena_new();
	uint32_t *leader = arena_array(a, c->n_unique, sizeof *leader);
	uint32_t *of_family = arena_array(scratch, d->n_families, sizeof *of_family); /* 1 + the leader */
	for (uint32_t u = 0; u < c->n_unique; u++) {
		uint32_t *lead = &of_family[d->of[c->first[u]].family];
		if (!*lead)
			*lead = u + 1;
		leader[u] = *lead - 1;
	}
	arena_free(scratch);
	return leader;
}

/* ---- The graph ---- */

/* The leader of each family, where it has words, or a sample of them. */
static uint32_t *choose_landmarks(struct arena *a, const struct text_space *s, size_t *n)
{
	const struct text_corpus *c = s->corpus;
	uint32_t *chosen = arena_array(a, c->n_unique, sizeof *chosen);
	*n = 0;
	for (size_t u = 0; u < c->n_unique; u++)
		if (s->leader[u] == u && s->features.scale[u] > 0)
			chosen[(*n)++] = (uint32_t)u;
	if (*n <= LANDMARKS)
		return chosen;
	struct random r = random_seeded(c->options.seed);
	for (size_t i = 0; i < LANDMARKS; i++) {
		size_t j = i + random_below(&r, *n - i);
		uint32_t swapped = chosen[i];
		chosen[i] = chosen[j];
		chosen[j] = swapped;
	}
	*n = LANDMARKS;
	return chosen;
}

struct tying {
	struct text_space *space;
	const float *landmark; /* dimensions × landmarks: a column for each */
	size_t n_landmarks, padded;
	size_t room; /* in each row of the graph */
};

/* Keeps the largest there is room for, by falling similarity and then rising landmark. */
static size_t keep(uint32_t *column, float *value, size_t n, size_t room, uint32_t landmark, float similarity)
{
	if (n == room && similarity <= value[n - 1])
		return n;
	size_t at = n < room ? n++ : n - 1;
	for (; at > 0 && similarity > value[at - 1]; at--) {
		value[at] = value[at - 1];
		column[at] = column[at - 1];
	}
	value[at] = similarity;
	column[at] = landmark;
	return n;
}

/* Unused places of a row have the value 0. */
static void tie_chunk(void *arg, size_t chunk)
{
	const struct tying *t = arg;
	struct text_space *s = t->space;
	struct arena *scratch = arena_new();
	float *similarity = arena_array(scratch, t->padded, sizeof *similarity);
	for (size_t u = chunk * TEXT_CHUNK; u < text_chunk_end(chunk, s->place.n); u++) {
		text_add_rows(similarity, s->place.vector + u * s->place.width, NULL, s->place.width, t->landmark, t->padded);
		uint32_t *column = s->near.column + u * t->room;
		float *value = s->near.value + u * t->room, sum = 0;
		size_t n = 0;
		for (size_t l = 0; l < t->n_landmarks; l++)
			if (similarity[l] > 0)
				n = keep(column, value, n, t->room, (uint32_t)l, similarity[l]);
		for (size_t i = 0; i < n; i++)
			sum += value[i] *= value[i];
		for (size_t i = 0; i < n; i++)
			value[i] /= sum;
	}
	arena_free(scratch);
}

static void tie_to_landmarks(struct arena *a, struct text_space *s)
{
	struct arena *scratch = arena_new();
	size_t n, width = s->place.width;
	uint32_t *chosen = choose_landmarks(scratch, s, &n);
	size_t padded = (n + TEXT_TILE - 1) / TEXT_TILE * TEXT_TILE;
	float *landmark = arena_array(scratch, width * padded, sizeof *landmark);
	for (size_t l = 0; l < n; l++)
		for (size_t d = 0; d < width; d++)
			landmark[d * padded + l] = s->place.vector[chosen[l] * width + d];

	size_t rows = s->place.n, room = n < NEAREST ? n : NEAREST;
	s->near = (struct text_sparse){ .rows = rows, .columns = n, .at = arena_array(a, rows + 1, sizeof(size_t)),
		.column = arena_array(a, rows * room, sizeof(uint32_t)), .value = arena_array(a, rows * room, sizeof(float)) };
	for (size_t u = 0; u <= rows; u++)
		s->near.at[u] = u * room;
	struct tying t = { s, landmark, n, padded, room };
	parallel(s->corpus->options.threads, text_chunks(rows), tie_chunk, &t);
	s->near_t = text_sparse_transpose(a, &s->near);
	s->landmark_degree = arena_array(a, n, sizeof *s->landmark_degree);
	for (size_t l = 0; l < n; l++)
		for (size_t k = s->near_t.at[l]; k < s->near_t.at[l + 1]; k++)
			s->landmark_degree[l] += s->near_t.value[k] * s->weight[s->near_t.column[k]];
	arena_free(scratch);
}

struct text_space *text_space(struct arena *a, const struct text_corpus *corpus,
                              const struct text_duplicates *duplicates)
{
	struct text_space *s = arena_alloc(a, sizeof *s);
	s->corpus = corpus;
	s->duplicates = *duplicates;
	s->weight = weigh(a, corpus, duplicates);
	s->leader = find_leaders(a, corpus, duplicates);
	s->parts = text_parts_new(a, corpus);
	s->features = text_features_new(a, corpus, s->parts, s->weight);
	s->place = text_latent_places(a, s);
	text_progress(&corpus->options, "texts placed", corpus->n, corpus->n);
	tie_to_landmarks(a, s);
	return s;
}

const float *text_space_row(const struct text_space *space, size_t text, size_t *width)
{
	*width = space->place.width;
	return space->place.vector + space->corpus->unique[text] * space->place.width;
}
