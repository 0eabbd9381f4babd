/* Making, reading and steering jobs. */
#include "module/job/job_internal.h"

#include "base/str.h"
#include "db/journal.h"

#define KEPT (30 * 24 * 3600 * CLOCK_SECOND)

static bool forget_old(struct db_conn *tx, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"DELETE FROM job WHERE state IN ('done', 'cancelled') AND ended_at < $before"));
	db_bind_i64(st, "$before", clock_now() - KEPT);
	return db_finish(st, err);
}

bool job_add(struct db_conn *tx, const char *kind, const char *needs, const char *batch, const char *payload,
             int64_t *id, struct err *err)
{
	*id = db_new_id(tx);
	struct db_stmt *st = db_prepare(tx, SQL(
		"INSERT INTO job (id, kind, needs, batch, payload, state, attempts, attempts_max, not_before, taken_by, "
		"  lease_until, done, total, result, error, made_at, ended_at) "
		"VALUES ($id, $kind, $needs, $batch, $payload, 'waiting', 0, $most, 0, '', 0, 0, 0, '', '', $now, 0)"));
	db_bind_i64(st, "$id", *id);
	db_bind_text(st, "$kind", kind);
	db_bind_text(st, "$needs", needs);
	db_bind_text(st, "$batch", batch);
	db_bind_text(st, "$payload", payload);
	db_bind_i64(st, "$most", JOB_ATTEMPTS);
	db_bind_i64(st, "$now", clock_now());
	return db_finish(st, err) && forget_old(tx, err);
}

bool job_count(struct db_conn *c, const char *batch, struct job_counts *counts, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT coalesce(sum(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END), 0), "
		"       coalesce(sum(CASE WHEN state = 'running' THEN 1 ELSE 0 END), 0), "
		"       coalesce(sum(CASE WHEN state = 'done' THEN 1 ELSE 0 END), 0), "
		"       coalesce(sum(CASE WHEN state = 'failed' THEN 1 ELSE 0 END), 0), "
		"       coalesce(sum(CASE WHEN state = 'cancelled' THEN 1 ELSE 0 END), 0), coalesce(sum(done), 0) "
		"FROM job WHERE batch = $batch"));
	db_bind_text(st, "$batch", batch);
	*counts = (struct job_counts){ 0 };
	if (db_step(st))
		*counts = (struct job_counts){ db_i64(st, 0), db_i64(st, 1), db_i64(st, 2), db_i64(st, 3), db_i64(st, 4),
		                              db_i64(st, 5) };
	return db_finish(st, err);
}

#define COLUMNS \
	"SELECT id, kind, payload, needs, batch, state, attempts, attempts_max, taken_by, lease_until, done, total, " \
	"result, error, made_at, ended_at FROM job "

static struct job read_job(struct db_stmt *st, struct arena *a)
{
	return (struct job){
		.id = db_i64(st, 0), .kind = db_text(st, 1, a), .payload = db_text(st, 2, a), .needs = db_text(st, 3, a),
		.batch = db_text(st, 4, a), .state = db_text(st, 5, a), .attempts = db_i64(st, 6),
		.attempts_max = db_i64(st, 7), .taken_by = db_text(st, 8, a), .lease_until = db_i64(st, 9),
		.done = db_i64(st, 10), .total = db_i64(st, 11), .result = db_text(st, 12, a), .error = db_text(st, 13, a),
		.made_at = db_i64(st, 14), .ended_at = db_i64(st, 15) };
}

bool job_list(struct db_conn *c, struct arena *a, const char *kind, const char *state, const char *batch,
              struct job **list, size_t *n, struct err *err)
{
	VEC(struct job) jobs = { 0 };
	struct db_stmt *st = db_prepare(c, SQL(COLUMNS
		"WHERE (kind = $kind OR $kind = '') AND (state = $state OR $state = '') AND (batch = $batch OR $batch = '') "
		"ORDER BY id DESC"));
	db_bind_text(st, "$kind", str_or(kind, ""));
	db_bind_text(st, "$state", str_or(state, ""));
	db_bind_text(st, "$batch", str_or(batch, ""));
	while (db_step(st))
		*VEC_PUSH(a, &jobs) = read_job(st, a);
	*list = jobs.v;
	*n = jobs.n;
	return db_finish(st, err);
}

bool job_get(struct db_conn *c, struct arena *a, int64_t id, struct job *job, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(COLUMNS "WHERE id = $id"));
	db_bind_i64(st, "$id", id);
	*job = (struct job){ 0 };
	if (db_step(st))
		*job = read_job(st, a);
	return db_finish(st, err);
}

/* ---- Steering ---- */

/* A job that is in one of two states, as read within the write. */
static bool expect(struct db_conn *tx, struct arena *a, int64_t id, const char *one, const char *other, struct err *err)
{
	struct job job;
	if (!job_get(tx, a, id, &job, err))
		return false;
	if (!job.id)
		return err_not_found(err, "There is no job %lld; `planverk job list` shows them", (long long)id);
	return str_eq(job.state, one) || str_eq(job.state, other)
	       || err_conflict(err, "Job %lld is %s; only one that is %s or %s can be changed so",
	                       (long long)id, job.state, one, other);
}

bool job_retry(struct db_conn *tx, struct arena *a, int64_t id, struct err *err)
{
	if (!expect(tx, a, id, "failed", "cancelled", err))
		return false;
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE job SET state = 'waiting', attempts = 0, not_before = 0, taken_by = '', lease_until = 0, "
		"  done = 0, ended_at = 0 WHERE id = $id"));
	db_bind_i64(st, "$id", id);
	return db_finish(st, err) && journal_write(tx, "job.retry", id, "", err);
}

bool job_cancel(struct db_conn *tx, struct arena *a, int64_t id, struct err *err)
{
	if (!expect(tx, a, id, "waiting", "running", err))
		return false;
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE job SET state = 'cancelled', taken_by = '', lease_until = 0, ended_at = $now WHERE id = $id"));
	db_bind_i64(st, "$id", id);
	db_bind_i64(st, "$now", clock_now());
	return db_finish(st, err) && journal_write(tx, "job.cancel", id, "", err);
}
