/*
 * Interfaces between the parts of the outline reader.
 *
 *   bytes -> lines          outline.c (text, Markdown), outline_docx.c
 *   lines -> blocks         outline_text.c (text, DOCX), outline_markdown.c
 *   blocks -> tree and log  outline_build.c, which asks outline_label.c what words mean
 */
#ifndef PLANVERK_FORMAT_OUTLINE_INTERNAL_H
#define PLANVERK_FORMAT_OUTLINE_INTERNAL_H

#include "base/out.h"
#include "format/outline.h"

/* Levels of headings: Word has 9; Markdown written here goes as deep as a plan may. */
#define OUTLINE_LEVELS 40

/* ---- Lines ---- */

enum line_style { LINE_PLAIN, LINE_HEADING, LINE_ITEM, LINE_TITLE };

struct outline_line {
	long number;       /* in the file; of the paragraph in DOCX */
	const char *text;  /* without white space at the end */
	const char *what;  /* for the log; NULL until something is made of it */
	bool contents;     /* part of a table of contents */
	bool spacing;      /* a blank line between two lines of a paragraph */
	bool begins;       /* a paragraph, though no blank line stands above */
	/* What DOCX knows beyond the text: */
	enum line_style style;
	int level;         /* of a heading or list item, from 1 */
	bool apart;        /* a paragraph of its own: never joined with its neighbours */
};

struct outline_lines {
	struct outline_line *v;
	size_t n, cap;
};

/* Marks the lines of a table of contents: what stands below a heading "Innhold" and ends in
 * a page number or comes again further down; and, save in Markdown, numbered lines that end
 * in a page number. */
void outline_mark_contents(struct arena *a, struct outline_lines *lines, bool markdown);

/* Where a text has a blank line between all its lines: marks those that separate nothing, and lines
 * that begin a paragraph at the top of a page. */
void outline_mark_spacing(struct arena *a, struct outline_lines *lines);

/* ---- Blocks ---- */

enum block_kind {
	BLOCK_TITLE,     /* of the document, where the form marks it */
	BLOCK_HEADING,
	BLOCK_ITEM,
	BLOCK_MORE,      /* an indented paragraph that continues the item above it */
	BLOCK_PARAGRAPH,
	BLOCK_CONTENTS,
	BLOCK_BLANK,
};

struct block {
	enum block_kind kind;
	int level;           /* heading or list level, from 1 */
	const char *text;    /* without markers and numbers; Markdown */
	const char *marker;  /* of an item: "-", "3." or "3)" */
	bool literal;        /* text that looks like a label and is none */
	bool chapter;        /* a heading of a planning programme that is no theme */
	size_t first, n;     /* lines it was made of */
};

struct outline_source {
	struct arena *arena;
	const struct outline_judge *judge; /* or NULL */
	struct outline_lines lines;
	struct block *v;
	size_t n, cap;
	struct out joined; /* the text of the last block, while lines are joined to it */
};

struct block *outline_add_block(struct outline_source *s, enum block_kind kind, int level, struct span text, size_t line);
/* Adds a line to the last block with glue (" " or "\n") between. */
void outline_join_block(struct outline_source *s, const char *glue, struct span text);

void outline_blocks_text(struct outline_source *s);
void outline_blocks_markdown(struct outline_source *s);
bool outline_lines_docx(struct outline_source *s, struct span bytes, const char *name, size_t *tracked_changes,
                        struct err *err);

/* ---- What a line looks like ---- */

/* Columns of white space at the start; a tab goes to the next multiple of four. */
size_t outline_indent(const char *line);

/* A list marker with the white space behind it: the bytes it takes, or 0. *marker becomes "-"
 * or the number with what stands behind it. In Markdown "-", "*", "+", "3." and "3)" are markers, in
 * text also "•" and its like and "a)", but not "3.", which may be a heading. */
size_t outline_marker(struct arena *a, const char *line, bool markdown, const char **marker);

/* The number of a heading ("2.", "5.1", "5.1."): how many levels it has, and the bytes it
 * takes with the white space behind it; 0 levels where there is none. */
struct outline_number {
	int levels;
	int part[OUTLINE_LEVELS];
	size_t bytes;
	bool sure; /* more than one level, a full stop or a tab: not just a line that begins with a number */
};
struct outline_number outline_number_of(const char *line);

/* "## Title ##" in Markdown: the level, or 0. */
int outline_hash_heading(const char *text, struct span *title);
/* A line of = or - that makes the line above it a heading in Markdown: the level, or 0. */
int outline_underline(const char *text);

/* The marks that open a code block in Markdown (``` or ~~~), at least three, or 0. */
size_t outline_fence(struct span line);
/* Whether a line closes a code block that a line with so many marks opened. */
bool outline_closes_fence(struct span line, char mark, size_t marks);

