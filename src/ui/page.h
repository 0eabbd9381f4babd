/*
 * The shell around every page, and what goes wrong with one.
 *
 * A handler names the page's place first, then writes between page_begin() and
 * page_end():
 *
 *	page_plan(rq, plan->title, href(rq, "/plan/%s", plan->slug));
 *	page_nav(rq, NAV_VOICES, tr(rq, "Contributions"), href(rq, "/plan/%s/contribution", plan->slug));
 *	page_crumb(rq, tr(rq, "Events"), href(rq, "/plan/%s/event", plan->slug));
 *	page_begin(rq, event->title);
 *	html(&rq->body, "<p>%s</p>", event->place);
 *	return page_end(rq);
 *
 * Texts given to these functions are plain text; they escape them. Markup is
 * written with html() to rq->body.
 */
#ifndef PLANVERK_UI_PAGE_H
#define PLANVERK_UI_PAGE_H

#include "http/http.h"

enum tone { TONE_NEUTRAL, TONE_INFO, TONE_SUCCESS, TONE_WARNING, TONE_DANGER };

/* The design system's name of a tone, for data-color. */
const char *tone_color(enum tone tone);

/* A link's target, each %s percent-encoded as one piece of a path or query. In the arena. */
#define href(rq, ...) __extension__({ \
	struct out href_out_ = out_memory((rq)->arena); \
	url(&href_out_, __VA_ARGS__); \
	out_string(&href_out_); })

/* This page's own path and query with one parameter replaced; NULL or "" value drops it. */
const char *href_with(struct request *rq, const char *name, const char *value);

/* ---- Before page_begin() ---- */

/* The plan that the page belongs to; shown in the header. */
void page_plan(struct request *rq, const char *title, const char *target);
/* A link in the navigation; the one whose target begins this page's path longest is current. A section with
 * more than one link is a menu. */
enum nav_section {
	NAV_PLAN,    /* what the plan says, and what was decided */
	NAV_PROCESS, /* how it comes about */
	NAV_VOICES,  /* what people say */
	NAV_WORK,    /* what planners do with it */
	NAV_ACTION,  /* how it is carried out */
	NAV_ADMIN,   /* of the site; always in sight */
	NAV_SECTIONS
};
void page_nav(struct request *rq, enum nav_section section, const char *label, const char *target);
/* A step of the breadcrumb trail between the front page and this page. */
void page_crumb(struct request *rq, const char *label, const char *target);
/* An Atom feed that browsers and feed readers are to find by this page. */
void page_feed(struct request *rq, const char *title, const char *target);
/* A notice above the heading, such as "This is an example". */
void page_note(struct request *rq, enum tone tone, const char *text);

/* A script of ours ("js/inbox.js") that makes the page quicker to work with: without it everything works, too. */
void page_script(struct request *rq, const char *asset);

/* Writes everything up to and including <h1>title</h1>. */
void page_begin(struct request *rq, const char *title);
/* Writes the rest; returns HTTP_OK. */
enum http_status page_end(struct request *rq);

/* A number that no other call on this page gets: for the id of an element. */
unsigned page_unique(struct request *rq);

/*
 * Writes a part of the page that depends on the database, the language and whether what is not
 * published may be seen, and on nothing else of the request: it is kept until something is
 * committed, for whoever comes next. key names it among all pages' ("plan.tree/17"). For parts that
 * cost more to write than to copy, on pages that are made anew for each reader who is logged in.
 */
void page_shared_part(struct request *rq, const char *key, void (*write)(struct request *rq, const void *arg),
                      const void *arg);

/* ---- Pages that replace what the handler has written so far ---- */

enum http_status page_not_found(struct request *rq, const char *message);
enum http_status page_bad_request(struct request *rq, const char *message);
/* By rq->err: not found, bad request, or HTTP_ERROR, whose page the server writes with a
 * reference number, the details being logged. */
enum http_status page_failed(struct request *rq);
/* The same after a POST whose write was refused for what it said or for the state things are in: says the
 * error's own sentence, which is to be a text marked with N_(). */
enum http_status page_refused(struct request *rq);

/* What the server shows when it has no handler's page; reference is NULL or a number to
 * quote to the operator. For struct server_options. */
void page_error(struct request *rq, enum http_status status, const char *reference);

#endif
