#include "engine/text/resident.h"

#include "engine/text/resident_internal.h"

#include <pthread.h>

enum { VOTERS = 10 }; /* neighbours that decide on the group */

/* What one thread at a time needs to read a text. */
struct reader {
	struct arena *arena;
	struct text_query *query;
	float *laid_out;     /* beside the features */
	struct reader *next; /* idle */
};

struct text_resident {
	struct arena *arena;
	const struct text_space *space;
	const struct text_groups *groups;
	struct text_model *model;
	struct text_repeats *repeats;
	struct text_around *around;
	VEC(uint32_t) first; /* of the families of added texts, beside them */
	pthread_rwlock_t lock; /* of all above: placing reads, adding and learning write */
	struct text_keyers *keyers;
	struct reader *idle;
	pthread_mutex_t idle_lock;
};

static void add_corpus(struct text_resident *r)
{
	const struct text_corpus *c = r->space->corpus;
	struct arena *each = arena_new();
	struct text_keyer *k = text_keyer_take(r->keyers);
	for (size_t u = 0; u < c->n_unique; u++) {
		const char *normal = text_normal(each, span_of(c->texts[c->first[u]]));
		struct text_reading reading = text_repeats_read(each, k, normal);
		text_repeats_add(r->repeats, &reading);
		arena_reset(each);
	}
	text_keyer_give(r->keyers, k);
	arena_free(each);
}

struct text_resident *text_resident_new(const struct text_space *space, const struct text_groups *groups,
                                        const struct text_node *nodes, size_t n_nodes)
{
	struct arena *a = arena_new();
	struct text_resident *r = arena_alloc(a, sizeof *r);
	*r = (struct text_resident){ .arena = a, .space = space, .groups = groups };
	pthread_rwlock_init(&r->lock, NULL);
	pthread_mutex_init(&r->idle_lock, NULL);
	r->keyers = text_keyers_new(a);
	r->model = text_model_new(a, space, nodes, n_nodes);
	r->repeats = text_repeats_new(a);
	r->around = text_around_new(a, r->model);
	add_corpus(r);
	return r;
}

void text_resident_free(struct text_resident *r)
{
	if (!r)
		return;
	pthread_rwlock_destroy(&r->lock);
	pthread_mutex_destroy(&r->idle_lock);
	for (struct reader *reader = r->idle, *next; reader; reader = next) {
		next = reader->next;
		arena_free(reader->arena);
	}
	arena_free(r->arena);
}

/* ---- Reading a text ---- */

/* A reader has an arena of its own, since others read at the same time. */
static struct reader *reader_new(const struct text_space *space)
{
	struct arena *a = arena_new();
	struct reader *reader = arena_alloc(a, sizeof *reader);
	*reader = (struct reader){ .arena = a, .query = text_query_new(a, space),
	                           .laid_out = arena_array(a, space->features.n, sizeof *reader->laid_out) };
	return reader;
}

static struct reader *take_reader(struct text_resident *r)
{
	pthread_mutex_lock(&r->idle_lock);
	struct reader *reader = r->idle;
	if (reader)
		r->idle = reader->next;
	pthread_mutex_unlock(&r->idle_lock);
	return reader ? reader : reader_new(r->space);
}

static void give_reader(struct text_resident *r, struct reader *reader)
{
	pthread_mutex_lock(&r->idle_lock);
	reader->next = r->idle;
	r->idle = reader;
	pthread_mutex_unlock(&r->idle_lock);
}

/* A text as it is seen here, which changes with nothing that is added or learnt. */
struct seen {
	struct text_reading reading;
	struct text_sight sight;
	float *place;
};

static struct seen see(struct text_resident *r, struct reader *reader, struct arena *a, struct span text)
{
	struct seen s = { .place = arena_array(a, r->space->place.width, sizeof *s.place) };
	const char *normal = text_normal(a, text);
	struct text_keyer *k = text_keyer_take(r->keyers);
	s.reading = text_repeats_read(a, k, normal);
	text_keyer_give(r->keyers, k);
	text_query_add_counted(reader->query, normal);
	struct text_row row = text_query_row(reader->query, a);
	s.sight = text_around_look(r->around, &row, a, s.place);
	return s;
}

/* ---- Placing ---- */

