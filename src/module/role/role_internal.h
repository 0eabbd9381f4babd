/* Interface between the files of the module. */
#ifndef PLANVERK_ROLE_INTERNAL_H
#define PLANVERK_ROLE_INTERNAL_H

#include "module/role/role.h"

/* ---- Interface to the code in role.c ---- */

/* For struct module. */
bool role_may(struct request *rq, const char *permission, int64_t plan_id);
bool role_known(const char *permission, bool *in_plan);

/* ---- Interface to the code in role_audit.c ---- */

/* "lead, editor" or "everybody": English, for tr_name() piece by piece. */
const char *role_callers_text(struct arena *a, enum lang lang, unsigned callers);
/* `planverk security audit` */
bool role_run_audit(struct command_context *ctx);
/* GET /admin/security */
enum http_status role_web_security(struct request *rq);

/* ---- Interface to the code in role_web.c ---- */

/* Panel on a user's page. */
void role_panel_user(struct request *rq, int64_t user_id);
/* POST /admin/users/{user}/role */
enum http_status role_web_change(struct request *rq);

/* ---- Interface to the code in role_cli.c ---- */

/* `planverk user role` */
bool role_run(struct command_context *ctx);

#endif
