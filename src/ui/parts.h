/* Small parts of pages: headings, links, tags, cards, facts, trees, page numbers. */
#ifndef PLANVERK_UI_PARTS_H
#define PLANVERK_UI_PARTS_H

#include "http/http.h"
#include "ui/page.h"

/* A heading of level 2 to 4; levels are not to be skipped. */
void heading(struct request *rq, int level, const char *text);
void paragraph(struct request *rq, const char *text);
/* An inline link; its target made by href(). */
void link_to(struct request *rq, const char *target, const char *text);
/* A link that looks like a button, for the one main thing to do on a page. */
void link_button(struct request *rq, const char *target, const char *text);

/* A short label for a state or kind. The text carries the meaning; the tone adds colour. */
void tag(struct request *rq, enum tone tone, const char *text);
/* A notice within the page. */
void note(struct request *rq, enum tone tone, const char *text);
/* What stands where a list would be, had it anything. */
void nothing_here(struct request *rq, const char *text);

/* Cards in a grid, each with a linked title of level 2; the caller writes a card's text. */
void cards_begin(struct request *rq);
void card_begin(struct request *rq, const char *target, const char *title);
void card_end(struct request *rq);
void cards_end(struct request *rq);

/* Pairs of term and value. Values that follow one another under one term share it. */
void facts_begin(struct request *rq);
void fact(struct request *rq, const char *term, const char *value);
void fact_link(struct request *rq, const char *term, const char *target, const char *value);
/* A value whose markup the caller writes. */
void fact_begin(struct request *rq, const char *term);
void fact_end(struct request *rq);
void facts_end(struct request *rq);

/* Something folded away: the caller writes the summary, without links, then the body. */
void details_begin(struct request *rq, bool open);
void details_body(struct request *rq);
void details_end(struct request *rq);

/*
 * A tree that folds. A branch has a line, which the caller writes between branch_begin() and
 * branch_children() and which may hold links, then its children; a leaf is a line only.
 */
void tree_begin(struct request *rq);
void tree_end(struct request *rq);
void branch_begin(struct request *rq, bool open);
void branch_children(struct request *rq);
void branch_end(struct request *rq);
void leaf_begin(struct request *rq);
void leaf_end(struct request *rq);

/* Long lists in pages of a fixed size; the page is ?page=, from 1. */
struct paging {
	int64_t page;
	int64_t size;
	int64_t offset; /* of the first item, from 0 */
};
struct paging paging_read(struct request *rq, int64_t size);
/* Links to the other pages; nothing where one page holds all. */
void paging_write(struct request *rq, const struct paging *p, int64_t total);

#endif
