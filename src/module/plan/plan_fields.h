/*
 * Reading JSON objects into structs by tables of fields. A table serves both
 * for reading and for refusing what the format does not have. Private to this
 * module.
 */
#ifndef PLANVERK_PLAN_FIELDS_H
#define PLANVERK_PLAN_FIELDS_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "format/json.h"

enum field_type {
	FIELD_LINE,  /* a text without line breaks */
	FIELD_TEXT,  /* a text of any length */
	FIELD_FLAG,  /* true or false */
	FIELD_OTHER, /* read by the caller */
};

struct plan_field {
	const char *name;
	enum field_type type;
	size_t offset; /* of its const char * or bool in the struct */
	bool required; /* there, and not "" */
};

struct plan_reader {
	struct arena *a;
	struct strmap *refs; /* ref of a node to its index in the file */
	struct err *err;
	/* Where it reads, for messages. */
	const char *list; /* "plan", "nodes", "links" or "" */
	long index;       /* in the list, -1 where it is none */
	const char *ref;  /* of the node, or NULL */
};

/* Says what is wrong with a field ("" for the whole object) at the reader's place. Returns false. */
bool plan_json_fail(const struct plan_reader *r, const char *field, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* A text of the file as a message shows it: shortened, without control characters. */
const char *plan_json_shown(const struct plan_reader *r, const char *s);
/* "a list", "a number" … */
const char *plan_json_type(const json_t *value);

/* A JSON text as the arena's own copy. */
bool plan_json_text(const struct plan_reader *r, const char *field, const json_t *value, bool one_line,
                    const char **text);

/* Reads the plain fields of an object into a struct; what is not given becomes "" or
 * stays false. A field that the table does not have, or lacks, is an error. */
bool plan_json_fields(const struct plan_reader *r, const json_t *object,
                      const struct plan_field *fields, size_t n, void *target);
#define READ_FIELDS(r, object, fields, target) \
	plan_json_fields((r), (object), (fields), ARRAY_LEN(fields), (target))

#endif
