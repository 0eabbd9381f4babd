/*
 * A worker: takes a job, runs it, writes down how it went. While a job runs, a second thread
 * renews the lease, and notices where the job is no longer this worker's.
 */
#include "module/job/job_internal.h"

#include "base/log.h"
#include "base/random.h"
#include "base/str.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

/* So many jobs are looked at to find one that nobody else takes at the same moment. */
#define CANDIDATES 32
#define RENEWALS 4 /* in one lease */

/* A kind that this worker can run. */
struct ability {
	const struct job_kind *kind;
	void *tools;
	const char *has;
};

struct job_worker {
	struct command_context *ctx;
	const char *batch;
	struct job_taker taker;
	VEC(struct ability) abilities;
	struct random random;
	struct arena *arena; /* of the running job */
	struct job_tally tally;
	atomic_bool stopping;

	/* The running job, shared with the thread that renews the lease. */
	pthread_mutex_t mutex;
	pthread_cond_t ended;
	int64_t id;
	bool over;
	atomic_llong done, total;
	atomic_bool lost;
};

static void release_worker(void *arg)
{
	struct job_worker *w = arg;
	pthread_mutex_destroy(&w->mutex);
	pthread_cond_destroy(&w->ended);
	arena_free(w->arena);
}

static void name_worker(struct job_worker *w)
{
	char host[64] = "";
	uint64_t number;
	gethostname(host, sizeof host - 1);
	random_secret(&number, sizeof number);
	w->random = random_seeded(number);
	snprintf(w->taker.name, sizeof w->taker.name, "%s/%d/%08x", host, (int)getpid(), (unsigned)(number >> 32));
}

static bool prepare_ability(struct job_worker *w, const struct job_kind *kind, struct err *err)
{
	struct ability ability = { .kind = kind, .has = "" };
	bool able = true;
	if (kind->prepare && !kind->prepare(w->ctx, &ability.tools, &ability.has, &able, err))
		return false;
	if (able)
		*VEC_PUSH(w->ctx->arena, &w->abilities) = ability;
	return true;
}

static bool add_abilities(struct job_worker *w, const struct job_worker_options *o, struct err *err)
{
	for (size_t i = 0; o->kinds && i < o->n_kinds; i++)
		*VEC_PUSH(w->ctx->arena, &w->abilities) = (struct ability){ &o->kinds[i], o->tools, str_or(o->has, "") };
	for (const struct module *const *m = w->ctx->modules; !o->kinds && *m; m++)
		for (size_t i = 0; i < (*m)->n_jobs; i++)
			if ((!o->kind || str_eq(o->kind, (*m)->jobs[i].name)) && !prepare_ability(w, &(*m)->jobs[i], err))
				return false;
	return true;
}

struct job_worker *job_worker_new(struct command_context *ctx, const struct job_worker_options *options, struct err *err)
{
	struct job_worker *w = arena_alloc(ctx->arena, sizeof *w);
	w->ctx = ctx;
	w->batch = options->batch;
	w->arena = arena_new();
	w->taker.lease = options->lease ? options->lease : JOB_LEASE;
	pthread_mutex_init(&w->mutex, NULL);
	pthread_condattr_t monotonic;
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&w->ended, &monotonic);
	pthread_condattr_destroy(&monotonic);
	arena_defer(ctx->arena, release_worker, w);
	name_worker(w);
	return add_abilities(w, options, err) ? w : NULL;
}

void job_worker_stop(struct job_worker *w)
{
	atomic_store(&w->stopping, true);
}

struct job_tally job_worker_tally(const struct job_worker *w)
{
	return w->tally;
}

bool job_progress(struct job_run *run, int64_t done, int64_t total)
{
	struct job_worker *w = run->worker;
	atomic_store(&w->done, done);
	atomic_store(&w->total, total);
	return !atomic_load(&w->lost) && !atomic_load(&w->stopping);
}

/* ---- Taking ---- */

static bool candidates(struct job_worker *w, const struct ability *ability, int64_t ids[CANDIDATES], size_t *n,
                       struct err *err)
{
	struct db_conn *c = db_reader(w->ctx->db, err);
	bool ok = c && job_candidates(c, ability->kind->name, ability->has, w->batch, ids, CANDIDATES, n, err);
	db_reader_done(c);
	return ok;
}

