/* Interface between the files of the module. */
#ifndef PLANVERK_JOB_INTERNAL_H
#define PLANVERK_JOB_INTERNAL_H

#include "module/job/job.h"

#define JOB_NAME_SIZE 128

/* ---- Interface to the code in job_take.c: what a worker does to a job's row ---- */

/* Who takes, and until when (microseconds from the taking). */
struct job_taker {
	char name[JOB_NAME_SIZE];
	int64_t lease;
};

/* Jobs of a kind that may be taken now, the oldest first: at most max; batch NULL for any. */
bool job_candidates(struct db_conn *c, const char *kind, const char *has, const char *batch,
                    int64_t *ids, size_t max, size_t *n, struct err *err);
/* Takes one where nobody else did meanwhile; *taken tells. A job whose workers died too often becomes
 * failed instead. */
bool job_take(struct db *db, const struct job_taker *taker, int64_t id, bool *taken, struct err *err);

/* Each of these changes a job that the taker still holds; *held tells whether it did. */
bool job_renew(struct db *db, const struct job_taker *taker, int64_t id, int64_t done, int64_t total,
               bool *held, struct err *err);
bool job_finish(struct db *db, const struct job_taker *taker, int64_t id, const char *result, bool *held, struct err *err);
/* An attempt that failed: it waits for another one, or was the last. */
bool job_fail(struct db *db, const struct job_taker *taker, const struct job *job, const char *error,
              bool *held, struct err *err);
/* Puts it back as if it had not been taken. */
bool job_release(struct db *db, const struct job_taker *taker, int64_t id, bool *held, struct err *err);

/* ---- Interface to the code in job.c ---- */

/* Back to waiting, from failed or cancelled; and to cancelled, from waiting or running. Within
 * db_write(); a job in another state is a conflict that is explained. */
bool job_retry(struct db_conn *tx, struct arena *a, int64_t id, struct err *err);
bool job_cancel(struct db_conn *tx, struct arena *a, int64_t id, struct err *err);

/* ---- Interface to the code in job_cli.c ---- */

bool job_run_list(struct command_context *ctx);
bool job_run_show(struct command_context *ctx);
bool job_run_retry(struct command_context *ctx);
bool job_run_cancel(struct command_context *ctx);
bool job_run_work(struct command_context *ctx);

#endif
