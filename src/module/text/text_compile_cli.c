/* planverk compile: reads a plan, runs the engine, keeps the run, prints the summary. */
#include "module/text/text_internal.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/str.h"
#include "db/journal.h"
#include "module/text/text_compile.h"
#include "module/text/text_lineage.h"

#define SEED_DEFAULT 1
#define GROUPS_MAX 200

struct job {
	struct command_context *ctx;
	struct compile_input input;
	struct text_past past;
	size_t new_ones; /* placed in the groups of the run before */
	struct text_run run;
	struct compile_summary summary;
	struct digest digest;
	struct progress progress;
};

static bool load(struct job *job)
{
	struct command_context *ctx = job->ctx;
	struct plan plan;
	struct db_conn *c = db_reader(ctx->db, ctx->err);
	bool ok = c && plan_find(c, ctx->arena, ctx->args[0], &plan, ctx->err)
	          && plan_tree_load(c, ctx->arena, plan.id, &job->input.tree, ctx->err)
	          && contribution_list(c, ctx->arena, plan.id, &job->input.list, &job->input.n, ctx->err)
	          && organisation_list(c, ctx->arena, &job->input.organisations, &job->input.n_organisations, ctx->err)
	          && text_past_load(c, ctx->arena, plan.id, &job->past, ctx->err);
	db_reader_done(c);
	job->input.past = &job->past;
	if (ok && job->input.n == 0)
		return err_conflict(ctx->err, "The plan has no contributions to compile; "
		                    "`planverk contribution import %s FILE` reads them", ctx->args[0]);
	return ok;
}

static void show_progress(void *arg, const char *what, size_t done, size_t total)
{
	struct job *job = arg;
	job->progress.what = what;
	progress_update(&job->progress, (int64_t)done, (int64_t)total);
}

/* Whether planners have decided anything since the compilation began. */
static bool is_decided_anew(struct db_conn *tx, struct job *job, bool *anew, struct err *err)
{
	struct text_decision *list;
	size_t n;
	if (!text_decisions_load(tx, job->ctx->arena, job->input.tree.plan.id, 0, false, &list, &n, err))
		return false;
	*anew = n != job->past.n_decisions;
	for (size_t i = 0; i < n && !*anew; i++)
		*anew = list[i].id != job->past.decisions[i].id;
	return true;
}

static bool store(struct db_conn *tx, void *arg, struct err *err)
{
	struct job *job = arg;
	int64_t plan_id = job->input.tree.plan.id;
	bool anew;
	return text_run_store(tx, &job->run, plan_id, &job->digest, err) && is_decided_anew(tx, job, &anew, err)
	       && (!anew || text_regroup(tx, job->ctx->arena, plan_id, err))
	       && journal_write(tx, "text.compile", job->run.id, job->run.summary, err);
}

static void write_summary(struct out *o, const struct job *job)
{
	const struct compile_summary *s = &job->summary;
	out_format(o, "%s\n", job->input.tree.plan.title);
	out_format(o, "  %6lld contributions\n", (long long)s->contributions);
	for (int i = 0; i <= TEXT_OTHER; i++)
		if (s->languages[i])
			out_format(o, "  %6lld   in %s\n", (long long)s->languages[i], text_language_code((enum text_language)i));
	const struct compile_embedding *e = &job->input.embedding;
	if (e->model)
		out_format(o, "  %6zu different texts with vectors of %s (%zu numbers), %zu of them made now\n",
		           e->different, e->model, e->dim, e->made);
	out_format(o, "  %6lld exact duplicates, %lld nearly the same or contained in another\n",
	           (long long)s->exact, (long long)s->near);
	out_format(o, "  %6lld unique arguments\n", (long long)s->unique);
	out_format(o, "  %6lld groups\n", (long long)s->groups);
	if (job->input.before)
		out_format(o, "  %6zu   new contributions were placed in the groups of the compilation before (--fresh groups anew)\n",
		           job->new_ones);
	else if (job->past.run_id)
		out_format(o, "  %6lld   continue one of the compilation before\n", (long long)s->continued);
	if (s->decisions > 0)
		out_format(o, "  %6lld decisions of planners about groups, %lld of which could not be applied in full\n",
		           (long long)s->decisions, (long long)s->decisions_failed);
	out_format(o, "  %6lld with a suggested place in the plan, %lld without (too weak to say)\n",
	           (long long)s->suggested, (long long)s->abstained);
	out_format(o, "  %6lld of %lld nodes nobody spoke of, %lld more were not asked about\n",
	           (long long)s->nodes_silent, (long long)s->nodes, (long long)s->nodes_not_asked);
	out_format(o, "Next: planverk report basis %s -o basis.html\n", job->input.tree.plan.slug);
}

bool text_run_compile(struct command_context *ctx)
{
	struct job job = { .ctx = ctx };
	int64_t seed, groups;
	if (!option_i64(ctx, "seed", SEED_DEFAULT, 0, INT64_MAX, &seed)
	    || !option_i64(ctx, "groups", 0, 2, GROUPS_MAX, &groups) || !load(&job))
		return false;
	job.input.groups = (unsigned)groups;
	job.progress = progress_begin("Reading", !ctx->quiet);
	job.input.options = (struct text_options){ .threads = ctx->threads, .seed = (uint64_t)seed,
	                                           .progress = show_progress, .progress_arg = &job };
	if (!option(ctx, "fresh") && !option(ctx, "groups") && !option(ctx, "seed"))
		job.input.before = text_groups_before(ctx->arena, &job.input, &job.new_ones);
	if (!compile_embed(ctx, &job.input)) {
		progress_end(&job.progress);
		return false;
	}
	compile(ctx->arena, &job.input, &job.run, &job.summary);
	progress_end(&job.progress);

	struct out summary = out_memory(ctx->arena);
	struct json j = json_to(&summary, 0);
	compile_write_summary(&j, &job.summary);
	job.run.summary = out_string(&summary);
	job.run.made_at = clock_now();
	job.run.program_version = PLANVERK_VERSION;
	job.digest = compile_input_digest(&job.input);
	if (!db_write(ctx->db, store, &job, ctx->err))
		return false;
	if (ctx->json)
		out_text(ctx->out, job.run.summary);
	else
		write_summary(ctx->out, &job);
	return true;
}
