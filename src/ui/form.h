/*
 * Search and filter forms: GET, so that a result has an address of its own.
 *
 *	form_begin(rq, tr(rq, "Search contributions"), rq->path);
 *	field_search(rq, "q", tr(rq, "Words"), query_text(rq, "q"));
 *	field_select(rq, "event", tr(rq, "Event"), choices, n, query_text(rq, "event"));
 *	form_end(rq, tr(rq, "Search"));
 */
#ifndef PLANVERK_UI_FORM_H
#define PLANVERK_UI_FORM_H

#include "http/http.h"

struct choice {
	const char *value; /* "" for no choice made */
	const char *label;
};

/* label is what a screen reader calls the form. */
void form_begin(struct request *rq, const char *label, const char *action);
void form_end(struct request *rq, const char *submit);

void field_search(struct request *rq, const char *name, const char *label, const char *value);
void field_text(struct request *rq, const char *name, const char *label, const char *value);
void field_select(struct request *rq, const char *name, const char *label,
                  const struct choice *choices, size_t n, const char *selected);
/* A value that is sent along. Nothing is written for "". */
void field_hidden(struct request *rq, const char *name, const char *value);

#endif
