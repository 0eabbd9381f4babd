#include "http/cookie.h"

#include "base/str.h"
#include "http/language.h"

#include <stdlib.h>

#define YEAR_SECONDS 31536000

const char *cookie_name(enum cookie cookie, bool secure)
{
	static const char *const names[][2] = {
		[COOKIE_SESSION] = { "session", "__Host-session" },
		[COOKIE_FORM] = { "form", "__Host-form" },
		[COOKIE_LANGUAGE] = { "lang", "lang" }, /* no secret, and known before there was TLS */
	};
	return names[cookie][secure];
}

static void add(struct request *rq, const char *line)
{
	if (rq->n_cookies == ARRAY_LEN(rq->cookies))
		abort(); /* a bug: no handler sends so many */
	rq->cookies[rq->n_cookies++] = line;
}

void cookie_send(struct request *rq, enum cookie cookie, const char *value, int64_t max_age)
{
	bool secure = rq->origin && str_starts(rq->origin, "https:");
	const char *age = max_age > 0 ? arena_printf(rq->arena, "; Max-Age=%lld", (long long)max_age)
		: max_age < 0 ? "; Max-Age=0" : "";
	rq->personal = rq->personal || cookie != COOKIE_LANGUAGE;
	add(rq, arena_printf(rq->arena, "%s=%s; Path=/%s; HttpOnly; SameSite=Lax%s", cookie_name(cookie, secure),
	                     value, age, secure ? "; Secure" : ""));
}

void cookie_clear(struct request *rq, enum cookie cookie)
{
	cookie_send(rq, cookie, "", -1);
}

void cookie_send_language(struct request *rq, enum lang lang)
{
	cookie_send(rq, COOKIE_LANGUAGE, lang_code(lang), YEAR_SECONDS);
}
