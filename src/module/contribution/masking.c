/* What is hidden of contributions' texts: findings of the engine and decisions of planners, put together. */
#include "module/contribution/contribution_internal.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "db/journal.h"
#include "engine/text/text.h"

#include <stdlib.h>

struct decided {
	int64_t contribution_id;
	struct mask mask;
};
struct masking {
	struct decided *v; /* by contribution and place */
	size_t n;
};

static const void *load(struct db_conn *c, struct arena *a, const void *arg, struct err *err)
{
	(void)arg;
	VEC(struct decided) list = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT contribution_id, first_byte, bytes, kind, keep FROM contribution_masking "
		"ORDER BY contribution_id, first_byte, bytes"));
	while (db_step(st))
		*VEC_PUSH(a, &list) = (struct decided){ db_i64(st, 0), {
			.at = (size_t)db_i64(st, 1), .bytes = (size_t)db_i64(st, 2), .kind = db_text(st, 3, a),
			.state = db_i64(st, 4) ? MASKING_SHOWN : MASKING_HIDDEN } };
	struct masking *m = arena_alloc(a, sizeof *m);
	*m = (struct masking){ list.v, list.n };
	return db_finish(st, err) ? m : NULL;
}

const struct masking *masking_shared(struct db_conn *c, struct arena *pin, struct err *err)
{
	return db_shared(c, pin, "contribution.masking", load, NULL, err);
}

/* The decisions about one contribution. */
static const struct decided *decided_of(const struct masking *m, int64_t contribution_id, size_t *n)
{
	size_t low = 0, high = m ? m->n : 0;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (m->v[middle].contribution_id < contribution_id)
			low = middle + 1;
		else
			high = middle;
	}
	for (*n = 0; m && low + *n < m->n && m->v[low + *n].contribution_id == contribution_id;)
		++*n;
	return *n ? m->v + low : NULL;
}

uint64_t masking_stamp(const struct masking *m, int64_t contribution_id)
{
	size_t n;
	const struct decided *d = decided_of(m, contribution_id, &n);
	uint64_t stamp = 0;
	for (size_t i = 0; i < n; i++)
		stamp = hash_u64(stamp ^ hash_u64(d[i].mask.at ^ hash_u64(d[i].mask.bytes ^ ((uint64_t)d[i].mask.state << 56))));
	return stamp;
}

/* ---- What is hidden ---- */

static int by_place(const void *a, const void *b)
{
	const struct mask *x = a, *y = b;
	return x->at != y->at ? (x->at > y->at) - (x->at < y->at) : (x->bytes < y->bytes) - (x->bytes > y->bytes);
}

/* Where two lie over one another they become one, which is shown only if both may be. What was decided
 * about the longer of two that begin together holds. */
static size_t join(struct mask *list, size_t n)
{
	size_t kept = 0;
	for (size_t i = 0; i < n; i++) {
		struct mask *last = kept ? &list[kept - 1] : NULL;
		if (!last || list[i].at >= last->at + last->bytes) {
			list[kept++] = list[i];
			continue;
		}
		size_t end = list[i].at + list[i].bytes;
		if (end > last->at + last->bytes)
			last->bytes = end - last->at;
		if (last->state == MASKING_SHOWN) {
			last->state = list[i].state;
			last->instead = list[i].instead;
		}
	}
	return kept;
}

static bool same_place(const struct mask *mask, const struct text_personal *p)
{
	return mask->at == p->at && mask->bytes == p->bytes;
}

struct mask *masking_of(struct arena *a, const struct masking *m, int64_t contribution_id, struct span text, size_t *n)
{
	size_t n_found, n_decided, count = 0;
	struct text_personal *found = text_personal(a, text, &n_found);
	const struct decided *d = decided_of(m, contribution_id, &n_decided);
	struct mask *list = arena_array(a, n_found + n_decided, sizeof *list);
	for (size_t i = 0; i < n_found; i++) {
		struct mask mask = { found[i].at, found[i].bytes, text_personal_code(found[i].kind), MASKING_UNREVIEWED, MASKING_OPEN };
		for (size_t k = 0; k < n_decided; k++)
			if (same_place(&d[k].mask, &found[i]))
				mask.state = d[k].mask.state;
		if (mask.state == MASKING_HIDDEN)
			mask.instead = text_personal_mask(found[i].kind);
		list[count++] = mask;
	}
	/* What the engine did not find: a person's own finding, or one of an engine of before, which stays hidden. */
	for (size_t k = 0; k < n_decided; k++) {
		bool known = d[k].mask.state == MASKING_SHOWN || d[k].mask.at + d[k].mask.bytes > text.n;
		for (size_t i = 0; i < n_found && !known; i++)
			known = same_place(&d[k].mask, &found[i]);
		if (!known) {
			list[count] = d[k].mask;
			list[count++].instead = text_personal_mask(TEXT_NAME);
		}
	}
	qsort(list, count, sizeof *list, by_place);
	*n = join(list, count);
	return list;
}

