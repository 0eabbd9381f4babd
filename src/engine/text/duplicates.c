/*
 * Texts of a corpus that repeat others: copies, variants, form letters with a paragraph of
 * one's own, and short texts that stand whole in longer ones. The corpus has found those that are
 * equal, and its words are numbered: each gets its key once, and a text's row of keys is at hand.
 */
#include "engine/text/duplicates.h"

#include "base/hash.h"
#include "base/parallel.h"

struct state {
	struct text_keyed keyed;
	struct text_signatures all;
};

static void key_chunk(void *arg, size_t chunk)
{
	struct state *s = arg;
	const struct text_corpus *c = s->keyed.corpus;
	struct text_keyer *k = text_keyer_take(s->keyed.keyers);
	for (size_t f = chunk * TEXT_CHUNK; f < text_chunk_end(chunk, c->n_forms); f++)
		s->keyed.key[f] = text_key(k, c->forms[f].text);
	text_keyer_give(s->keyed.keyers, k);
}

/* The digest of the normal text, which is its forms with a space between. */
static void content_chunk(void *arg, size_t chunk)
{
	struct state *s = arg;
	const struct text_corpus *c = s->keyed.corpus;
	for (size_t u = chunk * TEXT_CHUNK; u < text_chunk_end(chunk, c->n_unique); u++) {
		struct digester d;
		digest_begin(&d);
		for (size_t i = c->word_at[u]; i < c->word_at[u + 1]; i++) {
			struct span word = c->forms[c->word[i]].text;
			digest_bytes(&d, " ", i > c->word_at[u]);
			digest_bytes(&d, word.s, word.n);
		}
		struct digest digest = digest_end(&d);
		memcpy(s->keyed.content[u], digest.byte, sizeof s->keyed.content[u]);
	}
}

struct text_keyed text_keyed_of(struct arena *a, const struct text_corpus *corpus)
{
	struct state s = { .keyed = { corpus, text_keyers_new(a), arena_array(a, corpus->n_forms, sizeof *s.keyed.key),
	                              arena_array(a, corpus->n_unique, sizeof *s.keyed.content) } };
	parallel(corpus->options.threads, text_chunks(corpus->n_forms), key_chunk, &s);
	parallel(corpus->options.threads, text_chunks(corpus->n_unique), content_chunk, &s);
	return s.keyed;
}

struct text_keys text_keyed_keys(const struct text_keyed *keyed, struct arena *a, uint32_t u)
{
	const struct text_corpus *c = keyed->corpus;
	struct text_keys keys = { arena_array(a, c->word_at[u + 1] - c->word_at[u], sizeof *keys.v), 0 };
	for (size_t i = c->word_at[u]; i < c->word_at[u + 1]; i++)
		if (keyed->key[c->word[i]])
			keys.v[keys.n++] = keyed->key[c->word[i]];
	return keys;
}

static struct text_keys keys_of(void *arg, struct arena *a, struct text_keyer *k, uint32_t u)
{
	(void)k;
	return text_keyed_keys(arg, a, u);
}

static void sketch_chunk(void *arg, size_t chunk)
{
	struct state *s = arg;
	const struct text_corpus *c = s->keyed.corpus;
	struct arena *a = arena_new();
	for (size_t u = chunk * TEXT_CHUNK; u < text_chunk_end(chunk, c->n_unique); u++) {
		struct text_signature *t = text_signature_at(&s->all, u);
		struct text_keys keys = text_keyed_keys(&s->keyed, a, (uint32_t)u);
		text_sketch(t, &keys);
		memcpy(t->content, s->keyed.content[u], sizeof t->content);
		t->first = c->first[u];
		t->copies = c->copies[u];
		arena_reset(a);
	}
	arena_free(a);
}

struct text_duplicates text_duplicates(struct arena *a, const struct text_corpus *corpus)
{
	struct arena *scratch = arena_new();
	struct state s = { .keyed = text_keyed_of(scratch, corpus) };
	for (size_t u = 0; u < corpus->n_unique; u++)
		text_signatures_push(scratch, &s.all);
	parallel(corpus->options.threads, text_chunks(corpus->n_unique), sketch_chunk, &s);
	struct text_family_input in = { .all = &s.all, .options = &corpus->options, .keys = keys_of, .arg = &s.keyed,
	                                .keyers = s.keyed.keyers };
	struct text_families f = text_families(scratch, &in);
	struct text_duplicates d = text_describe(a, &f, &s.all, corpus->unique, corpus->n);
	arena_free(scratch);
	return d;
}

const char *text_kind_code(enum text_kind kind)
{
	static const char *const codes[] = {
		[TEXT_FIRST] = "first", [TEXT_EXACT] = "exact", [TEXT_NEAR] = "near", [TEXT_CONTAINED] = "contained",
	};
	return codes[kind];
}
