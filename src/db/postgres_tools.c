/* Backup and restore by PostgreSQL's own tools, pg_dump and pg_restore. */
#include "db/db_internal.h"

#include "base/out.h"

#include <libpq-fe.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* The connection's settings as a tool's argument: key='value' …, without the password. Other
 * users see a command line, so that goes by the environment. */
static char *settings(struct arena *a, const char *where)
{
	struct out o = out_memory(a);
	PQconninfoOption *options = PQconninfoParse(where, NULL);
	for (PQconninfoOption *opt = options; opt && opt->keyword; opt++) {
		if (!opt->val)
			continue;
		if (str_eq(opt->keyword, "password")) {
			setenv("PGPASSWORD", opt->val, 1);
			continue;
		}
		out_format(&o, "%s='", opt->keyword);
		for (const char *c = opt->val; *c; c++)
			out_format(&o, "%s%c", *c == '\'' || *c == '\\' ? "\\" : "", *c);
		out_text(&o, "' ");
	}
	PQconninfoFree(options);
	return arena_strdup(a, out_string(&o));
}

/* argv[0] is looked for in PATH. */
static bool run_tool(char *const argv[], struct err *err)
{
	pid_t pid;
	int status;
	if (posix_spawnp(&pid, argv[0], NULL, NULL, argv, environ) != 0)
		return err_system(err, "%s is not installed; install Debian's postgresql-client", argv[0]);
	if (waitpid(pid, &status, 0) < 0 || status != 0)
		return err_system(err, "%s failed; see its message above", argv[0]);
	return true;
}

bool pg_backup(struct db *db, const char *path, struct err *err)
{
	if (access(path, F_OK) == 0)
		return err_conflict(err, "%s is there already; name a new file", path);
	struct arena *a = arena_new();
	char *argv[] = { (char[]){ "pg_dump" }, (char[]){ "--format=custom" }, (char[]){ "--no-owner" },
	                 (char[]){ "--file" }, arena_strdup(a, path),
	                 (char[]){ "--dbname" }, settings(a, db->where), NULL };
	bool ok = run_tool(argv, err);
	if (!ok)
		unlink(path); /* half of one is none */
	arena_free(a);
	return ok;
}

static bool is_occupied(const char *where)
{
	PGconn *pg = PQconnectdb(where);
	PGresult *r = PQexec(pg, "SELECT count(*) FROM schema_migration");
	bool occupied = PQresultStatus(r) == PGRES_TUPLES_OK;
	PQclear(r);
	PQfinish(pg);
	return occupied;
}

bool pg_restore(const char *where, const char *path, bool replace, struct err *err)
{
	if (!replace && is_occupied(where))
		return err_conflict(err, "The database has Planverk's tables already; give --replace to overwrite them");
	if (access(path, R_OK) != 0)
		return err_errno(err, "Cannot read %s", path);
	struct arena *a = arena_new();
	char *argv[] = { (char[]){ "pg_restore" }, (char[]){ "--clean" }, (char[]){ "--if-exists" },
	                 (char[]){ "--single-transaction" }, (char[]){ "--no-owner" },
	                 (char[]){ "--dbname" }, settings(a, where), arena_strdup(a, path), NULL };
	bool ok = run_tool(argv, err);
	arena_free(a);
	return ok;
}
