/*
 * What a form sent, as handlers read it with form_text() and its neighbours. Filled by body.c
 * from the bytes of a request, or by a test.
 */
#ifndef PLANVERK_HTTP_FORM_H
#define PLANVERK_HTTP_FORM_H

#include "http/http.h"

struct form_field {
	const char *name;
	const char *value;              /* "" for a file */
	const struct form_file *file;   /* NULL for a text */
};

struct form {
	const struct form_field *fields; /* in the order they came */
	size_t n;
	/* What the token of the form is known by: the same form sent twice has the same key. */
	const char *token; /* "" until the token was found to be good */
};

/*
 * A field's text as it is kept: valid UTF-8 composed (NFC), "\n" for "\r\n" and "\r". NULL for
 * what no browser sends: bytes that are not UTF-8, NUL, control characters but tab.
 */
const char *form_clean_text(struct arena *a, struct span bytes);
/* Whether a name is one that a form of ours could have: 1 to 64 of a–z, A–Z, 0–9, "_", "-", ".". */
bool form_name_is_sound(struct span name);

#endif
