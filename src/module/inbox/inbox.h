/*
 * The inbox: a plan's remarks as planners work through them.
 *
 * Lists are filtered and go on from a key, so that a page costs the same wherever in a hundred
 * thousand it stands. What is done to many at once is a batch, which can be undone. Texts that answer
 * again and again are kept, with where they were used.
 */
#ifndef PLANVERK_INBOX_H
#define PLANVERK_INBOX_H

#include "module.h"
#include "module/contribution/contribution.h"
#include "module/disposition/disposition.h"
#include "module/text/text.h"

#define INBOX_BATCH_MAX 5000 /* remarks */
#define INBOX_NOBODY (-1)

/* What is 0 or "" is not asked for. */
struct inbox_filter {
	const char *state, *language, *tag;
	const char *due;     /* ISO date: due then or before */
	int64_t event, group, campaign;
	int64_t node;        /* it, or one below it */
	int64_t assignee;    /* INBOX_NOBODY: those that nobody has */
};

/* Where a list goes on: behind a remark. { 0, 0 } is the beginning. */
struct inbox_key {
	int64_t ordinal, id;
};

struct inbox_row {
	struct inbox_key key; /* id is the remark's */
	int64_t contribution_id, node_id, group_id;
	const char *text;     /* the beginning of it, with the personal data in it: for planners only */
	const char *state, *assignee, *due_on, *event, *group, *node; /* "" for none */
};

/* At most `limit` remarks of a plan, in the order in which they came. */
bool inbox_list(struct db_conn *c, struct arena *a, int64_t plan_id, const struct inbox_filter *filter,
                struct inbox_key after, int64_t limit, struct inbox_row **list, size_t *n, struct err *err);
/* Their numbers only. */
bool inbox_ids(struct db_conn *c, struct arena *a, int64_t plan_id, const struct inbox_filter *filter,
               int64_t limit, int64_t **ids, size_t *n, struct err *err);

/* ---- Batches ---- */

enum inbox_kind { INBOX_ASSIGN, INBOX_DUE, INBOX_TAG, INBOX_UNTAG, INBOX_ANSWER, INBOX_PLACE, INBOX_APPROVE, INBOX_KINDS };
bool inbox_kind_parse(const char *code, enum inbox_kind *kind);

struct inbox_action {
	enum inbox_kind kind;
	int64_t plan_id, by;
	int64_t assignee;       /* of assign: 0 for nobody */
	const char *due, *tag;  /* of due: "" for no day */
	enum outcome outcome;   /* of answer: a draft for each */
	const char *reason;
	int64_t node;           /* of answer: what it changed; of place: where to, 0 for where the program suggests */
	int64_t reply;          /* of answer: the kept text that it is, or 0 */
};

struct inbox_done {
	int64_t batch_id;    /* 0 where nothing was done, and for approvals, which are not undone */
	int64_t done, left;  /* remarks, and those that it could not be done to */
	const char *refused; /* why the first of these was left, an English sentence for tr_name(); NULL */
};

/* Within db_write(), journalled. Remarks of other plans are left. */
bool inbox_do(struct db_conn *tx, struct arena *a, const struct inbox_action *action, const int64_t *ids, size_t n,
              struct inbox_done *done, struct err *err);
/* Within db_write(): what has been changed again since is left as it is; *left is how many. */
bool inbox_undo(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t batch_id, int64_t by, int64_t *left,
                const char **refused, struct err *err);

struct inbox_batch {
	int64_t id, n, made_at;
	enum inbox_kind kind;
	const char *value;
};
/* The newest of a user's that holds; id 0 where there is none. */
bool inbox_last_batch(struct db_conn *c, struct arena *a, int64_t plan_id, int64_t by, struct inbox_batch *batch,
                      struct err *err);

/* ---- Answers to be used again ---- */

struct inbox_reply {
	int64_t id, plan_id; /* id 0: none */
	const char *title, *text;
	enum outcome outcome;
	int64_t used; /* answers that it, or an earlier wording of it, was used in */
};
/* Those that are offered, by title. */
bool inbox_replies(struct db_conn *c, struct arena *a, int64_t plan_id, struct inbox_reply **list, size_t *n, struct err *err);
bool inbox_reply_get(struct db_conn *c, struct arena *a, int64_t id, struct inbox_reply *reply, struct err *err);
/* Within db_write(), journalled: a new one (replaces 0) or a new wording; r->id is filled. */
bool inbox_reply_save(struct db_conn *tx, struct arena *a, struct inbox_reply *r, int64_t replaces, int64_t by, struct err *err);
bool inbox_reply_retire(struct db_conn *tx, int64_t id, int64_t by, struct err *err);

extern const struct module inbox_module;

#endif
