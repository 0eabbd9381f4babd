/* What is known of the page being written; within ui only. */
#ifndef PLANVERK_UI_PAGE_STATE_H
#define PLANVERK_UI_PAGE_STATE_H

#include "ui/page.h"

struct page_link {
	const char *label, *target;
};

struct page_nav_link {
	enum nav_section section;
	struct page_link link;
};

struct page_notice {
	enum tone tone;
	const char *text;
};

struct page_problem {
	const char *field, *message;
};

struct page {
	struct page_link plan;
	struct page_link feed;
	VEC(struct page_nav_link) nav;
	VEC(struct page_link) crumbs;
	VEC(struct page_notice) notices;
	VEC(struct page_problem) problems; /* with the fields of a form */
	const char *script; /* an asset, or NULL */
	unsigned unique;  /* the number given out last */
	unsigned branch;  /* of the tree's branch whose line is being written */
	bool branch_open;
	const char *term; /* of the fact written last */
};

/* Made when it is first asked for. */
struct page *page_state(struct request *rq);
/* The navigation within the header. */
void page_write_nav(struct request *rq);

#endif
