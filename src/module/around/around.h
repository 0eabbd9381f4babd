/*
 * What stands around a plan: the goals of the plan before it and what became of them, parallel plans and the line
 * between them, who builds on the plan in planning of their own (plan- og bygningsloven section 8-2), agreements,
 * projects, and items of other bodies' programmes. Registers of one shape, each entry with a part of the plan.
 */
#ifndef PLANVERK_AROUND_H
#define PLANVERK_AROUND_H

#include "base/clock.h"
#include "module.h"
#include "module/plan/plan.h"

enum around_kind { AROUND_BEFORE, AROUND_PARALLEL, AROUND_USE, AROUND_AGREEMENT, AROUND_PROJECT, AROUND_PROGRAMME, AROUND_KINDS };
enum around_field {
	AROUND_PARTY = 1, AROUND_STATE = 2, AROUND_FROM = 4, AROUND_TO = 8, AROUND_AMOUNT = 16, AROUND_REFERENCE = 32
};
struct around_kind_rule {
	const char *code, *name;   /* English, for tr_name() */
	const char *title, *party; /* what these columns are called */
	unsigned fields;           /* that it has beside title, node and note */
	bool open;                 /* the public sees it */
};
extern const struct around_kind_rule around_kinds[AROUND_KINDS];
bool around_kind_parse(const char *code, enum around_kind *kind);

enum around_state { AROUND_NO_STATE, AROUND_KEPT, AROUND_SHARPENED, AROUND_DROPPED, AROUND_STATES };
struct around_state_name {
	const char *code, *name;
};
extern const struct around_state_name around_states[AROUND_STATES];

struct around_entry {
	int64_t id, node_id; /* node_id 0: of the plan as a whole */
	enum around_kind kind;
	const char *title, *party, *reference, *note;
	enum around_state state;
	struct date from, to;
	int64_t amount; /* kroner */
	int64_t by, at;
};

/* What is wrong with one: an English sentence for tr_name(), or NULL. Pure. */
const char *around_check(const struct around_entry *e);

/* Those that stand, by kind and then as they were added. */
bool around_list(struct db_conn *c, struct arena *a, int64_t plan_id, struct around_entry **list, size_t *n, struct err *err);

/* Within db_write(), and journalled. ERR_INPUT where around_check() has something to say, or the part is of another plan. */
bool around_add(struct db_conn *tx, struct arena *a, int64_t plan_id, struct around_entry *e, struct err *err);
/* It stays on file, with the reason. */
bool around_withdraw(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t id, const char *reason, int64_t by, struct err *err);

extern const struct module around_module;

#endif
