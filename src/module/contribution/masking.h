/*
 * Masking: what of a contribution's text nobody gets to read on pages, in exports and by the API.
 *
 * The engine finds what looks like personal data. A planner decides about each finding whether it is
 * hidden or shown; what nobody has decided about is hidden as MASKING_UNREVIEWED. A planner can hide
 * more than was found, too. All that show a contribution's text do it through these functions.
 */
#ifndef PLANVERK_MASKING_H
#define PLANVERK_MASKING_H

#include "base/str.h"
#include "module.h"

#define MASKING_UNREVIEWED "▇▇▇"
#define MASKING_PERSON "person" /* the kind of what a person found, not the engine */

struct contribution;

/* All decisions, as of a snapshot. */
struct masking;
/* Valid as long as pin. NULL where the database cannot be read; the functions below then take it that
 * nothing has been decided. */
const struct masking *masking_shared(struct db_conn *c, struct arena *pin, struct err *err);
/* A number that changes with the decisions about one contribution. */
uint64_t masking_stamp(const struct masking *m, int64_t contribution_id);

enum masking_state { MASKING_OPEN, MASKING_HIDDEN, MASKING_SHOWN };

/* A finding, or a decision. */
struct mask {
	size_t at, bytes;    /* in the whole text */
	const char *kind;    /* code: "email", "telephone", …, "person" */
	const char *instead; /* what stands in its place where it is not shown */
	enum masking_state state;
};
/* Those of a whole text, in its order, not overlapping. */
struct mask *masking_of(struct arena *a, const struct masking *m, int64_t contribution_id, struct span text, size_t *n);

/* A piece of a contribution's text as others may read it, in NFC. What is hidden is found in the
 * whole text, so that a piece hides what it would not give away by itself. */
char *masking_piece(struct arena *a, const struct masking *m, int64_t contribution_id, struct span whole,
                    size_t at, size_t bytes);
char *masking_text(struct arena *a, const struct masking *m, int64_t contribution_id, const char *text);
/* The same for a page. */
const char *contribution_text(struct request *rq, const struct contribution *c);
const char *contribution_piece(struct request *rq, const struct contribution *c, size_t at, size_t bytes);

/* A decision, within db_write(), journalled without the words: MASKING_OPEN takes an earlier one back.
 * by is 0 for the operator. */
bool masking_decide(struct db_conn *tx, int64_t contribution_id, const struct mask *mask, int64_t by, struct err *err);

#endif
