/* Interface between the files about remarks. */
#ifndef PLANVERK_REMARK_INTERNAL_H
#define PLANVERK_REMARK_INTERNAL_H

#include "base/str.h"
#include "module/contribution/remark.h"

/* Codes in the database, by enum remark_change_kind. */
extern const char *const remark_change_codes[];

/* One change with both its sides; id 0 where there is none. */
bool remark_change_get(struct db_conn *c, struct arena *a, int64_t id, struct remark_change *found, struct err *err);

/* Within db_write(): where all remarks of a contribution belong. */
bool remark_set_node(struct db_conn *tx, int64_t contribution_id, int64_t node_id, struct err *err);

/* The plan of a remark that a path names: for struct route_subject. */
bool remark_plan_of(struct request *rq, const char *remark, int64_t *plan_id);

#endif
