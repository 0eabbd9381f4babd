/*
 * The index: for each form of a word the documents that have it, and for each document its
 * forms in order. Texts themselves are not kept.
 */
#include "engine/text/search_internal.h"

#include "base/parallel.h"

#include <assert.h>

#define BLOCK (16 * TEXT_CHUNK) /* documents that are normalised before they are added */
#define TITLE_COUNTS 2

struct search_index *search_index_new(struct arena *a, unsigned threads)
{
	struct search_index *x = arena_alloc(a, sizeof *x);
	x->arena = a;
	x->threads = threads;
	x->numbers = strmap_new(a);
	x->known.arena = a;
	x->known.form_numbers = strmap_new(a);
	search_forms_update(x);
	return x;
}

/* ---- Adding ---- */

struct block {
	const struct search_document *documents;
	size_t n;
	struct arena *arena[BLOCK / TEXT_CHUNK];
	const char *title[BLOCK], *text[BLOCK];
};

static void normalise_chunk(void *arg, size_t chunk)
{
	struct block *b = arg;
	for (size_t i = chunk * TEXT_CHUNK; i < text_chunk_end(chunk, b->n); i++) {
		b->title[i] = text_normal(b->arena[chunk], span_of(b->documents[i].title));
		b->text[i] = text_normal(b->arena[chunk], span_of(b->documents[i].text));
	}
}

static uint32_t form_number(struct search_index *x, struct span word)
{
	bool added;
	int64_t *number = strmap_at(x->known.form_numbers, word, &added);
	if (added) {
		const struct text_word *listed = text_lexicon_find(word);
		*number = (int64_t)x->texts.n;
		*VEC_PUSH(x->arena, &x->texts) = (struct text_form){
			.text = { arena_strndup(x->arena, word.s, word.n), word.n }, .flags = listed ? listed->flags : 0 };
		VEC_PUSH(x->arena, &x->forms)->concept = TEXT_NONE;
	}
	return (uint32_t)*number;
}

static void post(struct search_index *x, struct search_form *form, uint32_t entry, uint32_t count)
{
	size_t n = form->postings.n;
	if (n > 0 && form->postings.v[n - 1].entry == entry) {
		form->postings.v[n - 1].count += count;
		return;
	}
	*VEC_PUSH(x->arena, &form->postings) = (struct search_posting){ entry, count };
	form->documents++;
}

static void add_words(struct search_index *x, uint32_t entry, const char *normal, uint32_t count)
{
	for (struct span rest = span_of(normal); rest.n;) {
		uint32_t number = form_number(x, span_cut(&rest, ' '));
		*VEC_PUSH(x->arena, &x->word) = number;
		x->texts.v[number].count++;
		if (x->texts.v[number].flags & WORD_STOP)
			continue;
		post(x, &x->forms.v[number], entry, count);
		x->entries.v[entry].length += count;
	}
}

/* What a document is known by. */
struct key {
	int64_t id, kind;
};

static struct span key_span(const struct key *key)
{
	return (struct span){ (const char *)key, sizeof *key };
}

static void add_document(struct search_index *x, const struct search_document *d, const char *title, const char *text)
{
	assert(d->kind < SEARCH_KINDS);
	uint32_t number = (uint32_t)x->entries.n;
	struct key key = { d->id, d->kind };
	int64_t *known = strmap_at(x->numbers, key_span(&key), NULL);
	assert(*known == 0);
	*known = (int64_t)number + 1;
	*VEC_PUSH(x->arena, &x->entries) = (struct search_entry){
		.id = d->id, .scope = d->scope, .stamp = d->stamp, .at = x->word.n, .kind = d->kind };
	add_words(x, number, title, TITLE_COUNTS);
	*VEC_PUSH(x->arena, &x->word) = TEXT_NONE; /* no phrase reaches from the title into the text */
	add_words(x, number, text, 1);
	struct search_entry *e = &x->entries.v[number];
	e->words = (uint32_t)(x->word.n - e->at);
	x->n_live++;
	x->live_words += e->words;
	x->live_length += e->length;
}

void search_add(struct search_index *x, const struct search_document *documents, size_t n)
{
	struct arena *scratch = arena_new();
	struct block *b = arena_alloc(scratch, sizeof *b);
	size_t chunks = text_chunks(n < BLOCK ? n : BLOCK);
	for (size_t i = 0; i < chunks; i++)
		b->arena[i] = arena_new();
	for (size_t from = 0; from < n; from += b->n) {
		b->documents = documents + from;
		b->n = n - from < BLOCK ? n - from : BLOCK;
		parallel(x->threads, text_chunks(b->n), normalise_chunk, b);
		for (size_t i = 0; i < b->n; i++)
			add_document(x, &b->documents[i], b->title[i], b->text[i]);
		for (size_t i = 0; i < chunks; i++)
			arena_reset(b->arena[i]);
	}
	for (size_t i = 0; i < chunks; i++)
		arena_free(b->arena[i]);
	arena_free(scratch);
	search_forms_update(x);
}

/* ---- Removing, and what is there ---- */

static int64_t *place_of(const struct search_index *x, unsigned kind, int64_t id)
{
	struct key key = { id, kind };
	int64_t *place = strmap_find(x->numbers, key_span(&key));
	return place && *place ? place : NULL;
}

/* Counts down each form of the document once, so that a word no longer there is no correction. */
static void forget_words(struct search_index *x, uint32_t number, const struct search_entry *e)
{
	for (size_t i = e->at; i < e->at + e->words; i++) {
		if (x->word.v[i] == TEXT_NONE)
			continue;
		struct search_form *form = &x->forms.v[x->word.v[i]];
		/* Postings stand in the order of the documents. */
		for (size_t low = 0, high = form->postings.n; low < high;) {
			size_t middle = low + (high - low) / 2;
			struct search_posting *p = &form->postings.v[middle];
			if (p->entry == number) {
				form->documents -= p->count > 0;
				p->count = 0;
				break;
			}
			if (p->entry < number)
				low = middle + 1;
			else
				high = middle;
		}
	}
}

bool search_remove(struct search_index *x, unsigned kind, int64_t id)
{
	int64_t *place = place_of(x, kind, id);
	if (!place)
		return false;
	uint32_t number = (uint32_t)(*place - 1);
	struct search_entry *e = &x->entries.v[number];
	forget_words(x, number, e);
	e->removed = true;
	*place = 0;
	x->n_live--;
	x->live_words -= e->words;
	x->live_length -= e->length;
	return true;
}

bool search_stamp(const struct search_index *x, unsigned kind, int64_t id, uint64_t *stamp)
{
	const int64_t *place = place_of(x, kind, id);
	if (place)
		*stamp = x->entries.v[*place - 1].stamp;
	return place != NULL;
}

bool search_wasted(const struct search_index *x)
{
	return x->entries.n > 2 * x->n_live || x->word.n > 2 * x->live_words;
}

void search_each(const struct search_index *x, void (*fn)(void *arg, unsigned kind, int64_t id), void *arg)
{
	for (size_t i = 0; i < x->entries.n; i++)
		if (!x->entries.v[i].removed)
			fn(arg, x->entries.v[i].kind, x->entries.v[i].id);
}
