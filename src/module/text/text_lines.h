/*
 * Texts from a file with one on each line, read in blocks: lines of JSON with "id" and "text", or
 * plain lines, whose id is the number of the line. A text can be read again by its number. What is no
 * file (a pipe) is first copied to a temporary one. Empty lines do not count.
 */
#ifndef PLANVERK_TEXT_LINES_H
#define PLANVERK_TEXT_LINES_H

#include "module.h"

enum text_lines_form { TEXT_LINES_JSON, TEXT_LINES_PLAIN };

struct text_lines;

/* Some lines. Spans point into the block and are valid until the next one is read. */
struct text_lines_block {
	size_t n;
	struct span *id;   /* a JSON string with its quotes, or a number, as it stood */
	struct span *text; /* UTF-8 without NUL */
	struct arena *arena;
};

/* path "-" is standard input. The file is closed with the arena. */
struct text_lines *text_lines_open(struct arena *a, const char *path, enum text_lines_form form, unsigned threads,
                                   struct err *err);
/* The name for messages. */
const char *text_lines_name(const struct text_lines *lines);
/* Reads the next lines; n is 0 after the last. An error names the file and the line. */
bool text_lines_next(struct text_lines *lines, struct text_lines_block *block, struct err *err);
/* Bytes read so far, and in all. */
void text_lines_progress(const struct text_lines *lines, size_t *done, size_t *total);

/* Text number i from 0 again, of those that were read; may be called by several threads. {"", 0} where
 * the file has changed, which text_lines_changed() then tells. As text_stream_finish() wants it. */
struct span text_lines_fetch(void *lines, struct arena *a, uint32_t i);
bool text_lines_changed(const struct text_lines *lines);

/* ---- Interface to the code in text_line.c ---- */

/* Reads a line of JSON. What is simple is read in place: spans point into the line, which is
 * overwritten. Errors are ERR_INPUT without file and line. */
bool text_line_read(struct arena *a, char *line, size_t n, struct span *id, struct span *text, struct err *err);

#endif
