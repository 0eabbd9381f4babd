/*
 * Making vectors on several machines: the texts that have none are cut into jobs, each a stretch of
 * the plan's contributions. Whoever runs one keeps the vectors by their texts, so it does not matter
 * who made which, nor whether one was made twice.
 */
#include "module/text/text_embed.h"

#include "base/log.h"
#include "base/random.h"
#include "base/str.h"

#include <jansson.h>
#include <unistd.h>

#define KIND "text.embed"
#define JOB_TEXTS 2000
#define WAIT_MICROS 200000

/* ---- A worker's part ---- */

bool text_share_prepare(struct command_context *ctx, void **tools, const char **has, bool *able, struct err *err)
{
	const char *name = getenv("PLANVERK_EMBED");
	struct embedder *e;
	*able = name && *name;
	if (!*able)
		return true;
	if (!embed_open(ctx->arena, name, &e, err))
		return false;
	*tools = e;
	*has = embed_model(e);
	return true;
}

struct stretch {
	int64_t plan, first, last; /* first, last: contributions */
};

static bool read_payload(const char *payload, struct stretch *s, struct err *err)
{
	json_int_t plan = 0, first = 0, last = 0;
	json_t *o = json_loads(payload, 0, NULL);
	bool ok = o && json_unpack(o, "{s:I, s:I, s:I}", "plan", &plan, "first", &first, "last", &last) == 0;
	json_decref(o);
	*s = (struct stretch){ plan, first, last };
	return ok || err_input(err, "The job's payload is not of this version");
}

static bool load_texts(struct db *db, struct arena *a, const struct stretch *s, const char *const **texts, size_t *n,
                       struct err *err)
{
	VEC(const char *) list = { 0 };
	struct db_conn *c = db_reader(db, err);
	if (!c)
		return false;
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT text FROM contribution WHERE plan_id = $plan "
		"  AND ordinal >= (SELECT f.ordinal FROM contribution f WHERE f.id = $first) "
		"  AND ordinal <= (SELECT l.ordinal FROM contribution l WHERE l.id = $last) ORDER BY ordinal"));
	db_bind_i64(st, "$plan", s->plan);
	db_bind_i64(st, "$first", s->first);
	db_bind_i64(st, "$last", s->last);
	while (db_step(st))
		*VEC_PUSH(a, &list) = db_text(st, 0, a);
	bool ok = db_finish(st, err);
	db_reader_done(c);
	*texts = list.v;
	*n = list.n;
	return ok;
}

static bool tell_job(void *arg, size_t done, size_t total)
{
	return job_progress(arg, (int64_t)done, (int64_t)total);
}

bool text_share_run(struct job_run *run, struct err *err)
{
	struct stretch s;
	const char *const *texts;
	size_t n;
	if (!read_payload(run->job->payload, &s, err) || !load_texts(run->db, run->arena, &s, &texts, &n, err))
		return false;
	struct text_vectors v = text_vectors_of(run->arena, run->db, run->tools, texts, n, run->threads);
	if (!text_vectors_load(&v, err))
		return false;
	size_t missing = v.n_unique - v.n_found;
	run->result = arena_printf(run->arena, "{\"made\":%zu}", missing);
	return tell_job(run, 0, missing) && text_vectors_make(&v, tell_job, run, err);
}

/* ---- The compiler's part ---- */

struct sharing {
	struct command_context *ctx;
	const struct text_vectors *vectors;
	int64_t plan_id;
	const int64_t *ids;
	char batch[40];
};

static bool add_job(struct sharing *s, struct db_conn *tx, size_t first, size_t last, struct err *err)
{
	struct out o = out_memory(s->ctx->arena);
	struct json j = json_to(&o, 0);
	int64_t id;
	json_put_object(&j, NULL);
	json_put_i64(&j, "plan", s->plan_id);
	json_put_i64(&j, "first", s->ids[first]);
	json_put_i64(&j, "last", s->ids[last]);
	json_put_end(&j);
	return job_add(tx, KIND, embed_model(s->vectors->embedder), s->batch, out_string(&o), &id, err);
}

/* A stretch ends where it has JOB_TEXTS different texts that are missing. */
static bool add_jobs(struct db_conn *tx, void *arg, struct err *err)
{
	struct sharing *s = arg;
	const struct text_vectors *v = s->vectors;
	struct arena *scratch = arena_new();
	bool *counted = arena_array(scratch, v->n_unique, sizeof *counted), ok = true;
	size_t first = 0, last = 0, n = 0;
	for (size_t i = 0; ok && i < v->n; i++) {
		uint32_t u = v->unique[i];
		if (v->found[u] || counted[u])
			continue;
		counted[u] = true;
		first = n == 0 ? i : first;
		last = i;
		if (++n == JOB_TEXTS) {
			ok = add_job(s, tx, first, last, err);
			n = 0;
		}
	}
	arena_free(scratch);
	return ok && (n == 0 || add_job(s, tx, first, last, err));
}

static bool count_jobs(struct sharing *s, struct job_counts *counts, struct err *err)
{
	struct db_conn *c = db_reader(s->ctx->db, err);
	bool ok = c && job_count(c, s->batch, counts, err);
	db_reader_done(c);
	return ok;
}

/* The jobs' owner works, too, until none is left to take and none runs. */
static bool work_and_wait(struct sharing *s, struct job_worker *w, text_vectors_progress *progress, void *arg,
                          struct err *err)
{
	const struct text_vectors *v = s->vectors;
	for (;;) {
		bool worked;
		struct job_counts counts;
		if (!job_work_one(w, &worked, err) || !count_jobs(s, &counts, err))
			return false;
		if (!progress(arg, (size_t)counts.progress, v->n_unique - v->n_found))
			return false;
		if (counts.waiting + counts.running == 0)
			break;
		if (!worked)
			usleep(WAIT_MICROS);
	}
	return true;
}

bool text_share_make(struct command_context *ctx, struct text_vectors *v, int64_t plan_id, const int64_t *ids,
                     text_vectors_progress *progress, void *arg, struct err *err)
{
	static const struct job_kind kind = TEXT_SHARE_JOB;
	struct sharing s = { ctx, v, plan_id, ids, "" };
	uint64_t number[2];
	random_secret(number, sizeof number);
	snprintf(s.batch, sizeof s.batch, "%016llx%016llx", (unsigned long long)number[0], (unsigned long long)number[1]);
	struct job_worker_options options = { .kinds = &kind, .n_kinds = 1, .batch = s.batch, .tools = v->embedder,
	                                      .has = embed_model(v->embedder) };
	struct job_worker *w = job_worker_new(ctx, &options, err);
	return w && db_write(ctx->db, add_jobs, &s, err) && work_and_wait(&s, w, progress, arg, err)
	       && text_vectors_load(v, err);
}
