/* Interface between the files of the module. */
#ifndef PLANVERK_VERSION_INTERNAL_H
#define PLANVERK_VERSION_INTERNAL_H

#include "base/str.h"
#include "module/version/version.h"

/* ---- Interface to the code in version.c ---- */

/* Fills the hashes of nodes with what is below them, and of the version, from those of the texts;
 * below[i] is the number of i's descendants. */
void version_hash_trees(struct version_tree *tree, const size_t *below);
/* For `planverk verify`: recomputes every hash, and names the first bad one of each version. */
bool version_verify(struct db_conn *c, struct arena *a, void (*problem)(void *arg, const char *text), void *arg,
                    struct err *err);

/* ---- Interface to the code in version_docx.c ---- */

/* A version as a Word document in the plan's language, with all that changed since another one (NULL: none) as
 * revision marks and, with notes, what planners wrote of why. */
bool version_write_docx(struct db_conn *c, struct arena *a, struct out *o, const struct plan *plan,
                        const struct version_tree *since, const struct version_tree *version, bool notes, struct err *err);

/* ---- Interface to the code in version_web.c ---- */

enum http_status version_web_list(struct request *rq);
enum http_status version_web_make(struct request *rq);
enum http_status version_web_show(struct request *rq);
enum http_status version_web_changes(struct request *rq);
void version_panel_nav(struct request *rq, int64_t plan_id);
bool version_plan_of(struct request *rq, const char *value, int64_t *plan_id);

/* ---- Interface to the code in version_cli.c ---- */

bool version_run_make(struct command_context *ctx);
bool version_run_list(struct command_context *ctx);
bool version_run_show(struct command_context *ctx);
bool version_run_diff(struct command_context *ctx);
bool version_run_export(struct command_context *ctx);

#endif