/* The first text of the family of a different text. */
static uint32_t family_of(const struct text_resident *r, uint32_t unique)
{
	const struct text_corpus *c = r->space->corpus;
	return unique < c->n_unique ? r->space->duplicates.of[c->first[unique]].first : r->first.v[unique - c->n_unique];
}

static int32_t group_of(const struct text_resident *r, const struct text_neighbour *v, size_t n)
{
	const struct text_corpus *c = r->space->corpus;
	struct { int32_t group; float votes; } party[VOTERS];
	size_t parties = 0, best = 0, voters = 0;
	for (size_t i = 0; r->groups && i < n && voters < VOTERS; i++) {
		if (v[i].unique >= c->n_unique)
			continue;
		int32_t group = r->groups->of[c->first[v[i].unique]];
		size_t p = 0;
		while (p < parties && party[p].group != group)
			p++;
		if (p == parties) {
			party[parties].group = group;
			party[parties++].votes = 0;
		}
		party[p].votes += v[i].likeness;
		voters++;
	}
	for (size_t p = 1; p < parties; p++)
		if (party[p].votes > party[best].votes)
			best = p;
	return parties ? party[best].group : TEXT_NOT_GROUPED;
}

static void list_nearest(const struct text_resident *r, const struct text_neighbour *v, size_t n, struct text_placed *p)
{
	for (size_t i = 0; i < n && p->n_nearest < TEXT_NEAREST && v[i].likeness > 0; i++) {
		unsigned k = 0;
		uint32_t first = family_of(r, v[i].unique);
		while (k < p->n_nearest && p->nearest[k].text != first)
			k++;
		if (k < p->n_nearest)
			continue;
		p->nearest[k].text = first;
		p->nearest[k].likeness = v[i].likeness < 1 ? (double)v[i].likeness : 1;
		p->n_nearest++;
	}
}

struct text_placed text_resident_place(struct text_resident *r, struct span text)
{
	struct arena *a = arena_new();
	struct text_neighbour found[TEXT_NEIGHBOURS];
	struct reader *reader = take_reader(r);
	struct seen s = see(r, reader, a, text);
	struct text_placed p = { .language = text_language(text), .group = TEXT_NOT_GROUPED };
	pthread_rwlock_rdlock(&r->lock);
	uint32_t repeated = text_repeats_find(r->repeats, &s.reading, a, &p.kind);
	p.first = repeated == TEXT_NONE ? TEXT_NONE : family_of(r, repeated);
	p.suggestions = text_model_suggest(r->model, &s.sight, a);
	if (s.sight.row.n > 0) {
		size_t n = text_around_find(r->around, &s.sight, s.place, reader->laid_out, found);
		p.group = group_of(r, found, n);
		list_nearest(r, found, n, &p);
	}
	pthread_rwlock_unlock(&r->lock);
	give_reader(r, reader);
	arena_free(a);
	return p;
}

uint32_t text_resident_add(struct text_resident *r, struct span text)
{
	struct arena *a = arena_new();
	enum text_kind kind;
	struct reader *reader = take_reader(r);
	struct seen s = see(r, reader, a, text);
	pthread_rwlock_wrlock(&r->lock);
	uint32_t repeated = text_repeats_find(r->repeats, &s.reading, a, &kind);
	uint32_t number = (uint32_t)(r->space->corpus->n + r->first.n);
	*VEC_PUSH(r->arena, &r->first) = repeated == TEXT_NONE ? number : family_of(r, repeated);
	text_repeats_add(r->repeats, &s.reading);
	text_around_add(r->around, &s.sight, s.place);
	pthread_rwlock_unlock(&r->lock);
	give_reader(r, reader);
	arena_free(a);
	return number;
}

void text_resident_learn(struct text_resident *r, struct span text, uint32_t node)
{
	struct arena *a = arena_new();
	struct reader *reader = take_reader(r);
	struct seen s = see(r, reader, a, text);
	pthread_rwlock_wrlock(&r->lock);
	text_model_add(r->model, &s.sight, node);
	pthread_rwlock_unlock(&r->lock);
	give_reader(r, reader);
	arena_free(a);
}

size_t text_resident_count(struct text_resident *r)
{
	pthread_rwlock_rdlock(&r->lock);
	size_t n = r->space->corpus->n + r->first.n;
	pthread_rwlock_unlock(&r->lock);
	return n;
}
