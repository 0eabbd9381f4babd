/* Interface between the files of the module. */
#ifndef PLANVERK_RADAR_INTERNAL_H
#define PLANVERK_RADAR_INTERNAL_H

#include "base/str.h"
#include "http/http.h"
#include "module/radar/radar.h"

struct command_context;

#define RADAR_COLUMNS 11
extern const char *const radar_columns[RADAR_COLUMNS];
/* radar_cli.c: an item as cells of a table. doubles as radar_doubles() has them. */
void radar_cells(struct arena *a, const struct radar_item *list, size_t item, const size_t *doubles, struct date today,
                 const char *cells[RADAR_COLUMNS]);

enum http_status radar_web_list(struct request *rq);
enum http_status radar_web_change(struct request *rq);
void radar_panel_nav(struct request *rq, int64_t plan_id);

bool radar_run_import(struct command_context *ctx);
bool radar_run_list(struct command_context *ctx);
bool radar_run_step(struct command_context *ctx);

#endif
