/*
 * What a worker does to a job's row.
 *
 * Nothing locks: a worker reads which jobs there are, picks one, and changes the row on the
 * condition that it is still to be had. Of two that try, the database lets one change it; the
 * other one sees that it changed nothing (on PostgreSQL after db_write() has repeated it) and
 * picks another. Everything later has the condition that the row still bears the worker's name.
 */
#include "module/job/job_internal.h"

/* Before an attempt is repeated: this, times the attempts squared. */
#define PAUSE (2 * CLOCK_SECOND)

bool job_candidates(struct db_conn *c, const char *kind, const char *has, const char *batch,
                    int64_t *ids, size_t max, size_t *n, struct err *err)
{
	struct db_stmt *st = db_prepare(c, SQL(
		"SELECT id FROM job "
		"WHERE kind = $kind AND (needs = '' OR needs = $has) AND (batch = $batch OR $batch = '') "
		"  AND ((state = 'waiting' AND not_before <= $now) OR (state = 'running' AND lease_until < $now)) "
		"ORDER BY id LIMIT $max"));
	db_bind_text(st, "$kind", kind);
	db_bind_text(st, "$has", has);
	db_bind_text(st, "$batch", batch ? batch : "");
	db_bind_i64(st, "$now", clock_now());
	db_bind_i64(st, "$max", (int64_t)max);
	*n = 0;
	while (db_step(st))
		ids[(*n)++] = db_i64(st, 0);
	return db_finish(st, err);
}

/* One change of one row, and whether it was made. */
struct change {
	const struct job_taker *taker;
	int64_t id, done, total, pause;
	const char *text; /* a result or an error */
	bool last;
	int64_t changed;
};

static bool write_change(struct db *db, db_write_fn *fn, struct change *change, bool *changed, struct err *err)
{
	bool ok = db_write(db, fn, change, err);
	*changed = ok && change->changed == 1;
	return ok;
}

static bool give_up(struct db_conn *tx, struct change *change, struct err *err)
{
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE job SET state = 'failed', error = $error, taken_by = '', lease_until = 0, ended_at = $now "
		"WHERE id = $id AND state = 'running' AND lease_until < $now AND attempts >= attempts_max"));
	db_bind_i64(st, "$id", change->id);
	db_bind_i64(st, "$now", clock_now());
	db_bind_text(st, "$error", "Each worker that had it ended before it was done");
	return db_finish(st, err);
}

static bool take(struct db_conn *tx, void *arg, struct err *err)
{
	struct change *change = arg;
	int64_t now = clock_now();
	if (!give_up(tx, change, err))
		return false;
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE job SET state = 'running', attempts = attempts + 1, taken_by = $by, lease_until = $until, done = 0 "
		"WHERE id = $id AND ((state = 'waiting' AND not_before <= $now) OR (state = 'running' AND lease_until < $now))"));
	db_bind_i64(st, "$id", change->id);
	db_bind_text(st, "$by", change->taker->name);
	db_bind_i64(st, "$until", now + change->taker->lease);
	db_bind_i64(st, "$now", now);
	return db_finish_changed(st, &change->changed, err);
}

bool job_take(struct db *db, const struct job_taker *taker, int64_t id, bool *taken, struct err *err)
{
	struct change change = { .taker = taker, .id = id };
	return write_change(db, take, &change, taken, err);
}

static bool renew(struct db_conn *tx, void *arg, struct err *err)
{
	struct change *change = arg;
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE job SET lease_until = $until, done = $done, total = $total "
		"WHERE id = $id AND state = 'running' AND taken_by = $by"));
	db_bind_i64(st, "$until", clock_now() + change->taker->lease);
	db_bind_i64(st, "$done", change->done);
	db_bind_i64(st, "$total", change->total);
	db_bind_i64(st, "$id", change->id);
	db_bind_text(st, "$by", change->taker->name);
	return db_finish_changed(st, &change->changed, err);
}

bool job_renew(struct db *db, const struct job_taker *taker, int64_t id, int64_t done, int64_t total,
               bool *held, struct err *err)
{
	struct change change = { .taker = taker, .id = id, .done = done, .total = total };
	return write_change(db, renew, &change, held, err);
}

static bool finish(struct db_conn *tx, void *arg, struct err *err)
{
	struct change *change = arg;
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE job SET state = 'done', result = $result, error = '', lease_until = 0, done = total, ended_at = $now "
		"WHERE id = $id AND state = 'running' AND taken_by = $by"));
	db_bind_text(st, "$result", change->text ? change->text : "");
	db_bind_i64(st, "$now", clock_now());
	db_bind_i64(st, "$id", change->id);
	db_bind_text(st, "$by", change->taker->name);
	return db_finish_changed(st, &change->changed, err);
}

bool job_finish(struct db *db, const struct job_taker *taker, int64_t id, const char *result, bool *held, struct err *err)
{
	struct change change = { .taker = taker, .id = id, .text = result };
	return write_change(db, finish, &change, held, err);
}

static bool fail(struct db_conn *tx, void *arg, struct err *err)
{
	struct change *change = arg;
	int64_t now = clock_now();
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE job SET state = $state, error = $error, taken_by = '', lease_until = 0, not_before = $not_before, "
		"  ended_at = $ended WHERE id = $id AND state = 'running' AND taken_by = $by"));
	db_bind_text(st, "$state", change->last ? "failed" : "waiting");
	db_bind_text(st, "$error", change->text);
	db_bind_i64(st, "$not_before", now + change->pause);
	db_bind_i64(st, "$ended", change->last ? now : 0);
	db_bind_i64(st, "$id", change->id);
	db_bind_text(st, "$by", change->taker->name);
	return db_finish_changed(st, &change->changed, err);
}

bool job_fail(struct db *db, const struct job_taker *taker, const struct job *job, const char *error,
              bool *held, struct err *err)
{
	struct change change = { .taker = taker, .id = job->id, .text = error, .last = job->attempts >= job->attempts_max,
	                         .pause = job->attempts * job->attempts * PAUSE };
	return write_change(db, fail, &change, held, err);
}

static bool release(struct db_conn *tx, void *arg, struct err *err)
{
	struct change *change = arg;
	struct db_stmt *st = db_prepare(tx, SQL(
		"UPDATE job SET state = 'waiting', attempts = attempts - 1, taken_by = '', lease_until = 0 "
		"WHERE id = $id AND state = 'running' AND taken_by = $by"));
	db_bind_i64(st, "$id", change->id);
	db_bind_text(st, "$by", change->taker->name);
	return db_finish_changed(st, &change->changed, err);
}

bool job_release(struct db *db, const struct job_taker *taker, int64_t id, bool *held, struct err *err)
{
	struct change change = { .taker = taker, .id = id };
	return write_change(db, release, &change, held, err);
}
