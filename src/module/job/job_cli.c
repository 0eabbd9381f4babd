/* planverk job list, show, retry, cancel, and planverk work. */
#include "module/job/job_internal.h"

#include "base/log.h"
#include "base/str.h"

#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

#define IDLE_MICROS 500000

static void write_json(struct json *j, const struct job *job)
{
	json_put_object(j, NULL);
	json_put_i64(j, "id", job->id);
	json_put_string(j, "kind", job->kind);
	json_put_string(j, "state", job->state);
	json_put_i64(j, "attempts", job->attempts);
	json_put_i64(j, "attempts_max", job->attempts_max);
	json_put_string(j, "taken_by", job->taken_by);
	json_put_i64(j, "lease_until", job->lease_until);
	json_put_i64(j, "done", job->done);
	json_put_i64(j, "total", job->total);
	json_put_string(j, "needs", job->needs);
	json_put_string(j, "batch", job->batch);
	json_put_string(j, "payload", job->payload);
	json_put_string(j, "result", job->result);
	json_put_string(j, "error", job->error);
	json_put_i64(j, "made_at", job->made_at);
	json_put_i64(j, "ended_at", job->ended_at);
	json_put_end(j);
}

/* ---- list, show ---- */

static bool known_state(const char *state, struct err *err)
{
	static const char *const states[] = { "waiting", "running", "done", "failed", "cancelled" };
	for (size_t i = 0; i < ARRAY_LEN(states); i++)
		if (!state || str_eq(state, states[i]))
			return true;
	return err_input(err, "--state is waiting, running, done, failed or cancelled, not \"%s\"", state);
}

static void write_list(struct command_context *ctx, const struct job *list, size_t n)
{
	struct json j = json_to(ctx->out, 0);
	if (ctx->json) {
		json_put_object(&j, NULL);
		json_put_array(&j, "jobs");
		for (size_t i = 0; i < n; i++)
			write_json(&j, &list[i]);
		json_put_end(&j);
		json_put_end(&j);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		const struct job *job = &list[i];
		out_format(ctx->out, "%lld  %s  %s  attempt %lld of %lld  %s", (long long)job->id, job->kind, job->state,
		           (long long)job->attempts, (long long)job->attempts_max, clock_local(ctx->arena, job->made_at));
		if (job->total)
			out_format(ctx->out, "  %lld of %lld", (long long)job->done, (long long)job->total);
		out_format(ctx->out, "%s%s%s%s\n", *job->taken_by ? "  by " : "", job->taken_by, *job->error ? "  " : "", job->error);
	}
	if (n == 0)
		out_text(ctx->out, "There are no such jobs.\n");
}

bool job_run_list(struct command_context *ctx)
{
	struct job *list;
	size_t n;
	if (!known_state(option(ctx, "state"), ctx->err))
		return false;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && job_list(c, ctx->arena, option(ctx, "kind"), option(ctx, "state"), NULL, &list, &n, ctx->err);
	db_reader_done(c);
	if (ok)
		write_list(ctx, list, n);
	return ok;
}

static bool read_id(struct command_context *ctx, int64_t *id)
{
	return (str_to_i64(ctx->args[0], id) && *id > 0)
	       || err_input(ctx->err, "\"%s\" is no number of a job; `planverk job list` shows them", ctx->args[0]);
}

bool job_run_show(struct command_context *ctx)
{
	struct job job;
	int64_t id;
	if (!read_id(ctx, &id))
		return false;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && job_get(c, ctx->arena, id, &job, ctx->err);
	db_reader_done(c);
	if (!ok)
		return false;
	if (!job.id)
		return err_not_found(ctx->err, "There is no job %lld; `planverk job list` shows them", (long long)id);
	struct json j = json_to(ctx->out, ctx->json ? 0 : 2);
	write_json(&j, &job);
	out_text(ctx->out, ctx->json ? "" : "\n");
	return true;
}

/* ---- retry, cancel ---- */

struct steering {
	struct command_context *ctx;
	int64_t id;
	bool (*change)(struct db_conn *tx, struct arena *a, int64_t id, struct err *err);
};

static bool steer(struct db_conn *tx, void *arg, struct err *err)
{
	struct steering *s = arg;
	return s->change(tx, s->ctx->arena, s->id, err);
}

static bool run_steering(struct command_context *ctx, bool (*change)(struct db_conn *, struct arena *, int64_t, struct err *),
                         const char *state)
{
	struct steering s = { .ctx = ctx, .change = change };
	if (!read_id(ctx, &s.id) || !db_write(ctx->db, steer, &s, ctx->err))
		return false;
	if (!ctx->json) {
		out_format(ctx->out, "Job %lld is %s.\n", (long long)s.id, state);
		return true;
	}
	struct json j = json_to(ctx->out, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "id", s.id);
	json_put_string(&j, "state", state);
	json_put_end(&j);
	return true;
}

bool job_run_retry(struct command_context *ctx)
{
	return run_steering(ctx, job_retry, "waiting");
}

bool job_run_cancel(struct command_context *ctx)
{
	return run_steering(ctx, job_cancel, "cancelled");
}

/* ---- work ---- */

/* The one worker of this process, for the signal handler. */
static struct job_worker *_Atomic signalled;
static volatile sig_atomic_t ending;

static void on_signal(int number)
{
	(void)number;
	struct job_worker *w = atomic_load(&signalled);
	ending = 1;
	if (w)
		job_worker_stop(w);
}

static void catch_signals(struct job_worker *w)
{
	struct sigaction action = { .sa_handler = on_signal };
	atomic_store(&signalled, w);
	sigemptyset(&action.sa_mask);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
}

static void write_tally(struct command_context *ctx, struct job_tally tally)
{
	if (!ctx->json) {
		out_format(ctx->out, "%lld jobs done, %lld attempts failed.\n", (long long)tally.done, (long long)tally.failed);
		return;
	}
	struct json j = json_to(ctx->out, 0);
	json_put_object(&j, NULL);
	json_put_i64(&j, "done", tally.done);
	json_put_i64(&j, "failed", tally.failed);
	json_put_end(&j);
}

static bool known_kind(const struct command_context *ctx, const char *kind)
{
	struct out names = out_memory(ctx->arena);
	for (const struct module *const *m = ctx->modules; *m; m++) {
		for (size_t i = 0; i < (*m)->n_jobs; i++) {
			if (!kind || str_eq((*m)->jobs[i].name, kind))
				return true;
			out_format(&names, " %s", (*m)->jobs[i].name);
		}
	}
	return err_input(ctx->err, "There is no kind of job called \"%s\"; there are:%s", kind ? kind : "", out_string(&names));
}

bool job_run_work(struct command_context *ctx)
{
	int64_t lease;
	if (!option_i64(ctx, "lease", JOB_LEASE / CLOCK_SECOND, 1, 86400, &lease) || !known_kind(ctx, option(ctx, "kind")))
		return false;
	struct job_worker_options options = { .kind = option(ctx, "kind"), .lease = lease * CLOCK_SECOND };
	struct job_worker *w = job_worker_new(ctx, &options, ctx->err);
	if (!w)
		return false;
	catch_signals(w);
	bool ok = true, worked = true;
	while (ok && !ending && (worked || !option(ctx, "once"))) {
		ok = job_work_one(w, &worked, ctx->err);
		if (ok && !worked && !option(ctx, "once"))
			usleep(IDLE_MICROS);
	}
	atomic_store(&signalled, NULL);
	if (ok)
		write_tally(ctx, job_worker_tally(w));
	return ok;
}
