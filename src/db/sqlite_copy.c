/* Backup and restore of a SQLite database: copies made by SQLite itself, of one moment. */
#include "db/sqlite_internal.h"

#include "base/str.h"

#include <unistd.h>

/* All pages in one step: the snapshot that it reads is of one moment, and in WAL mode it
 * keeps no writer waiting. Several steps would start anew after each commit in between. */
static bool copy_database(sqlite3 *to, sqlite3 *from, struct err *err)
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");
	if (!b)
		return sqlite_fail(err, to, "Cannot copy the database");
	bool ok = sqlite3_backup_step(b, -1) == SQLITE_DONE;
	return (sqlite3_backup_finish(b) == SQLITE_OK && ok) || sqlite_fail(err, to, "Cannot copy the database");
}

bool sqlite_backup(struct db *db, const char *path, struct err *err)
{
	if (access(path, F_OK) == 0)
		return err_conflict(err, "%s is there already; name a new file", path);
	struct db_conn *c = db_conn_take(db, false, err);
	if (!c)
		return false;
	sqlite3 *to = NULL;
	bool ok = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) == SQLITE_OK
	          ? copy_database(to, c->engine, err)
	          : sqlite_fail(err, to, "Cannot write the backup");
	/* The copy is one file to carry, without a write-ahead log beside it. */
	if (ok && sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) != SQLITE_OK)
		ok = sqlite_fail(err, to, "Cannot write the backup");
	sqlite3_close(to);
	if (!ok)
		unlink(path);
	db_conn_give(c, false);
	return ok;
}

static int is_sound(void *arg, int columns, char **values, char **names)
{
	(void)columns;
	(void)names;
	*(bool *)arg = values[0] && str_eq(values[0], "ok");
	return 0;
}

/* Opens a backup and checks it: what would be restored from a damaged one is lost. */
static bool open_backup(const char *path, sqlite3 **from, struct err *err)
{
	bool sound = false;
	if (sqlite3_open_v2(path, from, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK
	    && sqlite3_exec(*from, "SELECT count(*) FROM journal", NULL, NULL, NULL) == SQLITE_OK
	    && sqlite3_exec(*from, "PRAGMA quick_check(1)", is_sound, &sound, NULL) == SQLITE_OK
	    && sound)
		return true;
	err_input(err, "not a sound backup of Planverk (%s)",
	          sqlite3_errcode(*from) == SQLITE_OK ? "its pages are damaged" : sqlite3_errmsg(*from));
	return err_at(err, path, 0, 0);
}

bool sqlite_restore(const char *where, const char *path, bool replace, struct err *err)
{
	bool occupied = access(where, F_OK) == 0;
	if (!replace && occupied)
		return err_conflict(err, "%s is there already; give --replace to overwrite it", where);
	sqlite3 *from = NULL, *to = NULL;
	bool ok = open_backup(path, &from, err);
	if (ok && sqlite3_open_v2(where, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK)
		ok = sqlite_fail(err, to, "Cannot write the database");
	if (ok) {
		sqlite3_busy_timeout(to, BUSY_TIMEOUT_MS);
		ok = copy_database(to, from, err);
	}
	sqlite3_close(from);
	sqlite3_close(to);
	if (!ok && !occupied)
		unlink(where);
	return ok;
}
