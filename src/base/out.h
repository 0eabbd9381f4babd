/*
 * Writing text out: to memory, a file or a callback, with escaping by default.
 *
 * html(), json_text(), csv_field() and url() escape every %s they are given. A
 * format is always a literal (the macro prepends ""), and gcc checks it against
 * the arguments. Trusted markup has its own type, struct markup, and its own
 * call; nothing else gets into a page unescaped.
 *
 * Errors are sticky: a writer that has failed ignores what follows, and the
 * caller asks once at the end with out_ok().
 */
#ifndef PLANVERK_BASE_OUT_H
#define PLANVERK_BASE_OUT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#include <stdint.h>
#include <stdio.h>

struct out {
	/* Takes n bytes; false stops the writer. NULL for a writer to memory. */
	bool (*sink)(void *arg, const char *bytes, size_t n);
	void *arg;
	struct arena *arena; /* a writer to memory grows here */
	char *buf;
	size_t n, cap;
	size_t total; /* bytes written so far, those in buf included */
	bool failed;
};

/* Markup that the program wrote itself and that is already escaped. */
struct markup {
	const char *html;
};

struct out out_memory(struct arena *a);
/* The FILE stays the caller's; its buffering is used. */
struct out out_file(FILE *f);
struct out out_sink(bool (*sink)(void *, const char *, size_t), void *arg);

void out_bytes(struct out *o, const void *bytes, size_t n);
void out_text(struct out *o, const char *s);
void out_char(struct out *o, char c);
#define out_format(o, ...) out_format_((o), "" __VA_ARGS__)

/* The text written to memory so far, NUL-terminated; valid until the next write. */
const char *out_string(struct out *o);
bool out_ok(const struct out *o);

/* Formats understood: %s %.*s %c %d %u %ld %lu %lld %llu %zu %x %f %.Nf %g %%,
 * with width and flags for numbers. %s escapes; NULL is written as nothing. */
#define html(o, ...) html_((o), "" __VA_ARGS__)
#define html_markup(o, m) out_text((o), (m).html)
#define url(o, ...) url_((o), "" __VA_ARGS__)

/* One CSV field (RFC 4180): quoted where needed. A leading = + - @ or tab gets
 * an apostrophe before it, so that a spreadsheet does not run it as a formula. */
void csv_field(struct out *o, const char *s);

/* A JSON string with its quotes. Invalid UTF-8 becomes U+FFFD. */
void json_text(struct out *o, const char *s);

/*
 * A streaming JSON writer that puts the commas and closes what it opened.
 * key is NULL inside an array and at the top.
 */
struct json {
	struct out *out;
	unsigned depth;
	unsigned indent; /* spaces for each level, 0 for one line */
	bool has_item[32];
	bool is_array[32];
};

struct json json_to(struct out *o, unsigned indent);
void json_put_object(struct json *j, const char *key);
void json_put_array(struct json *j, const char *key);
void json_put_end(struct json *j); /* closes the innermost object or array */
void json_put_string(struct json *j, const char *key, const char *value); /* NULL value: null */
void json_put_i64(struct json *j, const char *key, int64_t value);
/* As few digits as give the same number back; NaN and infinity are written as null. */
void json_put_f64(struct json *j, const char *key, double value);
void json_put_bool(struct json *j, const char *key, bool value);
void json_put_null(struct json *j, const char *key);

void out_format_(struct out *o, const char *format, ...) __attribute__((format(printf, 2, 3)));
void html_(struct out *o, const char *format, ...) __attribute__((format(printf, 2, 3)));
void url_(struct out *o, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* As html(), with a format that was translated: its directives must match, which the
 * build checks with msgfmt -c. Allows reordering with %1$s. */
void html_translated(struct out *o, const char *format, va_list args);

#endif
