/*
 * What a module is: tables of commands, routes, checks and panels.
 *
 * The same tables feed dispatch, `planverk help`, the manual page, the
 * permission audit and the tests that walk all routes. Migrations are found by
 * name: src/module/NAME/schema/NNN_what.sql is embedded by the build.
 */
#ifndef PLANVERK_MODULE_H
#define PLANVERK_MODULE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/out.h"
#include "db/db.h"
#include "http/http.h"

#include <stdatomic.h>

struct module;
struct command_context;
struct outline;  /* format/outline.h */
struct job_kind; /* module/job/job.h */

/* An option of a command. Options with a value take it as --name VALUE or --name=VALUE. */
struct option {
	const char *name;  /* "dry-run", without the dashes */
	const char *value; /* "FILE", or NULL for a switch */
	const char *help;
	char letter;       /* 'o' for -o, or 0 */
};

enum command_db {
	COMMAND_DB,      /* opens the database, applying migrations */
	COMMAND_NO_DB,   /* needs none */
	COMMAND_DB_SELF, /* opens it itself (init, verify, restore) */
};

struct command {
	const char *name;      /* "plan import" */
	const char *arguments; /* "FILE", "PLAN", "[FILE…]" or "" */
	const char *summary;   /* one line */
	const char *help;      /* paragraphs, or NULL */
	const struct option *options;
	size_t n_options;
	int min_args, max_args; /* positional arguments; max -1 for any number */
	enum command_db uses;
	bool (*run)(struct command_context *);
};

/* What a running command has at hand. */
struct command_context {
	const struct command *command;
	struct arena *arena;
	struct db *db;         /* NULL unless the command uses COMMAND_DB */
	const char *db_where;  /* --db, PLANVERK_DB or planverk.db */
	struct out *out;       /* standard output */
	bool json;             /* --json: print one JSON object */
	unsigned threads;      /* --threads or PLANVERK_THREADS; 0 means one for each processor */
	bool quiet;            /* --quiet: no progress */
	char **args;
	int n_args;
	const char *const *option_values; /* beside command->options: NULL where not given */
	struct err *err;
	const struct module *const *modules; /* the registry, ended by NULL */
};

/* The value of an option, or NULL; a switch that was given has "". */
const char *option(const struct command_context *ctx, const char *name);
bool option_i64(const struct command_context *ctx, const char *name, int64_t otherwise,
                int64_t min, int64_t max, int64_t *value);

/* What a higher module shows on a lower module's page ("node", "plan"). */
struct panel {
	const char *page;
	void (*write)(struct request *rq, int64_t subject);
};

/* A consistency check that `planverk verify` runs: calls problem() for each thing wrong. */
struct verifier {
	const char *what; /* "texts of contributions" */
	bool (*run)(struct db_conn *c, struct arena *a,
	            void (*problem)(void *arg, const char *text), void *arg, struct err *err);
};

/* What a module does beside the pages while they are served: one thread calls all chores in turn,
 * every few seconds. It ends soon once *stopping. */
struct chore {
	void (*run)(struct db *db, const atomic_bool *stopping);
};

/* Something that happened to a plan in public, for its feed and those who follow it. */
struct news {
	const char *key;   /* unique in the plan, and the same for ever: "consultation/17/opened" */
	const char *what;  /* English, for tr_name_lang(): "Consultation opened" */
	const char *title; /* what it is about, or "" */
	const char *path;  /* of a page that the public may read: "/consultation/17" */
	int64_t at;        /* when; not after now */
};
struct news_list {
	struct news *v; /* in the arena; VEC_PUSH() adds one */
	size_t n, cap;
};

/*
 * Personal data that a module keeps: a line for each table. Every column that could identify a person
 * stands in one of these, or among the exceptions in module/privacy; a test walks the database for it.
 */
