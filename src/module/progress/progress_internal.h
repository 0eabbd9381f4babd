/* Interface between the files of the module. */
#ifndef PLANVERK_PROGRESS_INTERNAL_H
#define PLANVERK_PROGRESS_INTERNAL_H

#include "base/str.h"
#include "module/progress/progress.h"

#include <stdatomic.h>

struct request;
struct command_context;

/* ---- Interface to the code in progress.c ---- */

bool progress_round_get(struct db_conn *c, struct arena *a, int64_t id, struct progress_round *round, struct err *err);
bool progress_verify(struct db_conn *c, struct arena *a, void (*problem)(void *arg, const char *text), void *arg, struct err *err);

/* ---- Interface to the code in progress_ask.c ---- */

struct progress_ask {
	int64_t id, round_id; /* id 0: none */
	const char *organisation, *email, *token; /* token "" where it was erased */
	struct date reminded;
};
bool progress_asks(struct db_conn *c, struct arena *a, int64_t round_id, struct progress_ask **list, size_t *n, struct err *err);
/* Who is behind a link; id 0 where nobody is. */
bool progress_by_token(struct db_conn *c, struct arena *a, const char *token, struct progress_ask *ask, struct err *err);
/* Within db_write(): reminds those of a round who have something to answer and have not been reminded. */
bool progress_remind_all(struct db_conn *tx, struct arena *a, int64_t round_id, struct date today, size_t *n, struct err *err);
bool progress_forget(struct db_conn *tx, const char *person, int64_t *n, struct err *err);
void progress_chore(struct db *db, const atomic_bool *stopping);

/* ---- Interface to the code in progress_file.c ---- */

enum progress_column {
	PROGRESS_REF, PROGRESS_MEASURE, PROGRESS_LEAD, PROGRESS_STATUS, PROGRESS_REACHED, PROGRESS_MONEY, PROGRESS_ACHIEVED,
	PROGRESS_OBSTACLES, PROGRESS_STATE, PROGRESS_NOTE, PROGRESS_COLUMNS
};
extern const char *const progress_columns[PROGRESS_COLUMNS];
/* r NULL: nothing has been answered. */
void progress_cells(struct arena *a, const struct measure *m, const struct progress_report *r, const char *cells[PROGRESS_COLUMNS]);
bool progress_read(struct arena *a, const char *const cells[PROGRESS_COLUMNS], struct progress_report *r, struct err *err);
/* Lines, or items parted by semicolons: "milestone | day" and "source | kroner". */
bool progress_read_reached(struct arena *a, const char *text, struct progress_report *r, struct err *err);
bool progress_read_money(struct arena *a, const char *text, struct progress_report *r, struct err *err);
const char *progress_write_reached(struct arena *a, const struct progress_report *r, const char *between);
const char *progress_write_money(struct arena *a, const struct progress_report *r, const char *between);

/* ---- Interface to the code in progress_web.c: who is asked ---- */

enum http_status progress_web_asked(struct request *rq);
enum http_status progress_web_form(struct request *rq);
enum http_status progress_web_send(struct request *rq);
/* What an answer says, for the partner and for planners. */
void progress_write_report(struct request *rq, const struct progress_report *r);

/* ---- Interface to the code in progress_plan_web.c: planners ---- */

enum http_status progress_web_rounds(struct request *rq);
enum http_status progress_web_change(struct request *rq);
void progress_panel_nav(struct request *rq, int64_t plan_id);
void progress_panel_measure(struct request *rq, int64_t measure_id);

/* ---- Interface to the code in progress_cli.c ---- */

bool progress_run_open(struct command_context *ctx);
bool progress_run_ask(struct command_context *ctx);
bool progress_run_list(struct command_context *ctx);
bool progress_run_export(struct command_context *ctx);
bool progress_run_import(struct command_context *ctx);
bool progress_run_decide(struct command_context *ctx);
bool progress_run_remind(struct command_context *ctx);
bool progress_run_close(struct command_context *ctx);

#endif