char *masking_piece(struct arena *a, const struct masking *m, int64_t contribution_id, struct span whole,
                    size_t at, size_t bytes)
{
	struct arena *scratch = arena_new();
	size_t n, end = at + bytes < whole.n ? at + bytes : whole.n;
	struct mask *list = masking_of(scratch, m, contribution_id, whole, &n);
	struct out o = out_memory(scratch);
	for (size_t i = 0; i < n && at < end; i++) {
		size_t to = list[i].at + list[i].bytes;
		if (to <= at || list[i].at >= end || list[i].state == MASKING_SHOWN)
			continue;
		if (list[i].at > at)
			out_bytes(&o, whole.s + at, list[i].at - at);
		out_text(&o, list[i].instead);
		at = to;
	}
	if (at < end)
		out_bytes(&o, whole.s + at, end - at);
	char *text = utf8_nfc(a, (struct span){ out_string(&o), o.n });
	arena_free(scratch);
	return text;
}

char *masking_text(struct arena *a, const struct masking *m, int64_t contribution_id, const char *text)
{
	return masking_piece(a, m, contribution_id, span_of(text), 0, strlen(text));
}

const char *contribution_piece(struct request *rq, const struct contribution *c, size_t at, size_t bytes)
{
	return masking_piece(rq->arena, masking_shared(rq->conn, rq->arena, &rq->err), c->id, span_of(c->text), at, bytes);
}

const char *contribution_text(struct request *rq, const struct contribution *c)
{
	return contribution_piece(rq, c, 0, strlen(c->text));
}

/* ---- Deciding ---- */

static bool clear(struct db_conn *tx, int64_t contribution_id, const struct mask *mask, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"DELETE FROM contribution_masking WHERE contribution_id = $id AND first_byte = $at AND bytes = $bytes"));
	db_bind_i64(st, "$id", contribution_id);
	db_bind_i64(st, "$at", (int64_t)mask->at);
	db_bind_i64(st, "$bytes", (int64_t)mask->bytes);
	return db_finish(st, err);
}

static bool insert(struct db_conn *tx, int64_t contribution_id, const struct mask *mask, int64_t by, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO contribution_masking (id, contribution_id, first_byte, bytes, kind, keep, user_id, decided_at) "
		"VALUES ($id, $contribution, $at, $bytes, $kind, $keep, $user, $now)"));
	db_bind_i64(st, "$id", db_new_id(tx));
	db_bind_i64(st, "$contribution", contribution_id);
	db_bind_i64(st, "$at", (int64_t)mask->at);
	db_bind_i64(st, "$bytes", (int64_t)mask->bytes);
	db_bind_text(st, "$kind", mask->kind);
	db_bind_i64(st, "$keep", mask->state == MASKING_SHOWN);
	db_bind_id(st, "$user", by);
	db_bind_i64(st, "$now", clock_now());
	return db_finish(st, err);
}

/* Where in the text, and of what kind; never the words themselves. */
static bool journal(struct db_conn *tx, int64_t contribution_id, const struct mask *mask, int64_t by, struct err *err)
{
	static const char *const states[] = { [MASKING_OPEN] = "open", [MASKING_HIDDEN] = "mask", [MASKING_SHOWN] = "keep" };
	struct arena *a = arena_new();
	struct out content = out_memory(a);
	struct json j = json_to(&content, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "by", by);
	json_put_i64(&j, "at", (int64_t)mask->at);
	json_put_i64(&j, "bytes", (int64_t)mask->bytes);
	json_put_string(&j, "kind", mask->kind);
	json_put_string(&j, "decision", states[mask->state]);
	json_put_end(&j);
	bool ok = journal_write(tx, "contribution.mask", contribution_id, out_string(&content), err);
	arena_free(a);
	return ok;
}

bool masking_decide(struct db_conn *tx, int64_t contribution_id, const struct mask *mask, int64_t by, struct err *err)
{
	return clear(tx, contribution_id, mask, err)
	       && (mask->state == MASKING_OPEN || insert(tx, contribution_id, mask, by, err))
	       && journal(tx, contribution_id, mask, by, err);
}
