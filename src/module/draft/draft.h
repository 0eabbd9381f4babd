/*
 * From what people said to a draft of the plan: a goal, a strategy or a measure is begun from a group or from
 * chosen remarks, and each side leads to the other from then on.
 */
#ifndef PLANVERK_DRAFT_H
#define PLANVERK_DRAFT_H

#include "module.h"
#include "module/contribution/contribution.h"
#include "module/inbox/inbox.h"
#include "module/plan/plan.h"

/* Within db_write(), and journalled: adds a part to the plan, as plan_node_new(), with what it rests on. Remarks of
 * other plans, and those that have ended, are left out; an error where none remains. */
bool draft_node(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t parent_id, const struct plan_change *text,
                const int64_t *remark_ids, size_t n, int64_t *node_id, struct err *err);

extern const struct module draft_module;

#endif
