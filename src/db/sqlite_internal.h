/* What sqlite.c and sqlite_copy.c share. */
#ifndef PLANVERK_DB_SQLITE_INTERNAL_H
#define PLANVERK_DB_SQLITE_INTERNAL_H

#include "db/db_internal.h"

#include <sqlite3.h>

/* ---- Interface to the code in sqlite.c ---- */

/* Says what the last call on s ran into, in words of the operator. Returns false. */
bool sqlite_fail(struct err *err, sqlite3 *s, const char *what);

/* ---- Interface to the code in sqlite_copy.c ---- */

bool sqlite_backup(struct db *db, const char *path, struct err *err);
bool sqlite_restore(const char *where, const char *path, bool replace, struct err *err);

#endif
