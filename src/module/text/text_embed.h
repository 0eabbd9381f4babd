/*
 * Vectors of texts by a plug (embed/embed.h), kept in the database by model and text, so that the
 * next compilation gives a model only the texts that are new. A plug sees texts with personal
 * data masked.
 */
#ifndef PLANVERK_TEXT_EMBED_H
#define PLANVERK_TEXT_EMBED_H

#include "base/hash.h"
#include "embed/embed.h"
#include "module/job/job.h"

/* Texts without repetitions, as a plug gets them, and which of them have a vector. */
struct text_vectors {
	struct db *db;
	struct embedder *embedder;
	size_t dim, n;          /* texts as given */
	uint32_t *unique;       /* beside the texts: its number among the different ones */
	size_t n_unique;
	const char **masked;    /* beside the different ones, as the next three */
	struct digest *digest;
	bool *found;
	float *row;             /* dim numbers each; 0 until found */
	size_t n_found;         /* that were in the database when it was last looked */
};

/* Masks the texts and finds which are different; everything belongs to the arena. */
struct text_vectors text_vectors_of(struct arena *a, struct db *db, struct embedder *e, const char *const *texts,
                                    size_t n, unsigned threads);

/* Reads those that the database has. */
bool text_vectors_load(struct text_vectors *v, struct err *err);

/* Told now and then how many of the missing ones are made; false ends the work. */
typedef bool text_vectors_progress(void *arg, size_t done, size_t total);

/* Makes and keeps those that are missing, some hundred at a time. False, with err set, where the plug
 * fails, and without it where progress() said so; what was kept until then stays. */
bool text_vectors_make(struct text_vectors *v, text_vectors_progress *progress, void *arg, struct err *err);

/* Over the model's name and the vectors of all texts in their order; all must be found. */
struct digest text_vectors_digest(const struct text_vectors *v);

/* The vectors beside the texts. */
float *text_vectors_rows(const struct text_vectors *v, struct arena *a);

/* ---- Interface to the code in text_embed_cli.c ---- */

bool text_run_embedding_table(struct command_context *ctx);
bool text_run_embedding_list(struct command_context *ctx);
bool text_run_embedding_clear(struct command_context *ctx);

/* ---- Interface to the code in text_share.c: the same by several machines ---- */

/* `text.embed`, for the module's table: makes the vectors of a piece of a plan. A worker runs it
 * with the plug that PLANVERK_EMBED names, where that has the model that the job asks for. */
bool text_share_prepare(struct command_context *ctx, void **tools, const char **has, bool *able, struct err *err);
bool text_share_run(struct job_run *run, struct err *err);
#define TEXT_SHARE_JOB { .name = "text.embed", .prepare = text_share_prepare, .run = text_share_run }

/* Cuts the making of missing vectors into jobs, takes part in it, and returns when none is left;
 * ids are the texts' contributions, in the plan's order. A job that failed is left to the caller,
 * who finds its texts still missing. */
bool text_share_make(struct command_context *ctx, struct text_vectors *v, int64_t plan_id, const int64_t *ids,
                     text_vectors_progress *progress, void *arg, struct err *err);

#endif
