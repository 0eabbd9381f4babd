/*
 * Fills an office's own Word template: "{{sender}}" in its text becomes a value, and what stands between a
 * paragraph "{{#remarks}}" and a paragraph "{{/remarks}}" is repeated. A placeholder is found however many
 * runs Word has spread it over; it takes the look of the first of them. Values are escaped; "\n" in
 * one is a line break.
 *
 * The body of the document is filled; headers and footers stay as they are.
 */
#ifndef PLANVERK_FORMAT_DOCX_FILL_H
#define PLANVERK_FORMAT_DOCX_FILL_H

#include "base/arena.h"
#include "base/err.h"
#include "base/out.h"
#include "base/str.h"

struct docx_template;

/* What may stand between {{ and }}. */
struct docx_names {
	const char *const *whole; /* anywhere */
	size_t n_whole;
	const char *repeat;       /* the part that is repeated: "remarks" */
	const char *const *each;  /* within it, too */
	size_t n_each;
};

/* Reads and checks a template; bytes and names must outlive it. Errors name a placeholder that there is not, or
 * a repeated part that does not end. name stands for the file in messages. */
struct docx_template *docx_template_read(struct arena *a, struct span bytes, const char *name, const struct docx_names *names,
                                         struct err *err);

/* Writes a document: values beside names->whole, and for each of the n repetitions beside names->each. */
bool docx_fill(const struct docx_template *t, struct arena *a, struct out *to, const char *const *values,
               const char *const *const *each, size_t n, struct err *err);

#endif
