/* Interface between the files of the module. */
#ifndef PLANVERK_API_INTERNAL_H
#define PLANVERK_API_INTERNAL_H

#include "base/str.h"
#include "module/api/api.h"
#include "module/plan/plan.h"

/* ---- Interface to the code in api.c ---- */

enum http_status api_plans(struct request *rq);
enum http_status api_plan(struct request *rq);
enum http_status api_consultations(struct request *rq);

/* A problem as RFC 9457 has it. */
enum http_status api_problem(struct request *rq, enum http_status status, const char *detail);
/* The one for rq->err. */
enum http_status api_failed(struct request *rq);
/* The plan that the path names; false after *status has been set. */
bool api_find_plan(struct request *rq, struct plan *plan, enum http_status *status);
/* Begins a JSON document in the answer's body. */
struct json api_begin(struct request *rq);

/* ---- Interface to the code in api_contributions.c ---- */

#define API_LIMIT 100      /* rows of a page, where nobody asks for another number */
#define API_LIMIT_MOST 1000

enum http_status api_contributions(struct request *rq);

/* ---- Interface to the code in api_decisions.c ---- */

enum http_status api_bodies(struct request *rq);
enum http_status api_decisions(struct request *rq);

/* ---- Interface to the code in api_openapi.c ---- */

enum http_status api_openapi(struct request *rq);

#endif
