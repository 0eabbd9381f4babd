/*
 * Tabular input from people's files: CSV, XLSX, DOCX lists and JSON lines, read
 * into one shape: column names, and rows of UTF-8 text that know where in the
 * file they stood.
 *
 * What all forms have in common
 *   - The first row that is not empty holds the column names. A name must not be
 *     empty or come twice (case of ASCII letters aside); a first row of nothing
 *     but numbers is refused, since it is most likely data.
 *   - Unnamed columns at the right end are dropped if they are empty.
 *   - Empty rows are skipped. A short row is an error in CSV and is filled up
 *     with "" where the format leaves empty cells out (XLSX, JSON lines).
 *   - Values are text: white space around them stays, line breaks are "\n".
 * Each form's own rules stand at the top of its source file.
 */
#ifndef PLANVERK_FORMAT_TABLE_H
#define PLANVERK_FORMAT_TABLE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

enum table_form { TABLE_AUTO, TABLE_CSV, TABLE_XLSX, TABLE_DOCX, TABLE_JSONL };

/* 0 or NULL everywhere means the default. */
struct table_options {
	enum table_form form;  /* TABLE_AUTO: by content, then by the file's extension */
	const char *sheet;     /* XLSX: the sheet's name; otherwise the first sheet */
	bool paragraphs;       /* DOCX: plain paragraphs too (level "0"), not only list items */
	size_t max_bytes;      /* size of the file; 256 MB */
	size_t max_unpacked;   /* XLSX, DOCX: size of what is read from the archive; 1 GB */
	size_t max_cell;       /* bytes of one cell; 16 MB */
	size_t max_rows;       /* 1,000,000; rows times columns end at 32 million */
	size_t max_columns;    /* 16,384, what a spreadsheet can hold */
};

struct table_row {
	const char **cells; /* as many as there are columns; never NULL */
	long line;          /* 1-based line (CSV, JSONL), row (XLSX) or paragraph (DOCX) */
};

struct table {
	enum table_form form;
	const char *file; /* the name to use in messages about a row */
	const char **columns;
	size_t n_columns;
	struct table_row *rows;
	size_t n_rows;
	const char *encoding;   /* CSV, JSONL: "UTF-8", "UTF-16", "Windows-1252" */
	char separator;         /* CSV: , ; or tab; 0 where there is a single column */
	const char *sheet;      /* XLSX: the name of the sheet that was read */
	size_t tracked_changes; /* DOCX: changes that were taken as accepted */
};

/* Reads a file ("-" is standard input) into *table, all of it from the arena. On failure
 * *err names the file, the line or row, and what to do about it. */
bool table_read(struct arena *a, const char *path, const struct table_options *options,
                struct table *table, struct err *err);

/* The same from memory; name stands for the file in messages and gives the extension.
 * bytes must outlive the call only. */
bool table_read_bytes(struct arena *a, struct span bytes, const char *name,
                      const struct table_options *options, struct table *table, struct err *err);

/* The index of a column (case of ASCII letters aside), or -1. */
long table_column(const struct table *table, const char *name);

/* A cell, or "" for column -1. */
const char *table_cell(const struct table *table, size_t row, long column);

#endif
