/*
 * Outgoing mail that is not lost: an outbox in the database.
 *
 * A notice is written in the transaction of what causes it, so that there is one exactly if that
 * happened. A sender, in `planverk serve` or `planverk notice send`, hands it to a mail server,
 * and tries again, at growing intervals, for some days. A sender that is killed between the
 * server's word and the commit leaves a mail that is sent twice, with the same Message-ID; nothing
 * else can send one twice, and nothing can lose one.
 *
 * Who follows a plan by e-mail gets a mail about its news, which modules tell of (struct news in
 * module.h); the same news are the plan's Atom feed.
 */
#ifndef PLANVERK_NOTICE_H
#define PLANVERK_NOTICE_H

#include "module.h"

#define NOTICE_ADDRESS_MAX 254 /* bytes (RFC 5321) */

/* Stands in a text for the site's address: "{site}/plan/x" becomes "https://plan.example.no/plan/x". */
#define NOTICE_SITE "{site}"

struct notice {
	const char *kind;    /* "receipt": what `notice list` tells it apart by */
	const char *email;   /* one that notice_address() gave */
	const char *subject; /* of any characters: it is encoded */
	const char *text;    /* plain text, paragraphs parted by an empty line */
	const char *unsubscribe; /* the path of a page to be let alone by, or NULL */
};

/* The address as it is kept, in small letters, or NULL where no mail is sent to such a one: a
 * mailbox in ASCII without quotes or comments. */
const char *notice_address(struct arena *a, struct span email);

/* Within db_write(): puts a notice into the outbox. */
bool notice_write(struct db_conn *tx, struct arena *a, const struct notice *n, struct err *err);

/* Whether the operator has set up how mail is sent: what pages promise depends on it. */
bool notice_is_set_up(struct db_conn *c, bool *is, struct err *err);

extern const struct module notice_module;

#endif
