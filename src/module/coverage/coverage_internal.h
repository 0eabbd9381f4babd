/* Interface between the files of the module. */
#ifndef PLANVERK_COVERAGE_INTERNAL_H
#define PLANVERK_COVERAGE_INTERNAL_H

#include "module/coverage/coverage.h"

/* ---- Interface to the code in coverage_import.c and coverage_cli.c ---- */

bool coverage_run_import(struct command_context *ctx);
bool coverage_run_show(struct command_context *ctx);
/* The dimension that --by names; an error where it is none. */
bool coverage_read_by(struct command_context *ctx, enum coverage_by *by);

/* ---- Interface to the code in coverage.c ---- */

/* What a category is compared by: the code of a kind or language, written as a code or by a name
 * in any of the three languages, else the folded name; NULL where there is no such kind or language. */
const char *coverage_key(struct arena *a, enum coverage_by by, const char *category);

/* ---- Interface to the code in coverage_register.c ---- */

struct coverage_row {
	const char *category, *key;
	int64_t population;
};
struct coverage_source {
	const char *name;
	const unsigned char *digest; /* DIGEST_SIZE bytes */
};
/* Replaces a plan's register within db_write(), with a row in the journal. */
bool coverage_store(struct db_conn *tx, struct arena *a, int64_t plan_id, enum coverage_by by, const char *counts,
                    const struct coverage_source *source, const struct coverage_row *rows, size_t n, struct err *err);

/* ---- Interface to the code in coverage_web.c ---- */

/* GET /plan/{plan}/coverage */
enum http_status coverage_web_show(struct request *rq);
/* Panel: a link in the plan's navigation, once there is a register. */
void coverage_panel_nav(struct request *rq, int64_t plan_id);

#endif
