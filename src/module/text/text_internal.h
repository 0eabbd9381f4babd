/* Interface between the files of the module. */
#ifndef PLANVERK_TEXT_INTERNAL_H
#define PLANVERK_TEXT_INTERNAL_H

#include "base/hash.h"
#include "module/text/text.h"

/* ---- Interface to the code in text_run.c ---- */

/* Stores a run with everything in it, within db_write(), and fills its identifiers. */
bool text_run_store(struct db_conn *tx, struct text_run *run, int64_t plan_id, const struct digest *input,
                    struct err *err);

/* A plan's newest run, 0 where there is none. */
bool text_newest_run(struct db_conn *c, int64_t plan_id, int64_t *run_id, struct err *err);

/* Those of a plan's newest run that belong to a node, largest first. */
bool text_groups_of_node(struct db_conn *c, struct arena *a, int64_t node_id,
                         struct text_group_row **list, size_t *n, struct err *err);
/* The groups of a plan's newest run, kept in memory (db_shared()) and valid as long as pin. */
bool text_groups_of_plan(struct db_conn *c, struct arena *pin, int64_t plan_id,
                         const struct text_group_row **list, size_t *n, struct err *err);

/* ---- Interface to the code in text_facts.c ---- */

/* Within db_write(): language, group, campaign and place of a run's contributions, for the inbox. */
bool text_facts_store(struct db_conn *tx, struct arena *a, int64_t run_id, struct err *err);

/* In text_steering.c: takes the name of who decided about groups away. */
bool text_forget(struct db_conn *tx, const char *person, int64_t *n, struct err *err);

/* ---- Interface to the code in text_group.c ---- */

/* A group as it is now: the address may be of a run before, or of a group that has been merged since. id 0 where it is
 * no address, or nothing continues the group; then *group is the one that it was, if a run still has it. */
bool text_group_current(struct db_conn *c, struct arena *a, int64_t id, struct text_group_row *group, int64_t *plan_id,
                        struct err *err);

/* The groups of a plan's newest run by their wider themes, the largest theme first; last what stands alone, as
 * number 0. Groups are kept in memory and valid as long as pin. */
struct text_theme {
	int64_t number;
	const char *label;
	int64_t contributions;
	const struct text_group_row **groups;
	size_t n;
};
struct text_themes {
	struct text_theme *v;
	size_t n;
};
bool text_themes_load(struct db_conn *c, struct arena *pin, int64_t plan_id, struct text_themes *themes, struct err *err);

/* ---- Interface to the code in text_group_cli.c ---- */

/* `planverk group list`, `decisions`, `rename`, `merge`, `split`, `move`, `pin`, `undo` */
bool text_run_group_list(struct command_context *ctx);
bool text_run_group_decisions(struct command_context *ctx);
bool text_run_group_rename(struct command_context *ctx);
bool text_run_group_merge(struct command_context *ctx);
bool text_run_group_split(struct command_context *ctx);
bool text_run_group_move(struct command_context *ctx);
bool text_run_group_pin(struct command_context *ctx);
bool text_run_group_undo(struct command_context *ctx);

/* ---- Interface to the code in text_group_web.c ---- */

/* GET /plan/{plan}/groups, GET /group/{group}/shape; what is posted to them */
enum http_status text_web_groups(struct request *rq);
enum http_status text_web_shape(struct request *rq);
enum http_status text_web_rename(struct request *rq);
enum http_status text_web_merge(struct request *rq);
enum http_status text_web_move(struct request *rq);
enum http_status text_web_group_undo(struct request *rq);
void text_panel_groups_nav(struct request *rq, int64_t plan_id);
/* Wider themes with their groups, to open. */
void text_write_themes(struct request *rq, const struct text_themes *themes);

/* ---- Interface to the code in text_compile_cli.c ---- */

/* `planverk compile` */
bool text_run_compile(struct command_context *ctx);

/* ---- Interface to the code in text_place_cli.c ---- */

/* `planverk contribution place`, `planverk contribution unplace` */
bool text_run_place(struct command_context *ctx);
bool text_run_unplace(struct command_context *ctx);
/* The best suggestion for a contribution in the newest run that has one; node 0 where none has. */
bool text_suggested_get(struct db_conn *c, int64_t contribution_id, int64_t *node_id, double *score, struct err *err);

/* ---- Interface to the code in text_similar.c ---- */

/* Panel on a contribution's page: others that are like it. */
void text_panel_similar(struct request *rq, int64_t contribution_id);
enum http_status text_web_similar(struct request *rq);

/* ---- Interface to the code in text_explain.c ---- */

/* `planverk text explain` */
bool text_run_explain(struct command_context *ctx);

/* ---- Interface to the code in text_web.c ---- */

/* GET /group/{group} */
enum http_status text_web_group(struct request *rq);
const char *text_group_size(struct request *rq, const struct text_group_row *g);
/* Panels: a plan's groups, a node's groups and suggestions, what a run says of a contribution. */
void text_panel_plan(struct request *rq, int64_t plan_id);
void text_panel_node(struct request *rq, int64_t node_id);
void text_panel_contribution(struct request *rq, int64_t contribution_id);

#endif