struct personal {
	const char *table;
	const char *columns; /* with spaces between them */
	const char *purpose; /* a code of module/privacy: why it is kept, on what ground, how long */
	const char *erasure; /* what becomes of it when a person asks to be erased; English, for tr_name() */
};

/* What happened to a part of a plan: another was split off it, or it was merged into another. */
enum node_change { NODE_SPLIT, NODE_MERGED };

struct module {
	const char *name;
	const struct command *commands;
	size_t n_commands;
	const struct route *routes;
	size_t n_routes;
	const struct panel *panels;
	size_t n_panels;
	const struct verifier *verifiers;
	size_t n_verifiers;
	const struct job_kind *jobs;
	size_t n_jobs;
	const struct chore *chores;
	size_t n_chores;
	/* Adds all that it has to tell of a plan. */
	bool (*news)(struct db_conn *c, struct arena *a, int64_t plan_id, int64_t now, struct news_list *list, struct err *err);
	/* Within db_write(): erases what it has of a person by their name or e-mail address; *n grows by how much. */
	bool (*forget)(struct db_conn *tx, const char *person, int64_t *n, struct err *err);
	/* Within db_write(): whether a plan may take a step ("consultation.announce-plan"). *refused stays as it is
	 * where it may, and is otherwise an English sentence for tr_name(). */
	bool (*refuse)(struct db_conn *tx, struct arena *a, int64_t plan_id, const char *step, const char **refused, struct err *err);
	/* Within db_write(), when a plan was added from a document: keeps what else the document says of it. */
	bool (*imported)(struct db_conn *tx, struct arena *a, int64_t plan_id, const struct outline *outline, struct err *err);
	/* Within db_write(): what it keeps of one part of a plan follows to another: copied to the new one where it
	 * belongs to both, or moved. */
	bool (*follow_node)(struct db_conn *tx, struct arena *a, int64_t from, int64_t into, enum node_change what, struct err *err);
	const struct personal *personal;
	size_t n_personal;
	/* {names} of paths that this module knows the plan of */
	const struct route_subject *subjects;
	size_t n_subjects;
	/* Its part in deciding who may do what, as in struct access; one module has each */
	bool (*identify)(struct request *rq, const char *token, struct session **session);
	bool (*bearer)(struct request *rq, const char *token, struct session **session, enum bearer *worth);
	bool (*may)(struct request *rq, const char *permission, int64_t plan_id);
	bool (*known)(const char *permission, bool *in_plan);
};

/* All modules' parts together, in the arena. */
struct access *module_access(struct arena *a, const struct module *const *modules);
/* All modules' routes in one array. */
const struct route *const *module_routes(struct arena *a, const struct module *const *modules, size_t *n);

/* The news that all modules have of a plan, newest first. */
bool module_news(struct db_conn *c, struct arena *a, int64_t plan_id, int64_t now, struct news_list *list, struct err *err);
/* Within db_write(): what all modules have of a person by their name or e-mail address is erased; *n is how much. */
bool module_forget(struct db_conn *tx, const char *person, int64_t *n, struct err *err);
/* Within db_write(), before a step is taken: asks all modules. *refused NULL where none refuses. */
bool module_refuses(struct db_conn *tx, struct arena *a, int64_t plan_id, const char *step, const char **refused, struct err *err);
/* Within db_write(): all modules keep what they have use for in the document that a plan was added from. */
bool module_imported(struct db_conn *tx, struct arena *a, int64_t plan_id, const struct outline *outline, struct err *err);
/* Within db_write(): what all modules keep of one part of a plan follows to another. */
bool module_follow_node(struct db_conn *tx, struct arena *a, int64_t from, int64_t into, enum node_change what, struct err *err);
/* Calls see() for each line of all modules' inventories of personal data. */
void personal_each(void (*see)(void *arg, const char *module, const struct personal *p), void *arg);

/* Writes all panels that modules registered for a page. */
void panels_write(struct request *rq, const char *page, int64_t subject);

#endif
