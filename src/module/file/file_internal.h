/* Interface between the files of the module. */
#ifndef PLANVERK_FILE_INTERNAL_H
#define PLANVERK_FILE_INTERNAL_H

#include "base/str.h"
#include "module/file/file.h"

/* ---- Interface to the code in file_name.c ---- */

/* A name as it may be kept and sent: the last piece of a path, without control characters and those that turn the
 * direction of a text, at most 120 characters with its extension whole. "" where nothing is left. */
const char *file_clean_name(struct arena *a, const char *name);
/* What stands behind the last dot, in small letters; "" for nothing. */
const char *file_extension(struct arena *a, const char *name);

/* ---- Interface to the code in file.c ---- */

/* The verifier: every file has its bytes as they came. */
bool file_verify(struct db_conn *c, struct arena *a, void (*problem)(void *arg, const char *text), void *arg,
                 struct err *err);

/* ---- Interface to the code in file_decide.c ---- */

/* Codes, and what was done in English for tr_name(). */
struct file_decision_name {
	const char *code, *done;
};
extern const struct file_decision_name file_decisions[FILE_DECISIONS];

struct file_past {
	enum file_decision decision;
	const char *reason, *by;
	int64_t at;
};
/* What was decided on a file, newest first. */
bool file_history(struct db_conn *c, struct arena *a, int64_t id, struct file_past **list, size_t *n, struct err *err);

/* ---- Interface to the code in file_form.c ---- */

/* "240 kB", "1,2 MB" */
const char *file_size_text(struct request *rq, int64_t size);

/* ---- Interface to the code in file_web.c ---- */

bool file_plan_of(struct request *rq, const char *value, int64_t *plan_id);
enum http_status file_web_list(struct request *rq);
enum http_status file_web_send(struct request *rq);
enum http_status file_web_about(struct request *rq);
enum http_status file_web_decide(struct request *rq);
void file_panel_nav(struct request *rq, int64_t plan_id);

/* ---- Interface to the code in file_attach_web.c ---- */

void file_panel_contribution(struct request *rq, int64_t contribution_id);
enum http_status file_web_attach_form(struct request *rq);
enum http_status file_web_attach(struct request *rq);

/* ---- Interface to the code in file_cli.c ---- */

bool file_run_list(struct command_context *ctx);
bool file_run_save(struct command_context *ctx);

#endif
