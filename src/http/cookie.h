/*
 * The cookies: a session's, that of forms without a session, and the language.
 *
 * Scripts cannot read them, and other sites cannot send them along with a form (SameSite=Lax).
 * Where the site is reached by https their names begin with "__Host-", which browsers take
 * from that very host only, and only over TLS.
 */
#ifndef PLANVERK_HTTP_COOKIE_H
#define PLANVERK_HTTP_COOKIE_H

#include "http/http.h"

enum cookie { COOKIE_SESSION, COOKIE_FORM, COOKIE_LANGUAGE };

/* The cookie's name, for a site that is reached by https or not. */
const char *cookie_name(enum cookie cookie, bool secure);

/* Sends a cookie with the answer: for max_age seconds, or, with 0, until the browser is closed. */
void cookie_send(struct request *rq, enum cookie cookie, const char *value, int64_t max_age);
/* Tells the browser to forget it. */
void cookie_clear(struct request *rq, enum cookie cookie);
/* The language that the reader has chosen, kept for a year. */
void cookie_send_language(struct request *rq, enum lang lang);

#endif
