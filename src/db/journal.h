/*
 * The journal: every change of state, in the transaction that made it.
 *
 * journal_write() adds an unsealed row. After the commit the sealer chains
 * committed rows in batches: hash = BLAKE2b(previous hash, row, digest), where
 * digest = BLAKE2b(salt, content). The content stands in a table of its own
 * with its salt; erasing a person deletes both and leaves a tombstone, and the
 * chain still verifies. journal_verify() recomputes everything.
 */
#ifndef PLANVERK_DB_JOURNAL_H
#define PLANVERK_DB_JOURNAL_H

#include "db/db.h"

/*
 * Records, within db_write(), that something happened.
 *   action   "plan.import", "contribution.import": module and verb
 *   subject  the identifier of what changed
 *   content  a JSON object with what is needed to understand the change later
 */
bool journal_write(struct db_conn *tx, const char *action, int64_t subject,
                   const char *content, struct err *err);

/* Erases, within db_write(), the content and salt of a row and leaves a tombstone: the row's place in
 * the chain still verifies, and nobody can tell by guessing what it held. */
bool journal_erase(struct db_conn *tx, int64_t row, struct err *err);

struct journal_state {
	int64_t rows;      /* rows in the journal */
	int64_t sealed;    /* of which are in the chain */
	int64_t erased;    /* of which have a tombstone instead of content */
	char head[65];     /* hash of the last sealed row, in hexadecimal */
	int64_t bad_row;   /* the first row that does not verify, 0 if all do */
	char problem[256]; /* what is wrong with it */
};

/* Recomputes the chain. False only where the journal could not be read;
 * a broken chain is a result (bad_row). */
bool journal_verify(struct db_conn *c, struct journal_state *state, struct err *err);

/* Seals what is committed and not yet sealed; called by the engines after commits. */
bool journal_seal(struct db_conn *tx, struct err *err);

#endif
