/* Interface between the files of the module. */
#ifndef PLANVERK_SEARCH_MODULE_INTERNAL_H
#define PLANVERK_SEARCH_MODULE_INTERNAL_H

#include "engine/text/search.h"
#include "module/contribution/contribution.h"
#include "module/search/search.h"
#include "module/text/text.h"

/* ---- Interface to the code in search_source.c ---- */

/* What is searched. A hit's id is that of its row, but for an organisation, which is found once
 * for each plan it spoke in: by its first contribution there. */
enum search_kind {
	SEARCH_PLAN, SEARCH_NODE, SEARCH_CONTRIBUTION, SEARCH_EVENT, SEARCH_ORGANISATION, SEARCH_GROUP, SEARCH_KINDS_USED
};
struct search_kind_name {
	const char *code, *name, *plural; /* "contribution", and its names in English for tr_name() */
};
extern const struct search_kind_name search_kind_names[SEARCH_KINDS_USED];
/* -1 where there is no such kind. */
int search_kind_of(const char *code);

/* Whose eyes: what is published, or everything; in all plans, or in one. */
struct search_view {
	bool internal;
	int64_t plan_id; /* 0 for all */
};

/* Brings an index to what the database holds and the view may see: adds, replaces, removes. */
bool search_source_load(struct db_conn *c, const struct search_view *view, struct search_index *index,
                        struct err *err);

/* A part of a plan's text with a keyword of it, as it is searched. */
const char *search_with_keyword(struct arena *a, const char *text, const char *keyword);

/* ---- Interface to the code in search_row.c ---- */

/* A hit as it is now. Strings are "" where there is nothing. */
struct search_row {
	int64_t plan_id; /* 0: it is gone or may not be seen, and nothing else is filled */
	struct plan plan;
	const char *title;    /* "" for a contribution */
	const char *text;     /* masked */
	const char *detail;   /* who said it, when it was held, … */
	const char *kind;     /* in English, for tr_name(): "Goal" */
	const char *language; /* "nb" */
	const char *path;     /* "/node/17" */
	bool unpublished;
};
/* Looks a hit up with what rq may see, which must be what the view may. */
bool search_row_find(struct request *rq, const struct search_view *view, const struct search_hit *hit,
                     struct search_row *row);

/* ---- Interface to the code in search_store.c ---- */

/* The server's index of a view, no older than the request's snapshot, held until it is closed;
 * NULL, with rq->err set, where the database cannot be read. */
struct search_store;
const struct search_index *search_store_open(struct request *rq, const struct search_view *view,
                                             struct search_store **store);
void search_store_close(struct search_store *store);

/* ---- Interface to the code in search_hits.c ---- */

/* What became of the query's words, for those that were not simply found. */
void search_write_words(struct request *rq, const struct search_answer *found);
/* n hits from one number on, as a list with marks; in_plan: all are of the page's plan. */
void search_write_hits(struct request *rq, const struct search_view *view, const struct search_answer *found,
                       size_t from, size_t n, bool in_plan);

/* ---- Interface to the code in search_web.c and search_list.c ---- */

/* GET /search */
enum http_status search_web_page(struct request *rq);
/* GET /plan/{plan}/contributions */
enum http_status search_web_contributions(struct request *rq);
/* Panel: a link in a plan's navigation. */
void search_panel_nav(struct request *rq, int64_t plan_id);

/* ---- Interface to the code in search_cli.c and search_filter.c ---- */

/* `planverk search` */
bool search_run(struct command_context *ctx);
/* `planverk text search` */
bool search_run_filter(struct command_context *ctx);

/* The arguments as one query. */
const char *search_query_of(struct command_context *ctx);
/* What became of the words of a query, as "words": […]. */
void search_put_words(struct json *j, const struct search_answer *found);

#endif
