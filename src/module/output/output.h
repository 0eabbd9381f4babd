/*
 * What leaves the house: the table of all remarks with their answers, in the form that an assembly, an
 * archive or another program reads, and drafts of answers read back from it.
 *
 * A table is a row for each remark that holds, once. It is written a row at a time, in memory that does not
 * grow with it.
 */
#ifndef PLANVERK_OUTPUT_H
#define PLANVERK_OUTPUT_H

#include "module.h"
#include "module/consultation/consultation.h"
#include "module/contribution/contribution.h"
#include "module/disposition/disposition.h"

enum output_column {
	OUTPUT_REMARK, OUTPUT_CONTRIBUTION, OUTPUT_REFERENCE, OUTPUT_ORGANISATION, OUTPUT_EVENT, OUTPUT_TOPIC, OUTPUT_GROUP, OUTPUT_TEXT,
	OUTPUT_STATE, OUTPUT_OUTCOME, OUTPUT_REASON, OUTPUT_NODE, OUTPUT_CHANGED, OUTPUT_DRAFTED_BY, OUTPUT_APPROVED_BY,
	OUTPUT_ANSWERED, OUTPUT_PUBLISHED, OUTPUT_COLUMNS
};
struct output_column_name {
	const char *code; /* in CSV, XLSX, JSON and forms */
	const char *name; /* English, for tr_name(): in DOCX and on the page */
	unsigned width;   /* characters */
};
extern const struct output_column_name output_columns[OUTPUT_COLUMNS];

enum output_format { OUTPUT_CSV, OUTPUT_XLSX, OUTPUT_JSON, OUTPUT_DOCX, OUTPUT_FORMATS };
struct output_format_name {
	const char *code, *type; /* MIME */
};
extern const struct output_format_name output_formats[OUTPUT_FORMATS];

struct output_choice {
	enum output_format format;
	struct plan plan;
	const char *state;    /* of disposition_states, "" for all */
	int64_t consultation; /* what came in it; 0 for all */
	bool public_only;     /* what may be published, with published answers, personal data masked */
	bool anonymous;       /* no names of senders and planners; personal data masked */
	enum output_column columns[OUTPUT_COLUMNS];
	size_t n_columns;     /* 0: those that the format has by itself */
	enum lang lang;       /* of a DOCX */
};

/* Reads "text,outcome,reason"; an error names the column that there is not. */
bool output_columns_parse(const char *list, struct output_choice *choice, struct err *err);
/* Writes the table; *rows is how many. */
bool output_table(struct db_conn *c, struct arena *a, struct output_choice *choice, struct out *o, int64_t *rows, struct err *err);

extern const struct module output_module;

#endif
