/*
 * Writes a Word document as a stream: real headings, lists, tables and styles,
 * and the same bytes for the same calls whatever the clock, zone and machine.
 *
 * Call docx_begin(), then blocks in reading order, then docx_end(). Text is
 * UTF-8; "\n" in it is a line break. Control characters that XML cannot hold are
 * left out and invalid UTF-8 becomes U+FFFD, so no text makes a broken file.
 * Errors are sticky; docx_end() tells. Memory use does not grow with the document.
 */
#ifndef PLANVERK_FORMAT_DOCX_WRITE_H
#define PLANVERK_FORMAT_DOCX_WRITE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/out.h"

#define DOCX_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

struct docx;

/* NULL or 0 leaves a field out. */
struct docx_info {
	const char *title;    /* document property, and the first paragraph if show_title */
	bool show_title;
	const char *language; /* "nb-NO" (the default), "nn-NO", "en-GB": spelling and screen readers */
	const char *author;
	const char *subject;
	int64_t created;      /* microseconds since 1970; 0 leaves the date out */
	const char *header;   /* on top of each page */
	const char *footer;   /* at the bottom of each page, before the page number */
	bool page_numbers;    /* "3 / 12" at the bottom */
	bool landscape;       /* A4 lying down, for wide tables */
};

struct docx *docx_begin(struct arena *a, struct out *to, const struct docx_info *info);

void docx_heading(struct docx *d, int level, const char *text); /* level 1 to 4 */
void docx_paragraph(struct docx *d, const char *text);
void docx_quote(struct docx *d, const char *text);
void docx_caption(struct docx *d, const char *text);
void docx_bullet(struct docx *d, int level, const char *text);  /* level 1 to 4 */
/* Counts on from the number above it; any block but a list item starts again at 1. */
void docx_numbered(struct docx *d, int level, const char *text);
void docx_page_break(struct docx *d);

/* A block in pieces: docx_begin_block(d, DOCX_BULLET, 1); docx_run(…); docx_end_block(d). */
enum docx_block { DOCX_PARAGRAPH, DOCX_HEADING, DOCX_QUOTE, DOCX_CAPTION, DOCX_BULLET, DOCX_NUMBERED };
/* Inserted and deleted are revision marks (w:ins, w:del), by the document's author on the day it was created:
 * the reader sees both, and may accept or reject them. */
enum docx_run_flags { DOCX_BOLD = 1, DOCX_ITALIC = 2, DOCX_INSERTED = 4, DOCX_DELETED = 8 };
void docx_begin_block(struct docx *d, enum docx_block block, int level); /* level 0 where it has none */
/* A block that came or went as a whole; its runs carry the same mark. */
void docx_begin_marked_block(struct docx *d, enum docx_block block, int level, enum docx_run_flags mark);
void docx_run(struct docx *d, const char *text, unsigned flags);
void docx_end_block(struct docx *d);

/* Before docx_table_begin(): which of its columns are set flush right, as numbers are. The
 * array must live until docx_table_end(). */
void docx_table_flush_right(struct docx *d, const bool *columns);

/*
 * A table with a header row that is repeated on each page. weights give the columns'
 * relative widths, NULL makes them equal. A row has n_columns cells.
 */
void docx_table_begin(struct docx *d, const char *const *names, const unsigned *weights, size_t n_columns);
void docx_table_row(struct docx *d, const char *const *cells);
void docx_table_end(struct docx *d);

/* Writes what remains. false, with err set, where any write failed. */
bool docx_end(struct docx *d, struct err *err);

#endif
