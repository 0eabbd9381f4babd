/* Which language a reader gets: what they chose, else what their browser asks for, else bokmål. */
#ifndef PLANVERK_HTTP_LANGUAGE_H
#define PLANVERK_HTTP_LANGUAGE_H

#include "http/http.h"

/* "nb", "nn", "en": the language's code in HTML, in ?lang= and in the cookie "lang". */
const char *lang_code(enum lang lang);
/* False, leaving *lang alone, for a code that is none of them. */
bool lang_parse(const char *code, enum lang *lang);

/* Whether the (undecoded) query chooses a language with lang=. */
bool language_in_query(const char *query, enum lang *lang);

/* cookie is the value of the cookie "lang", accept that of Accept-Language; both may be NULL. */
enum lang language_choose(const char *query, const char *cookie, const char *accept);

#endif
