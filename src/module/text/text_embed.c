/* Finding, making and keeping vectors. */
#include "module/text/text_embed.h"

#include "base/parallel.h"
#include "base/str.h"
#include "engine/text/text.h"

/* Vectors that are looked for with one statement, and that are made and kept at a time. */
#define LOOKED_FOR 16
#define BLOCK 256
#define CHUNK 256

/* ---- The texts ---- */

struct masking {
	const char *const *texts;
	const char **masked;
	struct digest *digest;
	size_t n;
	struct arena **arenas; /* one for each chunk */
};

static void mask_chunk(void *arg, size_t chunk)
{
	struct masking *m = arg;
	size_t end = (chunk + 1) * CHUNK < m->n ? (chunk + 1) * CHUNK : m->n;
	for (size_t i = chunk * CHUNK; i < end; i++) {
		m->masked[i] = text_mask(m->arenas[chunk], span_of(m->texts[i]));
		m->digest[i] = digest_of(m->masked[i], strlen(m->masked[i]));
	}
}

static void free_arena(void *arena)
{
	arena_free(arena);
}

/* Only what differs as it was written is masked. */
static const char **different(struct arena *a, struct text_vectors *v, const char *const *texts)
{
	struct strmap *numbers = strmap_new(a);
	const char **list = arena_array(a, v->n, sizeof *list);
	v->unique = arena_array(a, v->n, sizeof *v->unique);
	for (size_t i = 0; i < v->n; i++) {
		bool added;
		int64_t *number = strmap_at(numbers, span_of(texts[i]), &added);
		if (added) {
			*number = (int64_t)v->n_unique;
			list[v->n_unique++] = texts[i];
		}
		v->unique[i] = (uint32_t)*number;
	}
	return list;
}

struct text_vectors text_vectors_of(struct arena *a, struct db *db, struct embedder *e, const char *const *texts,
                                    size_t n, unsigned threads)
{
	struct text_vectors v = { .db = db, .embedder = e, .dim = embed_dim(e), .n = n };
	const char **list = different(a, &v, texts);
	v.masked = arena_array(a, v.n_unique, sizeof *v.masked);
	v.digest = arena_array(a, v.n_unique, sizeof *v.digest);
	v.found = arena_array(a, v.n_unique, sizeof *v.found);
	v.row = arena_array(a, v.n_unique * v.dim, sizeof *v.row);
	size_t chunks = (v.n_unique + CHUNK - 1) / CHUNK;
	struct masking m = { list, v.masked, v.digest, v.n_unique, arena_array(a, chunks, sizeof(struct arena *)) };
	for (size_t i = 0; i < chunks; i++) {
		m.arenas[i] = arena_new();
		arena_defer(a, free_arena, m.arenas[i]);
	}
	parallel(threads, chunks, mask_chunk, &m);
	return v;
}

/* ---- Reading ---- */

static void place_vector(struct text_vectors *v, const size_t *looked_for, size_t n, const struct digest *digest,
                         const void *bytes, size_t size)
{
	for (size_t i = 0; i < n; i++) {
		size_t u = looked_for[i];
		if (size != v->dim * sizeof(float) || v->found[u] || !digest_eq(&v->digest[u], digest))
			continue;
		memcpy(v->row + u * v->dim, bytes, size);
		v->found[u] = true;
		v->n_found++;
	}
}

/* One statement for up to LOOKED_FOR texts: a round trip each would take long. */
static bool load_some(struct db_conn *c, struct text_vectors *v, const size_t *looked_for, size_t n, struct err *err)
{
	static const char *const names[LOOKED_FOR] = { "$a", "$b", "$c", "$d", "$e", "$f", "$g", "$h",
	                                               "$i", "$j", "$k", "$l", "$m", "$n", "$o", "$p" };
	struct arena *scratch = arena_new();
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT text_digest, vector FROM text_embedding WHERE model = $model AND text_digest IN "
		"($a, $b, $c, $d, $e, $f, $g, $h, $i, $j, $k, $l, $m, $n, $o, $p)"));
	db_bind_text(st, "$model", embed_model(v->embedder));
	for (size_t i = 0; i < LOOKED_FOR; i++)
		db_bind_blob(st, names[i], v->digest[looked_for[i < n ? i : 0]].byte, DIGEST_SIZE);
	while (db_step(st)) {
		struct digest digest = { { 0 } };
		size_t digest_size, size;
		const void *bytes = db_blob(st, 0, scratch, &digest_size);
		memcpy(digest.byte, bytes, digest_size < DIGEST_SIZE ? digest_size : DIGEST_SIZE);
		bytes = db_blob(st, 1, scratch, &size);
		place_vector(v, looked_for, n, &digest, bytes, size);
	}
	arena_free(scratch);
	return db_finish(st, err);
}

