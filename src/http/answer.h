/* From a request to its answer: finds the route, asks whether it may be called, runs its
 * handler, stands in for what fails. */
#ifndef PLANVERK_HTTP_ANSWER_H
#define PLANVERK_HTTP_ANSWER_H

#include "http/form.h"
#include "http/router.h"
#include "http/server.h"

/* What came with a request besides its target; a cookie or header that was not sent is NULL. */
struct incoming {
	const char *session_cookie, *form_cookie;
	const char *sec_fetch_site, *origin;
	const char *bearer; /* a program's token */
	enum http_status body_status; /* of a POST: HTTP_OK where the body could be read */
	struct form *form;            /* of a POST whose body could be read */
};

/*
 * Fills rq->body and the other fields of the answer. The caller has set rq->method, rq->path,
 * rq->query, rq->lang, rq->arena, rq->address and rq->origin. A failure is logged with its
 * details and answered with a page that names its reference number only.
 */
enum http_status answer(const struct server_options *o, const struct router *router, struct request *rq,
                        const struct incoming *in);

/* Whether who asks may call the route that was found: asked before an upload is taken. */
bool answer_admits(const struct server_options *o, struct request *rq, const struct incoming *in);

#endif
