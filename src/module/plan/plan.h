/*
 * A plan and its tree: themes, challenges, goals, subgoals, strategies,
 * measures, positions, studies and places for indicators, with links between
 * them and to other plans.
 */
#ifndef PLANVERK_PLAN_H
#define PLANVERK_PLAN_H

#include "base/str.h"
#include "format/outline.h"
#include "module.h"

#define PLAN_SLUG_MAX 40 /* a–z, 0–9 and single "-" between words */

struct plan {
	int64_t id; /* 0: no plan */
	const char *slug;  /* short name for commands: "kompetanse-2040" */
	const char *title, *description, *language, *period;
	bool slug_made; /* by plan_add(), from the title: the slug was "" */
	bool example; /* made up: every page says so */
	int64_t created_at;
};

struct plan_link {
	size_t from;      /* index into the tree's nodes */
	long to;          /* index, or -1 for something outside */
	const char *external;
	const char *kind; /* rests_on, carries_out, follows_up, conflicts_with, borders_on */
	const char *note;
};

struct plan_node {
	int64_t id;
	const char *ref;   /* name in exports, unique in the plan */
	const char *kind;  /* a code of plan_node_kinds */
	const char *title;
	const char *body;  /* Markdown */
	const char *addressee; /* of a position: state, county, municipality, other; else "" */
	const char *asked; /* "", "yes", "not_asked" */
	bool cross_cutting;
	bool retired;      /* no longer part of what the plan wants; keeps its place and its links */
	int64_t revision;  /* grows with each change of its text; 0 before it is stored */
	const char **keywords;
	size_t n_keywords;
	unsigned sdgs;     /* bit n set: UN goal n (1 to 17) */
	long parent;       /* index into the tree's nodes, -1 at the top */
	unsigned depth;    /* 0 at the top */
	size_t n_below;    /* descendants: they follow the node */
};

/* Nodes stand in reading order (preorder): a node's descendants are the n_below that follow it. */
struct plan_tree {
	struct plan plan;
	struct plan_node *nodes;
	size_t n;
	struct plan_link *links;
	size_t n_links;
	const size_t *by_id; /* indexes of the nodes ordered by identifier; NULL before they have any */
};

/* A tree is no deeper: a node's depth is at most this. */
#define PLAN_DEPTH_MAX 32

/* Kinds in the order of a plan's chapters; English names for tr_lang(). */
struct plan_node_kind {
	const char *code, *name, *plural;
};
#define PLAN_NODE_KINDS 9
extern const struct plan_node_kind plan_node_kinds[PLAN_NODE_KINDS];
extern const size_t plan_node_kinds_len;
const struct plan_node_kind *plan_node_kind(const char *code); /* NULL where unknown */
/* The English name of a kind, the code itself where unknown. */
const char *plan_node_kind_name(const char *code);

/* What a link says, read from either end: "rests on" and "is the basis of". */
struct plan_link_kind {
	const char *code, *forward, *backward;
};
extern const struct plan_link_kind plan_link_kinds[];
extern const size_t plan_link_kinds_len;
const struct plan_link_kind *plan_link_kind(const char *code); /* NULL where unknown */

/* Those whom a position can address. */
struct plan_addressee {
	const char *code, *name;
};
extern const struct plan_addressee plan_addressees[];
extern const size_t plan_addressees_len;
const struct plan_addressee *plan_addressee(const char *code); /* NULL where unknown */

/*
 * The 17 goals of the 2030 Agenda (UN General Assembly resolution 70/1) by their short
 * names, each in one of the three dimensions of sustainable development; the seventeenth
 * goes across. The dimensions follow the "wedding cake" of the Stockholm Resilience
 * Centre (Rockström and Sukhdev 2016): biosphere, society, economy.
 */
enum plan_dimension { PLAN_ENVIRONMENT, PLAN_SOCIAL, PLAN_ECONOMY, PLAN_ACROSS, PLAN_DIMENSIONS };
extern const char *const plan_dimension_names[PLAN_DIMENSIONS];
#define PLAN_SDGS 17
struct plan_sdg {
	const char *name;
	enum plan_dimension dimension;
};
extern const struct plan_sdg plan_sdgs[PLAN_SDGS + 1]; /* plan_sdgs[4] is goal 4; [0] is empty */

/* A plan by identifier or slug; err_not_found that names the plans there are. */
bool plan_find(struct db_conn *c, struct arena *a, const char *id_or_slug, struct plan *plan, struct err *err);
/* id 0 of *plan where there is none. */
bool plan_get(struct db_conn *c, struct arena *a, int64_t id, struct plan *plan, struct err *err);
bool plan_list(struct db_conn *c, struct arena *a, struct plan **list, size_t *n, struct err *err);
/* The number of nodes of each plan of a list, in the list's order. */
bool plan_sizes(struct db_conn *c, struct arena *a, const struct plan *list, size_t n, int64_t **sizes,
                struct err *err);
/* Whose plan a node belongs to; 0 where there is no such node. */
bool plan_of_node(struct db_conn *c, int64_t node_id, int64_t *plan_id, struct err *err);

/* A tree with a circle is ERR_CONFLICT; a plan that is not there ERR_NOT_FOUND. */
bool plan_tree_load(struct db_conn *c, struct arena *a, int64_t plan_id, struct plan_tree *tree, struct err *err);
/* The same for who only reads it, kept in memory from one caller to the next (db_shared()): what
 * pages use. NULL on failure. */
const struct plan_tree *plan_tree_shared(struct db_conn *c, struct arena *pin, int64_t plan_id, struct err *err);
/* Index of a node, -1 where it is not in the tree (or the tree has no identifiers yet). */
long plan_tree_index(const struct plan_tree *tree, int64_t node_id);

