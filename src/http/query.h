/* Percent-encoding in paths and queries. What comes out is valid UTF-8 without NUL. */
#ifndef PLANVERK_HTTP_QUERY_H
#define PLANVERK_HTTP_QUERY_H

#include "base/arena.h"
#include "base/str.h"

/*
 * A piece of a path between two slashes. NULL for one that no page of ours has: encoded
 * badly, not UTF-8, with control characters, or one of "." and "..".
 */
char *path_decode(struct arena *a, struct span piece);

/*
 * A name or value of a query. Takes what it is given: "+" is a space, a stray "%" stands for
 * itself, and bytes that are not UTF-8 become U+FFFD. Composed (NFC), as text is stored.
 */
char *query_decode(struct arena *a, struct span piece);

/* Takes "name=value" off the front of a query; loop `while (rest.s)`. */
struct query_pair {
	struct span whole, name, value; /* undecoded */
};
struct query_pair query_cut(struct span *rest);

#endif
