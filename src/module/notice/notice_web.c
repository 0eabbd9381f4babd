/* Pages: following a plan, confirming that, and ending it. */
#include "module/notice/notice_internal.h"

#include "module/user/user.h"
#include "ui/form.h"
#include "ui/page.h"
#include "ui/parts.h"
#include "ui/translate.h"

/* In the head of a plan's pages. */
void notice_panel_head(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	if (plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err))
		page_feed(rq, plan.title, href(rq, "/plan/%s/feed.atom", plan.slug));
}

/* On the plan's page, which is kept: links alone. */
void notice_panel_plan(struct request *rq, int64_t plan_id)
{
	struct plan plan;
	bool mailed;
	if (!plan_get(rq->conn, rq->arena, plan_id, &plan, &rq->err) || !notice_is_set_up(rq->conn, &mailed, &rq->err))
		return;
	html(&rq->body, "<section>");
	heading(rq, 2, tr(rq, "Follow this plan"));
	html(&rq->body, "<ul>\n");
	if (mailed) {
		html(&rq->body, "<li>");
		link_to(rq, href(rq, "/plan/%s/follow", plan.slug), tr(rq, "Get its news by e-mail"));
		html(&rq->body, "</li>\n");
	}
	html(&rq->body, "<li>");
	link_to(rq, href(rq, "/plan/%s/feed.atom", plan.slug), tr(rq, "Its news in a feed reader (Atom)"));
	html(&rq->body, "</li>\n</ul></section>\n");
}

/* ---- /plan/{plan}/follow ---- */

static enum http_status write_follow(struct request *rq, const struct plan *plan)
{
	plan_page_context(rq, plan);
	page_begin(rq, tr(rq, "Follow this plan"));
	if (*query_text(rq, "asked"))
		note(rq, TONE_SUCCESS, tr(rq, "Look in your mailbox: there is a link to confirm with, unless you follow the plan already."));
	paragraph(rq, tr(rq, "You get a mail when a consultation is announced, opens or closes, when contributions or answers are published, "
	                     "and when a phase of the plan begins. Every mail has a link to stop it with."));
	form_post_begin(rq, tr(rq, "Follow this plan"), href(rq, "/plan/%s/follow", plan->slug));
	field_input(rq, .name = "email", .label = tr(rq, "E-mail"), .type = "email", .value = form_text(rq, "email"), .required = true,
	            .autocomplete = "email",
	            .hint = tr(rq, "It is used for this alone. Stop following, and it is erased."));
	form_end(rq, tr(rq, "Follow"));
	page_end(rq);
	return form_problems(rq) ? HTTP_BAD_REQUEST : HTTP_OK;
}

/* True where mail can be sent; otherwise *status is that of the page that says it cannot. */
static bool begin(struct request *rq, struct plan *plan, enum http_status *status)
{
	bool mailed;
	if (!plan_find(rq->conn, rq->arena, route_text(rq, "plan"), plan, &rq->err)
	    || !notice_is_set_up(rq->conn, &mailed, &rq->err)) {
		*status = page_failed(rq);
		return false;
	}
	if (!mailed)
		*status = page_not_found(rq, tr(rq, "This service sends no e-mail. Use the plan's feed instead."));
	return mailed;
}

enum http_status notice_web_follow(struct request *rq)
{
	struct plan plan;
	enum http_status status;
	return begin(rq, &plan, &status) ? write_follow(rq, &plan) : status;
}

struct subscribing {
	struct arena *arena;
	struct notice_subscription subscription;
	const char *email;
};

static bool subscribe(struct db_conn *tx, void *arg, struct err *err)
{
	struct subscribing *s = arg;
	return notice_subscribe(tx, s->arena, &s->subscription, s->email, clock_now(), err);
}

enum http_status notice_web_subscribe(struct request *rq)
{
	struct plan plan;
	enum http_status status;
	if (!begin(rq, &plan, &status))
		return status;
	struct subscribing s = { .arena = rq->arena, .subscription = { .plan_id = plan.id, .lang = rq->lang },
	                         .email = notice_address(rq->arena, span_of(form_text(rq, "email"))) };
	if (!s.email) {
		form_problem(rq, "email", tr(rq, "This is not an e-mail address."));
		return write_follow(rq, &plan);
	}
	if (!user_write(rq, subscribe, &s, NULL))
		return page_failed(rq);
	return redirect_to(rq, href(rq, "/plan/%s/follow?asked=yes", plan.slug));
}

/* ---- /subscription/{token} ---- */

static bool find(struct request *rq, struct notice_subscription *s, struct plan *plan, enum http_status *status)
{
	rq->personal = true;
	*plan = (struct plan){ 0 };
	if (!notice_subscription_find(rq->conn, rq->arena, route_text(rq, "token"), s, &rq->err)
	    || (s->id && !plan_get(rq->conn, rq->arena, s->plan_id, plan, &rq->err))) {
		*status = page_failed(rq);
		return false;
	}
	if (!s->id)
		*status = page_not_found(rq, tr(rq, "Nobody follows a plan by this address any more. No mail is sent."));
	return s->id;
}

/* The buttons are forms: programs that look into mails open every link. */
enum http_status notice_web_subscription(struct request *rq)
{
	struct notice_subscription s;
	struct plan plan;
	enum http_status status;
	if (!find(rq, &s, &plan, &status))
		return status;
	plan_page_context(rq, &plan);
	page_begin(rq, s.confirmed_at ? tr(rq, "You follow this plan by e-mail") : tr(rq, "Do you want to follow this plan?"));
	if (s.confirmed_at) {
		paragraph(rq, tr(rq, "If you stop, your address is erased."));
		form_post_button(rq, href(rq, "/subscription/%s", s.token), tr(rq, "Stop following"), NULL, NULL);
	} else {
		paragraph(rq, tr(rq, "You will get its news by e-mail. Every mail has a link to stop it with."));
		form_post_button(rq, href(rq, "/subscription/%s/confirm", s.token), tr(rq, "Confirm"), NULL, NULL);
	}
	return page_end(rq);
}

struct changing {
	struct arena *arena;
	const struct notice_subscription *subscription;
};

static bool confirm(struct db_conn *tx, void *arg, struct err *err)
{
	const struct changing *c = arg;
	return notice_confirm(tx, c->arena, c->subscription, clock_now(), err);
}

enum http_status notice_web_confirm(struct request *rq)
{
	struct notice_subscription s;
	struct plan plan;
	enum http_status status;
	if (!find(rq, &s, &plan, &status))
		return status;
	struct changing change = { rq->arena, &s };
	if (!user_write(rq, confirm, &change, NULL))
		return page_failed(rq);
	return redirect_to(rq, href(rq, "/subscription/%s", s.token));
}

static bool unsubscribe(struct db_conn *tx, void *arg, struct err *err)
{
	const struct changing *c = arg;
	return notice_unsubscribe(tx, c->arena, c->subscription, err);
}

/* Mail programs call it by themselves (RFC 8058): without a form of ours, and they follow no redirection. */
enum http_status notice_web_unsubscribe(struct request *rq)
{
	struct notice_subscription s;
	struct plan plan;
	enum http_status status;
	if (!find(rq, &s, &plan, &status))
		return status;
	struct changing change = { rq->arena, &s };
	if (!request_write(rq, unsubscribe, &change))
		return page_failed(rq);
	plan_page_context(rq, &plan);
	page_begin(rq, tr(rq, "You no longer follow this plan"));
	paragraph(rq, tr(rq, "Your address is erased, and you get no more mail about the plan."));
	return page_end(rq);
}
