/* What the files of this module share with one another and with nobody else. */
#ifndef PLANVERK_PLAN_INTERNAL_H
#define PLANVERK_PLAN_INTERNAL_H

#include "module/plan/plan.h"

#include "base/str.h"

/* ---- Interface to the code in plan_tree.c ---- */

/*
 * Puts the nodes in reading order: each parent before its children, siblings as they
 * stood. Wants `parent` of every node; sets depth and n_below, moves links along. A
 * tree with a cycle is left as it was: *cyclic is then a node that no top reaches, else -1.
 */
void plan_tree_arrange(struct arena *a, struct plan_tree *tree, long *cyclic);
/* Fills by_id from the identifiers of the nodes. */
void plan_tree_index_ids(struct arena *a, struct plan_tree *tree);
/* Fills counts[i] with the nodes of plan_node_kinds[i]; counts has plan_node_kinds_len places. */
void plan_tree_count(const struct plan_tree *tree, size_t *counts);

/* ---- Interface to the code in plan.c ---- */

bool plan_slug_valid(const char *slug);
/* What to say of a slug that is not; takes PLAN_SLUG_MAX. */
#define PLAN_SLUG_RULE "must be at most %d small letters a–z and digits, with single \"-\" between words"

/* ---- Interface to the code in plan_verify.c ---- */

/* Trees without circles, of known kinds, that do not reach into one another. */
bool plan_verify(struct db_conn *c, struct arena *a, void (*problem)(void *arg, const char *text), void *arg,
                 struct err *err);

/* ---- Interface to the code in plan_json.c and plan_json_write.c ---- */

#define PLAN_JSON_FORMAT "planverk-plan"
#define PLAN_JSON_VERSION 1

/* ---- Interface to the code in plan_cli.c and plan_web.c ---- */

#define PLAN_COMMANDS 8
extern const struct command plan_commands[PLAN_COMMANDS];
#define PLAN_ROUTES 11
extern const struct route plan_routes[PLAN_ROUTES];
#define PLAN_SUBJECTS 2
extern const struct route_subject plan_subjects[PLAN_SUBJECTS];

/* ' lang="nn"' where the plan's language is known and is not the page's. */
void plan_web_lang(struct request *rq, const struct plan *plan);
/* A description or body as a block of its own; nothing for "". */
void plan_web_markdown(struct request *rq, const struct plan *plan, const char *markdown);
/* A node's kind, its title as a link to its page, and its marks. */
void plan_web_node(struct request *rq, const struct plan *plan, const struct plan_node *node);
/* The kind and, where they hold, "Cross-cutting" and "Not asked". */
void plan_web_kind(struct request *rq, const struct plan_node *node);
void plan_web_marks(struct request *rq, const struct plan_node *node);
const char *plan_web_href(struct request *rq, const struct plan_node *node);

/* ---- Interface to the code in plan_node_web.c ---- */

enum http_status plan_node_page(struct request *rq);

/* ---- Interface to the code in plan_edit.c, plan_edit_web.c and plan_node_edit_web.c ---- */

#define PLAN_TITLE_BYTES 1000 /* of a title that is written here */

enum http_status plan_web_edit(struct request *rq);
/* GET /plan/{plan}/goals, in plan_goals_web.c */
enum http_status plan_web_goals(struct request *rq);
enum http_status plan_web_change(struct request *rq);
enum http_status plan_web_node_edit(struct request *rq);
enum http_status plan_web_node_save(struct request *rq);

/* ---- Interface to the code in plan_shape_web.c and plan_edit_cli.c ---- */

enum http_status plan_web_shape(struct request *rq);
enum http_status plan_web_split(struct request *rq);
enum http_status plan_web_merge(struct request *rq);
/* On a node's page: what it was split off or merged with. */
void plan_web_lineage(struct request *rq, const struct plan_tree *tree, const struct plan_node *node);

bool plan_run_edit(struct command_context *ctx);
bool plan_run_move(struct command_context *ctx);
bool plan_run_retire(struct command_context *ctx);
bool plan_run_split(struct command_context *ctx);
bool plan_run_merge(struct command_context *ctx);

#endif
