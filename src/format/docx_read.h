/*
 * The text of a Word document as a list of paragraphs with what matters for
 * reading plans: style, heading level, list level.
 *
 * Read with libzip and expat: word/document.xml (found by its relationship), with
 * styles.xml and numbering.xml. Text only: comments, notes, headers, pictures and
 * field codes are left out; table cells and text boxes give paragraphs in reading
 * order. Tracked changes are taken as accepted: insertions stay, deletions go, a
 * paragraph whose mark is deleted runs on into the next one. How many there were
 * is reported.
 */
#ifndef PLANVERK_FORMAT_DOCX_READ_H
#define PLANVERK_FORMAT_DOCX_READ_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct docx_read_paragraph {
	const char *text;  /* line breaks are "\n" */
	const char *style; /* the style's name as in styles.xml ("heading 1", "List Bullet"), or "" */
	int heading;       /* 1 to 9 by style or outline level; 0: no heading */
	int list;          /* list level from 1; 0: no list item; always 0 for a heading */
	bool numbered;     /* the list counts; otherwise it has bullets */
	bool title;        /* the style is the document title's */
	bool contents;     /* belongs to a generated table of contents */
	long number;       /* 1-based position in the document, empty paragraphs counted */
};

struct docx_read {
	struct docx_read_paragraph *paragraphs; /* empty ones too */
	size_t n;
	size_t tracked_changes; /* insertions, deletions and moves */
};

/* max_unpacked limits what is unpacked from the archive; 0 is 1 GB. */
bool docx_read_bytes(struct arena *a, struct span bytes, const char *name, size_t max_unpacked,
                     struct docx_read *result, struct err *err);

#endif
