/* Interface between the files of the module. */
#ifndef PLANVERK_RECOMMENDATION_INTERNAL_H
#define PLANVERK_RECOMMENDATION_INTERNAL_H

#include "base/str.h"
#include "module/recommendation/recommendation.h"

struct recommendation_sources {
	struct recommendation_source *v;
	size_t n, cap;
};

/* ---- Interface to the code in recommendation_table.c ---- */

enum recommendation_format { RECOMMENDATION_CSV, RECOMMENDATION_XLSX, RECOMMENDATION_JSON, RECOMMENDATION_FORMATS };
extern const struct recommendation_file {
	const char *code, *type;
} recommendation_files[RECOMMENDATION_FORMATS];
bool recommendation_format_parse(const char *code, enum recommendation_format *format);
/* Writes a list as a file, with what each rests on; how many go to *rows. */
bool recommendation_write(struct db_conn *c, struct arena *a, const struct plan *plan, enum recommendation_state state,
                          enum recommendation_format format, struct out *o, size_t *rows, struct err *err);

/* ---- Interface to the code in recommendation_web.c ---- */

enum http_status recommendation_web_list(struct request *rq);
enum http_status recommendation_web_add(struct request *rq);
bool recommendation_plan_of(struct request *rq, const char *value, int64_t *plan_id);
void recommendation_panel_nav(struct request *rq, int64_t plan_id);
/* The kind and the text, which leads to its page, and the state: a line. */
void recommendation_write_line(struct request *rq, const struct recommendation *r);
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
