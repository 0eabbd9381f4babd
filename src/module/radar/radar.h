/* The radar: other bodies' consultations with their deadlines, who answers, and where two do the same work. */
#ifndef PLANVERK_RADAR_H
#define PLANVERK_RADAR_H

#include "base/clock.h"
#include "module.h"
#include "module/plan/plan.h"

#include <stdint.h>

enum radar_decision { RADAR_UNDECIDED, RADAR_ANSWER, RADAR_NO_ANSWER, RADAR_DECISIONS };
enum radar_state { RADAR_OPEN, RADAR_SOON, RADAR_OVERDUE, RADAR_ANSWERED, RADAR_LEFT_OUT, RADAR_STATES };
struct radar_name {
	const char *code, *name; /* English, for tr_name() */
};
extern const struct radar_name radar_decisions[RADAR_DECISIONS], radar_states[RADAR_STATES];
#define RADAR_SOON_DAYS 14

struct radar_item {
	int64_t id;
	const char *key, *title, *body, *link, *reason;
	struct date published, deadline, answered; /* no year where not known, or not yet */
	enum radar_decision decision;
	const char **takers; /* organisations that work on it */
	size_t n_takers;
};
/* Pure. Overdue: the deadline has passed and it is neither answered nor left out. */
enum radar_state radar_state(const struct radar_item *item, struct date today);
#define RADAR_ALONE SIZE_MAX
/*
 * Where several do the same work. Pure. Beside the items: the item's own index where several take it, else the first one
 * that somebody else takes and that is of the same body and deadline, or has a similar title while neither is settled;
 * RADAR_ALONE where there is none.
 */
size_t *radar_doubles(struct arena *a, const struct radar_item *list, size_t n);

/* By deadline; those without one last. */
bool radar_list(struct db_conn *c, struct arena *a, int64_t plan_id, struct radar_item **list, size_t *n, struct err *err);

/* Within db_write(), and journalled. Adds items; those whose key is there already are passed over. */
bool radar_add(struct db_conn *tx, struct arena *a, int64_t plan_id, const struct radar_item *list, size_t n, int64_t by, size_t *added,
               struct err *err);
/* One of these steps, on an item of the plan. */
struct radar_step {
	int64_t plan_id, id, by;
	const char *taker;            /* takes it, or with `leave` no longer does; NULL for neither */
	bool leave;
	enum radar_decision decision; /* other than RADAR_UNDECIDED: what is decided; not answering needs a reason */
	const char *reason;
	struct date answered, deadline; /* with a year: is set */
};
bool radar_do(struct db_conn *tx, struct arena *a, const struct radar_step *step, struct err *err);

extern const struct module radar_module;

#endif