bool text_vectors_load(struct text_vectors *v, struct err *err)
{
	size_t looked_for[LOOKED_FOR], n = 0;
	struct db_conn *c = db_reader(v->db, err);
	bool ok = c != NULL;
	for (size_t u = 0; ok && u < v->n_unique; u++) {
		if (!v->found[u])
			looked_for[n++] = u;
		if (n == LOOKED_FOR || (n > 0 && u + 1 == v->n_unique)) {
			ok = load_some(c, v, looked_for, n, err);
			n = 0;
		}
	}
	db_reader_done(c);
	return ok;
}

/* ---- Making ---- */

/* Some that are missing, made and to be kept. */
struct block {
	struct text_vectors *vectors;
	size_t unique[BLOCK], n;
};

/* Another worker may have kept the same meanwhile: then it has the same vector. */
static bool keep(struct db_conn *tx, void *arg, struct err *err)
{
	const struct block *b = arg;
	const struct text_vectors *v = b->vectors;
	for (size_t i = 0; i < b->n; i++) {
		struct db_stmt *st = db_prepare(tx, SQL(
			"INSERT INTO text_embedding (model, text_digest, vector) VALUES ($model, $digest, $vector) "
			"ON CONFLICT (model, text_digest) DO NOTHING"));
		db_bind_text(st, "$model", embed_model(v->embedder));
		db_bind_blob(st, "$digest", v->digest[b->unique[i]].byte, DIGEST_SIZE);
		db_bind_blob(st, "$vector", v->row + b->unique[i] * v->dim, v->dim * sizeof(float));
		if (!db_finish(st, err))
			return false;
	}
	return true;
}

static bool make_block(struct block *b, struct err *err)
{
	struct text_vectors *v = b->vectors;
	const char *texts[BLOCK];
	struct arena *scratch = arena_new();
	float *rows = arena_array(scratch, b->n * v->dim, sizeof *rows);
	for (size_t i = 0; i < b->n; i++)
		texts[i] = v->masked[b->unique[i]];
	bool ok = embed_texts(v->embedder, texts, b->n, rows, NULL, NULL, err);
	for (size_t i = 0; ok && i < b->n; i++) {
		memcpy(v->row + b->unique[i] * v->dim, rows + i * v->dim, v->dim * sizeof *rows);
		v->found[b->unique[i]] = true;
	}
	arena_free(scratch);
	return ok && db_write(v->db, keep, b, err);
}

bool text_vectors_make(struct text_vectors *v, text_vectors_progress *progress, void *arg, struct err *err)
{
	struct arena *scratch = arena_new();
	struct block *b = arena_alloc(scratch, sizeof *b);
	size_t done = 0, total = 0;
	for (size_t u = 0; u < v->n_unique; u++)
		total += !v->found[u];
	b->vectors = v;
	bool ok = true;
	for (size_t u = 0; ok && u < v->n_unique; u++) {
		if (!v->found[u])
			b->unique[b->n++] = u;
		if (b->n == BLOCK || (b->n > 0 && u + 1 == v->n_unique)) {
			ok = make_block(b, err) && progress(arg, done += b->n, total);
			b->n = 0;
		}
	}
	arena_free(scratch);
	return ok;
}

/* ---- Using ---- */

struct digest text_vectors_digest(const struct text_vectors *v)
{
	struct digester d;
	digest_begin(&d);
	digest_text(&d, embed_model(v->embedder));
	for (size_t i = 0; i < v->n; i++)
		digest_bytes(&d, v->row + v->unique[i] * v->dim, v->dim * sizeof(float));
	return digest_end(&d);
}

float *text_vectors_rows(const struct text_vectors *v, struct arena *a)
{
	float *rows = arena_array(a, v->n * v->dim, sizeof *rows);
	for (size_t i = 0; i < v->n; i++)
		memcpy(rows + i * v->dim, v->row + v->unique[i] * v->dim, v->dim * sizeof *rows);
	return rows;
}