/* Takes one of those in an order of its own, so that workers seldom want the same. */
static bool take_any(struct job_worker *w, int64_t ids[CANDIDATES], size_t n, int64_t *id, struct err *err)
{
	*id = 0;
	for (; n > 0 && !*id; n--) {
		size_t i = (size_t)random_below(&w->random, n);
		bool taken;
		if (!job_take(w->ctx->db, &w->taker, ids[i], &taken, err))
			return false;
		if (taken)
			*id = ids[i];
		ids[i] = ids[n - 1];
	}
	return true;
}

static bool take_one(struct job_worker *w, struct job *job, const struct ability **ability, struct err *err)
{
	int64_t ids[CANDIDATES], id = 0;
	size_t n;
	for (size_t i = 0; i < w->abilities.n && !id; i++) {
		*ability = &w->abilities.v[i];
		if (!candidates(w, *ability, ids, &n, err) || !take_any(w, ids, n, &id, err))
			return false;
	}
	*job = (struct job){ 0 };
	if (!id)
		return true;
	struct db_conn *c = db_reader(w->ctx->db, err);
	bool ok = c && job_get(c, w->arena, id, job, err);
	db_reader_done(c);
	return ok;
}

/* ---- Holding ---- */

static struct timespec after(int64_t micros)
{
	int64_t at = clock_monotonic() + micros;
	return (struct timespec){ .tv_sec = at / CLOCK_SECOND, .tv_nsec = (at % CLOCK_SECOND) * 1000 };
}

/* Renews the lease until the job is over. A database that cannot be reached for a while is no
 * loss; that the lease ran out meanwhile is. */
static void *hold(void *arg)
{
	struct job_worker *w = arg;
	int64_t renewed = clock_monotonic();
	pthread_mutex_lock(&w->mutex);
	while (!w->over) {
		struct timespec at = after(w->taker.lease / RENEWALS);
		if (pthread_cond_timedwait(&w->ended, &w->mutex, &at) == 0 || w->over)
			continue;
		pthread_mutex_unlock(&w->mutex);
		struct err err = { 0 };
		bool held, reached = job_renew(w->ctx->db, &w->taker, w->id, atomic_load(&w->done), atomic_load(&w->total),
		                               &held, &err);
		if (reached && held)
			renewed = clock_monotonic();
		else if (reached || clock_monotonic() - renewed > w->taker.lease)
			atomic_store(&w->lost, true);
		pthread_mutex_lock(&w->mutex);
	}
	pthread_mutex_unlock(&w->mutex);
	return NULL;
}

static bool run_held(struct job_worker *w, struct job_run *run, const struct ability *ability, struct err *err)
{
	pthread_t holder;
	w->id = run->job->id;
	w->over = false;
	atomic_store(&w->lost, false);
	atomic_store(&w->done, 0);
	atomic_store(&w->total, 0);
	if (pthread_create(&holder, NULL, hold, w) != 0)
		return err_system(err, "Cannot start a thread to hold the job");
	bool ok = ability->kind->run(run, err);
	pthread_mutex_lock(&w->mutex);
	w->over = true;
	pthread_cond_signal(&w->ended);
	pthread_mutex_unlock(&w->mutex);
	pthread_join(holder, NULL);
	return ok;
}

/* ---- Working ---- */

/* Writes down how it went. */
static bool settle(struct job_worker *w, const struct job_run *run, bool ok, const struct err *job_err, struct err *err)
{
	struct db *db = w->ctx->db;
	const struct job *job = run->job;
	bool held;
	if (atomic_load(&w->lost))
		return true; /* another worker's by now, or cancelled */
	if (ok) {
		w->tally.done++;
		return job_finish(db, &w->taker, job->id, run->result, &held, err);
	}
	if (atomic_load(&w->stopping))
		return job_release(db, &w->taker, job->id, &held, err);
	w->tally.failed++;
	log_warning("Job %lld (%s), attempt %lld of %lld: %s", (long long)job->id, job->kind, (long long)job->attempts,
	            (long long)job->attempts_max, job_err->message);
	return job_fail(db, &w->taker, job, job_err->message, &held, err);
}

bool job_work_one(struct job_worker *w, bool *worked, struct err *err)
{
	struct job job;
	const struct ability *ability = NULL;
	*worked = false;
	arena_reset(w->arena);
	if (!take_one(w, &job, &ability, err))
		return false;
	if (!job.id)
		return true;
	*worked = true;
	struct err job_err = { 0 };
	struct job_run run = { .job = &job, .db = w->ctx->db, .arena = w->arena, .threads = w->ctx->threads,
	                       .tools = ability->tools, .worker = w };
	bool ok = run_held(w, &run, ability, &job_err);
	return settle(w, &run, ok, &job_err, err);
}
