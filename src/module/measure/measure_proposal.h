/* Measures that groups propose: on a sheet behind a secret link, and what becomes of them. */
#ifndef PLANVERK_MEASURE_PROPOSAL_H
#define PLANVERK_MEASURE_PROPOSAL_H

#include "module/measure/measure_internal.h"

#define PROPOSAL_TEXT_MAX 3000 /* code points */

struct measure_sheet {
	int64_t id, plan_id; /* id 0: none */
	const char *name, *token;
};

enum proposal_state { PROPOSAL_NEW, PROPOSAL_TAKEN_UP, PROPOSAL_MERGED, PROPOSAL_DECLINED, PROPOSAL_STATES };
struct proposal_state_name {
	const char *code, *name; /* English, for tr_name() */
};
extern const struct proposal_state_name proposal_states[PROPOSAL_STATES];
bool proposal_state_parse(const char *code, enum proposal_state *state);

struct measure_proposal {
	int64_t id, sheet_id, node_id, measure_id;
	const char *sheet, *title, *what, *who, *by_when, *reason;
	enum proposal_state state;
	int64_t sent_at;
};
/* What is wrong with one: an English sentence for tr_name(), or NULL. */
const char *proposal_check(const struct measure_proposal *p);

bool sheet_by_token(struct db_conn *c, struct arena *a, const char *token, struct measure_sheet *sheet, struct err *err);
bool sheet_list(struct db_conn *c, struct arena *a, int64_t plan_id, struct measure_sheet **list, size_t *n, struct err *err);
/* Of a plan, or of one sheet (0: all), in the order they came. */
bool proposal_list(struct db_conn *c, struct arena *a, int64_t plan_id, int64_t sheet_id, struct measure_proposal **list, size_t *n,
                   struct err *err);

/* Within db_write(), and journalled. The sheet of a name, made where there is none. */
bool sheet_named(struct db_conn *tx, struct arena *a, int64_t plan_id, const char *name, int64_t by, struct measure_sheet *sheet,
                 struct err *err);
bool proposal_add(struct db_conn *tx, struct arena *a, struct measure_proposal *p, struct err *err);
/* Taken up, it becomes a measure of the plan's newest programme; merged, it is part of the measure of that ref there;
 * declined, with a reason. */
struct proposal_decision {
	int64_t plan_id, id, by;
	enum proposal_state state;
	const char *ref, *reason;
};
bool proposal_decide(struct db_conn *tx, struct arena *a, const struct proposal_decision *d, struct err *err);

/* As struct module asks for it: who was named as the one who could do it. */
bool proposal_forget(struct db_conn *tx, const char *person, int64_t *n, struct err *err);

/* ---- Pages and commands ---- */

enum http_status proposal_web_sheet(struct request *rq);
enum http_status proposal_web_send(struct request *rq);
enum http_status proposal_web_list(struct request *rq);
enum http_status proposal_web_change(struct request *rq);
void proposal_panel_nav(struct request *rq, int64_t plan_id);
void proposal_panel_measure(struct request *rq, int64_t measure_id);
bool proposal_run_sheet(struct command_context *ctx);
bool proposal_run_list(struct command_context *ctx);
bool proposal_run_import(struct command_context *ctx);
bool proposal_run_decide(struct command_context *ctx);

#endif