/* Levels of nested lists, from the indentation of their markers: two columns make a level. */
struct outline_nesting {
	size_t indent[OUTLINE_LEVELS];
	int levels;
};
int outline_nesting_item(struct outline_nesting *n, size_t indent);
/* The level of the item that a paragraph with this indentation continues; 0 for none. */
int outline_nesting_more(const struct outline_nesting *n, size_t indent);

/* ---- What words mean ---- */

/* Whether a word is one of a list separated by "|". */
bool outline_word_in(const char *word, const char *list);
/* The next word of *rest, folded; a colon, an asterisk or a comma ends a word. "" at the end. */
const char *outline_next_word(struct arena *a, struct span *rest);
/* Takes the word where it is in the list. */
bool outline_take_word(struct arena *a, struct span *rest, const char *list);

struct outline_label {
	enum outline_kind kind;
	bool numbered;    /* "Hovedmål 2" */
	struct span rest; /* behind the colon, trimmed */
};

/* Whether text is a label, alone or with a colon and more text behind it. */
bool outline_label_of(struct arena *a, const char *text, struct outline_label *label);
/* A label alone on its line: no text behind it. */
bool outline_is_label(struct arena *a, const char *text);
/* Whether a heading is made of labels only: how many kinds, and the first of them. */
size_t outline_label_heading(struct arena *a, const char *text, enum outline_kind *kind);
bool outline_is_cross_cutting(struct arena *a, const char *text);
bool outline_is_contents_heading(struct arena *a, const char *text);
/* Whether a heading opens a section of contributions; *group is who they came from, or "". */
bool outline_is_contributions(struct arena *a, const char *text, const char **group);
bool outline_says_not_asked(struct arena *a, const char *text);
/* A line "Nøkkelord: …" or "Adressat: …"; sets it on the node. */
bool outline_take_attribute(struct arena *a, const char *text, struct outline_node *node);
/* Whom a position addresses, by its first word; "" where it does not say. */
const char *outline_addressee_of(struct arena *a, const char *title);
/* Whether a line repeats a part of a heading of several ("Transport & Byutvikling"). */
bool outline_is_part_of(struct arena *a, const char *text, const char *heading);
/* Whether a line of a body would be read as more than its text: a label, a property, a
 * heading, a table of contents, the beginning of a code block. In Markdown a backslash
 * before it says that it is text, and goes when it is read. */
bool outline_is_structure(struct arena *a, const char *text);
/* Short, no full stop at its end, no label: what a title looks like. */
bool outline_looks_like_title(struct arena *a, const char *text);

/* The label in bokmål: "Delmål" and, for many, "Delmål". */
const char *outline_label_bokmal(enum outline_kind kind, bool plural);
const char *outline_addressee_bokmal(const char *addressee);

/* ---- Text (outline_prose.c) ---- */

/* Where the first sentence of a text ends: bytes of it, the white space behind it not counted. */
size_t outline_first_sentence(struct span text);
/* Takes the first sentence off *rest, which was trimmed and is so again. */
struct span outline_cut_sentence(struct span *rest);
/* Splits an item's text: a title in bold or the first sentence, and the rest. */
void outline_split_title(struct arena *a, const char *text, const char **title, const char **rest);
/* Runs of white space become one space; none at the ends. */
const char *outline_one_line(struct arena *a, struct span text);
/* Plain text as Markdown: what would start a heading, list or quote gets a backslash. */
const char *outline_escape_start(struct arena *a, struct span text);

/* A body or a contribution while blocks are added to it. */
struct outline_prose {
	struct out text;
	bool after_item;
};
/* Adds a block as Markdown: paragraphs with an empty line between, list items below one
 * another. level is that of the list (0 for a paragraph), counted from the text's own. */
void outline_prose_add(struct arena *a, struct outline_prose *p, const struct block *b, int level);

/* ---- Planning programmes (outline_chapter.c, outline_phase.c, outline_role.c) ---- */

/* In a document with a chapter of themes only the headings in that chapter are themes: marks the others. */
void outline_mark_chapters(struct outline_source *s);
/* Whether a heading could be that of such a chapter: "Planens viktigste temaer". */
bool outline_names_themes(struct arena *a, const char *heading);
/* Whether a sentence below a label for studies says what is to be found out. */
bool outline_says_study(struct arena *a, struct span sentence);
/* Whether a heading has one of these words; a "*" stands before the end of a word. */
bool outline_heading_has(struct arena *a, const char *text, const char *words);
/* Fill the outline with phases and roles, and say so in the log of the lines that became nothing else. */
void outline_find_phases(struct outline_source *s, struct outline *outline);
void outline_find_roles(struct outline_source *s, struct outline *outline);
/* The number of the line that a place in a paragraph's text stands on. Places are asked for in order, with a
 * cursor that is zero at first. */
struct outline_cursor {
	size_t line, behind;
};
long outline_line_at(const struct outline_source *s, const struct block *block, const char *at, struct outline_cursor *cursor);
/* What a line that was not understood, or is body, turned out to be. */
void outline_say_more(struct outline_source *s, size_t line, const char *what);

void outline_build(struct outline_source *s, struct outline *outline);

#endif
