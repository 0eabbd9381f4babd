/* Interface between the files of the module. */
#ifndef PLANVERK_BEHALF_INTERNAL_H
#define PLANVERK_BEHALF_INTERNAL_H

#include "base/str.h"
#include "module/behalf/behalf.h"
#include "module/user/user.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

/* ---- Interface to the code in behalf_web.c ---- */

/* Answers that two people changed in different ways: from where both began, to theirs and mine. */
struct behalf_clash {
	const struct behalf_revision *from, *theirs;
	const struct answer *mine;
	const bool *at; /* for each question */
};
/* What a page is about. */
struct behalf_page {
	struct behalf behalf;
	struct consultation consultation;
	struct plan plan;
	bool coordinates; /* who asks may release and withdraw it */
	const struct behalf_clash *clash; /* NULL for none */
};
/* The draft that the path names, for one of the organisation's people; false after the answer in *status.
 * For others there is none. */
bool behalf_find(struct request *rq, struct behalf_page *p, enum http_status *status);
/* Why it can no longer be written or sent, in the reader's language; NULL while it can. */
const char *behalf_why_not(struct request *rq, const struct behalf_page *p);
const char *behalf_href(struct request *rq, int64_t id);
/* The page, with these answers in its form. base is the revision that they were written from. */
enum http_status behalf_write_page(struct request *rq, const struct behalf_page *p, const struct answer *answers, int64_t base);

/* GET /consultation/{consultation}/drafts and GET /behalf/{behalf} */
enum http_status behalf_web_list(struct request *rq);
enum http_status behalf_web_show(struct request *rq);
void behalf_panel_consultation(struct request *rq, int64_t consultation_id);
bool behalf_plan_of(struct request *rq, const char *value, int64_t *plan_id);

/* ---- Interface to the code in behalf_edit_web.c ---- */

/* POST /consultation/{consultation}/drafts and /behalf/{behalf}, …/release, …/withdraw */
enum http_status behalf_web_begin(struct request *rq);
enum http_status behalf_web_save(struct request *rq);
enum http_status behalf_web_release(struct request *rq);
enum http_status behalf_web_withdraw(struct request *rq);

#endif
