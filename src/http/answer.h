/* From a request to its answer: finds the route, runs its handler, stands in for what fails. */
#ifndef PLANVERK_HTTP_ANSWER_H
#define PLANVERK_HTTP_ANSWER_H

#include "http/router.h"
#include "http/server.h"

/*
 * Fills rq->body and the other fields of the answer. The caller has set rq->path, rq->query,
 * rq->lang and rq->arena. A failure is logged with its details and answered with a page that
 * names its reference number only.
 */
enum http_status answer(const struct server_options *o, const struct router *router, struct request *rq);

#endif
