/*
 * Answering a consultation on behalf of an organisation. Its contributors write a draft together, which
 * only they and its coordinators see; a coordinator releases it, and it is a statement of the consultation
 * like any other from then on.
 */
#ifndef PLANVERK_BEHALF_H
#define PLANVERK_BEHALF_H

#include "module/consultation/consultation.h"
#include "module/organisation/organisation.h"
#include "module/role/role.h"

enum behalf_state { BEHALF_WRITING, BEHALF_RELEASED, BEHALF_WITHDRAWN, BEHALF_STATES };
struct behalf_state_name {
	const char *code, *name; /* "writing"; English, for tr_name() */
};
extern const struct behalf_state_name behalf_states[BEHALF_STATES];

struct behalf {
	int64_t id, consultation_id, organisation_id; /* id 0: none */
	const char *organisation, *area;              /* its name and where it is */
	enum behalf_state state;
	int64_t revision;             /* the newest, from 1 */
	int64_t made_at;
	int64_t ended_at, ended_by;   /* 0 while it is written */
	int64_t statement_id;         /* 0 unless released */
	const char *receipt;          /* the secret of the statement's receipt, or "" */
};

/* What was said, an answer for each of the consultation's questions in their order: text "" and value 0
 * where nothing has been said yet. */
struct behalf_revision {
	int64_t number, by, at;
	struct answer *answers;
};

bool behalf_get(struct db_conn *c, struct arena *a, int64_t id, struct behalf *found, struct err *err);
/* An organisation's drafts in a consultation, newest first. */
bool behalf_list(struct db_conn *c, struct arena *a, int64_t consultation_id, int64_t organisation_id,
                 struct behalf **list, size_t *n, struct err *err);
/* One revision; number 0 of *found where there is none. */
bool behalf_revision_get(struct db_conn *c, struct arena *a, const struct consultation *consultation, int64_t behalf_id,
                         int64_t number, struct behalf_revision *found, struct err *err);

/*
 * Puts together what two people made of the same answers, question by question: who left one as it was
 * takes over what the other wrote. Fills merged, and clash where both changed the same one in different
 * ways: merged has mine there. Returns how many clash. All arrays have n places.
 */
size_t behalf_merge(const struct answer *base, const struct answer *theirs, const struct answer *mine, size_t n,
                    struct answer *merged, bool *clash);

/* What becomes of saving, releasing or withdrawing. */
enum behalf_result {
	BEHALF_DONE,
	BEHALF_MERGED,    /* saved, with what others have saved since */
	BEHALF_OVERTAKEN, /* not done: others have saved since, and it does not go together */
	BEHALF_OVER,      /* not done: it has been released or withdrawn, or the consultation is not open */
};

/* All within db_write(), and journalled without what is said. `by` is a user. */

/* The draft that the organisation is writing, begun where there is none. */
bool behalf_begin(struct db_conn *tx, struct arena *a, int64_t consultation_id, int64_t organisation_id, int64_t by,
                  int64_t now, int64_t *id, struct err *err);
/* Saves answers, one for each question, that were written from the revision `base`. Where another has saved
 * since, they are put together if they go together; `with` is what was found then, for the page. */
bool behalf_save(struct db_conn *tx, struct arena *a, const struct consultation *consultation, int64_t id, int64_t base,
                 const struct answer *answers, int64_t by, int64_t now, enum behalf_result *result,
                 struct behalf_revision *with, struct err *err);
/* Sends what revision `base` says as a statement; `about` has whether it may be published, where mail goes, and
 * files. */
bool behalf_release(struct db_conn *tx, struct arena *a, const struct consultation *consultation, int64_t id, int64_t base,
                    const struct statement *about, const char *token, int64_t by, int64_t now,
                    enum behalf_result *result, struct err *err);
bool behalf_withdraw(struct db_conn *tx, int64_t id, int64_t by, int64_t now, enum behalf_result *result, struct err *err);

extern const struct module behalf_module;

#endif
