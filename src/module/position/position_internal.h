/* Interface between the files of the module. */
#ifndef PLANVERK_POSITION_INTERNAL_H
#define PLANVERK_POSITION_INTERNAL_H

#include "base/str.h"
#include "module/position/position.h"

struct request;
struct command_context;

/* The columns of a list as a file; `position import` reads the first five. */
enum position_column {
	POSITION_REF, POSITION_STATE, POSITION_BODY, POSITION_DECIDED_BY, POSITION_DECIDED_ON, POSITION_TITLE,
	POSITION_CHAPTER, POSITION_ADDRESSEE, POSITION_DONE, POSITION_RESULT, POSITION_RESULT_ON, POSITION_COLUMNS
};
extern const char *const position_columns[POSITION_COLUMNS];
void position_cells(struct arena *a, const struct position *p, const char *cells[POSITION_COLUMNS]);

/* ---- Interface to the code in position_web.c ---- */

enum http_status position_web_list(struct request *rq);
enum http_status position_web_note(struct request *rq);
enum http_status position_web_show(struct request *rq);
enum http_status position_web_change(struct request *rq);
void position_panel_nav(struct request *rq, int64_t plan_id);
void position_panel_node(struct request *rq, int64_t node_id);
bool position_plan_of(struct request *rq, const char *value, int64_t *plan_id);

/* ---- Interface to the code in position_cli.c ---- */

bool position_run_list(struct command_context *ctx);
bool position_run_set(struct command_context *ctx);
bool position_run_log(struct command_context *ctx);
bool position_run_import(struct command_context *ctx);
bool position_run_export(struct command_context *ctx);
bool position_run_note(struct command_context *ctx);

#endif
