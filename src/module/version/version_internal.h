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

/* ---- Interface to the code in version_cli.c ---- */

bool version_run_make(struct command_context *ctx);
bool version_run_list(struct command_context *ctx);
bool version_run_show(struct command_context *ctx);
bool version_run_diff(struct command_context *ctx);

#endif
