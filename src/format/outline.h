/*
 * Plan documents as people write them, read into a tree of themes, goals,
 * strategies and so on, without a database.
 *
 * Plain text, Markdown and DOCX are each reduced to one stream of blocks
 * (heading, paragraph, list item, label, blank); one interpreter makes the tree.
 * The rules, with examples, are in README.md beside this file. In short:
 *   - A numbered or styled heading is a theme. A heading of kind labels only
 *     ("Overordnede mål og strategier") is not: its items hang one step higher.
 *     Below "Tverrgående temaer" the headings are cross-cutting themes.
 *   - A label on a line alone ("Delmål", "Strategier:", "Osloregionen mener")
 *     says what the list items, or the single paragraph, below it are.
 *   - "Hovedmål 2: …" is one goal; the items below it are its subgoals.
 *   - Below a heading that starts with "Innspill" list items are contributions.
 *   - In a planning programme, told by its chapter of themes ("Temaer i planarbeidet"),
 *     only the headings in that chapter are themes; phases and roles are lists apart.
 *   - Other paragraphs below a heading are its body; what stands below none is
 *     left alone. Nothing is dropped in silence: the log accounts for each line.
 * Labels are understood in bokmål, nynorsk and English.
 */
#ifndef PLANVERK_FORMAT_OUTLINE_H
#define PLANVERK_FORMAT_OUTLINE_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/out.h"
#include "base/str.h"

enum outline_kind {
	OUTLINE_THEME,
	OUTLINE_CHALLENGE,
	OUTLINE_GOAL,
	OUTLINE_SUBGOAL,
	OUTLINE_STRATEGY,
	OUTLINE_MEASURE,
	OUTLINE_POSITION,
	OUTLINE_STUDY,
	OUTLINE_INDICATOR,
	OUTLINE_KINDS
};

/* "theme", "challenge", "goal", … and back (OUTLINE_KINDS where unknown). */
const char *outline_kind_code(enum outline_kind kind);
enum outline_kind outline_kind_of_code(const char *code);

enum outline_asked { OUTLINE_ASKED_UNKNOWN, OUTLINE_NOT_ASKED };

struct outline_node {
	const char *ref;   /* kind and running number, "goal-2": unique, the same on each run */
	long parent;       /* index of the parent, smaller than the node's own; -1 at the top */
	enum outline_kind kind;
	const char *title; /* one line */
	const char *body;  /* Markdown; "" for none */
	const char **keywords; /* from a line "Nøkkelord: a, b" */
	size_t n_keywords;
	const char *addressee; /* of a position: "state", "county", "municipality", "eu", "other"; else "" */
	bool cross_cutting;
	enum outline_asked asked; /* not_asked: the document says that nobody was asked about it */
	long line; /* of the file; paragraph number in DOCX */
};

struct outline_contribution {
	const char *text;  /* as written; paragraphs and sub-items on lines of their own */
	long node;         /* the theme whose section it stands in; -1 for none */
	const char *group; /* who it came from: "faggruppe Klima og miljø", or "" */
	const char *topic; /* the nearest label above it in the section, or "" */
	long line;
};

/* How the plan is to come about, as a planning programme tells. */
struct outline_phase {
	const char *title, *activities; /* one line, and text or "" */
	struct date begins, ends;       /* without a year where the document does not say */
	long line;
};

/* Who does what in making the plan. */
struct outline_role {
	const char *name, *tasks; /* "Styringsgruppe (politisk)", and what stands behind the colon */
	long line;
};

/* What a line was taken for. Each line of the file has exactly one entry, in order. */
struct outline_log {
	long line;
	const char *what; /* one of the OUTLINE_SAID_ words, or a kind's code */
	const char *text;
	bool left_alone;  /* it says something, and nothing was made of it */
};
#define OUTLINE_SAID_TITLE "title"
#define OUTLINE_SAID_CONTRIBUTION "contribution"
#define OUTLINE_SAID_SECTION "section"            /* a heading that is no node */
#define OUTLINE_SAID_LABEL "label"
#define OUTLINE_SAID_TOPIC "topic"
#define OUTLINE_SAID_BODY "body"                  /* of the node above */
#define OUTLINE_SAID_PROPERTY "property"          /* keywords or addressee of the node above */
#define OUTLINE_SAID_PHASE "phase"
#define OUTLINE_SAID_ROLE "role"
#define OUTLINE_SAID_NOT_ASKED "not asked"
#define OUTLINE_SAID_CONTENTS "table of contents"
#define OUTLINE_SAID_NOTHING "left alone"
#define OUTLINE_SAID_BLANK "blank"

enum outline_form { OUTLINE_AUTO, OUTLINE_TEXT, OUTLINE_MARKDOWN, OUTLINE_DOCX };

struct outline {
	enum outline_form form;
	const char *title; /* "" where the document has none to show */
	struct outline_node *nodes; /* in reading order: a node's descendants follow it */
	size_t n_nodes;
	struct outline_contribution *contributions;
	size_t n_contributions;
	struct outline_phase *phases; /* in the document's order */
	size_t n_phases;
	struct outline_role *roles;
	size_t n_roles;
	struct outline_log *log;
	size_t n_log;
	size_t tracked_changes; /* DOCX: changes that were taken as accepted */
};

/* Tells which sentences demand something, so that positions are found in running text. */
enum outline_demand { OUTLINE_DEMANDS_NOTHING, OUTLINE_DEMANDS, OUTLINE_DEMANDS_FIRMLY }; /* firmly: must */
struct outline_judge {
	enum outline_demand (*demand)(void *arg, struct span sentence);
	const char *(*addressee)(void *arg, struct span text); /* a code as in struct outline_node, or "" */
	void *arg;
};

/* Reads a plan document of at most 64 MB ("-" is standard input); the form is told by
 * content and the file's extension. A file without a single node or contribution is an
 * error that says what was looked for. */
bool outline_read(struct arena *a, const char *path, struct outline *outline, struct err *err);

/* The same from memory; name stands for the file in messages and gives the extension. */
bool outline_read_bytes(struct arena *a, struct span bytes, const char *name, enum outline_form form,
                        struct outline *outline, struct err *err);

/* The same with a judge, who may be NULL: then only sentences in which the document's speaker thinks
 * something are positions. Markdown says itself what its positions are. */
bool outline_read_judged(struct arena *a, struct span bytes, const char *name, enum outline_form form,
                         const struct outline_judge *judge, struct outline *outline, struct err *err);

/*
 * Writes Markdown with labels in bokmål that outline_read() reads back to the same title,
 * nodes and contributions (those ordered by node). Lines of the file are not kept.
 */
void outline_write_markdown(struct out *o, const struct outline *outline);

#endif
