/* Interface between the files of the module. */
#ifndef PLANVERK_MEASURE_INTERNAL_H
#define PLANVERK_MEASURE_INTERNAL_H

#include "base/str.h"
#include "module/measure/measure.h"

struct table;
struct request;
struct command_context;

/* ---- Interface to the code in measure_save.c ---- */

/* Sets a milestone's day of reaching (no year: not reached after all), or closes a measure, on top of what is kept. */
bool measure_reach(struct db_conn *tx, struct arena *a, int64_t measure_id, int64_t milestone_id, struct date done, int64_t by,
                   struct err *err);
bool measure_close(struct db_conn *tx, struct arena *a, int64_t measure_id, enum measure_closing closed, struct date on,
                   const char *note, int64_t by, struct err *err);

/* ---- Interface to the code in measure_file.c ---- */

enum measure_column {
	MEASURE_REF, MEASURE_TITLE, MEASURE_TEXT, MEASURE_LEAD, MEASURE_PARTNERS, MEASURE_CARRIES_OUT, MEASURE_BEGINS, MEASURE_ENDS,
	MEASURE_RESOURCES, MEASURE_MILESTONES, MEASURE_INDICATOR, MEASURE_EFFECT, MEASURE_CLOSED, MEASURE_COLUMNS
};
extern const char *const measure_columns[MEASURE_COLUMNS];
/* A measure as cells of a table, and back: what is read gives the same cells. The tree tells names of its nodes. */
void measure_cells(struct arena *a, const struct plan_tree *tree, const struct measure *m, const char *cells[MEASURE_COLUMNS]);
/* *err says what is wrong with the row, without file and line. */
bool measure_read(struct arena *a, const struct plan_tree *tree, const char *const cells[MEASURE_COLUMNS], struct measure *m,
                  struct err *err);
/* Cells in which a planner writes lists: lines "title | due | done | weight" and "source | year | amount | secured". Lines
 * and semicolons both part them. */
bool measure_read_resources(struct arena *a, const char *text, struct measure *m, struct err *err);
bool measure_read_partners(struct arena *a, const char *text, struct measure *m);
const char *measure_write_milestones(struct arena *a, const struct measure *m, const char *between);
const char *measure_write_resources(struct arena *a, const struct measure *m, const char *between);

/* ---- Interface to the code in measure_web.c and the files beside it ---- */

struct measure_page {
	struct plan plan;
	struct measure_programme *programmes; /* those that the reader may see, newest first */
	size_t n_programmes;
	struct measure_programme programme;   /* id 0 where there is none */
	const struct plan_tree *tree;
	const struct measures *all;
	const struct measure **list; /* those that the filters leave */
	size_t n;
	struct date today;
};
/* Loads what the pages of a programme share; ?programme= names another than the newest, and ?lead=, ?goal=, ?status=
 * and ?year= filter. The page's surroundings are set. Only planners see a programme that is not adopted. false where
 * rq->err says why. */
bool measure_page_load(struct request *rq, struct measure_page *p);
/* The views of a programme, which programme it is, and the filters. */
void measure_write_head(struct request *rq, const struct measure_page *p);
/* Whether the reader may see a programme. */
bool measure_shown(const struct request *rq, const struct measure_programme *p);
void measure_write_status(struct request *rq, enum measure_status status);
/* "1 200 000" */
const char *measure_kroner(struct request *rq, int64_t amount);
const char *measure_href(struct request *rq, int64_t id);
/* "42 %", or "–" where there are no milestones. */
const char *measure_percent(struct request *rq, const struct measure *m);

enum http_status measure_web_list(struct request *rq);
enum http_status measure_web_show(struct request *rq);
enum http_status measure_web_board(struct request *rq);
enum http_status measure_web_board_change(struct request *rq);
enum http_status measure_web_timeline(struct request *rq);
enum http_status measure_web_budget(struct request *rq);
enum http_status measure_web_changes(struct request *rq);
enum http_status measure_web_new(struct request *rq);
enum http_status measure_web_edit(struct request *rq);
enum http_status measure_web_add(struct request *rq);
enum http_status measure_web_save(struct request *rq);
enum http_status measure_web_programme(struct request *rq);
void measure_panel_nav(struct request *rq, int64_t plan_id);
void measure_panel_node(struct request *rq, int64_t node_id);
bool measure_plan_of(struct request *rq, const char *value, int64_t *plan_id);

/* ---- Interface to the code in measure_cli.c ---- */

bool measure_run_programme_add(struct command_context *ctx);
bool measure_run_programme_list(struct command_context *ctx);
bool measure_run_programme_adopt(struct command_context *ctx);
bool measure_run_programme_renew(struct command_context *ctx);
bool measure_run_programme_changes(struct command_context *ctx);
bool measure_run_list(struct command_context *ctx);
bool measure_run_import(struct command_context *ctx);
bool measure_run_export(struct command_context *ctx);
bool measure_run_from_plan(struct command_context *ctx);
bool measure_run_reach(struct command_context *ctx);
bool measure_run_close(struct command_context *ctx);

#endif
