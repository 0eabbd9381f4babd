/*
 * Versions of a plan: the tree as it was, addressed by a hash of all it says.
 *
 * A node's text has a hash (BLAKE2b of its canonical form), a node with all below it another, made
 * of its text's and its children's, and the version one of its tops. So equal
 * hashes mean equal subtrees, and a stored version cannot change unseen.
 */
#ifndef PLANVERK_VERSION_H
#define PLANVERK_VERSION_H

#include "base/hash.h"
#include "module/plan/plan.h"

struct version {
	int64_t id; /* 0: none */
	int64_t plan_id, by, made_at;
	const char *name, *note;
	struct digest digest;
};

struct version_node {
	int64_t node_id;
	long parent; /* index, -1 at the top */
	struct digest text, tree;
};

/* In reading order. */
struct version_tree {
	struct version version;
	struct version_node *nodes;
	size_t n;
};

/* Hashes a plan's tree; contents (may be NULL) gets the canonical form of each node. Links are part of
 * the text of the node that they go from. In the arena. */
void version_hash(struct arena *a, const struct plan_tree *plan, struct version_tree *tree, const char ***contents);

/* Keeps the plan as it is now, within db_write(), and journals it. ERR_CONFLICT where the plan has a version
 * of that name. Fills id, digest and made_at. */
bool version_make(struct db_conn *tx, struct arena *a, struct version *version, struct err *err);
/* id 0 of *version where there is none. */
bool version_by_id(struct db_conn *c, struct arena *a, int64_t id, struct version *version, struct err *err);
/* By name; err_not_found names the versions there are. */
bool version_get(struct db_conn *c, struct arena *a, int64_t plan_id, const char *name, struct version *version,
                 struct err *err);
/* Oldest first. */
bool version_list(struct db_conn *c, struct arena *a, int64_t plan_id, struct version **list, size_t *n, struct err *err);
bool version_load(struct db_conn *c, struct arena *a, const struct version *version, struct version_tree *tree,
                  struct err *err);

/* What a node said; texts are in the arena. */
struct version_text {
	const char *ref, *kind, *title, *body;
	const char *rest; /* all else that is part of the text: keywords, goals, links …, as JSON */
};
bool version_text(struct db_conn *c, struct arena *a, const struct digest *digest, struct version_text *text,
                  struct err *err);

enum version_change {
	VERSION_ADDED = 1, VERSION_REMOVED = 2, VERSION_MOVED = 4, VERSION_TITLE = 8, VERSION_BODY = 16, VERSION_OTHER = 32
};
struct version_difference {
	int64_t node_id;
	unsigned changes; /* of enum version_change */
	struct version_text before, after; /* empty where it was not */
	/* Why, since the first version, one a line: the reasons of answers that were published, and the notes
	 * planners left with their changes, which only those see who may see what is internal. */
	const char *answers, *notes;
};
/* Kinds of change, by their bit, and their English names for tr_name(). */
extern const struct version_change_name {
	enum version_change bit;
	const char *code, *name;
} version_change_names[];
extern const size_t version_change_names_len;
/* What differs, in the reading order of b, then what only a has. */
bool version_diff(struct db_conn *c, struct arena *a, const struct version_tree *from, const struct version_tree *to,
                  struct version_difference **list, size_t *n, struct err *err);

/* Writes differences to a page: each under a heading of a level, word by word, and why. */
void version_write_differences(struct request *rq, const struct version_difference *list, size_t n, int level);

extern const struct module version_module;

#endif
