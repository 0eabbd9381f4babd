/*
 * Long work in pieces that several programs, on several machines, take from the shared database.
 *
 * A job is a row: a kind, a payload, a state. A worker takes one by changing its row, and holds it
 * by a lease that it renews while it works. Where a worker dies, its lease ends, and another
 * takes the job over; where a job fails, it is tried again some times and is then shown as
 * failed. So a job may be run more than once, and twice at once by a worker that was only slow:
 * its work must be such that doing it again changes nothing.
 *
 * Leases compare the clocks of machines; they must agree within JOB_LEASE, which NTP sees to.
 */
#ifndef PLANVERK_JOB_H
#define PLANVERK_JOB_H

#include "base/clock.h"
#include "module.h"

#define JOB_LEASE (60 * CLOCK_SECOND)
#define JOB_ATTEMPTS 3

struct job {
	int64_t id;
	const char *kind, *payload; /* payload: JSON, read by the kind alone */
	const char *needs;   /* what a worker must have to run it (a model's name), or "" */
	const char *batch;   /* jobs that were made together share it */
	const char *state;   /* waiting, running, done, failed, cancelled */
	int64_t attempts, attempts_max;
	const char *taken_by;  /* host, process and a random number; "" for nobody */
	int64_t lease_until;   /* 0: not taken */
	int64_t done, total;   /* progress, as the kind counts; total 0 for unknown */
	const char *result;    /* JSON, "" until it is done */
	const char *error;     /* of the last attempt that failed, or "" */
	int64_t made_at, ended_at; /* ended_at 0: not yet */
};

/* What a kind's function has at hand. */
struct job_run {
	const struct job *job;
	struct db *db;
	struct arena *arena;  /* emptied after the job */
	unsigned threads;
	void *tools;          /* what the kind's prepare() made */
	const char *result;   /* JSON to be kept; may be left NULL */
	struct job_worker *worker;
};

/*
 * A kind of job, in the table of the module that runs it. prepare() is called once when a worker
 * starts: it may make tools (in the arena) and say what the worker has (*has, compared with a
 * job's needs), or leave *able false where this worker is not to take such jobs. NULL: nothing is needed.
 */
struct job_kind {
	const char *name;
	bool (*prepare)(struct command_context *ctx, void **tools, const char **has, bool *able, struct err *err);
	bool (*run)(struct job_run *run, struct err *err);
};

/* Tells how far a job is; false where it is no longer ours (cancelled, taken over) or the worker
 * is to end: the kind then returns false at once. Cheap: written down now and then. */
bool job_progress(struct job_run *run, int64_t done, int64_t total);

/* ---- Making and reading jobs ---- */

/* Adds a job within db_write() and gives its identifier. */
bool job_add(struct db_conn *tx, const char *kind, const char *needs, const char *batch, const char *payload,
             int64_t *id, struct err *err);

struct job_counts {
	int64_t waiting, running, done, failed, cancelled;
	int64_t progress; /* what is done of them all, as their kind counts */
};
bool job_count(struct db_conn *c, const char *batch, struct job_counts *counts, struct err *err);

/* The newest first; kind, state and batch may be NULL for any. */
bool job_list(struct db_conn *c, struct arena *a, const char *kind, const char *state, const char *batch,
              struct job **list, size_t *n, struct err *err);
/* id 0 where there is none. */
bool job_get(struct db_conn *c, struct arena *a, int64_t id, struct job *job, struct err *err);

/* ---- Working ---- */

struct job_worker;

struct job_worker_options {
	const char *kind;  /* only such jobs; NULL for all kinds of the registry */
	const char *batch; /* only these; NULL for all */
	int64_t lease;     /* microseconds; 0 for JOB_LEASE */
	/* These kinds instead of the registry's, where not NULL: they are not prepared, but get these. */
	const struct job_kind *kinds;
	size_t n_kinds;
	void *tools;
	const char *has;
};

/* A worker with a name of its own, in ctx->arena; used by one thread. */
struct job_worker *job_worker_new(struct command_context *ctx, const struct job_worker_options *options, struct err *err);

/* Takes one job and runs it. *worked: there was one. A job that fails is no error of the worker. */
bool job_work_one(struct job_worker *w, bool *worked, struct err *err);

/* Asks it to stop: a running job is put back at its next job_progress(). From any thread or a
 * signal handler. */
void job_worker_stop(struct job_worker *w);

struct job_tally {
	int64_t done, failed; /* attempts */
};
struct job_tally job_worker_tally(const struct job_worker *w);

extern const struct module job_module;

#endif
