/*
 * News feeds in: Atom (RFC 4287) and RSS 2.0. Everything in them is untrusted: document type declarations (and with them
 * entities) are refused, and entries and texts have a largest number and size.
 */
#ifndef PLANVERK_FORMAT_FEED_H
#define PLANVERK_FORMAT_FEED_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"

#define FEED_ENTRIES_MAX 2000
#define FEED_TEXT_MAX 4000 /* bytes of a title or link; more is cut */

struct feed_entry {
	const char *id;        /* what tells it apart: Atom's id, RSS's guid, else its link */
	const char *title, *link;
	struct date published; /* no year where it does not say */
};

struct feed {
	const char *title; /* of the feed: whose it is */
	struct feed_entry *entries;
	size_t n;
};

/* Whether bytes look like a feed rather than a table. */
bool feed_is(struct span bytes);
/* All in the arena. name stands for the file in messages, which have the line. */
bool feed_read(struct arena *a, struct span bytes, const char *name, struct feed *feed, struct err *err);

#endif
