/* Interface between the files of the filters. */
#ifndef PLANVERK_TEXT_FILTER_INTERNAL_H
#define PLANVERK_TEXT_FILTER_INTERNAL_H

#include "base/log.h"
#include "engine/text/text.h"
#include "format/json.h"
#include "module/text/text_filter.h"
#include "module/text/text_lines.h"

/* ---- Interface to the code in text_filter.c ---- */

struct text_filter_lines {
	VEC(const char *) ids; /* JSON, as they stood */
	VEC(const char *) texts;
};

struct text_filter_shown {
	struct progress progress;
	bool enabled;
};

/* A reading of the input, and the engine's options for it. Zero it first. */
struct text_filter_run {
	struct text_filter_lines in;
	struct text_filter_shown shown;
	struct text_options options;
	struct text_corpus *corpus; /* for the caller to make */
};

/* A file of lines ("-": standard input), all of it in memory. */
bool text_filter_read_lines(struct command_context *ctx, const char *path, enum text_lines_form form,
                            struct text_filter_lines *in);
/* Reads the command's input and sets the options, but makes no corpus. */
bool text_filter_read(struct command_context *ctx, struct text_filter_run *r, enum text_lines_form form, int64_t seed);
void text_filter_end_progress(struct text_filter_run *r);
/* Begins a line with its identifier; json_put_end() ends it. */
struct json text_filter_begin_line(struct command_context *ctx, const struct text_filter_lines *in, size_t i);
/* An identifier as it stood, on a line without indentation. */
void text_filter_put_id(struct json *j, const char *key, const char *id);
/* Four decimals: more would only show which processor computed them. */
double text_filter_rounded(double x);

/* ---- Interface to the code in text_filter_plan.c ---- */

/* A node's identifier as it is to be written again. */
struct text_filter_id {
	const char *text; /* of a string; NULL for a number */
	double number;
	int64_t whole;
	bool is_whole;
};

struct text_filter_plan {
	struct text_node *nodes;
	struct text_filter_id *ids;
	size_t n;
	struct strmap *index; /* of the identifiers */
};

/* The plan that --plan names; command is for the message where it names none. */
bool text_filter_read_plan(struct command_context *ctx, const char *command, struct text_filter_plan *p);
/* The node that a value of JSON names; false where there is none. */
bool text_filter_find_node(struct arena *a, const struct text_filter_plan *p, const json_t *value, int64_t *node);
/* Reads lines {"text", "node"} from the file that --learn names, if it does: texts are added to those that were
 * read, with the identifier null, and become examples of their nodes. */
bool text_filter_read_examples(struct command_context *ctx, struct text_filter_plan *p, struct text_filter_lines *in);
/* Writes "suggestions" and "abstain". */
void text_filter_write_suggestions(struct json *j, const struct text_filter_plan *p, const struct text_suggestions *s);

#endif
