/* Interface between the files of the module. */
#ifndef PLANVERK_RECOMMENDATION_INTERNAL_H
#define PLANVERK_RECOMMENDATION_INTERNAL_H

#include "base/str.h"
#include "format/rows.h"
#include "module/recommendation/recommendation.h"

struct recommendation_sources {
	struct recommendation_source *v;
	size_t n, cap;
};

/* ---- Interface to the code in recommendation_rows.c ---- */

/* All of a plan in a state, or all (RECOMMENDATION_STATES). */
bool recommendation_rows(struct db_conn *c, struct arena *a, int64_t plan_id, enum recommendation_state state, struct rows *rows,
                         struct err *err);

/* ---- Interface to the code in recommendation_web.c ---- */

enum http_status recommendation_web_list(struct request *rq);
enum http_status recommendation_web_add(struct request *rq);
bool recommendation_plan_of(struct request *rq, const char *value, int64_t *plan_id);
void recommendation_panel_nav(struct request *rq, int64_t plan_id);
/* The kind and the text, which leads to its page, and the state: a line. */
void recommendation_write_line(struct request *rq, const struct recommendation *r);
/* When and by whom it was changed. */
const char *recommendation_changed(struct request *rq, const struct recommendation *r);
/* The fields "kind" and "text". */
void recommendation_write_fields(struct request *rq, enum recommendation_kind kind, const char *text);

/* ---- Interface to the code in recommendation_edit_web.c ---- */

enum http_status recommendation_web_show(struct request *rq);
enum http_status recommendation_web_save(struct request *rq);
enum http_status recommendation_web_source(struct request *rq);

/* ---- Interface to the code in recommendation_panel.c ---- */

/* On other pages: which recommendations belong there or rest on it, and the form for one more. */
void recommendation_panel_node(struct request *rq, int64_t node_id);
void recommendation_panel_group(struct request *rq, int64_t group_id);
void recommendation_panel_contribution(struct request *rq, int64_t contribution_id);

/* ---- Interface to the code in recommendation_cli.c ---- */

bool recommendation_run_list(struct command_context *ctx);
bool recommendation_run_add(struct command_context *ctx);
bool recommendation_run_export(struct command_context *ctx);

#endif
