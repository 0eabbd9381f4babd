/* Interface between the files of the module. */
#ifndef PLANVERK_AROUND_INTERNAL_H
#define PLANVERK_AROUND_INTERNAL_H

#include "base/str.h"
#include "http/http.h"
#include "module/around/around.h"

struct command_context;

/* ---- Interface to the code in around_file.c ---- */

enum around_column {
	AROUND_C_KIND, AROUND_C_TITLE, AROUND_C_PARTY, AROUND_C_NODE, AROUND_C_STATE, AROUND_C_FROM, AROUND_C_TO, AROUND_C_AMOUNT,
	AROUND_C_REFERENCE, AROUND_C_NOTE, AROUND_COLUMNS
};
extern const char *const around_columns[AROUND_COLUMNS];
void around_cells(struct arena *a, const struct plan_tree *tree, const struct around_entry *e, const char *cells[AROUND_COLUMNS]);
bool around_read(struct arena *a, const struct plan_tree *tree, const char *const cells[AROUND_COLUMNS], struct around_entry *e,
                 struct err *err);

/* ---- Interface to the code in around_web.c ---- */

enum http_status around_web_show(struct request *rq);
enum http_status around_web_change(struct request *rq);
void around_panel_nav(struct request *rq, int64_t plan_id);
void around_panel_node(struct request *rq, int64_t node_id);

/* ---- Interface to the code in around_cli.c ---- */

bool around_run_list(struct command_context *ctx);
bool around_run_import(struct command_context *ctx);
bool around_run_withdraw(struct command_context *ctx);

#endif
