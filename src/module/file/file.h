/*
 * Files that come with what people say: a letter as PDF, a map as a picture.
 *
 * A file is taken for what its bytes say, and refused where its name says something else. Its
 * bytes stand in the database. It is sent as a download only, to who has the receipt it came with
 * and to who may read what is not published; to everybody once a planner has decided so.
 */
#ifndef PLANVERK_FILE_H
#define PLANVERK_FILE_H

#include "base/hash.h"
#include "module.h"
#include "module/contribution/contribution.h"

#define FILE_SIZE_MAX ((size_t)20 << 20)
#define FILES_MOST 5 /* at a time */
/* What a route that takes FILES_MOST files says in its flags. */
#define FILE_ROUTE ROUTE_FILES(FILES_MOST * (FILE_SIZE_MAX >> 20))

enum file_kind { FILE_PDF, FILE_DOCX, FILE_ODT, FILE_PNG, FILE_JPEG, FILE_WEBP, FILE_EML, FILE_KINDS };
struct file_kind_name {
	const char *code, *name; /* "pdf", "PDF" */
	const char *type;        /* "application/pdf" */
	const char *extensions[2];
};
extern const struct file_kind_name file_kinds[FILE_KINDS];

/* Sets of kinds. An e-mail is taken from planners only. */
#define FILE_BIT(kind) (1u << (kind))
#define FILE_FROM_ALL (FILE_BIT(FILE_EML) - 1)
#define FILE_FROM_PLANNERS (FILE_FROM_ALL | FILE_BIT(FILE_EML))

/* A file on disk that was looked at and may be kept. */
struct file_source {
	const char *path, *name; /* the name cleaned: no folders, no control characters, an extension that is true */
	enum file_kind kind;
	int64_t size;
	struct digest digest;
};

/* Looks at the bytes at `path`, which somebody calls `name`. *refused is an English sentence for tr_name() where
 * it is not to be kept, or NULL. False only where it cannot be read. Needs little memory whatever the size. */
bool file_inspect(struct arena *a, const char *path, const char *name, unsigned kinds, struct file_source *found,
                  const char **refused, struct err *err);

struct file {
	int64_t id, plan_id; /* id 0: none */
	const char *name;    /* "" once it was erased */
	enum file_kind kind;
	int64_t size, added_at;
	bool public, erased;
};

/* Within db_write(), and journalled without its name: keeps a file. An error where it has changed since it was
 * looked at. */
bool file_keep(struct db_conn *tx, struct arena *a, int64_t plan_id, const struct file_source *source, int64_t *id,
               struct err *err);
/* Within db_write(): a file belongs to a contribution (too). */
bool file_attach(struct db_conn *tx, int64_t file_id, int64_t contribution_id, struct err *err);

/* Whether so many more bytes may come into a plan from anybody: at most FILE_DAY_MAX in a day and a night, so that no
 * stranger fills the disk. */
#define FILE_DAY_MAX (INT64_C(2) << 30)
bool file_room(struct db_conn *c, int64_t plan_id, int64_t now, int64_t more, bool *room, struct err *err);

/* id 0 where there is none. */
bool file_get(struct db_conn *c, struct arena *a, int64_t id, struct file *found, struct err *err);
/* Those of a contribution, and all of a plan, in the order they came. */
bool file_list(struct db_conn *c, struct arena *a, int64_t contribution_id, struct file **list, size_t *n, struct err *err);
bool file_list_plan(struct db_conn *c, struct arena *a, int64_t plan_id, struct file **list, size_t *n, struct err *err);
/* Gives the bytes of a file to take(), piece by piece. */
bool file_bytes(struct db_conn *c, int64_t id, bool (*take)(void *arg, const void *bytes, size_t n), void *arg,
                struct err *err);

/* What a planner decides on a file. An erased file leaves its size and digest, and cannot be had back. */
enum file_decision { FILE_PUBLISH, FILE_WITHDRAW, FILE_ERASE, FILE_DECISIONS };
/* Within db_write(), and journalled with its reason. */
bool file_decide(struct db_conn *tx, struct arena *a, int64_t id, enum file_decision decision, const char *reason,
                 int64_t by, struct err *err);

/* ---- Pages ---- */

/* A field for files in a form that form_post_files_begin() began, with what is taken. */
void file_field(struct request *rq, const char *name, const char *label, unsigned kinds);
/* The files that such a field sent, at most FILES_MOST into list; what is wrong with one is a form_problem(). False,
 * with rq->err set, where one cannot be read. */
bool file_from_form(struct request *rq, const char *name, unsigned kinds, struct file_source list[FILES_MOST], size_t *n);
/* A list of links; base is the path before "/ID" of what sends them, "/file" for those who may read it anyhow. */
void file_write_list(struct request *rq, const struct file *list, size_t n, const char *base);
/* Answers with the file itself, which the caller has found that the reader may have. */
enum http_status file_send(struct request *rq, const struct file *file);

extern const struct module file_module;

#endif
