/* Named parameters ($plan) to PostgreSQL's numbered ones ($1). */
#ifndef PLANVERK_DB_PG_REWRITE_H
#define PLANVERK_DB_PG_REWRITE_H

#include "base/arena.h"

#define PG_PARAMETERS_MAX 48

struct pg_rewritten {
	char *text;
	char *names[PG_PARAMETERS_MAX]; /* with their $; names[0] is $1 */
	int n;
};

/* Each distinct name gets the next number at its first appearance. Quotes, quoted
 * identifiers and comments are passed over. False where there are too many names. */
bool pg_rewrite(struct arena *a, const char *sql, struct pg_rewritten *result);

#endif