/*
 * Adds a plan with its tree within db_write(), fills the identifiers of plan and nodes,
 * and writes the journal. source is the file it was read from. A slug of "" is made from
 * the title. Errors: no title; ERR_CONFLICT where the file was read before, or the slug is taken.
 */
struct plan_source {
	const char *name;
	const unsigned char *digest; /* DIGEST_SIZE bytes of the file */
};
bool plan_add(struct db_conn *tx, struct arena *a, struct plan_tree *tree, const struct plan_source *source,
              struct err *err);
/*
 * Changing the tree, within db_write() and journalled. `by` is a user, or 0 for a command.
 *
 * A text is saved on top of the revision that it was written from. Where another has saved since,
 * nothing is done and *overtaken is set. A revision stays for good: undoing is saving an older text again.
 */
struct plan_change {
	int64_t node_id, base, by;
	const char *kind, *title, *body;
	const char *note; /* why, or "" */
};
bool plan_node_save(struct db_conn *tx, struct arena *a, const struct plan_change *change, bool *overtaken,
                    struct err *err);

struct plan_revision {
	int64_t number, by, at;
	const char *kind, *title, *body, *note;
};
/* All that a node has said, newest first; at least the one there is now. */
bool plan_node_revisions(struct db_conn *c, struct arena *a, int64_t node_id, struct plan_revision **list, size_t *n,
                         struct err *err);

/* Puts a node with all below it under another one (0: at the top), as that one's child number `place`
 * from 0, or last. ERR_INPUT where it would hang below itself, in another plan, or too deep. */
bool plan_node_move(struct db_conn *tx, struct arena *a, int64_t node_id, int64_t parent_id, size_t place, int64_t by,
                    struct err *err);
/* Retires a node, or takes it back. */
bool plan_node_retire(struct db_conn *tx, struct arena *a, int64_t node_id, bool retired, const char *note, int64_t by,
                      struct err *err);
/* Adds a node of a kind last under another one (0: at the top). Its name in exports is made from its identifier. */
bool plan_node_new(struct db_conn *tx, struct arena *a, int64_t plan_id, int64_t parent_id,
                   const struct plan_change *text, int64_t *node_id, struct err *err);

/* A part that was split off another, or merged into it. */
enum plan_lineage_kind { PLAN_SPLIT, PLAN_MERGED };
struct plan_lineage {
	enum plan_lineage_kind kind;
	int64_t from, into; /* nodes; of a split, into is the new one */
	const char *note;   /* why, or "" */
	int64_t by, at;
};
/* What a node has part in, oldest first. */
bool plan_node_lineage(struct db_conn *c, struct arena *a, int64_t node_id, struct plan_lineage **list, size_t *n, struct err *err);
/* Adds a node with a text right after one, split off it. follow: it gets the same links, and what modules
 * keep of the one (module_follow_node()). */
bool plan_node_split(struct db_conn *tx, struct arena *a, int64_t node_id, const struct plan_change *text, bool follow,
                     int64_t *new_id, struct err *err);
/* Merges a node into another one of the plan, which gets its links, what stands below it and what modules keep
 * of it. It is retired and leads there; the texts stay as they are. ERR_INPUT for itself, what stands below it,
 * another plan's, and what is retired. */
bool plan_node_merge(struct db_conn *tx, struct arena *a, int64_t from, int64_t into, const char *note, int64_t by, struct err *err);

/* The plan that was read from a file with this digest; id 0 where there is none. */
bool plan_by_source(struct db_conn *c, struct arena *a, const unsigned char *digest, struct plan *plan,
                    struct err *err);

/*
 * Reads a plan export (README.md in this folder) into a tree without identifiers and checks
 * all of it; name is the file's name in messages. An error names the file, the place ("nodes[3].kind") and the node.
 */
bool plan_from_json(struct arena *a, struct span bytes, const char *name, struct plan_tree *tree,
                    struct err *err);
/* The lossless export: reading it back gives the same tree. */
void plan_write_json(struct out *o, const struct plan_tree *tree);

/*
 * A tree from an outline, without identifiers; texts are borrowed. Slug, language, period
 * and description are "": the caller fills what it knows, and the title where the document
 * has none. The nodes keep their order, so that indexes into the outline hold. A tree
 * deeper than PLAN_DEPTH_MAX is an error.
 */
bool plan_from_outline(struct arena *a, const struct outline *outline, struct plan_tree *tree, struct err *err);
/* Who tells outline_read_judged() which sentences of a document are demands. */
struct outline_judge plan_judge(struct arena *a);
/* The tree as an outline, which has no links, goals of the UN, description, or asked "yes". */
void plan_to_outline(struct arena *a, const struct plan_tree *tree, struct outline *outline);
/* Markdown that outline_read() reads back. */
void plan_write_markdown(struct out *o, struct arena *a, const struct plan_tree *tree);
/* A Word document in the plan's language: themes are headings, the rest are lists. */
bool plan_write_docx(struct out *o, struct arena *a, const struct plan_tree *tree, struct err *err);

/* A slug from a title: letters and digits, at most 40, "-" between words; unique by a number. */
bool plan_new_slug(struct db_conn *c, struct arena *a, const char *title, const char **slug, struct err *err);

/*
 * What every page of a plan has around it: the way to the plan, the mark of an example, and
 * navigation, to which a module adds with page_nav() in a panel for "plan-nav" (its subject
 * is the plan). Call it before page_begin().
 */
void plan_page_context(struct request *rq, const struct plan *plan);

extern const struct module plan_module;

#endif
