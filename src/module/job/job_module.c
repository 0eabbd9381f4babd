/* The module's tables. */
#include "module/job/job_internal.h"

#include "base/str.h"

static const struct option list_options[] = {
	{ "kind", "KIND", "only jobs of this kind", 0 },
	{ "state", "STATE", "only these: waiting, running, done, failed, cancelled", 0 },
};

static const struct option work_options[] = {
	{ "once", NULL, "end when no job can be taken", 0 },
	{ "kind", "KIND", "take only jobs of this kind", 0 },
	{ "lease", "SECONDS", "after which others take over a job of a worker that died (60)", 0 },
};

static const struct command commands[] = {
	{ "job list", "", "List the jobs: work in pieces that workers take from the database",
	  "The newest first. What is done or cancelled is forgotten after 30 days.",
	  list_options, ARRAY_LEN(list_options), 0, 0, COMMAND_DB, job_run_list },
	{ "job show", "JOB", "Show all that is known of a job", NULL, NULL, 0, 1, 1, COMMAND_DB, job_run_show },
	{ "job retry", "JOB", "Let a job that failed or was cancelled be tried again", NULL,
	  NULL, 0, 1, 1, COMMAND_DB, job_run_retry },
	{ "job cancel", "JOB", "Cancel a job that waits or runs", NULL, NULL, 0, 1, 1, COMMAND_DB, job_run_cancel },
	{ "work", "", "Take jobs and do them until told to stop (SIGTERM, Ctrl-C)",
	  "Several workers share the jobs of one database; with PostgreSQL they may run on several\n"
	  "machines, whose clocks must agree. A worker that dies loses its job to another one when its\n"
	  "lease ends. A job that fails is tried three times and is then shown by `planverk job list`.",
	  work_options, ARRAY_LEN(work_options), 0, 0, COMMAND_DB, job_run_work },
};

const struct module job_module = {
	.name = "job",
	.commands = commands,
	.n_commands = ARRAY_LEN(commands),
};
