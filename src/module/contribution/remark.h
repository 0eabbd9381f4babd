/*
 * Remarks: the parts of contributions that get an answer of their own.
 *
 * When a contribution arrives it is one remark, the whole of it, with the contribution's own
 * number. A planner splits a remark (1:n), merges several into one (n:1) or rewords it (1:1). The
 * original never changes, and neither does a remark: a change ends some and makes others, which
 * is kept, shown in both directions, and can be undone until what it made was changed or answered.
 */
#ifndef PLANVERK_REMARK_H
#define PLANVERK_REMARK_H

#include "module.h"

#define REMARK_TEXT_MAX 8000 /* code points of a planner's words */
#define REMARK_PIECES_MAX 200

/* A part of an original. */
struct remark_piece {
	int64_t contribution_id;
	size_t first_byte, bytes;
};

struct remark {
	int64_t id, plan_id; /* id 0: none */
	int64_t contribution_id; /* of its first piece */
	const char *text;  /* what is answered: the planner's words, else those of its pieces */
	bool reworded;     /* text is the planner's */
	const char *state; /* of its newest answer: see disposition_states */
	bool answered;     /* an answer has been published */
	int64_t assignee_id; /* 0 for nobody */
	const char *due_on;  /* ISO date, or "" */
	int64_t made_by, ended_by; /* changes, 0 for none: it came so, it holds */
	struct remark_piece *pieces; /* in the remark's order */
	size_t n_pieces;
};

/* id 0 where there is none. Those that have ended are found too. */
bool remark_get(struct db_conn *c, struct arena *a, int64_t id, struct remark *found, struct err *err);
/* Those that hold and have a piece of a contribution, in the order of its text. */
bool remark_list_of(struct db_conn *c, struct arena *a, int64_t contribution_id,
                    struct remark **list, size_t *n, struct err *err);

/* Where a text might be split: its paragraphs and list items, without the space around them.
 * At most REMARK_PIECES_MAX. first_byte counts from the start of the text. */
size_t remark_suggest(struct arena *a, struct span text, struct remark_piece **pieces);

enum remark_change_kind { REMARK_SPLIT, REMARK_MERGE, REMARK_REWORD };

/* What somebody did. */
struct remark_change {
	int64_t id; /* set by what makes it */
	enum remark_change_kind kind;
	int64_t by;
	const char *reason;
	const char *who; /* the name, or "" */
	int64_t made_at, undone_at; /* undone_at 0 while it holds */
	struct remark *from, *to;   /* what it ended and what it made */
	size_t n_from, n_to;
};

/*
 * All within db_write(), and journalled. *refused is an English sentence for tr_name() where it is
 * not allowed, and then nothing has been done: what has ended or has a published answer is not
 * changed, and pieces lie inside the remark's own without overlap.
 */
bool remark_split(struct db_conn *tx, struct arena *a, int64_t remark_id, const struct remark_piece *pieces, size_t n,
                  struct remark_change *change, const char **refused, struct err *err);
/* text "" keeps their own words, one after the other. They are of one plan. */
bool remark_merge(struct db_conn *tx, struct arena *a, const int64_t *remark_ids, size_t n, const char *text,
                  struct remark_change *change, const char **refused, struct err *err);
bool remark_reword(struct db_conn *tx, struct arena *a, int64_t remark_id, const char *text,
                   struct remark_change *change, const char **refused, struct err *err);
/* Brings back what a change ended. */
bool remark_undo(struct db_conn *tx, struct arena *a, int64_t change_id, int64_t by, const char **refused, struct err *err);

/* The changes that have touched a contribution, oldest first. */
bool remark_history(struct db_conn *c, struct arena *a, int64_t contribution_id,
                    struct remark_change **list, size_t *n, struct err *err);

/* ---- What a remark is found by, all within db_write() and without a journal of their own ---- */

/* What a compilation says of a contribution, for all its remarks; 0 and "" for nothing. */
struct remark_facts {
	const char *language;
	int64_t group_id, campaign_id;
	int64_t node_id; /* where it belongs: decided, stood or suggested */
};
bool remark_set_facts(struct db_conn *tx, int64_t contribution_id, const struct remark_facts *facts, struct err *err);
/* Who works on it, 0 for nobody; until when, "" for no day. */
bool remark_assign(struct db_conn *tx, int64_t remark_id, int64_t user_id, struct err *err);
bool remark_set_due(struct db_conn *tx, int64_t remark_id, const char *due_on, struct err *err);
/* Puts a word on it, or takes it off; *changed tells whether it was not so already. */
#define REMARK_TAG_MAX 40 /* code points */
bool remark_tag(struct db_conn *tx, int64_t remark_id, const char *tag, bool on, bool *changed, struct err *err);
/* A remark's, by name. */
bool remark_tags(struct db_conn *c, struct arena *a, int64_t remark_id, const char ***tags, size_t *n, struct err *err);

/* Within db_write(): the state of a remark's newest answer, by whoever keeps the answers. */
bool remark_set_state(struct db_conn *tx, int64_t remark_id, const char *state, struct err *err);

#endif
