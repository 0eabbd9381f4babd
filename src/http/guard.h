/*
 * Who may pass: asked for every request before its handler runs, so that no handler can forget.
 *
 * A POST must come from a page of ours (Sec-Fetch-Site, Origin), with the token of a form that
 * this browser was given (form_token.h). Any request must have its route's permission, in the
 * plan that the path's {names} belong to.
 */
#ifndef PLANVERK_HTTP_GUARD_H
#define PLANVERK_HTTP_GUARD_H

#include "http/form.h"

/*
 * Whether a POST comes from a page of this site. sec_fetch_site and origin are the headers, or
 * NULL; own is the site's origin. A request with neither header comes from no browser of this
 * decade and is refused.
 */
bool guard_same_origin(const char *sec_fetch_site, const char *origin, const char *own);

enum guard {
	GUARD_PASS,
	GUARD_FAILED,    /* it could not be found out; rq->err says why */
	GUARD_LOGIN,     /* who asks is not logged in, and would have to be */
	GUARD_FORBIDDEN, /* who asks has not the permission */
	GUARD_MISSING,   /* what the path names does not exist */
	GUARD_READ_ONLY, /* the server changes nothing */
	GUARD_TOKEN,     /* a program has no token, or none that is good */
	GUARD_TOO_MANY,  /* a program asks too often */
};

/* Finds out who asks (session_token: the cookie, or NULL): fills rq->session. */
bool guard_identify(struct request *rq, const char *session_token);

/* Of a route for programs: who asks is who the token (or NULL) stands for, whatever cookies came along. */
enum guard guard_program(struct request *rq, const char *token);

/* Whether who asks has the permission of rq->route. Fills rq->plan_id and rq->internal. */
enum guard guard_permission(struct request *rq);

/* Whether the form carries a token that was made for this browser; sets form->token. */
bool guard_token(struct request *rq, struct form *form);

/* Every route's permission is known, and one that is asked for in a plan finds it from the path. */
bool guard_check_routes(const struct access *access, const struct route *const *routes, size_t n, struct err *err);

#endif
